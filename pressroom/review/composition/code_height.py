"""Where the code of a high sheet is, above the floor on which it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity
from pressroom.review.composition.damage import code_of, nudged, two_sides
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import FittedSheet

# From this height a sheet stands on the floor, or hangs down to it.
HIGH = mm(1500)
LOWEST, HIGHEST = mm(900), mm(1600)
_SLACK = 0.01


def _code_lowered(part: FittedSheet, to: float) -> FittedSheet:
    """The code so low that its centre is `to` points above the floor."""
    code = code_of(part)
    if part.sheet.height < HIGH:
        raise LookupError
    return nudged(part, code.placed, 0.0, part.sheet.height - to - code.box.centre[1])


SPOIL, NEAR = two_sides(_code_lowered, LOWEST - mm(2), LOWEST + mm(2))


@rule("code-out-of-reach",
      why=N_("On a sheet that stands on the floor, a code is scanned by people who stand or sit; higher or "
             "lower, it is not scanned."),
      mend=N_("Move the code up or down, out of the foot where need be."), severity=Severity.WARNING,
      source="Poster design, rule 19", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def code_out_of_reach(part: ReviewedPart) -> Iterator[Fault]:
    """On a sheet of 1.5 m of height or more the code's centre is 900 to 1,600 mm above the floor."""
    height = part.fitted.sheet.height
    if height < HIGH - _SLACK:
        return
    for code in part.composition.codes:
        above = height - code.box.centre[1]
        if not LOWEST - _SLACK <= above <= HIGHEST + _SLACK:
            yield fault(N_("the code's centre is {above} mm above the floor; from {lowest} to {highest} mm "
                           "it is scanned with ease"),
                        N_("change `at` of the code for tall sheets"), source=part.place(code.placed.location),
                        area=code.box, measured=round(to_mm(above), 1),
                        limit=round(to_mm(LOWEST if above < LOWEST else HIGHEST), 1),
                        above=f"{to_mm(above):.0f}", lowest=f"{to_mm(LOWEST):.0f}", highest=f"{to_mm(HIGHEST):.0f}")
