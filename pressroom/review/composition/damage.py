"""Ways to move and resize what is drawn, for the spoils of rules of composition.

Marks alone are changed: the areas by which texts and codes are kept apart stay, so that no other rule sees a change.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pressroom.marks import Field, Mark, Picture, PlacedPage, Shape, TextRun
from pressroom.records import replace
from pressroom.review.composition.measure import Block, Code, Composition
from pressroom.review.damage import first_part, pick, swapped
from pressroom.review.part import ReviewedPart
from pressroom.sheet.geometry import Box, moved_path
from pressroom.stages import Fit, FittedSheet, Placed

Spoil = Callable[[Fit], Fit]
Bend = Callable[[FittedSheet, float], FittedSheet]


def two_sides(bend: Bend, beyond: float, within: float) -> tuple[Spoil, Spoil]:
    """A spoil that brings a measure `beyond` its limit, and one that leaves it `within`, by the same change."""
    return partial(_bent, bend=bend, to=beyond), partial(_bent, bend=bend, to=within)


def _bent(fit: Fit, bend: Bend, to: float) -> Fit:
    return first_part(fit, lambda part: bend(part, to))


def measures(part: FittedSheet) -> Composition:
    """The measures of a part."""
    return ReviewedPart(part).composition


def foot_of(part: FittedSheet) -> Box:
    """The foot.

    Raises:
        LookupError: there is none under the rest.
    """
    composition = measures(part)
    if composition.foot is None or composition.beside:
        raise LookupError
    return composition.foot


def code_of(part: FittedSheet) -> Code:
    """The first code.

    Raises:
        LookupError: there is none.
    """
    return pick(measures(part).codes)


def block_of(part: FittedSheet, fits: Callable[[Block], bool]) -> Block:
    """The first text that `fits`.

    Raises:
        LookupError: there is none.
    """
    return pick(block for block in measures(part).blocks if fits(block))


def scaled(part: FittedSheet, placed: Placed, factor: float, about: tuple[float, float]) -> FittedSheet:
    """The part with an element drawn larger or smaller about a point."""
    x, y = about
    return _redrawn(part, placed, x * (1 - factor), y * (1 - factor), factor)


def nudged(part: FittedSheet, placed: Placed, dx: float, dy: float) -> FittedSheet:
    """The part with an element drawn so many points further right and down."""
    return _redrawn(part, placed, dx, dy, 1.0)


def _redrawn(part: FittedSheet, placed: Placed, dx: float, dy: float, factor: float) -> FittedSheet:
    marks, area = tuple(_mark(mark, dx, dy, factor) for mark in placed.fitted.marks), placed.fitted.area
    if placed.element.kind in ("picture", "logo") and area:
        area = _box(area, dx, dy, factor)
    return swapped(part, placed, replace(placed, fitted=replace(placed.fitted, marks=marks, area=area)))


def _mark(mark: Mark, dx: float, dy: float, factor: float) -> Mark:
    if isinstance(mark, TextRun):
        return replace(mark, x=mark.x * factor + dx, y=mark.y * factor + dy, size=mark.size * factor)
    if isinstance(mark, Shape):
        return replace(mark, path=moved_path(mark.path, dx, dy, factor, factor))
    if isinstance(mark, Picture | PlacedPage | Field):
        return replace(mark, box=_box(mark.box, dx, dy, factor))
    return replace(mark, marks=tuple(_mark(one, dx, dy, factor) for one in mark.marks),
                   area=_box(mark.area, dx, dy, factor) if mark.area else None,
                   clip=moved_path(mark.clip, dx, dy, factor, factor) if mark.clip else None)


def _box(box: Box, dx: float, dy: float, factor: float) -> Box:
    return Box(box.x0 * factor + dx, box.y0 * factor + dy, box.x1 * factor + dx, box.y1 * factor + dy)


