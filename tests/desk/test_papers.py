"""Sheets of the desk: papers by name, and how many copies or parts stand where on them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdfium2 import raw

from pressroom.desk import tile
from pressroom.desk.paper_sizes import paper
from pressroom.findings import Refused
from pressroom.sheet.units import to_mm
from tests.desk import bring
from tests.preflight import goodfile
from tests.preflight.handmade import page

Render = Callable[..., tuple[int, str, str]]
MM = 72 / 25.4


@pytest.mark.parametrize(("name", "short", "long"), [
    ("SRA4", 225, 320), ("SRA3", 320, 450), ("SRA2", 450, 640), ("RA3", 305, 430), ("sra3", 320, 450), ("A4", 210, 297),
    ("A3-landscape", 297, 420), ("480x330mm", 330, 480)])
def test_a_paper_is_named_by_its_standard_or_its_sides(name: str, short: float, long: float) -> None:
    """SRA and RA by ISO 217; the short side comes first."""
    assert tuple(round(to_mm(side), 3) for side in paper(name)) == (short, long)


def test_a_name_of_no_paper_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        paper("SRA9")
    assert [item.code for item in caught.value.findings] == ["bad-sheet"]
    assert caught.value.exit_code == 2


def shown(file: Path, number: int = 0) -> int:
    content = pypdf.PdfReader(file).pages[number].get_contents()
    assert content is not None
    return content.get_data().count(b" Do ")


@pytest.mark.parametrize(("copies", "placed"), [((), 4), (("--copies", "1"), 1), (("--copies", "3"), 3),
                                                (("--copies", "4"), 4)])
def test_as_many_copies_as_are_asked_for_stand_on_each_sheet_or_as_many_as_fit(
        project: Path, render: Render, copies: tuple[str, ...], placed: int) -> None:
    """Cards of 100 x 60 mm without bleed on a sheet of 220 x 150 mm."""
    card = page(b"0 0 0 1 k 20 20 40 40 re f").replace(b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (100 * MM, 60 * MM))
    (project / "card.pdf").write_bytes(card)
    made = project / "sheet.pdf"
    code, out, err = render("impose", str(project / "card.pdf"), "--on", "220x150mm", *copies, "-o", str(made))
    assert code == 0, err
    assert shown(made) == placed
    assert re.search(rf"\b{placed} cop", out)


@pytest.mark.parametrize(("on", "fits"), [("108x68mm", True), ("107x68mm", False), ("108x67mm", False)])
def test_a_paper_that_is_too_small_is_refused_with_the_least_that_one_copy_needs(
        project: Path, render: Render, on: str, fits: bool) -> None:
    """Of a card of 100 x 60 mm without bleed: marks of three millimetres, one millimetre from the paper's edge."""
    card = page(b"0 0 0 1 k 20 20 40 40 re f").replace(b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (100 * MM, 60 * MM))
    (project / "card.pdf").write_bytes(card)
    code, _, err = render("impose", str(project / "card.pdf"), "--on", on, "-o", str(project / "sheet.pdf"))
    assert (code == 0) is fits, err
    assert ("one copy with bleed and marks needs 108 x 68 mm" in err) is not fits


@pytest.mark.parametrize(("gap", "exit_code", "own"), [
    ("0mm", 0, 0.0), ("1.9mm", 1, 0.0), ("2mm", 0, 1.0), ("4mm", 0, 2.0), ("6mm", 0, 3.0), ("9mm", 0, 3.0)])
