"""Where the rules of review draw the line: folds, symbols, words of headlines, prints in black, what stands where."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.elements.context import Fitted
from pressroom.findings import Finding, Severity
from pressroom.fit import fit
from pressroom.marks import Glyph, Picture, Shape, TextRun
from pressroom.review import damage, review
from pressroom.review.part import letters
from pressroom.review.press_spoils import _symbol, _towards_fold
from pressroom.review.spoils import headline_with_low_capitals
from pressroom.sheet.geometry import Box, rectangle
from pressroom.sheet.units import mm
from pressroom.stages import Fit, FittedSheet
from tests.conftest import ROOT


@cache
def made(material: str) -> Fit:
    kept = Cache(ROOT / ".cache")
    return fit(resolve.piece(load.job(ROOT), resolve.Choice(material, "A4", "press", "online"), kept), kept)


def codes(piece: Fit) -> dict[str, Finding]:
    return {item.code: item for item in review(piece)}


@pytest.mark.parametrize(("clear", "code"), [
    (-2.0, "fold-crossed"), (-0.02, "fold-crossed"), (-0.005, "fold-margin"), (0.0, "fold-margin"),
    (2.0, "fold-margin"),
    (mm(5) - 0.02, "fold-margin"), (mm(5) - 0.005, ""), (mm(5), "")])
def test_words_up_to_a_fold_are_too_near_and_words_over_it_cross_it(clear: float, code: str) -> None:
    found = codes(_towards_fold(made("leaflet"), clear))
    assert set(found) == ({code} if code else set())


@pytest.mark.parametrize(("wide", "high", "fits"), [
    (0.0, 0.0, True), (0.02, 0.0, False), (0.0, 0.02, False), (0.02, 0.02, False), (-5.0, 0.02, False),
    (0.02, -5.0, False)])
def test_a_symbol_needs_room_both_ways(wide: float, high: float, fits: bool) -> None:
    symbol = next(symbol for part in made("petition").parts for one in part.placed for symbol in one.fitted.symbols)
    width, height = symbol.needs
    found = codes(_symbol(made("petition"), box=(width - wide, height - high)))
    assert ("qr-small" in found) is not fits


@pytest.mark.parametrize(("version", "severity"), [
    (4, None), (5, Severity.WARNING), (6, Severity.WARNING), (7, Severity.ERROR)])
def test_a_symbol_is_dense_above_version_four_and_too_dense_above_version_six(
        version: int, severity: Severity | None) -> None:
    item = codes(_symbol(made("petition"), version=version)).get("qr-dense")
    assert (item and item.severity) == severity


@pytest.mark.parametrize(("below", "found"), [(-0.5, False), (0.0, False), (0.02, False), (0.03, True)])
def test_white_words_may_be_smaller_than_the_printer_asks_by_a_rounding_of_two_hundredths(
        below: float, found: bool) -> None:
    least = made("petition").piece.printer_spec.text.reversed

    def change(part: FittedSheet) -> FittedSheet:
        old = part.settings[0]
        return damage.reset(part, old, replace(old, size=least - below, ink=PAPER))
    assert ("too-small-reversed" in codes(damage.first_part(made("petition"), change))) is found


@pytest.mark.parametrize(("below", "found"), [(-0.5, False), (0.0, False), (0.02, False), (0.03, True)])
def test_a_headline_may_be_smaller_than_its_distance_asks_by_a_rounding_of_two_hundredths(
        below: float, found: bool) -> None:
    """34 points for each metre."""
    least = 34 * made("petition").piece.distance_m

    def change(part: FittedSheet) -> FittedSheet:
        (old,) = [one for one in part.settings if one.style == "headline"]
        return damage.reset(part, old, replace(old, size=least - below))
    assert ("too-small-to-read" in codes(damage.first_part(made("petition"), change))) is found


def test_low_capitals_are_measured_to_a_ten_thousandth_of_the_sheets_height() -> None:
    def higher(part: FittedSheet) -> FittedSheet:
        format_ = part.piece.format
        return replace(part, piece=replace(part.piece, format=replace(format_, height=format_.height * 0.037 / 0.0312)))
    item = codes(damage.first_part(headline_with_low_capitals(made("petition")), higher))["low-capitals"]
    assert (item.measured, item.limit) == (0.0312, 0.04)


@pytest.mark.parametrize(("away", "crosses"), [(1.9, True), (2.1, False)])
def test_an_outline_reaches_over_a_fold_by_half_of_its_thickness(away: float, crosses: bool) -> None:
    """A frame of four points' thickness, drawn so far inside its panel."""
    fitted = made("leaflet")
    assert fitted.leaflet
    number, panel = next((number, panel) for number, panel in enumerate(fitted.leaflet.panels)
                         if "left" in panel.panel.folded and any(
                             one.element.kind == "text" and one.fitted.area for one in panel.own))
    reach = panel.reach
    frame = Shape(rectangle(Box(reach.x0 + away, 99, reach.x0 + 60, 120)), stroke=BLACK, width=4.0)
    text = next(one for one in panel.own if one.element.kind == "text" and one.fitted.area)
    element = next(one.element for one in panel.fitted.placed if one.element.kind == "shape")
    drawn = replace(text, element=element, fitted=Fitted((frame,)))
    found = codes(damage.with_part(fitted, number, damage.swapped(panel.fitted, text, drawn)))
    assert ("fold-crossed" in found) is crosses


