"""What stands on a sheet, as it is drawn: lines of type, codes, drawings, the foot, and the area left for the rest.

Places are points from the trim's top-left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pressroom.elements.context import Setting
from pressroom.elements.style import StyleSpec
from pressroom.marks import Field, Group, Mark, Picture, PlacedPage, Shape, TextRun, is_technical
from pressroom.records import dataclass
from pressroom.review.composition.lines import Line, Lines
from pressroom.sheet.geometry import Box, around, path_box
from pressroom.specs.document import Location
from pressroom.stages import FittedSheet, Placed

# How near to the trim a shape's edge counts as on it, in points.
_AT_TRIM = 1.0
SMALL_PRINT = ("caption", "imprint")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are set as one text.

    Attributes:
        placed: the element.
        name: of the text in the material, or of its style.
        style: its style in the layout, and that style's name; None where it has none.
        lines: from top to bottom; at least one has ink.
        ink: the box around their ink.
        capitals: y of the top of the first line's capitals.
    """

    placed: Placed
    name: str
    style: StyleSpec | None
    style_name: str
    lines: tuple[Line, ...]
    ink: Box
    capitals: float

    @property
    def size(self) -> float:
        """Of its largest type, in points."""
        return max(line.size for line in self.lines)

    @property
    def reads(self) -> str:
        """What it is to a passer-by, as its style says."""
        return (self.style.reads if self.style else None) or self.style_name

    @property
    def is_heading(self) -> bool:
        """Whether it is a headline, a figure, or a heading of another kind; a call is none."""
        return self.reads == "headline" or (self.style is not None and self.style.role == "heading"
                                            and self.reads != "call")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, a word mark, a sign, or a shape.

    Attributes:
        placed: the element.
        box: around what the trim and its clip show.
        straight: whether its left edge is a straight one that others can share.
    """

    placed: Placed
    box: Box
    straight: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: the element, and its dark square."""

    placed: Placed
    box: Box


