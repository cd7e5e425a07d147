"""Elliptical arcs as cubic curves, one for each quarter turn at most (SVG 1.1, F.6)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pressroom.sheet.geometry import Command

_SHORTEST = 1e-100  # of radii: the square of a number divided by them must be finite
# Rounding may make a quarter turn look longer than it is.
_QUARTER = math.pi / 2 + 0.001


def arc(x0: float, y0: float, rx: float, ry: float, turn: float, *, large: bool, sweep: bool, x: float,
        y: float) -> Iterator[Command]:
    """The arc from (x0, y0) to (x, y) of an ellipse whose radius `rx` lies `turn` degrees off the x axis.

    A radius of 0 gives a straight line; radii too short to reach are enlarged (F.6.2, F.6.6).
    """
    rx, ry = abs(rx), abs(ry)
    if (x0, y0) == (x, y):
        return
    if min(rx, ry) < _SHORTEST:
        yield "L", x, y
        return
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    # Both ends where the ellipse is a circle of radius 1.
    dx, dy = x - x0, y - y0
    u, v = (cosine * dx + sine * dy) / rx, (cosine * dy - sine * dx) / ry
    reach = math.hypot(u, v) / 2
    if reach > 1:
        rx, ry, u, v, reach = rx * reach, ry * reach, u / reach, v / reach, 1.0
    off = math.sqrt(max(1 / (4 * reach * reach) - 0.25, 0.0)) * (-1 if large == sweep else 1)
    # The centre, from the first end; then the angles at which both ends are seen from it.
    cu, cv = u / 2 - off * v, v / 2 + off * u
    start, end = math.atan2(-cv, -cu), math.atan2(v - cv, u - cu)
    angle = end - start
    if sweep and angle < 0:
        angle += 2 * math.pi
    elif not sweep and angle > 0:
        angle -= 2 * math.pi
    cx, cy = x0 + cosine * rx * cu - sine * ry * cv, y0 + sine * rx * cu + cosine * ry * cv
    axes = (cosine * rx, sine * rx, -sine * ry, cosine * ry)
    yield from _curves(cx, cy, axes, start, angle, (x, y))


def _curves(cx: float, cy: float, axes: tuple[float, float, float, float], start: float, angle: float,
            last: tuple[float, float]) -> Iterator[Command]:
    """The arc over `angle` radians, in equal curves; `axes` are the ellipse's two half axes as vectors."""
    a, b, c, d = axes
    count = max(math.ceil(abs(angle) / _QUARTER), 1)
    step = angle / count
    hold = 4 / 3 * math.tan(step / 4)
    sine, cosine = math.sin(start), math.cos(start)
    for index in range(1, count + 1):
        p, q = cosine - hold * sine, sine + hold * cosine
        sine, cosine = math.sin(start + index * step), math.cos(start + index * step)
        r, s = cosine + hold * sine, sine - hold * cosine
        x, y = last if index == count else (cx + a * cosine + c * sine, cy + b * cosine + d * sine)
        yield "C", cx + a * p + c * q, cy + b * p + d * q, cx + a * r + c * s, cy + b * r + d * s, x, y
