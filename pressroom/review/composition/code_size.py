"""Codes that could be larger where they are."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.symbol import QUIET, modules
from pressroom.findings import N_, Severity, compared
from pressroom.records import dataclass
from pressroom.review.composition.damage import code_of, measures, scaled, two_sides
from pressroom.review.composition.measure import Code, Composition
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import to_mm
from pressroom.stages import FittedSheet

TIMES = 1.25
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Room:
    """A code, its side, the least side of its format, and whether its box holds a code of `TIMES` that; points."""

    code: Code
    side: float
    least: float
    holds_more: bool


def rooms(composition: Composition) -> Iterator[Room]:
    """Every code; what its words need is left as it is."""
    least = composition.fitted.piece.format.qr_side
    for code in composition.codes:
        for symbol in code.placed.fitted.symbols:
            count = modules(symbol.version)
            more = TIMES * least - symbol.needs[0]
            wide = symbol.box[0] - symbol.needs[0] >= more
            high = symbol.box[1] - symbol.needs[1] >= more * (count + 2 * QUIET) / count
            yield Room(code, code.box.width, least, wide and high)


def _code_smaller(part: FittedSheet, to: float) -> FittedSheet:
    """The code drawn at `to` times its least side, from its bottom right."""
    code_of(part)
    for room in rooms(measures(part)):
        if room.holds_more:
            box = room.code.box
            return scaled(part, room.code.placed, to * room.least / room.side, (box.x1, box.y1))
    raise LookupError


SPOIL, NEAR = two_sides(_code_smaller, TIMES - 0.02, TIMES + 0.02)


@rule("code-could-grow",
      why=N_("A code of the least size is read by a good phone in good light; a larger one is read sooner, and "
             "from further away."),
      mend=N_("Give the code `side:` in the layout, or a smaller box."), severity=Severity.WARNING,
      source="Poster design, rule 21", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def code_could_grow(part: ReviewedPart) -> Iterator[Fault]:
    """A code is 1.25 times as large as the least of its format, where its box has room for that."""
    for room in rooms(part.composition):
        if room.holds_more and room.side < TIMES * room.least - _SLACK:
            size, wanted = compared(to_mm(room.side), to_mm(TIMES * room.least), 1)
            yield fault(N_("the code is {size} mm wide, and its box has room for {wanted} mm"),
                        N_("write `side:` at the code in the layout"), source=part.place(room.code.placed.location),
                        area=room.code.box, measured=size, limit=wanted, size=f"{size:g}",
                        wanted=f"{wanted:g}")
