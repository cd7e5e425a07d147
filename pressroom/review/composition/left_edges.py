"""Left edges: of words, codes, marks and pictures with a straight side.

A text has one edge, that of its leftmost line; what is centred or flush right has none, nor has a code that ends at
the right margin, or a picture that bleeds or whose outline is free. Large type begins with its ink at the edge, small
type with its pen: two edges are one where either is within half a millimetre.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Severity
from pressroom.records import dataclass
from pressroom.review.composition.damage import measures, nudged, two_sides
from pressroom.review.composition.measure import Composition
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box, around
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import FittedSheet, Placed

MOST = 3
TOLERANCE = mm(0.5)


@dataclass(frozen=True, slots=True)
class Edge:
    """A left edge.

    Attributes:
        x: of the leftmost ink on it.
        reach: up to where a further one is still this edge.
        boxes: of what stands on it.
        elements: these.
    """

    x: float
    reach: float
    boxes: tuple[Box, ...]
    elements: tuple[Placed, ...]


def edges(composition: Composition) -> list[Edge]:
    """Every left edge, from the left."""
    flush = [block for block in composition.blocks if block.style is None or block.style.align in ("left", "justify")]
    found: list[tuple[float, float, Box, Placed]] = []
    for block in flush:
        pen, ink = min(line.pen for line in block.lines), block.ink.x0
        found.append((min(pen, ink), max(pen, ink), block.ink, block.placed))
    found += [(one.box.x0, one.box.x0, one.box, one.placed) for one in composition.codes
              if abs(one.box.x1 - composition.live.x1) > TOLERANCE]
    found += [(one.box.x0, one.box.x0, one.box, one.placed) for one in composition.drawings if one.straight]
    grouped: list[list[tuple[float, float, Box, Placed]]] = []
    for each in sorted(found, key=lambda one: one[:2]):
        if grouped and each[0] <= grouped[-1][0][1] + TOLERANCE:
            grouped[-1].append(each)
        else:
            grouped.append([each])
    return [Edge(min(one[2].x0 for one in group), group[0][1] + TOLERANCE, tuple(one[2] for one in group),
                 tuple(one[3] for one in group)) for group in grouped]


def _message_indented(part: FittedSheet, to: float) -> FittedSheet:
    """As many texts as make one edge too many moved off the common one, `to` points beyond what is still that edge."""
    composition = measures(part)
    every = edges(composition)
    common = max(every, key=lambda edge: len(edge.boxes), default=None)
    blocks = [block for block in composition.blocks if common and block.placed in common.elements
              and block.placed.element.kind == "text" and not composition.stands_in_foot(block.ink)]
    wanted = MOST + 1 - len(every)
    if common is None or len(common.boxes) < 3 or not 0 < wanted <= len(blocks):
        raise LookupError
    for number, block in enumerate(reversed(blocks[-wanted:])):
        begins = min(block.ink.x0, *(line.pen for line in block.lines))
        apart = number * 3 * TOLERANCE if to > 0 else 0.0
        part = nudged(part, block.placed, common.reach + to + apart - begins, 0.0)
    return part


SPOIL, NEAR = two_sides(_message_indented, mm(0.1), -mm(0.1))


@rule("many-left-edges",
      why=N_("Few shared edges make the grid visible; each further one looks like a mistake."),
      mend=N_("Let elements begin in the same columns."), severity=Severity.NOTE, source="Poster design, rule 15",
      needs=("press", "hangs"), spoil=SPOIL, near=NEAR)
def many_left_edges(part: ReviewedPart) -> Iterator[Fault]:
    """Words, codes and pictures begin at three left edges at the most."""
    seen = edges(part.composition)
    if len(seen) > MOST:
        least = min(seen, key=lambda edge: len(edge.boxes))
        yield fault(N_("words and pictures begin at {count} left edges: {edges} mm; {most} are enough"),
                    N_("let `at` of these elements name the same first column"),
                    source=part.place(least.elements[0].location), area=around(least.boxes), measured=len(seen),
                    limit=MOST, count=len(seen), most=MOST,
                    edges=", ".join(f"{to_mm(edge.x):.1f}" for edge in seen))
