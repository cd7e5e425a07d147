"""WordprocessingML: its namespaces and relationships, and functions that read and write its XML."""

from __future__ import annotations

from lxml import etree

from pressroom.patterns import regex

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# The namespace of the XML part that controls are bound to, and the part's GUID, the same in every letter.
LETTER = "urn:pressroom:letter:1"
STORE = "{6E3D1B52-7F0A-4B6C-9D7E-2C54A1F0B8D3}"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Characters that XML 1.0 cannot hold (2.2 Char), lone surrogates included.
FORBIDDEN = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = regex("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def clean(text: str) -> str:
    """Text that XML can hold: line feeds as the only line ends, spaces for tabs, no forbidden characters."""
    return FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def escaped(text: str) -> str:
    """Text as it stands between tags or in an attribute."""
    return (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
            .replace("'", "&apos;"))


def lines(text: str) -> str:
    """Text of a run: its lines as w:t, with w:br between them."""
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in clean(text).split("\n"))


def parsed(content: bytes) -> etree._Element:
    """The root of a part; external entities are never resolved."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def serialised(root: etree._Element) -> bytes:
    """A part as it is written into the file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; empty where there is none."""
    return str(element.get(w(name), "")) if element is not None else ""