def test_two_copies_share_the_gap_between_them_up_to_the_bleed_of_each(
        project: Path, render: Render, gap: str, exit_code: int, own: float) -> None:
    """Cards of 50 x 50 mm with 3 mm of bleed, one above the other; `own` is the bleed that each shows in the gap."""
    card = page(b"0 0 0 1 k 0 0 999 999 re f", more=b"/TrimBox[%.4f %.4f %.4f %.4f]/BleedBox[0 0 %.4f %.4f]" % (
        3 * MM, 3 * MM, 53 * MM, 53 * MM, 56 * MM, 56 * MM)).replace(b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (
            56 * MM, 56 * MM))
    (project / "card.pdf").write_bytes(card)
    made = project / "sheet.pdf"
    code, _, err = render("impose", str(project / "card.pdf"), "--on", "70x130mm", "--gap", gap, "-o", str(made))
    assert code == exit_code, err
    assert ("[gap-cuts-bleed]" in err) is bool(exit_code)
    if not exit_code:
        content = pypdf.PdfReader(made).pages[0].get_contents()
        assert content is not None
        heights = sorted(float(y) for clip in re.findall(rb"q\n([^q]*?) h W n", content.get_data())
                         for y in re.findall(rb"[\d.]+ ([\d.]+) [ml]", clip))
        half = float(gap.removesuffix("mm")) / 2
        assert len(heights) == 8
        away = (half - own) * MM
        assert (heights[2], heights[4]) == pytest.approx((65 * MM - away, 65 * MM + away), abs=0.01)


