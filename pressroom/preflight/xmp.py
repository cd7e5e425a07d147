"""The properties of an XMP packet, read with the standard library; nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp",
             "http://ns.adobe.com/xap/1.0/mm/": "xmpMM", "http://ns.adobe.com/pdf/1.3/": "pdf",
             "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://www.npes.org/pdfvt/ns/id/": "pdfvtid",
             "http://ns.adobe.com/pdfx/1.3/": "pdfx"}


class NotWellFormed(Exception):  # noqa: N818 - a state of the file, no programming error
    """The packet is no XMP; the message has the reason."""


def properties(packet: bytes) -> Mapping[str, str]:
    """Simple properties and the first member of lists, by `prefix:name` with the usual prefixes.

    Raises:
        NotWellFormed: the packet is no XML, or has a document type (whose entities could expand without bound).
    """
    root = _root(packet)
    values: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            values.setdefault(_short(key), value)
        for element in description:
            member = next(element.iter(f"{_RDF}li"), element)
            values.setdefault(_short(element.tag), (member.text or "").strip())
    return MappingProxyType(values)


def members(packet: bytes) -> Mapping[str, tuple[str, ...]]:
    """Every text of every property, lists and structures included, by the path of its names, in order.

    Raises:
        NotWellFormed: as `properties`.
    """
    values: dict[str, list[str]] = {}
    for description in (each for every in _root(packet).iter(f"{_RDF}RDF") for each in every):
        waiting = [("", description)]
        while waiting:
            path, element = waiting.pop()
            for key, value in element.attrib.items():
                if key == f"{_RDF}resource" or not key.startswith((_RDF, _XML)):
                    values.setdefault(f"{path}{_short(key)}", []).append(value)
            for child in reversed(element):
                below = path if child.tag.startswith(_RDF) else f"{path}{_short(child.tag)}/"
                waiting.append((below, child))
            if path and (said := (element.text or "").strip()):
                values.setdefault(path.removesuffix("/"), []).append(said)
    return MappingProxyType({key: tuple(each) for key, each in values.items()})


def _root(packet: bytes) -> Element:
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise NotWellFormed("it has a document type")
    try:
        return ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotWellFormed(str(error)) from error


def _short(tag: str) -> str:
    space, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else local
