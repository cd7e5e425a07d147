"""Smooth shadings (ISO 32000-1, 8.7.4): their place and the colours that they pass through."""

from __future__ import annotations

from pressroom.pdf.errors import TooMuch, Unreadable
from pressroom.pdf.gradients import passed_through
from pressroom.pdf.objects import Pdf, entry, numbers
from pressroom.pdf.spaces import space_of
from pressroom.pdf.syntax import Operand
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import NOWHERE, PaintedShading
from pressroom.preflight.walk.walker import Walker, operator
from pressroom.sheet.geometry import Box

_MOST_COLOURS = 64


@operator("sh")
def _shade(walker: Walker, operands: list[Operand]) -> None:
    shading = walker.resource("/Shading", operands[0])
    if shading is None:
        raise ValueError
    # without a clip the whole page is covered: at most the largest page
    paint_shading(walker, shading, walker.state.clip or Box(-14_400.0, -14_400.0, 14_400.0, 14_400.0))


def paint_shading(walker: Walker, shading: Pdf, box: Box, *, ground: bool = False) -> None:
    """Record a shading that is painted inside `box`; as a pattern it has a `ground` around it, its /Background."""
    space, place = space_of(entry(shading, "/ColorSpace"), walker.resources), walker.state.clipped(box) or NOWHERE
    colours: list[tuple[float, ...]] = []
    try:
        colours = passed_through(shading, space.parts) if space.kind != "unknown" else []
        if ground and (stated := numbers(entry(shading, "/Background"))):
            colours.append(tuple(stated))
    except TooMuch:
        colours = []
    except Unreadable as why:
        walker.damage[str(why), place] = None
    walker.add(PaintedShading(place, space, tuple(Colour(space, each) for each in _telling(colours)),
                              walker.state.settings))


def _telling(colours: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Of many colours those with the most of each part and of all, which a limit would be exceeded by."""
    unique = [*dict.fromkeys(colours)]
    if len(unique) <= _MOST_COLOURS:
        return unique
    most = sorted(unique, key=sum, reverse=True)[:_MOST_COLOURS]
    return [*dict.fromkeys([*(max(unique, key=lambda each: each[at]) for at in range(len(unique[0]))), *most,
                            unique[0], unique[-1]])]
