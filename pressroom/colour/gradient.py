"""Gradients: passages between inks."""

from __future__ import annotations

from pressroom.colour.ink import Ink
from pressroom.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class GradientStop:
    """A stop of a gradient.

    Attributes:
        offset: 0 to 1 along it.
        ink: there.
        opacity: there, 0 to 1.
    """

    offset: float
    ink: Ink
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a gradient passes; beyond its ends it goes on as at its first and its last stop.

    Attributes:
        radial: whether it lies between two circles; else between two points.
        ends: x0, y0, x1, y1; or x0, y0, r0, x1, y1, r1.
        matrix: from its units to those of what it fills (a, b, c, d, e, f: x goes to a x + c y + e, y to
            b x + d y + f).
    """

    radial: bool
    ends: tuple[float, ...]
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Gradient(Passage):
    """A passage between inks, on a page in points.

    Attributes:
        stops: from offset 0 to offset 1.
    """

    stops: tuple[GradientStop, ...]

    def moved(self, dx: float, dy: float, scale: float = 1.0) -> Gradient:
        """The same, scaled about the origin, then shifted by (dx, dy) points."""
        a, b, c, d, e, f = (part * scale for part in self.matrix)
        return replace(self, matrix=(a, b, c, d, e + dx, f + dy))

    @property
    def is_opaque(self) -> bool:
        """Whether nothing shows through it."""
        return all(stop.opacity >= 1 for stop in self.stops)
