"""What preflight says of a placed page, at the line that names the page, and how it is weighed there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.elements.context import Image
from pressroom.findings import Finding, Place, Severity
from pressroom.fit import fit
from pressroom.marks import Group, Picture, PlacedPage, Sheet
from pressroom.review.placed_findings import pointed
from pressroom.sheet.geometry import Box, rectangle
from pressroom.stages import Fit
from tests.conftest import ROOT

FILE = Path("assets/pictures/drawing.pdf")
NAMED, OTHER = Place(Path("materials/petition.yaml"), 7, 3), Place(Path("materials/petition.yaml"), 9, 3)
WINDOW = Box(100, 100, 300, 300)


@cache
def plain() -> Fit:
    kept = Cache(ROOT / ".cache")
    return fit(resolve.piece(load.job(ROOT), resolve.Choice("petition", "A4", "press", "online"), kept), kept)


def placed(*, severities: dict[str, str] | None = None, two: bool = False) -> Fit:
    """The petition with a page of a PDF on it, shown in part; `two` has its second page as well."""
    page: Any = SimpleNamespace(page=1)
    second: Any = SimpleNamespace(page=2)
    images = {"picture": Image(FILE, "", (0.5, 0.5), NAMED, page=page)}
    marks: tuple[Any, ...] = (Group((PlacedPage(FILE, 1, Box(0, 0, 400, 400)),), clip=rectangle(WINDOW)),)
    if two:
        images["other"] = Image(FILE, "", (0.5, 0.5), OTHER, page=second)
        marks = (*marks, PlacedPage(FILE, 2, Box(310, 100, 500, 300)))
    piece = plain().piece
    printer = piece.printer_spec.model_copy(update={"severities": severities or {}})
    sheet = Sheet(plain().sheets[0].width, plain().sheets[0].height, 0.0, marks)
    return replace(plain(), piece=replace(piece, images=(images,), printer_spec=printer), sheets=(sheet,))


def item(code: str, area: Box | None, severity: Severity = Severity.ERROR, sheet: int | None = 1) -> Finding:
    return Finding(code, severity, "a fault", sheet=sheet, area=area)


INSIDE, OUTSIDE = Box(110, 110, 150, 120), Box(10, 10, 50, 20)


@pytest.mark.parametrize(("area", "place"), [
    (INSIDE, NAMED), (OUTSIDE, None), (Box(285, 110, 325, 120), None), (Box(270, 110, 310, 120), NAMED),
    (Box(120, 110, 120, 180), NAMED), (WINDOW, NAMED), (Box(0, 0, 400, 400), None)])
def test_a_fault_that_lies_mostly_in_a_placed_page_stands_at_the_line_that_names_the_page(
        area: Box, place: Place | None) -> None:
    (found,) = pointed(placed(), [item("line-thin", area)])
    assert found.source == place
    (elsewhere,) = pointed(placed(), [item("line-thin", area, sheet=2)])
    assert elsewhere.source is None


@pytest.mark.parametrize("code", ["black-text-knocks-out", "black-line-knocks-out", "colour-grey"])
def test_what_is_asked_of_our_own_marks_is_advice_for_a_placed_page_unless_the_printer_weighs_it(code: str) -> None:
    weights = [found.severity for piece, area, severity in (
        (placed(), INSIDE, Severity.ERROR), (placed(), OUTSIDE, Severity.ERROR), (placed(), INSIDE, Severity.NOTE),
        (placed(severities={code: "error"}), INSIDE, Severity.ERROR))
        for found in pointed(piece, [item(code, area, severity)])]
    assert weights == [Severity.WARNING, Severity.ERROR, Severity.NOTE, Severity.ERROR]


def test_other_faults_of_a_placed_page_keep_their_weight() -> None:
    (found,) = pointed(placed(), [item("line-thin", INSIDE)])
    assert (found.source, found.severity) == (NAMED, Severity.ERROR)


@pytest.mark.parametrize(("code", "severity", "place"), [
    ("font-embedded", Severity.ERROR, NAMED), ("font-unused", Severity.WARNING, None),
    ("trapped", Severity.ERROR, None)])
def test_a_fault_of_the_whole_file_that_this_program_does_not_make_is_the_placed_pages(
        code: str, severity: Severity, place: Place | None) -> None:
    (found,) = pointed(placed(), [item(code, None, severity, None)])
    assert found.source == place
    (between,) = pointed(placed(two=True), [item(code, None, severity, None)])
    assert between.source is None


def test_a_fault_has_the_line_of_the_page_that_it_lies_in_and_one_that_has_a_line_keeps_it() -> None:
    known = replace(item("line-thin", INSIDE), source=OTHER)
    found = pointed(placed(two=True), [item("line-thin", INSIDE), item("line-thin", Box(320, 110, 350, 120)), known])
    assert [one.source for one in found] == [NAMED, OTHER, OTHER]
    assert pointed(plain(), [item("line-thin", INSIDE)]) == (item("line-thin", INSIDE),)


@pytest.mark.parametrize(("code", "area", "place"), [
    ("picture-ppi", INSIDE, NAMED), ("picture-ppi", OUTSIDE, None), ("line-thin", INSIDE, None)])
def test_a_fault_of_pixels_stands_at_the_line_that_names_the_photograph(
        code: str, area: Box, place: Place | None) -> None:
    facts: Any = SimpleNamespace()
    photograph = Image(FILE.with_suffix(".jpg"), "", (0.5, 0.5), NAMED, facts=facts)
    marks = (Picture(photograph.file, "", WINDOW, (0, 0, 1, 1), (9, 9)),)
    piece = replace(plain().piece, images=({"picture": photograph},))
    (found,) = pointed(replace(plain(), piece=piece, sheets=(Sheet(595, 842, 0.0, marks),)), [item(code, area)])
    assert found.source == place
