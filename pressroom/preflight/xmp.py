"""The properties of an XMP packet, read with the standard library; nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
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
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise NotWellFormed("it has a document type")
    try:
        root = ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotWellFormed(str(error)) from error
    values: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            values.setdefault(_short(key), value)
        for element in description:
            member = next(element.iter(f"{_RDF}li"), element)
            values.setdefault(_short(element.tag), (member.text or "").strip())
    return MappingProxyType(values)


def _short(tag: str) -> str:
    space, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else local
