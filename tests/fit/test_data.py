"""Figures that a layout draws to scale: bars as long as their share, days as far apart as they are in time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.marks import Shape, flat
from pressroom.sheet.geometry import path_box
from pressroom.stages import Fit
from tests.wordings import confirmed

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
CAMPAIGN = "materials/campaign.yaml"
LOSS = '    value: {fr: "24 %", en: "24%"}\n    share: 0.24\n'


@pytest.fixture
def bars(project: Path, render: Render) -> Path:
    """A new material of the layout `bars`, as if its words were final."""
    assert render("new", "try", "--layout", "bars")[0] == 0
    path = project / "materials/try.yaml"
    path.write_text(confirmed(path.read_text("utf-8")), "utf-8")
    return project


def fitted(project: Path, format_name: str) -> Fit:
    cache = Cache(project / ".cache")
    return fit(resolve.piece(load.job(project), resolve.Choice("try", format_name, "press", "online"), cache), cache)


def widths(made: Fit) -> list[float]:
    """Of the shapes that are drawn to scale, from top to bottom."""
    boxes = [box for one in made.parts[0].placed if getattr(one.element, "share", None)
             for mark in flat(one.fitted.marks) if isinstance(mark, Shape) and (box := path_box(mark.path))]
    return [box.width for box in sorted(boxes, key=lambda box: box.y0)]


@pytest.mark.parametrize("format_name", ["A4", "A3", "DL", "A4-landscape", "400x400mm"])
def test_a_bar_is_as_long_as_its_share_on_every_sheet(bars: Path, format_name: str) -> None:
    first, second = widths(fitted(bars, format_name))
    assert first / second == pytest.approx(0.24 / 0.55, rel=1e-6)


def test_a_changed_figure_changes_its_bar(bars: Path, edit: Edit) -> None:
    before = widths(fitted(bars, "A4"))
    edit(CAMPAIGN, "share: 0.24", "share: 0.48")
    after = widths(fitted(bars, "A4"))
    assert after[0] == pytest.approx(2 * before[0])
    assert after[1] == pytest.approx(before[1])


@pytest.mark.parametrize(("old", "new", "key"), [
    (LOSS, LOSS.replace("    share: 0.24\n", ""), "share"),
    ("    date: 2023-01-18\n  treatments", "  treatments", "date")])
def test_a_figure_without_share_or_day_is_no_datum(
        bars: Path, render: Render, edit: Edit, old: str, new: str, key: str) -> None:
    edit(CAMPAIGN, old, new)
    code, _, err = render("check", "try")
    assert bars.exists()
    assert code == 1
    assert f"the figure loss has no {key}, and is drawn to scale [missing-key]" in err
    assert "materials/campaign.yaml:" in err


@pytest.mark.parametrize(("old", "new", "said"), [
    ("bar-1: loss", "bar-1: lost", "there is no figure lost"),
    ("bar-1: loss", "bar-9: loss", "the layout draws no bar-9"),
    ("  bar-1: loss", "  # bar-1: loss", "figures: bar-1 is missing")])
def test_what_a_material_gets_wrong_is_said_at_its_line(
        bars: Path, render: Render, edit: Edit, old: str, new: str, said: str) -> None:
    edit("materials/try.yaml", old, new)
    code, _, err = render("check", "try")
    assert bars.exists()
    assert code == 1
    assert said in err
    assert "materials/try.yaml:" in err


def test_where_the_figures_come_from_stands_under_them(bars: Path) -> None:
    (sheet,) = fitted(bars, "A4").sheets
    (source,) = [words for words in sheet.words if words.startswith("Source")]
    assert "Syndicat Alizé, 18\u00a0janvier 2023" in source
    assert "31\u00a0décembre 2022" in source


def test_days_stand_on_their_line_to_scale(project: Path, render: Render) -> None:
    assert render("new", "try", "--layout", "timeline")[0] == 0
    path = project / "materials/try.yaml"
    path.write_text(confirmed(path.read_text("utf-8")), "utf-8")
    made = fitted(project, "A4")
    line, *_ = [box for one in made.parts[0].placed if one.element.name == "line"
                for mark in flat(one.fitted.marks) if isinstance(mark, Shape) and (box := path_box(mark.path))]
    marks = sorted(box.y0 for one in made.parts[0].placed if one.element.along and one.element.kind == "shape"
                   for mark in flat(one.fitted.marks) if isinstance(mark, Shape) and (box := path_box(mark.path)))
    assert [(y - line.y0) / line.height for y in marks] == pytest.approx([0.24, 0.55], abs=1e-6)
