"""What of a sheet is not seen once it hangs: nothing to read lies there."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_
from pressroom.review import press_spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm

# What reaches this far into a zone, in points, is in it.
_TOUCH = 0.5


@rule("hidden-words",
      why=N_("The foot of a roll-up is in its cassette, a hem is folded over, and an eyelet pierces the sheet: what "
             "stands there is not read, and a code there is not scanned."),
      mend=N_("Move it in the layout: cells of the grid keep clear of these zones by themselves, exact boxes do not."),
      source="Large formats, rule 2; Large formats, rule 3", needs=("press",), spoil=press_spoils.words_in_the_cassette)
def hidden_words(part: ReviewedPart) -> Iterator[Fault]:
    """No words, codes or marks lie where the sheet is hidden, hemmed or pierced."""
    finish, trim = part.piece.finish, Box(0, 0, part.piece.format.width, part.piece.format.height)
    zones = [(N_("{name} lies in what is hidden, {depth} mm deep"), box) for box in finish.strips(trim)]
    zones += [(N_("{name} lies on the hem"), box) for box in finish.hems(trim)]
    zones += [(N_("{name} lies at an eyelet"), box) for box in finish.rings(trim)]
    for placed in part.placed if zones else ():
        area = placed.fitted.area
        if placed.element.ARTWORK or area is None:
            continue
        for message, zone in zones:
            common = area.overlap(zone)
            if common and min(common.width, common.height) > _TOUCH:
                yield fault(message, source=part.place(placed.location), area=common, name=called(placed),
                            depth=f"{to_mm(min(zone.width, zone.height)):.0f}")
                break
