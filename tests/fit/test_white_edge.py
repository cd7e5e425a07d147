"""What members print: artwork is cropped at the white edge, and bare paper runs on over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom.colour.ink import BLACK, PAPER, Ink
from pressroom.fit.white_edge import cropped, mounted
from pressroom.marks import Group, Mark, Picture, Shape, Sheet, TextRun
from pressroom.sheet.geometry import Box, ellipse, polygon, rectangle

WINDOW, EDGE = Box(10, 10, 110, 210), 10.0
WHOLE = Box(0, 0, 120, 220)


def white(x0: float, y0: float, x1: float, y1: float) -> Shape:
    return Shape(rectangle(Box(x0, y0, x1, y1)), fill=PAPER)


def one(mark: Mark) -> Mark:
    (found,) = cropped([mark], WINDOW, EDGE)
    return found


@pytest.mark.parametrize(("ends", "over"), [
    ((10, 50, 90, 90), (0, 50, 90, 90)), ((20, 10, 90, 90), (20, 0, 90, 90)), ((20, 50, 110, 90), (20, 50, 120, 90)),
    ((20, 50, 90, 210), (20, 50, 90, 220)), ((10, 10, 110, 210), (0, 0, 120, 220)),
    ((20, 50, 90, 90), (20, 50, 90, 90)), ((5, 50, 90, 90), (-5, 50, 90, 90)),
    ((10.5, 10.5, 109.5, 209.5), (10.5, 10.5, 109.5, 209.5))])
def test_bare_paper_runs_on_over_the_edges_that_it_touches(
        ends: tuple[float, float, float, float], over: tuple[float, float, float, float]) -> None:
    assert one(white(*ends)) == white(*over)
    for role in ("", "artifact"):
        both = Group((white(*ends), white(30, 60, 40, 70)), role=role, clip=rectangle(WINDOW))  # type: ignore[arg-type]
        assert one(both) == Group((white(*over), white(30, 60, 40, 70)), role=role)  # type: ignore[arg-type]


def inked(box: Box) -> Shape:
    return Shape(rectangle(box), fill=BLACK)


RUN = TextRun(Path("a.ttf"), 10.0, 0.0, 50.0, (), BLACK)
ACROSS = Box(0, 50, 60, 90)


@pytest.mark.parametrize("mark", [
    inked(ACROSS), Shape(ellipse(ACROSS), fill=PAPER), Shape(rectangle(ACROSS), fill=PAPER, stroke=BLACK, width=1.0),
    Shape(rectangle(ACROSS), stroke=BLACK, width=1.0), Shape(polygon(((20, 0), (20, 30))), stroke=BLACK, width=1.0),
    Shape(rectangle(Box(11, 50, 60, 90)), stroke=BLACK, width=3.0),
    Picture(Path("a.jpg"), "", ACROSS, (0, 0, 1, 1), (9, 9)), Group((white(10, 50, 60, 90), inked(ACROSS))),
    Group((inked(ACROSS),), clip=rectangle(WHOLE))])
def test_what_reaches_over_the_edge_is_cropped_there(mark: Mark) -> None:
    found = one(mark)
    assert isinstance(found, Group)
    assert found.clip == rectangle(WINDOW)
    assert found.marks == (mark,)
    assert found.role == ("" if isinstance(mark, Group) else "artifact")


def test_what_is_cropped_keeps_what_a_reader_hears_of_it() -> None:
    found = one(Group((inked(ACROSS), RUN), role="figure", alt="Une tour", link="https://a.example/", area=ACROSS))
    assert isinstance(found, Group)
    assert (found.role, found.alt, found.link, found.area) == ("figure", "Une tour", "https://a.example/", ACROSS)
    assert found.marks == (Group((inked(ACROSS), RUN)),)
    bare = Group((white(10, 50, 60, 90),), role="figure", alt="Une page blanche")
    assert one(bare) == bare


@pytest.mark.parametrize("mark", [
    inked(WINDOW), inked(Box(20, 50, 60, 90)), RUN, Group((RUN, inked(Box(20, 50, 60, 90))), role="paragraph"),
    Shape(rectangle(Box(11.5, 50, 60, 90)), stroke=BLACK, width=3.0),
    Picture(Path("a.jpg"), "", WINDOW, (0, 0, 1, 1), (9, 9)), Group((inked(ACROSS),), clip=rectangle(WINDOW))])
def test_what_lies_inside_is_left_as_it_is(mark: Mark) -> None:
    assert one(mark) is mark


def test_a_sheet_stands_in_the_middle_of_its_paper() -> None:
    tint = Ink("tint", (0.1, 0.0, 0.0, 0.0), (0.9, 1.0, 1.0))
    sheet = Sheet(100.0, 200.0, 0.0, (Shape(rectangle(Box(0, 0, 100, 200)), fill=PAPER),
                                      Shape(rectangle(Box(20, 30, 40, 50)), fill=tint)), words=("a",))
    found = mounted(sheet, EDGE)
    assert (found.width, found.height, found.words) == (120.0, 220.0, ("a",))
    assert found.marks == (Shape(rectangle(WHOLE), fill=PAPER), Shape(rectangle(Box(30, 40, 50, 60)), fill=tint))
    assert mounted(sheet, 0.0) is sheet
