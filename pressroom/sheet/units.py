"""Lengths: the one place where millimetres, inches and pixels become points.

Inside the program every length is in points (1/72 inch); a value in another unit says so in its
name (`_mm`, `_ppi`).
"""

from __future__ import annotations

from pressroom.patterns import regex

POINTS_PER_INCH = 72.0
MM_PER_INCH = 25.4
PT_PER_MM = POINTS_PER_INCH / MM_PER_INCH

_LENGTH = regex(r"^\s*(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>mm|cm|pt|in)\s*$")
_IN_POINTS = {"mm": PT_PER_MM, "cm": 10 * PT_PER_MM, "pt": 1.0, "in": POINTS_PER_INCH}


def mm(value_mm: float) -> float:
    """Points in `value_mm` millimetres."""
    return value_mm * PT_PER_MM


def to_mm(points: float) -> float:
    """Millimetres in `points` points."""
    return points / PT_PER_MM


def parse_length(text: str) -> float:
    """Points in a length such as `3mm`, `1.5cm`, `12pt` or `0.5in`.

    Raises:
        ValueError: the text is not a number followed by one of those units.
    """
    match = _LENGTH.match(text)
    if not match:
        raise ValueError(text)
    return float(match["number"]) * _IN_POINTS[match["unit"]]


def ppi(pixels: float, points: float) -> float:
    """Effective resolution, in pixels an inch, of `pixels` pixels shown over `points` points."""
    return pixels * POINTS_PER_INCH / points
