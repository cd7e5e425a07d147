"""Where artwork is: the boxes of its marks."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape
from pressroom.sheet.geometry import Box, around, path_box


def painted_box(marks: Iterable[Mark]) -> Box | None:
    """A box around shapes and pictures, for what has no area of its own."""
    boxes = []
    for mark in marks:
        if isinstance(mark, Group):
            box = painted_box(mark.marks)
        elif isinstance(mark, Shape):
            box = path_box(mark.path)
        else:
            box = mark.box if isinstance(mark, Picture | PlacedPage) else None
        if box:
            boxes.append(box)
    return around(boxes)
