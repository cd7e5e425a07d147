"""Sheets of a tiled poster overlap by the strip that is glued, and no part of the poster is lost between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdf
import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.fit.tiles import tiled
from pressroom.fit.tiling import cuts_along, label_of
from pressroom.marks import Group, Shape, Sheet
from pressroom.sheet.geometry import Box, path_box
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