def headed(count: int) -> Fit:
    """The petition with a headline of so many words."""
    def change(part: FittedSheet) -> FittedSheet:
        words = part.piece.words[0]
        long = {**words, "headline": replace(words["headline"], text=" ".join(["mot"] * count))}
        return replace(part, piece=replace(part.piece, words=(long,)))
    return damage.first_part(made("petition"), change)


def test_a_headline_of_as_many_words_as_its_slot_takes_is_fine_and_one_of_twice_as_many_and_more_is_an_error() -> None:
    most = made("petition").piece.spec.slots["headline"].most_words
    assert most
    weights = [item and item.severity for count in (most, most + 1, 2 * most, 2 * most + 1)
               for item in [codes(headed(count)).get("headline-long")]]
    assert weights == [None, Severity.WARNING, Severity.WARNING, Severity.ERROR]


def black(tint: tuple[Ink, Ink] | None) -> Fit:
    """The petition as black words and a photograph in these inks, on bare paper."""
    photograph = Picture(Path("a.jpg"), "", Box(10, 10, 60, 60), (0, 0, 1, 1), (9, 9), tint=tint)
    words = TextRun(Path("a.ttf"), 10.0, 100.0, 50.0, (), BLACK)
    return damage.first_part(made("petition"), lambda part: replace(
        part, sheet=replace(part.sheet, marks=(words, photograph))))


@pytest.mark.parametrize(("tint", "reserved"), [
    ((BLACK, PAPER), True), ((Ink("sky", (1.0, 0.0, 0.0, 0.0), (0.0, 0.5, 1.0)), PAPER), False), (None, False)])
def test_a_poster_in_black_stays_one_with_a_photograph_in_black_and_not_with_one_in_colours(
        tint: tuple[Ink, Ink] | None, reserved: bool) -> None:
    assert ("black-on-white" in codes(black(tint))) is reserved


@pytest.mark.parametrize(("text", "width"), [("mot", 15), ("mot ", 15), ("mot  ", 15), ("un mot", 30), (" ", 0)])
def test_the_space_behind_the_last_word_of_a_line_is_no_letter(text: str, width: float) -> None:
    run = TextRun(Path("a.ttf"), 10.0, 100.0, 50.0, tuple(Glyph(1, letter, 0.5) for letter in text), BLACK)
    assert letters(run) == Box(100, 43, 100 + width, 50)
