"""Pictures of another file's page, said in a screen's colours."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.spaces import Inks, Space
from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable, Unreadable
from pressroom.pdf.objects import Pdf, entry, number, numbers, raw_pairs
from pressroom.pdf.streams import filters, parameters, png, undone

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000
_MOST_CODED = 64 * 2**20  # bytes of a JPEG
_QUALITY = 92
# What is no longer so once the samples are others, or leads out of the picture.
_OTHER_SAMPLES = ("/Filter", "/DecodeParms", "/Length", "/ColorSpace", "/BitsPerComponent", "/Decode")
LEFT_OUT = ("/OC", "/Metadata", "/StructParent", "/ID", "/Length")


def unscreenable(image: Pdf, space: Space) -> str:
    """Why a picture in a space that changes cannot be said in screen colours; empty when it can."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8.0))
    mask = entry(image, "/Mask")
    if space.kind != "indexed" and isinstance(mask, list):
        return N_("a picture with a colour left out")
    if entry(image, "/SMask", "/Matte") is not None:
        return N_("a picture mixed with its ground beforehand (Matte)")
    if space.kind == "indexed":
        return ""
    if space.kind in ("grey", "plates"):
        return "" if space.parts == 1 and bits <= 8 else N_("a picture on several plates")
    if "JPXDecode" in filters(image):
        return N_("a JPEG 2000 picture")
    if bits != 8:
        return N_("a picture of more or fewer than 8 bits")
    width, height = (int(number(entry(image, key), 0.0)) for key in ("/Width", "/Height"))
    return "" if 0 < width * height <= _MOST_PIXELS else N_("a picture of too many pixels")


def on_screen(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """The same picture in sRGB; its masks stay as they are.

    Raises:
        Unreadable: it cannot be decoded, or `unscreenable`.
    """
    why = unscreenable(image, space)
    if why:
        raise Unreadable(why)
    if space.kind != "cmyk" and not (space.kind == "grey" and filters(image)[-1:] == ["DCTDecode"]):
        return _relabelled(image, space, inks)
    width, height = (int(number(entry(image, key), 0.0)) for key in ("/Width", "/Height"))
    jpeg = filters(image)[-1:] == ["DCTDecode"]
    decode = numbers(entry(image, "/Decode"))
    if space.kind == "grey" and len(decode) == 2:  # black is what is left of white
        decode = [0, 1, 0, 1, 0, 1, 1 - decode[1], 1 - decode[0]]
    plates = _decoded(_jpeg(image) if jpeg else _flat(image, width, height), decode, (width, height))
    shown = inks.shown(plates)
    kept = {key: value for key, value in raw_pairs(image) if key not in (*_OTHER_SAMPLES, *LEFT_OUT, "/Intent")}
    kept |= {"/ColorSpace": "/DeviceRGB", "/BitsPerComponent": 8}
    if not jpeg:
        return stream(shown.tobytes(), kept)
    shown.info = {}
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return stream(out.getvalue(), {**kept, "/Filter": "/DCTDecode"}, coded=True)


def _relabelled(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """A picture of one component keeps its samples: they become places in a palette."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8.0))
    count = space.most + 1 if space.kind == "indexed" else 1 << bits
    palette = stream(inks.table(space, count), {})
    kept: dict[str, Any] = {key: value for key, value in raw_pairs(image) if key not in LEFT_OUT}
    kept["/ColorSpace"] = ["/Indexed", "/DeviceRGB", count - 1, palette]
    decode = numbers(kept.pop("/Decode", None))
    if decode and space.kind == "indexed":
        kept["/Decode"] = decode
    elif decode:
        kept["/Decode"] = [part * (count - 1) for part in decode]
    return stream(image.raw, kept, coded=True)


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

    content = _content(image, _MOST_CODED)
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


def _content(image: Pdf, most: int) -> bytes:
    """A picture's bytes with every filter undone but a coding of pictures.

    Raises:
        Unreadable: they cannot be, or come to more than `most`.
    """
    try:
        return undone(image.raw, image, most)
    except Undecodable as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble


def _flat(image: Pdf, width: int, height: int) -> Image:
    from PIL import Image as Imaging

    coded = filters(image)
    predictor = number(entry(parameters(image, len(coded) - 1), "/Predictor"), 1.0) if coded else 1.0
    try:
        if coded == ["FlateDecode"] and predictor >= 10:  # a PNG file of four channels, but for its head
            return Imaging.frombytes("CMYK", (width, height), png(image.raw, width, height, 4).tobytes())
        content = _content(image, width * height * 4 + height + 64)
        return Imaging.frombytes("CMYK", (width, height), content[:width * height * 4])
    except (Undecodable, ValueError) as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble
