"""Fills the content controls of a Word file: their visible text, and the XML part that they are bound to.

A file is split once into constant text and places to fill; filling then only joins strings.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from pressroom.letters.ooxml import LETTER, clean, escaped, lines, parsed, serialised, value, w
from pressroom.letters.package import Packed, packed, read, zipped
from pressroom.patterns import regex
from pressroom.records import dataclass

DOCUMENT = "word/document.xml"
_STORES = regex(r"customXml/item\d+\.xml")
# Marks a place to fill in the XML, between private-use characters, which no letter contains.
_MARK = "\ue0f0{}\ue0f1"
_MARKED = regex("\ue0f0(.*?)\ue0f1")
_MARKED_RUN = regex("<w:t(?: [^>]*)?>\ue0f0(.*?)\ue0f1</w:t>")


@dataclass(frozen=True, slots=True)
class _Control:
    """A control in the document: its XML without a new text, and the XML before and after a new text."""

    tag: str
    original: str
    before: str
    after: str

    def with_text(self, words: str) -> str:
        return self.before + lines(words) + self.after


@dataclass(frozen=True, slots=True)
class _StoreText:
    """An element of the XML part that controls are bound to, and its present text."""

    tag: str
    original: str

    def with_text(self, words: str) -> str:
        return escaped(clean(words))


_Pieces = tuple[str | _Control | _StoreText, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A Word file, ready to be filled.

    Attributes:
        parts: all parts, compressed, in the order of the file.
        changing: the pieces of the parts that have places to fill, by name.
        tags: of the controls that can be filled.
    """

    parts: tuple[Packed, ...]
    changing: Mapping[str, _Pieces]
    tags: frozenset[str]

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The file with `values` in its controls, by tag; controls without a value keep their text."""
        texts = {tag: words for tag, words in values.items() if clean(words).strip()}
        return zipped(packed(part.name, self._joined(part.name, texts)) if part.name in self.changing else part
                      for part in self.parts)

    def _joined(self, name: str, texts: Mapping[str, str]) -> bytes:
        return "".join(
            piece if isinstance(piece, str) else piece.with_text(texts[piece.tag]) if piece.tag in texts
            else piece.original for piece in self.changing[name]).encode()


def fill(template: bytes, values: Mapping[str, str]) -> bytes:
    """A Word file with `values` in its content controls, by tag, and in the XML that they are bound to.

    Characters that XML cannot hold are left out, line ends become breaks, tabs become spaces; the rest is unchanged.
    Controls without a value keep their text.

    Raises:
        Refused: the template is not a Word file.
    """
    return compiled(template).fill(values)


@lru_cache(maxsize=32)
def compiled(template: bytes) -> Compiled:
    """A Word file, split at its places to fill.

    Raises:
        Refused: it is not a Word file.
    """
    parts = read(template)
    document, tags = _document(parts[DOCUMENT])
    changing: dict[str, _Pieces] = {DOCUMENT: document}
    for name, content in parts.items():
        if _STORES.fullmatch(name) and LETTER.encode() in content:
            changing[name] = _store(content)
    return Compiled(tuple(packed(name, content, 9) for name, content in parts.items()), changing, tags)


def controls(root: etree._Element) -> dict[str, etree._Element]:
    """The content controls of a document that contain text and no other control, by tag."""
    by_tag = {}
    for control in root.iter(w("sdt")):
        tag = value(control.find(f"{w('sdtPr')}/{w('tag')}"))
        inside = control.find(w("sdtContent"))
        if tag and inside is not None and inside.find(f".//{w('sdt')}") is None and _runs(inside):
            by_tag[tag] = control
    return by_tag


def _runs(inside: etree._Element) -> list[etree._Element]:
    """The runs of a control's first paragraph, or of the control itself when it is inside a paragraph."""
    paragraph = inside.find(w("p"))
    return (inside if paragraph is None else paragraph).findall(w("r"))


def _document(content: bytes) -> tuple[_Pieces, frozenset[str]]:
    root = parsed(content)
    fillable = {tag: control for tag, control in controls(root).items()
             if control.find(f"{w('sdtPr')}/{w('text')}") is not None}
    originals: dict[str, str] = {}
    marked: dict[str, str] = {}
    for tag, control in fillable.items():
        originals[tag] = _alone(control, root)
        marked[tag] = _alone(_marked(control, tag), root)
    for tag, control in fillable.items():
        marker = etree.Comment(_MARK.format(tag))
        marker.tail = control.tail
        parent = control.getparent()
        if parent is not None:
            parent.replace(control, marker)
    whole = serialised(root).decode()
    pieces: list[str | _Control | _StoreText] = []
    for number, text in enumerate(re.split("<!--\ue0f0(.*?)\ue0f1-->", whole)):
        if number % 2:
            before, _, after = _MARKED_RUN.split(marked[text])
            pieces.append(_Control(text, originals[text], before, after))
        else:
            pieces.append(text)
    return tuple(pieces), frozenset(fillable)


def _alone(element: etree._Element, root: etree._Element) -> str:
    """The XML of an element without the namespaces that `root` declares."""
    copied = copy.copy(element)
    copied.tail = None
    text = etree.tostring(copied, encoding="unicode")
    for prefix, space in root.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{space}"' if prefix else f' xmlns="{space}"', "")
    return text


def _marked(control: etree._Element, tag: str) -> etree._Element:
    """A copy of the control without its prompt, with a mark in place of its text."""
    copied = copy.deepcopy(control)
    about, inside = copied.find(w("sdtPr")), copied.find(w("sdtContent"))
    assert about is not None  # it has a tag
    assert inside is not None  # it has runs
    prompt = about.find(w("showingPlcHdr"))
    if prompt is not None:
        about.remove(prompt)
    typed = about.find(w("rPr"))
    first, *others = _runs(inside)
    holder = inside.find(w("p"))
    for other in others:
        (inside if holder is None else holder).remove(other)
    looks = first.find(w("rPr"))
    for child in list(first):
        first.remove(child)
    looks = typed if typed is not None else looks if prompt is None else None
    if looks is not None:
        first.append(copy.deepcopy(looks))
    etree.SubElement(first, w("t")).text = _MARK.format(tag)
    return copied


def _store(content: bytes) -> _Pieces:
    root = parsed(content)
    originals = {}
    for element in root:
        tag = etree.QName(element).localname
        originals[tag] = escaped(element.text or "")
        element.text = _MARK.format(tag)
    pieces: list[str | _Control | _StoreText] = []
    for number, text in enumerate(_MARKED.split(serialised(root).decode())):
        pieces.append(_StoreText(text, originals[text]) if number % 2 else text)
    return tuple(pieces)
