"""The structure entry of a panel in a tagged file: a link around a figure (PDF/UA-1, 7.1, 7.18).

The tree comes from another program: one that does not follow ISO 32000-1, 14.7 stays as it is, and the panel is an
artifact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pressroom.records import dataclass

_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class PanelText:
    """The panel as screen readers announce it.

    Attributes:
        words: all text on it.
        url: of its link; empty in a press file, which may hold none.
        link_text: the link in words.
        language: of the words.
    """

    words: str
    url: str
    link_text: str
    language: str


def is_tagged(root: Any) -> bool:
    """Whether a catalogue declares its file as tagged."""
    marked = _entry(root, "/MarkInfo")
    return _entry(root, "/StructTreeRoot") is not None and bool(_entry(marked, "/Marked"))


def add_figure(writer: Any, page: Any, panel: PanelText, rectangle: Sequence[float]) -> int | None:
    """Add a figure to the tree; the number of its marked content on `page`, or None where the tree cannot take it.

    `rectangle` is the panel in the page's own space.
    """
    from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

    tree = _entry(writer._root_object, "/StructTreeRoot")
    top, number = _top(tree), _entry(page, "/StructParents")
    row = _row(tree, number) if number is not None else ArrayObject()
    if top is None or row is None or not _end(tree):
        return None
    if number is None:
        page[NameObject("/StructParents")] = NumberObject(_add(tree, writer._add_object(row)))
    mcid = len(row)
    figure = _element(writer, "/Figure", page, panel.language, {
        "/K": NumberObject(mcid), "/Alt": TextStringObject(panel.words), "/A": _layout(rectangle)})
    row.append(figure)
    if not panel.url:
        _append(figure, top)
        return mcid
    _append(_link(writer, page, panel, rectangle, figure, tree), top)
    return mcid


def _link(writer: Any, page: Any, panel: PanelText, rectangle: Sequence[float], figure: Any, tree: Any) -> Any:
    """A link element around the figure, with its annotation."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject

    note = writer._add_object(_dictionary({
        "/Type": NameObject("/Annot"), "/Subtype": NameObject("/Link"), "/F": NumberObject(4),
        "/Rect": ArrayObject([FloatObject(round(edge, 4)) for edge in rectangle]),
        "/Border": ArrayObject([NumberObject(0)] * 3), "/Contents": TextStringObject(panel.link_text),
        "/A": _dictionary({"/S": NameObject("/URI"), "/URI": TextStringObject(panel.url)})}))
    page[NameObject("/Annots")] = ArrayObject([*(_entry(page, "/Annots") or []), note])
    page[NameObject("/Tabs")] = NameObject("/S")
    link = _element(writer, "/Link", page, panel.language, {"/K": ArrayObject([figure, _dictionary({
        "/Type": NameObject("/OBJR"), "/Obj": note, "/Pg": page.indirect_reference})])})
    note.get_object()[NameObject("/StructParent")] = NumberObject(_add(tree, link))
    figure.get_object()[NameObject("/P")] = link
    return link


def _entry(holder: Any, key: str) -> Any:
    value = holder.get(key) if isinstance(holder, dict) else None
    value = value.get_object() if value is not None else None
    return None if type(value).__name__ == "NullObject" else value


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
    """The parent of new elements: the one Document element, or the root of the tree."""
    kids = _entry(tree, "/K")
    if isinstance(kids, list) and len(kids) == 1:
        kids = kids[0].get_object()
    if isinstance(kids, dict):
        return kids if _entry(kids, "/S") == "/Document" else tree
    return tree if isinstance(kids, list) else None


def _append(element: Any, top: Any) -> None:
    from pypdf.generic import ArrayObject, NameObject

    element.get_object()[NameObject("/P")] = top.indirect_reference
    kids = _entry(top, "/K")
    siblings = list(kids) if isinstance(kids, list) else [top.raw_get("/K")] if kids is not None else []
    top[NameObject("/K")] = ArrayObject([*siblings, element])


def _end(tree: Any) -> list[Any]:
    """The path to the last leaf of the number tree; empty when it cannot be followed."""
    way = [_entry(tree, "/ParentTree")]
    while len(way) <= _DEEPEST:
        if isinstance(_entry(way[-1], "/Nums"), list):
            return way
        kids = _entry(way[-1], "/Kids")
        if not isinstance(kids, list) or not kids:
            break
        way.append(kids[-1].get_object())
    return []


def _leaves(node: Any, depth: int = 0) -> list[Any]:
    if depth > _DEEPEST or not isinstance(node, dict):
        return []
    if isinstance(_entry(node, "/Nums"), list):
        return [node]
    return [leaf for kid in _entry(node, "/Kids") or [] for leaf in _leaves(kid.get_object(), depth + 1)]


def _row(tree: Any, number: Any) -> Any:
    """The elements of a page's marked contents, by number; None when the page has none."""
    for node in _leaves(_entry(tree, "/ParentTree")):
        pairs = list(_entry(node, "/Nums"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if key == number:
                row = value.get_object()
                return row if isinstance(row, list) else None
    return None


def _next(tree: Any) -> int:
    """The first number that is free."""
    stated = _entry(tree, "/ParentTreeNextKey")
    used = [int(key) for node in _leaves(_entry(tree, "/ParentTree")) for key in list(_entry(node, "/Nums"))[::2]]
    return max([int(stated) if stated is not None else 0, *(key + 1 for key in used)])


def _add(tree: Any, value: Any) -> int:
    """Add an object to the number tree; its number. Numbers rise, and every node on the path states its last one."""
    from pypdf.generic import ArrayObject, NameObject, NumberObject

    number, way = _next(tree), _end(tree)
    leaf = way[-1]
    leaf[NameObject("/Nums")] = ArrayObject([*_entry(leaf, "/Nums"), NumberObject(number), value])
    for node in way:
        if "/Limits" in node:
            node[NameObject("/Limits")] = ArrayObject([_entry(node, "/Limits")[0], NumberObject(number)])
    tree[NameObject("/ParentTreeNextKey")] = NumberObject(number + 1)
    return number
