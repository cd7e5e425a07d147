"""A part of a piece as rules look at it: what several of them ask is computed once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pressroom.colour.ink import Ink
from pressroom.elements.context import Setting
from pressroom.findings import Place
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.records import dataclass
from pressroom.review.composition.measure import Composition
from pressroom.review.ink_shares import InkShares, ink_shares
from pressroom.review.visibility import Area, areas, ground_of, top_at
from pressroom.sheet.geometry import Box
from pressroom.specs.document import Location
from pressroom.stages import FittedPanel, FittedSheet, Piece, Placed

# Where around a run's letters its ground is looked at, as shares of its width and height.
_ACROSS, _DOWN = (0.02, 0.26, 0.5, 0.74, 0.98), (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class WordsOn:
    """Words in one ink on one ground, the first run of an element that is so.

    Attributes:
        placed: the element.
        ink: of the words.
        ground: under them; None for a picture.
        area: around the run's letters.
        heading: whether the run belongs to a heading.
    """

    placed: Placed
    ink: Ink
    ground: Ink | None
    area: Box
    heading: bool


class ReviewedPart:
    """A fitted part, and what rules ask of it."""

    def __init__(self, fitted: FittedSheet, panel: FittedPanel | None = None) -> None:
        """`panel` is the same part, where the piece is folded."""
        self.fitted, self.panel = fitted, panel

    @property
    def piece(self) -> Piece:
        """The piece as if the part were all of it."""
        return self.fitted.piece

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The elements on it, in painting order."""
        return self.fitted.placed

    @property
    def settings(self) -> tuple[Setting, ...]:
        """How its texts were set."""
        return self.fitted.settings

    @property
    def number(self) -> int:
        """Of its texts in the piece, from 1."""
        return self.fitted.number

    def place(self, location: Location = ()) -> Place:
        """Where the layout says that."""
        return self.piece.layout_document.place(location)

    @cached_property
    def ink_shares(self) -> InkShares:
        """The shares of its inks and of its empty room."""
        return ink_shares(self.fitted, self.areas)

    @cached_property
    def areas(self) -> tuple[tuple[Placed, list[Area]], ...]:
        """What each of its elements covers, in painting order; words are none."""
        return tuple((placed, areas(placed.fitted.marks)) for placed in self.placed)

    @cached_property
    def composition(self) -> Composition:
        """What stands on it, as it is drawn."""
        return Composition(self.fitted)

    @cached_property
    def words_on(self) -> tuple[WordsOn, ...]:
        """Every pair of an ink of words and a ground, once an element."""
        return tuple(self._words_on())

    def _words_on(self) -> Iterator[WordsOn]:
        painted: list[Area] = []
        for placed, own in self.areas:
            below = [*painted, *(one for one in own if isinstance(one.mark, Shape))]
            pairs: set[tuple[str, str]] = set()
            for run, heading in _runs(placed.fitted.marks, heading=False):
                box = letters(run)
                for ground in _grounds(box, below):
                    pair = (run.ink.name, ground.name if ground else "")
                    if pair not in pairs:
                        pairs.add(pair)
                        yield WordsOn(placed, run.ink, ground, box, heading)
            painted += own


def called(placed: Placed) -> str:
    """What messages call an element: its name, or its kind."""
    return placed.element.name or placed.element.kind


def letters(run: TextRun) -> Box:
    """Around a run's letters; the space that parts it from the next line has no ink, and may lie off the sheet."""
    count = len(run.glyphs)
    while count and run.glyphs[count - 1].text.isspace():
        count -= 1
    width = sum(glyph.advance for glyph in run.glyphs[:count]) * run.size
    return Box(run.x, run.y - 0.7 * run.size, run.x + width, run.y)


def _grounds(box: Box, painted: list[Area]) -> list[Ink | None]:
    """The inks that show around letters: what was painted last at a handful of places; None for a picture."""
    grounds: dict[str, Ink | None] = {}
    for across in _ACROSS:
        for down in _DOWN:
            top = top_at(painted, box.x0 + across * box.width, box.y0 + down * box.height)
            ink = ground_of(top)
            grounds[ink.name if ink else ""] = ink
    return list(grounds.values())


def _runs(marks: tuple[Mark, ...], *, heading: bool) -> Iterator[tuple[TextRun, bool]]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _runs(mark.marks, heading=heading or mark.role == "heading")
        elif isinstance(mark, TextRun):
            yield mark, heading
