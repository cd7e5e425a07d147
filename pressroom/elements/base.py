"""What an element is: fields in a layout, and `fit`, which turns it into marks at a place.

A new kind is one file in this folder: a class with `@element`, an example, and `fit`. It returns
nothing but the closed marks, so no painter has to learn of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar, get_args

from pydantic import BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from pressroom.cache import Cache
from pressroom.elements.grid import At, Cells, Edges, Frame, Side
from pressroom.elements.style import StyleSpec
from pressroom.errors import Finding, Place
from pressroom.fields import Name, PartLength, Spec
from pressroom.formats import Format
from pressroom.geometry import Box
from pressroom.ink import Ink
from pressroom.marks import Mark
from pressroom.pictures import PictureFacts
from pressroom.typeset import Faces


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
    """A picture that a material or a layout names; `facts` is None for a drawing (SVG).

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


@dataclass(slots=True)
class Room:
    """All that an element may use while it is fitted on one sheet.

    Attributes:
        format, frame, bleed, distance_m: the sheet, its grid, the printer's bleed (points), the reading distance.
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
    placed: dict[str, Box] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sheet: int = 1
    safe: float = 0.0
    wording: int = 0
    folded: tuple[Side, ...] = ()
    flow: Callable[[Box], Fitted] | None = None

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
class Fitted:
    """An element at its place.

    Attributes:
        marks: in painting order.
        area: its ink, for collisions and for what stands below; None for artwork that may lie under anything.
        words: its texts in reading order, as they must be read back.
        qr: URLs of its symbols.
        settings: how its texts were set.
    """

    marks: tuple[Mark, ...] = ()
    area: Box | None = None
    words: tuple[str, ...] = ()
    qr: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()


# One name, or several.
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
                  WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})]


class Element(Spec):
    """The fields that every element has.

    Attributes:
        name: how others refer to it (`below`, `over`).
        at: cells such as `c1-12 r3-9`, `sheet`, edges, or one of these for each shape of sheet.
        below: the elements under whose ink this one begins, `gap` lower; the box of `at` ends it.
        above: the elements over whose ink this one ends, `gap` higher; the box of `at` begins it. One that the sheet
            does not show, or that stands beside the box, is passed over; so it is with `below`.
        bleed: sides on which its box runs on over the trim; an edge that `at` sets inside the sheet stays there.
        over: elements that it may cover.
        across: panels of a leaflet over which it runs, or `outside` or `inside` for a whole page; its box is then in
            the joint width of those that lie side by side, and it lies under all that stands on one panel.
    """

    kind: str
    name: Name | None = None
    at: At
    below: Names = ()
    above: Names = ()
    gap: PartLength | None = None
    bleed: tuple[Side, ...] = ()
    over: tuple[Name, ...] = ()
    across: Names = ()

    EXAMPLE: ClassVar[str] = ""
    ARTWORK: ClassVar[bool] = False

    @abstractmethod
    def fit(self, room: Room, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The element's marks in `box`; `location` is where the layout names it, for findings."""
        raise NotImplementedError

    def texts(self) -> tuple[str, ...]:
        """Texts of the element that hold `{names}`, for checking that each name exists."""
        return ()

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """The inks that the element names, each with its key, for checking that they exist."""
        return tuple(((key,), name) for key in ("ink", "stroke") if (name := getattr(self, key, None)))

    def box(self, room: Room) -> Box | None:
        """Its box on the sheet; None when the layout has no place for it on this shape of sheet.

        Raises:
            ValueError: outside the grid.
        """
        area = self.at.on(room.format.shape)
        if area is None:
            return None
        box = room.frame.box(area)
        gap = self.gap.points(room.format.short) if self.gap else 0.0
        higher = [one.y1 for one in self._met(self.below, box, room)]
        lower = [one.y0 for one in self._met(self.above, box, room)]
        if higher:
            box = Box(box.x0, min(max(higher) + gap, box.y1 - 1.0), box.x1, box.y1)
        if lower:
            box = Box(box.x0, box.y0, box.x1, max(min(lower) - gap, box.y0 + 1.0))
        reach, bleed = room.reach, self._bleeding(area)
        return Box(reach.x0 if "left" in bleed else box.x0, reach.y0 if "top" in bleed else box.y0,
                   reach.x1 if "right" in bleed else box.x1, reach.y1 if "bottom" in bleed else box.y1)

    @staticmethod
    def _met(names: Names, box: Box, room: Room) -> list[Box]:
        """Where the ink of these stands, as far as the sheet shows them, and not beside the box."""
        found = [room.placed[name] for name in names if name in room.placed]
        return [one for one in found if one.x0 < box.x1 and one.x1 > box.x0]

    def _bleeding(self, area: Cells | Edges) -> frozenset[str]:
        """The sides to bleed on: those named, but no edge that `at` sets inside the sheet."""
        return frozenset(side for side in self.bleed
                         if not (isinstance(area, Edges) and getattr(area, side).number > 0))


_KINDS: dict[str, type[Element]] = {}
Kind = TypeVar("Kind", bound=type[Element])


def element(kind: Kind) -> Kind:
    """Make a class known as an element kind; its `kind` field is a literal, and it carries an example.

    Raises:
        TypeError: the kind exists already, or has no example.
    """
    (name,) = get_args(_fields(kind)["kind"].annotation)
    if name in _KINDS or not kind.EXAMPLE:
        raise TypeError(f"element kind {name}: {'named twice' if name in _KINDS else 'has no example'}")
    _KINDS[name] = kind
    return kind


def _fields(kind: type[Element]) -> Mapping[str, FieldInfo]:
    return kind.model_fields


@cache
def kinds() -> Mapping[str, type[Element]]:
    """Every element kind by name, found by folder; a module that does not import stops the program."""
    import pressroom.elements as folder

    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda item: item.name):
        importlib.import_module(f"pressroom.elements.{module.name}")
    return dict(sorted(_KINDS.items()))
