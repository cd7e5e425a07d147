"""What shows where: the mark that was painted last at a point."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.colour.ink import PAPER, Ink
from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape, is_technical
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, Path, contains_point, covered, crossings, path_box


@dataclass(frozen=True, slots=True)
class Area:
    """A mark that covers an area.

    Attributes:
        mark: a filled shape, a picture, or a page of a PDF.
        box: around it.
        clips: all that it is clipped to.
        see_through: whether it is part of a group that shows what is below.
    """

    mark: Shape | Picture | PlacedPage
    box: Box
    clips: tuple[Path, ...]
    see_through: bool = False

    @property
    def ink(self) -> Ink | None:
        """Its one ink; None for a picture, a gradient, and what is below shows through."""
        mark = self.mark
        return mark.fill if isinstance(mark, Shape) and mark.is_flat and not self.see_through else None

    def shows_at(self, x: float, y: float) -> bool:
        """Whether it covers the point (points on the sheet)."""
        box, mark = self.box, self.mark
        if not (box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1):
            return False
        hit = not isinstance(mark, Shape) or contains_point(mark.path, x, y, even_odd=mark.even_odd)
        return hit and all(contains_point(clip, x, y) for clip in self.clips)


def areas(marks: Sequence[Mark], clips: tuple[Path, ...] = ()) -> list[Area]:
    """Every area that the marks cover, in painting order; words are none."""
    covering = []
    for mark in marks:
        if isinstance(mark, Group):
            inner = areas(mark.marks, (*clips, mark.clip) if mark.clip else clips)
            covering += inner if mark.opacity >= 1 else [replace(area, see_through=True) for area in inner]
        elif isinstance(mark, Picture | PlacedPage):
            covering.append(Area(mark, mark.box, clips))
        elif isinstance(mark, Shape) and (mark.fill or mark.gradient) and not is_technical(mark):
            box = path_box(mark.path)
            if box:
                covering.append(Area(mark, box, clips))
    return covering


def ground_of(top: Area | None) -> Ink | None:
    """The ink of what shows, the bare paper included; None where it is not one flat ink."""
    return PAPER if top is None else top.ink


def top_at(painted: Sequence[Area], x: float, y: float) -> Area | None:
    """What was painted last at the point; None for the bare paper."""
    return next((area for area in reversed(painted) if area.shows_at(x, y)), None)


class Level:
    """A row of points across the sheet: each outline is cut once, for all points of the row."""

    def __init__(self, painted: Sequence[Area], y: float) -> None:
        """Of `painted`, what reaches the level `y`."""
        self._cut = [(area, spans) for area in reversed(painted) if area.box.y0 <= y <= area.box.y1
                     and (spans := _spans(area, y))]

    def top_at(self, x: float) -> Area | None:
        """What was painted last at the point; None for the bare paper."""
        for area, rows in self._cut:
            if all([any([start <= x < end for start, end in spans]) for spans in rows]):
                return area
        return None


def _spans(area: Area, y: float) -> list[list[tuple[float, float]]]:
    """From where to where an area, and each of its clips, reach on a level; empty where one of them does not."""
    mark = area.mark
    own = covered(crossings(mark.path, y), even_odd=mark.even_odd) if isinstance(mark, Shape) else [
        (area.box.x0, area.box.x1 + 1e-9)]
    rows = [own, *(covered(crossings(clip, y)) for clip in area.clips)]
    return rows if all(rows) else []
