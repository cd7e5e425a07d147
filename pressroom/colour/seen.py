"""What an ink becomes in grey print, and to eyes that miss a colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pressroom.colour.ink import Ink, Srgb, linear

# Rows of the matrices that turn linear RGB into what an eye without red, green or blue cones sees: Machado, Oliveira
# and Fernandes 2009, severity 1.0.
_BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def in_grey(ink: Ink) -> Ink:
    """The grey that drivers make of the printed ink: the luma of ITU-R BT.601."""
    red, green, blue = ink.look
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return _looking(ink, (luma, luma, luma))


def _seen_by(matrix: tuple[tuple[float, float, float], ...]) -> Callable[[Ink], Ink]:
    def simulated(ink: Ink) -> Ink:
        parts = [linear(part) for part in ink.look]
        mixed = [min(max(sum(a * b for a, b in zip(row, parts, strict=True)), 0.0), 1.0) for row in matrix]
        red, green, blue = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in mixed)
        return _looking(ink, (red, green, blue))
    return simulated


def _looking(ink: Ink, look: Srgb) -> Ink:
    return Ink(ink.name, ink.cmyk, look)


EYES: Mapping[str, Callable[[Ink], Ink]] = MappingProxyType(
    {name: _seen_by(matrix) for name, matrix in _BLINDNESS.items()})
"""By the name of the condition: how its eyes see a printed ink."""
