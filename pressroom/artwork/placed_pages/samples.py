"""Pictures of a placed page, converted to sRGB."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pressroom.artwork.placed_pages.objects import stream
from pressroom.artwork.placed_pages.spaces import Inks, Space
from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable, Unreadable
from pressroom.pdf.objects import Pdf, entry, number, numbers, raw_pairs
from pressroom.pdf.streams import filters, parameters, png, without_filters

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000
_MOST_CODED = 64 * 2**20  # bytes of a JPEG
_QUALITY = 92
# Entries that describe the old samples.
_OTHER_SAMPLES = ("/Filter", "/DecodeParms", "/Length", "/ColorSpace", "/BitsPerComponent", "/Decode")
OMITTED_KEYS = ("/OC", "/Metadata", "/StructParent", "/ID", "/Length")


def unscreenable(image: Pdf, space: Space) -> str:
    """Why a picture in a space that changes cannot be converted to sRGB; empty when it can."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8.0))
    mask = entry(image, "/Mask")
    if space.kind != "indexed" and isinstance(mask, list):
        return N_("a picture with a colour that is masked out")
    if entry(image, "/SMask", "/Matte") is not None:
        return N_("a picture already blended with its background (Matte)")
    if space.kind == "indexed":
        return ""
    if space.kind in ("grey", "plates"):
        return "" if space.parts == 1 and bits <= 8 else N_("a picture on several plates")
    if "JPXDecode" in filters(image):
        return N_("a JPEG 2000 picture")
    if bits != 8:
        return N_("a picture of another depth than 8 bits")
    width, height = (int(number(entry(image, key), 0.0)) for key in ("/Width", "/Height"))
    return "" if 0 < width * height <= _MOST_PIXELS else N_("a picture with too many pixels")


def on_screen(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """The picture in sRGB; its masks are unchanged.

    Raises:
        Unreadable: it cannot be decoded, or `unscreenable`.
    """
    why = unscreenable(image, space)
    if why:
        raise Unreadable(why)
    if space.kind != "cmyk" and not (space.kind == "grey" and filters(image)[-1:] == ["DCTDecode"]):
        return _with_palette(image, space, inks)
    width, height = (int(number(entry(image, key), 0.0)) for key in ("/Width", "/Height"))
    jpeg = filters(image)[-1:] == ["DCTDecode"]
    decode = numbers(entry(image, "/Decode"))
    if space.kind == "grey" and len(decode) == 2:  # the black plate is the inverse of grey
        decode = [0, 1, 0, 1, 0, 1, 1 - decode[1], 1 - decode[0]]
    plates = _with_decode(_jpeg(image) if jpeg else _flat(image, width, height), decode, (width, height))
    screen_pixels = inks.on_screen(plates)
    entries = {key: value for key, value in raw_pairs(image) if key not in (*_OTHER_SAMPLES, *OMITTED_KEYS, "/Intent")}
    entries |= {"/ColorSpace": "/DeviceRGB", "/BitsPerComponent": 8}
    if not jpeg:
        return stream(screen_pixels.tobytes(), entries)
    screen_pixels.info = {}
    out = io.BytesIO()
    screen_pixels.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return stream(out.getvalue(), {**entries, "/Filter": "/DCTDecode"}, coded=True)


def _with_palette(image: Pdf, space: Space, inks: Inks) -> Pdf:
    """A picture of one component keeps its samples; they become indices of a palette."""
    bits = int(number(entry(image, "/BitsPerComponent"), 8.0))
    count = space.most + 1 if space.kind == "indexed" else 1 << bits
    palette = stream(inks.table(space, count), {})
    entries: dict[str, Any] = {key: value for key, value in raw_pairs(image) if key not in OMITTED_KEYS}
    entries["/ColorSpace"] = ["/Indexed", "/DeviceRGB", count - 1, palette]
    decode = numbers(entries.pop("/Decode", None))
    if decode and space.kind == "indexed":
        entries["/Decode"] = decode
    elif decode:
        entries["/Decode"] = [part * (count - 1) for part in decode]
    return stream(image.raw, entries, coded=True)


def _with_decode(samples: Image, decode: list[float], size: tuple[int, int]) -> Image:
    from PIL import Image as Imaging

    if samples.size != size:
        raise Unreadable(N_("a picture whose size differs from the stated one"))
    if len(decode) != 8 or decode == [0, 1] * 4:
        return samples
    planes = [plane.point([min(max(round(255 * (low + (high - low) * step / 255)), 0), 255) for step in range(256)])
              for plane, low, high in zip(samples.split(), decode[0::2], decode[1::2], strict=True)]
    return Imaging.merge("CMYK", planes)


def _jpeg(image: Pdf) -> Image:
    """The coded samples of a JPEG; Pillow inverts CMYK samples, as Photoshop writes them, and this undoes it."""
    from PIL import Image as Imaging
    from PIL import ImageChops

    content = _content(image, _MOST_CODED)
    try:
        with Imaging.open(io.BytesIO(content), formats=("JPEG",)) as jpeg:
            if jpeg.mode == "L" and jpeg.width * jpeg.height <= _MOST_PIXELS:
                none = Imaging.new("L", jpeg.size, 0)
                return Imaging.merge("CMYK", (none, none, none, ImageChops.invert(jpeg)))
            if jpeg.mode != "CMYK" or jpeg.width * jpeg.height > _MOST_PIXELS:
                raise Unreadable(N_("a picture whose colours differ from the stated ones"))
            return ImageChops.invert(jpeg.convert("CMYK"))
    except (OSError, ValueError, SyntaxError) as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble


def _content(image: Pdf, most: int) -> bytes:
    """A picture's bytes with every filter undone except a picture coding.

    Raises:
        Unreadable: they cannot be decoded, or exceed `most`.
    """
    try:
        return without_filters(image.raw, image, most)
    except Undecodable as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble


def _flat(image: Pdf, width: int, height: int) -> Image:
    from PIL import Image as Imaging

    coded = filters(image)
    predictor = number(entry(parameters(image, len(coded) - 1), "/Predictor"), 1.0) if coded else 1.0
    try:
        if coded == ["FlateDecode"] and predictor >= 10:  # PNG rows of four channels, without a PNG header
            return Imaging.frombytes("CMYK", (width, height), png(image.raw, width, height, 4).tobytes())
        content = _content(image, width * height * 4 + height + 64)
        return Imaging.frombytes("CMYK", (width, height), content[:width * height * 4])
    except (Undecodable, ValueError) as trouble:
        raise Unreadable(N_("a damaged picture")) from trouble
