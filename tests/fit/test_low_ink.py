"""Where ink is spared: what becomes paper, what a tint with an edge, and what stays solid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.colour.ink import PAPER, Ink
from pressroom.elements.base import Element
from pressroom.elements.context import Fitted
from pressroom.elements.shape import ShapeElement
from pressroom.elements.text import TextElement
from pressroom.fit import fit
from pressroom.fit.low_ink import frame, lighter, seams
from pressroom.marks import Group, Mark, Picture, Shape, TextRun, flat
from pressroom.sheet.geometry import Box, path_box, rectangle
from pressroom.sheet.units import mm
from tests.conftest import ROOT

SHEET = Box(0, 0, 100, 200)
INKS = {name: Ink(name, (0.0, 0.0, 0.0, 0.1 * (number + 1)), (0.5, 0.5, 0.5)) for number, name in enumerate(
    ("accent", "tint", "line", "frame", "shadow", "words", "words-large", "accent-large"))}
GROUND = Ink("ground", (1.0, 0.0, 0.0, 0.0), (0.0, 0.5, 1.0))


def shape(**fields: Any) -> ShapeElement:
    return ShapeElement.model_validate({"kind": "shape", "at": "sheet", "ink": "ground", **fields})


def text(ink: str) -> TextElement:
    return TextElement.model_validate({"kind": "text", "at": "sheet", "text": "a", "style": "headline", "ink": ink})


def filled(x0: float, y0: float, x1: float, y1: float, ink: Ink = GROUND) -> Shape:
    return Shape(rectangle(Box(x0, y0, x1, y1)), fill=ink)


def one(element: Element, mark: Mark) -> Mark:
    (found,) = lighter(element, Fitted((mark,)), INKS, SHEET).marks
    return found


@pytest.mark.parametrize(("mark", "fill"), [
    (filled(0, 0, 100, 80), "paper"), (filled(0, 0, 100, 80, INKS["accent"]), "tint"),
    (filled(10, 10, 15, 13, INKS["accent"]), "tint"), (filled(-20, -20, 120, 40), "paper")])
def test_a_shape_becomes_paper_or_a_tint_of_the_accent_with_an_edge(mark: Shape, fill: str) -> None:
    found = one(shape(), mark)
    assert isinstance(found, Shape)
    assert (found.path, found.fill and found.fill.name, found.stroke) == (mark.path, fill, INKS["line"])
    assert found.width == pytest.approx(0.32)
    assert one(shape(), Group((mark,), role="artifact")) == Group((found,), role="artifact")


@pytest.mark.parametrize("mark", [
    filled(0, 50, 100, 52), filled(50, 0, 52, 200), filled(-90, 50, 2, 90), filled(10, 10, 60, 60, PAPER),
    Shape(rectangle(Box(0, 0, 50, 50)), stroke=GROUND, width=1.0)],
    ids=["level rule", "upright rule", "rule but for the bleed", "paper", "outline"])
def test_rules_paper_and_outlines_stay(mark: Shape) -> None:
    assert one(shape(), mark) is mark


@pytest.mark.parametrize(("mark", "fill"), [
    (filled(10, 10, 34, 34, INKS["accent"]), "accent"), (filled(10, 10, 35, 35, INKS["accent"]), "tint"),
    (filled(10, 10, 20, 20), "paper"), (filled(10, 10, 20, 20, PAPER), "paper")])
def test_a_quantity_stays_solid_where_it_covers_less_than_three_per_cent_of_the_sheet(mark: Shape, fill: str) -> None:
    """600 of the sheet's 20,000 square points; its rest, of paper, gets an edge."""
    found = one(shape(share=0.5), mark)
    assert isinstance(found, Shape)
    assert found.fill is not None
    assert found.fill.name == fill
    assert (found.stroke is None) is (fill == "accent")


def test_shadows_of_a_photograph_are_thinned() -> None:
    photograph = Picture(Path("a.jpg"), "", Box(0, 0, 50, 50), (0, 0, 1, 1), (9, 9))
    found = one(shape(), photograph)
    assert isinstance(found, Picture)
    assert found.tint == (INKS["shadow"], PAPER)


def run(size: float, ink: str) -> TextRun:
    return TextRun(Path("a.ttf"), size, 0.0, 0.0, (), INKS[ink])


@pytest.mark.parametrize(("role", "mark", "ink"), [
    ("words", run(7.5, "words"), "words-large"), ("words", run(7.4, "words"), "words"),
    ("words", run(7.5, "accent"), "accent"), ("accent", run(26.3, "words"), "accent-large"),
    ("accent", run(26.2, "words"), "words"), ("accent", run(7.5, "accent"), "accent-large")])
def test_headlines_are_thinned_and_the_words_that_are_stressed_in_them_are_not(
        role: str, mark: TextRun, ink: str) -> None:
    """Large are 7.5 points on a short side of 100, a giant number is 3.5 times as large."""
    found = one(text(role), Group((mark,), role="heading"))
    assert isinstance(found, Group)
    (words,) = found.marks
    assert isinstance(words, TextRun)
    assert words.ink.name == ink


def test_the_frame_lies_along_the_edges_inside_the_sheet() -> None:
    (line,) = frame(INKS, SHEET).marks
    assert isinstance(line, Shape)
    assert line.width == pytest.approx(0.65)
    assert path_box(line.path) == Box(0.325, 0.325, 99.675, 199.675)
    assert (line.stroke, line.fill) == (INKS["frame"], None)


@pytest.mark.parametrize(("field", "lines"), [
    ((-9, -9, 109, 80), [(0, 80, 100, 80)]), ((-9, 150, 109, 209), [(0, 150, 100, 150)]),
    ((-9, -9, 40, 209), [(40, 0, 40, 200)]), ((60, -9, 109, 209), [(60, 0, 60, 200)]),
    ((-9, 50, 109, 90), [(0, 50, 100, 50), (0, 90, 100, 90)]), ((-9, -9, 109, 209), []), ((1, 1, 99, 199), []),
    ((1.5, -9, 109, 209), [(1.5, 0, 1.5, 200)])])
def test_a_line_stands_where_a_field_ends_inside_the_sheet(
        field: tuple[float, float, float, float], lines: list[tuple[float, float, float, float]]) -> None:
    ground = shape(bleed=["left"])
    found = [line for group in seams([(ground, (filled(*field),))], INKS, SHEET) for line in group.marks]
    assert [path_box(line.path) for line in found if isinstance(line, Shape)] == [Box(*ends) for ends in lines]
    assert {(line.width, line.path[-1][0]) for line in found if isinstance(line, Shape)} <= {(0.32, "L")}
    for other in (shape(), shape(bleed=["left"], ink="accent")):
        assert list(seams([(other, (filled(*field),))], INKS, SHEET)) == []


@pytest.mark.parametrize("material", ["petition", "leaflet"])
def test_the_frame_of_every_page_that_spares_ink_ends_at_the_white_edge(material: str) -> None:
    kept = Cache(ROOT / ".cache")
    made = fit(resolve.piece(load.job(ROOT), resolve.Choice(material, "A4", "lowink", "online"), kept), kept)
    assert made.sheets
    for sheet in made.sheets:
        (line,) = [mark for mark in flat(sheet.marks) if isinstance(mark, Shape)
                   and mark.stroke == made.piece.inks["frame"] and not mark.fill and len(mark.path) == 5]
        edges, box = Box(0, 0, sheet.width, sheet.height).grown(-mm(5)), path_box(line.path)
        assert box is not None
        assert edges.grown(0.01).contains(box.grown(line.width / 2))
        assert box.grown(line.width / 2 + 0.01).contains(edges)
