"""What of a sheet differs from record to record, and what is the same on every copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.elements.base import Element
from pressroom.elements.context import Words
from pressroom.elements.field import FieldElement, style_name
from pressroom.elements.picture import PictureElement
from pressroom.elements.qr import QrElement
from pressroom.runs.plan import Plan
from pressroom.runs.wording import keys_in
from pressroom.specs.document import Location
from pressroom.stages import Piece
from pressroom.text.placeholders import names_in


def elements_of(piece: Piece, number: int) -> list[tuple[Location, Element]]:
    """The elements of sheet `number` (from 0), with their places in the layout."""
    spec = piece.spec
    elements = spec.sheets[number].elements if spec.sheets else spec.elements
    prefix: Location = ("sheets", number, "elements") if spec.sheets else ("elements",)
    return [((*prefix, index), element) for index, element in enumerate(elements)]


def varying_words(words: Mapping[str, Words]) -> dict[str, Words]:
    """The texts that have places for a record's words."""
    return {name: each for name, each in words.items() if any(map(keys_in, (each.text, *each.shorter)))}


def varying(plan: Plan, piece: Piece, number: int) -> frozenset[Location]:
    """The elements of a sheet that may differ from record to record.

    These are the ones that show a record's words, code or picture; those that are placed by one of them, unless it is a
    field, which is as large as its place; and those that share the size of a style with one of them, unless all records
    are set in one size.
    """
    elements = elements_of(piece, number)
    words = varying_words(piece.words[number])
    found = {location for location, element in elements if _shows(plan, piece, element, words)}
    while True:
        names = {element.name for location, element in elements
                 if location in found and element.name and not isinstance(element, FieldElement)}
        styles = {style for location, element in elements if location in found for style in _styles(element)
                  if not piece.spec.styles[style].one_size}
        more = {location for location, element in elements if location not in found and (
            names & {*element.below, *element.above, element.on} or styles & set(_styles(element)))}
        if not more:
            return frozenset(found)
        found |= more


def _shows(plan: Plan, piece: Piece, element: Element, words: Mapping[str, Words]) -> bool:
    if isinstance(element, FieldElement):
        return element.field in piece.fields
    if isinstance(element, QrElement):
        own = element.link is None and plan.spec.link is not None and bool(
            plan.spec.link.parameters or plan.spec.link.address)
        link = piece.links.get(element.link or "link")
        texts = (f"{link.name}.caption", f"{link.name}.shown") if link else ()
        return own or any(name in words for name in (*texts, *names_in(element.caption)))
    if isinstance(element, PictureElement) and element.file is None and plan.spec.picture:
        return True
    return any(name in words for text in element.texts() for name in names_in(text))


def _styles(element: Element) -> Iterator[str]:
    """The styles of an element's texts; a field's words have one of their own."""
    if isinstance(element, FieldElement):
        yield style_name(element.field)
        return
    for key in ("style", "caption_style", "shown_style"):
        if style := getattr(element, key, ""):
            yield style
