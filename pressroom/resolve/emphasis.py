"""Findings about the marks of emphasis in words, at their columns in the user's file."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.base import Element
from pressroom.findings import Finding
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.reader import Document, Location
from pressroom.specs.text_places import quoting, spots
from pressroom.type import setting

_KEYS = ("text", "label", "caption")


def mark_findings(document: Document, location: Location, text: str) -> Iterator[Finding]:
    """Findings about the marks of `text`, which is, or is part of, the value at `location`."""
    faults = (*setting.faults(text), *setting.foreign(text))
    if not faults:
        return
    place = spots(document, location, text)
    doubled = quoting(document.place(location)) == '"'
    for fault in faults:
        yield fault.finding(place(fault.at), doubled)


def layout_mark_findings(layout: LayoutSpec, document: Document) -> Iterator[Finding]:
    """The same for the texts that a layout's elements have themselves."""
    for location, element in layout.every_element():
        for text in element.texts():
            yield from mark_findings(document, (*location, *_key_of(element, text)), text)


def _key_of(element: Element, text: str) -> Location:
    lines = tuple(getattr(element, "lines", ()))
    return ("lines", lines.index(text)) if text in lines else tuple(
        key for key in _KEYS if getattr(element, key, None) == text)[:1]
