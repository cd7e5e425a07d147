"""Places on a sheet that is cut by a guillotine: how many there are, where they lie, and where the cuts are."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

# Crop marks (Prepress practice, rule 7), which may be shorter on small paper; the press needs an edge.
MARK, LEAST_MARK, EDGE = mm(5), mm(3), mm(1)
LINE = 0.25

Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The arrangement of copies on a sheet.

    Attributes:
        width, height: of the sheet, points.
        columns, rows: of copies.
        cell: width and height of a copy's trim on the sheet.
        gap: from trim to trim.
        bleed: around the block.
        turn: of each copy, degrees clockwise.
        mark: length of crop marks.
    """

    width: float
    height: float
    columns: int
    rows: int
    cell: tuple[float, float]
    gap: float
    bleed: float
    turn: int
    mark: float

    @property
    def count(self) -> int:
        """The number of copies."""
        return self.columns * self.rows

    def trims(self) -> list[Box]:
        """The trims, row after row; the block is centred, so that both sides of a sheet agree."""
        block = self.block
        wide, high = self.cell
        return [Box(x, y, x + wide, y + high)
                for row in range(self.rows) for column in range(self.columns)
                for x, y in [(block.x0 + column * (wide + self.gap), block.y0 + row * (high + self.gap))]]

    @property
    def block(self) -> Box:
        """The box around all trims."""
        width = self.columns * self.cell[0] + (self.columns - 1) * self.gap
        height = self.rows * self.cell[1] + (self.rows - 1) * self.gap
        x, y = (self.width - width) / 2, (self.height - height) / 2
        return Box(x, y, x + width, y + height)

    def crop_lines(self, trims: Sequence[Box]) -> list[Line]:
        """Lines outside the block of these trims, at every cut; none crosses artwork."""
        whole = united(trims)
        near, far = self.bleed, self.bleed + self.mark
        lines: list[Line] = []
        for x in sorted({round(edge, 4) for trim in trims for edge in (trim.x0, trim.x1)}):
            lines += [((x, whole.y0 - far), (x, whole.y0 - near)), ((x, whole.y1 + near), (x, whole.y1 + far))]
        for y in sorted({round(edge, 4) for trim in trims for edge in (trim.y0, trim.y1)}):
            lines += [((whole.x0 - far, y), (whole.x0 - near, y)), ((whole.x1 + near, y), (whole.x1 + far, y))]
        return lines


def fullest(size: tuple[float, float], bleed: float, sides: tuple[float, float], gap: float,
            turns: Sequence[int] = (0, 90)) -> Plan | None:
    """The plan with most copies, the sheet upright where several plans are equal; None where no copy fits.

    Args:
        size: of a copy's trim.
        bleed: of each copy.
        sides: of the paper, the short one first.
        gap: from trim to trim.
        turns: by how many degrees copies may be turned on the sheet, 0 or 90.
    """
    best: Plan | None = None
    for width, height in (sides, sides[::-1]):
        for turn in turns:
            cell = size if turn == 0 else size[::-1]
            space_left = width - 2 * (bleed + LEAST_MARK + EDGE), height - 2 * (bleed + LEAST_MARK + EDGE)
            columns, rows = (int((space_left[side] + gap + 0.01) // (cell[side] + gap)) for side in (0, 1))
            if columns < 1 or rows < 1:
                continue
            plan = Plan(width, height, columns, rows, cell, gap, bleed, turn, MARK)
            if best is None or plan.count > best.count:
                best = plan
    if best is None:
        return None
    return replace(best, mark=min(MARK, best.block.x0 - bleed - EDGE, best.block.y0 - bleed - EDGE))


def needed(size: tuple[float, float], bleed: float) -> tuple[float, float]:
    """The width and the height of the least sheet for one copy with its bleed and its marks."""
    around = 2 * (bleed + LEAST_MARK + EDGE)
    return size[0] + around, size[1] + around


def united(trims: Sequence[Box]) -> Box:
    """The box around all of them."""
    first, *rest = trims
    for trim in rest:
        first = first.united(trim)
    return first
