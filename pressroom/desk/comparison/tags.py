"""The tags of two files: whether they are tagged, their language, headings, figures and everything else in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.sequences import runs_changed
from pressroom.findings import N_
from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.objects import entry, name, object_id, pairs, raw_entry, resolved, text, truth
from pressroom.preflight.proof import Proof
from pressroom.records import dataclass

_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"))
_FIGURES = frozenset(("Figure", "Formula", "Form"))
_MOST_ROLES = 16  # roles after each other of a role map
_MOST_SHOWN = 30


class TooManyTags(Exception):  # noqa: N818 - a state of the file, no programming error
    """The structure tree has more elements than are compared."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element.

    Attributes:
        role: its standard type.
        alternative, actual: its alternative text, and its actual text.
        language: its own.
    """

    role: str
    alternative: str
    actual: str
    language: str

    @property
    def line(self) -> str:
        """All of it in a line."""
        more = (f"“{each}”" for each in (self.alternative, self.actual, self.language) if each)
        return " ".join((self.role, *more))


def tags(old: Proof, new: Proof) -> Iterator[Difference]:
    """What differs in the tags.

    Raises:
        TooManyTags: a structure tree has too many elements.
    """
    before, after = _tagged(old), _tagged(new)
    if before != after:
        yield difference("tags", N_("the new file is {state}, the old one {before}"), state=_state(after),
                         before=_state(before))
    if (was := text(entry(old.catalogue, "/Lang"))) != (now := text(entry(new.catalogue, "/Lang"))):
        yield difference("tags", N_("the language is “{now}” instead of “{was}”"), now=now or "-", was=was or "-")
    one, other = _tags(old), _tags(new)
    if not (one and other):
        return
    yield from _listed(N_("headings: {now} instead of {was}"), [each for each in one if each.role in _HEADINGS],
                       [each for each in other if each.role in _HEADINGS])
    yield from _figures([each for each in one if each.role in _FIGURES],
                        [each for each in other if each.role in _FIGURES])
    rest = _HEADINGS | _FIGURES
    yield from _listed(N_("other tags: {now} instead of {was}"), [each for each in one if each.role not in rest],
                       [each for each in other if each.role not in rest])
    if Counter(one) == Counter(other) and one != other:
        yield difference("tags", N_("the same tags are in another order"))


def _state(marked: tuple[bool, bool]) -> str:
    if marked == (True, True):
        return N_("tagged")
    return N_("not tagged") if not marked[0] else N_("with a structure tree, but not marked as tagged")


def _tagged(proof: Proof) -> tuple[bool, bool]:
    """Whether there is a structure tree, and whether the file is marked as tagged."""
    tree = isinstance(entry(proof.catalogue, "/StructTreeRoot"), dict)
    return tree, tree and truth(entry(proof.catalogue, "/MarkInfo", "/Marked")) is True


def _listed(sentence: str, one: list[Tag], other: list[Tag]) -> Iterator[Difference]:
    """Runs of tags that were removed and added; nothing where they are alike in another order."""
    gone, come = runs_changed([each.line for each in one], [each.line for each in other])
    if Counter(one) != Counter(other) or (sentence.startswith("headings") and one != other):
        yield difference("tags", sentence, now=_joined(come), was=_joined(gone))


def _joined(runs: list[Sequence[str]]) -> str:
    lines = [line for run in runs for line in run]
    shown = ", ".join(lines[:_MOST_SHOWN])
    return f"{shown} …" if len(lines) > _MOST_SHOWN else shown or "-"


def _figures(one: list[Tag], other: list[Tag]) -> Iterator[Difference]:
    if len(one) != len(other):
        yield difference("tags", N_("{count} {count|figure|figures} instead of {was}"), count=len(other), was=len(one))
        yield from _listed(N_("figures: {now} instead of {was}"), one, other)
        return
    changed = [(number, before, after) for number, (before, after) in enumerate(zip(one, other, strict=True), 1)
               if before != after]
    for number, before, after in changed[:_MOST_SHOWN]:
        if before.alternative != after.alternative:
            yield difference("tags", N_("figure {number}: its alternative text is “{now}” instead of “{was}”"),
                             number=number, now=after.alternative or "-", was=before.alternative or "-")
        else:
            yield difference("tags", N_("figure {number}: {now} instead of {was}"), number=number, now=after.line,
                             was=before.line)


def _tags(proof: Proof) -> list[Tag]:
    """The elements of the tree in order; an element that contains itself is entered once."""
    root = entry(proof.catalogue, "/StructTreeRoot")
    roles = {key[1:]: name(value) for key, value in pairs(entry(root, "/RoleMap"))}
    waiting, seen, found = [raw_entry(root, "/K")], set[tuple[int, int]](), list[Tag]()
    while waiting:
        raw = waiting.pop()
        if hasattr(raw, "idnum"):
            if object_id(raw) in seen:
                continue
            seen.add(object_id(raw))
        element = resolved(raw)
        if isinstance(element, list):
            waiting += reversed(list(list.__iter__(element)))
        elif isinstance(element, dict) and name(entry(element, "/S")):
            found.append(Tag(_role(name(entry(element, "/S")), roles), text(entry(element, "/Alt")),
                             text(entry(element, "/ActualText")), text(entry(element, "/Lang"))))
            waiting.append(raw_entry(element, "/K"))
        if len(found) > MOST_OBJECTS or len(waiting) > 2 * MOST_OBJECTS:
            raise TooManyTags
        if proof.document is not None and len(found) % 1000 == 999:
            proof.document.let_go()
    return found


def _role(role: str, roles: dict[str, str]) -> str:
    for _ in range(_MOST_ROLES):
        if role not in roles:
            break
        role = roles[role]
    return role
