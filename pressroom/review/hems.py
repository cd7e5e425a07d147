"""What a layout keeps clear along the edges of a sheet: hems are sewn there, and eyelets are punched."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, compared
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import to_mm

_SLACK = 0.01  # points
_ARTWORK = ("shape", "picture")


@rule("hem",
      why=N_("A hem covers the edge of a banner, and eyelets are punched through it: what stands there is lost."),
      mend=N_("Give it other cells, or the layout's grid a wider margin."), source="Poster design, rule 26",
      needs=("hangs", "paper"), spoil=spoils.hem_over_words)
def hem(part: ReviewedPart) -> Iterator[Fault]:
    """Words, codes and marks keep clear of the edges as far as the layout says."""
    sheet, clear = part.fitted.sheet, part.piece.spec.clear
    for placed in part.placed if clear else ():
        box = placed.fitted.area
        if placed.element.kind in _ARTWORK or box is None:
            continue
        nearest = min(box.x0, box.y0, sheet.width - box.x1, sheet.height - box.y1)
        if nearest < clear - _SLACK:
            found, least = compared(to_mm(nearest), to_mm(clear), 1)
            yield fault(N_("{name} stands {found} mm from the edge, and {least} mm are kept clear"), area=box,
                        source=part.place((*placed.location, "at")), measured=found, limit=least, name=called(placed),
                        found=f"{found:g}", least=f"{least:g}")
