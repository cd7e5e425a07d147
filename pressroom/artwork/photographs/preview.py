"""A small picture for a screen, of a file that was inspected: for people who choose among pictures."""

from __future__ import annotations

import io

from PIL import Image

from pressroom.artwork.photographs.colour import for_light, profile_of
from pressroom.artwork.photographs.files import PictureFacts
from pressroom.artwork.photographs.source import BAND_ROWS, source_of
from pressroom.colour.profiles import Profile
from pressroom.marks import Picture
from pressroom.sheet.geometry import Box

_PPI = 72.0
_WHITE = 255


def preview(facts: PictureFacts, side: int, profile: Profile) -> bytes:
    """The whole picture as JPEG, upright, in sRGB, on white.

    Its longer side has about `side` pixels; colours without a profile of their own are read as those of `profile`.

    Raises:
        Refused: the file has changed since it was inspected, or cannot be decoded.
    """
    width, height = facts.pixels
    whole = Picture(facts.file, facts.sha256, Box(0, 0, width, height), (0.0, 0.0, 1.0, 1.0), facts.pixels)
    with source_of(whole, min(_PPI, _PPI * side / max(width, height))) as source:
        embedded, _ = profile_of(source.picture)
        colours = for_light("L" if source.mode == "1" else source.mode, embedded if source.mode != "1" else b"",
                            profile, None)
        sheet = Image.new("RGB", source.size, (_WHITE, _WHITE, _WHITE))
        for number, band in enumerate(source.bands()):
            plain = band.convert("L") if band.mode == "1" else band
            veil = plain.getchannel("A") if plain.mode in ("LA", "RGBA") else None
            opaque = plain.convert({"LA": "L", "RGBA": "RGB"}.get(plain.mode, plain.mode))
            sheet.paste(colours.convert(opaque).convert("RGB"), (0, number * BAND_ROWS), veil)
        source.release()
    if max(sheet.size) > side:
        sheet.thumbnail((side, side))
    content = io.BytesIO()
    sheet.save(content, "JPEG", quality=85)
    return content.getvalue()
