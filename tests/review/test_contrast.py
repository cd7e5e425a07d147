"""The least contrasts of text and of headings, and what eyes without one kind of cones see."""

from __future__ import annotations

from functools import cache

import pytest

from pressroom import load, resolve
from pressroom.cache import Cache
from pressroom.colour.ink import Ink
from pressroom.findings import Finding
from pressroom.fit import fit
from pressroom.marks import Shape
from pressroom.review import review
from pressroom.review.damage import inserted, plain_words, reinked, swapped, with_part
from pressroom.review.part import WordsOn
from pressroom.sheet.geometry import rectangle
from pressroom.stages import Fit
from pressroom.text.translation import message
from tests.conftest import ROOT

CONTRASTS = {"contrast", "contrast-grey", "contrast-colour-blind"}
WHITE = "FFFFFF"


@cache
def good() -> Fit:
    kept = Cache(ROOT / ".cache")
    return fit(resolve.piece(load.job(ROOT), resolve.Choice("petition", "A4", "press", "online"), kept), kept)


def colour(name: str) -> Ink:
    """An ink that looks like this sRGB value, on one plate, so that no other rule has a say."""
    red, green, blue = (int(name[at:at + 2], 16) / 255 for at in (0, 2, 4))
    return Ink(name, (0.1, 0.0, 0.0, 0.0), (red, green, blue))


def findings(words: str, ground: str, *, heading: bool = False) -> list[Finding]:
    """What review finds when one text of the poster has these colours."""
    part = good().parts[0]
    pair: WordsOn = next(one for one in plain_words(part) if one.heading is heading)
    new = reinked(pair.placed, colour(words))
    under = Shape(rectangle((pair.placed.fitted.area or pair.area).grown(1)), fill=colour(ground))
    changed = inserted(swapped(part, pair.placed, new), (under,), new)
    return [item for item in review(with_part(good(), 0, changed)) if item.code in CONTRASTS]


@pytest.mark.parametrize(("ground", "heading", "passes"), [
    ("767676", False, True), ("777777", False, False), ("949494", False, False),
    ("949494", True, True), ("959595", True, False)])
def test_text_needs_a_contrast_of_four_and_a_half_and_a_heading_of_three(
        ground: str, heading: bool, passes: bool) -> None:
    found = findings(WHITE, ground, heading=heading)
    assert {item.code for item in found} == (set() if passes else {"contrast"})
    assert {item.limit for item in found} <= {3.0 if heading else 4.5}


@pytest.mark.parametrize(("ground", "heading", "shown"), [
    ("777777", False, "has a contrast of 4.48, at least 4.5 is needed"),
    ("AAAAAA", False, "has a contrast of 2.3, at least 4.5 is needed"),
    ("959595", True, "has a contrast of 2.995, at least 3 is needed")])
def test_a_contrast_just_below_its_limit_is_not_printed_as_the_limit(ground: str, heading: bool, shown: str) -> None:
    (item,) = findings(WHITE, ground, heading=heading)
    assert shown in message(item, str)
    assert isinstance(item.measured, float)
    assert item.measured < float(str(item.limit))


# The only eyes to which the pair has less than 4.5, and what it has to them; each fails for other eyes than the next.
SEEN = [("000033", "FF3399", {"protanopia": 4.06}), ("993333", "CCCCFF", {"deuteranopia": 4.16}),
        ("006699", "66FF99", {"tritanopia": 4.34}), ("66FF66", "CC0000", {"deuteranopia": 3.49, "tritanopia": 3.73}),
        ("003366", "FF6699", {"protanopia": 3.36, "tritanopia": 3.78})]


@pytest.mark.parametrize(("words", "ground", "ratios"), SEEN)
def test_a_pair_of_hues_is_told_for_the_eyes_that_miss_it_and_for_no_others(
        words: str, ground: str, ratios: dict[str, float]) -> None:
    found = findings(words, ground)
    assert {item.code for item in found} == {"contrast-colour-blind"}
    assert {str(item.values["eye"]): item.measured for item in found} == ratios


@pytest.mark.parametrize(("words", "ground"), [("FFFFFF", "000000"), ("FFFFFF", "757575"), ("000000", "808080")])
def test_greys_look_the_same_to_every_eye(words: str, ground: str) -> None:
    assert findings(words, ground) == []


def test_two_hues_of_one_luma_are_told_in_grey() -> None:
    found = findings("4745A1", "00F205")  # the luma of BT.601: 80 and 143 of 255, which is 2.48 to 1
    assert {item.code for item in found} == {"contrast-grey"}
    assert [item.measured for item in found] == [2.48]
