"""Gradients of RGB as tables of inks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.desk.file_editor import Editor
from pressroom.findings import N_
from pressroom.pdf.errors import Unreadable
from pressroom.pdf.functions import function
from pressroom.pdf.meshes import MESHES
from pressroom.pdf.objects import entry, number, numbers
from pressroom.pdf.spaces import Space, space_of

_STEPS, _DEEPEST = 256, 20
Convert = Callable[[Space, list[float]], bytes | None]


def separated_gradients(editor: Editor, convert: Convert) -> int:
    """Convert every gradient of the file; how many were."""
    return sum(_separated(editor, shading, convert) for each in editor.file.objects for shading in _shadings(each))


def _shadings(holder: Any, depth: int = 0) -> Iterator[Any]:
    """The shadings in an object, itself included; not those that it refers to."""
    import pikepdf

    if depth > _DEEPEST or not isinstance(holder, pikepdf.Object):
        return
    if holder._type_code in (pikepdf.ObjectType.dictionary, pikepdf.ObjectType.stream):
        if "/ShadingType" in holder:
            yield holder
        members = [holder.get(key) for key in holder.keys()]  # noqa: SIM118 - iterating over a stream reads its bytes
    elif holder._type_code == pikepdf.ObjectType.array:
        members = [*holder]
    else:
        return
    for each in members:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _shadings(each, depth + 1)


def _separated(editor: Editor, written: Any, convert: Convert) -> int:
    import pikepdf

    assert editor.proof.document is not None
    shading = editor.proof.document.value(written)
    space = space_of(entry(shading, "/ColorSpace"), None)
    if space.kind not in ("rgb", "lab"):
        return 0
    kind, domain = int(number(entry(shading, "/ShadingType"), 0.0)), numbers(entry(shading, "/Domain")) or [0.0, 1.0]
    if kind in MESHES or kind == 1 or len(domain) != 2:
        editor.leave(N_("a gradient of a kind that is not converted"))
        return 0
    try:
        work = function(entry(shading, "/Function"))
        rows = [convert(space, work([domain[0] + (domain[1] - domain[0]) * step / (_STEPS - 1)]))
                for step in range(_STEPS)]
    except Unreadable:
        rows = [None]
    if None in rows:
        editor.leave(N_("a gradient whose colours cannot be read"))
        return 0
    table = bytes(round(255 * min(1.0, max(0.0, float(part)))) for row in rows if row for part in row.split())
    stream = editor.file.make_stream(table)
    for key, value in (("/FunctionType", 0), ("/Domain", [*domain]), ("/Range", [0, 1] * 4), ("/Size", [_STEPS]),
                       ("/BitsPerSample", 8)):
        stream[key] = pikepdf.Array(value) if isinstance(value, list) else value
    written["/ColorSpace"], written["/Function"] = pikepdf.Name.DeviceCMYK, stream
    ground = convert(space, numbers(entry(shading, "/Background")))
    if "/Background" in written and ground is not None:
        written["/Background"] = pikepdf.Array([float(part) for part in ground.split()])
    return 1
