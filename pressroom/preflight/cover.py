"""The ink that a page takes on an office printer, from its pixels: the share of paper that its heaviest ink covers.

A toner or inkjet printer mixes each pixel from cyan, magenta, yellow and black; the amount of the heaviest ink is one
less the darkest of red, green and blue. A full field counts as 100 %, whether it is blue, yellow or black, and bare
paper as nothing; text pages have about 5 %.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pressroom.patterns import regex

if TYPE_CHECKING:
    from PIL.Image import Image

_GREY = 0.5  # pixels a point at which letters are a grey of the right weight
_MOST_PIXELS = 1_000_000
_SAYS = {"fr": "Version économe en encre : {cover} % de la feuille encrés en moyenne",
         "en": "Low-ink version: {cover} % of the sheet inked on average"}
_STATED = regex(r"(\d+(?:[.,]\d+)?)\s*%")


def scale_for(width: float, height: float) -> float:
    """Pixels a point at which a page of this size is drawn: one, or fewer for a large sheet.

    At half of that PDFium draws small letters too dark, by up to half a percent of the sheet.
    """
    return min(1.0, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))


def of_picture(picture: Image, scale: float) -> float:
    """From 0 for bare paper to 1 for ink everywhere, of a page drawn at `scale` pixels a point."""
    from PIL import ImageChops, ImageStat

    red, green, blue = picture.reduce(max(1, int(scale / _GREY))).split()
    return 1.0 - float(ImageStat.Stat(ImageChops.darker(ImageChops.darker(red, green), blue)).mean[0]) / 255.0


def cover(pdf: bytes) -> float:
    """The mean of all pages of a finished file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        shares = []
        for page in document:
            scale = scale_for(*page.get_size())
            shares.append(of_picture(page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"), scale))
    finally:
        document.close()
    return sum(shares) / len(shares)


def cover_note(share: float, language: str) -> str:
    """The sentence by which a file states its own cover."""
    return _SAYS["en" if language.startswith("en") else "fr"].format(cover=f"{share * 100:.0f}")


def stated_cover(note: str) -> float | None:
    """The cover that such a sentence states; None when it states none."""
    match = _STATED.search(note)
    return float(match[1].replace(",", ".")) / 100 if match else None
