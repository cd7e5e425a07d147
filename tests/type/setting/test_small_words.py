"""Articles and prepositions: a line does not end on one of them where another break is as good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pressroom.type.setting import Setting, Style, parse, set_text

FRENCH = ["à", "au", "aux", "de", "du", "des", "le", "la", "les", "un", "une", "et", "ou", "en", "ne", "que", "qui",
          "par", "pour", "sur", "dans", "sans", "ce"]
ENGLISH = ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "with", "from", "is", "as",
           "no", "not", "that", "this"]


def made(words: str, style: Style, width: float) -> Setting:
    setting = set_text(parse(words), style, width, 2000)
    assert isinstance(setting, Setting)
    return setting


def first_line(word: str, style: Style) -> str:
    """The first of two lines at one size; the word may stand in either, and by length belongs in the first."""
    fixed = replace(style, size_least=30, size_most=30)
    setting = made(f"mot {word} médecins", fixed, made(f"{word} médecins", fixed, 2000).ink.width + 8)
    assert len(setting.lines) == 2
    return setting.lines[0].text


@pytest.mark.parametrize(("word", "language"), [
    *((word, "fr") for word in FRENCH), *((word.upper(), "fr") for word in FRENCH),
    *((word, "en-GB") for word in ENGLISH)])
def test_a_headline_breaks_before_a_small_word(headline: Style, word: str, language: str) -> None:
    assert first_line(word, replace(headline, language=language)) == "mot"


@pytest.mark.parametrize(("word", "language"), [("dé", "fr"), ("vous", "fr"), ("the", "fr"), ("de", "en-GB"),
                                                ("you", "en-GB")])
def test_a_headline_ends_a_line_on_a_word_that_is_none(headline: Style, word: str, language: str) -> None:
    assert first_line(word, replace(headline, language=language)) == f"mot {word}"


@pytest.mark.parametrize("word", FRENCH)
def test_a_line_that_must_end_on_a_small_word_is_told(headline: Style, word: str) -> None:
    fixed = replace(headline, size_least=30, size_most=30)
    width = made("extraordinairement", fixed, 2000).ink.width + 8
    setting = made(f"{word} extraordinairement", replace(fixed, language="fr"), width)
    assert [line.small_ending for line in setting.lines] == [True, False]
