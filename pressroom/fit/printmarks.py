"""Marks for the cutter: outside the bleed, on every plate."""

from __future__ import annotations

from pressroom.geometry import Box, polygon
from pressroom.marks import Group, Shape
from pressroom.units import mm

# Crop marks: 0.25 pt, 5 mm long, from the bleed edge outward, in a slug of 10 mm (PRESS 1.9).
LINE = 0.25
LENGTH = mm(5)
SLUG = mm(10)


def crop_marks(trim: Box, bleed: float) -> Group:
    """Eight lines that point at the corners of the trim."""
    near, far = bleed, bleed + LENGTH
    lines = []
    for x in (trim.x0, trim.x1):
        lines += [((x, trim.y0 - far), (x, trim.y0 - near)), ((x, trim.y1 + near), (x, trim.y1 + far))]
    for y in (trim.y0, trim.y1):
        lines += [((trim.x0 - far, y), (trim.x0 - near, y)), ((trim.x1 + near, y), (trim.x1 + far, y))]
    return Group(tuple(Shape(polygon(line, closed=False), width=LINE, registration=True) for line in lines),
                 role="artifact")
