"""Areas that cut outlines: convex ones by half-planes, all others by Skia, within limits on its work."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from pressroom.artwork.drawings.contours import Contour, box_of, contours_of, points_of
from pressroom.artwork.drawings.half_planes import (
    Allowance,
    Boxed,
    HalfPlane,
    TooIntricateError,
    boxed,
    cut,
    planes_of,
)
from pressroom.artwork.drawings.rules import MOST_CUT, MOST_OVERLAPS
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Box, Command

_Operation = Callable[[tuple[Sequence[Command], bool], tuple[Sequence[Command], bool]], list[Command]]
_MOST_SIDES = 8
_MOST_COMPARED = 50 * MOST_OVERLAPS  # pairs of boxes, before they are taken for overlaps


@dataclass(slots=True)
class Area:
    """An area to which outlines are cut.

    Attributes:
        path: its outline.
        even_odd: whether the even-odd rule fills it.
        box: around it; None for an empty area.
        planes: the half-planes that share it; empty where it is not convex, or bent.
    """

    path: Sequence[Command]
    even_odd: bool
    box: Box | None
    planes: tuple[HalfPlane, ...]


@dataclass(slots=True)
class Cutter:
    """Cuts, and what all cuts of a drawing have cost so far.

    Attributes:
        allowance: for cuts along straight lines.
        commands: given to Skia.
        overlaps: pairs of lines and curves among them whose boxes overlap.
    """

    allowance: Allowance = field(default_factory=Allowance)
    commands: int = 0
    overlaps: int = 0

    def cut(self, whole: Boxed, area: Area, *, even_odd: bool) -> tuple[Boxed, bool]:
        """What lies in the area, and whether the even-odd rule fills it.

        Raises:
            TooIntricateError: see there.
        """
        if area.box is None:
            return boxed(()), even_odd
        inside = self.straight(whole, area.planes or planes_of(area.box))
        if area.planes or inside.box is None:
            return inside, even_odd
        from pressroom.artwork.drawings.skia import intersection  # lazy: few drawings have such areas
        path = [command for contour in inside.contours for command in contour]
        self.spend_on_skia(path, area.path)
        try:
            return boxed(contours_of(intersection((path, even_odd), (area.path, area.even_odd)))), False
        except ValueError as fault:
            raise TooIntricateError from fault

    def united(self, one: Area, other: Area) -> Area:
        """The area that either covers.

        Raises:
            TooIntricateError: see there.
        """
        from pressroom.artwork.drawings.skia import union  # lazy: as above
        return self._combined(union, one, other)

    def without(self, one: Area, other: Area) -> Area:
        """The area that the first covers and the other does not.

        Raises:
            TooIntricateError: see there.
        """
        from pressroom.artwork.drawings.skia import difference  # lazy: as above
        return self._combined(difference, one, other)

    def _combined(self, operation: _Operation, one: Area, other: Area) -> Area:
        self.spend_on_skia(one.path, other.path)
        try:
            return area_of(operation((one.path, one.even_odd), (other.path, other.even_odd)), even_odd=False)
        except ValueError as fault:
            raise TooIntricateError from fault

    def straight(self, whole: Boxed, planes: Sequence[HalfPlane], slack: float = 0.0) -> Boxed:
        """What lies in all of the half-planes, or reaches out of one by no more than `slack`.

        Raises:
            TooIntricateError: see there.
        """
        for plane in planes:
            whole = cut(whole, plane, self.allowance, slack)
        return whole

    def spend_on_skia(self, *paths: Sequence[Command]) -> None:
        """Count an operation on the paths before it is done."""
        self.commands += sum(map(len, paths))
        if self.commands <= MOST_CUT:
            self.overlaps += _overlaps([box for path in paths for box in _boxes(path)], MOST_OVERLAPS - self.overlaps)
        if self.commands > MOST_CUT or self.overlaps > MOST_OVERLAPS:
            raise TooIntricateError


def area_of(path: Sequence[Command], *, even_odd: bool) -> Area:
    """The area that a path fills."""
    contours = contours_of(path)
    return Area(path, even_odd, box_of(contours), _planes(contours))


def _planes(contours: Sequence[Contour]) -> tuple[HalfPlane, ...]:
    """The half-planes that share a convex polygon; none for other areas."""
    if len(contours) != 1 or len(contours[0]) > _MOST_SIDES + 2 or any(command[0] == "C" for command in contours[0]):
        return ()
    corners = list(points_of(contours[0]))
    points = [point for at, point in enumerate(corners) if point != corners[at - 1]]
    sides = [(x0, y0, x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)]
    turns = [dx * next_dy - dy * next_dx
             for (_, _, dx, dy), (_, _, next_dx, next_dy) in zip(sides, sides[1:] + sides[:1], strict=True)]
    quarters = sum(dy > 0 >= next_dy for (*_, dy), (*_, next_dy) in zip(sides, sides[1:] + sides[:1], strict=True))
    signs = {math.copysign(1.0, turn) for turn in turns if turn}
    if len(points) < 3 or len(signs) != 1 or quarters != 1:
        return ()
    (sign,) = signs
    planes = []
    for x, y, dx, dy in sides:
        length = (dx * dx + dy * dy) ** 0.5 * sign
        a, b = -dy / length, dx / length
        planes.append((a, b, -a * x - b * y))
    return tuple(planes)


def _boxes(path: Sequence[Command]) -> list[tuple[float, float, float, float]]:
    """A box around every line and curve: x0, x1, y0, y1."""
    boxes, last = [], (0.0, 0.0)
    for command in path:
        if command[0] == "Z":
            continue
        xs, ys = command[1::2], command[2::2]
        if command[0] != "M":
            boxes.append((min(*xs, last[0]), max(*xs, last[0]), min(*ys, last[1]), max(*ys, last[1])))
        last = command[-2:]
    return boxes


def _overlaps(boxes: list[tuple[float, float, float, float]], limit: int) -> int:
    """How many pairs of boxes overlap; `limit` + 1 once they, or the pairs compared, are too many."""
    boxes.sort()
    count = compared = 0
    for at, (_, x1, y0, y1) in enumerate(boxes):
        for other in range(at + 1, len(boxes)):
            other_x0, _, other_y0, other_y1 = boxes[other]
            if other_x0 > x1:
                break
            compared += 1
            count += other_y0 <= y1 and y0 <= other_y1
        if count > limit or compared > _MOST_COMPARED:
            return limit + 1
    return count
