"""Whether a picture's pixels are all there: readers fill what is missing each in its own way, or stop."""

from __future__ import annotations

import io
import zlib

from pressroom.findings import N_
from pressroom.pdf.errors import TooLarge, Undecodable
from pressroom.pdf.objects import Pdf, entry, number, truth
from pressroom.pdf.streams import PICTURE_FILTERS, filters, inflated_pieces, parameters, raw, without_filters

_MOST_SAMPLES = 2**30  # bytes of pixels that are counted
_DRAFT_PIXELS = 4_000_000  # larger JPEGs are read at a quarter of their size: all their data is read for that, too
_DECODED = (0, 1, 3, 4)  # numbers of a pixel that Pillow reads of a JPEG
_MODES = {"L": 1, "RGB": 3, "YCbCr": 3, "CMYK": 4}


def damage(picture: Pdf, parts: int, content: bytes | None = None) -> str:
    """Why a picture cannot be drawn as it was meant, in words to translate; empty for one that can.

    A coding that is not decoded here (JPEG 2000, JBIG2, fax, JPEG of spot colours) is taken as sound.

    Args:
        picture: its stream, or the dictionary of an inline picture with full keys.
        parts: the numbers of a pixel; 0 when they are unknown.
        content: an inline picture's bytes.
    """
    width, height = (int(number(entry(picture, key), 0.0) or 0) for key in ("/Width", "/Height"))
    if width < 1 or height < 1:
        return N_("a picture without pixels")
    coded = filters(picture)
    whole = raw(picture) if content is None else content
    try:
        if coded[-1:] == ["DCTDecode"]:
            if parts not in _DECODED:
                return ""
            return _jpeg_damage(without_filters(whole, picture, _MOST_SAMPLES), width, height, parts)
        if PICTURE_FILTERS & set(coded) or not parts:
            return ""
        bits = 1 if truth(entry(picture, "/ImageMask")) is True else int(
            number(entry(picture, "/BitsPerComponent"), 8.0) or 8)
        asked = -(-width * parts * bits // 8) * height
        return N_("a picture with fewer pixels than its size says") if _length(picture, whole, coded, asked,
                                                                              height) else ""
    except TooLarge:
        return ""  # more than its size says; readers leave out the rest
    except (Undecodable, zlib.error):
        return N_("a picture whose pixels cannot be read")


def _length(picture: Pdf, whole: bytes, coded: list[str], asked: int, height: int) -> bool:
    """Whether there are fewer bytes than are asked for."""
    if coded != ["FlateDecode"]:
        return len(without_filters(whole, picture, max(2 * asked, 2**20))) < asked
    # each row begins with the number of its predictor (PNG, 12.2)
    predicted = (number(entry(parameters(picture, 0), "/Predictor"), 1.0) or 1) >= 10
    left = asked + (height if predicted else 0)
    for piece in inflated_pieces(whole):
        left -= len(piece)
        if left <= 0:
            return False
    return True


def _jpeg_damage(content: bytes, width: int, height: int, parts: int) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as jpeg:
            if jpeg.size != (width, height):
                return N_("a picture whose JPEG has another size than the page says")
            if parts and _MODES.get(jpeg.mode, parts) != parts:
                return N_("a picture whose JPEG has other colours than the page says")
            if width * height > _DRAFT_PIXELS:
                jpeg.draft(jpeg.mode, (width // 4, height // 4))
            jpeg.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return N_("a picture whose pixels cannot be read")
    return ""
