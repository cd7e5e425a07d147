"""The ink that a page takes on an office printer, from its pixels: the share of paper that its heaviest ink covers.

A toner or inkjet printer mixes each pixel from cyan, magenta, yellow and black; the amount of the heaviest ink is one
less the darkest of red, green and blue. A full field counts as 100 %, whether it is blue, yellow or black, and bare
paper as nothing; text pages have about 5 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressroom.patterns import regex

if TYPE_CHECKING:
    from PIL.Image import Image

    from pressroom.preflight.proof import Page

# Pixels a point: letters of 6 pt come out as grey of the right weight.
SCALE = 0.5
_SAYS = {"fr": "Version économe en encre : {cover} % de la feuille encrés en moyenne",
         "en": "Low-ink version: {cover} % of the sheet inked on average"}
_STATED = regex(r"(\d+(?:[.,]\d+)?)\s*%")


def of_picture(picture: Image) -> float:
    """From 0 for bare paper to 1 for ink everywhere."""
    from PIL import ImageChops, ImageStat

    red, green, blue = picture.convert("RGB").split()
    return 1.0 - float(ImageStat.Stat(ImageChops.darker(ImageChops.darker(red, green), blue)).mean[0]) / 255.0


def of_page(page: Page) -> float:
    """The same of a page of a proof.

    Raises:
        NotRun: it cannot be drawn.
    """
    return of_picture(page.renderer.picture(SCALE, page.paper))


def cover(pdf: bytes) -> float:
    """The mean of all pages of a finished file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        shares = [of_picture(page.render(scale=SCALE, may_draw_forms=False).to_pil()) for page in document]
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
