"""The optical margins at both ends of the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pressroom.findings import N_, Severity, compared
from pressroom.review.composition.damage import code_of, foot_of, nudged
from pressroom.review.damage import with_part
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import around
from pressroom.sheet.units import to_mm
from pressroom.stages import Fit

# Of the wider margin, what the two may differ by.
MOST_APART = 0.15


def margins(parts: Sequence[ReviewedPart]) -> tuple[float, float] | None:
    """What is empty at the left of the first foot and the right of the last, in points; None where one is missing."""
    first, last = parts[0].composition, parts[-1].composition
    begins, ends = around(first.in_foot), around(last.in_foot)
    if not (begins and ends and first.foot and last.foot):
        return None
    return begins.x0 - first.foot.x0, last.foot.x1 - ends.x1


def apart(left: float, right: float) -> float:
    """By which share of the wider margin the other is narrower."""
    return abs(left - right) / max(left, right) if max(left, right) > 0 else 0.0


def _code_moved(fit: Fit, to: float) -> Fit:
    """The code so far from the right that the margins differ by the share `to`."""
    last = fit.parts[-1]
    foot_of(last)
    measured = margins([ReviewedPart(part) for part in fit.parts])
    if measured is None:
        raise LookupError
    left, right = measured
    return with_part(fit, len(fit.parts) - 1, nudged(last, code_of(last).placed, right - left / (1 - to), 0.0))


@rule("foot-margins",
      why=N_("The two ends of the foot are seen at once, and unequal margins look like a mistake."),
      mend=N_("Let the first element of the foot begin, and the last end, at the layout's margins."),
      severity=Severity.WARNING, source="Poster design, rule 10", needs=("press", "hangs"), sees="parts",
      spoil=partial(_code_moved, to=MOST_APART + 0.01), near=partial(_code_moved, to=MOST_APART - 0.01))
def foot_margins(parts: Sequence[ReviewedPart]) -> Iterator[Fault]:
    """The margins at the left and the right of the foot's ink differ by 15 % at the most; three feet make one."""
    measured = margins(parts)
    if measured is None:
        return
    left, right = measured
    if (share := apart(left, right)) > MOST_APART:
        shown, most = compared(share * 100, MOST_APART * 100)
        yield fault(N_("the foot has {left} mm empty at its left and {right} mm at its right: {share} % apart, at most "
                       "{most} %"),
                    N_("move `at` of what stands at either end, in the part of layouts that draws the foot"),
                    source=parts[0].place(parts[0].composition.foot_location), area=parts[-1].composition.foot,
                    page=parts[-1].fitted.page, measured=compared(share, MOST_APART, 3)[0], limit=MOST_APART,
                    left=f"{to_mm(left):.1f}", right=f"{to_mm(right):.1f}",
                    share=f"{shown:g}", most=f"{most:g}")
