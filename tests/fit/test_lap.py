"""Sheets of a tiled poster overlap by the strip that is glued, and no part of the poster is lost between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK
from pressroom.fit import fit
from pressroom.fit.tiles import _sketched, tiled
from pressroom.fit.tiling import GREY, Cuts, cuts_along, label_of
from pressroom.marks import Group, Mark, Shape, Sheet, TextRun, flat
from pressroom.sheet.geometry import Box, around, path_box, rectangle
from pressroom.sheet.units import mm
from pressroom.stages import Fit
from tests.conftest import ROOT
from tests.desk import bring

Render = Callable[..., tuple[int, str, str]]
LAP = 9.0  # millimetres: what a stick of glue covers
A4 = (mm(210), mm(297))


@cache
def poster() -> Fit:
    kept = Cache(ROOT / ".cache")
    return fit(resolve.piece(load.job(ROOT), resolve.Choice("petition", "A2", "members", "online"), kept), kept)


@cache
def tiles() -> tuple[Sheet, ...]:
    """The sheets to glue, without the guide."""
    return tiled(poster()).sheets[1:]


def figure(sheet: Sheet) -> Group:
    return next(mark for mark in sheet.marks if isinstance(mark, Group) and mark.role == "figure")


def window(sheet: Sheet) -> Box:
    """What the sheet shows of the poster, in its own points."""
    clip = figure(sheet).clip
    assert clip is not None
    box = path_box(clip)
    assert box is not None
    return box


def lines(sheet: Sheet) -> list[tuple[Box, bool]]:
    """The lines to cut along, and whether each is dashed."""
    return [(box, bool(one.dash)) for mark in sheet.marks if isinstance(mark, Group) and mark.role == "artifact"
            for one in mark.marks if isinstance(one, Shape) and one.stroke and not one.fill
            if (box := path_box(one.path))]


def test_every_sheet_shares_nine_millimetres_with_the_next() -> None:
    cuts = cuts_along(1000.0, 500.0, mm(LAP), ())
    assert [round(cuts.lap(at), 6) for at in range(len(cuts.starts))] == [
        *[round(mm(LAP), 6)] * (len(cuts.starts) - 1), 0.0]


def test_the_strip_at_the_right_and_at_the_foot_is_marked_where_the_neighbour_comes_to_lie() -> None:
    sheet = tiles()[0]
    box, drawn = window(sheet), lines(sheet)
    dashed = [one for one, dash in drawn if dash]
    upright = [one.x0 for one in dashed if one.width < 0.1]
    level = [one.y0 for one in dashed if one.height < 0.1]
    assert upright == pytest.approx([box.x1 - mm(LAP)])
    assert level == pytest.approx([box.y1 - mm(LAP)])
    solid = [one for one, dash in drawn if not dash]
    assert [one.x0 for one in solid if one.width < 0.1] == pytest.approx([box.x0])
    assert [one.y0 for one in solid if one.height < 0.1] == pytest.approx([box.y0])


def test_lines_to_cut_along_reach_five_millimetres_over_the_artwork_where_no_label_stands() -> None:
    """Below stands the label of the sheet: there an upright line ends after 1.2 mm."""
    for sheet in tiles():
        box = window(sheet)
        for line, _ in lines(sheet):
            ends = (line.y0, line.y1) if line.width < 0.1 else (line.x0, line.x1)
            assert ends == pytest.approx((box.y0 - mm(5), box.y1 + mm(1.2)) if line.width < 0.1 else (
                box.x0 - mm(5), box.x1 + mm(5)))


def seams(*keep: tuple[float, float], length: float = 1000.0) -> Cuts:
    return cuts_along(length, 300.0, 28.0, keep)


def test_seams_are_even_and_give_way_to_a_code_and_say_so() -> None:
    assert seams().starts == pytest.approx((0, 243, 486, 729), abs=0.1)
    assert not seams().moved
    assert not seams((10.0, 90.0)).moved
    assert seams((200.0, 260.0)).moved
    assert seams((200.0, 260.0)).starts[1] == 200
    even = seams((700.0, 760.0))  # all sheets a little wider instead
    assert not even.moved
    assert [after - start for start, after in pairwise(even.starts)] == pytest.approx([253.3] * 3, abs=0.1)


def test_a_code_that_is_too_wide_is_cut_by_any_seam_and_makes_no_sliver_of_a_sheet() -> None:
    """The seam cannot stand before a code that begins within a point of the sheet."""
    for low, high in ((0.5, 340.0), (1.0, 340.0)):
        found = seams((low, high))
        assert found.through == ((low, high),)
        assert not found.moved
        assert len(found.starts) == 4
        assert min(after - start for start, after in pairwise((*found.starts, 1000.0))) > 100


def test_a_line_to_cut_along_goes_one_way_so_that_its_dashes_stay_apart() -> None:
    for sheet in tiles():
        for mark in sheet.marks:
            for one in mark.marks if isinstance(mark, Group) and mark.role == "artifact" else ():
                if isinstance(one, Shape) and one.stroke and not one.fill:
                    assert [segment[0] for segment in one.path] == ["M", "L"]


def test_the_last_sheet_has_no_strip_and_is_cut_on_all_sides() -> None:
    sheet = tiles()[-1]
    box, drawn = window(sheet), lines(sheet)
    assert not [one for one, dash in drawn if dash]
    assert sorted(one.x0 for one, _ in drawn if one.width < 0.1) == pytest.approx([box.x0, box.x1])
    assert sorted(one.y0 for one, _ in drawn if one.height < 0.1) == pytest.approx([box.y0, box.y1])


def test_the_sheets_cover_the_poster_with_a_strip_in_common_and_stay_off_the_papers_edge() -> None:
    size = poster().sheets[0]
    columns = [sheet for sheet in tiles() if figure(sheet).alt.split(" ")[1].startswith("A")]
    rows = [sheet for sheet in tiles() if figure(sheet).alt.split(" ")[1].endswith("1")]
    assert sum(window(one).width for one in columns) == pytest.approx(size.width + mm(LAP) * (len(columns) - 1))
    assert sum(window(one).height for one in rows) == pytest.approx(size.height + mm(LAP) * (len(rows) - 1))
    for sheet in tiles():
        assert Box(mm(10), mm(10), sheet.width - mm(10), sheet.height - mm(10)).contains(window(sheet), 0.01)
        assert sorted((sheet.width, sheet.height)) == pytest.approx(sorted(A4))


def text(marks: Iterable[Mark]) -> str:
    return " ".join("".join(run.text for run in flat(marks) if isinstance(run, TextRun)).split())


def test_the_guide_says_every_step_and_describes_the_plan() -> None:
    guide = tiled(poster()).sheets[0]
    heading, *steps = guide.words
    assert [step[:2] for step in steps] == [f"{number}." for number in range(1, len(steps) + 1)]
    assert [" ".join(step.split()) in text(guide.marks) for step in (heading, *steps)] == [True] * len(guide.words)
    columns, rows = ({label[at] for label in (figure(sheet).alt.split(" ")[1] for sheet in tiles())} for at in (1, 0))
    plan = figure(guide).alt
    assert [int(number) for number in re.findall(r"\b\d+\b", plan)] == [len(tiles()), len(columns), len(rows)]
    assert re.findall(r"\b[A-Z]\d\b", plan) == ["A1", f"{max(rows)}{max(columns)}"]


def test_the_plan_stands_below_the_steps_inside_the_margins_and_is_as_high_as_the_poster_for_its_width() -> None:
    guide = tiled(poster()).sheets[0]
    plan = figure(guide)
    outlines = [box for mark in plan.marks if isinstance(mark, Shape) and mark.stroke and not mark.dash
                and (box := path_box(mark.path))]
    (whole,) = outlines
    steps = [run.y for mark in guide.marks if isinstance(mark, Group) and mark is not plan
             for run in flat(mark.marks) if isinstance(run, TextRun)]
    assert Box(0, max(steps), guide.width, guide.height).grown(-0.01).contains(whole)
    assert Box(0, 0, guide.width, guide.height).grown(-mm(18) + 0.01).contains(whole)
    assert whole.height / whole.width == pytest.approx(poster().sheets[0].height / poster().sheets[0].width)


def test_the_guides_title_is_set_in_the_face_of_headlines() -> None:
    heading, *others = [mark for mark in tiled(poster()).sheets[0].marks if isinstance(mark, Group)]
    faces = [{run.font.stem for run in flat(group.marks) if isinstance(run, TextRun)}
             for group in (heading, *others[:2])]
    assert heading.role == "heading"
    assert faces == [{"Anton-Regular"}, {"Inter-Regular"}, {"Inter-Regular"}]


@pytest.mark.parametrize("grouped", [False, True])
def test_a_code_is_a_grey_square_on_the_plan_that_nobody_scans(*, grouped: bool) -> None:
    def codes(marks: Iterable[Mark]) -> Iterator[Box]:
        for mark in marks:
            if isinstance(mark, Group):
                yield from (mark.area,) if mark.code and mark.area else codes(mark.marks)
    (sheet,) = poster().sheets
    (code,) = codes(sheet.marks)
    marks = (Group(sheet.marks),) if grouped else sheet.marks
    plan = figure(tiled(replace(poster(), sheets=(replace(sheet, marks=marks),))).sheets[0])
    grey = [box for mark in flat(plan.marks) if isinstance(mark, Shape) and mark.fill and mark.fill.name == "grey"
            and (box := path_box(mark.path))]
    (whole,) = [box for mark in plan.marks if isinstance(mark, Shape) and mark.stroke and not mark.dash
                and (box := path_box(mark.path))]
    scale = whole.width / sheet.width
    (square,) = grey
    assert (square.x0, square.y0, square.width) == pytest.approx(
        (whole.x0 + code.x0 * scale, whole.y0 + code.y0 * scale, code.width * scale))


def test_names_of_sheets_are_bold_on_the_plan_and_under_each_sheet() -> None:
    names = {figure(sheet).alt.split(" ")[1] for sheet in tiles()}
    for sheet in tiled(poster()).sheets:
        runs = [run for run in flat(sheet.marks) if isinstance(run, TextRun) and run.text.strip() in names]
        assert runs
        assert {run.font.stem for run in runs} == {"Inter-Bold"}


def test_the_words_under_a_sheet_stand_beside_its_small_plan() -> None:
    for sheet in tiles():
        below = window(sheet).y1
        (plan,) = [box for mark in sheet.marks if isinstance(mark, Group) and mark.role == "artifact" and all(
            isinstance(one, Shape) and one.fill for one in mark.marks) and (box := around(
                cell for one in mark.marks if isinstance(one, Shape) and (cell := path_box(one.path))))]
        label, *words = [run for mark in sheet.marks if isinstance(mark, Group) and mark.role == "paragraph"
                         for run in flat(mark.marks) if isinstance(run, TextRun) and run.y > below]
        assert label.x + label.width <= plan.x0
        assert min(run.x for run in words) >= plan.x1 + mm(3)


@pytest.mark.parametrize("lap", ["8mm", "15mm"])
def test_the_desk_tiles_with_the_strip_that_is_asked_for(project: Path, render: Render, lap: str) -> None:
    source, made = project / "local.pdf", project / "tiles.pdf"
    source.write_bytes(bring.poster())
    code, out, err = render("tile", str(source), "--lap", lap, "-o", str(made))
    assert code == 0, err
    columns, rows = (int(part) for part in out.split("written: ")[1].split(" sheets")[0].split(" x "))
    clips = [clip(page) for page in pypdf.PdfReader(made).pages]
    strip = mm(float(lap.removesuffix("mm")))
    assert sum(width for width, _ in clips[:columns]) == pytest.approx(
        bring.A3_SIZE[0] + (columns - 1) * strip, abs=0.05)
    assert sum(height for _, height in clips[::columns]) == pytest.approx(
        bring.A3_SIZE[1] + (rows - 1) * strip, abs=0.05)


def clip(page: pypdf.PageObject) -> tuple[float, float]:
    """Width and height of the first path that a page clips to."""
    contents = page.get_contents()
    assert contents is not None
    words = contents.get_data().decode("latin-1").split("W n")[0].split()
    if words[-1] == "re":
        return float(words[-3]), float(words[-2])
    points = [(float(words[at - 2]), float(words[at - 1])) for at, word in enumerate(words) if word in ("m", "l")]
    across, down = zip(*points[-4:], strict=True)
    return max(across) - min(across), max(down) - min(down)


def test_sheets_are_named_by_row_and_column() -> None:
    assert [label_of(*at) for at in ((0, 0), (1, 0), (0, 1), (0, 25), (2, 26))] == ["A1", "A2", "B1", "Z1", "AA3"]


def test_a_code_is_a_grey_square_on_the_plan_however_deep_it_stands() -> None:
    code = Group((Shape(rectangle(Box(1, 1, 2, 2)), fill=BLACK),), area=Box(0, 0, 9, 9), code="https://example.org")
    (sketch,) = _sketched([Group((code, Group((code,))), role="figure")])
    assert isinstance(sketch, Group)
    assert sketch.role == "figure"
    assert list(flat(sketch.marks)) == [Shape(rectangle(Box(0, 0, 9, 9)), fill=GREY)] * 2
