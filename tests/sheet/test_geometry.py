"""Boxes and paths: what is inside, at the very edges, in holes and where outlines cross."""

from __future__ import annotations

import math
from itertools import pairwise, permutations

import pytest

from pressroom.sheet.geometry import (
    Box,
    Path,
    contains_point,
    covered,
    covers,
    crossings,
    ellipse,
    moved_path,
    path_box,
    polygon,
    rectangle,
)

OUTER, INNER = ((0, 0), (30, 0), (30, 30), (0, 30)), ((10, 10), (20, 10), (20, 20), (10, 20))


def ring(*, turned: bool) -> Path:
    """Two squares, one in the other; `turned` draws the inner one the other way round."""
    return (*polygon(OUTER), *polygon(INNER[::-1] if turned else INNER))


@pytest.mark.parametrize("edge", range(4))
@pytest.mark.parametrize("slack", [0.0, 0.5])
def test_a_box_holds_one_that_reaches_its_edge_and_none_that_reaches_over_it(edge: int, slack: float) -> None:
    box, edges = Box(10, 20, 30, 40), [10.0, 20.0, 30.0, 40.0]
    outward = -1 if edge < 2 else 1
    edges[edge] += outward * slack
    assert box.contains(Box(*edges), slack)
    edges[edge] += outward * 0.25
    assert not box.contains(Box(*edges), slack)


def test_boxes_that_share_an_edge_share_no_area() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlap(Box(10, 0, 20, 10)) is None
    assert box.overlap(Box(0, 10, 10, 20)) is None
    assert box.overlap(Box(9, 8, 20, 20)) == Box(9, 8, 10, 10)


def test_a_ring_has_a_hole_where_its_outlines_turn_opposite_ways() -> None:
    assert not contains_point(ring(turned=True), 15, 15)
    assert contains_point(ring(turned=True), 5, 15)
    assert contains_point(ring(turned=True), 25, 15)


def test_outlines_that_turn_the_same_way_leave_a_hole_under_the_even_odd_rule_alone() -> None:
    assert contains_point(ring(turned=False), 15, 15)
    assert covers(crossings(ring(turned=False), 15), 15)
    assert not contains_point(ring(turned=False), 15, 15, even_odd=True)
    assert contains_point(ring(turned=False), 5, 15, even_odd=True)
    assert not contains_point(ring(turned=False), 35, 15)


def test_an_outline_that_was_left_open_is_filled_as_if_it_were_closed() -> None:
    for path in (polygon(OUTER, closed=False), (*polygon(OUTER, closed=False), *polygon(INNER[::-1]))):
        assert contains_point(path, 2, 15)
        assert not contains_point(path, -2, 15)


@pytest.mark.parametrize(("x", "y", "inside"), [(2, 20, True), (0.5, 29, False), (18, 20, True), (5, 5, False),
                                                (10, 27.4, True), (10, 27.6, False), (10, 10, True)])
def test_a_curve_bounds_an_area(x: float, y: float, inside: bool) -> None:
    """A bow over a level line: from (0, 10) by two control points at 33.33 to (20, 10); its top is at 27.5."""
    bow: Path = (("M", 0, 10), ("C", 0, 10 + 70 / 3, 20, 10 + 70 / 3, 20, 10), ("Z",))
    assert contains_point(bow, x, y) is inside


def test_a_circle_is_as_round_between_its_four_points_as_in_them() -> None:
    circle = ellipse(Box(-100, -100, 100, 100))
    for x0, y0, x1, y1, x2, y2, x3, y3 in ((*before[-2:], *curve[1:]) for before, curve in pairwise(circle[:-1])):
        middle = (x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8
        assert math.hypot(*middle) == pytest.approx(100, abs=0.03)
    assert contains_point(circle, 69, 69)
    assert not contains_point(circle, 71.5, 71.5)


def test_a_path_is_scaled_before_it_is_shifted() -> None:
    path: Path = (("M", 1, 2), ("L", 3, 4), ("C", 5, 6, 7, 8, 9, 10), ("Z",))
    assert moved_path(path, 100, 200, 2, 10) == (
        ("M", 102, 220), ("L", 106, 240), ("C", 110, 260, 114, 280, 118, 300), ("Z",))
    assert path_box(moved_path(rectangle(Box(0, 0, 10, 20)), 1, 2)) == Box(1, 2, 11, 22)
    assert path_box(()) is None


def test_spans_cover_what_crossings_cover() -> None:
    """Every order of up to six crossings of a level, by both rules of filling."""
    for turns in ((1, -1), (1, 1, -1, -1), (1, -1, 1, -1), (-1, 1, 1, -1), (1, 1, 1, -1, -1, -1)):
        for places in permutations(range(len(turns))):
            cuts = [(float(place), turn) for place, turn in zip(places, turns, strict=True)]
            for even_odd in (False, True):
                spans = covered(cuts, even_odd=even_odd)
                assert all(covers(cuts, x / 2, even_odd=even_odd) is any(start <= x / 2 < end for start, end in spans)
                           for x in range(-1, 14))
