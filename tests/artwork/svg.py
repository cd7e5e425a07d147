"""SVG of one test, in a view box of 100 x 100: how it is drawn, in which inks, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.artwork.drawings import Drawing, drawing
from pressroom.cache import Cache
from pressroom.colour.ink import PAPER, Ink
from pressroom.findings import Finding, Refused

CORAL = Ink("coral", (0.0, 0.75, 0.7, 0.0), (235 / 255, 92 / 255, 71 / 255))
BLUE = Ink("blue", (1.0, 0.65, 0.0, 0.05), (0.0, 81 / 255, 158 / 255))
BRAND = {"coral": CORAL, "blue": BLUE, "paper": PAPER}
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOX = 'viewBox="0 0 100 100"'

Draw = Callable[..., Drawing]


def drawer(folder: Path) -> Draw:
    """Draws what is inside an SVG element, or a whole file that begins with one."""
    def from_text(inside: str, head: str = BOX) -> Drawing:
        file = folder / "art.svg"
        whole = inside if inside.startswith(("<?xml", "<svg")) else f"<svg {NAMESPACES} {head}>\n{inside}\n</svg>"
        file.write_text(whole, encoding="utf-8")
        return drawing(file, Cache(folder / "cache"))
    return from_text


def faults(draw: Draw, inside: str) -> list[Finding]:
    """Why a drawing is refused."""
    with pytest.raises(Refused) as caught:
        draw(inside)
    return list(caught.value.findings)


def sentence(item: Finding) -> str:
    """The message with its values."""
    return item.message.format_map({"limit": item.limit, **item.values})
