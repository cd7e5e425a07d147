"""Skia's strokes and intersections on paths of M, L, C and Z."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pressroom.artwork.drawings.contours import box_of
from pressroom.artwork.drawings.transforms import IDENTITY, Matrix, product, transformed
from pressroom.records import dataclass
from pressroom.sheet.geometry import Command

# Skia outlines strokes with an error of about a quarter of a unit. In a box of 24 units a circle is off by
# 0.03, which is 1 mm on a sheet of 0.8 m; so strokes are outlined at this size.
_STROKED_AT = 16384.0
_NUDGE = 1e-4  # of the distance of a curve's control points
_LARGEST = 1e30
_AT_ONCE = 2_000  # commands
_OF_A_LINE = 8  # commands at most, with its join
_DIGITS = 6  # of the box's longer side; what follows are errors of Skia's single-precision numbers


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a path is stroked, in units of its own.

    Attributes:
        width: above 0.
        cap: `butt`, `round` or `square`.
        join: `miter`, `round` or `bevel`.
        miter_limit: the longest corner, as a multiple of the width.
        dashes: lengths of dashes and gaps, an even number of them; empty for a solid line.
        offset: how far into the dashes the line begins.
    """

    width: float
    cap: str
    join: str
    miter_limit: float
    dashes: tuple[float, ...] = ()
    offset: float = 0.0


def stroked(path: Sequence[Command], stroke: Stroke, matrix: Matrix, side: float, most: int) -> list[Command] | None:
    """The outline of a stroke, under `matrix`; None with more than `most` commands.

    Filled by the nonzero rule it paints the stroke.

    `side` is the longer side of the view box. The outline crosses itself at joins. As every point inside it is
    painted once whatever its winding number, nothing is gained by removing the crossings, which takes time that
    grows with their square.

    Raises:
        OverflowError: the path reaches beyond what Skia's numbers can hold.
    """
    factor = _STROKED_AT / side
    box = box_of([path])
    reach = max(stroke.width * max(stroke.miter_limit, 1.0), abs(stroke.offset), *stroke.dashes)
    if box is None or max(map(abs, (reach, box.x0, box.y0, box.x1, box.y1))) * factor > _LARGEST:
        raise OverflowError
    large = list(_directed(transformed(path, (factor, 0.0, 0.0, factor, 0.0, 0.0))))
    straight = not stroke.dashes and len(large) * _OF_A_LINE <= most and all(command[0] != "C" for command in large)
    count = 0
    for at in range(0, len(large), _AT_ONCE) if len(large) > _AT_ONCE and not straight else ():
        # A curve may become any number of them: the parts show how many, before the whole is made.
        count += len(_outlined([("M", 0.0, 0.0), *large[at:at + _AT_ONCE]], stroke, factor).verbs)
        if count > most:
            return None
    outline = _outlined(large, stroke, factor)
    back = product(matrix, (1 / factor, 0.0, 0.0, 1 / factor, 0.0, 0.0))
    steps = 10.0 ** max(_DIGITS - math.ceil(math.log10(side)), 0)
    angular = straight and stroke.cap != "round" and stroke.join != "round"
    commands = _polygons(outline, back, steps) if angular else _commands(outline, back, steps)
    return None if len(commands) > most else commands


def _outlined(path: Iterable[Command], stroke: Stroke, factor: float) -> Any:
    from pathops import LineCap, LineJoin  # lazy: only new drawings are outlined, and of those only strokes and clips
    caps = {"butt": LineCap.BUTT_CAP, "round": LineCap.ROUND_CAP, "square": LineCap.SQUARE_CAP}
    joins = {"miter": LineJoin.MITER_JOIN, "round": LineJoin.ROUND_JOIN, "bevel": LineJoin.BEVEL_JOIN}
    outline = _skia_path(path)
    outline.stroke(stroke.width * factor, caps[stroke.cap], joins[stroke.join], stroke.miter_limit,
                   [dash * factor for dash in stroke.dashes], stroke.offset * factor)
    return outline


def _directed(path: Iterable[Command]) -> Iterator[Command]:
    """The path with a direction at both ends of every curve.

    Where a control point lies on its end, Skia takes a direction from rounding errors, and leaves a wedge open
    between the stroke and its cap or join. It is moved towards the other one, by no more than a line's width.
    """
    x = y = 0.0
    for command in path:
        if command[0] == "C":
            _, x1, y1, x2, y2, px, py = command
            if _meets(x1 - x, y1 - y, x2 - x, y2 - y):
                x1, y1 = x + _NUDGE * (x2 - x), y + _NUDGE * (y2 - y)
            if _meets(x2 - px, y2 - py, x1 - px, y1 - py):
                x2, y2 = px + _NUDGE * (x1 - px), py + _NUDGE * (y1 - py)
            yield "C", x1, y1, x2, y2, px, py
        else:
            yield command
        if command[0] != "Z":
            x, y = command[-2:]


