"""What covers a sheet: the shares of its inks, and of its empty room.

Areas are counted at the points of a grid laid over the sheet; words count as the boxes around their lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pressroom.colour.ink import PAPER
from pressroom.marks import Mark, TextRun, flat
from pressroom.records import dataclass
from pressroom.review.visibility import Area, Level
from pressroom.sheet.geometry import Box
from pressroom.stages import FittedSheet, Placed

# What is counted as one block, whatever shows between its modules or its letters.
_SOLID = ("qr", "logo")
# Each row of points is shifted by the golden section of a step: upright edges then count as exactly as level ones.
_ACROSS, _DOWN, _SHIFT = 20, 50, 0.618


@dataclass(frozen=True, slots=True)
class InkShares:
    """Shares of a sheet.

    Attributes:
        accent: of the sheet, where the accent shows.
        leading: of what is neither foot nor photograph, where the most frequent ink shows; None where there is none.
        ink: that ink.
        empty: of the sheet, where nothing stands on ground or foot.
    """

    accent: float
    leading: float | None
    ink: str
    empty: float


def ink_shares(sheet: FittedSheet, covered: Sequence[tuple[Placed, list[Area]]]) -> InkShares:
    """What covers a sheet, counted at the points of a grid; `covered` is what each element does."""
    piece = sheet.piece
    painted = [area for placed, own in covered if placed.element.kind not in _SOLID for area in own]
    feet = [area.box for placed, own in covered if _is_foot(placed.element) for area in own]
    occupied = [*_lines(sheet.sheet.marks), *(placed.fitted.area for placed in sheet.placed
                                              if placed.fitted.area and placed.element.kind in _SOLID)]
    accent, quiet = piece.inks["accent"].name, {piece.inks["ground"].name, piece.inks["foot"].name}
    names = {id(area): _ink(area) for area in painted}
    inks: Counter[str] = Counter()
    accented = empty = 0
    for y, xs in _points(sheet):
        level, row_feet, row_taken = Level(painted, y), _at(feet, y), _at(occupied, y)
        for x in xs:
            top = level.top_at(x)
            ink = PAPER.name if top is None else names[id(top)]
            if ink and not (row_feet and _any(row_feet, x)):
                inks[ink] += 1
                accented += ink == accent
            empty += ink in quiet and not (row_taken and _any(row_taken, x))
    (leader, most), = inks.most_common(1) or [("", 0)]
    count = _ACROSS * _DOWN
    return InkShares(accented / count, most / inks.total() if inks else None, leader, empty / count)


def _is_foot(element: object) -> bool:
    return getattr(element, "kind", "") == "shape" and getattr(element, "ink", "") == "foot"


def _ink(area: Area) -> str:
    """The ink of an area's shape; nothing for a photograph."""
    return area.ink.name if area.ink else ""


def _points(sheet: FittedSheet) -> Iterator[tuple[float, list[float]]]:
    """Rows of points: a level, and the places along it."""
    for row in range(_DOWN):
        xs = [(column + row * _SHIFT % 1) / _ACROSS * sheet.sheet.width for column in range(_ACROSS)]
        yield (row + 0.5) / _DOWN * sheet.sheet.height, xs


def _at(boxes: list[Box], y: float) -> list[tuple[float, float]]:
    """From where to where the boxes reach at that level."""
    return [(box.x0, box.x1) for box in boxes if box.y0 <= y <= box.y1]


def _any(spans: list[tuple[float, float]], x: float) -> bool:
    return any([start <= x <= end for start, end in spans])


def _lines(marks: tuple[Mark, ...]) -> Iterator[Box]:
    """A box around the letters of each run, from a little over the x-height to the baseline."""
    for mark in flat(marks):
        if isinstance(mark, TextRun):
            yield Box(mark.x, mark.y - 0.75 * mark.size, mark.x + mark.width, mark.y)
