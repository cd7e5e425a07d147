"""The objects that a page paints: the closed set that a walk can yield.

Every place is a `Box` in points from the trim's top-left, y down, after clipping.
"""

from __future__ import annotations

from pressroom.pdf.objects import Pdf
from pressroom.pdf.spaces import Space
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.typeface import Typeface
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An isolated group or a knockout group (ISO 32000-1, 11.4.5 and 11.4.6).

    Attributes:
        number: tells it from the others of the page.
        isolated: whether it is composed on nothing, and not on what lies below it.
        knockout: whether each of its elements takes the place of those before it.
    """

    number: int
    isolated: bool
    knockout: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """Overprint and transparency of a painted object.

    Attributes:
        overprint_fill, overprint_stroke: the graphics state's op and OP.
        overprint_mode: its OPM; 1 lets a CMYK zero leave the plate alone.
        alpha_fill, alpha_stroke: opacity, 0 to 1.
        blend: the blend mode; `Normal` for plain paint.
        soft_mask: whether one is set.
        groups: the groups around it that change what it overprints, from the outside inward.
        step: the processing step on whose layer it is; empty for what is printed.
    """

    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    groups: tuple[Enclosure, ...] = ()
    step: str = ""

    @property
    def transparent(self) -> bool:
        """Whether the background shows through."""
        return (self.alpha_fill < 1 or self.alpha_stroke < 1 or self.soft_mask
                or self.blend not in ("Normal", "Compatible"))


@dataclass(frozen=True, slots=True)
class PaintedPath:
    """A path, filled or stroked.

    Attributes:
        box: around its visible part; without area when it is clipped away.
        pieces: boxes of its subpaths, before clipping; a line's has no width or no height.
        fill, stroke: colours; None for neither.
        width: the stroke's, in points on the page; 0 for the thinnest line that a device can draw.
        settings: its overprint and transparency.
    """

    box: Box
    pieces: tuple[Box, ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    settings: Settings


@dataclass(frozen=True, slots=True)
class PaintedText:
    """Glyphs shown by one operator.

    Attributes:
        box: around them, by their advances and the font's height.
        face: the font.
        string: the string in the content.
        size: in points on the page.
        fill, stroke: colours; None for neither.
        width: the stroke's, in points on the page.
        mode: the rendering mode; 3 is invisible.
        settings: its overprint and transparency.
    """

    box: Box
    face: Typeface
    string: bytes
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
        box: around the visible part.
        pixels: width and height.
        ppi: effective resolution, the lower of both directions.
        bits: per component; 1 for a bitmap.
        space: colour space; None for a stencil, which is painted in `fill`.
        fill: a stencil's colour.
        stream: the picture's object; an inline picture's is a dictionary.
        content: an inline picture's bytes.
        object_id: a number that identifies the picture.
        settings: its overprint and transparency.
    """

    box: Box
    pixels: tuple[int, int]
    ppi: float
    bits: int
    space: Space | None
    fill: Colour | None
    stream: Pdf
    content: bytes | None
    object_id: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class PaintedShading:
    """A smooth transition of colours.

    Attributes:
        box: the area that it can cover.
        space: its colour space.
        colours: the colours at its ends, as far as they are known.
        settings: its overprint and transparency.
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
        box: around its visible part.
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
        masks: groups that draw a soft mask.
        masking: what is painted in soft masks, which no plate shows.
        annotations: what annotations paint that print with the page.
        defaults: the device spaces that resources redefine, by the names of what takes their place.
        damage: in words to translate, what of a painted object cannot be read, and its place.
        layers: how many times optional content was entered.
        stop_reason: why the walk ended early, in English; empty when it did not.
        over_budget: whether it ended because the file exceeds the budget.
    """

    things: tuple[Painted, ...] = ()
    groups: tuple[PaintedGroup, ...] = ()
    states: tuple[Pdf, ...] = ()
    forms: tuple[Pdf, ...] = ()
    masks: tuple[PaintedGroup, ...] = ()
    masking: tuple[Painted, ...] = ()
    annotations: tuple[Painted, ...] = ()
    defaults: tuple[str, ...] = ()
    damage: tuple[tuple[str, Box], ...] = ()
    layers: int = 0
    stop_reason: str = ""
    over_budget: bool = False

    @property
    def paths(self) -> list[PaintedPath]:
        """The paths."""
        return [thing for thing in self.things if isinstance(thing, PaintedPath)]

    @property
    def every(self) -> tuple[Painted, ...]:
        """All that is painted: on the page, by annotations that print, and in soft masks."""
        return (*self.things, *self.annotations, *self.masking) if self.annotations or self.masking else self.things

    @property
    def on_plates(self) -> tuple[Painted, ...]:
        """All but what soft masks are painted with."""
        return (*self.things, *self.annotations) if self.annotations else self.things

    @property
    def texts(self) -> list[PaintedText]:
        """The text shows."""
        return [thing for thing in self.things if isinstance(thing, PaintedText)]

    @property
    def pictures(self) -> list[PaintedPicture]:
        """The pictures."""
        return [thing for thing in self.things if isinstance(thing, PaintedPicture)]


def colours_of(thing: Painted) -> list[Colour]:
    """Every colour that an object is painted in, except those of a picture's pixels."""
    if isinstance(thing, PaintedShading):
        return list(thing.colours)
    if isinstance(thing, PaintedPicture):
        return [thing.fill] if thing.fill else []
    return [colour for colour in (thing.fill, thing.stroke) if colour is not None]


def spaces_of(thing: Painted) -> list[Space]:
    """Every colour space that an object is painted in."""
    spaces = [colour.space for colour in colours_of(thing)]
    if isinstance(thing, PaintedShading | PaintedPicture) and thing.space is not None:
        spaces.append(thing.space)
    return [*spaces, *(space.base for space in spaces if space.base is not None and space.family == "Pattern")]


def what(thing: Painted) -> str:
    """The object's kind, for messages: text, path, picture or shading."""
    return {PaintedPath: "path", PaintedText: "text", PaintedPicture: "picture", PaintedShading: "shading"}[
        type(thing)]
