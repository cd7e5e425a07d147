"""Damage for the rules of press, bindery, folds and symbols (see `spoils.py`)."""

from __future__ import annotations

from pathlib import Path

from pressroom.colour.ink import BLACK, PAPER, Ink, contrast
from pressroom.marks import Picture, Shape
from pressroom.records import replace
from pressroom.review.damage import (
    first_part,
    for_printer,
    inserted,
    pick,
    plain_words,
    reinked,
    solid,
    swapped,
    with_part,
)
from pressroom.review.spoils import THIN
from pressroom.sheet.geometry import Box, polygon, rectangle
from pressroom.sheet.units import mm
from pressroom.specs.finishing import Finish, Hidden
from pressroom.specs.printer import Least, StockSpec
from pressroom.stages import Fit, FittedSheet

# A preset asks for no more than 72 pt.
_LARGEST_LEAST = 71


def words_smaller_than_the_press_prints(fit: Fit) -> Fit:
    """The printer asks for half a point more than the smallest text has."""
    smallest = min(one.size for part in fit.parts for one in part.settings)
    return for_printer(fit, lambda printer: printer.model_copy(update={"text": Least(
        least=smallest + 0.5, reversed=printer.text.reversed)}))


def small_words_in_white(fit: Fit) -> Fit:
    """The printer asks for half a point more than the smallest reversed text has."""
    smallest = pick(sorted(one.size for part in fit.parts for one in part.settings
                           if one.size < _LARGEST_LEAST and (one.ink.is_paper or len(one.ink.plates) > 1)))
    return for_printer(fit, lambda printer: printer.model_copy(update={"text": Least(
        least=printer.text.least, reversed=smallest + 0.5)}))


def words_in_rich_black(fit: Fit) -> Fit:
    """Words on a light ground are printed with four inks."""
    def change(part: FittedSheet) -> FittedSheet:
        pair = pick(one for one in plain_words(part) if one.ground and contrast(BLACK, one.ground) > 9)
        rich = Ink("rich", (0.6, 0.6, 0.6, 1.0), (0.0, 0.0, 0.0))
        return swapped(part, pair.placed, reinked(pair.placed, rich))
    return first_part(fit, change)


def duotone_of_a_spot_colour(fit: Fit) -> Fit:
    """A photograph is tinted with an ink that has its own plate."""
    def change(part: FittedSheet) -> FittedSheet:
        spot = Ink("house", THIN, (0.9, 0.9, 1.0), spot="HOUSE 1")
        picture = Picture(Path("photo.jpg"), "", Box(0, 0, 1, 1), (0, 0, 1, 1), (600, 400), tint=(spot, PAPER))
        return inserted(part, (picture,), pick(part.placed))
    return first_part(fit, change)


def tool_through_words(fit: Fit) -> Fit:
    """A die cuts through a text."""
    def change(part: FittedSheet) -> FittedSheet:
        area = pick(one.fitted.area for one in solid(part))
        assert area is not None
        die, (_, y) = Ink("die", (0, 0, 0, 0), (1, 0, 1), spot="Cut", technical=True), area.centre
        return inserted(part, (Shape(polygon(((area.x0, y), (area.x1, y)), closed=False), stroke=die, width=0.5),))
    return first_part(fit, change)


def words_in_the_cassette(fit: Fit) -> Fit:
    """The lowest 2 mm of a text go into a cassette."""
    def change(part: FittedSheet) -> FittedSheet:
        lowest = max(area.y1 for one in solid(part) if (area := one.fitted.area))
        deep = part.piece.format.height - lowest + mm(2)
        hidden = Hidden.model_construct(bottom=deep)
        return replace(part, piece=replace(part.piece, finish=Finish.model_construct(hidden=hidden)))
    return first_part(fit, change)


def heavy_stock_unscored(fit: Fit) -> Fit:
    """Card is folded without a score."""
    return for_printer(fit, lambda printer: printer.model_copy(update={"stock": StockSpec(gsm=250)}))


def grain_across_the_folds(fit: Fit) -> Fit:
    """The stock's grain runs across the folds."""
    return for_printer(fit, lambda printer: printer.model_copy(update={"stock": StockSpec(grain="across")}))


# Folds

def _towards_fold(fit: Fit, clear: float) -> Fit:
    """A text of a panel reaches to `clear` points from its fold."""
    for number, panel in enumerate(fit.leaflet.panels if fit.leaflet else ()):
        for placed in panel.own:
            area = placed.fitted.area
            if placed.element.ARTWORK or area is None or not panel.panel.folded:
                continue
            wide = Box(panel.reach.x0 + clear, area.y0, area.x1, area.y1) if "left" in panel.panel.folded else Box(
                area.x0, area.y0, panel.reach.x1 - clear, area.y1)
            reaching = replace(placed, fitted=replace(placed.fitted, area=wide))
            return with_part(fit, number, swapped(panel.fitted, placed, reaching))
    raise LookupError("nothing is folded")


def words_near_a_fold(fit: Fit) -> Fit:
    """A text stands 2 mm from a fold."""
    return _towards_fold(fit, mm(2))


def words_over_a_fold(fit: Fit) -> Fit:
    """A text reaches 2 mm over a fold."""
    return _towards_fold(fit, -mm(2))


def ground_that_changes_on_a_fold(fit: Fit) -> Fit:
    """A panel's ground ends exactly on its fold."""
    for number, panel in enumerate(fit.leaflet.panels if fit.leaflet else ()):
        if "left" in panel.panel.folded:
            strip = Shape(rectangle(Box(0, 0, mm(3), panel.panel.box.height)), fill=Ink("strip", (0, 0.5, 0, 0),
                                                                                        (1.0, 0.5, 0.8)))
            return with_part(fit, number, inserted(panel.fitted, (strip,)))
    raise LookupError("nothing is folded")


# Symbols

def _symbol(fit: Fit, **changes: object) -> Fit:
    def change(part: FittedSheet) -> FittedSheet:
        placed = pick(one for one in part.placed if one.fitted.symbols)
        symbol = replace(placed.fitted.symbols[0], **changes)  # type: ignore[arg-type]
        return swapped(part, placed, replace(placed, fitted=replace(placed.fitted, symbols=(symbol,))))
    return first_part(fit, change)


def symbol_larger_than_its_box(fit: Fit) -> Fit:
    """The symbol needs a millimetre more than its box has."""
    return _symbol(fit, needs=(mm(41), mm(60)), box=(mm(40), mm(60)))


def symbol_of_many_modules(fit: Fit) -> Fit:
    """The symbol is of version 5."""
    return _symbol(fit, version=5)
