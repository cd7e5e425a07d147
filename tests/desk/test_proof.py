"""Pictures of sheets as they will print: where trim, bleed and safe margin are drawn, and what is said without them."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pressroom import programs
from pressroom.desk import rendering
from pressroom.findings import Refused
from pressroom.programs import Unfinished
from tests.preflight.handmade import page

Render = Callable[..., tuple[int, str, str]]
TRIM, BLEED, SAFE = (226, 0, 110), (0, 120, 220), (0, 140, 60)
DPI, MM = 110, 72 / 25.4
SIDE = math.ceil(300 * DPI / 72)
# A page of 300 points: the trim is 60 points inside on the left, 40 at the head, 20 on the right and at the foot.
SHEET = page(b"0 0 0 0.5 k 0 0 300 300 re f", more=b"/TrimBox[60 20 280 260]/BleedBox[51 11 289 269]")
BOXES = {TRIM: (60, 40, 280, 280), BLEED: (51, 31, 289, 289),
         SAFE: (60 + 5 * MM, 40 + 5 * MM, 280 - 5 * MM, 280 - 5 * MM)}


@pytest.fixture
def proof(project: Path, render: Render, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Image.Image]:
    monkeypatch.setattr(programs, "ghostscript", lambda: "")

    def call(*more: str) -> Image.Image:
        (project / "sheet.pdf").write_bytes(SHEET)
        render("proof", str(project / "sheet.pdf"), *more)
        with Image.open(project / "out/proofs/sheet-proof.png") as picture:
            return picture.convert("RGB")
    return call


def lines(picture: Image.Image, ink: tuple[int, int, int]) -> tuple[list[int], list[int]]:
    """The columns, and the rows, that a long line of this ink fills: half of it, as it is dashed."""
    places: dict[tuple[str, int], int] = {}
    access: Any = picture.load()
    for y in range(SIDE):
        for x in range(SIDE):
            if access[x, y] == ink:
                for key in (("x", x), ("y", y)):
                    places[key] = places.get(key, 0) + 1
    long = [key for key, count in places.items() if count > 100]
    return sorted(at for axis, at in long if axis == "x"), sorted(at for axis, at in long if axis == "y")


def test_trim_bleed_and_safe_margin_are_dashed_lines_of_two_pixels_at_their_places(
        proof: Callable[..., Image.Image]) -> None:
    picture = proof()
    for ink, (x0, y0, x1, y1) in BOXES.items():
        columns, rows = lines(picture, ink)
        assert len(columns) == len(rows) == 4
        for found, ends in ((columns, (x0, x1)), (rows, (y0, y1))):
            for pair, place in zip((found[:2], found[2:]), ends, strict=True):
                assert pair[1] - pair[0] == 1
                assert sum(pair) / 2 == pytest.approx(place * DPI / 72, abs=1.1)


def test_the_lines_are_explained_below_the_sheet_and_left_out_of_a_bare_proof(
        proof: Callable[..., Image.Image]) -> None:
    picture = proof()
    assert picture.size == (SIDE, SIDE + 26)
    below = {colour for _, colour in picture.crop((0, SIDE, SIDE, SIDE + 26)).getcolors(1 << 20) or ()}
    assert {TRIM, BLEED, SAFE} <= below
    bare = proof("--bare")
    assert bare.size == (SIDE, SIDE)
    assert not {TRIM, BLEED, SAFE} & {colour for _, colour in bare.getcolors(1 << 20) or ()}


def test_a_page_that_ghostscript_does_not_draw_is_refused_with_the_last_line_of_what_it_said(
        monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_words: object, **_more: object) -> None:
        raise Unfinished("GPL Ghostscript 10.0\n\nUnrecoverable error, exit code 1" + "!" * 200)
    monkeypatch.setattr(programs, "ghostscript", lambda: "gs")
    monkeypatch.setattr(rendering, "run_ghostscript", fails)
    with pytest.raises(Refused) as caught:
        rendering.render_page(SHEET, 1, 72, b"a profile")
    (item,) = caught.value.findings
    assert (item.code, item.values["page"]) == ("not-drawn", 1)
    assert item.values["reason"] == ("Unrecoverable error, exit code 1" + "!" * 200)[:160]
    assert item.message.startswith("page {page}")
