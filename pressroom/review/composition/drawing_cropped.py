"""How much of a drawing can be seen.

The measure: the area of its filled shapes inside the trim and inside what it is clipped to, as a share of their area,
counted along level lines. Artwork that runs across sheets is left out: joins cut it on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.elements.base import kinds
from pressroom.elements.context import Fitted
from pressroom.findings import N_, Severity, compared
from pressroom.marks import Group, Mark, Shape
from pressroom.records import replace
from pressroom.review.composition.damage import two_sides
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box, Path, covered, cut, edges, path_box, rectangle
from pressroom.stages import FittedSheet, Placed

LEAST = 0.60
_LEVELS = 12
# A drawing of which so much of the box is cut off is no longer sure to be seen enough.
_SURE = 0.9


def visible(placed: Placed, trim: Box) -> float | None:
    """The share of a drawing that is seen; None where the element is no drawing."""
    shapes = list(_shapes(placed.fitted.marks, trim))
    boxed = sum(box.width * box.height for _, box, _ in shapes)
    inside = sum(common.width * common.height for _, box, window in shapes if (common := box.overlap(window)))
    if not boxed or inside >= _SURE * boxed:
        return None if not shapes else 1.0 if not boxed else inside / boxed
    whole = seen = 0.0
    for path, box, window in shapes:
        lines, height = edges(path), box.height / _LEVELS
        for level in range(_LEVELS):
            y = box.y0 + (level + 0.5) * height
            spans = covered(cut(lines, y))
            whole += height * sum(end - start for start, end in spans)
            if window.y0 <= y <= window.y1:
                seen += height * sum(max(0.0, min(end, window.x1) - max(start, window.x0)) for start, end in spans)
    return seen / whole if whole else None


def _shapes(marks: Iterable[Mark], window: Box) -> Iterator[tuple[Path, Box, Box]]:
    """Each filled shape with its box and the window through which it is seen."""
    for mark in marks:
        if isinstance(mark, Group):
            clip = path_box(mark.clip) if mark.clip else None
            yield from _shapes(mark.marks, (window.overlap(clip) or Box(0, 0, 0, 0)) if clip else window)
        elif isinstance(mark, Shape) and mark.fill and (box := path_box(mark.path)):
            yield mark.path, box, window


def _square_cut(part: FittedSheet, to: float) -> FittedSheet:
    """A square drawing at the head of the sheet, of which the share `to` is shown."""
    side = part.sheet.trim.width / 40
    box = Box(side, side / 4, 2 * side, side / 4 + side)
    group = Group((Shape(rectangle(box), fill=part.piece.inks["foot"]),),
                  clip=rectangle(replace(box, x1=box.x0 + to * side)))
    element = kinds()["picture"].model_validate({"kind": "picture", "at": "sheet"})
    return replace(part, placed=(*part.placed, Placed(element, ("spoil",), Fitted((group,)))))


SPOIL, NEAR = two_sides(_square_cut, LEAST - 0.02, LEAST + 0.02)


@rule("drawing-cropped",
      why=N_("A silhouette is recognised by its outline; cut in half, it is not recognised."),
      mend=N_("Lower `zoom`, give the picture a larger box, or move its focus."), severity=Severity.WARNING,
      source="Poster design, rule 22", needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def drawing_cropped(part: ReviewedPart) -> Iterator[Fault]:
    """60 % of a drawing is seen."""
    trim = part.fitted.sheet.trim
    for placed in part.placed:
        if placed.element.kind != "picture" or placed.location[:1] == ("across",):
            continue
        share = visible(placed, trim)
        if share is not None and share < LEAST:
            shown, least = compared(share * 100, LEAST * 100)
            yield fault(N_("{share} % of the drawing {name} is seen, at least {least} % should be"),
                        N_("lower `zoom`, or give it more rows"), source=part.place(placed.location),
                        area=placed.fitted.area, measured=compared(share, LEAST, 3)[0], limit=LEAST,
                        name=called(placed), share=f"{shown:g}", least=f"{least:g}")
