"""The document parts of a file: a tree whose leaves say which pages belong to one record (ISO 32000-2, 14.12).

The tree is walked once for all checks, within bounds: a part that was reached is not followed again, and the number of
parts is bounded by that of the pages. Nothing is kept of a part but its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pressroom.findings import N_, Value
from pressroom.pdf.objects import Pdf, entry, is_stream, key_of, name, object_id, raw_entry, resolved
from pressroom.records import dataclass, field

DEEPEST = 16
"""Levels of parts that are followed; files for variable printing have three to five."""

MOST_FLAWS = 601  # of one kind: more than a check reports or counts

Key = tuple[int, int]
"""Number and generation of an object."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is wrong.

    Attributes:
        message: an English sentence with `{placeholders}`.
        page: the number of its page; None for a part.
        values: the values of the placeholders.
    """

    message: str
    page: int | None
    values: Mapping[str, Value]


@dataclass(slots=True)
class Parts:
    """What is known of the document parts.

    Attributes:
        nodes: what is wrong with parts, in their order.
        pages: what is wrong with the pages that they stand for.
        levels: how many levels of parts there are; 0 when the tree was not followed to its ends.
        too_deep: whether there are more than `DEEPEST`, so that the rest is not known.
    """

    nodes: list[Flaw] = field(default_factory=list)
    pages: list[Flaw] = field(default_factory=list)
    levels: int = 0
    too_deep: bool = False


def walked(catalogue: Pdf, numbers: Mapping[Key, int], leaves: Sequence[Pdf], let_go: Callable[[], None]) -> Parts:
    """The document parts of a file; nothing is wrong with those of a file without any.

    Arguments:
        catalogue: the root of the file.
        numbers: of its pages, by their objects.
        leaves: the dictionaries of its pages, in order.
        let_go: called now and then, to forget the objects that were read.
    """
    walk = _Walk(numbers, len(leaves), let_go)
    walk.follow(raw_entry(catalogue, "/DPartRoot"))
    if walk.complete:
        walk.find_pages_without_part()
    walk.compare_pages(leaves)
    walk.parts.levels = walk.levels if walk.complete else 0
    return walk.parts


class _Walk:
    """One walk over the tree.

    Attributes:
        parts: what was found.
        levels: how many levels there are, as far as they were followed.
        complete: whether every part, and every page of one, could be found.
    """

    def __init__(self, numbers: Mapping[Key, int], count: int, let_go: Callable[[], None]) -> None:
        self.parts, self.levels, self.complete = Parts(), 0, True
        self._numbers, self._let_go = numbers, let_go
        self._part_of: list[Key | None] = [None] * (count + 1)  # by the number of the page
        self._last = 0  # the last page so far
        self._reached: set[Key] = set()
        # each part has a page of its own below it, and each page at most as many parts above it as there are levels
        self._most, self._stopped = DEEPEST * count, False

    def follow(self, root: Pdf) -> None:
        """Follow the tree below /DPartRoot, in the order of the parts."""
        top = raw_entry(root, "/DPartRootNode")
        if not indirect_dictionary(top):  # the check of the root reports it
            self.complete = False
            return
        levels: list[tuple[Pdf, Iterator[Pdf]]] = [(root, iter([top]))]
        while levels and not self._stopped:
            parent, children = levels[-1]
            child = next(children, levels)
            if child is levels:
                levels.pop()
            elif below := self._part(child, parent, len(levels)):
                levels.append((child, below))

    def _part(self, raw: Pdf, parent: Pdf, level: int) -> Iterator[Pdf] | None:
        """Look at one child; its own children, or None at a leaf and where it is not followed."""
        key, node = object_id(raw), resolved(raw)
        if not indirect_dictionary(raw):
            self._lost(N_("a child of document part {part} is no indirect dictionary"), part=number_of(parent))
        elif key in self._reached:
            self._wrong(N_("document part {part} is reached twice, or is inside itself"), part=key[0])
        elif level > DEEPEST:
            self.parts.too_deep, self.complete, self._stopped = True, False, True
        elif len(self._reached) >= self._most:
            self._lost(N_("there are more document parts than the pages of the file can have"))
            self._stopped = True
        else:
            return self._new_part(node, key, parent, level)
        return None

    def _new_part(self, node: Pdf, key: Key, parent: Pdf, level: int) -> Iterator[Pdf] | None:
        self._reached.add(key)
        self._let_go()
        self.levels = max(self.levels, level)
        self._compare(node, key, parent)
        return self._below(node, key)

    def _compare(self, node: Pdf, key: Key, parent: Pdf) -> None:
        """The entries that every part has."""
        if raw_entry(node, "/Type") is not None and key_of(raw_entry(node, "/Type")) != "/DPart":
            self._wrong(N_("the /Type of document part {part} is {found} instead of DPart"), part=key[0],
                        found=name(raw_entry(node, "/Type")) or "-")
        stated = raw_entry(node, "/Parent")
        if hasattr(parent, "idnum"):
            right = object_id(stated) == object_id(parent)
        else:  # no reference leads to a root that is written into the catalogue
            right = object_id(raw_entry(stated, "/DPartRootNode")) == key
        if not right:
            self._wrong(N_("the /Parent of document part {part} is object {found} instead of object {asked}"),
                        part=key[0], found=number_of(stated), asked=number_of(parent))
        if raw_entry(node, "/DPM") is not None and not isinstance(entry(node, "/DPM"), dict):
            self._wrong(N_("/DPM of document part {part} is no dictionary"), part=key[0])

    def _below(self, node: Pdf, key: Key) -> Iterator[Pdf] | None:
        inner, leaf = (raw_entry(node, each) is not None for each in ("/DParts", "/Start"))
        if inner and leaf:
            self._lost(N_("document part {part} has both /DParts and /Start"), part=key[0])
        if inner:
            return self._children(entry(node, "/DParts"), key)
        if leaf:
            self._add_pages(node, key)
        else:
            self._lost(N_("document part {part} has neither /DParts nor /Start"), part=key[0])
        return None

    def _children(self, rows: Pdf, key: Key) -> Iterator[Pdf]:
        """The children in an array of arrays; those that stand in the outer array are followed too."""
        count, right = 0, isinstance(rows, list)
        for row in rows if isinstance(rows, list) else ():
            children = resolved(row)
            right = right and isinstance(children, list)
            for child in children if isinstance(children, list) else [row]:
                count += 1
                yield child
        if not right:
            (self._wrong if count else self._lost)(N_("/DParts of document part {part} is no array of arrays"),
                                                   part=key[0])
        elif not count:
            self._lost(N_("document part {part} has no children"), part=key[0])

    def _add_pages(self, node: Pdf, key: Key) -> None:
        """The pages of a leaf."""
        first = self._numbers.get(object_id(raw_entry(node, "/Start")))
        last = first if raw_entry(node, "/End") is None else self._numbers.get(object_id(raw_entry(node, "/End")))
        if first is None or last is None:
            self._astray(N_("{key} of document part {part} is no page of the file"), part=key[0],
                         key="/Start" if first is None else "/End")
        elif last < first:
            self._astray(N_("document part {part} starts on page {first} and ends on page {last}"), part=key[0],
                         first=first, last=last)
        else:
            self._cover(first, last, key)

    def _cover(self, first: int, last: int, key: Key) -> None:
        if first < self._last and self._part_of[first] is None:
            self._of_page(first, N_("document part {part} stands after a part with later pages"), part=key[0])
        for number in range(first, last + 1):
            if other := self._part_of[number]:
                self._of_page(number, N_("the page belongs to two document parts, {part} and {other}"), part=other[0],
                              other=key[0])
                break  # one fault a leaf: so all leaves together take no more steps than there are pages and faults
            self._part_of[number] = key
        self._last = max(self._last, last)

    def find_pages_without_part(self) -> None:
        """Pages that no leaf stands for."""
        for number, part in enumerate(self._part_of[1:], start=1):
            if part is None:
                self._of_page(number, N_("the page belongs to no document part"))

    def compare_pages(self, leaves: Sequence[Pdf]) -> None:
        """Each page's reference to its part."""
        for number, (page, part) in enumerate(zip(leaves, self._part_of[1:], strict=True), start=1):
            stated = raw_entry(page, "/DPart")
            if part is not None and object_id(stated) != part:
                self._of_page(number, N_("the page's /DPart is object {found} instead of object {asked}"),
                              found=number_of(stated), asked=part[0])

    def _wrong(self, message: str, **values: Value) -> None:
        self.parts.nodes.append(Flaw(message, None, MappingProxyType(values)))
        self._stopped = self._stopped or len(self.parts.nodes) >= MOST_FLAWS
        self.complete = self.complete and not self._stopped

    def _lost(self, message: str, **values: Value) -> None:
        """What is wrong with a part whose pages are not known then."""
        self.complete = False
        self._wrong(message, **values)

    def _astray(self, message: str, **values: Value) -> None:
        """What is wrong with the pages of a leaf, so that they are not known."""
        self.complete = False
        self.parts.pages.append(Flaw(message, None, MappingProxyType(values)))
        self._stopped = self._stopped or len(self.parts.pages) >= MOST_FLAWS

    def _of_page(self, number: int, message: str, **values: Value) -> None:
        if len(self.parts.pages) < MOST_FLAWS:
            self.parts.pages.append(Flaw(message, number, MappingProxyType(values)))
        else:
            self._stopped, self.complete = True, False


def indirect_dictionary(value: Pdf) -> bool:
    """Whether it is a reference to a dictionary that is no stream."""
    return hasattr(value, "idnum") and isinstance(resolved(value), dict) and not is_stream(value)


def number_of(value: Pdf) -> str:
    """The number of the object that is referred to, or a dash."""
    return str(value.idnum) if hasattr(value, "idnum") else "-"
