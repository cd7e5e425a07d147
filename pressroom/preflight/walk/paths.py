"""Path construction, painting and clipping (ISO 32000-1, 8.5)."""

from __future__ import annotations

from copy import copy

from pressroom.pdf.errors import TooMuch
from pressroom.pdf.objects import entry, number, numbers, stream_id
from pressroom.pdf.spaces import GREY
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.matrix import applied, box_of, matrix_of, mean_stretch, times
from pressroom.preflight.walk.painted import Painted, PaintedPath
from pressroom.preflight.walk.shadings import paint_shading
from pressroom.preflight.walk.walker import Walker, operator
from pressroom.records import replace
from pressroom.sheet.geometry import Box, around

_MOST_PIECES = 20_000
_MOST_TILES = 250_000


@operator("m")
def _move(walker: Walker, operands: list[Operand]) -> None:
    walker.subpaths.append([applied(walker.state.matrix, operands[0], operands[1])])


@operator("l", "c", "v", "y")
def _line(walker: Walker, operands: list[Operand]) -> None:
    if not walker.subpaths:
        raise IndexError
    matrix, current = walker.state.matrix, walker.subpaths[-1]
    # control points count: the box may be too large, but never too small
    for at in range(0, len(operands) - 1, 2):
        current.append(applied(matrix, operands[at], operands[at + 1]))


@operator("re")
def _rectangle(walker: Walker, operands: list[Operand]) -> None:
    x, y, width, height = operands[:4]
    matrix = walker.state.matrix
    walker.subpaths.append([applied(matrix, x, y), applied(matrix, x + width, y),
                            applied(matrix, x + width, y + height), applied(matrix, x, y + height)])


@operator("h")
def _close(walker: Walker, _: list[Operand]) -> None:
    if walker.subpaths:  # a new segment would start where this subpath began
        walker.subpaths[-1].append(walker.subpaths[-1][0])


@operator("W", "W*")
def _clip(walker: Walker, _: list[Operand]) -> None:
    walker.clip_next = True


@operator("n")
def _end(walker: Walker, _: list[Operand]) -> None:
    _paint(walker, fill=False, stroke=False)


@operator("f", "F", "f*")
def _fill(walker: Walker, _: list[Operand]) -> None:
    _paint(walker, fill=True, stroke=False)


@operator("S", "s")
def _stroke(walker: Walker, _: list[Operand]) -> None:
    _paint(walker, fill=False, stroke=True)


@operator("B", "B*", "b", "b*")
def _both(walker: Walker, _: list[Operand]) -> None:
    _paint(walker, fill=True, stroke=True)


def _paint(walker: Walker, *, fill: bool, stroke: bool) -> None:
    state = walker.state
    pieces = [box for points in walker.subpaths if (box := box_of(points)) is not None]
    walker.subpaths = []
    whole = around(pieces)
    if (fill or stroke) and whole is not None:
        width = state.width * mean_stretch(state.matrix)
        box = state.clipped(whole.grown(max(width / 2, 0.01)) if stroke else whole)
        walker.add(PaintedPath(box, tuple(pieces[:_MOST_PIECES]), state.fill if fill else None,
                               state.stroke if stroke else None, width, state.settings))
        for colour in ([state.fill] if fill else []) + ([state.stroke] if stroke else []):
            if colour.pattern is not None:
                paint_pattern(walker, colour, box)
    if walker.clip_next:
        walker.clip_next = False
        state.clip_to(whole)


def paint_pattern(walker: Walker, colour: Colour, box: Box) -> None:
    """Walk the content of a pattern inside `box`, once for each pattern and colour."""
    pattern = colour.pattern
    own = matrix_of(numbers(entry(pattern, "/Matrix")))
    if entry(pattern, "/PatternType") == 2:
        paint_shading(walker, entry(pattern, "/Shading"), box, ground=True)
        return
    step = [abs(number(entry(pattern, key), 1.0) or 0.0) for key in ("/XStep", "/YStep")]
    tile = step[0] * step[1] * mean_stretch(times(own, walker.base)) ** 2
    if box.width * box.height > _MOST_TILES * tile:
        raise TooMuch("tiles of a pattern")
    object_id = stream_id(pattern)
    shown = object_id, colour.parts, walker.shows(box)
    if shown in walker.patterns:
        return
    walker.patterns.add(shown)
    outer, tile_things = walker.state, list[Painted]()
    walker.state = copy(outer)
    walker.state.clip = None  # the first tile may lie anywhere
    if entry(pattern, "/PaintType") == 2:
        walker.state.fill = walker.state.stroke = Colour(colour.space.base or GREY, colour.parts)
    try:
        with walker.into_list(tile_things):
            walker.into(pattern, object_id, times(own, walker.base))
    finally:
        walker.state = outer
    place = outer.clipped(box)
    walker.things += (replace(each, box=place) for each in tile_things)  # some tile shows each of them there
