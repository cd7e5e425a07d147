"""Inks: what a mark is printed with, and the figures that judge them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """A brand ink; every part is a fraction from 0 to 1.

    Attributes:
        name: its name in assets/brand.yaml.
        cmyk: cyan, magenta, yellow, black as printed.
        srgb: red, green, blue on a screen and in the members' edition (gamma-encoded sRGB).
    """

    name: str
    cmyk: tuple[float, float, float, float]
    srgb: tuple[float, float, float]

    @property
    def coverage(self) -> float:
        """Ink laid down: the sum of the four, 1.0 being one full ink (100 %)."""
        return sum(self.cmyk)

    @property
    def only_black(self) -> bool:
        """Whether the black plate alone carries it."""
        return self.cmyk[:3] == (0.0, 0.0, 0.0) and self.cmyk[3] > 0

    @property
    def is_paper(self) -> bool:
        """Whether nothing is printed: the paper itself."""
        return self.coverage == 0

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 black to 1 white (WCAG 2.1, from sRGB)."""
        red, green, blue = (linear(part) for part in self.srgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A part of an sRGB colour as an amount of light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(first: Ink, second: Ink) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.1), of two inks as they look once printed."""
    light, dark = sorted((first.luminance, second.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


BLACK = Ink("black", (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
PAPER = Ink("paper", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
