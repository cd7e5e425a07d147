"""Spot inks and fonts of a whole file, collected page after page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.digest import Digests, TooMany
from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.spaces import Space
from pressroom.preflight.page import Page
from pressroom.preflight.survey import PROCESS_INKS
from pressroom.preflight.walk.painted import PaintedText, spaces_of
from pressroom.preflight.walk.typeface import Typeface
from pressroom.records import dataclass, field

_SUBSET = regex(r"^[A-Z]{6}\+")


@dataclass(slots=True)
class Inventory:
    """What the pages so far have.

    Attributes:
        spots: the pages on which something is painted in a spot ink, by its name.
        replacements: digests of what stands in for a spot ink where it is not printed.
        fonts: whether each font is embedded, by its name without the subset's letters; both where it is both.
    """

    spots: dict[str, set[int]] = field(default_factory=dict)
    replacements: dict[str, set[bytes]] = field(default_factory=dict)
    fonts: dict[str, set[bool]] = field(default_factory=dict)

    def add(self, page: Page, digests: Digests) -> None:
        """Add what a page is painted with."""
        for thing in page.walk.on_plates:
            for space in spaces_of(thing):
                for ink in space.colorants:
                    if ink not in PROCESS_INKS:
                        self.spots.setdefault(ink, set()).add(page.number)
                        if space.family == "Separation":
                            self.replacements.setdefault(ink, set()).add(_replacement(space, digests))
        for face in {text.face for text in page.walk.every if isinstance(text, PaintedText)}:
            self.fonts.setdefault(font_name(face), set()).add(face.program[1] is not None or face.kind == "Type3")


def font_name(face: Typeface) -> str:
    """Its name without the six letters of a subset (ISO 32000-1, 9.6.4)."""
    return _SUBSET.sub("", face.label)


def _replacement(space: Space, digests: Digests) -> bytes:
    try:
        return (space.stand_in.label if space.stand_in else "").encode() + digests.of(space.tint)
    except TooMany:
        return b""


def inventories_differ(old: Inventory, new: Inventory) -> bool:
    """Whether they differ so far; pages that are alike may yet make them equal."""
    return old.spots.keys() != new.spots.keys() or old.replacements != new.replacements or old.fonts != new.fonts


def inventory_differences(old: Inventory, new: Inventory) -> Iterator[Difference]:
    """Spot inks and fonts that one file has, and those that both have in another way."""
    for ink in sorted(old.spots.keys() - new.spots.keys()):
        yield difference("spots", N_("the spot ink “{ink}” is in the old file only (on {count} {count|page|pages}: "
                                     "{pages})"),
                         ink=ink, count=len(old.spots[ink]), pages=_pages(old.spots[ink]))
    for ink in sorted(new.spots.keys() - old.spots.keys()):
        yield difference("spots", N_("the spot ink “{ink}” is in the new file only (on {count} {count|page|pages}: "
                                     "{pages})"),
                         ink=ink, count=len(new.spots[ink]), pages=_pages(new.spots[ink]))
    for ink in sorted(old.replacements.keys() & new.replacements.keys()):
        if old.replacements[ink] != new.replacements[ink]:
            yield difference("spots", N_("other colours stand in for the spot ink “{ink}”"), ink=ink)
    yield from _fonts(old.fonts, new.fonts)


def _pages(numbers: set[int]) -> str:
    first = sorted(numbers)[:8]
    return ", ".join(map(str, first)) + (" …" if len(numbers) > len(first) else "")


def _fonts(old: Mapping[str, set[bool]], new: Mapping[str, set[bool]]) -> Iterator[Difference]:
    for font in sorted(old.keys() - new.keys()):
        yield difference("fonts", N_("the font {font} is in the old file only"), font=font)
    for font in sorted(new.keys() - old.keys()):
        yield difference("fonts", N_("the font {font} is in the new file only"), font=font)
    for font in sorted(old.keys() & new.keys()):
        if False in new[font] - old[font]:
            yield difference("fonts", N_("the font {font} is not embedded any more"), font=font)
        elif old[font] != new[font]:
            yield difference("fonts", N_("the font {font} is embedded now, and was not everywhere"), font=font)
