"""A panel laid over a page of a tagged file is added to its structure: a link around a figure (PDF/UA-1, 7.1, 7.18).

The tree is somebody else's: what is not as ISO 32000-1, 14.7 has it is left alone, and the panel stays an artifact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a reader hears of a panel.

    Attributes:
        words: all that stands on it.
        url: where its link leads; empty for no link, since a press file may hold none.
        shown: the link in words.
        language: of the words.
    """

    words: str
    url: str
    shown: str
    language: str


def is_tagged(root: Any) -> bool:
    """Whether a catalogue says that its file can be heard."""
    marked = _found(root, "/MarkInfo")
    return _found(root, "/StructTreeRoot") is not None and bool(_found(marked, "/Marked"))


def placed(writer: Any, page: Any, spoken: Spoken, rectangle: Sequence[float]) -> int | None:
    """Hang a figure into the tree; the number of its marked content on `page`, or None where the tree cannot take it.

    `rectangle` is the panel in the page's own space.
    """
    from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

    tree = _found(writer._root_object, "/StructTreeRoot")
    top, number = _top(tree), _found(page, "/StructParents")
    row = _row(tree, number) if number is not None else ArrayObject()
    if top is None or row is None or not _end(tree):
        return None
    if number is None:
        page[NameObject("/StructParents")] = NumberObject(_add(tree, writer._add_object(row)))
    mcid = len(row)
    figure = _element(writer, "/Figure", page, spoken.language, {
        "/K": NumberObject(mcid), "/Alt": TextStringObject(spoken.words), "/A": _layout(rectangle)})
    row.append(figure)
    if not spoken.url:
        _hang(figure, top)
        return mcid
    _hang(_linked(writer, page, spoken, rectangle, figure, tree), top)
    return mcid


def _linked(writer: Any, page: Any, spoken: Spoken, rectangle: Sequence[float], figure: Any, tree: Any) -> Any:
    """A link element around the figure, with its annotation."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject

    note = writer._add_object(_dictionary({
        "/Type": NameObject("/Annot"), "/Subtype": NameObject("/Link"), "/F": NumberObject(4),
        "/Rect": ArrayObject([FloatObject(round(edge, 4)) for edge in rectangle]),
        "/Border": ArrayObject([NumberObject(0)] * 3), "/Contents": TextStringObject(spoken.shown),
        "/A": _dictionary({"/S": NameObject("/URI"), "/URI": TextStringObject(spoken.url)})}))
    page[NameObject("/Annots")] = ArrayObject([*(_found(page, "/Annots") or []), note])
    page[NameObject("/Tabs")] = NameObject("/S")
    link = _element(writer, "/Link", page, spoken.language, {"/K": ArrayObject([figure, _dictionary({
        "/Type": NameObject("/OBJR"), "/Obj": note, "/Pg": page.indirect_reference})])})
    note.get_object()[NameObject("/StructParent")] = NumberObject(_add(tree, link))
    figure.get_object()[NameObject("/P")] = link
    return link


def _found(holder: Any, key: str) -> Any:
    found = holder.get(key) if isinstance(holder, dict) else None
    found = found.get_object() if found is not None else None
    return None if type(found).__name__ == "NullObject" else found


def _dictionary(entries: dict[str, Any]) -> Any:
    from pypdf.generic import DictionaryObject, NameObject

    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _layout(rectangle: Sequence[float]) -> Any:
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    return _dictionary({"/O": NameObject("/Layout"), "/Placement": NameObject("/Block"),
                        "/BBox": ArrayObject([FloatObject(round(edge, 4)) for edge in rectangle])})


def _element(writer: Any, kind: str, page: Any, language: str, entries: dict[str, Any]) -> Any:
    from pypdf.generic import NameObject, TextStringObject

    return writer._add_object(_dictionary({
        "/Type": NameObject("/StructElem"), "/S": NameObject(kind), "/Pg": page.indirect_reference,
        "/Lang": TextStringObject(language), **entries}))


def _top(tree: Any) -> Any:
    """What new elements hang under: the document's one element, or the tree's root."""
    kids = _found(tree, "/K")
    if isinstance(kids, list) and len(kids) == 1:
        kids = kids[0].get_object()
    if isinstance(kids, dict):
        return kids if _found(kids, "/S") == "/Document" else tree
    return tree if isinstance(kids, list) else None


def _hang(element: Any, top: Any) -> None:
    from pypdf.generic import ArrayObject, NameObject

    element.get_object()[NameObject("/P")] = top.indirect_reference
    kids = _found(top, "/K")
    known = list(kids) if isinstance(kids, list) else [top.raw_get("/K")] if kids is not None else []
    top[NameObject("/K")] = ArrayObject([*known, element])


def _end(tree: Any) -> list[Any]:
    """The way to the end of the tree of numbers, its leaf last; empty when it cannot be followed."""
    way = [_found(tree, "/ParentTree")]
    while len(way) <= _DEEPEST:
        if isinstance(_found(way[-1], "/Nums"), list):
            return way
        kids = _found(way[-1], "/Kids")
        if not isinstance(kids, list) or not kids:
            break
        way.append(kids[-1].get_object())
    return []


def _leaves(node: Any, depth: int = 0) -> list[Any]:
    if depth > _DEEPEST or not isinstance(node, dict):
        return []
    if isinstance(_found(node, "/Nums"), list):
        return [node]
    return [leaf for kid in _found(node, "/Kids") or [] for leaf in _leaves(kid.get_object(), depth + 1)]


def _row(tree: Any, number: Any) -> Any:
    """The elements of a page's marked contents, by number; None when the page has none."""
    for node in _leaves(_found(tree, "/ParentTree")):
        pairs = list(_found(node, "/Nums"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if key == number:
                row = value.get_object()
                return row if isinstance(row, list) else None
    return None


def _next(tree: Any) -> int:
    """The first number that is free."""
    stated = _found(tree, "/ParentTreeNextKey")
    used = [int(key) for node in _leaves(_found(tree, "/ParentTree")) for key in list(_found(node, "/Nums"))[::2]]
    return max([int(stated) if stated is not None else 0, *(key + 1 for key in used)])


def _add(tree: Any, value: Any) -> int:
    """One more object in the tree of numbers; the number that it got. Numbers rise, and every node says its last."""
    from pypdf.generic import ArrayObject, NameObject, NumberObject

    number, way = _next(tree), _end(tree)
    leaf = way[-1]
    leaf[NameObject("/Nums")] = ArrayObject([*_found(leaf, "/Nums"), NumberObject(number), value])
    for node in way:
        if "/Limits" in node:
            node[NameObject("/Limits")] = ArrayObject([_found(node, "/Limits")[0], NumberObject(number)])
    tree[NameObject("/ParentTreeNextKey")] = NumberObject(number + 1)
    return number
