"""The ink in a picture's pixels, decoded as on a press (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import entry, is_stream, number, numbers
from pressroom.pdf.pictures import damage
from pressroom.pdf.streams import (
    PICTURE_FILTERS,
    decoded,
    filters,
    inflated_pieces,
    parameters,
    png,
    raw,
    without_filters,
)
from pressroom.preflight.walk.painted import PaintedPicture

if TYPE_CHECKING:
    from PIL.Image import Image

_STRIP_BYTES = 8 * 2**20
_MOST_PIXELS = 89_000_000  # Pillow's limit for a decompression bomb; A0 at 225 ppi is less
_DRAFT_PIXELS = 4_000_000  # larger JPEGs are read at a half or a quarter of their size
_ROUNDING = 0.03
"""Ink by which four rounded 8-bit parts and a profile's interpolation may exceed a limit (measured: 1 to 2 %)."""

_SPECKS = 0.0005
"""Share of pixels that may exceed the limit, to allow for JPEG ringing."""


def heaviest(picture: PaintedPicture, limit: float) -> tuple[float, float]:
    """The most ink in the picture and the share of its pixels above `limit` (1.0 being one full plate).

    Raises:
        Undecodable: the pixels cannot be read; the message has the reason.
    """
    most, over, count = 0.0, 0, 0
    for strip in _cmyk(picture):
        strip_most, strip_over = _strip(strip, limit + _ROUNDING)
        most, over, count = max(most, strip_most), over + strip_over, count + strip.width * strip.height
    return most, over / count if count else 0.0


def damage_of(picture: PaintedPicture) -> str:
    """Why it cannot be drawn as it was meant, in words to translate; empty for one that can."""
    parts = 1 if picture.space is None else 0 if picture.space.kind == "unknown" else picture.space.parts
    return damage(picture.stream, parts, picture.content)


def mask_damage_of(picture: PaintedPicture) -> str:
    """The same of its soft mask, where there is one."""
    mask = entry(picture.stream, "/SMask")
    return damage(mask, 1) if is_stream(mask) else ""


def too_heavy(share: float) -> bool:
    """Whether that share of pixels is more than specks."""
    return share > _SPECKS


def _strip(strip: Image, limit: float) -> tuple[float, int]:
    """Most ink and number of pixels above the limit in one strip of CMYK pixels."""
    from PIL import ImageChops, ImageMath

    cyan, magenta, yellow, black = strip.split()
    # a quarter of the sum in eight bits is enough to rule out most strips
    rough = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    most = rough.getextrema()[1]
    assert isinstance(most, int | float)
    if (most + 1.5) * 4 / 255 <= limit:
        return most * 4 / 255, 0
    total = ImageMath.lambda_eval(lambda parts: parts["c"] + parts["m"] + parts["y"] + parts["k"],
                                  c=cyan.convert("I"), m=magenta.convert("I"), y=yellow.convert("I"),
                                  k=black.convert("I"))
    ceiling = int(limit * 255)
    above = total.point(lambda value: value * 1 + -ceiling).convert("L")  # negative values become 0
    return total.getextrema()[1] / 255, sum(above.histogram()[1:])


