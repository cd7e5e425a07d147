"""Lengths in the units of SVG (SVG 1.1, 7.10) as pixels, the units of the drawing: 96 to the inch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from pressroom.patterns import regex
from pressroom.sheet.geometry import Box

DEFAULT_EM = 16.0
_LENGTH = regex(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z%]*)\s*")
_PIXELS: Mapping[str, float] = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54,
                                "q": 96 / 101.6, "in": 96.0}
_ACROSS = frozenset(("x", "width", "cx", "rx", "x1", "x2", "fx"))
_DOWN = frozenset(("y", "height", "cy", "ry", "y1", "y2", "fy"))
_KEYWORDS: Mapping[str, float] = {"xx-small": 9.6, "x-small": 12.0, "small": 14.4, "medium": 16.0, "large": 19.2,
                                  "x-large": 24.0, "xx-large": 32.0}


def in_pixels(text: str) -> float | None:
    """A length in absolute units; None for anything else."""
    number, unit = _parts(text)
    return number * _PIXELS[unit] if number is not None and unit in _PIXELS else None


def _parts(text: str) -> tuple[float | None, str]:
    match = _LENGTH.fullmatch(text)
    if not match or not math.isfinite(float(match[1])):
        return None, ""
    return float(match[1]), match[2].lower()


class Lengths:
    """Lengths of one drawing."""

    def __init__(self, view: Box) -> None:
        self.view = view

    def pixels(self, name: str, text: str, em: Callable[[], float]) -> float | None:
        """The length `name`; per cent are of the view box: its width, its height, or the mean of both (7.10).

        `em` gives the size of type there.
        """
        number, unit = _parts(text)
        if number is None:
            return None
        if unit == "%":
            pixels = number / 100 * self.whole(name)
        elif unit in ("em", "ex", "rem"):
            pixels = number * (DEFAULT_EM if unit == "rem" else em() / 2 if unit == "ex" else em())
        elif unit in _PIXELS:
            pixels = number * _PIXELS[unit]
        else:
            return None
        return pixels if math.isfinite(pixels) else None

    def whole(self, name: str) -> float:
        """What 100 % of the length `name` are."""
        if name in _ACROSS:
            return self.view.width
        return self.view.height if name in _DOWN else math.hypot(self.view.width, self.view.height) / math.sqrt(2)

    def font_size(self, text: str, above: float) -> float:
        """A size of type, where `above` is that of the parent."""
        if (word := text.strip().lower()) in _KEYWORDS:
            return _KEYWORDS[word]
        number, unit = _parts(text)
        if number is None or number < 0:
            return above
        if unit in ("em", "%"):
            return above * number / (100 if unit == "%" else 1)
        return number * _PIXELS[unit] if unit in _PIXELS else above
