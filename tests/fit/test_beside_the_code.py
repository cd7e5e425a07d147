"""What stands beside a QR code leaves its quiet zone, and what stands at the foot the printer's safe margin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.fit import fit
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece, Placed

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Only = Callable[..., None]


@pytest.mark.parametrize("format_name", ["A4", "A5", "DL", "A2", "400x600mm"])
def test_an_imprint_that_fills_its_box_leaves_the_quiet_zone_of_the_code_beside_it(
        project: Path, edit: Edit, format_name: str) -> None:
    edit("materials/petition.yaml", "formats: [A4, A3, A2, 400x600mm, screen]", f"formats: [{format_name}]")
    edit("materials/campaign.yaml", "publisher: ", "publisher: \"mmmmmm mmmmm mmmm mmmmmmm mm mmmmm mmmmmmm\" # ")
    _, placed = fitted(project, format_name)
    (panel,) = [one.fitted.clear for one in placed if one.fitted.clear]
    for one in placed:
        if one.fitted.words and one.fitted.clear is None and one.fitted.area:
            assert one.fitted.area.overlap(panel) is None, one.element.kind


@pytest.mark.parametrize("name", ["petition", "join", "million"])
@pytest.mark.parametrize("format_name", ["DL", "DL-landscape"])
def test_no_layout_breaks_the_safe_margin_on_a_narrow_sheet(project: Path, render: Render, only: Only, name: str,
                                                              format_name: str) -> None:
    only(name)
    path = project / f"materials/{name}.yaml"
    lines = [f"formats: [{format_name}]" if line.startswith("formats:") else line
             for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    code, _, err = render("--edition", "press")
    assert code == 0, err
    assert "words-near-trim" not in err
    assert "words-at-trim" not in err


@pytest.mark.parametrize("format_name", ["A4", "A2"])
def test_words_keep_the_safe_margin_of_a_printer_that_asks_for_more_than_descenders_leave(
        project: Path, edit: Edit, format_name: str) -> None:
    margin = 11.0 if format_name == "A4" else 22.8
    edit("assets/printers/online.yaml", "safe: 5mm", f"safe: {margin}mm")
    piece, placed = fitted(project, format_name)
    trim = piece.format
    for one in placed:
        area = one.fitted.area
        if one.fitted.words and area:
            edges = (area.x0, area.y0, trim.width - area.x1, trim.height - area.y1)
            assert to_mm(min(edges)) >= margin - 0.01, one.fitted.words


def fitted(project: Path, format_name: str) -> tuple[Piece, tuple[Placed, ...]]:
    cache = Cache(project / ".cache")
    piece = resolve.piece(load.job(project), resolve.Choice("petition", format_name, "press", "online"), cache)
    return piece, tuple(fit(piece, cache).parts[0].placed)
