"""Gradients of RGB as tables of inks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor
from pressroom.desk.fixups.separation import Separation
from pressroom.findings import N_
from pressroom.pdf.content import instructions
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.functions import function
from pressroom.pdf.meshes import MESHES
from pressroom.pdf.objects import Pdf, entry, number, numbers
from pressroom.pdf.spaces import Space, space_of

_STEPS = 256
Place = tuple[object, ...]
"""Of a shading: the identity of its object, or where it is written."""


def separated_gradients(editor: Editor, separation: Separation) -> int:
    """Convert every gradient that prints; how many were."""
    masks, printing = dict[Place, Any](), dict[Place, tuple[Any, Pdf]]()
    for source in editor.streams:
        entered = editor.streams.entered.get(source)
        for place, shading in _shadings(editor, source):
            if entered is None or entered.printing:
                printing[place] = shading, editor.resources(source)
            if entered is not None and entered.masking:
                masks[place] = shading
    count = 0
    for place, (shading, resources) in printing.items():
        if place in masks:
            editor.leave(N_("a gradient that is part of a soft mask, too"))
        else:
            count += _separated(editor, shading, resources, separation)
    return count


def _shadings(editor: Editor, source: Source) -> Iterator[tuple[Place, Any]]:
    """The shadings that a stream paints, in the file."""
    keys = [("/Shading" if operator == "sh" else "/Pattern", str(operands[-1]))
            for operator, operands, *_ in instructions(editor.content(source))
            if operator in ("sh", "scn", "SCN") and operands and isinstance(operands[-1], str)]
    import pikepdf

    kinds = pikepdf.Dictionary | pikepdf.Stream
    resources = editor.written_resources(source) if keys else None
    for kind, key in dict.fromkeys(keys):
        found: Any = (resources or {}).get(kind, {}).get(key)
        place: Place = (source, kind, key)
        if kind == "/Pattern" and isinstance(found, kinds):
            place = found.objgen if found.is_indirect else place
            found = found.get("/Shading")
        if isinstance(found, kinds) and "/ShadingType" in found:
            yield (found.objgen if found.is_indirect else place), found


def _separated(editor: Editor, written: Any, resources: Pdf, separation: Separation) -> int:
    import pikepdf

    assert editor.proof.document is not None
    shading = editor.proof.document.value(written)
    space = space_of(entry(shading, "/ColorSpace"), resources)
    if space.kind not in ("rgb", "lab"):
        return 0
    kind, domain = int(number(entry(shading, "/ShadingType"), 0.0)), numbers(entry(shading, "/Domain")) or [0.0, 1.0]
    if kind in MESHES or kind == 1 or len(domain) != 2:
        editor.leave(N_("a gradient of a kind that is not converted"))
        return 0
    rows = _row(shading, space, domain, separation)
    if rows is None:
        editor.leave(N_("a gradient whose colours cannot be read"))
        return 0
    stream = editor.file.make_stream(bytes(round(255 * part) for row in rows for part in row))
    for key, value in (("/FunctionType", 0), ("/Domain", [*domain]), ("/Range", [0, 1] * 4), ("/Size", [_STEPS]),
                       ("/BitsPerSample", 8)):
        stream[key] = pikepdf.Array(value) if isinstance(value, list) else value
    written["/ColorSpace"], written["/Function"] = pikepdf.Name.DeviceCMYK, stream
    ground = separation.row(space, [numbers(entry(shading, "/Background"))])
    if "/Background" in written and ground is not None:
        written["/Background"] = pikepdf.Array([round(part, 5) for part in ground[0]])
    return 1


def _row(shading: Pdf, space: Space, domain: list[float], separation: Separation) -> list[tuple[float, ...]] | None:
    """The inks of a gradient in equal steps from its beginning to its end; None where they cannot be read."""
    try:
        work = function(entry(shading, "/Function"))
        return separation.row(space, [work([domain[0] + (domain[1] - domain[0]) * step / (_STEPS - 1)])
                                      for step in range(_STEPS)])
    except Unreadable:
        return None
