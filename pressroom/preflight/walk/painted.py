"""What a page paints, in order: the closed set of things that a walk can yield.

Every place is a `Box` in points from the trim's top-left, y down, already cut by the clip.
"""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.pdf.objects import Pdf
from pressroom.pdf.spaces import Space
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.typeface import Typeface
from pressroom.sheet.geometry import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """How paint falls on what lies below.

    Attributes:
        overprint_fill, overprint_stroke: the graphics state's op and OP.
        overprint_mode: its OPM; 1 lets a CMYK zero leave the plate alone.
        alpha_fill, alpha_stroke: opacity, 0 to 1.
        blend: the blend mode; `Normal` for plain paint.
        soft_mask: whether one is set.
    """

    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False

    @property
    def transparent(self) -> bool:
        """Whether what lies below shows through."""
        return (self.alpha_fill < 1 or self.alpha_stroke < 1 or self.soft_mask
                or self.blend not in ("Normal", "Compatible"))


@dataclass(frozen=True, slots=True)
class PaintedPath:
    """A path, filled or stroked.

    Attributes:
        box: around what shows of it; without area when clipped away.
        pieces: boxes of its subpaths, before clipping; a line's has no width or no height.
        fill, stroke: colours; None for neither.
        width: the stroke's, in points on the page; 0 for the thinnest line that a device can draw.
        settings: how the paint falls.
    """

    box: Box
    pieces: tuple[Box, ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    settings: Settings


@dataclass(frozen=True, slots=True)
class PaintedText:
    """Glyphs shown at one go.

    Attributes:
        box: around them, judged by advances and the font's height.
        face: the font.
        shown: the string as it stands in the content.
        size: in points on the page.
        fill, stroke: colours; None for neither.
        width: the stroke's, in points on the page.
        mode: the rendering mode; 3 is invisible.
        settings: how the paint falls.
    """

    box: Box
    face: Typeface
    shown: bytes
    size: float
    fill: Colour | None
    stroke: Colour | None
    width: float
    mode: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class PaintedPicture:
    """Pixels.

    Attributes:
        box: where they show.
        pixels: width and height.
        ppi: effective resolution, the lower of both directions.
        bits: per component; 1 for a bitmap.
        space: colour space; None for a stencil, which is painted in `fill`.
        fill: a stencil's colour.
        stream: the picture's object; an inline picture's is a dictionary.
        content: an inline picture's bytes.
        mark: a number that is the same wherever the same picture is placed.
        settings: how the paint falls.
    """

    box: Box
    pixels: tuple[int, int]
    ppi: float
    bits: int
    space: Space | None
    fill: Colour | None
    stream: Pdf
    content: bytes | None
    mark: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class PaintedShading:
    """A smooth transition of colours.

    Attributes:
        box: what it can reach.
        space: its colour space.
        colours: the colours at its ends, as far as they can be told.
        settings: how the paint falls.
    """

    box: Box
    space: Space
    colours: tuple[Colour, ...]
    settings: Settings


Painted = PaintedPath | PaintedText | PaintedPicture | PaintedShading


@dataclass(frozen=True, slots=True)
class PaintedGroup:
    """A form that is a transparency group.

    Attributes:
        box: where it stands.
        space: its blend space; None when it states none.
    """

    box: Box
    space: Space | None


@dataclass(frozen=True, slots=True)
class Walk:
    """One page's content, read once for every check.

    Attributes:
        things: what is painted, in painting order.
        groups: forms that are transparency groups.
        states: ExtGState dictionaries that were used.
        forms: form and other XObjects that were used, by object number.
        layers: how many times optional content was entered.
        stopped: why the walk ended early, in English; empty when it did not.
        too_much: whether it ended because the file asks for more work than an honest one.
    """

    things: tuple[Painted, ...] = ()
    groups: tuple[PaintedGroup, ...] = ()
    states: tuple[Pdf, ...] = ()
    forms: tuple[Pdf, ...] = ()
    layers: int = 0
    stopped: str = ""
    too_much: bool = False

    @property
    def paths(self) -> list[PaintedPath]:
        """The paths."""
        return [thing for thing in self.things if isinstance(thing, PaintedPath)]

    @property
    def texts(self) -> list[PaintedText]:
        """The text shows."""
        return [thing for thing in self.things if isinstance(thing, PaintedText)]

    @property
    def pictures(self) -> list[PaintedPicture]:
        """The pictures."""
        return [thing for thing in self.things if isinstance(thing, PaintedPicture)]


def colours_of(thing: Painted) -> list[Colour]:
    """Every colour that a thing is painted with; a picture's pixels are not among them."""
    if isinstance(thing, PaintedShading):
        return list(thing.colours)
    if isinstance(thing, PaintedPicture):
        return [thing.fill] if thing.fill else []
    return [colour for colour in (thing.fill, thing.stroke) if colour is not None]


def spaces_of(thing: Painted) -> list[Space]:
    """Every colour space that a thing is painted in."""
    found = [colour.space for colour in colours_of(thing)]
    if isinstance(thing, PaintedShading | PaintedPicture) and thing.space is not None:
        found.append(thing.space)
    return [*found, *(space.base for space in found if space.base is not None and space.family == "Pattern")]


def what(thing: Painted) -> str:
    """The thing's kind in a word, for messages: text, path, picture or shading."""
    return {PaintedPath: "path", PaintedText: "text", PaintedPicture: "picture", PaintedShading: "shading"}[
        type(thing)]
