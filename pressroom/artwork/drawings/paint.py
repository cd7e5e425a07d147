"""Colours in the notations of SVG."""

from __future__ import annotations

from pressroom.artwork.drawings.art import CURRENT
from pressroom.findings import Place
from pressroom.patterns import regex
from pressroom.records import dataclass

_HEX = regex(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour of the drawing.

    Attributes:
        colour: `#rrggbb`, `currentColor` or `none`.
        names: classes and ids, from the painted element up to the one that sets the colour.
        place: of the element that sets it; None for the default, black.
    """

    colour: str
    names: tuple[str, ...]
    place: Place | None


def colour_of(text: str) -> str:
    """`#rrggbb`, `currentColor` or `none` for a colour in any notation of SVG.

    Raises:
        ValueError: it is not a colour, or is partly transparent.
    """
    word = text.strip().lower()
    if word in ("none", "transparent"):
        return "none"
    if word == "currentcolor":
        return CURRENT
    if _HEX.fullmatch(word):
        return word if len(word) == 7 else "#" + "".join(digit * 2 for digit in word[1:])
    from PIL.ImageColor import getrgb
    red, green, blue, *alpha = getrgb(word)
    if alpha and alpha[0] != 255:
        raise ValueError(text)
    return f"#{red:02x}{green:02x}{blue:02x}"