def _meets(dx: float, dy: float, other_dx: float, other_dy: float) -> bool:
    return abs(dx) + abs(dy) <= _NUDGE * (abs(other_dx) + abs(other_dy))


def intersection(one: tuple[Iterable[Command], bool], other: tuple[Iterable[Command], bool]) -> list[Command]:
    """What two areas share, for the nonzero rule; each is a path, and whether the even-odd rule fills it.

    Raises:
        ValueError: Skia finds no answer, which happens where many lines nearly meet.
    """
    return _operation("INTERSECTION", one, other)


def union(one: tuple[Iterable[Command], bool], other: tuple[Iterable[Command], bool]) -> list[Command]:
    """What either of two areas covers, for the nonzero rule.

    Raises:
        ValueError: Skia finds no answer.
    """
    return _operation("UNION", one, other)


def difference(one: tuple[Iterable[Command], bool], other: tuple[Iterable[Command], bool]) -> list[Command]:
    """What the first area covers and the second does not, for the nonzero rule.

    Raises:
        ValueError: Skia finds no answer.
    """
    return _operation("DIFFERENCE", one, other)


def _operation(name: str, one: tuple[Iterable[Command], bool],
               other: tuple[Iterable[Command], bool]) -> list[Command]:
    from pathops import PathOp, PathOpsError, op  # lazy: as above
    try:
        return _commands(op(_skia_path(*one), _skia_path(*other), getattr(PathOp, name), fix_winding=True))
    except PathOpsError as fault:
        raise ValueError(str(fault)) from fault


def _skia_path(path: Iterable[Command], even_odd: bool = False) -> Any:
    from pathops import FillType, Path  # lazy: as above
    skia = Path(fillType=FillType.EVEN_ODD if even_odd else FillType.WINDING)
    line, curve = skia.lineTo, skia.cubicTo
    for name, *numbers in path:
        if name == "L":
            line(*numbers)
        elif name == "C":
            curve(*numbers)
        elif name == "M":
            skia.moveTo(*numbers)
        else:
            skia.close()
    return skia


def _polygons(skia: Any, matrix: Matrix, steps: float) -> list[Command]:
    """As `_commands`, for a path of closed contours without curves; a third of the time, as no verb is asked for."""
    a, b, c, d, e, f = (number * steps for number in matrix)
    e, f = e + 0.5, f + 0.5
    commands: list[Command] = []
    for contour in skia.contours:
        first = len(commands)
        commands += [("L", (a * x + c * y + e) // 1 / steps, (b * x + d * y + f) // 1 / steps)
                     for x, y in contour.points]
        commands[first] = ("M", *commands[first][1:])
        commands.append(("Z",))
    return commands


def _commands(skia: Any, matrix: Matrix = IDENTITY, steps: float = 0.0) -> list[Command]:
    """A path of Skia's under `matrix`, its points rounded to so many steps in a unit.

    Parabolas and conic sections become cubic curves. The latter are arcs of circles, a quarter at most: those of
    round caps and joins.
    """
    from pathops import PathVerb  # lazy: as above
    line, move, close, cubic, conic = (PathVerb.LINE, PathVerb.MOVE, PathVerb.CLOSE, PathVerb.CUBIC, PathVerb.CONIC)
    raw = skia.points
    a, b, c, d, e, f = matrix
    if steps:
        points = [(round((a * x + c * y + e) * steps) / steps, round((b * x + d * y + f) * steps) / steps)
                  for x, y in raw]
    else:
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in raw]
    commands: list[Command] = []
    add, at = commands.append, 0
    for verb in skia.verbs:
        if verb is line:
            add(("L", *points[at]))
            at += 1
        elif verb is close:
            add(("Z",))
        elif verb is move:
            add(("M", *points[at]))
            at += 1
        elif verb is cubic:
            add(("C", *points[at], *points[at + 1], *points[at + 2]))
            at += 3
        else:
            (x, y), (cx, cy), (px, py) = points[at - 1:at + 2]
            hold = _hold(*raw[at - 1:at + 2]) if verb is conic else 2 / 3
            add(("C", x + (cx - x) * hold, y + (cy - y) * hold, px + (cx - px) * hold, py + (cy - py) * hold, px, py))
            at += 2
    return commands


def _hold(start: tuple[float, float], corner: tuple[float, float], end: tuple[float, float]) -> float:
    """Where the control points of a circle's arc lie on its tangents, from each end to their corner."""
    tangent = math.dist(start, corner) + math.dist(corner, end)
    weight = min(math.dist(start, end) / tangent, 1.0) if tangent else 1.0
    return 4 * weight / (3 * (1 + weight))