def test_a_paper_on_which_both_ways_hold_as_many_copies_stays_upright(project: Path, render: Render) -> None:
    card = page(b"0 0 0 1 k 20 20 40 40 re f").replace(b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (50 * MM, 50 * MM))
    (project / "card.pdf").write_bytes(card)
    assert render("impose", str(project / "card.pdf"), "--on", "A4", "-o", str(project / "sheet.pdf"))[0] == 0
    media = pypdf.PdfReader(project / "sheet.pdf").pages[0].mediabox
    assert (float(media.width), float(media.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.01)


def tiled(project: Path, render: Render, size: tuple[float, float], *more: str) -> pypdfium2.PdfDocument:
    """A poster of that size, in points, as sheets to glue."""
    (project / "local.pdf").write_bytes(bring.poster(size=size))
    code, _, err = render("tile", str(project / "local.pdf"), *more, "-o", str(project / "tiles.pdf"))
    assert code == 0, err
    return pypdfium2.PdfDocument(project / "tiles.pdf")


def below(sheet: pypdfium2.PdfPage, edge: float) -> list[str]:
    """The lines of text that stand lower than this, in points from the head."""
    words = sheet.get_textpage()
    places = [words.get_rect(number) for number in range(words.count_rects())]
    return [words.get_text_bounded(*place).strip() for place in places
            if edge < sheet.get_height() - place[3] < sheet.get_height()]


def test_each_sheet_says_which_it_is_and_what_is_glued_where(project: Path, render: Render) -> None:
    """An A3 poster on A5: two columns, four rows."""
    document = tiled(project, render, bring.A3_SIZE, "--on", "A5")
    cut, right, foot = "coupez le long des traits pleins", "sur la bande de droite", "sur la bande du bas"
    names = [f"{row}{column}" for row in "ABCD" for column in (1, 2)]
    for number, sheet in enumerate(document):
        name, (row, column) = names[number], divmod(number, 2)
        parts = [f"feuille {number + 1} sur 8", cut, *([f"collez {row_name(row)}2 {right}"] if column == 0 else []),
                 *([f"collez {row_name(row + 1)}{column + 1} {foot}"] if row < 3 else [])]
        assert below(sheet, 351) == [name, f"local: {'; '.join(parts)}"]
    document.close()


def row_name(row: int) -> str:
    return "ABCD"[row]


def test_the_small_plan_has_a_cell_for_each_sheet_and_that_of_this_one_is_black(project: Path, render: Render) -> None:
    document = tiled(project, render, bring.A3_SIZE, "--on", "A5")
    for number, sheet in enumerate(document):
        cells = []
        for mark in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = mark.get_bounds()
            if max(right - left, top - bottom) < 6:
                parts = [ctypes.c_uint() for _ in range(4)]
                raw.FPDFPageObj_GetFillColor(mark.raw, *parts)
                cells.append((left, -top, parts[0].value < 128))
        assert [black for *_, black in cells] == [at == number for at in range(8)]
        side = cells[1][0] - cells[0][0]
        assert side > 3
        assert [(left, top) for left, top, _ in cells] == [
            pytest.approx((cells[0][0] + column * side, cells[0][1] + row * side), abs=0.01)
            for row in range(4) for column in range(2)]
    document.close()


def test_a_sheet_is_cut_at_the_left_and_at_the_head_and_where_the_poster_ends(project: Path, render: Render) -> None:
    """Solid lines are cut along; dashed ones show where the next sheet comes to lie."""
    document = tiled(project, render, bring.A3_SIZE, "--on", "A5")
    for number, sheet in enumerate(document):
        solid = []
        for mark in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = mark.get_bounds()
            across, down = right - left, top - bottom
            if min(across, down) < 2 and max(across, down) > 50 * MM:
                solid.append(("upright" if down > across else "level", raw.FPDFPageObj_GetDashCount(mark.raw) == 0))
        assert sorted(solid) == sorted([
            ("upright", True), ("level", True), ("upright", number % 2 == 1), ("level", number >= 6)])
    document.close()


def test_the_name_of_a_sheet_is_bold_and_larger_than_the_words_beside_it(project: Path, render: Render) -> None:
    document = tiled(project, render, bring.A3_SIZE, "--on", "A5")
    words = document[0].get_textpage()
    text = words.get_text_range()
    sizes = [raw.FPDFText_GetFontSize(words.raw, text.index(part)) for part in ("A1", "local: feuille")]
    document.close()
    assert sizes == pytest.approx([11, 7])


def test_words_under_a_narrow_poster_run_on_beside_it(project: Path, render: Render) -> None:
    document = tiled(project, render, (60 * MM, 600 * MM))
    for number, sheet in enumerate(document):
        words = [words for words in below(sheet, 200) if "feuille" in words or "coupez" in words or "collez" in words]
        assert len(words) == 1
        assert words[0].startswith(f"local: feuille {number + 1} sur {len(document)}; coupez")
    document.close()


@pytest.mark.parametrize(("more", "exit_code"), [
    (("--margin", "87mm", "--lap", "8mm"), 0), (("--margin", "88mm", "--lap", "8mm"), 1), (("--margin", "5mm"), 1),
    (("--margin", "6mm"), 0), (("--margin", "10mm", "--lap", "85mm"), 0), (("--margin", "10mm", "--lap", "86mm"), 1)])
def test_two_centimetres_of_a_sheets_short_side_are_left_between_margins_and_strips(
        project: Path, render: Render, more: tuple[str, ...], exit_code: int) -> None:
    """Of an A4 of 210 mm."""
    (project / "local.pdf").write_bytes(bring.poster(size=(150 * MM, 100 * MM)))
    code, _, err = render("tile", str(project / "local.pdf"), "--on", "A4", *more, "-o", str(project / "tiles.pdf"))
    assert code == exit_code, err
    assert ("[no-room-to-tile]" in err) is bool(exit_code)


def test_a_code_that_stands_twice_is_read_back_twice_from_its_sheet(
        project: Path, render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[int, dict[str, int]]] = []
    monkeypatch.setattr(tile, "check_codes", lambda _path, _content, expected: asked.append(expected))
    symbols = " ".join(goodfile.symbol(x * MM, 20 * MM, 1.6 * MM)[0] for x in (20, 80))
    (project / "codes.pdf").write_bytes(page(b"0 g " + symbols.encode()).replace(
        b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (148 * MM, 420 * MM)))
    code, _, err = render("tile", str(project / "codes.pdf"), "--on", "A4", "-o", str(project / "tiles.pdf"))
    assert code == 0, err
    assert asked == [{2: {goodfile.URL: 2}}]


def test_a_code_that_one_seam_must_cut_is_named_and_the_others_are_read_back(project: Path, render: Render) -> None:
    """With its quiet zone one is 165 mm wide, more than an A5 has room for one way; the other stands whole."""
    path, side = goodfile.symbol(40 * MM, 130 * MM, 5 * MM)
    small, _ = goodfile.symbol(20 * MM, 20 * MM, 1.6 * MM)
    assert side == pytest.approx(125 * MM)
    sheet = page(b"0 g " + path.encode() + b" " + small.encode()).replace(
        b"[0 0 300 300]", b"[0 0 %.4f %.4f]" % (210 * MM, 297 * MM))
    (project / "codes.pdf").write_bytes(sheet)
    code, _, err = render("tile", str(project / "codes.pdf"), "--on", "A5", "-o", str(project / "tiles.pdf"))
    assert code == 0, err
    assert err.count("[seam-cuts-code]") == 1
    assert "[seam-moved]" not in err
