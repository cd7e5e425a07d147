"""Marks for the cutter: outside the bleed, on every plate."""

from __future__ import annotations

from pressroom.geometry import Box, polygon
from pressroom.ink import BLACK
from pressroom.marks import Group, Shape
from pressroom.units import mm

# Crop marks: 0.25 pt, 5 mm long, from the bleed edge outward, in a slug of 10 mm (PRESS 1.9).
LINE = 0.25
LENGTH = mm(5)
SLUG = mm(10)
# Fold marks: dashed, 0.25 to 0.5 pt, black, from the bleed edge 5 mm outward, never inside (PRESS 1.8).
FOLD_LINE = 0.5
FOLD_DASH = (2.5, 1.5)


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


def fold_marks(trim: Box, bleed: float, folds: tuple[float, ...]) -> Group:
    """Dashed lines over and under each fold (points from the left trim), in black that overprints."""
    near, far = bleed, bleed + LENGTH
    lines = [((trim.x0 + x, y0), (trim.x0 + x, y1)) for x in folds
             for y0, y1 in ((trim.y0 - near, trim.y0 - far), (trim.y1 + near, trim.y1 + far))]
    return Group(tuple(Shape(polygon(line, closed=False), stroke=BLACK, width=FOLD_LINE, dash=FOLD_DASH)
                       for line in lines), role="artifact")
