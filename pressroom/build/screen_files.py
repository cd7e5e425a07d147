"""The files of a picture for screens: PNG and WebP of the pixels that were judged, and what it says and shows."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pressroom.marks import Group, Mark
from pressroom.stages import Fit

# Of a photograph; a picture in few colours is stored without loss, and is then smaller than its PNG.
_QUALITY, _METHOD = 90, 4


def of_pages(fit: Fit, pictures: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """PNG, WebP and alternative text of each page, in that order, from a PNG of each page."""
    return tuple(content for number, picture in enumerate(pictures)
                 for content in (picture, webp(picture), alternative_text(fit, number).encode()))


def webp(picture: bytes) -> bytes:
    """A PNG as WebP, in sRGB: the same pixels where it has a palette."""
    from PIL import Image

    from pressroom.colour.profiles import srgb_content

    with Image.open(io.BytesIO(picture)) as image:
        flat, pixels = image.mode == "P", image.convert("RGB")
    out = io.BytesIO()
    pixels.save(out, "WEBP", lossless=flat, quality=100 if flat else _QUALITY, method=_METHOD, exact=True,
                icc_profile=srgb_content())
    return out.getvalue()


def alternative_text(fit: Fit, number: int) -> str:
    """What page `number` (from 0) says, and what its pictures show, a line each, in the order in which it is read.

    It is in the piece's language: its words are those that are drawn, with their typography.
    """
    lines = [line for placed in fit.parts[number].placed
             for line in (*placed.fitted.words, *_shown(placed.fitted.marks))]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def _shown(marks: tuple[Mark, ...]) -> Iterator[str]:
    """What the figures among marks show."""
    for mark in marks:
        if isinstance(mark, Group):
            if mark.role == "figure" and mark.alt:
                yield mark.alt
            yield from _shown(mark.marks)
