"""Marks that were fitted on a small sheet of their own, moved to their place on the page."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.records import replace
from pressroom.sheet.geometry import Box, moved_path


def moved(marks: Iterable[Mark], dx: float, dy: float = 0.0) -> tuple[Mark, ...]:
    """The same marks `dx` points further to the right and `dy` further down."""
    return tuple(_moved(mark, dx, dy) for mark in marks)


def scaled(marks: Iterable[Mark], by: float, dx: float, dy: float) -> tuple[Mark, ...]:
    """The same marks `by` times as large from the sheet's top-left, then moved."""
    return tuple(_scaled(mark, by, dx, dy) for mark in marks)


def _scaled(mark: Mark, by: float, dx: float, dy: float) -> Mark:
    def placed(box: Box) -> Box:
        return Box(box.x0 * by + dx, box.y0 * by + dy, box.x1 * by + dx, box.y1 * by + dy)
    if isinstance(mark, Group):
        return replace(mark, marks=scaled(mark.marks, by, dx, dy), area=placed(mark.area) if mark.area else None,
                       clip=moved_path(mark.clip, dx, dy, by, by) if mark.clip else None)
    if isinstance(mark, TextRun):
        return replace(mark, x=mark.x * by + dx, y=mark.y * by + dy, size=mark.size * by)
    if isinstance(mark, Shape):
        return replace(mark, path=moved_path(mark.path, dx, dy, by, by), width=mark.width * by,
                       dash=tuple(part * by for part in mark.dash),
                       gradient=mark.gradient and mark.gradient.moved(dx, dy, by))
    return replace(mark, box=placed(mark.box))


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    if isinstance(mark, Group):
        return replace(mark, marks=moved(mark.marks, dx, dy), clip=moved_path(mark.clip, dx, dy) if mark.clip else None,
                       area=mark.area.moved(dx, dy) if mark.area else None)
    if isinstance(mark, TextRun):
        return replace(mark, x=mark.x + dx, y=mark.y + dy)
    if isinstance(mark, Shape):
        return replace(mark, path=moved_path(mark.path, dx, dy), gradient=mark.gradient and mark.gradient.moved(dx, dy))
    return replace(mark, box=mark.box.moved(dx, dy))
