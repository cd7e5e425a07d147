"""Printer's marks: the inks of the colour bar, and where lines and targets stand on every side."""

from __future__ import annotations

import itertools

import pytest

from pressroom.fit.printmarks import printed_marks
from pressroom.marks import Group, Shape, flat
from pressroom.sheet.geometry import Box, path_box

MM = 72 / 25.4
TRIM = Box(0, 0, 210 * MM, 297 * MM)
BLEED = 3 * MM
# What a printer measures: the four solids, two of them over each other, and their half tones.
BAR = [("C", (1, 0, 0, 0)), ("M", (0, 1, 0, 0)), ("Y", (0, 0, 1, 0)), ("K", (0, 0, 0, 1)),
       ("C+M", (1, 1, 0, 0)), ("M+Y", (0, 1, 1, 0)), ("C+Y", (1, 0, 1, 0)),
       ("C 50", (0.5, 0, 0, 0)), ("M 50", (0, 0.5, 0, 0)), ("Y 50", (0, 0, 0.5, 0)), ("K 50", (0, 0, 0, 0.5))]


def shapes(*kinds: str, folds: tuple[float, ...] = (), trim: Box = TRIM) -> list[Shape]:
    marks = printed_marks(trim, BLEED, kinds, folds=folds).marks  # type: ignore[arg-type]
    return [mark for mark in flat(marks) if isinstance(mark, Shape)]


def box(shape: Shape) -> Box:
    found = path_box(shape.path)
    assert found is not None
    return found


def test_each_patch_of_the_colour_bar_is_printed_in_the_ink_of_its_name() -> None:
    inks = [shape.fill for shape in shapes("bar")]
    assert [(ink.name, ink.cmyk) for ink in inks if ink] == BAR


@pytest.mark.parametrize(("width", "side"), [(210, 5), (44, 4), (20, 2)])
def test_patches_stand_side_by_side_in_the_middle_of_the_foot(width: float, side: float) -> None:
    trim = Box(0, 0, width * MM, 297 * MM)
    boxes = [box(shape) for shape in shapes("bar", trim=trim)]
    assert all(one.width == pytest.approx(side * MM) == pytest.approx(one.height) for one in boxes)
    assert all(one.x1 == pytest.approx(other.x0) for one, other in itertools.pairwise(boxes))
    assert boxes[0].x0 + boxes[-1].x1 == pytest.approx(width * MM)
    assert {round(one.y0 - trim.y1 - BLEED, 6) for one in boxes} == {round(9 * MM, 6)}
    slug = printed_marks(trim, BLEED, ("bar",)).slug
    assert boxes[0].y1 <= trim.y1 + BLEED + slug


def test_crop_marks_are_five_millimetres_long_and_point_at_the_trim_from_the_bleed_outward() -> None:
    near, far = BLEED, BLEED + 5 * MM
    wanted = {(x, y0, x, y1) for x in (TRIM.x0, TRIM.x1)
              for y0, y1 in ((TRIM.y0 - far, TRIM.y0 - near), (TRIM.y1 + near, TRIM.y1 + far))}
    wanted |= {(x0, y, x1, y) for y in (TRIM.y0, TRIM.y1)
               for x0, x1 in ((TRIM.x0 - far, TRIM.x0 - near), (TRIM.x1 + near, TRIM.x1 + far))}
    lines = [(one.x0, one.y0, one.x1, one.y1) for one in map(box, shapes("crop"))]
    assert sorted(lines) == [pytest.approx(line) for line in sorted(wanted)]
    assert {(shape.width, shape.registration, shape.dash) for shape in shapes("crop")} == {(0.25, True, ())}
    assert {tuple(command[0] for command in shape.path) for shape in shapes("crop")} == {("M", "L")}


@pytest.mark.parametrize(("fold", "aside"), [(0.0, 0.0), (104.9 * MM, 4 * MM), (104 * MM, 4 * MM), (102 * MM, 4 * MM),
                                            (100.9 * MM, 0.0), (108 * MM, 8 * MM)])
def test_targets_stand_in_the_middle_of_each_side_and_make_way_for_a_fold(fold: float, aside: float) -> None:
    folds = (fold,) if fold else ()
    circles = [one for one in map(box, shapes("registration", folds=folds)) if one.width > 1 and one.height > 1]
    centres = [one.centre for one in circles]
    away, across, down = BLEED + 5 * MM, 105 * MM + aside, 148.5 * MM
    assert centres == [pytest.approx(centre) for centre in (
        (-away, down), (210 * MM + away, down), (across, -away), (across, 297 * MM + away))]
    assert all(one.width == pytest.approx(4 * MM) for one in circles)


def test_without_marks_there_is_no_slug_and_with_them_it_is_ten_millimetres_and_the_bar() -> None:
    assert printed_marks(TRIM, BLEED, ()) == printed_marks(TRIM, BLEED, (), texts=("one",))
    assert printed_marks(TRIM, BLEED, ()).slug == 0
    assert printed_marks(TRIM, BLEED, ("crop",)).slug == pytest.approx(10 * MM)
    assert printed_marks(TRIM, BLEED, ("crop", "bar")).slug == pytest.approx(16 * MM)
    (group,) = printed_marks(TRIM, BLEED, ("crop",)).marks
    assert isinstance(group, Group)
    assert group.role == "artifact"
