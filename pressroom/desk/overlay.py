"""A panel laid over one page of a PDF as a form XObject; every other object of the file is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pressroom.artwork.placed_pages import Form
from pressroom.desk import structure
from pressroom.desk.original import Original
from pressroom.desk.structure import Spoken
from pressroom.preflight.quiet import quiet
from pressroom.sheet.geometry import Box


@dataclass(frozen=True, slots=True)
class Laid:
    """A file with its panel.

    Attributes:
        content: its bytes.
        heard: whether the panel is in the structure of a tagged file; True where there is none to be in.
    """

    content: bytes
    heard: bool


def merged(brought: Original, number: int, form: Form, overlay: bytes, panel: Box, spoken: Spoken) -> Laid:
    """The brought file with the panel as the last thing painted on one page; nothing else of it changes."""
    import pypdf
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    with quiet():
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(brought.content))
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
        mcid = structure.placed(writer, page, spoken, _corners(matrix, panel)) if tagged else None
        # In a file that can be heard, what is not in its tree must say so (PDF/UA-1, 7.1).
        opening = "/Artifact BMC" if mcid is None else f"/Figure <</MCID {mcid}>> BDC"
        shown = " ".join(f"{part:.5f}" for part in matrix)
        before, after = StreamObject(), StreamObject()
        before.set_data(b"q\n")
        after.set_data(f"\nQ\n{opening} q {shown} cm {name} Do Q EMC\n".encode())
        found = page.get("/Contents")
        held = found.get_object() if found is not None else None
        kept = list(held) if isinstance(held, ArrayObject) else [page.raw_get("/Contents")] if found is not None else []
        page[NameObject("/Contents")] = ArrayObject(
            [writer._add_object(before), *kept, writer._add_object(after)])
        writer.pdf_header = max("%PDF-1.6", writer.pdf_header)
        out = io.BytesIO()
        writer.write(out)
    return Laid(out.getvalue(), not tagged or mcid is not None)


def _corners(matrix: tuple[float, ...], panel: Box) -> tuple[float, float, float, float]:
    """The panel in the page's own space: left, bottom, right, top."""
    a, b, c, d, e, f = matrix
    across, up = (e, e + a * panel.width + c * panel.height), (f, f + b * panel.width + d * panel.height)
    return min(across), min(up), max(across), max(up)


def _own(holder: Any, key: str, kind: Any) -> Any:
    """A dictionary of `holder` that is its own, so that what is added shows on no other page."""
    from pypdf.generic import NameObject

    inherited, node = holder.get(key), holder
    while inherited is None and node.get("/Parent") is not None:
        node = node["/Parent"].get_object()
        inherited = node.get(key)
    made = kind()
    if inherited is not None:
        found = inherited.get_object()
        made.update({name: dict.__getitem__(found, name) for name in found})
    holder[NameObject(key)] = made
    return made


def _matrix(form: Form, panel: Box) -> tuple[float, ...]:
    """From the panel's own space (y up, from its bottom-left) to the page's, which may be shown turned."""
    x0, y0, x1, y1 = form.trim
    left, low = panel.x0, form.size[1] - panel.y1
    if form.rotate == 90:
        return 0, 1, -1, 0, x1 - low, y0 + left
    if form.rotate == 180:
        return -1, 0, 0, -1, x1 - left, y1 - low
    if form.rotate == 270:
        return 0, -1, 1, 0, x0 + low, y1 - left
    return 1, 0, 0, 1, x0 + left, y0 + low
