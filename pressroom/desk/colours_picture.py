"""out/colours.png: the brand's inks and palettes on one picture."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.colour.ink import Srgb, hex_of
from pressroom.desk.brand_colours import BrandColours, InkColours, Pair
from pressroom.desk.colours_page import BEYOND
from pressroom.findings import N_
from pressroom.text.translation import Translate, filled

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# Pixels.
WIDTH, MARGIN, ROW, PATCH = 1600, 60, 92, 300
_PALETTE, _GAP, _ACROSS = 250, 30, 3
_HEAD, _BETWEEN = 190, 140
_BLACK, _QUIET, _LINE = (0, 0, 0), (80, 80, 80), (205, 205, 205)


class _Pen:
    """Draws with two weights of the brand's own text face."""

    def __init__(self, draw: ImageDraw, regular: Path, bold: Path) -> None:
        self.draw, self._files = draw, {False: str(regular), True: str(bold)}

    def text(self, x: float, y: float, words: str, size: int, ink: Any = _BLACK, *, bold: bool = False,
             anchor: str = "ls") -> None:
        from PIL import ImageFont

        self.draw.text((x, y), words, fill=ink, font=ImageFont.truetype(self._files[bold], size), anchor=anchor)

    def box(self, x: float, y: float, width: float, height: float, srgb: Srgb) -> None:
        self.draw.rectangle((x, y, x + width - 1, y + height - 1), fill=hex_of(srgb))

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self.draw.rectangle((x, y, x + width - 1, y + height - 1), outline=_LINE, width=2)


def picture(brand: BrandColours, regular: Path, bold: Path, translate: Translate) -> bytes:
    """A PNG; `regular` and `bold` are font files."""
    from PIL import Image, ImageDraw

    lines = -(-len(brand.palettes) // _ACROSS)
    top = _HEAD + ROW * len(brand.inks) + _BETWEEN
    image = Image.new("RGB", (WIDTH, top + lines * (_PALETTE + _GAP) + MARGIN), (255, 255, 255))
    pen = _Pen(ImageDraw.Draw(image), regular, bold)
    pen.text(MARGIN, 85, filled(translate(N_("{organisation}: colours")), {"organisation": brand.organisation}), 44,
             bold=True)
    pen.text(MARGIN, 130, brand.condition, 24, _QUIET)
    heads = (N_("in print"), N_("on screen"), "CIEDE2000")
    for x, head in zip((_at(0), _at(1), _at(2) + _GAP), heads, strict=True):
        pen.text(x, _HEAD - 14, translate(head), 22, _QUIET)
    for number, each in enumerate(brand.inks):
        _row(pen, each, _HEAD + number * ROW)
    if any(each.beyond_screens for each in brand.inks):
        pen.text(MARGIN, top - _BETWEEN + 34, f"* {translate(BEYOND)}", 20, _QUIET)
    pen.text(MARGIN, top - 28, translate(N_("Contrast in print, in grey, and to colour-blind eyes")), 26, bold=True)
    width = (WIDTH - 2 * MARGIN - (_ACROSS - 1) * _GAP) / _ACROSS
    for number, (name, pairs) in enumerate(brand.palettes.items()):
        left = MARGIN + number % _ACROSS * (width + _GAP)
        _palette(pen, name, pairs, left, top + number // _ACROSS * (_PALETTE + _GAP), width)
    content = io.BytesIO()
    image.save(content, "PNG", compress_level=6)
    return content.getvalue()


def _at(column: int) -> int:
    return WIDTH - MARGIN - 220 - (2 - column) * PATCH


def _row(pen: _Pen, each: InkColours, y: float) -> None:
    ink = each.ink
    mixture = "  ".join(f"{letter} {100 * part:g}" for letter, part in zip("CMYK", ink.cmyk, strict=True))
    pen.text(MARGIN, y + 38, ink.name, 30, bold=True)
    pen.text(MARGIN, y + 68, f"{mixture}   {100 * sum(ink.cmyk):.0f} %   {ink.spot}".rstrip(), 22, _QUIET)
    for column, srgb in enumerate((ink.look, ink.srgb)):
        pen.box(_at(column), y, PATCH, ROW, srgb)
        light = 0.299 * srgb[0] + 0.587 * srgb[1] + 0.114 * srgb[2] > 0.55
        pen.text(_at(column) + 14, y + ROW - 14, hex_of(srgb), 20, _BLACK if light else (255, 255, 255))
    pen.frame(_at(0), y, 2 * PATCH, ROW)
    beyond = " *" if each.beyond_screens else ""
    pen.text(_at(2) + _GAP, y + ROW / 2 + 10, f"{each.apart:.1f}{beyond}", 26)


def _palette(pen: _Pen, name: str, pairs: tuple[Pair, ...], x: float, y: float, width: float) -> None:
    words, accent, accent_words, foot = pairs
    pen.box(x, y, width, _PALETTE - 64, words.ground.look)
    pen.box(x, y + _PALETTE - 64, width, 64, foot.ground.look)
    pen.frame(x, y, width, _PALETTE)
    pen.text(x + 20, y + 48, name, 34, hex_of(words.upper.look), bold=True)
    pen.text(x + width - 20, y + 48, _ratios(words), 22, hex_of(words.upper.look), anchor="rs")
    pen.text(x + 20, y + 96, accent.upper.name, 34, hex_of(accent.upper.look), bold=True)
    pen.text(x + width - 20, y + 96, _ratios(accent), 22, hex_of(accent.upper.look), anchor="rs")
    pen.box(x + 20, y + 118, width - 40, 48, accent_words.ground.look)
    pen.text(x + 34, y + 150, accent_words.upper.name, 24, hex_of(accent_words.upper.look))
    pen.text(x + width - 34, y + 150, _ratios(accent_words), 22, hex_of(accent_words.upper.look), anchor="rs")
    pen.text(x + 20, y + _PALETTE - 24, foot.upper.name, 22, hex_of(foot.upper.look))
    pen.text(x + width - 20, y + _PALETTE - 24, _ratios(foot), 22, hex_of(foot.upper.look), anchor="rs")


def _ratios(pair: Pair) -> str:
    return f"{pair.in_print:.1f} · {pair.in_grey:.1f} · {pair.to_eyes:.1f}"
