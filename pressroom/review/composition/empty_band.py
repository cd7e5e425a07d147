"""The largest empty band among the words: from one edge of the sheet to the other, between what stands above and below.

Words, codes, pictures and shapes fill it; so does the foot, whose upper edge is where the last band ends. What is above
the first of them is no band, and the foot that stands beside the rest is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity, compared
from pressroom.review.composition.damage import foot_of, measures, nudged, two_sides
from pressroom.review.composition.measure import Composition
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.stages import FittedSheet

MOST = 0.12


def bands(composition: Composition) -> list[Box]:
    """The empty bands, from the top."""
    rest = composition.live
    boxes = [*(block.ink for block in composition.blocks), *(code.box for code in composition.codes),
             *(drawing.box for drawing in (*composition.drawings, *composition.shapes))]
    spans = sorted((box.y0, box.y1) for box in boxes if not composition.stands_in_foot(box))
    if composition.foot and not composition.beside:
        spans.append((composition.foot.y0, composition.foot.y1))
    empty, down = list[Box](), None
    for top, bottom in spans:
        if down is not None and top > down:
            empty.append(Box(rest.x0, down, rest.x1, top))
        down = bottom if down is None else max(down, bottom)
    return empty


def _words_lowered(part: FittedSheet, to: float) -> FittedSheet:
    """The words under the first band moved down until it is the share `to` of the height."""
    foot_of(part)
    composition = measures(part)
    wide = [band for band in bands(composition) if band.height / part.sheet.height > 0.01]
    if len(wide) < 2:
        raise LookupError
    by = to * part.sheet.height - wide[0].height
    if by < 0 or by > wide[1].height:
        raise LookupError
    for block in composition.blocks:
        if block.ink.y0 >= wide[0].y1 and block.ink.y1 <= wide[1].y0:
            part = nudged(part, block.placed, 0.0, by)
    return part


SPOIL, NEAR = two_sides(_words_lowered, MOST + 0.002, MOST - 0.002)


@rule("empty-band",
      why=N_("Empty space around the words sets them off; a gap between them separates what belongs together."),
      mend=N_("Move what is above or below the gap towards it, or give its rows to the headline."),
      severity=Severity.WARNING, source="Poster design, rule 17", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def empty_band(part: ReviewedPart) -> Iterator[Fault]:
    """The largest empty band among the words is 12 % of the height at the most."""
    band = max(bands(part.composition), key=lambda one: one.height, default=None)
    if band is not None and (share := band.height / part.composition.trim.height) > MOST:
        shown, most = compared(share * 100, MOST * 100)
        yield fault(N_("empty from {top} to {bottom} mm, {share} % of the height; at most {most} %"),
                    N_("change `at`, `gap` or `anchor` of what stands above or below, or let a style be larger"),
                    source=part.place(), area=band, measured=compared(share, MOST, 3)[0], limit=MOST,
                    top=f"{to_mm(band.y0):.0f}", bottom=f"{to_mm(band.y1):.0f}",
                    share=f"{shown:g}", most=f"{most:g}")
