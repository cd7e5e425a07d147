"""Sheets of two sides: each back lies on its own front when the leaf is turned over its long or short side."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.pdfgen import canvas

from pressroom.desk.drawing import drawn

Render = Callable[..., tuple[int, str, str]]
MM = 72 / 25.4
TRIM = (100 * MM, 60 * MM)


@pytest.fixture
def card(project: Path) -> Path:
    """A card of two sides, 100 x 60 mm: cyan, and magenta; the quarter at its head on the left is black on both."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=TRIM, invariant=1)
    for ink in ((1, 0, 0, 0), (0, 1, 0, 0)):
        sheet.setFillColorCMYK(*ink)
        sheet.rect(0, 0, *TRIM, fill=1, stroke=0)
        sheet.setFillColorCMYK(0, 0, 0, 1)
        sheet.rect(0, TRIM[1] / 2, TRIM[0] / 2, TRIM[1] / 2, fill=1, stroke=0)
        sheet.showPage()
    sheet.save()
    path = project / "card.pdf"
    path.write_bytes(out.getvalue())
    return path


def sides(path: Path) -> tuple[Image.Image, Image.Image]:
    content = path.read_bytes()
    front, back = (drawn(content, page, 72).picture.convert("RGB") for page in (1, 2))
    return front, back


def box_of(picture: Image.Image, *, black: bool) -> tuple[int, int, int, int]:
    """Around the quarter in black, or around all that is in colour; crop marks are too thin to reach either."""
    red, green, blue = picture.split()
    most, least = ImageChops.lighter(ImageChops.lighter(red, green), blue), ImageChops.darker(
        ImageChops.darker(red, green), blue)
    mask = (most.point(lambda part: 255 * (part < 90)).filter(ImageFilter.MinFilter(5)) if black
            else ImageChops.subtract(most, least).point(lambda part: 255 * (part > 90)))
    box = mask.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("paper", ["A4", "A5", "148x150mm"])
def test_one_copy_has_its_back_right_behind_it(project: Path, render: Render, card: Path, paper: str) -> None:
    made = project / "run.pdf"
    code, _, err = render("impose", str(card), "--on", paper, "--copies", "1", "-o", str(made))
    assert code == 0, err
    front, back = (box_of(side, black=False) for side in sides(made))
    width = float(pypdf.PdfReader(made).pages[0].mediabox.width)
    assert (back[0], back[2]) == pytest.approx((width - front[2], width - front[0]), abs=2)
    assert (back[1], back[3]) == pytest.approx((front[1], front[3]), abs=2)


def test_copies_that_lie_turned_are_turned_the_other_way_on_the_back(
        project: Path, render: Render, card: Path) -> None:
    made = project / "run.pdf"
    assert render("impose", str(card), "--on", "90x140mm", "-o", str(made))[0] == 0
    page = pypdf.PdfReader(made).pages[0]
    assert float(page.mediabox.width) < float(page.mediabox.height)
    heads = []
    for side in sides(made):
        whole, quarter = box_of(side, black=False), box_of(side, black=True)
        heads.append((quarter[0] + quarter[2] > whole[0] + whole[2], quarter[1] + quarter[3] > whole[1] + whole[3]))
    # Upright, the quarter is at the head on the left; a turn to the right brings it to the right, one to the left to
    # the foot on the left: seen through the paper, both heads point the same way.
    assert heads == [(True, False), (False, True)]
