"""Contours: the closed parts of a path, as they are filled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from pressroom.sheet.geometry import Box, Command

# M, then L, C and Z; filling closes it, with or without Z.
Contour = Sequence[Command]


def contours_of(path: Sequence[Command]) -> list[Contour]:
    """The parts of a path, each from its M on."""
    starts = [at for at, command in enumerate(path) if command[0] == "M"]
    if not starts:
        return []
    if len(starts) == 1 and starts[0] == 0:
        return [path]
    return [path[start:end] for start, end in zip(starts, [*starts[1:], len(path)], strict=True)]


def points_of(contour: Iterable[Command]) -> Iterator[tuple[float, float]]:
    """All points, those that hold curves included."""
    for command in contour:
        if command[0] == "C":
            _, x1, y1, x2, y2, x, y = command
            yield x1, y1
            yield x2, y2
            yield x, y
        elif command[0] != "Z":
            yield command[1:]


def box_of(contours: Iterable[Contour]) -> Box | None:
    """A box around all points, those that hold curves included; None without any.

    Raises:
        OverflowError: a coordinate is too large.
    """
    xs: list[float] = []
    ys: list[float] = []
    for contour in contours:
        for command in contour:
            xs += command[1::2]
            ys += command[2::2]
    if not xs:
        return None
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if not math.isfinite(sum(xs) - sum(ys)):
        raise OverflowError
    return box


def has_area(contour: Contour, least: float) -> bool:
    """Whether filling the contour paints anything: not all its points lie within `least` of one straight line.

    A PDF viewer paints a contour without area as a line one pixel wide (ISO 32000-1, 8.5.3.3.1).
    """
    points = points_of(contour)
    x0, y0 = next(points)
    far_x = far_y = far = 0.0
    for x, y in points:
        dx, dy = x - x0, y - y0
        # Of the points so far, the one farthest from the first gives the line's direction.
        if far and abs(dx * far_y - dy * far_x) > least * far:
            return True
        distance = math.hypot(dx, dy)
        if distance > far and distance > least:
            far_x, far_y, far = dx, dy, distance
    return False
