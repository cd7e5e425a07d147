"""The one thing that leads: a headline, a figure or a picture.

The measure: the area of the box around its ink inside the live area, which is the sheet without its margins and its
foot, as a share of that area.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from pressroom.findings import N_, Severity, compared
from pressroom.records import dataclass
from pressroom.review.composition.damage import measures, scaled, two_sides
from pressroom.review.composition.measure import Composition
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box
from pressroom.stages import FittedSheet, Placed

LEAST = 0.34


@dataclass(frozen=True, slots=True)
class Leader:
    """The largest of headline, figure and picture.

    Attributes:
        placed: the element.
        name: of it.
        box: around its ink, in the live area.
        share: of the live area.
    """

    placed: Placed
    name: str
    box: Box
    share: float


def leader(composition: Composition) -> Leader | None:
    """What leads the sheet; None where nothing could."""
    live = composition.live
    things = [(block.placed, block.name, block.ink) for block in composition.blocks if block.is_heading]
    things += [(one.placed, called(one.placed), one.box) for one in (*composition.drawings, *composition.shapes)
               if one.placed.element.kind in ("picture", "shape")]
    shown = [Leader(placed, name, common, common.width * common.height / (live.width * live.height))
             for placed, name, box in things
             if not composition.stands_in_foot(box) and (common := box.overlap(live))]
    return max(shown, key=lambda one: one.share, default=None)


def _leader_smaller(part: FittedSheet, to: float) -> FittedSheet:
    """What leads drawn so small that its share is `to`, from its bottom left."""
    largest = leader(measures(part))
    if largest is None or largest.share < to:
        raise LookupError
    for _ in range(4):  # ink outside of the live area comes into it
        part = scaled(part, largest.placed, sqrt(to / largest.share), (largest.box.x0, largest.box.y1))
        largest = leader(measures(part)) or largest
    return part


SPOIL, NEAR = two_sides(_leader_smaller, LEAST - 0.004, LEAST + 0.004)


@rule("nothing-leads",
      why=N_("From afar one thing is seen first; where nothing is large, nothing is seen."),
      mend=N_("Let the headline, the figure or the picture take two fifths of the sheet or more: fewer words, a larger "
              "range of sizes, more rows."),
      severity=Severity.WARNING, source="Poster design, rule 13", needs=("press", "hangs", "from afar"), spoil=SPOIL,
      near=NEAR)
def nothing_leads(part: ReviewedPart) -> Iterator[Fault]:
    """The largest of headline, figure and picture covers 34 % of the live area."""
    largest = leader(part.composition)
    if largest is not None and largest.share < LEAST:
        shown, least = compared(largest.share * 100, LEAST * 100)
        yield fault(N_("the largest, {name}, covers {share} % of what is inside the margins and not the "
                       "foot; at least {least} % should be"),
                    N_("give {name} more rows, or its style a larger range of sizes"),
                    source=part.place(largest.placed.location), area=largest.box,
                    measured=compared(largest.share, LEAST, 3)[0], limit=LEAST, name=largest.name,
                    share=f"{shown:g}", least=f"{least:g}")
