"""Pictures: RGB and Lab to the printing condition; grey to the black plate, its pixels untouched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from pressroom.desk.file_editor import Editor
from pressroom.desk.fixups.separation import Separation
from pressroom.findings import N_
from pressroom.pdf.objects import entry, numbers
from pressroom.preflight.walk.painted import PaintedPicture
from pressroom.preflight.walk.tracing import Identity

_MOST_PIXELS = 60_000_000
_MATTE = N_("its colours are mixed with those of its mask")


def _pictures(editor: Editor, kinds: tuple[str, ...]) -> Iterator[tuple[Identity, PaintedPicture]]:
    """The pictures of these kinds of colours, each once; those inside content or in masks, too, are told as left."""
    found: dict[Identity, PaintedPicture] = {}
    masks, inside = set[Identity](), 0
    for _, trace in editor.streams.traces:
        thing = trace.thing
        if not isinstance(thing, PaintedPicture) or thing.space is None or thing.space.kind not in kinds:
            continue
        if thing.content is not None:
            inside += not trace.masking
        elif trace.masking:
            masks.add(thing.stream.identity)
        else:
            found[thing.stream.identity] = thing
    if inside:
        editor.leave(N_("{count} picture{count||s} inside the content"), count=inside)
    for stream, picture in found.items():
        if stream in masks:
            _leave(editor, picture, N_("it is part of a soft mask, too"))
        else:
            yield stream, picture


def _leave(editor: Editor, picture: PaintedPicture, reason: str) -> None:
    editor.leave(N_("a picture of {width} x {height} pixels: {reason}"), width=picture.pixels[0],
                 height=picture.pixels[1], reason=reason)


def separated_pictures(editor: Editor, separation: Separation) -> int:
    """Convert RGB pictures to CMYK; how many were."""
    count = 0
    for stream, picture in _pictures(editor, ("rgb", "lab")):
        why = _kept_as_it_is(picture)
        pixels = None if why else _separated(editor, stream, picture, separation)
        if pixels is None:
            _leave(editor, picture, why or N_("its pixels cannot be read"))
        else:
            _write(editor.file.get_object(stream), pixels)
            count += 1
    return count


def _kept_as_it_is(picture: PaintedPicture) -> str:
    if picture.pixels[0] * picture.pixels[1] > _MOST_PIXELS:
        return N_("it is too large")
    if isinstance(entry(picture.stream, "/Mask"), list):
        return N_("some of its colours are transparent")
    if entry(entry(picture.stream, "/SMask"), "/Matte") is not None:
        return _MATTE
    return N_("it is in Lab") if picture.space is not None and picture.space.kind == "lab" else ""


def _separated(editor: Editor, stream: Identity, picture: PaintedPicture, separation: Separation) -> bytes | None:
    """The inks of an RGB picture, four bytes a pixel; None where its pixels cannot be read."""
    import pikepdf
    from PIL import ImageCms, ImageOps

    space = picture.space
    assert space is not None
    own = separation.profile_of(space.base if space.family == "Indexed" and space.base is not None else space)
    conversion = None if own is None else separation.conversion(own)
    if conversion is None:
        return None
    try:
        written: Any = editor.file.get_object(stream)
        image = pikepdf.PdfImage(written).as_pil_image().convert("RGB")
        if numbers(entry(picture.stream, "/Decode"))[:2] == [1.0, 0.0] and space.family != "Indexed":
            image = ImageOps.invert(image)
        inks: Any = ImageCms.applyTransform(image, conversion)
        return bytes(inks.tobytes())
    except (pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, ImageCms.PyCMSError, OSError, ValueError,
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
    for identity, picture in _pictures(editor, ("grey",)):
        space = picture.space
        assert space is not None
        if entry(entry(picture.stream, "/SMask"), "/Matte") is not None:
            _leave(editor, picture, _MATTE)
            continue
        stream = editor.file.get_object(identity)
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
