"""`critique` draws what the rules of composition measure over each sheet, and prints what they find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pressroom.desk.critique_pen import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, Pen
from pressroom.sheet.geometry import Box
from tests.conftest import ROOT
from tests.review.composition import pieces

Render = Callable[..., tuple[int, str, str]]
REGULAR, BOLD = (ROOT / f"assets/fonts/Inter-{weight}.ttf" for weight in ("Regular", "Bold"))


def colours(path: Path) -> set[tuple[int, int, int]]:
    with Image.open(path) as picture:
        return {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=2**24) or ()}  # type: ignore[misc]


def test_each_sheet_is_drawn_with_its_measures_and_the_findings_beside_it(project: Path, render: Render) -> None:
    pieces.add_to(project)
    text = (project / "layouts/composed.yaml").read_text(encoding="utf-8")
    (project / "layouts/composed.yaml").write_text(text.replace("top: 80.2%", "top: 74%"), encoding="utf-8")
    code, out, err = render("critique", "composed-one", "composed-three", "--format", "A3")
    assert code == 0
    drawings = sorted(path.name for path in (project / "out/critique").iterdir())
    assert drawings == ["composed-one-A3.png", *(f"composed-three-A3-{number}.png" for number in (1, 2, 3))]
    assert "4 sheets drawn in out/critique" in out
    assert "the foot takes 109 mm, 26 % of the height; at most 20 % [foot-high]" in err
    assert {SKY, ORANGE, BLUE, PURPLE, VERMILION, GREEN} <= colours(project / "out/critique/composed-one-A3.png")
    with Image.open(project / "out/critique/composed-one-A3.png") as picture:
        assert picture.height == 1500
        assert picture.width > 1500 * 297 / 420 + 500
    assert not (project / "out/manifest.json").exists()


def test_a_leaflet_is_drawn_with_the_boxes_of_its_ink_and_a_letter_is_not(project: Path, render: Render) -> None:
    code, _, _ = render("critique", "leaflet", "lettre-maire", "--out", "seen")
    assert code == 0
    drawings = sorted(path.name for path in (project / "seen/critique").iterdir())
    assert drawings == ["leaflet-A4-1.png", "leaflet-A4-2.png"]
    assert SKY in colours(project / "seen/critique/leaflet-A4-1.png")


def test_a_piece_that_cannot_be_laid_out_is_named_and_the_others_are_drawn(
        project: Path, render: Render, edit: Callable[[str, str, str], None]) -> None:
    edit("materials/petition.yaml", 'message: "', f'message: "{"mot " * 200}')
    code, _, err = render("critique", "petition", "join", "--format", "A4")
    assert code == 0
    assert "[overset]" in err
    assert [path.name for path in (project / "out/critique").iterdir()] == ["join-A4.png"]


def test_a_name_that_stands_for_nothing_ends_with_two(render: Render) -> None:
    code, _, err = render("critique", "petitoin")
    assert code == 2
    assert "petition" in err


@pytest.mark.parametrize("colour", [SKY, ORANGE, GREEN])
def test_a_line_shows_on_a_ground_of_its_own_colour_and_a_label_stays_on_the_picture(
        colour: tuple[int, int, int]) -> None:
    picture = Image.new("RGB", (200, 100), colour)
    pen = Pen(picture, 2.0, REGULAR, BOLD)
    pen.box(Box(10, 10, 60, 40), colour)
    assert picture.getpixel((18, 50)) == (255, 255, 255)
    pen.label(99, 49, "12.5 mm", colour)
    plate = [x for x in range(200) if picture.getpixel((x, 90)) == (255, 255, 255)]
    assert plate
    assert picture.getpixel((199, 90)) != (0, 0, 0)
