"""How far the sizes of type are apart: what is read first, and what second."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity, compared
from pressroom.review.composition.damage import measures, scaled, two_sides
from pressroom.review.composition.dominant import leader
from pressroom.review.composition.measure import SMALL_PRINT, Block, Composition
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.stages import FittedSheet

LEAST, LEAST_OF_FIGURE = 2.5, 2.0
LEAST_UNDER_PICTURE = 1.6  # there the picture is the first level, and the headline the second
# What stands over a headline and is read with it, as one.
_LEAD = "lead"
# The slots of a figure that stands over its headline.
_FIGURES = ("figure", "number")


def levels(composition: Composition) -> tuple[Block, Block] | None:
    """The largest text, and the largest in another style, small print apart; None where there are not two."""
    blocks = sorted((block for block in composition.blocks if block.reads not in SMALL_PRINT and block.name != _LEAD),
                    key=lambda block: -block.size)
    second = next((block for block in blocks if block.style_name != blocks[0].style_name), None)
    return (blocks[0], second) if second else None


def _least(part: ReviewedPart, first: Block) -> float:
    """How many times the largest text is to be as large as the next."""
    if first.name in _FIGURES:
        return LEAST_OF_FIGURE
    leading = leader(part.composition)
    return LEAST_UNDER_PICTURE if leading and leading.placed.element.kind == "picture" else LEAST


def _second_larger(part: FittedSheet, to: float) -> FittedSheet:
    """The second level drawn so large that the first is `to` times as large."""
    pair = levels(measures(part))
    if pair is None or pair[0].name in _FIGURES:
        raise LookupError
    first, second = pair
    return scaled(part, second.placed, first.size / to / second.size, (second.ink.x0, second.lines[-1].baseline))


SPOIL, NEAR = two_sides(_second_larger, LEAST - 0.03, LEAST + 0.03)


@rule("levels-close",
      why=N_("With two similar sizes it is unclear what to read first; a large first step makes it clear."),
      mend=N_("Raise the sizes of the first level, or lower those of the second."), severity=Severity.WARNING,
      source="Poster design, rule 14", needs=("press", "hangs", "from afar"), spoil=SPOIL, near=NEAR)
def levels_close(part: ReviewedPart) -> Iterator[Fault]:
    """The first level is 2.5 times as large as the second; a figure twice as large as its headline.

    Where a picture leads, it is the first level, and the headline 1.6 times as large as the next text.
    """
    pair = levels(part.composition)
    if pair is None:
        return
    first, second = pair
    limit = _least(part, first)
    if (ratio := first.size / second.size) < limit:
        shown, least = compared(ratio, limit, 1)
        yield fault(N_("{first} is set in {size} pt and {second} in {other} pt: {ratio} times, at least "
                       "{least}"),
                    N_("change the sizes of the styles {style} and {beside}"), source=part.place(("styles",)),
                    area=second.ink, measured=compared(ratio, limit, 2)[0], limit=limit,
                    first=first.name, second=second.name, size=f"{first.size:.0f}", other=f"{second.size:.0f}",
                    ratio=f"{shown:g}", least=f"{least:g}", style=first.style_name, beside=second.style_name)
