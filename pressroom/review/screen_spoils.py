"""Damage for the rules of pictures for screens (see `spoils.py`); any other piece raises LookupError."""

from __future__ import annotations

from pressroom.elements.grid import ByShape
from pressroom.elements.qr import QrElement
from pressroom.records import replace
from pressroom.review.damage import first_part, pick, reset, solid, swapped
from pressroom.sheet.formats import PIXEL
from pressroom.stages import Fit, FittedSheet


def small_words_on_a_screen(fit: Fit) -> Fit:
    """The smallest text is set in 23 pixels."""
    def change(part: FittedSheet) -> FittedSheet:
        old = pick(sorted(part.settings if part.piece.format.screen else (), key=lambda one: one.size))
        return reset(part, old, replace(old, size=23 * PIXEL))
    return first_part(fit, change)


def words_at_the_upper_edge(fit: Fit) -> Fit:
    """The uppermost text of a story stands 20 pixels from its edge."""
    def change(part: FittedSheet) -> FittedSheet:
        texts = [one for one in solid(part) if one.element.kind == "text" and part.piece.format.covered[0]]
        top = pick(sorted(texts, key=lambda one: one.fitted.area.y0 if one.fitted.area else 0.0))
        area = top.fitted.area
        moved = area.moved(0, 20 * PIXEL - area.y0) if area else None
        return swapped(part, top, replace(top, fitted=replace(top.fitted, area=moved)))
    return first_part(fit, change)


def code_on_a_screen(fit: Fit) -> Fit:
    """In the place of the mark stands a code."""
    def change(part: FittedSheet) -> FittedSheet:
        mark = pick(one for one in part.placed if one.element.kind == "logo" and part.piece.format.screen)
        code = QrElement.model_construct(kind="qr", name="code", at=ByShape.model_construct(), over=())
        return swapped(part, mark, replace(mark, element=code))
    return first_part(fit, change)
