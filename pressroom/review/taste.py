"""Rules of taste that a machine can hold, for what hangs: few sizes, one ink that leads, empty room."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.context import Setting
from pressroom.findings import N_, Severity, compared
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule

MOST_SIZES = 4
# Sizes nearer to each other than a fourth (4 : 3), a step that shows across a room, are one size to the eye.
STEP = 4 / 3
MOST_ACCENT, LEAST_LEADING, LEAST_EMPTY = 0.20, 0.60, 0.25
_SMALL_PRINT = ("caption", "imprint")


@rule("many-sizes", why=N_("Few sizes, far apart, say what comes first; many, close together, say nothing."),
      mend=N_("Give two styles of the layout the same range of sizes."), severity=Severity.WARNING,
      source="Poster design, rule 2", needs=("hangs", "full ink"), spoil=spoils.type_of_many_sizes)
def many_sizes(part: ReviewedPart) -> Iterator[Fault]:
    """A sheet has type of four sizes at the most, small print apart."""
    sizes = steps([setting.size for setting in part.settings if _counts(part, setting)])
    if len(sizes) > MOST_SIZES:
        yield fault(N_("sheet {number} has type of {count} sizes: {sizes} pt; {most} are enough"),
                    source=part.place(("styles",)), measured=len(sizes), limit=MOST_SIZES, number=part.number,
                    count=len(sizes), most=MOST_SIZES, sizes=", ".join(f"{size:.0f}" for size in sizes))


@rule("accent-wide", why=N_("An accent that covers much of the sheet stresses nothing, and no ink leads."),
      mend=N_("Make the shapes or the picture in the accent smaller, or choose a palette in which that ink is the "
              "ground."),
      severity=Severity.NOTE, source="Poster design, rule 3", needs=("hangs", "paper", "full ink"),
      spoil=spoils.accent_over_a_third)
def accent_wide(part: ReviewedPart) -> Iterator[Fault]:
    """The accent covers a fifth of the sheet at the most."""
    share = part.ink_shares.accent
    if share > MOST_ACCENT:
        shown, most = _cents(share, MOST_ACCENT)
        yield fault(N_("the accent covers {share} % of sheet {number}, at most {most} % leave it an accent"),
                    source=part.place(), measured=compared(share, MOST_ACCENT, 3)[0], limit=MOST_ACCENT,
                    number=part.number, share=shown, most=most)


@rule("no-leading-ink", why=N_("From afar a poster is one colour; two that share the sheet are none."),
      mend=N_("Let the ground show on more of the sheet."), severity=Severity.NOTE,
      source="Poster design, rule 4", needs=("hangs", "full ink"), spoil=spoils.half_the_sheet_in_another_ink)
def no_leading_ink(part: ReviewedPart) -> Iterator[Fault]:
    """One ink shows on three fifths of what is neither foot nor photograph."""
    shares = part.ink_shares
    if shares.leading is not None and shares.leading < LEAST_LEADING:
        shown, least = _cents(shares.leading, LEAST_LEADING)
        yield fault(N_("{ink} covers {share} % of what is not the foot on sheet {number}, at least {least} % make it "
                       "lead"), source=part.place(), measured=compared(shares.leading, LEAST_LEADING, 3)[0],
                    limit=LEAST_LEADING, ink=shares.ink, number=part.number, share=shown, least=least)


@rule("crowded", why=N_("What stands in empty room is seen first; on a full sheet nothing is."),
      mend=N_("Cut words, or give them a larger sheet."), severity=Severity.NOTE, source="Poster design, rule 5",
      needs=("hangs", "full ink"), spoil=spoils.words_all_over_the_sheet)
def crowded(part: ReviewedPart) -> Iterator[Fault]:
    """A quarter of the sheet is empty."""
    empty = part.ink_shares.empty
    if empty < LEAST_EMPTY:
        shown, least = _cents(empty, LEAST_EMPTY)
        yield fault(N_("{share} % of sheet {number} is empty, at least {least} % should be"), source=part.place(),
                    measured=compared(empty, LEAST_EMPTY, 3)[0], limit=LEAST_EMPTY, number=part.number,
                    share=shown, least=least)


def _counts(part: ReviewedPart, setting: Setting) -> bool:
    return (part.piece.spec.styles[setting.style].reads or setting.style) not in _SMALL_PRINT


def _cents(share: float, limit: float) -> tuple[str, str]:
    """A share and its limit, in per cent."""
    measured, bound = compared(share * 100, limit * 100)
    return f"{measured:g}", f"{bound:g}"


def steps(sizes: list[float]) -> list[float]:
    """The largest of each group of sizes that look alike, largest first."""
    largest: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not largest or largest[-1] / size >= STEP:
            largest.append(size)
    return largest
