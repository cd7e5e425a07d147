"""What pieces of one layout have in common: their headlines begin at one height.

It takes several pieces to judge this, so it is no rule of a piece: a build judges once all of them are made, `check`
once all are fitted. The measure: y of the top of the headline's first capitals, accents not counted, as a share of the
sheet's height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median

from pressroom.findings import N_, Finding, Place, Severity, code, compared, finding
from pressroom.records import dataclass
from pressroom.review.composition.damage import block_of, measures, nudged
from pressroom.review.composition.measure import Block, Composition
from pressroom.review.damage import with_part
from pressroom.review.rule import HANGING
from pressroom.stages import Fit

MOST = 0.01

HEADLINE_TOPS = code(
    "headline-tops",
    N_("Pieces of one campaign hang side by side; headlines at different heights make them look unrelated."),
    N_("Anchor the headline at the top of its rows (`anchor: capitals`), and let the room under it vary."),
    severity=Severity.WARNING, source="Poster design, rule 25")


@dataclass(frozen=True, slots=True)
class HeadlineTop:
    """Where the headline of one sheet begins.

    Attributes:
        piece, layout, format: names.
        layout_file: the layout's.
        sheet: from 1.
        top: of its capitals, as a share of the sheet's height.
    """

    piece: str
    layout: str
    format: str
    layout_file: Place
    sheet: int
    top: float


def tops_of(fit: Fit) -> tuple[float, ...]:
    """Where the headline of each sheet begins; empty where a sheet has none, or the piece does not hang."""
    if fit.piece.kind not in HANGING or fit.piece.edition != "press":
        return ()
    tops = [round(block.capitals / part.sheet.height, 4) for part in fit.parts
            for block in [headline(measures(part))] if block]
    return tuple(tops) if len(tops) == len(fit.parts) else ()


def headline(composition: Composition) -> Block | None:
    """The first of the largest headings outside of the foot."""
    headings = [block for block in composition.blocks
                if block.is_heading and not composition.stands_in_foot(block.ink)]
    return max(headings, key=lambda block: block.size, default=None)


def headline_tops(tops: Iterable[HeadlineTop]) -> Iterator[Finding]:
    """A finding for each layout and format in which headlines begin more than 1 % of the height apart."""
    def family(one: HeadlineTop) -> tuple[str, str]:
        return one.layout, one.format
    for (layout, format_name), members in groupby(sorted(tops, key=lambda one: (*family(one), one.piece, one.sheet)),
                                                  key=family):
        each = list(members)
        least, most = (choose(one.top for one in each) for choose in (min, max))
        if most - least > MOST + 1e-9:
            middle = median(one.top for one in each)
            odd = max(each, key=lambda one: (round(abs(one.top - middle), 6), one.top))
            shown, limit = compared((most - least) * 100, MOST * 100, 1)
            yield finding(
                HEADLINE_TOPS,
                N_("headlines of {layout} on {format} begin from {least} to {most} % of the height, {apart} % apart; "
                   "at most {limit} %; {odd} is the furthest off"),
                N_("anchor the headline at `capitals` in the layout"),
                source=odd.layout_file, measured=shown, limit=limit,
                layout=layout, odd=odd.piece, format=format_name, least=f"{least * 100:.1f}",
                most=f"{most * 100:.1f}", apart=f"{shown:g}")


def lowered(fits: Sequence[Fit], by: float) -> list[Fit]:
    """The pieces, with the headline of the first so much lower, as a share of its height, than that of the last.

    Raises:
        LookupError: it has none.
    """
    first = fits[0]
    part, last = first.parts[0], fits[-1].parts[-1]
    block = block_of(part, lambda one: one == headline(measures(part)))
    other = block_of(last, lambda one: one == headline(measures(last)))
    down = (other.capitals / last.sheet.height + by) * part.sheet.height - block.capitals
    return [with_part(first, 0, nudged(part, block.placed, 0.0, down)), *fits[1:]]
