"""Baselines of texts side by side: shared, or clearly apart.

Two texts share their lines where any baseline of one is within half a millimetre of one of the other's, or where their
first capitals are equally high. Otherwise the first and the last baselines of both are compared: nearer than half the
larger type, and than one and a half times the smaller, looks like a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from pressroom.findings import N_, Severity
from pressroom.records import dataclass
from pressroom.review.composition.damage import measures, nudged, two_sides
from pressroom.review.composition.lines import Line
from pressroom.review.composition.measure import Block, Composition
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import FittedSheet

TOLERANCE = mm(0.5)
_OF_LARGER, _OF_SMALLER = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two texts side by side.

    Attributes:
        first, second: from the left.
        off: the least distance between a baseline of one and one of the other, in points.
        clear: the distance from which they are clearly apart.
        shared: whether their capitals are equally high.
    """

    first: Block
    second: Block
    off: float
    clear: float
    shared: bool

    @property
    def near_miss(self) -> bool:
        """Whether they nearly share a line."""
        return not self.shared and TOLERANCE < self.off < self.clear


def neighbours(composition: Composition) -> Iterator[Neighbours]:
    """Every two texts that are side by side, in the foot or outside of it."""
    for first, second in combinations(sorted(composition.blocks, key=lambda block: block.ink.x0), 2):
        if (first.ink.x1 > second.ink.x0 or not _level(first, second) or first.placed is second.placed
                or composition.stands_in_foot(first.ink) != composition.stands_in_foot(second.ink)):
            continue
        every = min(abs(one.baseline - other.baseline) for one, other in product(first.lines, second.lines))
        ends = min(abs(one.baseline - other.baseline) for one, other in product(_ends(first), _ends(second)))
        clear = min(_OF_LARGER * max(first.size, second.size), _OF_SMALLER * min(first.size, second.size))
        yield Neighbours(first, second, every if every <= TOLERANCE else ends, clear,
                         abs(first.capitals - second.capitals) <= TOLERANCE)


def _level(first: Block, second: Block) -> bool:
    """Whether both are on one height at least in part."""
    return first.ink.y0 < second.ink.y1 and second.ink.y0 < first.ink.y1


def _ends(block: Block) -> tuple[Line, ...]:
    return (block.lines[0], block.lines[-1]) if len(block.lines) > 1 else block.lines


def _lowered(part: FittedSheet, to: float) -> FittedSheet:
    """One of two texts that share a baseline, moved down by `to` points."""
    for pair in neighbours(measures(part)):
        if pair.off <= TOLERANCE and pair.clear > to and pair.second.placed.element.kind == "text":
            lowered = nudged(part, pair.second.placed, 0.0, to)
            if to <= TOLERANCE or any(one.near_miss for one in neighbours(measures(lowered))):
                return lowered
    raise LookupError


SPOIL, NEAR = two_sides(_lowered, TOLERANCE + mm(0.1), TOLERANCE - mm(0.1))


@rule("baselines-off",
      why=N_("Lines side by side that nearly share a baseline look like a mistake."),
      mend=N_("Anchor both texts at `baseline` or `capitals` in the same rows, or move them clearly apart."),
      severity=Severity.WARNING, source="Poster design, rule 16", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def baselines_off(part: ReviewedPart) -> Iterator[Fault]:
    """Texts side by side share a baseline within half a millimetre, or are clearly apart."""
    for pair in neighbours(part.composition):
        if pair.near_miss:
            yield fault(N_("the lines of {first} and {second} miss each other by {off} mm"),
                        N_("give both the same rows and the same `anchor`"),
                        source=part.place(pair.second.placed.location), area=pair.first.ink.united(pair.second.ink),
                        measured=round(to_mm(pair.off), 2), limit=round(to_mm(TOLERANCE), 2),
                        first=pair.first.name, second=pair.second.name, off=f"{to_mm(pair.off):.1f}")
