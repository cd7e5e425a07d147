"""The form of a piece: what its layout shows, as fields with what they are for, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pressroom.elements.base import Element
from pressroom.records import dataclass
from pressroom.specs.document import Document, Location, Tree, value_at
from pressroom.specs.layout import LayoutSpec, Slot
from pressroom.text.placeholders import names_in
from pressroom.text.translation import Translate

TEXTS_OF_KIND: Mapping[str, tuple[tuple[str, str], ...]] = {
    "release": (("title", "line"), ("standfirst", "area"), ("place", "line"), ("body", "body"),
                ("signed", "signatory")),
    "letter": (("title", "line"), ("recipient", "office"), ("subject", "line"), ("greeting", "line"), ("body", "body"),
               ("close", "area"))}
"""The fields of running texts: key, and how it is filled in."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        location: of its value in the file.
        name: the slot's, or the key's.
        input: how it is filled in: `line`, `area`, `body`, or a kind of choice.
        value: now; None where the file has none.
        says: what belongs there, from the layout.
        needed: whether the piece cannot do without it.
        most_words: that a passer-by can read; 0 for any number.
        short: a shorter wording, for where the text does not fit; None where there is none.
        is_sample: whether the words are those that `new` wrote as an example.
        line: of the file where the value stands; 0 where there is none.
    """

    location: Location
    name: str
    input: str
    value: str | None
    says: str = ""
    needed: bool = False
    most_words: int = 0
    short: str | None = None
    is_sample: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one sheet or panel; of the whole piece where `name` is empty.

    Attributes:
        name: of a panel; `number` of a sheet, from 1, else 0.
        fields: in reading order.
    """

    name: str
    number: int
    fields: tuple[Field, ...]


def groups(document: Document, kind: str, layout: LayoutSpec) -> list[Group]:
    """The words of a material, as they stand in its document."""
    tree = document.tree
    if kind in TEXTS_OF_KIND:
        return [Group("", 0, tuple(_field(document, (key,), key, way, needed=key in ("title", "body", "subject"))
                                   for key, way in TEXTS_OF_KIND[kind]))]
    if layout.panels:
        found = [Group(name, 0, tuple(_slots(document, layout, panel.elements, ("panels", name, "words"))))
                 for name, panel in layout.panels.items()]
        return [*_common(document, layout, tree), *(group for group in found if group.fields)]
    if layout.sheets:
        per_sheet = _on_every_sheet(layout)
        found = [Group("", number + 1, tuple(
            field for field in _slots(document, layout, sheet.elements, ("sheets", number, "words"))
            if field.name in per_sheet or field.value is not None)) for number, sheet in enumerate(layout.sheets)]
        shared = tuple(_slot(document, layout, name, ("words",)) for name in layout.slots if name not in per_sheet)
        return [*found, Group("", 0, shared)] if shared else found
    return [Group("", 0, tuple(_slot(document, layout, name, ("words",)) for name in layout.slots))]


def as_data(group: Group, translate: Translate) -> dict[str, Any]:
    """A group for the browser, with what belongs into each field in the reader's language."""
    return {"name": group.name, "number": group.number, "fields": [
        {"location": list(field.location), "name": field.name, "input": field.input, "value": field.value,
         "says": translate(field.says) if field.says else "", "needed": field.needed,
         "mostWords": field.most_words, "short": field.short,
         "isSample": field.is_sample, "line": field.line} for field in group.fields]}


def _common(document: Document, layout: LayoutSpec, tree: Tree) -> list[Group]:
    """Words that all panels share, where the material has such."""
    words = value_at(tree, ("words",))
    names = [name for name in layout.slots if isinstance(words, dict) and name in words]
    return [Group("", 0, tuple(_slot(document, layout, name, ("words",)) for name in names))] if names else []


def _slots(document: Document, layout: LayoutSpec, elements: Iterable[Element], at: Location) -> Iterator[Field]:
    names = dict.fromkeys(name for element in elements for text in element.texts() for name in names_in(text)
                          if name in layout.slots)
    yield from (_slot(document, layout, name, at) for name in names)


def _on_every_sheet(layout: LayoutSpec) -> set[str]:
    """Slots with words of their own on each sheet: those that all sheets show, as in a new material."""
    shown = [{name for element in sheet.elements for text in element.texts() for name in names_in(text)}
             for sheet in layout.sheets]
    return set.intersection(*shown) if shown else set()


def _slot(document: Document, layout: LayoutSpec, name: str, at: Location) -> Field:
    slot: Slot = layout.slots[name]
    location = (*at, name)
    way = "line" if slot.most_words and slot.most_words < 6 else "area"
    return _field(document, location, name, way, needed=slot.needed, says=slot.says, most_words=slot.most_words or 0)


def _field(document: Document, location: Location, name: str, way: str, *, needed: bool = False, says: str = "",
           most_words: int = 0) -> Field:
    value = value_at(document.tree, location)
    short: Tree = None
    is_sample = location in document.samples
    if isinstance(value, dict):  # two wordings
        short, value = value.get("short"), value.get("long")
        is_sample = is_sample or (*location, "long") in document.samples
        location = (*location, "long")
    return Field(location, name, way, value.rstrip("\n") if isinstance(value, str) else None, says, needed, most_words,
                 short if isinstance(short, str) else None, is_sample,
                 document.place(location).line if isinstance(value, str) else 0)
