"""The height of the foot, or its width where it stands beside the rest."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity, compared
from pressroom.marks import Group, Shape
from pressroom.records import replace
from pressroom.review.composition.damage import foot_of, two_sides
from pressroom.review.damage import pick, swapped
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import path_box, rectangle
from pressroom.sheet.units import to_mm
from pressroom.stages import FittedSheet

MOST = 0.20


def _foot_raised(part: FittedSheet, to: float) -> FittedSheet:
    """The foot drawn up to the share `to` of the height."""
    foot = foot_of(part)
    top = part.sheet.height * (1 - to)
    for placed in part.placed:
        if placed.element.kind == "shape" and placed.fitted.marks:
            group = placed.fitted.marks[0]
            shape = group.marks[0] if isinstance(group, Group) and group.marks else group
            box = path_box(shape.path) if isinstance(shape, Shape) else None
            if box and isinstance(shape, Shape) and abs(box.y0 - foot.y0) < 1 and box.y1 >= foot.y1:
                raised = replace(shape, path=rectangle(replace(box, y0=top)))
                return swapped(part, placed, replace(placed, fitted=replace(placed.fitted, marks=(raised,))))
    return pick(())


SPOIL, NEAR = two_sides(_foot_raised, MOST + 0.002, MOST - 0.002)


@rule("foot-high",
      why=N_("The foot is the same on every piece; the height that it takes is missing above it, where the "
             "message is."),
      mend=N_("Lower the foot's shape, and give its elements fewer rows."), severity=Severity.WARNING,
      source="Poster design, rule 11", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def foot_high(part: ReviewedPart) -> Iterator[Fault]:
    """The foot takes a fifth of the sheet's height, or, where it stands beside the rest, of its width, at the most."""
    composition = part.composition
    foot = composition.foot
    if foot is None:
        return
    beside = composition.beside
    size, whole = (foot.width, composition.trim.width) if beside else (foot.height, composition.trim.height)
    if (share := size / whole) > MOST:
        shown, most = compared(share * 100, MOST * 100)
        yield fault(N_("the foot takes {size} mm, {share} % of the width; at most {most} %") if beside else
                    N_("the foot takes {size} mm, {share} % of the height; at most {most} %"),
                    N_("move the edge of the shape in the foot's ink, in the part of layouts that draws it"),
                    source=part.place(composition.foot_location), area=foot,
                    measured=compared(share, MOST, 3)[0], limit=MOST, size=f"{to_mm(size):.0f}",
                    share=f"{shown:g}", most=f"{most:g}")
