from dataclasses import replace

import pytest

from pressroom.type.setting import Span, Style, parse, plain
from tests.type.setting.test_headline import ink_of, set_words


def test_letters_between_carets_are_raised() -> None:
    assert parse("1^er^ mai") == (Span("1"), Span("er", raised=True), Span(" mai"))
    assert parse("**2^e^**") == (Span("2", bold=True), Span("e", bold=True, raised=True))
    assert plain("1^er^ mai, M^me^\u00a0Braun") == "1er mai, Mme\u00a0Braun"


@pytest.mark.parametrize("words", ["^_^", "a ^ b ^ c", "^^", r"\^er\^", r"5\^2"])
def test_a_caret_that_touches_no_word_is_an_ordinary_character(words: str) -> None:
    assert plain(words) == words.replace("\\", "")


def test_without_glyphs_of_the_fonts_own_superiors_are_smaller_and_higher(headline: Style) -> None:
    setting = set_words("1^er^ mai", headline, 900, 150)
    number, raised, rest = setting.lines[0].runs
    assert (number.text, raised.text, rest.text) == ("1", "er", " mai")
    assert raised.size == pytest.approx(0.6 * number.size)
    cap = headline.faces.regular.cap_height
    assert number.y - raised.y == pytest.approx(0.4 * cap * number.size)
    assert raised.x == pytest.approx(number.x + number.width)
    assert rest.x == pytest.approx(raised.x + raised.width)
    assert (rest.size, rest.y) == (number.size, number.y)
    plain_one = set_words("1er mai", headline, 900, 150)
    assert setting.text == plain_one.text == "1er mai"
    box = ink_of(setting, headline)
    assert setting.ink.contains(box, slack=1e-6)
    assert box.contains(setting.ink, slack=1e-6)


def test_the_fonts_own_superiors_are_taken(body: Style) -> None:
    setting = set_words("le 1^er^ mai", body, 300, 100)
    run, = setting.lines[0].runs
    assert run.text == "le 1er mai"
    inter = body.faces.regular
    assert [glyph.gid for glyph in run.glyphs[4:6]] == [glyph.gid for glyph in inter.shape("er", ("sups",))]
    assert [glyph.gid for glyph in run.glyphs[4:6]] != [glyph.gid for glyph in inter.shape("er")]


def test_a_superior_never_parts_from_its_number(body: Style) -> None:
    words = "le XXI^e^ siècle et la 122^e^ page, M^lles^\u00a0Roux " * 4
    setting = set_words(words, replace(body, align="justify"), 90, 900)
    assert not any(line.text.startswith(("e ", "lles")) for line in setting.lines)


@pytest.mark.parametrize("style_name", ["body", "headline"])
def test_fractions_are_drawn_where_the_style_asks_for_them_and_dates_are_not(
        style_name: str, request: pytest.FixtureRequest) -> None:
    style = request.getfixturevalue(style_name)
    whole = replace(style, features=("frac",))

    def gids(words: str, style: Style) -> list[int]:
        return [glyph.gid for run in set_words(words, style, 400, 200).lines[0].runs for glyph in run.glyphs]
    assert gids("1/2", whole) != gids("1/2", style)
    assert set_words("1/2 heure", whole, 400, 200).text == "1/2 heure"
    for words in ("12/05/2023", "24", "2022-2023"):
        assert gids(words, whole) == gids(words, style)
