"""Where a poster is parted into sheets to glue: seams that cut no code, the lines to cut along, names of the parts."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.colour.ink import BLACK, Ink
from pressroom.marks import Group, Mark, Shape
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, polygon
from pressroom.sheet.units import mm

MOST_SHEETS = 120
GREY = Ink("grey", (0.0, 0.0, 0.0, 0.35), (0.65, 0.65, 0.65))
_LINE, _TICK = 0.35, mm(5)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a poster is parted along one side, points from its trim's top-left.

    Attributes:
        starts: where each sheet begins; the first at 0.
        ends: where each ends, the glued strip included.
        moved: whether a seam gave way to a code.
        through: boxes that a seam could not but cut.
    """

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    moved: bool = False
    through: tuple[tuple[float, float], ...] = ()

    def lap(self, number: int) -> float:
        """How much of a sheet (counted from 0) the next one covers, in points; nothing of the last."""
        return self.ends[number] - self.starts[number + 1] if number + 1 < len(self.starts) else 0.0


def cuts_along(length: float, room: float, lap: float, keep: Sequence[tuple[float, float]]) -> Cuts:
    """Part `length` into sheets of `room`, which share `lap`, so that no seam lies inside a span of `keep`.

    As few sheets as can be, and then as even as can be.
    """
    step = room - lap
    least = _starts(length, step, lap, keep)
    low, high = step * 0.2, step
    for _ in range(24):  # the shortest step that needs no more sheets makes them even
        middle = (low + high) / 2
        low, high = (low, middle) if len(_starts(length, middle, lap, keep)) <= len(least) else (middle, high)
    starts = _starts(length, high, lap, keep)
    ends = (*(min(length, start + lap) for start in starts[1:]), length)
    plain = _starts(length, high, lap, ())
    through = tuple(span for span in keep if any(span[0] < start < span[1] for start in starts[1:]))
    return Cuts(starts, ends, any(span[0] < start < span[1] for span in keep for start in plain[1:]) and not through,
                through)


def _starts(length: float, step: float, lap: float, keep: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    starts = [0.0]
    while length - starts[-1] > step + lap + 0.01 and len(starts) <= MOST_SHEETS:
        seam = starts[-1] + step
        for _ in keep:  # moved off one code it may stand in another
            seam = next((low for low, high in keep if low < seam < high and low > starts[-1] + 1), seam)
        starts.append(seam)
    return tuple(starts)


def label_of(column: int, row: int) -> str:
    """A1, A2 along the first row, B1, B2 along the second."""
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{column + 1}"


def cut_lines(box: Box, cuts: dict[str, bool], lap: tuple[float, float]) -> list[Mark]:
    """Solid lines where a sheet is cut, dashed ones where its neighbour's edge comes to lie.

    `lap` is how wide the strip is that the neighbour covers, at the right and at the foot, in points.
    """
    right, foot = (end - (0.0 if cuts[side] else strip) for end, side, strip in (
        (box.x1, "right", lap[0]), (box.y1, "bottom", lap[1])))
    ends = {"left": ((box.x0, box.y0 - _TICK), (box.x0, box.y1 + mm(1.2))),
            "top": ((box.x0 - _TICK, box.y0), (box.x1 + _TICK, box.y0)),
            "right": ((right, box.y0 - _TICK), (right, box.y1 + mm(1.2))),
            "bottom": ((box.x0 - _TICK, foot), (box.x1 + _TICK, foot))}
    return [Group(tuple(Shape(polygon(ends[side], closed=False), stroke=BLACK if solid else GREY, width=_LINE,
                              dash=() if solid else (2.0, 2.0)) for side, solid in cuts.items()), role="artifact")]