def _cmyk(picture: PaintedPicture) -> Iterator[Image]:
    """The picture's inks as CMYK images of bounded size; none for a picture that cannot exceed one plate."""
    space = picture.space
    if space is None or space.kind in ("grey", "spot", "none", "rgb", "lab", "all", "pattern"):
        return
    width, height = picture.pixels
    if width * height > _MOST_PIXELS or min(width, height) < 1:
        raise Undecodable(f"{width} x {height} pixels")
    if space.family == "Indexed":
        yield from _palette(picture)
        return
    if space.kind != "cmyk" or space.colorants:
        raise Undecodable(f"pixels in {space.label}")
    if filters(picture.stream)[-1:] == ["DCTDecode"]:
        yield from _jpeg(picture)
        return
    if picture.bits == 16 and not PICTURE_FILTERS & set(filters(picture.stream)):
        yield from _halved(picture)
        return
    if picture.bits != 8 or PICTURE_FILTERS & set(filters(picture.stream)):
        raise Undecodable(f"{picture.bits} bits, {', '.join(filters(picture.stream)) or 'plain'}")
    if picture.content is None and filters(picture.stream) == ["FlateDecode"] and _predicted(picture):
        yield from _turned(png(raw(picture.stream), width, height, 4), _inverted(picture))
        return
    for rows in _rows(picture):
        yield _image(rows, width, len(rows) // (4 * width), _inverted(picture))


def _halved(picture: PaintedPicture) -> Iterator[Image]:
    """Pixels of 16 bits by their upper halves."""
    width, height = picture.pixels
    content = picture.content if picture.content is not None else raw(picture.stream)
    samples = without_filters(content, picture.stream, 8 * width * height + height + 64)[::2]
    for rows in _strips(samples, width, 4 * width * height):
        yield _image(rows, width, len(rows) // (4 * width), _inverted(picture))


def _predicted(picture: PaintedPicture) -> bool:
    """Whether rows are PNG-predicted."""
    parms = parameters(picture.stream, 0)
    predictor = number(entry(parms, "/Predictor"), 1) or 1
    if predictor > 1 and (predictor < 10 or number(entry(parms, "/Colors")) != 4):
        raise Undecodable("an unusual predictor")
    return predictor > 1


def _turned(whole: Image, inverted: bool) -> Iterator[Image]:
    """An image in strips, inverted if `inverted`."""
    from PIL import ImageChops

    step = max(1, _STRIP_BYTES // (4 * whole.width))
    for top in range(0, whole.height, step):
        strip = whole.crop((0, top, whole.width, min(whole.height, top + step)))
        yield ImageChops.invert(strip) if inverted else strip


def _image(rows: bytes, width: int, height: int, inverted: bool) -> Image:
    from PIL import Image, ImageChops

    image = Image.frombytes("CMYK", (width, height), rows[:4 * width * height])
    return ImageChops.invert(image) if inverted else image


def _inverted(picture: PaintedPicture) -> bool:
    """Whether the Decode array inverts the samples."""
    decode = numbers(entry(picture.stream, "/Decode"))
    if not decode or decode == [0.0, 1.0] * (len(decode) // 2):
        return False
    if decode == [1.0, 0.0] * (len(decode) // 2):
        return True
    raise Undecodable("a Decode array that is neither straight nor inverted")


def _palette(picture: PaintedPicture) -> Iterator[Image]:
    space = picture.space
    assert space is not None
    if space.base is None or space.base.family not in ("DeviceCMYK", "ICCBased") or len(space.lookup) < 4:
        raise Undecodable(f"a palette of {space.base.label if space.base else 'nothing'}")
    entries = len(space.lookup) // 4
    yield _image(space.lookup, entries, 1, inverted=False)


def is_cmyk_jpeg(picture: PaintedPicture) -> bool:
    """Whether it is a picture in CMYK that is stored as one JPEG."""
    space = picture.space
    return (space is not None and space.kind == "cmyk" and not space.colorants and space.family != "Indexed"
            and picture.content is None and filters(picture.stream) == ["DCTDecode"])


def cmyk_jpeg(picture: PaintedPicture, reduction: int) -> Image:
    """Its inks, at a half, a quarter or an eighth of its size.

    Raises:
        Undecodable: the pixels cannot be read.
    """
    from PIL import ImageChops

    image, inverted = _opened_jpeg(picture, reduction)
    return ImageChops.invert(image) if inverted else image


def _jpeg(picture: PaintedPicture) -> Iterator[Image]:
    width, height = picture.pixels
    yield from _turned(*_opened_jpeg(picture, 4 if width * height > _DRAFT_PIXELS else 1))


def _opened_jpeg(picture: PaintedPicture, reduction: int) -> tuple[Image, bool]:
    """The pixels, and whether they are the inverse of the inks."""
    from PIL import Image

    content = (decoded(picture.stream, 2**30) if picture.content is None
               else without_filters(picture.content, picture.stream))
    try:
        jpeg = Image.open(io.BytesIO(content), formats=["JPEG"])
        if jpeg.mode != "CMYK":
            raise Undecodable(f"a JPEG of mode {jpeg.mode}")
        width, height = jpeg.size
        if reduction > 1:
            jpeg.draft("CMYK", (width // reduction, height // reduction))
        jpeg.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Undecodable(f"JPEG: {error}") from error
    # Pillow inverts the samples of a JPEG with Adobe's marker; a press only follows Decode
    pillow_inverts = "adobe" in jpeg.info
    return jpeg, pillow_inverts != _inverted(picture)


def _rows(picture: PaintedPicture) -> Iterator[bytes]:
    """Whole rows of samples, in strips of bounded size."""
    width, height = picture.pixels
    whole = 4 * width * height
    if picture.content is not None or filters(picture.stream) != ["FlateDecode"]:
        content = picture.content if picture.content is not None else raw(picture.stream)
        yield from _strips(without_filters(content, picture.stream, whole + height + 64), width, whole)
        return
    yield from _inflated_strips(raw(picture.stream), width, whole)


def _strips(samples: bytes, width: int, whole: int) -> Iterator[bytes]:
    if len(samples) < whole:
        raise Undecodable("fewer pixels than its size says")
    step = max(1, _STRIP_BYTES // (4 * width)) * 4 * width
    for start in range(0, whole, step):
        yield samples[start:start + step]


def _inflated_strips(content: bytes, width: int, whole: int) -> Iterator[bytes]:
    row, buffer, position = 4 * width, b"", 0
    step = max(1, _STRIP_BYTES // row) * row
    try:
        for piece in inflated_pieces(content):
            buffer += piece
            if len(buffer) >= min(step, whole - position):
                whole_rows = min(len(buffer), whole - position) // row * row
                yield buffer[:whole_rows]
                buffer, position = buffer[whole_rows:], position + whole_rows
            if position >= whole:
                return
    except zlib.error as error:
        raise Undecodable(f"FlateDecode: {error}") from error
    raise Undecodable("fewer pixels than its size says")
