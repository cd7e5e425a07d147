"""Pictures of another file's page, said in a screen's colours."""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from typing import TYPE_CHECKING, Any

from pressroom.artwork.placed_pages.objects import (
    Pdf,
    entry,
    is_stream,
    items,
    name,
    number,
    numbers,
    pairs,
    raw,
    stream,
)
from pressroom.artwork.placed_pages.scanning import Unreadable
from pressroom.artwork.placed_pages.spaces import Inks, Space
from pressroom.findings import N_

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000
_QUALITY = 92
# What is no longer so once the samples are others, or leads out of the picture.
_OTHER_SAMPLES = ("/Filter", "/DecodeParms", "/Length", "/ColorSpace", "/BitsPerComponent", "/Decode")
LEFT_OUT = ("/OC", "/Metadata", "/StructParent", "/ID", "/Length")


def unscreenable(image: Pdf, space: Space) -> str:
    """Why a picture in a space that changes cannot be said in screen colours; empty when it can."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8))
    mask = entry(image, "/Mask")
    if space.kind != "indexed" and isinstance(mask, list):
        return N_("a picture with a colour left out")
    if entry(image, "/SMask", "/Matte") is not None:
        return N_("a picture mixed with its ground beforehand (Matte)")
    if space.kind == "indexed":
        return ""
    if space.kind in ("grey", "plates"):
        return "" if space.parts == 1 and bits <= 8 else N_("a picture on several plates")
    if "/JPXDecode" in filters(image):
        return N_("a JPEG 2000 picture")
    if bits != 8:
        return N_("a picture of more or fewer than 8 bits")
    width, height = (int(number(entry(image, key))) for key in ("/Width", "/Height"))
    return "" if 0 < width * height <= _MOST_PIXELS else N_("a picture of too many pixels")


def filters(image: Pdf) -> list[str]:
    """The names of a stream's filters."""
    found = entry(image, "/Filter")
    return [name(each) for each in (items(found) if isinstance(found, list) else [found] if found is not None else [])]


