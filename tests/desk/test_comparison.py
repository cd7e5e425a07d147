"""What changed between two files: exactly these words, and a frame around each area of changed pixels."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen import canvas

from pressroom.desk import rendering
from pressroom.desk.compare import compare_files
from pressroom.desk.comparison.difference import PageChange
from pressroom.desk.comparison.sequences import words_changed
from pressroom.desk.original import original_of
from tests.preflight.handmade import page

Render = Callable[..., tuple[int, str, str]]
FRAME = (226, 0, 110)
# At 100 dpi, pixels are compared in blocks of 14.
BLOCK = 14 * 72 / 100
SIDE = 40 * BLOCK


def lines(*texts: str) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(300, 300), invariant=1)
    sheet.setFont("Helvetica", 12)
    for number, text in enumerate(texts):
        sheet.drawString(20, 260 - 20 * number, text)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


def sheet_of(cells: Iterable[tuple[int, int]], more: bytes = b"") -> bytes:
    """A page with a black square in the middle of each of these blocks, counted from the top left."""
    squares = b" ".join(b"%.3f %.3f %.3f %.3f re f" % ((x + 0.3) * BLOCK, SIDE - (y + 0.7) * BLOCK, 0.4 * BLOCK,
                                                      0.4 * BLOCK) for x, y in cells)
    return page(b"0 g " + squares, more=more).replace(b"[0 0 300 300]", b"[0 0 %.3f %.3f]" % (SIDE, SIDE))


def change(old: bytes, new: bytes) -> PageChange:
    compared = compare_files(original_of(Path("old.pdf"), old), original_of(Path("new.pdf"), new))
    return compared.pages[0] if compared.pages else PageChange(1)


def test_the_words_that_went_and_came_are_named_and_no_others(project: Path, render: Render) -> None:
    (project / "old.pdf").write_bytes(lines("one two three", "four five six", "seven eight"))
    (project / "new.pdf").write_bytes(lines("one 2 three", "four six", "seven eight nine"))
    code, out, _ = render("compare", str(project / "old.pdf"), str(project / "new.pdf"))
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith(("  -", "  +"))] == [
        "  - two", "  - five", "  + 2", "  + nine"]
    assert words_changed("a b c d e", "a x y d") == (("b c", "e"), ("x y",))


CHAINS = {"one": [(5, 5)], "upright": [(5, 5), (5, 6), (5, 7), (5, 8)], "level": [(5, 5), (6, 5), (7, 5)],
          "falling": [(5, 5), (6, 6), (7, 7), (8, 8)], "rising": [(5, 8), (6, 7), (7, 6), (8, 5)],
          "a hook": [(5, 5), (5, 6), (5, 7), (6, 8), (7, 8), (8, 7), (8, 6), (8, 5)]}


@pytest.mark.parametrize("name", CHAINS)
def test_blocks_that_touch_are_one_area_even_by_their_corners(name: str) -> None:
    for dx, dy in ((0, 0), (7, 3), (20, 28)):
        chain = [(x + dx, y + dy) for x, y in CHAINS[name]]
        assert change(sheet_of([]), sheet_of(chain)).areas == 1
    apart = [*CHAINS[name], (20, 20), (22, 20), (20, 22)]
    assert change(sheet_of(apart), sheet_of([])).areas == 4


@pytest.mark.parametrize(("cells", "box"), [
    ([(5, 5)], (5, 5, 6, 6)), ([(3, 8), (4, 9)], (3, 8, 5, 10)), ([(39, 39)], (39, 39, 40, 40)),
    ([(0, 39)], (0, 39, 1, 40))])
def test_a_frame_stands_around_its_area_and_ends_at_the_page(
        cells: list[tuple[int, int]], box: tuple[int, int, int, int]) -> None:
    """Its lines are four pixels wide, outside of the blocks."""
    found = change(sheet_of([]), sheet_of(cells))
    picture = Image.open(io.BytesIO(found.picture)).convert("RGB")
    ground = Image.new("RGB", picture.size, FRAME)
    bands = ImageChops.difference(picture, ground).split()
    apart = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    frame = apart.point(lambda level: 255 * (level == 0)).getbbox()
    assert frame == pytest.approx((max(0, box[0] * 14 - 4), max(0, box[1] * 14 - 4),
                                   min(picture.width, box[2] * 14 + 5), min(picture.height, box[3] * 14 + 5)), abs=1)
    assert 0 < found.share < 0.002


@pytest.mark.parametrize(("block", "areas"), [((5, 5), 1), ((3, 20), 1), ((1, 20), 0)], ids=["trim", "bleed", "slug"])
def test_what_changes_in_the_bleed_is_found_and_what_changes_outside_it_is_not(
        block: tuple[int, int], areas: int) -> None:
    """The trim begins with the fifth block, the bleed with the third."""
    boxes = b"/TrimBox[%.3f %.3f %.3f %.3f]/BleedBox[%.3f %.3f %.3f %.3f]" % tuple(
        edge * BLOCK for out in (4, 2) for edge in (out, out, 40 - out, 40 - out))
    assert change(sheet_of([], boxes), sheet_of([block], boxes)).areas == areas


def test_pages_on_papers_of_two_sizes_are_drawn_at_the_resolution_of_the_larger_one(
        monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture has so many pixels at most, here a tenth of a million: the paper of one is three times as wide."""
    trim = b"/TrimBox[0 0 %.3f %.3f]" % (SIDE, SIDE)
    wide = sheet_of([(5, 5)], trim).replace(b"[0 0 %.3f %.3f]" % (SIDE, SIDE), b"[0 0 1200 1200]", 1)
    monkeypatch.setattr(rendering, "MOST_PIXELS", 100_000)
    drawn: list[tuple[int, int]] = []
    render = rendering.render_page
    monkeypatch.setattr("pressroom.desk.comparison.drawn.render_page", lambda *words: keep(render(*words)))

    def keep(made: rendering.Rendering) -> rendering.Rendering:
        drawn.append(made.picture.size)
        return made
    assert change(sheet_of([], trim), wide).areas == 1
    assert max(width * height for width, height in drawn) <= 101_000
