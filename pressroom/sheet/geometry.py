"""Boxes and paths in points; origin at the trim's top-left, y down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from pressroom.records import dataclass

Command = tuple[Literal["M"], float, float] | tuple[Literal["L"], float, float] | tuple[
    Literal["C"], float, float, float, float, float, float] | tuple[Literal["Z"]]
Path = tuple[Command, ...]

# A circle's quarter as one cubic: the control length that errs by 0.03 % of the radius at most.
KAPPA = 0.5522847498307936


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points.

    Attributes:
        x0, y0: the top-left corner.
        x1, y1: the bottom-right corner; never smaller than the first.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """x1 - x0, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """y1 - y0, in points."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def grown(self, by: float) -> Box:
        """The box with each edge moved outward by `by` points (inward when negative)."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def moved(self, dx: float, dy: float) -> Box:
        """The box shifted by `dx` points to the right and `dy` down."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies inside, with `slack` points of tolerance."""
        return (other.x0 >= self.x0 - slack and other.y0 >= self.y0 - slack
                and other.x1 <= self.x1 + slack and other.y1 <= self.y1 + slack)

    def overlap(self, other: Box) -> Box | None:
        """The common part, or None when the two share no area."""
        box = Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))
        return box if box.width > 0 and box.height > 0 else None

    def united(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all of `boxes`, or None without any."""
    each = tuple(boxes)
    return Box(min([box.x0 for box in each]), min([box.y0 for box in each]), max([box.x1 for box in each]),
               max([box.y1 for box in each])) if each else None


def rectangle(box: Box) -> Path:
    """A closed path along the box's edges."""
    return (("M", box.x0, box.y0), ("L", box.x1, box.y0), ("L", box.x1, box.y1), ("L", box.x0, box.y1), ("Z",))


def ellipse(box: Box) -> Path:
    """A closed path of four cubics that touches the box's four edges."""
    cx, cy = box.centre
    kx, ky = box.width / 2 * KAPPA, box.height / 2 * KAPPA
    return (
        ("M", box.x1, cy),
        ("C", box.x1, cy + ky, cx + kx, box.y1, cx, box.y1),
        ("C", cx - kx, box.y1, box.x0, cy + ky, box.x0, cy),
        ("C", box.x0, cy - ky, cx - kx, box.y0, cx, box.y0),
        ("C", cx + kx, box.y0, box.x1, cy - ky, box.x1, cy),
        ("Z",),
    )


def polygon(points: Sequence[tuple[float, float]], *, closed: bool = True) -> Path:
    """A path of straight lines through `points`."""
    first, *rest = points
    commands: tuple[Command, ...] = (("M", *first), *(("L", *point) for point in rest))
    return (*commands, ("Z",)) if closed else commands


def moved_path(path: Path, dx: float, dy: float, scale_x: float = 1.0, scale_y: float = 1.0) -> Path:
    """`path` scaled about the origin, then shifted by (dx, dy) points."""
    out: list[Command] = []
    for command in path:
        if command[0] == "C":
            _, a, b, c, d, e, f = command
            out.append(("C", a * scale_x + dx, b * scale_y + dy, c * scale_x + dx, d * scale_y + dy,
                        e * scale_x + dx, f * scale_y + dy))
        elif command[0] == "M":
            out.append(("M", command[1] * scale_x + dx, command[2] * scale_y + dy))
        elif command[0] == "L":
            out.append(("L", command[1] * scale_x + dx, command[2] * scale_y + dy))
        else:
            out.append(command)
    return tuple(out)


def path_box(path: Path) -> Box | None:
    """A box around every point of the path, control points included; None for an empty path."""
    xs: list[float] = [x for command in path for x in command[1::2]]
    ys: list[float] = [y for command in path for y in command[2::2]]
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def contains_point(path: Path, x: float, y: float, *, even_odd: bool = False) -> bool:
    """Whether a filled `path` covers the point (curves as eight straight lines each)."""
    return covers(crossings(path, y), x, even_odd=even_odd)


def crossings(path: Path, y: float) -> list[tuple[float, int]]:
    """Where a path meets the level `y`, and whether it goes down (1) or up (-1) there."""
    return cut(edges(path), y)


def cut(lines: Sequence[tuple[tuple[float, float], tuple[float, float]]], y: float) -> list[tuple[float, int]]:
    """Where straight lines (`edges` of a path) meet the level `y`, and whether each goes down (1) or up (-1) there."""
    return [(ax + (y - ay) / (by - ay) * (bx - ax), 1 if by > ay else -1)
            for (ax, ay), (bx, by) in lines if (ay <= y) != (by <= y)]


def covers(cuts: Sequence[tuple[float, int]], x: float, *, even_odd: bool = False) -> bool:
    """Whether the path with these crossings covers the point `x` of their level."""
    winding = sum([turn for at, turn in cuts if at > x])
    return winding % 2 == 1 if even_odd else winding != 0


def covered(cuts: Sequence[tuple[float, int]], *, even_odd: bool = False) -> list[tuple[float, float]]:
    """From where to where the path with these crossings covers their level, from the left."""
    spans, winding, start = list[tuple[float, float]](), 0, 0.0
    for x, turn in sorted(cuts):
        before, winding = winding, (1 - winding if even_odd else winding + turn)
        if before == 0:
            start = x
        elif winding == 0:
            spans.append((start, x))
    return spans


def passes(path: Path, box: Box) -> bool:
    """Whether the path's outline comes into `box` (curves as eight straight lines each)."""
    return any(_touches(ax, ay, bx, by, box) for (ax, ay), (bx, by) in edges(path))


def _touches(ax: float, ay: float, bx: float, by: float, box: Box) -> bool:
    """Whether a straight line comes into a box, by cutting it at each edge (Liang and Barsky)."""
    first, last = 0.0, 1.0
    for step, room in ((ax - bx, ax - box.x0), (bx - ax, box.x1 - ax), (ay - by, ay - box.y0), (by - ay, box.y1 - ay)):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first <= last


@lru_cache(maxsize=64)
def edges(path: Path) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
    """The outline in straight lines; kept, since a shape is asked about at many levels, and in each edition."""
    return tuple(_straight(path))


def _straight(path: Path) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    start = here = (0.0, 0.0)
    for command in path:
        if command[0] == "M":
            if here != start:
                yield here, start
            start = here = (command[1], command[2])
        elif command[0] == "L":
            yield here, (command[1], command[2])
            here = (command[1], command[2])
        elif command[0] == "C":
            _, x1, y1, x2, y2, x3, y3 = command
            before = here
            for step in range(1, 9):
                t = step / 8
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
                there = (a * before[0] + b * x1 + c * x2 + d * x3, a * before[1] + b * y1 + c * y2 + d * y3)
                yield here, there
                here = there
        elif here != start:
            yield here, start
            here = start
    if here != start:
        yield here, start
