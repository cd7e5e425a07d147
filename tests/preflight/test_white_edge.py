"""The edge that stays white for office printers is looked at on all four sides, and ends where it should."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import preflight
from pressroom.preflight.spoils import painted
from tests.preflight import goodfile

WIDTH, HEIGHT = goodfile.TRIM
EDGE = 5 * goodfile.MM


@cache
def good() -> bytes:
    return goodfile.made(press=False, office=True)


def codes(x: float, y: float, width: float, height: float, edge: float = EDGE, grey: float = 0.6) -> set[str]:
    ink = f"{grey:.5f} " * 3
    spoil = painted(f"/Artifact BMC q {ink}rg {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f Q EMC")
    return {item.code for item in preflight.judge(spoil(good()), goodfile.office_brief(edge=edge)).findings}


@pytest.mark.parametrize(("depth", "wanted"), [(EDGE - 1.5, True), (EDGE + 1, False)])
@pytest.mark.parametrize("side", ["left", "right", "head", "foot"])
def test_ink_on_the_edge_is_an_error_on_every_side_and_beside_it_none(side: str, depth: float, wanted: bool) -> None:
    places = {"left": (depth - 1, 300, 1, 9), "right": (WIDTH - depth, 300, 1, 9), "head": (200, HEIGHT - depth, 9, 1),
              "foot": (200, depth - 1, 9, 1)}
    assert ("white-edge" in codes(*places[side])) is wanted


@pytest.mark.parametrize(("inside", "wanted"), [(0.3, False), (0.9, True)])
@pytest.mark.parametrize("side", ["left", "right", "head", "foot"])
def test_the_edge_ends_at_one_line_on_every_side(side: str, inside: float, wanted: bool) -> None:
    """A hairline, so many points inside the edge, whose last pixel may be blurred by artwork beside it."""
    near = EDGE - inside
    places = {"left": (near - 0.2, 300, 0.2, 9), "right": (WIDTH - near, 300, 0.2, 9),
              "head": (200, HEIGHT - near, 9, 0.2), "foot": (200, near - 0.2, 9, 0.2)}
    assert ("white-edge" in codes(*places[side])) is wanted


def test_an_edge_of_half_a_millimetre_is_looked_at_too() -> None:
    assert "white-edge" in codes(0, 300, 1, 9, edge=0.5 * goodfile.MM)
    assert "white-edge" not in codes(3, 300, 1, 9, edge=0.5 * goodfile.MM)


@pytest.mark.parametrize(("level", "inked"), [(250, False), (249, True)])
def test_a_tint_of_two_per_cent_on_the_edge_is_taken_for_bare_paper(level: int, inked: bool) -> None:
    assert ("white-edge" in codes(0, 300, 9, 9, grey=level / 255)) is inked
