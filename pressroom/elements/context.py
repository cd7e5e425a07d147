"""What an element has while it is fitted, `Room`, and what it gives, `Fitted`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressroom.artwork.photographs import PictureFacts
from pressroom.artwork.placed_pages import PageFacts
from pressroom.cache import Cache
from pressroom.colour.ink import Ink
from pressroom.elements.grid import Frame, Side
from pressroom.elements.style import StyleSpec
from pressroom.findings import Finding, Place
from pressroom.marks import Mark
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box
from pressroom.type.setting import Faces


@dataclass(frozen=True, slots=True)
class Words:
    """A named text of the material.

    Attributes:
        text: after microtypography, with its inline notation.
        place: where it stands.
        name: how layouts call it.
        shorter: other wordings, ever shorter, for where the first does not fit.
        blank: whether it only says what somebody else has to fill in.
    """

    text: str
    place: Place
    name: str = ""
    shorter: tuple[str, ...] = ()
    blank: bool = False

    def wording(self, level: int) -> str:
        """The text, or the `level`-th shorter wording of it (the last there is, beyond)."""
        every = (self.text, *self.shorter)
        return every[min(level, len(every) - 1)]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the campaign, as this piece carries it.

    Attributes:
        key: its name in campaign.yaml.
        url: what the QR says, with the tracking medium when the campaign asks for one.
        shown: what is printed in words.
        place: where it stands.
    """

    key: str
    url: str
    shown: str
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that a material or a layout names.

    It is made of pixels (`facts`), a page of a PDF (`page`), or, without either, a drawing (SVG).

    Attributes:
        file: checked to lie inside the project.
        alt: what it shows, in words; empty for decoration.
        focus: the point to keep in sight, fractions from the top-left.
        place: where it is named.
        treatment: what the material wishes for a photograph: colour, duotone or grey; empty for the layout's own.
    """

    file: Path
    alt: str
    focus: tuple[float, float]
    place: Place
    facts: PictureFacts | None = None
    treatment: str = ""
    page: PageFacts | None = None


@dataclass(slots=True)
class FitContext:
    """All that an element may use while it is fitted on one sheet.

    Attributes:
        format, frame, bleed, distance_m: the sheet, its grid, artwork over the trim (below 0: ends before), distance.
        words: texts by name, for this sheet.
        inks: brand inks and the palette's roles by name.
        styles, faces: text styles of the layout; font families by name.
        links, images: what elements may show; the word mark is the image `logo`.
        imprint: the lines of the imprint for this edition and printer.
        least_qr_side: asked of QR symbols, points.
        size_caps: largest size per style, in points, so that sheets agree.
        place: where a value of the layout stands.
        placed: ink boxes of the named elements that are fitted already.
        findings: what was seen while fitting.
        safe: least distance from words to the trim, points.
        wording: how far words have given way already, because something else on the sheet had no room.
        folded: sides of the sheet that are folds: artwork ends there.
        flow: sets the part of a text that runs over this sheet; None where there is no such text.
        fillable: whether the edition has fields to fill in.
        filled_in: what the imprint says instead of a line to fill in, where a field stands on the sheet.
    """

    format: Format
    frame: Frame
    bleed: float
    distance_m: float
    words: Mapping[str, Words]
    inks: Mapping[str, Ink]
    styles: Mapping[str, StyleSpec]
    faces: Mapping[str, Faces]
    links: Mapping[str, Link]
    images: Mapping[str, Image]
    imprint: tuple[Words, ...]
    language: str
    cache: Cache
    place: Callable[..., Place]
    shares: Mapping[str, float] = field(default_factory=dict)
    size_caps: Mapping[str, float] = field(default_factory=dict)
    ink_boxes: dict[str, Box] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sheet: int = 1
    safe: float = 0.0
    wording: int = 0
    folded: tuple[Side, ...] = ()
    flow: Callable[[Box], Fitted] | None = None
    fillable: bool = False
    practice: str = ""

    @property
    def reach(self) -> Box:
        """How far artwork may run: over the trim by the bleed, and to a fold exactly."""
        trim, wide = self.frame.trim, self.frame.trim.grown(self.bleed)
        return Box(trim.x0 if "left" in self.folded else wide.x0, wide.y0,
                   trim.x1 if "right" in self.folded else wide.x1, wide.y1)


@dataclass(frozen=True, slots=True)
class Setting:
    """How one text was set, for the checks that compare texts.

    Attributes:
        style: its style in the layout.
        size: in points.
        ink: what it is printed with.
        area: its ink, on the sheet.
        words: the material's text that it shows.
        at: where the layout asks for its size.
        lines: as they were broken.
        small_endings: how many of them end on a small word.
    """

    style: str
    size: float
    ink: Ink
    area: Box
    words: tuple[Words, ...]
    at: Place
    lines: tuple[str, ...] = ()
    small_endings: int = 0


@dataclass(frozen=True, slots=True)
class SymbolFit:
    """How a QR symbol came out; whether it may be so is for `review` to say.

    Attributes:
        link: what it carries.
        version: 1 to 40 (ISO/IEC 18004).
        needs: width of the symbol, and height of symbol, quiet zone and words, in points.
        box: width and height of the box that the layout gives it.
    """

    link: Link
    version: int
    needs: tuple[float, float]
    box: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """An element at its place.

    Attributes:
        marks: in painting order.
        area: its ink, for collisions and for what stands below; None for artwork that may lie under anything.
        clear: what must stay free of any other ink, such as a symbol's quiet zone; None where the ink alone counts.
        words: its texts in reading order, as they must be read back.
        qr: URLs of its symbols.
        settings: how its texts were set.
        symbols: how its QR symbols came out.
    """

    marks: tuple[Mark, ...] = ()
    area: Box | None = None
    words: tuple[str, ...] = ()
    qr: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    clear: Box | None = None
    symbols: tuple[SymbolFit, ...] = ()
