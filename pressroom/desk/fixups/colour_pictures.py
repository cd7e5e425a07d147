"""Pictures: RGB and Lab to the printing condition; grey to the black plate, its pixels untouched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from pressroom.colour.profiles import opened, srgb_profile, transform
from pressroom.desk.file_editor import Editor
from pressroom.findings import N_
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import entry, numbers
from pressroom.pdf.streams import decoded
from pressroom.preflight.walk.painted import PaintedPicture

_MOST_PIXELS = 60_000_000


def _pictures(editor: Editor, kinds: tuple[str, ...]) -> Iterator[tuple[int, PaintedPicture]]:
    """The pictures of these kinds of colours, each once; those inside content are told as left."""
    seen: set[int] = set()
    for _, trace in editor.traces():
        thing = trace.thing
        if not isinstance(thing, PaintedPicture) or thing.space is None or thing.space.kind not in kinds:
            continue
        if trace.masking or thing.object_id in seen:
            continue
        seen.add(thing.object_id)
        if thing.object_id <= 0:
            editor.leave(N_("a picture inside the content"))
        else:
            yield thing.object_id, thing


def separated_pictures(editor: Editor, profile: bytes) -> int:
    """Convert RGB pictures to CMYK; how many were."""
    count = 0
    for number, picture in _pictures(editor, ("rgb", "lab")):
        assert picture.space is not None
        why = _kept_as_it_is(picture)
        pixels = None if why else _separated(editor, number, picture, profile)
        if pixels is None:
            editor.leave(N_("a picture of {width} x {height} pixels: {reason}"), width=picture.pixels[0],
                         height=picture.pixels[1], reason=why or N_("its pixels cannot be read"))
            continue
        _write(editor.file.get_object(number, 0), pixels)
        count += 1
    return count


def _kept_as_it_is(picture: PaintedPicture) -> str:
    if picture.pixels[0] * picture.pixels[1] > _MOST_PIXELS:
        return N_("it is too large")
    if isinstance(entry(picture.stream, "/Mask"), list):
        return N_("some of its colours are transparent")
    if entry(entry(picture.stream, "/SMask"), "/Matte") is not None:
        return N_("its colours are mixed with those of its mask")
    return N_("it is in Lab") if picture.space is not None and picture.space.kind == "lab" else ""


def _separated(editor: Editor, number: int, picture: PaintedPicture, profile: bytes) -> bytes | None:
    """The inks of an RGB picture, four bytes a pixel; None where its pixels cannot be read."""
    import pikepdf
    from PIL import ImageCms, ImageOps

    space = picture.space
    assert space is not None
    holder = space.base if space.family == "Indexed" and space.base is not None else space
    try:
        own = b"" if holder.profile is None else decoded(holder.profile)
        stream: Any = editor.file.get_object(number, 0)
        image = pikepdf.PdfImage(stream).as_pil_image().convert("RGB")
        if numbers(entry(picture.stream, "/Decode"))[:2] == [1.0, 0.0] and space.family != "Indexed":
            image = ImageOps.invert(image)
        conversion = transform(opened(own) if own else srgb_profile(), "RGB", opened(profile), "CMYK")
        inks: Any = ImageCms.applyTransform(image, conversion)
        return bytes(inks.tobytes())
    except (pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, ImageCms.PyCMSError, Undecodable, OSError, ValueError,
            NotImplementedError, AttributeError, TypeError, KeyError):
        return None


def _write(stream: Any, pixels: bytes) -> None:
    import pikepdf

    stream.write(zlib.compress(pixels, 6), filter=pikepdf.Name.FlateDecode)
    stream["/ColorSpace"], stream["/BitsPerComponent"] = pikepdf.Name.DeviceCMYK, 8
    for key in ("/Decode", "/Intent", "/DecodeParms"):
        if key in stream:
            del stream[key]


def grey_pictures(editor: Editor) -> int:
    """Have grey pictures print on the black plate; how many do. Their bytes stay: white is then no ink."""
    import pikepdf

    count = 0
    black = None
    for number, picture in _pictures(editor, ("grey",)):
        space = picture.space
        assert space is not None
        stream = editor.file.get_object(number, 0)
        if black is None:
            tint = pikepdf.Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1])
            black = editor.file.make_indirect(pikepdf.Array([
                pikepdf.Name.Separation, pikepdf.Name.Black, pikepdf.Name.DeviceCMYK, tint]))
        if space.family == "Indexed":
            palette = bytes(255 - value for value in space.lookup)
            stream["/ColorSpace"] = pikepdf.Array([pikepdf.Name.Indexed, black, space.most, pikepdf.String(palette)])
        else:
            stated = numbers(entry(picture.stream, "/Decode")) or [0.0, 1.0]
            stream["/ColorSpace"], stream["/Decode"] = black, pikepdf.Array([1 - stated[0], 1 - stated[1]])
        count += 1
    return count
