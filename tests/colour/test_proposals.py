"""Inks that are proposed for screen colours: they print that colour, within the ink limit, or say why not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pressroom.colour.difference import TOLERANCE, difference
from pressroom.colour.ink import Cmyk, Srgb
from pressroom.colour.profiles import read_profile
from pressroom.colour.proposals import Press, propose

ICC = Path(__file__).resolve().parents[2] / "assets/icc"
CONDITIONS = {"coated": "ISOcoated_v2_300_eci.icc", "uncoated": "PSO_Uncoated_ISO12647_eci.icc"}


@pytest.fixture(scope="module", params=CONDITIONS)
def press(request: pytest.FixtureRequest) -> Press:
    return Press(read_profile(ICC / CONDITIONS[request.param]))


def colour(text: str) -> Srgb:
    red, green, blue = (int(text[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def total(cmyk: Cmyk) -> int:
    return round(100 * sum(cmyk))


def test_colours_that_inks_make_come_back_within_the_tolerance(press: Press) -> None:
    chance = random.Random(6)
    asked = 0
    for _ in range(120):
        parts = [chance.choice([0, chance.randint(0, 100)]) for _ in range(3)]
        mixture = (parts[0] / 100, parts[1] / 100, parts[2] / 100, chance.randint(0, 60) / 100)
        (srgb,) = press.srgbs([mixture])
        if sum(mixture) > 2.4 or not 0 < min(srgb) <= max(srgb) < 1:  # beyond what a screen shows
            continue
        proposal = propose(srgb, press, 280)
        assert proposal.good, (mixture, proposal)
        assert proposal.in_gamut
        assert difference(srgb, press.srgbs([proposal.cmyk])[0]) <= TOLERANCE
        assert total(proposal.cmyk) <= 280
        asked += 1
    assert asked > 60


@pytest.mark.parametrize("text", ["#0b5fa5", "#00695c", "#6b4c9a", "#fedc00", "#7fb241", "#1a1a2e", "#3d0c02"])
def test_the_difference_that_is_told_is_that_of_the_print(press: Press, text: str) -> None:
    proposal = propose(colour(text), press, 280)
    (printed,) = press.srgbs([proposal.cmyk])
    assert proposal.printed == printed
    assert proposal.difference == pytest.approx(difference(colour(text), printed), abs=0.6)
    assert proposal.good


@pytest.mark.parametrize("text", ["#ff0000", "#00ff00", "#0000ff", "#00ffff"])
def test_a_colour_that_no_ink_makes_is_told_as_out_of_gamut_with_the_nearest(press: Press, text: str) -> None:
    proposal = propose(colour(text), press, 280)
    assert not proposal.in_gamut
    assert proposal.difference > TOLERANCE
    (own,) = press.srgbs([press.separated(colour(text))])
    assert proposal.difference <= difference(colour(text), own) + 0.3  # no farther than the profile's own mixture


@pytest.mark.parametrize(("text", "most"), [("#3d0c02", 240), ("#1a1a2e", 200), ("#202428", 180)])
def test_the_ink_limit_holds_for_dark_colours(press: Press, text: str, most: int) -> None:
    assert total(propose(colour(text), press, most).cmyk) <= most


def test_a_limit_that_keeps_a_colour_away_is_no_matter_of_gamut(press: Press) -> None:
    proposal = propose(colour("#3d0c02"), press, 100)
    assert proposal.in_gamut
    assert not proposal.good


@pytest.mark.parametrize(("text", "least", "most"), [
    ("#000000", 1, 1), ("#111111", 1, 1), ("#ffffff", 0, 0), ("#8a8a8a", 0.5, 0.65), ("#c0c0c0", 0.25, 0.4)])
def test_grey_is_printed_in_black_alone(press: Press, text: str, least: float, most: float) -> None:
    cmyk = propose(colour(text), press, 280).cmyk
    assert cmyk[:3] == (0, 0, 0)
    assert least <= cmyk[3] <= most


def test_a_mixture_of_two_colours_and_black_is_preferred(press: Press) -> None:
    assert propose(colour("#00695c"), press, 280).cmyk[1] == 0
