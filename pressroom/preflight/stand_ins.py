"""Reduced stand-ins for large CMYK photographs of our own files, so that drawing a page does not convert them whole.

PDFium converts every pixel of a CMYK picture before it scales it: a photograph of 3.7 megapixels takes 0.2 s, however
small the drawing is. The stand-in has the same colours in the same space, and at least as many pixels as the drawing.
Ink and resolution are judged on the picture itself, and the files of other programs are drawn as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.pdf.errors import Undecodable, Unreadable
from pressroom.pdf.objects import Name, Pdf, Reference, raw_entry
from pressroom.preflight.kept_pictures import KeptPictures, worth_keeping
from pressroom.preflight.symbols import may_be_symbol
from pressroom.preflight.walk.painted import PaintedPicture

_REDUCTIONS = (8, 4, 2)  # that a JPEG can be decoded at
_REPLACED = ("/Width", "/Height", "/Filter", "/DecodeParms", "/Decode", "/Length")


def with_stand_ins(pdf: bytes, trailer: Pdf, drawn: Iterable[tuple[PaintedPicture, float]],
                   kept: KeptPictures) -> bytes:
    """The file with an update in which large photographs are reduced; `drawn` are pictures and pixels a point.

    The file itself where none is large, or where it is not of the form that this program writes.
    """
    finest: dict[int, tuple[PaintedPicture, float]] = {}
    for picture, scale in drawn:
        if worth_keeping(picture) and picture.object_id > 0 and not may_be_symbol(picture):
            share = picture.ppi / 72 / scale  # pixels of the picture for one of the drawing
            if picture.object_id not in finest or share < finest[picture.object_id][1]:
                finest[picture.object_id] = picture, share
    try:
        objects = {number: _reduced(picture, reduction, kept) for number, (picture, share) in finest.items()
                   for reduction in [next((each for each in _REDUCTIONS if each <= share), 1)] if reduction > 1}
        return _updated(pdf, trailer, objects) if objects else pdf
    except (Undecodable, Unreadable, ValueError):
        return pdf


def _reduced(picture: PaintedPicture, reduction: int, kept: KeptPictures) -> bytes:
    width, height, content = kept.reduced(picture, reduction)
    entries = b" ".join(key.encode("ascii") + b" " + _token(dict.__getitem__(picture.stream, key))
                        for key in picture.stream if key not in _REPLACED)
    return b"<< %s /Width %d /Height %d /Length %d >>\nstream\n%s\nendstream" % (
        entries, width, height, len(content), content)


def _token(value: Pdf) -> bytes:
    """A plain value as it is written in a file; a ValueError for any other."""
    if isinstance(value, Reference):
        return b"%d %d R" % (value.idnum, value.generation)
    if isinstance(value, Name) and value[1:].isalnum() and value.isascii():
        return value.encode("ascii")
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | float):
        return f"{value:g}".encode("ascii")
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(_token, list.__iter__(value)))
    raise ValueError(value)


def _updated(pdf: bytes, trailer: Pdf, objects: Mapping[int, bytes]) -> bytes:
    """The file with an incremental update (ISO 32000-1, 7.5.6), which has no cross-reference stream."""
    words = pdf[pdf.rindex(b"startxref"):].split()
    before = int(words[1])
    if pdf[before:before + 4] != b"xref":
        raise ValueError("a cross-reference stream")
    size, root = int(raw_entry(trailer, "/Size")), _token(raw_entry(trailer, "/Root"))
    parts, at, table = [pdf, b"\n"], len(pdf) + 1, [b"xref\n"]
    for number in sorted(objects):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, objects[number]))
        table.append(b"%d 1\n%010d 00000 n \n" % (number, at))
        at += len(parts[-1])
    end = b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, before, at)
    return b"".join([*parts, *table, end])
