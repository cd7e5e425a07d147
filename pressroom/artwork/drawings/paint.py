"""Colours in the notations of SVG."""

from __future__ import annotations

import colorsys
import math

from pressroom.artwork.drawings.art import CURRENT
from pressroom.findings import Place
from pressroom.patterns import regex
from pressroom.records import dataclass

_HEX = regex(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_NUMBER = regex(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?")
_TURNS = (("grad", 400.0), ("rad", 2 * math.pi), ("turn", 1.0), ("deg", 360.0))
_FUNCTION = regex(r"(rgba?|hsla?)\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour of the drawing.

    Attributes:
        colour: `#rrggbb`, `currentColor`, `none`, or `url(#id)` of a gradient.
        names: classes and ids, from the painted element up to the one that sets the colour.
        place: of the element that sets it; None for the default, black.
        alpha: the opacity that the colour itself states.
    """

    colour: str
    names: tuple[str, ...]
    place: Place | None
    alpha: float = 1.0


def colour_of(text: str) -> tuple[str, float]:
    """`#rrggbb`, `currentColor` or `none` for a colour in any notation of SVG, and its opacity.

    Raises:
        ValueError: it is not a colour.
    """
    word = text.strip().lower()
    if word in ("none", "transparent"):
        return "none", 1.0
    if word == "currentcolor":
        return CURRENT, 1.0
    if _HEX.fullmatch(word):
        digits = word[1:] if len(word) > 5 else "".join(digit * 2 for digit in word[1:])
        return f"#{digits[:6]}", int(digits[6:] or "ff", 16) / 255
    match = _FUNCTION.fullmatch(word)
    if match is None:
        from PIL.ImageColor import colormap
        named = colormap.get(word)
        if not isinstance(named, str):
            raise ValueError(word)
        return named, 1.0
    parts = match[2].replace(",", " ").replace("/", " ").split()
    if len(parts) not in (3, 4):
        raise ValueError(word)
    red, green, blue = _hsl(parts) if match[1].startswith("hsl") else (_amount(part, 255) for part in parts[:3])
    alpha = _amount(parts[3], 1) if len(parts) == 4 else 1.0
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in (red, green, blue))), alpha


def _amount(text: str, whole: float) -> float:
    """A number of a colour as a share of `whole`, per cent of 1, cut to 0 to 1 (CSS Color 4, 5.1)."""
    share = _number(text[:-1]) / 100 if text.endswith("%") else _number(text) / whole
    return min(max(share, 0.0), 1.0)


def _number(text: str) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _hsl(parts: list[str]) -> tuple[float, float, float]:
    """Hue, saturation and lightness as red, green and blue (CSS Color 4, 7.1)."""
    turn = next((turn for unit, turn in _TURNS if parts[0].endswith(unit)), 360.0)
    hue = _number(parts[0].rstrip("adegnrtu")) / turn
    return colorsys.hls_to_rgb(hue % 1.0, _amount(parts[2], 100), _amount(parts[1], 100))
