"""Colours of a finished file, and the inks that a press prints for them."""

from __future__ import annotations

from pressroom.pdf.objects import Pdf
from pressroom.pdf.spaces import GREY, Space
from pressroom.records import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """The colour of a painted object.

    Attributes:
        space: the space of `parts`.
        parts: the numbers in the file.
        chosen: whether an operator set it; the initial colour of a page is an unchosen black.
        pattern: the dictionary of a pattern.
    """

    space: Space
    parts: tuple[float, ...]
    chosen: bool = True
    pattern: Pdf = None

    @property
    def plates(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow, black from 0 to 1; None when they are unknown."""
        kind, parts = self.space.kind, tuple(min(1.0, max(0.0, part)) for part in self.parts)
        if len(parts) != self.space.parts or self.pattern is not None:
            return None
        if self.space.family == "Indexed":
            return None
        if kind == "cmyk" and self.space.colorants:
            inks = dict(zip(self.space.colorants, parts, strict=True))
            return (inks.get("Cyan", 0.0), inks.get("Magenta", 0.0), inks.get("Yellow", 0.0),
                    inks.get("Black", 0.0))
        if kind == "cmyk":
            return (parts[0], parts[1], parts[2], parts[3])
        if kind == "grey":
            return (0.0, 0.0, 0.0, 1.0 - parts[0])
        if kind == "all":
            return (parts[0],) * 4
        return (0.0, 0.0, 0.0, 0.0) if kind == "none" else None

    @property
    def ink(self) -> float | None:
        """Total ink, 1.0 being one full plate; spot inks count as plates. None when unknown."""
        if self.space.kind == "spot" and self.pattern is None:
            return sum(min(1.0, max(0.0, part)) for part in self.parts)
        return None if self.plates is None else sum(self.plates)

    @property
    def is_white(self) -> bool:
        """Whether it is white: no ink, or full RGB."""
        if self.space.kind == "rgb" and self.pattern is None:
            return len(self.parts) == 3 and min(self.parts) >= 0.999
        return self.ink is not None and self.ink < 0.001

    @property
    def only_black(self) -> bool:
        """Whether it is on the black plate alone."""
        plates = self.plates
        return plates is not None and sum(plates[:3]) < 0.001 and plates[3] > 0

    @property
    def label(self) -> str:
        """Space and numbers, for a message."""
        return f"{self.space.label} {' '.join(f'{part:.3g}' for part in self.parts)}".strip()


PAGE_START = Colour(GREY, (0.0,), chosen=False)
"""The initial colour of a page: black (ISO 32000-1, table 52)."""
