"""Pictures of pages as PNG files in sRGB: flat inks in a palette of 256 colours, photographs in all of theirs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = 256
MOST_COLOURS = 20_000
"""A picture with more colours than this has a photograph in it, and keeps them all."""

_LEVEL = 5
"""Of compression: 1 % larger than level 6 in four fifths of its time; level 9 takes ten times as long for 9 % less."""

_FLAT_SHARE = 0.02
"""The share of the pixels from which a colour is a flat ink, which the palette has as it is."""

_NEAR = 9
"""Levels: a shade nearer than this to a flat ink is shown as that ink, since Pillow finds colours of a palette in steps
of 4 levels, and would take the shade for the ink."""

Colour = tuple[int, int, int]


def encoded(picture: Image) -> bytes:
    """A PNG of an RGB picture in sRGB, which the file says (PNG, 11.3.2.5: rendering intent 0, perceptual)."""
    from PIL.PngImagePlugin import PngInfo

    tags = PngInfo()
    tags.add(b"sRGB", b"\0")
    counted = picture.getcolors(maxcolors=MOST_COLOURS)
    out = io.BytesIO()
    (_reduced(picture, counted) if counted else picture).save(out, "PNG", compress_level=_LEVEL, pnginfo=tags)
    return out.getvalue()


def _reduced(picture: Image, counted: list[tuple[int, Any]]) -> Image:
    """The picture in a palette: flat inks exactly, and the colours between them as near as there is room.

    Pillow's own choice of a palette looks at each pixel three times; this one looks at each colour once.
    """
    from PIL import Image

    total = picture.width * picture.height
    flat = [colour for count, colour in sorted(counted, reverse=True)[:COLOURS // 2] if count >= _FLAT_SHARE * total]
    kept: list[Colour] = []
    for colour in flat:
        if not _near(colour, kept):
            kept.append(colour)
    others = sorted(colour for _, colour in counted if not _near(colour, kept))
    room = COLOURS - len(kept)
    if len(others) > room:
        line = Image.new("RGB", (len(others), 1))
        line.putdata(others)
        chosen = line.quantize(room, dither=Image.Dither.NONE).getpalette() or []
        others = [(chosen[at], chosen[at + 1], chosen[at + 2]) for at in range(0, min(len(chosen), 3 * room), 3)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in (*kept, *others) for level in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def _near(colour: Colour, others: list[Colour]) -> bool:
    red, green, blue = colour
    return any(abs(red - other[0]) < _NEAR and abs(green - other[1]) < _NEAR and abs(blue - other[2]) < _NEAR
               for other in others)
