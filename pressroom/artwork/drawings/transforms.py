"""Affine transforms: the syntax of `transform` (SVG 1.1, 7.6), their products, and outlines under them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pressroom.artwork.drawings.path_data import PathDataError, numbers_of
from pressroom.patterns import regex
from pressroom.sheet.geometry import Command

# a, b, c, d, e, f: the point (x, y) goes to (a x + c y + e, b x + d y + f).
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_STEP = regex(r"\s*([a-zA-Z]+)\s*\(([^()]*)\)\s*,?")


def matrix_of(text: str) -> Matrix | None:
    """The product of a transform list; None where it cannot be read, or holds numbers that are too large."""
    matrix, at, end = IDENTITY, 0, len(text.rstrip())
    while at < end:
        match = _STEP.match(text, at)
        step = _step(match[1], match[2]) if match else None
        if match is None or step is None:
            return None
        matrix, at = product(matrix, step), match.end()
    return matrix if all(map(math.isfinite, matrix)) else None


def _step(name: str, text: str) -> Matrix | None:
    try:
        numbers = numbers_of(text)
    except PathDataError:
        return None
    match name.lower(), numbers:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *rest] if len(rest) < 2:
            return 1, 0, 0, 1, x, rest[0] if rest else 0
        case "scale", [x, *rest] if len(rest) < 2:
            return x, 0, 0, rest[0] if rest else x, 0, 0
        case "rotate", [angle, *centre] if len(centre) in (0, 2) and math.isfinite(angle):
            sine, cosine = _sine_and_cosine(angle)
            x, y = centre or (0.0, 0.0)
            return product(product((1, 0, 0, 1, x, y), (cosine, sine, -sine, cosine, 0, 0)), (1, 0, 0, 1, -x, -y))
        case "skewx", [angle] if math.isfinite(angle):
            return 1, 0, math.tan(math.radians(angle)), 1, 0, 0
        case "skewy", [angle] if math.isfinite(angle):
            return 1, math.tan(math.radians(angle)), 0, 1, 0, 0
    return None


def _sine_and_cosine(angle: float) -> tuple[float, float]:
    """Of an angle in degrees; exact at quarter turns, so that upright rectangles stay upright."""
    quarters, rest = divmod(angle, 90)
    if rest == 0:
        return ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))[int(quarters) % 4]
    return math.sin(math.radians(angle)), math.cos(math.radians(angle))


def product(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that applies `inner` first, then `outer`."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def inverse(matrix: Matrix) -> Matrix:
    """The transform back.

    Raises:
        ZeroDivisionError: it leaves no area.
    """
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    return d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole


def is_flat(matrix: Matrix) -> bool:
    """Whether the transform leaves no area of anything."""
    a, b, c, d, _, _ = matrix
    return a * d - b * c == 0


def transformed(path: Sequence[Command], matrix: Matrix) -> Sequence[Command]:
    """The path under a transform."""
    return path if matrix == IDENTITY else list(_transformed(path, *matrix))


def _transformed(path: Iterable[Command], a: float, b: float, c: float, d: float, e: float,
                 f: float) -> Iterable[Command]:
    for command in path:
        if command[0] == "C":
            _, x1, y1, x2, y2, x, y = command
            yield ("C", a * x1 + c * y1 + e, b * x1 + d * y1 + f, a * x2 + c * y2 + e, b * x2 + d * y2 + f,
                   a * x + c * y + e, b * x + d * y + f)
        elif command[0] == "Z":
            yield command
        else:
            name, x, y = command
            yield name, a * x + c * y + e, b * x + d * y + f  # type: ignore[misc]
