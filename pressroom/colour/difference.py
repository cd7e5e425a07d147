"""Colour differences: CIELAB of a screen colour, and CIEDE2000 between two colours.

CIEDE2000 is ISO/CIE 11664-6:2014, as Sharma, Wu and Dalal 2005 state it; tests hold it against their 34 pairs.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from pressroom.colour.ink import Srgb, linear

Lab = tuple[float, float, float]

TOLERANCE = 3.0
"""Largest CIEDE2000 between a colour as printed and as shown: a contract proof's for solids (ISO 12647-7:2016)."""

# Linear sRGB (IEC 61966-2-1) to XYZ of the white D50, by Bradford's adaptation, and that white (ICC.1:2010, 7.2.16).
_XYZ = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169), (0.0139322, 0.0971045, 0.7141733))
_WHITE = (0.9642, 1.0, 0.8249)
_LINEAR_BELOW = (6 / 29) ** 3
_FAR = 25.0 ** 7


def lab_of(srgb: Srgb) -> Lab:
    """CIELAB (D50) of a screen colour (fractions, gamma-encoded)."""
    light = [linear(part) for part in srgb]
    x, y, z = (_root(sum(a * b for a, b in zip(row, light, strict=True)) / white)
               for row, white in zip(_XYZ, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > _LINEAR_BELOW else part / (3 * (6 / 29) ** 2) + 4 / 29


def difference(first: Srgb, second: Srgb) -> float:
    """CIEDE2000 of two screen colours."""
    return ciede2000(lab_of(first), lab_of(second))


def ciede2000(first: Lab, second: Lab) -> float:
    """CIEDE2000 of two colours, with the parametric factors 1 (ISO/CIE 11664-6:2014)."""
    mean_chroma = (hypot(*first[1:]) + hypot(*second[1:])) / 2
    stretch = 1.5 - 0.5 * sqrt(mean_chroma ** 7 / (mean_chroma ** 7 + _FAR))
    chroma, hue = zip(*((hypot(a * stretch, b), _hue(a * stretch, b)) for _, a, b in (first, second)), strict=True)
    lightness = (first[0] + second[0]) / 2
    return _distance(second[0] - first[0], lightness, chroma, hue)


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360 if a or b else 0.0


def _distance(d_lightness: float, lightness: float, chroma: tuple[float, ...], hue: tuple[float, ...]) -> float:
    mean, turn = (chroma[0] + chroma[1]) / 2, hue[1] - hue[0]
    middle = (hue[0] + hue[1]) / 2
    if not chroma[0] * chroma[1]:
        turn, middle = 0.0, hue[0] + hue[1]
    elif abs(turn) > 180:
        turn += 360 if turn < 0 else -360
        middle += 180 if middle < 180 else -180
    d_hue = 2 * sqrt(chroma[0] * chroma[1]) * sin(radians(turn / 2))
    t = (1 - 0.17 * cos(radians(middle - 30)) + 0.24 * cos(radians(2 * middle))
         + 0.32 * cos(radians(3 * middle + 6)) - 0.20 * cos(radians(4 * middle - 63)))
    by_lightness = d_lightness / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    by_chroma = (chroma[1] - chroma[0]) / (1 + 0.045 * mean)
    by_hue = d_hue / (1 + 0.015 * mean * t)
    turning = -2 * sqrt(mean ** 7 / (mean ** 7 + _FAR)) * sin(radians(60 * exp(-((middle - 275) / 25) ** 2)))
    return sqrt(by_lightness ** 2 + by_chroma ** 2 + by_hue ** 2 + turning * by_chroma * by_hue)
