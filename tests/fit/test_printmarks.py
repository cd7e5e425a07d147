"""Printer's marks: the inks of the colour bar, and where lines and targets stand on every side."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from pressroom.colour.ink import Ink
from pressroom.fit.printmarks import printed_marks
from pressroom.fit.slug import plates_of
from pressroom.marks import Group, Shape, TextRun, flat
from pressroom.sheet.geometry import Box, path_box, rectangle
from pressroom.type.fonts import face
from tests.conftest import ROOT

MM = 72 / 25.4
TRIM = Box(0, 0, 210 * MM, 297 * MM)
BLEED = 3 * MM
FONT = ROOT / "assets/fonts/Inter-Regular.ttf"
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


@pytest.mark.parametrize("kinds", [("slug",), ("slug", "bar"), ("bar", "slug", "crop")])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_slugs_lines_stand_under_each_other_from_the_left_trim_between_the_marks_and_the_papers_edge(
        kinds: tuple[str, ...], count: int) -> None:
    """Each part is as wide as the sheet, so that it has a line of its own; it is set in 6 points on 7.2."""
    parts = tuple(f"{letter} " * 120 for letter in "ABCD"[:count])
    printed = printed_marks(TRIM, BLEED, kinds, texts=parts, face=face(FONT))  # type: ignore[arg-type]
    lines = [mark for mark in flat(printed.marks) if isinstance(mark, TextRun)]
    assert [line.text for line in lines] == [*parts]
    assert {(line.x, line.size, line.ink.name) for line in lines} == {(0, 6, "black")}
    band = max(count * 7.2, 5 * MM if "bar" in kinds else 0)
    assert printed.slug == pytest.approx(11 * MM + band)
    foot = -BLEED - 9 * MM
    assert [line.y for line in lines] == pytest.approx([foot - 2.2 - 7.2 * after for after in range(count)][::-1])
    assert lines[0].y - 5 >= -BLEED - printed.slug


def test_short_parts_of_the_slug_share_a_line() -> None:
    printed = printed_marks(TRIM, BLEED, ("slug",), texts=("one", "two", "three"), face=face(FONT))
    assert [mark.text for mark in flat(printed.marks) if isinstance(mark, TextRun)] == ["one  ·  two  ·  three"]


def test_fold_marks_are_dashed_black_lines_from_the_bleed_outward_at_head_and_foot() -> None:
    folds = (97 * MM, 197 * MM)
    lines = shapes("fold", folds=folds)
    near, far = BLEED, BLEED + 5 * MM
    wanted = [(x, y0, x, y1) for x in folds for y0, y1 in ((-far, -near), (TRIM.y1 + near, TRIM.y1 + far))]
    assert sorted((one.x0, one.y0, one.x1, one.y1) for one in map(box, lines)) == [
        pytest.approx(ends) for ends in sorted(wanted)]
    assert {(line.stroke and line.stroke.name, line.width, line.dash) for line in lines} == {("black", 0.5, (2.5, 1.5))}
    assert {tuple(command[0] for command in line.path) for line in lines} == {("M", "L")}


def test_a_target_is_a_circle_with_a_cross_that_reaches_half_as_far_again() -> None:
    circle, level, upright = shapes("registration")[:3]
    centre = box(circle).centre
    assert circle.path[-1] == ("Z",)
    for line, (across, down) in ((level, (6 * MM, 0)), (upright, (0, 6 * MM))):
        assert (box(line).width, box(line).height) == pytest.approx((across, down))
        assert box(line).centre == pytest.approx(centre)
        assert [command[0] for command in line.path] == ["M", "L"]
    assert {shape.registration for shape in (circle, level, upright)} == {True}


def test_plates_of_spot_colours_are_named_after_the_process_inks_in_order_of_their_names() -> None:
    grey = (0.5, 0.5, 0.5)
    inks = [Ink(name, (0.0, 0.0, 0.0, 0.5), grey, spot=name) for name in ("Zinc", "Ash", "Moss", "Fog", "Oak")]
    inks += [Ink("key", (0.0, 0.0, 0.0, 1.0), grey), Ink("sky", (1.0, 0.0, 0.0, 0.0), grey)]
    assert plates_of(Shape(rectangle(TRIM), fill=ink) for ink in inks) == (
        "Cyan", "Black", "Ash", "Fog", "Moss", "Oak", "Zinc")


def test_without_marks_there_is_no_slug_and_with_them_it_is_ten_millimetres_and_the_bar() -> None:
    assert printed_marks(TRIM, BLEED, ()) == printed_marks(TRIM, BLEED, (), texts=("one",))
    assert printed_marks(TRIM, BLEED, ()).slug == 0
    assert printed_marks(TRIM, BLEED, ("crop",)).slug == pytest.approx(10 * MM)
    assert printed_marks(TRIM, BLEED, ("crop", "bar")).slug == pytest.approx(16 * MM)
    (group,) = printed_marks(TRIM, BLEED, ("crop",)).marks
    assert isinstance(group, Group)
    assert group.role == "artifact"


def test_the_slug_says_which_sheet_of_which_piece_it_is_for_whom_and_on_which_plates(
        project: Path, render: Callable[..., tuple[int, str, str]], edit: Callable[[str, str, str], None]) -> None:
    edit("assets/printers/offset.yaml", "marks: crop ", "contact: {name: Marie Dupont}\nmarks: [crop, slug] ")
    code, _, err = render("petition", "--format", "A4", "--edition", "press", "--printer", "offset")
    assert code == 0, err
    text = pypdf.PdfReader(project / "out/printers/offset/petition-A4.pdf").pages[0].extract_text()
    (line,) = [line for line in text.splitlines() if "rogné" in line]
    parts = line.split("  ·  ")
    assert parts[0].endswith("– petition-A4")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d v\d+", parts[1])
    assert parts[2:] == ["rogné 210 × 297 mm", "offset", "Marie Dupont", "plaques C M Y K"]
