"""Layers: what is hidden goes, and what is shown stays without its layer (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.findings import N_
from pressroom.pdf.content import instructions
from pressroom.pdf.objects import Pdf, entry, items, name, object_id, raw_entry

_PATHS = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"))
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_OPENS = frozenset(("BMC", "BDC"))


class _Undecided(Exception):  # noqa: N818 - a state of the file
    """Whether something shows depends on more than is read here."""


class _Layers:
    """Which layers are shown, by the default configuration."""

    def __init__(self, catalogue: Pdf) -> None:
        stated = entry(catalogue, "/OCProperties")
        default = entry(stated, "/D")
        self._base_off = name(entry(default, "/BaseState")) == "OFF"
        self._on = {object_id(each) for each in _raw_items(default, "/ON")}
        self._off = {object_id(each) for each in _raw_items(default, "/OFF")}
        self.steps = {object_id(each) for each in _raw_items(stated, "/OCGs")
                      if isinstance(entry(each, "/GTS_Metadata"), dict)}

    def hides(self, raw: Pdf) -> bool | None:
        """Whether a layer, or a choice of layers, is hidden; None for a processing step, which stays a layer.

        Raises:
            _Undecided: it is an expression.
        """
        if name(entry(raw, "/Type")) != "OCMD":
            if object_id(raw) in self.steps:
                return None
            return object_id(raw) in self._off or (self._base_off and object_id(raw) not in self._on)
        if entry(raw, "/VE") is not None:
            raise _Undecided
        stated = raw_entry(raw, "/OCGs")
        groups = _raw_items(raw, "/OCGs") if isinstance(entry(raw, "/OCGs"), list) else [stated]
        hidden = [self.hides(each) for each in groups if each is not None]
        if None in hidden:
            return None
        shown = {"AllOn": not any(hidden), "AnyOff": any(hidden), "AllOff": all(hidden)}.get(
            name(entry(raw, "/P")), not all(hidden) or not hidden)
        return not shown


def _raw_items(holder: Pdf, key: str) -> list[Pdf]:
    """The members of an array, references as they are."""
    value = entry(holder, key)
    return list(list.__iter__(value)) if isinstance(value, list) else []


@fixup("no-layers", N_("hidden layers are taken out with their content, shown ones become plain content"), repairs=True)
def no_layers(editor: Editor) -> None:
    """Take out the content of hidden layers, and the layers themselves; processing steps stay."""
    layers = _Layers(editor.proof.catalogue)
    if entry(editor.proof.catalogue, "/OCProperties") is None:
        return
    try:
        hidden = sum(_without_layers(editor, layers, source) for source in editor.streams)
        hidden += _objects(editor, layers)
    except _Undecided:
        editor.discard()
        editor.leave(N_("layers whose visibility is an expression, or changes from one use of a drawing to the next"))
        return
    if layers.steps:
        editor.leave(N_("processing steps stay layers"))
    else:
        del editor.file.Root["/OCProperties"]
    editor.change(N_("layers removed, with {count} hidden object{count||s}"), count=hidden)


def _without_layers(editor: Editor, layers: _Layers, source: Source) -> int:
    """Take layers out of one stream; how many hidden objects were taken out."""
    content, resources = editor.content(source), editor.resources(source)
    opened: list[bool | None] = []  # None: no layer
    count = 0
    for operator, operands, start, end in instructions(content):
        if operator in _OPENS:
            layer = operator == "BDC" and operands and name(operands[0]) == "OC"
            opened.append(_hidden(editor, layers, source, operands[-1], start, end) if layer else None)
        elif operator == "EMC" and opened:
            opened.pop()
        elif True in opened:
            new = _unpainted(editor, source, operator, operands, start)
            if new is not None:
                editor.put(source, start, end, new)
                count += 1
        elif operator == "Do" and operands:
            if resources is None:
                raise _Undecided
            raw = raw_entry(entry(resources, "/XObject"), str(operands[0]))
            if entry(raw, "/OC") is not None and layers.hides(raw_entry(raw, "/OC")):
                editor.put(source, start, end, b"")
                count += 1
    return count


def _hidden(editor: Editor, layers: _Layers, source: Source, key: Any, start: int, end: int) -> bool:
    """Whether marked content is hidden; it is marked no more as a layer, unless it is a processing step.

    Raises:
        _Undecided: the name of its layer means several, or none that is known.
    """
    resources = editor.resources(source)
    if resources is None:
        raise _Undecided
    hides = layers.hides(raw_entry(entry(resources, "/Properties"), str(key)))
    if hides is not None:
        editor.put(source, start, end, b"/Layer BMC")
    return hides is True


def _unpainted(editor: Editor, source: Source, operator: str, operands: list[Any], start: int) -> bytes | None:
    """What stands in place of an operator that would paint something hidden; None for one that paints nothing.

    Text moves what follows in its line, by its own width too.
    """
    if operator in _PATHS:
        return b"n"
    if operator in ("Do", "sh", "BI"):
        return b""
    if operator not in _SHOWS or (operator == "TJ" and not any(isinstance(part, bytes) for part in operands[0])):
        return None
    first = {"'": b"T*", '"': b"%b Tw %b Tc T*" % tuple(map(operand, operands[:2])) if operator == '"' else b""}
    return first.get(operator, b"") + b" " + _moved(editor, source, start)


def _moved(editor: Editor, source: Source, start: int) -> bytes:
    """The operator that moves as far as the text at that place of a stream.

    Raises:
        _Undecided: it moves in several ways, because its font is set by several callers.
    """
    moves = {operand(-trace.advance) for trace in editor.streams.at(source, start)}
    if len(moves) > 1:
        raise _Undecided
    return b"[%b] TJ" % moves.pop() if moves else b""


def _objects(editor: Editor, layers: _Layers) -> int:
    """Take layers off forms, pictures and annotations; how many annotations were hidden."""
    import pikepdf

    count = 0
    for holder in editor.file.objects:
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and "/OC" in holder and (
                holder.get("/Type") != "/Annot"):
            del holder["/OC"]
    for page, leaf in zip(editor.proof.pages, editor.file.pages, strict=True):
        notes = items(entry(page.leaf, "/Annots"))
        for number in range(len(notes) - 1, -1, -1):
            layer = raw_entry(notes[number], "/OC")
            if layer is not None and layers.hides(layer):
                del leaf.obj["/Annots"][number]
                count += 1
            elif layer is not None:
                del leaf.obj["/Annots"][number]["/OC"]
    return count
