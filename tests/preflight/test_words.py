"""Text that is not read back, or too near the cut: how it is quoted, and how near is too near."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from pressroom import preflight
from pressroom.brief import Limits
from pressroom.findings import Finding
from pressroom.preflight.spoils import painted
from pressroom.text.translation import message
from tests.preflight import goodfile
from tests.preflight.goodfile import MM

LONG = "Jadis une phrase de plus de soixante lettres, qui ne tient pas toute dans le constat."


@cache
def good() -> bytes:
    return goodfile.made()


def missing(words: str, times: int = 1) -> Finding:
    """What is said where so many more words are ordered than the good file has."""
    (page,) = goodfile.press_brief().pages
    brief = goodfile.press_brief(pages=(replace(page, words=(*page.words, *[words] * times)),))
    (item,) = preflight.judge(good(), brief).findings
    assert item.code == "words-missing"
    return item


def text(item: Finding) -> str:
    return message(item, str)


def test_words_that_are_nowhere_are_quoted_up_to_sixty_letters() -> None:
    assert text(missing(LONG)) == f"“{LONG[:60]}” is not on the page"
    assert text(missing("Zut")) == "“Zut” is not on the page"


def test_words_that_are_read_back_in_part_are_quoted_up_to_sixty_letters_with_what_stands_there_instead() -> None:
    begin, end = goodfile.BODY[:21], "et tout le reste est bien différent ici."
    assert text(missing(begin + end)) == (
        f"“{(begin + end)[:60]}” is not read back: after “{begin[1:]}” comes “{goodfile.BODY[21:41]}” instead of "
        f"“{end[:20]}”")


def test_words_that_are_set_too_few_times_are_quoted_up_to_sixty_letters() -> None:
    both = f"{goodfile.HEADLINE} {goodfile.BODY}"
    assert text(missing(both, 2)) == f"“{both[:60]}” is set fewer times than in the material"


def near(x: float) -> list[tuple[str, str]]:
    """What is said of a line of sixty letters that begins at x from the left trim, with margins of 4.5 and 2.5 mm."""
    spoil = painted(f"1 0 0 1 {{x0}} {{y1}} cm 0 0 0 1 k /GsOver gs BT /FText 2 Tf 1 0 0 1 {x:.3f} -60 Tm "
                    f"<{'0001' * 60}> Tj ET")
    brief = goodfile.press_brief(limits=replace(Limits(), safe=4.5 * MM, safe_error=2.5 * MM, text=1.0))
    return [(item.code, text(item)) for item in preflight.judge(spoil(good()), brief).findings]


@pytest.mark.parametrize(("distance", "code", "asked"), [
    (4.9, "", ""), (3.9, "words-near-trim", "4.5"), (2.9, "words-near-trim", "4.5"), (2.1, "words-at-trim", "2.5")])
def test_words_near_the_cut_are_quoted_up_to_forty_letters_with_millimetres_to_a_tenth(
        distance: float, code: str, asked: str) -> None:
    quote = goodfile.BODY[0] * 40
    assert near(distance * MM) == ([(code, f"“{quote}” is {distance} mm from the trim; {asked} mm are required")]
                                   if code else [])


@pytest.mark.parametrize(("ink", "frail"), [
    ("0 0.01 0 1 k", False), ("0 0.02 0 1 k", True), ("0.01 0.01 0.01 1 k", False)])
def test_a_hundredth_of_an_ink_makes_no_text_of_several_inks(ink: str, frail: bool) -> None:
    spoil = painted(f"{ink} BT /{{font}} 7.5 Tf 1 0 0 1 {{x0}} {{y1}} Tm 60 -80 Td <0001> Tj ET")
    codes = {item.code for item in preflight.judge(spoil(good()), goodfile.press_brief()).findings}
    assert ("text-reversed-small" in codes) is frail
