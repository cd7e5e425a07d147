"""Findings about words as they were typed, at their columns in the user's file: marks, quotes, lost accents."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.base import Element
from pressroom.findings import Finding
from pressroom.records import replace
from pressroom.specs.document import Document, Location
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.text_places import quoting, spots
from pressroom.type import setting
from pressroom.type.typography import Rules, hints

_KEYS = ("text", "label", "caption")


def word_findings(document: Document, location: Location, text: str, language: str,
                  rules: Rules) -> Iterator[Finding]:
    """Findings about `text`, which is, or is part of, the value at `location`."""
    place = spots(document, location, text)
    doubled = quoting(document.place(location)) == '"'
    for fault in (*setting.faults(text), *setting.foreign(text)):
        yield fault.finding(place(fault.at), doubled)
    for at, hint in hints(text, language, rules):
        yield replace(hint, source=place(at))


def layout_word_findings(layout: LayoutSpec, document: Document, language: str, rules: Rules) -> Iterator[Finding]:
    """The same for the texts that a layout's elements have themselves."""
    for location, element in layout.every_element():
        for text in element.texts():
            yield from word_findings(document, (*location, *_key_of(element, text)), text, language, rules)


def _key_of(element: Element, text: str) -> Location:
    lines = tuple(getattr(element, "lines", ()))
    return ("lines", lines.index(text)) if text in lines else tuple(
        key for key in _KEYS if getattr(element, key, None) == text)[:1]
