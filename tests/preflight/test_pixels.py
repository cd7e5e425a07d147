"""Ink of pictures, whichever way their pixels are stored."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from PIL import Image

from pressroom.pdf.errors import Undecodable
from pressroom.pdf.spaces import Space, space_of
from pressroom.preflight import pixels
from pressroom.preflight.walk.painted import PaintedPicture, Settings
from pressroom.sheet.geometry import Box
from tests.preflight import goodfile

SIDE = 40
HEAVY = (255, 255, 255, 51)  # 320 %
CMYK = space_of("/DeviceCMYK", None)


def picture(stream: Any, space: Space = CMYK, bits: int = 8) -> PaintedPicture:
    return PaintedPicture(Box(0, 0, 1, 1), (SIDE, SIDE), 300, bits, space, None, stream, None, 1, Settings())


def stored(content: bytes, *, packed: bool = True, **entries: Any) -> Any:
    return goodfile.stream(content, flate=packed, **entries)


def jpeg(colour: tuple[int, ...]) -> bytes:
    """Pillow writes Adobe's marker, and its samples turned around."""
    out = io.BytesIO()
    Image.new("CMYK", (SIDE, SIDE), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def rows(colour: tuple[int, ...], prefix: bytes = b"") -> bytes:
    return (prefix + bytes(colour) * SIDE) * SIDE


STORED = {
    "flate": lambda: stored(rows(HEAVY)),
    "plain": lambda: stored(rows(HEAVY), packed=False),
    "inverted": lambda: stored(rows(tuple(255 - part for part in HEAVY)), Decode=[1, 0] * 4),
    "predicted": lambda: stored(rows(HEAVY, b"\0"), DecodeParms={"Predictor": 15, "Colors": 4, "Columns": SIDE}),
    "jpeg": lambda: stored(jpeg(HEAVY), packed=False, Filter="/DCTDecode", Decode=[1, 0] * 4),
    "jpeg in flate": lambda: goodfile.pdf(stored(zlib.compress(jpeg(HEAVY)), packed=False,
                                                 Filter=["/FlateDecode", "/DCTDecode"], Decode=[1, 0] * 4)),
}


@pytest.mark.parametrize("make", STORED.values(), ids=STORED.keys())
def test_the_ink_of_heavy_pixels_is_found(make: Any) -> None:
    most, share = pixels.heaviest(picture(make()), 3.0)
    assert most == pytest.approx(3.2, abs=0.05)
    assert share == pytest.approx(1.0)
    assert pixels.too_heavy(share)


def test_a_jpeg_without_the_decode_array_that_its_marker_needs_is_read_as_the_press_reads_it() -> None:
    most, _ = pixels.heaviest(picture(stored(jpeg(HEAVY), packed=False, Filter="/DCTDecode")), 3.0)
    assert most == pytest.approx(0.8, abs=0.05)


def test_light_pixels_and_single_specks_are_no_fault() -> None:
    light = rows((100, 100, 100, 100))
    assert pixels.heaviest(picture(stored(light)), 3.0)[1] == 0
    speck = bytes(HEAVY) + rows((200, 200, 200, 100))[4:]
    _, share = pixels.heaviest(picture(stored(speck)), 3.0)
    assert share == pytest.approx(1 / SIDE ** 2)
    assert pixels.too_heavy(share)  # one of 1,600 is more than a speck; one of 10,000 would not be


def test_a_palette_is_judged_by_its_colours() -> None:
    palette = Space("Indexed", "cmyk", 1, base=CMYK, lookup=bytes((0, 0, 0, 0, *HEAVY)))
    assert pixels.heaviest(picture(stored(bytes(SIDE * SIDE)), palette), 3.0)[0] == pytest.approx(3.2, abs=0.05)


@pytest.mark.parametrize("broken", [
    lambda: stored(rows(HEAVY)[:100]), lambda: stored(b"xx", packed=False, Filter="/DCTDecode"),
    lambda: stored(b"xx", packed=False, Filter="/JPXDecode"), lambda: stored(rows(HEAVY), Decode=[0, 0.5] * 4),
    lambda: stored(rows(HEAVY), DecodeParms={"Predictor": 2, "Colors": 4, "Columns": SIDE}),
])
def test_unreadable_pixels_are_reported_and_do_not_pass(broken: Any) -> None:
    with pytest.raises(Undecodable):
        pixels.heaviest(picture(broken()), 3.0)
