"""How much of the foot is inked.

The measure: the areas of the boxes around each line of type in the foot (from the outlines of its glyphs), around the
dark square of each code, each mark, sign and place to fill in, added up and divided by the area of the foot inside the
trim. The feet of sheets that hang side by side make one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import sqrt

from pressroom.findings import N_, Severity, compared
from pressroom.review.composition.damage import scaled
from pressroom.review.composition.measure import Composition
from pressroom.review.damage import with_part
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.stages import Fit

LEAST = 0.18


def inked(compositions: Iterable[Composition]) -> float | None:
    """The share of the feet that is inked; None where there is no foot."""
    each = [one for one in compositions if one.foot]
    area = sum(one.foot.width * one.foot.height for one in each if one.foot)
    ink = sum(box.width * box.height for one in each for box in one.in_foot)
    return ink / area if area else None


def _words_smaller(fit: Fit, to: float) -> Fit:
    """All but the code in the foot of the first sheet that has enough of it, drawn so small that the share is `to`."""
    each = [ReviewedPart(part).composition for part in fit.parts]
    share = inked(each)
    area = sum(one.foot.width * one.foot.height for one in each if one.foot)
    for number, one in enumerate(each):
        codes = sum(code.box.width * code.box.height for code in one.codes)
        ink = sum(box.width * box.height for box in one.in_foot) - codes
        left = ink - ((share or 0.0) - to) * area
        if one.foot and ink > left > 0:
            part = fit.parts[number]
            for block in one.blocks:
                if one.stands_in_foot(block.ink):
                    part = scaled(part, block.placed, sqrt(left / ink), (block.ink.x0, block.lines[-1].baseline))
            for drawing in one.drawings:
                if one.stands_in_foot(drawing.box):
                    part = scaled(part, drawing.placed, sqrt(left / ink), (drawing.box.x0, drawing.box.y1))
            return with_part(fit, number, part)
    raise LookupError


@rule("foot-empty",
      why=N_("A foot that is mostly empty looks unfinished, and takes space from the message."),
      mend=N_("Lower the foot, or draw the code, the call and the mark larger."), severity=Severity.WARNING,
      source="Poster design, rule 12", needs=("press", "hangs"), sees="parts",
      spoil=partial(_words_smaller, to=LEAST - 0.003), near=partial(_words_smaller, to=LEAST + 0.003))
def foot_empty(parts: Sequence[ReviewedPart]) -> Iterator[Fault]:
    """At least 18 % of the foot is inked; the feet of sheets that hang side by side make one."""
    share = inked(part.composition for part in parts)
    if share is not None and share < LEAST:
        shown, least = compared(share * 100, LEAST * 100)
        yield fault(N_("{share} % of the foot is inked, at least {least} % should be"),
                    N_("lower the shape in the foot's ink, or give the code and the call more cells, in the part of "
                       "layouts that draws the foot"),
                    source=parts[0].place(parts[0].composition.foot_location),
                    area=parts[0].composition.foot, page=parts[0].fitted.page,
                    measured=compared(share, LEAST, 3)[0], limit=LEAST, share=f"{shown:g}", least=f"{least:g}")
