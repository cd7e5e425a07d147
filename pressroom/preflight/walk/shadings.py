"""Smooth shadings (ISO 32000-1, 8.7.4): their place and the colours at their ends."""

from __future__ import annotations

from pressroom.pdf.objects import Pdf, entry, items, number, numbers
from pressroom.pdf.spaces import Space, space_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import NOWHERE, PaintedShading
from pressroom.preflight.walk.walker import Walker, operator
from pressroom.sheet.geometry import Box

_DEEPEST = 4


@operator("sh")
def _shade(walker: Walker, operands: list[Operand]) -> None:
    shading = walker.resource("/Shading", operands[0])
    if shading is None:
        raise ValueError
    # without a clip the whole page is covered: at most the largest page
    paint_shading(walker, shading, walker.state.clip or Box(-14_400.0, -14_400.0, 14_400.0, 14_400.0))


def paint_shading(walker: Walker, shading: Pdf, box: Box) -> None:
    """Record a shading that is painted inside `box`."""
    space = space_of(entry(shading, "/ColorSpace"), walker.resources)
    colours = tuple(Colour(space, tuple(parts)) for parts in ends(entry(shading, "/Function"), space)
                    if len(parts) == space.parts)
    walker.add(PaintedShading(walker.state.clipped(box) or NOWHERE, space, colours, walker.state.settings))


def ends(function: Pdf, space: Space, depth: int = 0) -> list[list[float]]:
    """Colours at the ends of a shading's function and at its joints; empty when they are unknown."""
    if depth > _DEEPEST or function is None:
        return []
    if isinstance(function, list):  # one function for each part
        each = [ends(member, space, depth + 1) for member in items(function)]
        if not each or any(len(parts) != len(each[0]) for parts in each):
            return []
        return [[part[0] for part in row] for row in zip(*each, strict=True)]
    kind = number(entry(function, "/FunctionType"))
    if kind == 2:
        return [numbers(entry(function, "/C0")) or [0.0], numbers(entry(function, "/C1")) or [1.0]]
    if kind == 3:
        parts = [ends(member, space, depth + 1) for member in items(entry(function, "/Functions"))]
        return [] if not all(parts) else [colour for member in parts for colour in member]
    return []
