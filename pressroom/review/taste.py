"""Rules of taste that a machine can hold: few sizes, one ink that leads, room to breathe.

Areas are counted at the points of a grid laid over the sheet; words count as the boxes around their lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pressroom.colour.ink import PAPER
from pressroom.elements.room import Setting
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.fit.sheets import FittedSheet
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.review.visibility import Area, Level, areas
from pressroom.sheet.geometry import Box
from pressroom.stages import Piece

_POSTERS = "POSTERS: rules of taste"
MANY_SIZES = code(
    "many-sizes", N_("Few sizes, far apart, say what comes first; many, close together, say nothing."),
    N_("Give two styles of the layout the same range of sizes."), severity=Severity.WARNING, source=_POSTERS)
ACCENT_WIDE = code(
    "accent-wide", N_("An accent that covers much of the sheet stresses nothing, and no ink leads."),
    N_("Make the shapes or the picture in the accent smaller, or choose a palette in which that ink is the ground."),
    severity=Severity.NOTE, source=_POSTERS)
NO_LEADING_INK = code(
    "no-leading-ink", N_("From afar a poster is one colour; two that share the sheet are none."),
    N_("Let the ground show on more of the sheet."), severity=Severity.NOTE, source=_POSTERS)
CROWDED = code(
    "crowded", N_("What stands in empty room is seen first; on a full sheet nothing is."),
    N_("Cut words, or give them a larger sheet."), severity=Severity.NOTE, source=_POSTERS)

MOST_SIZES = 4
# Sizes nearer to each other than a fourth (4 : 3), a step that shows across a room, are one size to the eye.
STEP = 4 / 3
MOST_ACCENT, LEAST_LEADING, LEAST_EMPTY = 0.20, 0.60, 0.25
# What is counted as one block, whatever shows between its modules or its letters.
_SOLID = ("qr", "logo")
_HANGS = ("poster", "triptych")
_SMALL_PRINT = ("caption", "imprint")
# Each row of points is shifted by the golden section of a step: upright edges then count as exactly as level ones.
_ACROSS, _DOWN, _SHIFT = 20, 50, 0.618


def taste(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about one sheet that hangs: its sizes of type, its inks, its empty room.

    What is held in the hand, fold by fold, is not seen at once, and has other rules.
    """
    if piece.kind not in _HANGS:
        return
    yield from _sizes(piece, sheet)
    counted = _counted(piece, sheet)
    source = piece.layout_document.place()
    if counted.accent > MOST_ACCENT:
        yield finding(ACCENT_WIDE, N_("the accent covers {share} % of sheet {number}, at most {most} % leave it an "
                                      "accent"), source=source, sheet=sheet.number, measured=round(counted.accent, 3),
                      limit=MOST_ACCENT, share=_cent(counted.accent), number=sheet.number, most=_cent(MOST_ACCENT))
    if counted.leading is not None and counted.leading < LEAST_LEADING:
        yield finding(NO_LEADING_INK, N_("{ink} covers {share} % of what is not the foot on sheet {number}, at least "
                                         "{least} % make it lead"), source=source, sheet=sheet.number,
                      measured=round(counted.leading, 3), limit=LEAST_LEADING, ink=counted.ink,
                      share=_cent(counted.leading), number=sheet.number, least=_cent(LEAST_LEADING))
    if counted.empty < LEAST_EMPTY:
        yield finding(CROWDED, N_("{share} % of sheet {number} is empty, at least {least} % should be"), source=source,
                      sheet=sheet.number, measured=round(counted.empty, 3), limit=LEAST_EMPTY,
                      share=_cent(counted.empty), number=sheet.number, least=_cent(LEAST_EMPTY))


def _cent(share: float) -> str:
    return f"{share * 100:.0f}"


def steps(sizes: list[float]) -> list[float]:
    """The largest of each group of sizes that look alike, largest first."""
    found: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not found or found[-1] / size >= STEP:
            found.append(size)
    return found


def _sizes(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    def counts(setting: Setting) -> bool:
        reads = piece.spec.styles[setting.style].reads or setting.style
        return reads not in _SMALL_PRINT
    found = steps([setting.size for setting in sheet.settings if counts(setting)])
    if len(found) > MOST_SIZES:
        yield finding(MANY_SIZES, N_("sheet {number} has type of {count} sizes: {sizes} pt; {most} are enough"),
                      source=piece.layout_document.place(("styles",)), sheet=sheet.number, measured=len(found),
                      limit=MOST_SIZES, number=sheet.number, count=len(found), most=MOST_SIZES,
                      sizes=", ".join(f"{size:.0f}" for size in found))


@dataclass(frozen=True, slots=True)
class _Counted:
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


def _counted(piece: Piece, sheet: FittedSheet) -> _Counted:
    painted = [area for placed in sheet.placed if placed.element.kind not in _SOLID
               for area in areas(placed.fitted.marks)]
    feet = [area.box for placed in sheet.placed if _is_foot(placed.element) for area in areas(placed.fitted.marks)]
    taken = [*_lines(sheet.sheet.marks), *(placed.fitted.area for placed in sheet.placed
                                           if placed.fitted.area and placed.element.kind in _SOLID)]
    accent, quiet = piece.inks["accent"].name, {piece.inks["ground"].name, piece.inks["foot"].name}
    inks: Counter[str] = Counter()
    accented = empty = 0
    for y, xs in _points(sheet):
        level, row_feet, row_taken = Level(painted, y), _at(feet, y), _at(taken, y)
        for x in xs:
            top = level.top_at(x)
            ink = PAPER.name if top is None else _ink(top)
            if ink and not _any(row_feet, x):
                inks[ink] += 1
                accented += ink == accent
            empty += ink in quiet and not _any(row_taken, x)
    (leader, most), = inks.most_common(1) or [("", 0)]
    count = _ACROSS * _DOWN
    return _Counted(accented / count, most / inks.total() if inks else None, leader, empty / count)


def _is_foot(element: object) -> bool:
    return getattr(element, "kind", "") == "shape" and getattr(element, "ink", "") == "foot"


def _ink(area: Area) -> str:
    """The ink of an area's shape; nothing for a photograph."""
    return area.mark.fill.name if isinstance(area.mark, Shape) and area.mark.fill else ""


def _points(sheet: FittedSheet) -> Iterator[tuple[float, list[float]]]:
    """Rows of points: a level, and the places along it."""
    for row in range(_DOWN):
        xs = [(column + row * _SHIFT % 1) / _ACROSS * sheet.sheet.width for column in range(_ACROSS)]
        yield (row + 0.5) / _DOWN * sheet.sheet.height, xs


def _at(boxes: list[Box], y: float) -> list[tuple[float, float]]:
    """From where to where the boxes reach at that level."""
    return [(box.x0, box.x1) for box in boxes if box.y0 <= y <= box.y1]


def _any(spans: list[tuple[float, float]], x: float) -> bool:
    return any(start <= x <= end for start, end in spans)


def _lines(marks: tuple[Mark, ...]) -> Iterator[Box]:
    """A box around the letters of each run, from a little over the x-height to the baseline."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from _lines(mark.marks)
        elif isinstance(mark, TextRun):
            yield Box(mark.x, mark.y - 0.75 * mark.size, mark.x + mark.width, mark.y)
