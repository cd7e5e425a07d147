"""A gradient on one shape, in units of the drawing: its box, its transform and its spread resolved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from pressroom.artwork.drawings.art import DrawnGradient, FilledPath, Stop
from pressroom.artwork.drawings.curves import along, turns
from pressroom.artwork.drawings.gradients import GradientSpec
from pressroom.artwork.drawings.rules import UNSUPPORTED
from pressroom.artwork.drawings.transforms import Matrix, inverse, product, transformed
from pressroom.findings import N_, Finding, finding
from pressroom.records import replace
from pressroom.sheet.geometry import Box, Command, path_box, rectangle

MOST_REPEATS = 100
_LEAST, _MOST = 1e-6, 1e6  # extents of the shape's own, below and above which a gradient is one colour on it


class FocusError(ValueError):
    """The focus of a radial gradient is not inside its circle: SVG 1.1 moves it, SVG 2 and PDF draw a cone."""


class FarError(ValueError):
    """A gradient reaches so far beyond its shape that the numbers of a file cannot place it."""


class TooOftenError(ValueError):
    """A gradient repeats more often on a shape than can be written."""


def shaded(filled: FilledPath, spec: GradientSpec, path: Sequence[Command],
           matrix: Matrix) -> FilledPath | Finding | None:
    """A shape with its gradient, or with the one colour that this has on it.

    `path` is the shape in units of its own, which `matrix` leads to the drawing's. None where the gradient paints
    nothing; a finding where it cannot be drawn.
    """
    area = path_box(filled.path)
    try:
        drawn = _shading(spec, path, matrix, area) if area else None
    except TooOftenError:
        return finding(UNSUPPORTED, N_("the gradient repeats more than {most} times on the shape"),
                       source=filled.place, most=MOST_REPEATS)
    except FarError:
        return finding(UNSUPPORTED, N_("the gradient reaches too far beyond the shape"), source=filled.place)
    except FocusError:
        return finding(UNSUPPORTED, N_("the focus of the gradient is not inside its circle, which programs draw in "
                                       "different ways"), source=filled.place)
    if isinstance(drawn, DrawnGradient) and _is_flat(drawn):
        drawn = drawn.stops[0]
    if drawn is None:
        return None
    if isinstance(drawn, Stop):
        return replace(filled, colour=drawn.colour, names=(*drawn.names, *filled.names),
                       opacity=filled.opacity * drawn.opacity)
    return replace(filled, colour=drawn.stops[-1].colour, gradient=drawn)


def _shading(spec: GradientSpec, path: Sequence[Command], matrix: Matrix, area: Box) -> DrawnGradient | Stop | None:
    """What a gradient paints on the shape of `path`, in the shape's units, which `matrix` leads to the drawing's.

    `area` is around what is painted, in units of the drawing. A gradient without extent is its last stop, one of a
    single stop is flat; without stops, or on a shape without a box, it paints nothing.

    Raises:
        FocusError, FarError, TooOftenError: see there.
    """
    if not spec.stops:
        return None
    if len(spec.stops) == 1:
        return spec.stops[0]
    if spec.boxed:
        box = bounds_of(path)
        if box is None or not box.width or not box.height:
            return None
        matrix = product(matrix, (box.width, 0.0, 0.0, box.height, box.x0, box.y0))
    matrix = product(matrix, spec.matrix)
    a, b, c, d, _, _ = matrix
    ends = spec.ends
    extent = ends[5] if spec.radial else math.dist(ends[:2], ends[2:])
    size = math.hypot(area.width, area.height)
    reach = extent * math.sqrt(abs(a * d - b * c))
    if reach <= _LEAST * size:
        if extent and spec.spread != "pad":
            raise TooOftenError
        return spec.stops[-1]
    if not reach < _MOST * size or max(map(abs, ends)) > _MOST * extent:
        raise FarError
    if spec.radial and math.dist(ends[:2], ends[3:5]) + ends[2] >= extent:
        raise FocusError
    stops = _to_both_ends(spec.stops)
    drawn = DrawnGradient(spec.radial, ends, matrix, stops)
    return drawn if spec.spread == "pad" else _repeated(drawn, area, mirrored=spec.spread == "reflect")


def _to_both_ends(stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Stops from 0 to 1; of more than two at one place, the first and the last are left."""
    first = (replace(stops[0], offset=0.0),) if stops[0].offset > 0 else ()
    last = (replace(stops[-1], offset=1.0),) if stops[-1].offset < 1 else ()
    every = (*first, *stops, *last)
    return tuple(stop for at, stop in enumerate(every)
                 if not (0 < at < len(every) - 1 and every[at - 1].offset == stop.offset == every[at + 1].offset))


def _repeated(drawn: DrawnGradient, area: Box, *, mirrored: bool) -> DrawnGradient:
    """The gradient once and again, over all of the area."""
    back = inverse(drawn.matrix)
    corners = [command[1:3] for command in transformed(rectangle(area), back) if len(command) == 3]
    if drawn.radial:
        x0, y0, r0, x1, y1, r1 = drawn.ends
        start, end = 0, 1
        while end <= MOST_REPEATS and not all(
                math.hypot(x - x0 - (x1 - x0) * end, y - y0 - (y1 - y0) * end) <= r0 + (r1 - r0) * end
                for x, y in corners):
            end += 1
        ends: tuple[float, ...] = (x0, y0, r0, x0 + (x1 - x0) * end, y0 + (y1 - y0) * end, r0 + (r1 - r0) * end)
    else:
        x0, y0, x1, y1 = drawn.ends
        dx, dy = x1 - x0, y1 - y0
        places = [((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy) for x, y in corners]
        start, end = math.floor(max(min(places), -1e6)), math.ceil(min(max(places), 1e6))
        ends = (x0 + dx * start, y0 + dy * start, x0 + dx * end, y0 + dy * end)
    count = end - start
    if not 0 < count <= MOST_REPEATS:
        raise TooOftenError
    stops: list[Stop] = []
    for turn in range(start, end):
        once = [replace(stop, offset=1 - stop.offset) for stop in reversed(drawn.stops)] if (
            mirrored and turn % 2) else drawn.stops
        stops += [replace(stop, offset=min((turn - start + stop.offset) / count, 1.0)) for stop in once]
    return DrawnGradient(drawn.radial, ends, drawn.matrix, tuple(stops))


def bounds_of(path: Sequence[Command]) -> Box | None:
    """The box around what a path outlines, where its curves reach, not their control points; None without any."""
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    for command in path:
        if command[0] == "Z":
            continue
        if command[0] == "C":
            xs += _extremes(x, *command[1::2])
            ys += _extremes(y, *command[2::2])
        x, y = command[-2:]
        xs.append(x)
        ys.append(y)
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(p: float, q: float, r: float, s: float) -> list[float]:
    """Where a cubic curve turns back along one axis."""
    return [along((p, q, r, s), turn) for turn in turns(p, q, r, s)]


def _is_flat(gradient: DrawnGradient) -> bool:
    """Whether all its stops are of one colour and opacity."""
    return all((one.colour, one.opacity) == (other.colour, other.opacity) for one, other in pairwise(gradient.stops))
