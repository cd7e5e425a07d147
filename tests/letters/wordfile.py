"""Reads a Word file without the program's code: faults of its parts, and the texts of its controls."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The order in which Word writes what a control is (ISO/IEC 29500-1, 17.5.2.38, lets the last be a choice).
ORDER = ("rPr", "alias", "tag", "id", "lock", "placeholder", "showingPlcHdr", "dataBinding", "temporary", "text")
PARAGRAPH = ("pStyle", "keepNext", "keepLines", "widowControl", "numPr", "pBdr", "spacing", "ind",
             "contextualSpacing", "jc", "outlineLvl")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert all(item.date_time == (1980, 1, 1, 0, 0, 0) for item in archive.infolist())
        return {name: archive.read(name) for name in names}


def document(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["word/document.xml"])


def controls(content: bytes) -> dict[str, etree._Element]:
    return {tag(one): one for one in document(content).iter(f"{W}sdt")}


def tag(control: etree._Element) -> str:
    element = control.find(f"{W}sdtPr/{W}tag")
    assert element is not None
    return str(element.get(f"{W}val"))


def words(element: etree._Element) -> str:
    """The text of an element, breaks as line ends."""
    return "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in element.iter(f"{W}t", f"{W}br"))


def texts(content: bytes) -> dict[str, str]:
    """The text of each control."""
    return {name: words(control) for name, control in controls(content).items()}


def asks(content: bytes) -> set[str]:
    """The controls that show their placeholder."""
    return {name for name, control in controls(content).items()
            if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None}


def store(content: bytes) -> dict[str, str]:
    """The texts of the XML part that controls are bound to."""
    root = etree.fromstring(parts(content)["customXml/item1.xml"])
    return {etree.QName(one).localname: one.text or "" for one in root}


def text(content: bytes) -> str:
    """The text of all paragraphs, one a line."""
    return "\n".join(words(one) for one in document(content).iter(f"{W}p"))


def faults(content: bytes) -> list[str]:
    """Everything about the file that Word would have to repair."""
    contents = parts(content)
    roots = {name: etree.fromstring(body) for name, body in contents.items()}
    return [*_types(contents, roots), *_relations(contents, roots), *_controls(content, roots), *_order(roots)]


def _types(contents: dict[str, bytes], roots: dict[str, etree._Element]) -> Iterator[str]:
    types = roots["[Content_Types].xml"]
    parts = {str(one.get("PartName")) for one in types if one.get("PartName")}
    endings = {str(one.get("Extension")) for one in types if one.get("Extension")}
    yield from (f"{name} has no type" for name in contents if name != "[Content_Types].xml"
                and f"/{name}" not in parts and name.rpartition(".")[2] not in endings)
    yield from (f"{name} has a type and is not there" for name in parts if name[1:] not in contents)


def _relations(contents: dict[str, bytes], roots: dict[str, etree._Element]) -> Iterator[str]:
    for name in (one for one in contents if one.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [str(one.get("Id")) for one in roots[name].iter(RELATIONSHIP)]
        if len(ids) != len(set(ids)):
            yield f"{name}: ids stand twice"
        for one in roots[name].iter(RELATIONSHIP):
            target = posixpath.normpath(posixpath.join(folder, str(one.get("Target"))))
            if one.get("TargetMode") != "External" and target not in contents:
                yield f"{name}: {target} is not there"


def _controls(content: bytes, roots: dict[str, etree._Element]) -> Iterator[str]:
    root = roots["word/document.xml"]
    ids = [one.get(f"{W}val") for one in root.iter(f"{W}id")]
    if len(ids) != len(set(ids)):
        yield "controls share an id"
    asking = {one.get(f"{W}val") for one in roots["word/glossary/document.xml"].iter(f"{W}name")}
    styles = {one.get(f"{W}styleId") for one in roots["word/styles.xml"].iter(f"{W}style")}
    yield from (f"no style {one.get(f'{W}val')}" for one in root.iter(f"{W}pStyle", f"{W}rStyle")
                if one.get(f"{W}val") not in styles)
    identity = next(iter(roots["customXml/itemProps1.xml"].attrib.values()))
    for name, control in controls(content).items():
        part = control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")
        if part is None or part.get(f"{W}val") not in asking:
            yield f"{name} has no placeholder"
        bound = control.find(f"{W}sdtPr/{W}dataBinding")
        if bound is None or bound.get(f"{W}storeItemID") != identity:
            yield f"{name} is bound to nothing"
            continue
        space = str(bound.get(f"{W}prefixMappings")).partition("'")[2].rstrip("'")
        if len(roots["customXml/item1.xml"].xpath(str(bound.get(f"{W}xpath")), namespaces={"l": space})) != 1:
            yield f"{name} is bound to what is not there"


def _order(roots: dict[str, etree._Element]) -> Iterator[str]:
    for name, root in roots.items():
        for kind, order in (("sdtPr", ORDER), ("pPr", PARAGRAPH)):
            for element in root.iter(f"{W}{kind}"):
                there = [etree.QName(one).localname for one in element]
                if not set(there) <= set(order) or there != sorted(there, key=order.index):
                    yield f"{name}: {kind} holds {there}"
