"""Input and result of fitting an element: `FitContext` and `Fitted`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pressroom.artwork.photographs import PictureFacts
from pressroom.artwork.placed_pages import PageFacts
from pressroom.cache import Cache
from pressroom.colour.ink import Cmyk, Ink, Srgb
from pressroom.elements.grid import Frame, Side
from pressroom.elements.style import StyleSpec
from pressroom.elements.symbol import Level, Symbol
from pressroom.findings import Finding, Place
from pressroom.marks import Mark
from pressroom.records import dataclass, field
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box
from pressroom.type.setting import Faces


@dataclass(frozen=True, slots=True)
class Words:
    """A named text of the material.

    Attributes:
        text: after microtypography, with its inline notation.
        place: in the user's file.
        name: by which layouts refer to it.
        shorter: shorter wordings in order, for when the first does not fit.
        blank: whether it is a prompt for something to be filled in.
    """

    text: str
    place: Place
    name: str = ""
    shorter: tuple[str, ...] = ()
    blank: bool = False

    def wording(self, level: int) -> str:
        """The text, or its shorter wording number `level`; the last one for higher levels."""
        every = (self.text, *self.shorter)
        return every[min(level, len(every) - 1)]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the campaign in one piece.

    Attributes:
        key: its name in campaign.yaml.
        payload: the content of the QR code, with the tracking medium if the campaign has one.
        href: the address that a click opens; empty where only a code is of use.
        shown: the printed address.
        place: in the user's file.
        kind: what the code carries, e.g. `url`, `tel`, `donation`.
        name: by which texts refer to it: `link`, or `links.NAME`.
        added: how many characters of the payload tracking added.
    """

    key: str
    payload: str
    href: str
    shown: str
    place: Place
    kind: str = "url"
    name: str = "link"
    added: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that a material or a layout names.

    It is made of pixels (`facts`), a page of a PDF (`page`), or, without either, a drawing (SVG).

    Attributes:
        file: a path inside the project.
        alt: what it shows, in words; empty for decoration.
        focus: the point that stays visible, fractions from the top-left.
        keep: boxes that no crop may cut, fractions: left, top, right, bottom.
        place: where it is named.
        treatment: of a photograph by the material: colour, duotone or grey; empty for that of the layout.
        colours: of a drawing: names of inks by colours, classes and ids, where it is named.
        fonts: of a drawing with words: the digest of the fonts that they may be set in.
    """

    file: Path
    alt: str
    focus: tuple[float, float]
    place: Place
    facts: PictureFacts | None = None
    treatment: str = ""
    page: PageFacts | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    fonts: str = ""
    keep: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(slots=True)
class FitContext:
    """What an element may use while it is fitted on one sheet.

    Attributes:
        format, frame: the sheet, and its grid.
        bleed: points of artwork beyond the trim; negative when artwork ends inside it.
        distance_m: reading distance.
        words: texts by name, for this sheet.
        inks: brand inks and the palette's roles by name.
        styles, faces: text styles of the layout; font families by name.
        links, images: by name; the word mark is the image `logo`.
        imprint: the lines of the imprint for this edition and printer.
        shares: parts of a whole by name, 0 to 1, for shapes drawn to scale.
        size_caps: largest size per style, in points, so that sheets agree.
        place: gives the place of a value of the layout.
        ink_boxes: of the named elements fitted so far.
        findings: of fitting, so far.
        sheet: its number, from 1.
        safe: least distance from words to the trim, points.
        wording: the level of wording to start from, when longer ones left too little space for other elements.
        folded: sides of the sheet that are folds: artwork ends there.
        flow: fits the part of a running text on this sheet into a box; None without such a text.
        fillable: whether the edition has fields to fill in.
        bands: how far from the top elements begin and end at the most, by their names, in points.
        practice: the imprint's words in place of a line to write on, where the sheet has a field.
        fields: what stands in fields, by their names, instead of a place to fill in.
        sizes: the one size that a style has, in points, where a run gives it one.
        encode: makes the symbol of a content; None for the one that keeps symbols in the cache.
        separate: gives the inks of the printing condition for a screen colour, below its ink limit.
        paper: the whole sheet, where the frame is only what is seen of it; None where it is all of it.
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
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    practice: str = ""
    fields: Mapping[str, Words] = field(default_factory=dict)
    sizes: Mapping[str, float] = field(default_factory=dict)
    encode: Callable[[str, Level], Symbol] | None = None
    separate: Callable[[Srgb], Cmyk] | None = None
    paper: Box | None = None

    @property
    def readable(self) -> Box:
        """Where words may stand: inside the safe margin, and clear of what programs cover of a screen."""
        inside, (top, bottom) = self.frame.trim.grown(-self.safe), self.format.covered
        return Box(inside.x0, inside.y0 + top, inside.x1, inside.y1 - bottom)

    @property
    def reach(self) -> Box:
        """The limits of artwork: the bleed beyond the sheet's trim, and the fold itself on folded sides."""
        trim, wide = self.frame.trim, (self.paper or self.frame.trim).grown(self.bleed)
        return Box(trim.x0 if "left" in self.folded else wide.x0, wide.y0,
                   trim.x1 if "right" in self.folded else wide.x1, wide.y1)


@dataclass(frozen=True, slots=True)
class Setting:
    """How one text is set, for the rules of review.

    Attributes:
        style: its style in the layout.
        size: in points.
        ink: of the text.
        area: the box of its ink, on the sheet.
        words: the texts of the material in it.
        at: where the layout sets its size.
        lines: the text of each line.
        small_endings: how many of them end on a small word.
        long_word: a word that takes more than half of a line at the style's least size, and is why it may be smaller.
    """

    style: str
    size: float
    ink: Ink
    area: Box
    words: tuple[Words, ...]
    at: Place
    lines: tuple[str, ...] = ()
    small_endings: int = 0
    long_word: str = ""


@dataclass(frozen=True, slots=True)
class SymbolFit:
    """The measures of a QR symbol, for the rules of review.

    Attributes:
        link: its content.
        version: 1 to 40 (ISO/IEC 18004).
        needs: width of the symbol, and height of symbol, quiet zone and words, in points.
        box: width and height of the box that the layout gives it.
        most: characters that its largest version holds.
    """

    link: Link
    version: int
    needs: tuple[float, float]
    box: tuple[float, float]
    most: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """An element at its place.

    Attributes:
        marks: in painting order.
        area: the box of its ink, for collisions and for elements below; None for artwork that may be under anything.
        clear: an area without any other ink, such as a symbol's quiet zone; None where only the ink counts.
        words: its texts in reading order, as they must be extracted from the PDF.
        qr: URLs of its symbols.
        settings: how its texts are set.
        symbols: the measures of its QR symbols.
    """

    marks: tuple[Mark, ...] = ()
    area: Box | None = None
    words: tuple[str, ...] = ()
    qr: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    clear: Box | None = None
    symbols: tuple[SymbolFit, ...] = ()
