"""Sheets of several metres: files at a scale where the preset says so, judged and reported at the final size."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pressroom.sheet import formats
from pressroom.sheet.units import mm
from pressroom.specs.printer import PrinterSpec

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
SIX_BY_THREE = "6000x3000mm"


@pytest.fixture
def banner(project: Path, edit: Edit) -> Path:
    """A poster for a wall of six metres, read from twelve."""
    edit("layouts/statement.yaml", "variant: blue\n", "variant: blue\nmade-for: [portrait, banner]\n")
    edit("materials/petition.yaml", "formats: [A4, A3, A2, 400x600mm, screen]",
         f"formats: [3x1m, {SIX_BY_THREE}]\ndistance-m: 12")
    return project


def preset(project: Path, name: str, *lines: str) -> None:
    text = (project / "assets/printers/large-format.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("scale")]
    (project / f"assets/printers/{name}.yaml").write_text("\n".join([*kept, *lines]) + "\n", encoding="utf-8")


def press_file(project: Path) -> tuple[dict[str, Any], Path]:
    told = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    (entry,) = [entry for entry in told["files"] if entry["edition"] == "press"]
    return entry, project / "out" / entry["path"]


def build(render: Render, format_name: str, printer: str = "large-format") -> tuple[int, str, str]:
    return render("petition", "--format", format_name, "--edition", "press", "--printer", printer)


@pytest.mark.parametrize(("name", "millimetres"), [
    ("3x1m", (3000, 1000)), ("6000x3000mm", (6000, 3000)), ("80x200cm", (800, 2000)), ("0.85x2m", (850, 2000))])
def test_sizes_are_written_in_millimetres_centimetres_or_metres(name: str, millimetres: tuple[float, float]) -> None:
    assert formats.parse(name).trim_mm == millimetres


@pytest.mark.parametrize("name", ["60x1m", "0.04x1m", "3mx1m", "3x1", "3x1km"])
def test_other_sizes_are_none(name: str) -> None:
    with pytest.raises(ValueError, match="x"):
        formats.parse(name)


def test_six_metres_are_delivered_at_a_tenth_and_reported_at_six(banner: Path, render: Render) -> None:
    code, _, err = build(render, SIX_BY_THREE)
    assert code == 0, err
    entry, path = press_file(banner)
    page = PdfReader(path).pages[0]
    assert float(page.trimbox.width) == pytest.approx(mm(600), abs=0.01)
    assert float(page.trimbox.left - page.bleedbox.left) == pytest.approx(mm(1), abs=0.01)
    assert "/UserUnit" not in page
    assert entry["pages"][0]["trim_mm"] == [6000, 3000]
    assert entry["pages"][0]["bleed_mm"] == pytest.approx(10, abs=0.01)
    assert entry["preflight"]["passed"]
    assert render("preflight", str(path), "--printer", "large-format", "--trim", SIX_BY_THREE)[0] == 0
    assert render("preflight", str(path), "--printer", "large-format", "--trim", "600x300mm")[0] == 1


def test_three_metres_are_delivered_at_their_size(banner: Path, render: Render) -> None:
    assert build(render, "3x1m")[0] == 0
    page = PdfReader(press_file(banner)[1]).pages[0]
    assert float(page.trimbox.width) == pytest.approx(mm(3000), abs=0.01)


def test_a_preset_that_takes_units_gets_the_same_page_with_its_unit(banner: Path, render: Render) -> None:
    preset(banner, "unit", "user-unit: true")
    code, _, err = build(render, SIX_BY_THREE, "unit")
    assert code == 0, err
    entry, path = press_file(banner)
    page = PdfReader(path).pages[0]
    assert page["/UserUnit"] == 10
    assert float(page.trimbox.width) == pytest.approx(mm(600), abs=0.01)
    assert entry["pages"][0]["trim_mm"] == [6000, 3000]


def test_a_sheet_beyond_the_longest_page_is_refused_with_the_limit_where_no_scale_is_taken(
        banner: Path, render: Render) -> None:
    preset(banner, "whole")
    code, _, err = build(render, SIX_BY_THREE, "whole")
    assert code == 1
    assert "materials/petition.yaml:4:" in err
    assert "6.02 m long, and a page ends at 5.08 m" in err
    assert "[sheet-too-long]" in err


@pytest.mark.parametrize(("longest", "scale"), [(4999, 1), (5000, 1), (5001, 10)])
def test_the_scale_begins_beyond_the_length_that_the_preset_names(longest: float, scale: float) -> None:
    printer = PrinterSpec(title="Own", scale="1:10")
    assert printer.enlargement(mm(longest)) == scale
    assert PrinterSpec(title="Own", scale="1:4", **{"scale-above": "1000mm"}).enlargement(mm(1200)) == 4


@pytest.mark.parametrize("scale", ["10", "1:0", "1/10", "1:1000", "0.1"])
def test_what_is_no_scale_is_told_at_its_line(banner: Path, render: Render, scale: str) -> None:
    preset(banner, "own", f"scale: {scale}")
    _, _, err = render("check", "petition")
    assert "is not a scale: write 1:10 [wrong-value]" in err


def test_members_see_a_banner_of_six_metres_at_a_tenth_with_its_words_and_links(banner: Path, render: Render) -> None:
    code, _, err = render("petition", "--format", SIX_BY_THREE, "--edition", "members")
    assert code == 0, err
    (path,) = (banner / "out/members").glob("*.pdf")
    page = PdfReader(path).pages[0]
    assert float(page.mediabox.width) == pytest.approx(mm(600), abs=0.01)
    for note in page["/Annots"]:  # type: ignore[attr-defined]
        left, bottom, right, top = (float(edge) for edge in note.get_object()["/Rect"])
        assert 0 <= left < right <= float(page.mediabox.width)
        assert 0 <= bottom < top <= float(page.mediabox.height)
