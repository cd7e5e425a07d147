"""A panel laid over one page of a PDF as a form XObject; every other object of the file stays."""

from __future__ import annotations

import io
from typing import Any

from pressroom.artwork.placed_pages import Form
from pressroom.desk import structure
from pressroom.desk.original import Original
from pressroom.desk.structure import PanelText
from pressroom.preflight.quiet import quiet
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A file with its panel.

    Attributes:
        content: its bytes.
        in_structure: whether the panel is in the structure of a tagged file; True for an untagged file.
    """

    content: bytes
    in_structure: bool


def merge(original: Original, number: int, form: Form, overlay: bytes, panel: Box, panel_text: PanelText) -> MergedFile:
    """The original with the panel painted last on one page; nothing else changes."""
    import pypdf
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    with quiet():
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(original.content))
        page = writer.pages[number - 1]
        source = pypdf.PdfReader(io.BytesIO(overlay)).pages[0]
        mark = StreamObject()
        mark.set_data(source["/Contents"].get_data())  # type: ignore[attr-defined]
        mark.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                     NameObject("/BBox"): ArrayObject(source.mediabox),
                     NameObject("/Resources"): source["/Resources"].clone(writer)})
        reference = writer._add_object(mark.flate_encode())
        resources = _own(page, "/Resources", DictionaryObject)
        xobjects = _own(resources, "/XObject", DictionaryObject)
        name = next(f"/Stamp{count}" for count in range(1, 1000) if f"/Stamp{count}" not in xobjects)
        xobjects[NameObject(name)] = reference
        matrix = _matrix(form, panel)
        tagged = structure.is_tagged(writer._root_object)
        mcid = structure.add_figure(writer, page, panel_text, _corners(matrix, panel)) if tagged else None
        # In a tagged file, content outside the structure must be marked as an artifact (PDF/UA-1, 7.1).
        opening = "/Artifact BMC" if mcid is None else f"/Figure <</MCID {mcid}>> BDC"
        numbers = " ".join(f"{part:.5f}" for part in matrix)
        before, after = StreamObject(), StreamObject()
        before.set_data(b"q\n")
        after.set_data(f"\nQ\n{opening} q {numbers} cm {name} Do Q EMC\n".encode())
        contents = page.get("/Contents")
        if contents is None:
            streams = []
        else:
            contents = contents.get_object()
            streams = list(contents) if isinstance(contents, ArrayObject) else [page.raw_get("/Contents")]
        page[NameObject("/Contents")] = ArrayObject(
            [writer._add_object(before), *streams, writer._add_object(after)])
        writer.pdf_header = max("%PDF-1.6", writer.pdf_header)
        out = io.BytesIO()
        writer.write(out)
    return MergedFile(out.getvalue(), not tagged or mcid is not None)


def _corners(matrix: tuple[float, ...], panel: Box) -> tuple[float, float, float, float]:
    """The panel in the page's own space: left, bottom, right, top."""
    a, b, c, d, e, f = matrix
    across, up = (e, e + a * panel.width + c * panel.height), (f, f + b * panel.width + d * panel.height)
    return min(across), min(up), max(across), max(up)


def _own(holder: Any, key: str, kind: Any) -> Any:
    """A copy of a dictionary, held by `holder` alone, so that entries added to it affect no other page."""
    from pypdf.generic import NameObject

    inherited, node = holder.get(key), holder
    while inherited is None and node.get("/Parent") is not None:
        node = node["/Parent"].get_object()
        inherited = node.get(key)
    own = kind()
    if inherited is not None:
        found = inherited.get_object()
        own.update({name: dict.__getitem__(found, name) for name in found})
    holder[NameObject(key)] = own
    return own


def _matrix(form: Form, panel: Box) -> tuple[float, ...]:
    """From the panel's own space (y up, from its bottom-left) to the page's, which may be rotated."""
    x0, y0, x1, y1 = form.trim
    left, low = panel.x0, form.size[1] - panel.y1
    if form.rotate == 90:
        return 0, 1, -1, 0, x1 - low, y0 + left
    if form.rotate == 180:
        return -1, 0, 0, -1, x1 - left, y1 - low
    if form.rotate == 270:
        return 0, -1, 1, 0, x0 + low, y1 - left
    return 1, 0, 0, 1, x0 + left, y0 + low