def on_screen(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """The same picture in sRGB; its masks stay as they are.

    Raises:
        Unreadable: it cannot be decoded, or `unscreenable`.
    """
    why = unscreenable(image, space)
    if why:
        raise Unreadable(why)
    if space.kind != "cmyk" and not (space.kind == "grey" and filters(image)[-1:] in (["/DCTDecode"], ["/DCT"])):
        return _relabelled(image, space, inks)
    width, height = (int(number(entry(image, key))) for key in ("/Width", "/Height"))
    jpeg = filters(image)[-1:] in (["/DCTDecode"], ["/DCT"])
    decode = numbers(entry(image, "/Decode"))
    if space.kind == "grey" and len(decode) == 2:  # black is what is left of white
        decode = [0, 1, 0, 1, 0, 1, 1 - decode[1], 1 - decode[0]]
    plates = _decoded(_jpeg(image) if jpeg else _flat(image, width, height), decode, (width, height))
    shown = inks.shown(plates)
    kept = {key: value for key, value in pairs(image) if key not in (*_OTHER_SAMPLES, *LEFT_OUT, "/Intent")}
    kept |= {"/ColorSpace": "/DeviceRGB", "/BitsPerComponent": 8}
    if not jpeg:
        return stream(shown.tobytes(), kept)
    shown.info = {}
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return stream(out.getvalue(), {**kept, "/Filter": "/DCTDecode"}, coded=True)


def _relabelled(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """A picture of one component keeps its samples: they become places in a palette."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8))
    count = space.most + 1 if space.kind == "indexed" else 1 << bits
    palette = stream(inks.table(space, count), {})
    kept: dict[str, Any] = {key: value for key, value in pairs(image) if key not in LEFT_OUT}
    kept["/ColorSpace"] = ["/Indexed", "/DeviceRGB", count - 1, palette]
    decode = numbers(kept.pop("/Decode", None))
    if decode and space.kind == "indexed":
        kept["/Decode"] = decode
    elif decode:
        kept["/Decode"] = [part * (count - 1) for part in decode]
    return stream(bytes(image._data), kept, coded=True)


def _decoded(samples: Image, decode: list[float], size: tuple[int, int]) -> Image:
    from PIL import Image as Imaging

    if samples.size != size:
        raise Unreadable(N_("a picture of another size than it says"))
    if len(decode) != 8 or decode == [0, 1] * 4:
        return samples
    planes = [plane.point([min(max(round(255 * (low + (high - low) * step / 255)), 0), 255) for step in range(256)])
              for plane, low, high in zip(samples.split(), decode[0::2], decode[1::2], strict=True)]
    return Imaging.merge("CMYK", planes)


def _jpeg(image: Pdf) -> Image:
    """The samples as they are coded; Pillow turns them around, as Photoshop writes them."""
    from PIL import Image as Imaging
    from PIL import ImageChops

    content = bytes(image._data)
    for each in filters(image)[:-1]:
        content = _undone(each, content)
    try:
        with Imaging.open(io.BytesIO(content), formats=("JPEG",)) as opened:
            if opened.mode == "L" and opened.width * opened.height <= _MOST_PIXELS:
                none = Imaging.new("L", opened.size, 0)
                return Imaging.merge("CMYK", (none, none, none, ImageChops.invert(opened)))
            if opened.mode != "CMYK" or opened.width * opened.height > _MOST_PIXELS:
                raise Unreadable(N_("a picture that is not what it says"))
            return ImageChops.invert(opened.convert("CMYK"))
    except (OSError, ValueError, SyntaxError) as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble


def _undone(coding: str, content: bytes) -> bytes:
    try:
        if coding in ("/FlateDecode", "/Fl"):
            return inflated(content, len(content) * 4 + 2**16)
        if coding in ("/ASCII85Decode", "/A85"):
            return base64.a85decode(content.split(b"~>")[0].strip().removeprefix(b"<~"))
        if coding in ("/ASCIIHexDecode", "/AHx"):
            return binascii.unhexlify(b"".join(content.split(b">")[0].split()))
    except (ValueError, zlib.error) as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble
    raise Unreadable(N_("a picture coded in a way that nobody uses"))


def inflated(content: bytes, most: int) -> bytes:
    """Flate undone, as far as it comes to no more than `most` bytes.

    Raises:
        Unreadable: more comes out.
        zlib.error: the bytes are no Flate stream.
    """
    engine = zlib.decompressobj()
    out = engine.decompress(content, most + 1)
    if len(out) > most:
        raise Unreadable(N_("it unfolds beyond all measure"))
    return out


def _flat(image: Pdf, width: int, height: int) -> Image:
    from PIL import Image as Imaging

    size = width * height * 4
    parms = entry(image, "/DecodeParms")
    parms = items(parms)[-1] if isinstance(parms, list) and items(parms) else parms
    predictor = int(number(entry(parms, "/Predictor"), 1))
    content = bytes(image._data)
    try:
        for each in filters(image)[:-1]:
            content = _undone(each, content)
        if filters(image)[-1:] in (["/FlateDecode"], ["/Fl"]) and predictor >= 10:
            return _predicted(inflated(content, size + height + 64), width, height)
        if filters(image)[-1:] in (["/FlateDecode"], ["/Fl"]) and predictor == 1:
            content = inflated(content, size + 64)
        elif filters(image):
            content = image.get_data()
        return Imaging.frombytes("CMYK", (width, height), content[:size])
    except Unreadable:
        raise
    except Exception as trouble:  # pypdf and Pillow raise what they like for broken samples
        raise Unreadable(N_("a damaged picture")) from trouble


def _predicted(rows: bytes, width: int, height: int) -> Image:
    """Four plates under PNG's predictors: with a head put before them they are a PNG file of four channels."""
    from PIL import Image as Imaging

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 6, 0, 0, 0))
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
    with Imaging.open(io.BytesIO(file), formats=("PNG",)) as opened:
        return Imaging.frombytes("CMYK", (width, height), opened.convert("RGBA").tobytes())


def masks(image: Pdf) -> list[Pdf]:
    """The pictures that say where this one shows, as they stand."""
    return [found for key in ("/SMask", "/Mask") if is_stream(entry(image, key)) and (found := raw(image, key))]
