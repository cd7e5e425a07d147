"""Contours cut along straight lines.

The work grows with the number of commands, not with its square, as that of Skia's path operations does; every
point inside keeps its winding number, so that the same fill rule paints the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pressroom.artwork.drawings.contours import Contour, box_of, points_of
from pressroom.artwork.drawings.curves import along, turns
from pressroom.artwork.drawings.rules import MOST_CROSSINGS, MOST_CUT_STRAIGHT
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, Command

# a, b, c: the points (x, y) with a x + b y + c >= 0.
HalfPlane = tuple[float, float, float]
_Point = tuple[float, float]
# A line or curve without its first point: the numbers of L or C.
_Segment = tuple[float, ...]
# A point, then the segments from there.
_Run = list[tuple[float, ...]]

_STEPS = 60  # to a crossing, at most; about seven are needed
_NEAR = 1e-13  # of the depths at both ends


def planes_of(box: Box) -> tuple[HalfPlane, ...]:
    """The half-planes that share the area of a box."""
    return (1.0, 0.0, -box.x0), (-1.0, 0.0, box.x1), (0.0, 1.0, -box.y0), (0.0, -1.0, box.y1)


@dataclass(frozen=True, slots=True)
class Boxed:
    """Contours, and the box around all their points; None without any."""

    contours: Sequence[Contour]
    box: Box | None


def boxed(contours: Sequence[Contour]) -> Boxed:
    """The contours with their box.

    Raises:
        OverflowError: a coordinate is too large.
    """
    return Boxed(contours, box_of(contours))


class TooIntricateError(ValueError):
    """Cutting an outline would take more work than the limits allow, or Skia finds no answer."""


@dataclass(slots=True)
class Allowance:
    """How much more may be cut in a drawing.

    Attributes:
        commands: each as often as it is cut.
        crossings: of outlines with the straight lines that cut them.
    """

    commands: int = MOST_CUT_STRAIGHT
    crossings: int = MOST_CROSSINGS

    def spend(self, *, commands: int = 0, crossings: int = 0) -> None:
        """Count work.

        Raises:
            TooIntricateError: it is more than is left.
        """
        self.commands -= commands
        self.crossings -= crossings
        if min(self.commands, self.crossings) < 0:
            raise TooIntricateError


def cut(whole: Boxed, plane: HalfPlane, allowance: Allowance, slack: float = 0.0) -> Boxed:
    """What lies in the half-plane: `whole` itself where all of it does, by its box.

    What reaches out by no more than `slack` is left whole; it is measured in a x + b y + c, which are units of length
    where a² + b² = 1.

    Raises:
        TooIntricateError: the allowance is spent.
    """
    if (box := whole.box) is None:
        return whole
    a, b, c = plane
    depths = [a * x + b * y + c for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    if min(depths) >= -slack:
        return whole
    allowance.spend(commands=sum(map(len, whole.contours)))
    return boxed(_cut(whole.contours, plane, allowance) if max(depths) > 0 else ())


def _cut(contours: Iterable[Contour], plane: HalfPlane, allowance: Allowance) -> list[Contour]:
    whole: list[Contour] = []
    runs: list[_Run] = []
    a, b, c = plane
    for contour in contours:
        depths = [a * x + b * y + c for x, y in points_of(contour)]
        if min(depths) >= 0:
            whole.append(contour)
        elif max(depths) >= 0:
            inner, stays = _runs(contour, plane, allowance)
            if stays:
                whole.append(contour)
            else:
                runs += inner
    return whole + _joined(runs, plane)


def _segments(contour: Contour) -> Iterator[tuple[_Point, _Segment]]:
    """Each line and curve after its first point, and the line that closes the contour."""
    start = here = (0.0, 0.0)
    for command in contour:
        if command[0] == "M":
            start = here = (command[1], command[2])
        elif command[0] != "Z":
            yield here, command[1:]
            here = (command[-2], command[-1])
    if here != start:
        yield here, start


def _runs(contour: Contour, plane: HalfPlane, allowance: Allowance) -> tuple[list[_Run], bool]:
    """The runs of segments inside, each with its first point in front, and whether the contour stays inside."""
    runs: list[_Run] = []
    a, b, c = plane
    _, x, y = contour[0]  # type: ignore[misc]
    begins_inside = inside = a * x + b * y + c >= 0
    if inside:
        runs.append([(x, y)])
    for here, segment in _segments(contour):
        for first, piece, is_inside in _pieces(here, segment, plane):
            if is_inside:
                if not inside:
                    runs.append([first])
                    allowance.spend(crossings=2)
                runs[-1].append(piece)
            inside = is_inside
    if begins_inside and len(runs) > 1:
        # The last run ends where the first begins.
        runs[0] = [*runs.pop(), *runs[0][1:]]
        return runs, False
    return runs, begins_inside


def _pieces(here: _Point, segment: _Segment, plane: HalfPlane) -> Iterator[tuple[_Point, _Segment, bool]]:
    """The segment in pieces, each on one side of the line."""
    a, b, c = plane
    points = [here, *zip(segment[0::2], segment[1::2], strict=True)]
    depths = [a * x + b * y + c for x, y in points]
    if min(depths) >= 0 or max(depths) < 0:
        yield here, segment, depths[0] >= 0
        return
    inside = depths[0] >= 0
    for at in _crossings(depths):
        first, rest = _split(points, at)
        end = _onto(first[-1], plane)
        yield here, _numbers([*first[1:-1], end]), inside
        here, points, inside = end, [end, *rest[1:]], not inside
    yield here, _numbers(points[1:]), inside


def _crossings(depths: list[float]) -> Iterator[float]:
    """Where a segment changes sides, each as a fraction of what is left of it after the one before."""
    if len(depths) == 2:
        yield depths[0] / (depths[0] - depths[1])
        return
    done = 0.0
    edges = [0.0, *turns(*depths), 1.0]
    for low, high in pairwise(edges):
        before = along(depths, low) >= 0
        if before == (along(depths, high) >= 0):
            continue
        at = _crossing(depths, low, high)
        yield (at - done) / (1 - done)
        done = at


def _crossing(depths: list[float], low: float, high: float) -> float:
    """Where a curve that rises or falls all the way from `low` to `high` crosses the line (the Illinois method)."""
    below, above = along(depths, low), along(depths, high)
    near = _NEAR * (abs(below) + abs(above))
    for _ in range(_STEPS):
        at = (low * above - high * below) / (above - below)
        depth = along(depths, at)
        if abs(depth) <= near:
            break
        if (depth < 0) == (below < 0):
            low, below, above = at, depth, above / 2
        else:
            high, above, below = at, depth, below / 2
    return min(max(at, low), high)


def _split(points: list[_Point], t: float) -> tuple[list[_Point], list[_Point]]:
    """A line or curve in two at `t` (de Casteljau)."""
    first, last, level = [points[0]], [points[-1]], points
    while len(level) > 1:
        level = [(x + (u - x) * t, y + (v - y) * t) for (x, y), (u, v) in pairwise(level)]
        first.append(level[0])
        last.append(level[-1])
    return first, last[::-1]


def _onto(point: _Point, plane: HalfPlane) -> _Point:
    """The nearest point on the line: exactly on it where it is upright or level."""
    (x, y), (a, b, c) = point, plane
    if b == 0:
        return -c / a, y
    if a == 0:
        return x, -c / b
    off = (a * x + b * y + c) / (a * a + b * b)
    return x - a * off, y - b * off


def _numbers(points: Iterable[_Point]) -> _Segment:
    return tuple(number for point in points for number in point)


def _joined(runs: Sequence[_Run], plane: HalfPlane) -> list[Contour]:
    """The runs joined along the line, end to beginning, over no stretch twice in opposite directions.

    Along the line every end opens a stretch that a beginning closes, or the other way round, as brackets do.
    """
    a, b, _ = plane
    ends = sorted([(a * run[-1][-1] - b * run[-1][-2], 1, at) for at, run in enumerate(runs)]
                  + [(a * run[0][1] - b * run[0][0], 0, at) for at, run in enumerate(runs)])
    follows: dict[int, int] = {}
    open_ends: list[tuple[int, int]] = []
    for _, kind, at in ends:
        if open_ends and open_ends[-1][0] != kind:
            _, other = open_ends.pop()
            follows.update({at: other} if kind else {other: at})
        else:
            open_ends.append((kind, at))
    joined: list[Contour] = []
    while follows:
        at, contour = next(iter(follows)), list[Command]()
        while at in follows:
            (x, y), *segments = runs[at]
            contour.append(("L", x, y) if contour else ("M", x, y))
            contour += (("L", *segment) if len(segment) == 2 else ("C", *segment) for segment in segments)  # type: ignore[misc]
            at = follows.pop(at)
        joined.append([*contour, ("Z",)])
    return joined
