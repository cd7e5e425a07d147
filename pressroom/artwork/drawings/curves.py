"""Cubic Bézier curves along one axis, by the coordinates of their four points."""

from __future__ import annotations

import math
from collections.abc import Sequence


def along(points: Sequence[float], t: float) -> float:
    """The coordinate at `t`, 0 to 1 along the curve of four points."""
    p, q, r, s = points
    u = 1 - t
    return u * u * (u * p + 3 * t * q) + t * t * (3 * u * r + t * s)


def turns(p: float, q: float, r: float, s: float) -> list[float]:
    """Where a cubic curve turns back, between 0 and 1, in order."""
    a, b, c = s - 3 * r + 3 * q - p, 2 * (r - 2 * q + p), q - p
    if b * b < 4 * a * c:
        return []
    # The sum of two numbers of one sign: nothing is lost where one root is far off.
    half = -(b + math.copysign(math.sqrt(b * b - 4 * a * c), b)) / 2
    turns = [top / bottom for top, bottom in ((half, a), (c, half)) if bottom]
    return sorted(turn for turn in turns if 0 < turn < 1)