class Composition:
    """The measures of one sheet, each made once."""

    def __init__(self, fitted: FittedSheet) -> None:
        self.fitted = fitted
        self.trim = fitted.sheet.trim
        self._lines = Lines()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every text, in painting order."""
        return tuple(block for placed in self.fitted.placed for block in self._blocks(placed))

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """Every QR code."""
        return tuple(Code(placed, group.area) for placed in self.fitted.placed
                     for group in _groups(placed.fitted.marks) if group.code and group.area)

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """Pictures, word marks, and signs beside an imprint."""
        return tuple(drawing for placed in self.fitted.placed if placed.element.kind not in ("shape", "qr", "field")
                     for drawing in self._drawing(placed))

    @cached_property
    def shapes(self) -> tuple[Drawing, ...]:
        """Shapes that are neither the foot nor a ground under words, as far as the foot leaves them."""
        boxes = [(placed, box) for placed in self.fitted.placed if placed.element.kind == "shape"
                 and (box := self._visible(placed.fitted.marks, self.trim)) and not self.is_ground(box)]
        return tuple(Drawing(placed, above, straight=True) for placed, box in boxes if (above := self._off_foot(box)))

    def is_ground(self, box: Box) -> bool:
        """Whether a shape of that box lies under words that are not the foot's."""
        return any(within(block.ink, box) for block in self.blocks if not self.stands_in_foot(block.ink))

    def _off_foot(self, box: Box) -> Box | None:
        foot = self.foot
        if foot is None or self.beside:
            return None if foot and foot.contains(box, _AT_TRIM) else box
        return Box(box.x0, box.y0, box.x1, min(box.y1, foot.y0)) if box.y0 < foot.y0 - _AT_TRIM else None

    @cached_property
    def frames(self) -> tuple[Box, ...]:
        """Places to fill in."""
        return tuple(mark.box for placed in self.fitted.placed if placed.element.kind == "field"
                     for group in _groups(placed.fitted.marks) for mark in group.marks if isinstance(mark, Field))

    @cached_property
    def foot(self) -> Box | None:
        """The foot inside the trim: a shape in the foot's ink, or of that name, along a whole side of the sheet."""
        return around(box for _, box in self._feet)

    @property
    def foot_location(self) -> Location:
        """Where the layout describes the foot."""
        return self._feet[0][0].location if self._feet else ()

    @cached_property
    def _feet(self) -> list[tuple[Placed, Box]]:
        return [(placed, box) for placed in self.fitted.placed if placed.element.kind == "shape"
                and "foot" in (placed.element.name, getattr(placed.element, "ink", None))
                and (box := self._visible(placed.fitted.marks, self.trim)) and self._along_a_side(box)]

    @property
    def beside(self) -> bool:
        """Whether the foot stands beside the rest, over the whole height, and not under it."""
        return self.foot is not None and self.foot.height >= self.trim.height - _AT_TRIM

    @cached_property
    def in_foot(self) -> tuple[Box, ...]:
        """The ink of what stands in the foot: each line of type, each code, mark, sign and place to fill in."""
        foot = self.foot
        if foot is None:
            return ()
        boxes = [*(line.ink for block in self.blocks for line in block.lines), *(code.box for code in self.codes),
                 *(drawing.box for drawing in self.drawings), *self.frames]
        return tuple(common for box in boxes if (common := box.overlap(foot)) and within(box, foot))

    @cached_property
    def live(self) -> Box:
        """The sheet inside the layout's margins, without the foot."""
        margin = self.fitted.piece.spec.grid.margin.points(min(self.trim.width, self.trim.height))
        live, foot = self.trim.grown(-margin), self.foot
        if foot is None:
            return live
        if not self.beside:
            return Box(live.x0, live.y0, live.x1, max(live.y0 + 1, min(live.y1, foot.y0)))
        if foot.x0 <= _AT_TRIM:
            return Box(max(live.x0, foot.x1), live.y0, live.x1, live.y1)
        return Box(live.x0, live.y0, min(live.x1, foot.x0), live.y1)

    def stands_in_foot(self, box: Box) -> bool:
        """Whether the middle of `box` lies in the foot."""
        return self.foot is not None and within(box, self.foot)

    def of_height(self, points: float) -> float:
        """A length as a share of the sheet's height."""
        return points / self.trim.height

    def _along_a_side(self, box: Box) -> bool:
        across = box.width >= self.trim.width - _AT_TRIM and (box.y1 >= self.trim.y1 - _AT_TRIM)
        down = box.height >= self.trim.height - _AT_TRIM and (
            box.x0 <= _AT_TRIM or box.x1 >= self.trim.x1 - _AT_TRIM)
        return across != down  # both at once is the ground

    def _blocks(self, placed: Placed) -> Iterator[Block]:
        settings = iter(placed.fitted.settings)
        for group in _groups(placed.fitted.marks):
            runs = [mark for mark in group.marks if isinstance(mark, TextRun)]
            if not runs:
                continue
            setting = next(settings, None)
            lines = tuple(self._lines.of(runs))
            if box := around(line.ink for line in lines):
                yield self._block(placed, setting, lines, box, runs[0])

    def _block(self, placed: Placed, setting: Setting | None, lines: tuple[Line, ...], box: Box,
               first: TextRun) -> Block:
        style_name = setting.style if setting else getattr(placed.element, "style", "")
        name = setting.words[0].name if setting and setting.words else placed.element.name or style_name
        style = self.fitted.piece.spec.styles.get(style_name)
        capitals = lines[0].baseline - lines[0].size * self._lines.face(first).cap_height
        return Block(placed, name, style, style_name, lines, box, capitals)

    def _drawing(self, placed: Placed) -> Iterator[Drawing]:
        # What fitting found around the shapes of a drawing alone; a sign stands beside words, which have that area too.
        alone = placed.fitted.area if placed.element.kind in ("picture", "logo") else None
        box = alone.overlap(self.trim) if alone else (
            None if placed.element.kind == "text" else self._visible(placed.fitted.marks, self.trim))
        if box is not None:
            pixels = any(isinstance(mark, Picture | PlacedPage) for group in _groups(placed.fitted.marks)
                         for mark in group.marks)
            align = getattr(placed.element, "align", (0.5, 0.5))
            straight = placed.element.kind == "logo" or pixels or align[0] == 0
            yield Drawing(placed, box, straight and box.x0 > _AT_TRIM)

    def _visible(self, marks: Iterable[Mark], window: Box) -> Box | None:
        """The box around the shapes and pictures that a window shows."""
        boxes: list[Box] = []
        for mark in marks:
            box: Box | None = None
            if isinstance(mark, Group):
                clip = path_box(mark.clip) if mark.clip else None
                inner = window.overlap(clip) if clip else window
                box = self._visible(mark.marks, inner) if inner and not mark.code else None
            elif isinstance(mark, Shape):
                box = None if is_technical(mark) else path_box(mark.path)
            elif isinstance(mark, Picture | PlacedPage):
                box = mark.box
            if box and (common := box.overlap(window)):
                boxes.append(common)
        return around(boxes)


def within(box: Box, area: Box) -> bool:
    """Whether the middle of `box` lies in `area`."""
    x, y = box.centre
    return area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1


def _groups(marks: Iterable[Mark]) -> Iterator[Group]:
    """All groups, from outside in."""
    for mark in marks:
        if isinstance(mark, Group):
            yield mark
            yield from _groups(mark.marks)
