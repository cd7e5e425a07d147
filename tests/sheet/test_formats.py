"""What follows from a sheet's size, held against the table of docs/sources.md."""

from __future__ import annotations

import pytest

from pressroom.sheet import formats
from pressroom.sheet.units import mm, to_mm

# QR practice, rules 1 and 4; Reading distance: side in mm, module in mm, distance in m.
TABLE = [("A6", 24, 0.5, 0.4), ("DL", 24, 0.5, 0.4), ("A5", 24, 0.5, 0.4), ("A4", 30, 1, 1.5), ("A3", 40, 1, 2),
         ("A2", 60, 1, 3), ("A1", 90, 1, 5), ("A0", 120, 1, 8)]


@pytest.mark.parametrize(("name", "side", "module", "distance"), TABLE)
@pytest.mark.parametrize("turned", ["", "-landscape"])
def test_the_code_and_the_distance_of_every_named_format(
        name: str, side: float, module: float, distance: float, turned: str) -> None:
    sheet = formats.parse(name + turned)
    assert to_mm(sheet.qr_side) == pytest.approx(side)
    assert to_mm(sheet.qr_module) == pytest.approx(module)
    assert sheet.reading_distance_m == pytest.approx(distance)


@pytest.mark.parametrize(("name", "side", "distance"), [
    ("253.5x900mm", 35, 1.75), ("358.5x400mm", 50, 2.5), ("507x507mm", 75, 4), ("717.5x1200mm", 105, 6.5),
    ("1682x2378mm", 240, 16), ("60x60mm", 24, 0.4),
    ("850x2000mm", 120 * 850 / 841, 5), ("3000x1000mm", 120 * 1000 / 841, 10),
    ("3000x2000mm", 120 * 2000 / 841, 10)])
def test_between_two_formats_figures_lie_between_and_beyond_the_largest_they_grow_with_it(
        name: str, side: float, distance: float) -> None:
    sheet = formats.parse(name)
    assert to_mm(sheet.qr_side) == pytest.approx(side)
    assert sheet.reading_distance_m == pytest.approx(distance)


@pytest.mark.parametrize(("name", "module"), [
    ("160x250mm", 0.5), ("161x250mm", 1), ("250x160mm", 0.5), ("250x161mm", 1)])
def test_a_sheet_of_up_to_160_mm_is_held_in_the_hand(name: str, module: float) -> None:
    assert to_mm(formats.parse(name).qr_module) == pytest.approx(module)


@pytest.mark.parametrize(("name", "shape"), [
    ("100x180mm", "tall"), ("101x180mm", "portrait"), ("100x121mm", "portrait"), ("100x120mm", "landscape"),
    ("100x100mm", "landscape"), ("179x100mm", "landscape"), ("180x100mm", "wide"), ("DL", "tall"), ("A4", "portrait"),
    ("A4-landscape", "landscape"), ("DL-landscape", "wide"), ("55x99mm", "tall"), ("369x205mm", "wide"),
    ("60x72mm", "landscape")])
def test_a_shape_is_named_by_its_ratio(name: str, shape: str) -> None:
    assert formats.parse(name).shape == shape


@pytest.mark.parametrize("name", ["A7", "A4-portrait", "49x100mm", "100x49mm", "50001x100mm", "100x50001mm", "100x100",
                                  "a4", "9x100mm"])
def test_a_name_of_no_format_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        formats.parse(name)


def test_the_smallest_and_the_largest_sheet_are_taken_to_the_millimetre() -> None:
    assert formats.parse("50x5000mm").trim_mm == (50, 5000)


@pytest.mark.parametrize(("across", "down", "name"), [
    (210, 297, "A4"), (297, 210, "A4-landscape"), (210.09, 297, "A4"), (210, 297.09, "A4"),
    (210.11, 297, "210.11x297mm"),
    (210, 297.11, "210x297.11mm"), (99, 210, "DL"), (210, 99, "DL-landscape")])
def test_a_trim_has_its_name_to_a_tenth_of_a_millimetre(across: float, down: float, name: str) -> None:
    assert formats.of_size(mm(across), mm(down)).name == name


def test_inside_a_white_edge_the_figures_stay_those_of_the_paper() -> None:
    paper = formats.parse("A4")
    sheet = paper.within(mm(5)).within(mm(2))
    assert sheet.trim_mm == (196, 283)
    assert (sheet.qr_side, sheet.qr_module, sheet.reading_distance_m) == (
        paper.qr_side, paper.qr_module, paper.reading_distance_m)
