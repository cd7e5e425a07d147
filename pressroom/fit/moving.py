"""Marks that were fitted on a small sheet of their own, moved to their place on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pressroom.geometry import moved_path
from pressroom.marks import Group, Mark, Shape, TextRun


def moved(marks: Iterable[Mark], dx: float) -> tuple[Mark, ...]:
    """The same marks `dx` points further to the right."""
    return tuple(_moved(mark, dx) for mark in marks)


def _moved(mark: Mark, dx: float) -> Mark:
    if isinstance(mark, Group):
        return replace(mark, marks=moved(mark.marks, dx), clip=moved_path(mark.clip, dx, 0) if mark.clip else None,
                       area=mark.area.moved(dx, 0) if mark.area else None)
    if isinstance(mark, TextRun):
        return replace(mark, x=mark.x + dx)
    if isinstance(mark, Shape):
        return replace(mark, path=moved_path(mark.path, dx, 0))
    return replace(mark, box=mark.box.moved(dx, 0))
