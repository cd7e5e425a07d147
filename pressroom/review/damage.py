"""Ways to change a fitted piece, for the spoils of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pressroom.colour.ink import Ink
from pressroom.elements.context import Fitted, Setting
from pressroom.marks import Group, Mark, TextRun
from pressroom.records import replace
from pressroom.review.part import ReviewedPart, WordsOn
from pressroom.specs.printer import PrinterSpec
from pressroom.stages import Fit, FittedLeaflet, FittedSheet, Piece, Placed

T = TypeVar("T")
Change = Callable[[FittedSheet], FittedSheet]


def first_part(fit: Fit, change: Change) -> Fit:
    """The piece with the first of its parts changed that `change` can do something with.

    Raises:
        LookupError: it can with none.
    """
    for number, part in enumerate(fit.parts):
        try:
            changed = change(part)
        except LookupError:
            continue
        return with_part(fit, number, changed)
    raise LookupError("no part of the piece has anything to spoil")


def with_part(fit: Fit, number: int, changed: FittedSheet) -> Fit:
    """The piece with one part changed, and where it is a panel, its own elements as they are on the part."""
    parts = (*fit.parts[:number], changed, *fit.parts[number + 1:])
    leaflet = fit.leaflet
    if leaflet:
        panel = leaflet.panels[number]
        own = {one.location for one in panel.own}
        panel = replace(panel, fitted=changed, own=tuple(one for one in changed.placed if one.location in own))
        leaflet = FittedLeaflet(leaflet.folding, (*leaflet.panels[:number], panel, *leaflet.panels[number + 1:]))
    return replace(fit, parts=parts, leaflet=leaflet)


def pick(things: Iterable[T]) -> T:
    """The first of some things.

    Raises:
        LookupError: there is none.
    """
    for thing in things:
        return thing
    raise LookupError


def swapped(part: FittedSheet, old: Placed, new: Placed) -> FittedSheet:
    """The part with one element in the place of another."""
    return replace(part, placed=tuple(new if one is old else one for one in part.placed))


def reset(part: FittedSheet, old: Setting, new: Setting) -> FittedSheet:
    """The part with one text set otherwise."""
    return replace(part, settings=tuple(new if one is old else one for one in part.settings))


def inserted(part: FittedSheet, marks: tuple[Mark, ...], before: Placed | None = None) -> FittedSheet:
    """The part with artwork of nobody's under an element, or over everything."""
    like = before or pick(one for one in part.placed if one.element.kind == "text")
    artwork = Placed(like.element, ("spoil",), Fitted(marks))
    at = part.placed.index(before) if before else len(part.placed)
    return replace(part, placed=(*part.placed[:at], artwork, *part.placed[at:]))


def solid(part: FittedSheet) -> list[Placed]:
    """Its elements that nothing may stand on."""
    return [one for one in part.placed if not one.element.ARTWORK and one.fitted.area]


def _inked(marks: tuple[Mark, ...], ink: Ink) -> tuple[Mark, ...]:
    """The marks with all words in one ink."""
    return tuple(replace(mark, marks=_inked(mark.marks, ink)) if isinstance(mark, Group)
                 else replace(mark, ink=ink) if isinstance(mark, TextRun) else mark for mark in marks)


def reinked(placed: Placed, ink: Ink) -> Placed:
    """The element with all its words in one ink."""
    return replace(placed, fitted=replace(placed.fitted, marks=_inked(placed.fitted.marks, ink)))


def plain_words(part: FittedSheet) -> list[WordsOn]:
    """Elements of one ink on one flat ground, smallest first; headings, of which less is asked, last."""
    pairs = ReviewedPart(part).words_on
    alone = [one for one in pairs if one.ground and sum(other.placed is one.placed for other in pairs) == 1]
    return sorted(alone, key=lambda one: (one.heading, one.area.width * one.area.height))


def for_printer(fit: Fit, change: Callable[[PrinterSpec], PrinterSpec]) -> Fit:
    """The piece as it would be for another printer."""
    def other(piece: Piece) -> Piece:
        return replace(piece, printer_spec=change(piece.printer_spec))
    changed = replace(fit, piece=other(fit.piece))
    for number, part in enumerate(changed.parts):
        changed = with_part(changed, number, replace(part, piece=other(part.piece)))
    return changed
