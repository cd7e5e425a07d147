"""A page of the old file and the same page of the new one, and how one lies on the other."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pressroom.pdf.objects import entry, number
from pressroom.preflight.page import Page
from pressroom.preflight.walk.painted import Painted, PaintedText
from pressroom.sheet.geometry import Box

SLACK = 0.5
"""Points by which sizes may differ: rounding of millimetres, and of programs."""

_NEAR = 0.05  # points by which positions may differ
_MOST_MATCHED = 2_000  # painted objects that tell how the pages lie


class Pair:
    """The two pages of a number.

    Attributes:
        number: counted from 1.
        old, new: the pages.
    """

    def __init__(self, number: int, old: Page, new: Page) -> None:
        self.number, self.old, self.new = number, old, new

    @cached_property
    def same_trim(self) -> bool:
        """Whether their trims are of one size."""
        return _one_size(self.old.trim, self.new.trim)

    @cached_property
    def same_paper(self) -> bool:
        """Whether their papers (media boxes) are of one size."""
        return _one_size(self.old.paper, self.new.paper)

    @property
    def of_one_size(self) -> bool:
        """Whether they are pages of one size: of paper, or after trimming."""
        return self.same_trim or self.same_paper

    @cached_property
    def by_paper(self) -> bool:
        """Whether the papers, not the trims, lie on each other: the trim moved on the paper, and the content did not.

        Where both are of one size, the content decides: the objects that lie where they were.
        """
        dx, dy = self._on_paper
        if max(abs(dx), abs(dy)) < _NEAR or not self.same_paper:
            return False
        return not self.same_trim or self._matches(dx, dy) > self._matches(0.0, 0.0)

    @property
    def shift(self) -> tuple[float, float]:
        """From the old sheet to the new one, in points: (0, 0) where the trims lie on each other."""
        return self._on_paper if self.by_paper else (0.0, 0.0)

    @property
    def _on_paper(self) -> tuple[float, float]:
        return self.new.paper.x0 - self.old.paper.x0, self.new.paper.y0 - self.old.paper.y0

    def _matches(self, dx: float, dy: float) -> int:
        """How many objects of the old page, shifted, lie where one of the new page does."""
        before = Counter(_key(each, dx, dy) for each in self.old.walk.things[:_MOST_MATCHED])
        after = Counter(_key(each, 0.0, 0.0) for each in self.new.walk.things[:_MOST_MATCHED])
        return (before & after).total()

    @cached_property
    def area(self) -> Box:
        """What is compared in pixels, on the new sheet: the trims, and the bleed as far as both pages have it."""
        dx, dy = self.shift
        margin = min(_margin(self.old), _margin(self.new))
        area = self.new.trim.grown(margin)
        if self.by_paper:
            area = area.united(self.old.trim.grown(margin).moved(dx, dy))
        area = area.overlap(self.new.paper) or self.new.paper
        return area.overlap(self.old.paper.moved(dx, dy)) or area


def unit(page: Page) -> float:
    """The size of the page's unit, in points (UserUnit; ISO 32000-1, table 30)."""
    stated = number(entry(page.leaf, "/UserUnit"), 1.0)
    return stated if stated > 0 else 1.0


def key_of_box(box: Box, dx: float = 0.0, dy: float = 0.0) -> tuple[float, float, float, float]:
    """A box, shifted, to half a point."""
    edges = (box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
    x0, y0, x1, y1 = (round(2 * edge + 0.013) / 2 for edge in edges)  # edges on a quarter are common: not there
    return x0, y0, x1, y1


def _one_size(one: Box, other: Box) -> bool:
    return abs(one.width - other.width) <= SLACK and abs(one.height - other.height) <= SLACK


def _key(thing: Painted, dx: float, dy: float) -> tuple[object, ...]:
    return type(thing), key_of_box(thing.box, dx, dy), thing.string if isinstance(thing, PaintedText) else b""


def _margin(page: Page) -> float:
    bleed, trim = page.bleed, page.trim
    return max(0.0, min(trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1))
