"""The lowest part of a high sheet, which people, bags and chairs hide."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity
from pressroom.review.composition.code_height import HIGH
from pressroom.review.composition.damage import measures, nudged, two_sides
from pressroom.review.damage import pick
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import FittedSheet

BARE = mm(150)
_SLACK = 0.01


def _words_lowered(part: FittedSheet, to: float) -> FittedSheet:
    """The lowest words so low that their ink ends `to` points above the floor."""
    if part.sheet.height < HIGH:
        raise LookupError
    block = pick(sorted(measures(part).blocks, key=lambda block: -block.ink.y1))
    return nudged(part, block.placed, 0.0, part.sheet.height - to - block.ink.y1)


SPOIL, NEAR = two_sides(_words_lowered, BARE - mm(1), BARE + mm(1))


@rule("low-words",
      why=N_("People, bags and chairs hide the lowest part of a sheet that stands on the floor."),
      mend=N_("End the words and codes of tall sheets higher."), severity=Severity.WARNING,
      source="Poster design, rule 20", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def low_words(part: ReviewedPart) -> Iterator[Fault]:
    """On a sheet of 1.5 m of height or more the lowest 150 mm bear neither words nor codes."""
    height = part.fitted.sheet.height
    if height < HIGH - _SLACK:
        return
    composition = part.composition
    things = [(block.name, block.placed, block.ink) for block in composition.blocks]
    things += [("qr", code.placed, code.box) for code in composition.codes]
    low = [thing for thing in things if height - thing[2].y1 < BARE - _SLACK]
    if low:
        name, placed, box = max(low, key=lambda thing: thing[2].y1)
        yield fault(N_("{name} ends {above} mm above the floor; the lowest {bare} mm are hidden"),
                    N_("change `at` of what stands there for tall sheets"), source=part.place(placed.location),
                    area=box, measured=round(to_mm(height - box.y1), 1), limit=round(to_mm(BARE), 1),
                    name=name, above=f"{to_mm(height - box.y1):.0f}", bare=f"{to_mm(BARE):.0f}")
