"""Transformations in PDF's notation: (a, b, c, d, e, f) takes (x, y) to (ax + cy + e, bx + dy + f)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from pressroom.sheet.geometry import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FAR = 1e9  # points; hostile numbers must not become infinities


def matrix_of(elements: Sequence[float], default: Matrix = IDENTITY) -> Matrix:
    """The matrix of six numbers; `default` for another count."""
    if len(elements) != 6:
        return default
    a, b, c, d, e, f = elements
    return (a, b, c, d, e, f)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The transformation by `first`, then by `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The transformed point."""
    a, b, c, d, e, f = matrix
    across, down = a * x + c * y + e, b * x + d * y + f
    if -_FAR < across < _FAR and -_FAR < down < _FAR:
        return across, down
    return max(-_FAR, min(_FAR, across)), max(-_FAR, min(_FAR, down))


def box_of(points: Iterable[tuple[float, float]]) -> Box | None:
    """The smallest box around the points; None without any."""
    corners = list(points)
    if not corners:
        return None
    xs, ys = [point[0] for point in corners], [point[1] for point in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def box_through(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box around a transformed rectangle."""
    box = box_of(applied(matrix, x, y) for x in (x0, x1) for y in (y0, y1))
    assert box is not None
    return box


def stretch(matrix: Matrix) -> tuple[float, float]:
    """The lengths of a transformed unit step to the right and upward."""
    return hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3])


def mean_stretch(matrix: Matrix) -> float:
    """The square root of the factor by which areas grow: the factor of a line's width."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
