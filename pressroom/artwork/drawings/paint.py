"""Colours in the notations of SVG."""

from __future__ import annotations

from pressroom.artwork.drawings.art import CURRENT
from pressroom.findings import Place
from pressroom.patterns import regex
from pressroom.records import dataclass

_HEX = regex(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
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
    word, alpha = _without_alpha(word)
    from PIL.ImageColor import getrgb
    red, green, blue = getrgb(word)[:3]
    return f"#{red:02x}{green:02x}{blue:02x}", alpha


def _without_alpha(word: str) -> tuple[str, float]:
    """`rgb(…)` of three numbers, and the fourth, in the notations of CSS Color 4; any other word as it is."""
    match = _FUNCTION.fullmatch(word)
    if match is None:
        return word, 1.0
    parts = match[2].replace(",", " ").replace("/", " ").split()
    if len(parts) not in (3, 4):
        raise ValueError(word)
    alpha = parts[3] if len(parts) == 4 else "1"
    value = float(alpha[:-1]) / 100 if alpha.endswith("%") else float(alpha)
    return f"{match[1][:3]}({', '.join(parts[:3])})", min(max(value, 0.0), 1.0)
