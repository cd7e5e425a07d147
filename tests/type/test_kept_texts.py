"""What earlier runs made of a text is what its rules make of it, and costs no rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressroom.cache import Cache
from pressroom.type.typography import Rules, polish
from pressroom.type.typography import kept as kept_module
from pressroom.type.typography.kept import KeptTexts, keep_texts, kept_texts

TEXTS = ("Kinés : la colère !", "Le 1er mai, 30 % de « moins »", "sans changement", "deux\nlignes\tet\u2028plus",
         "\ud800", "", "L'avis du XXIe siècle")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process in which a text that is polished anew is a failure."""
    def refuse(*words: object) -> None:
        raise AssertionError(f"polished: {words}")
    monkeypatch.setattr(kept_module, "polish", refuse)


def known(cache: Cache) -> KeptTexts:
    """The texts as a new process would read them."""
    kept_module._open.clear()
    return kept_texts(cache)


def test_a_kept_text_is_as_its_rules_made_it(cache: Cache, request: pytest.FixtureRequest) -> None:
    for rules in (Rules(), Rules(off=frozenset({"colons"}), in_guillemets="\u202f")):
        for text in TEXTS:
            assert known(cache).polish(text, "fr", rules) == polish(text, "fr", rules)
            keep_texts()
    expected = {(text, language): polish(text, language) for text in TEXTS for language in ("fr",)}
    request.getfixturevalue("no_rules")
    assert {(text, language): known(cache).polish(text, language, Rules()) for text, language in expected} == expected


def test_language_and_rules_are_part_of_a_text(cache: Cache) -> None:
    text = "Kinés : « oui »"
    for language in ("fr", "en", "fr-CH"):
        for rules in (Rules(), Rules(before_colon="\u202f"), Rules(in_guillemets="\u202f"), Rules(before_marks=" "),
                      Rules(before_sign=" "), Rules(off=frozenset({"quotes", "colons"}))):
            assert known(cache).polish(text, language, rules) == polish(text, language, rules)
            keep_texts()


@pytest.mark.parametrize("content", [b"", b"{", b"a\tb", b"a\tb\tc", b"\xff\xfe", b"one line"])
def test_a_damaged_entry_counts_for_nothing(cache: Cache, content: bytes) -> None:
    known(cache).polish(TEXTS[0], "fr", Rules())
    keep_texts()
    for entry in [*cache.folder.iterdir()]:
        cache.put(entry.name, content)
    assert known(cache).polish(TEXTS[0], "fr", Rules()) == polish(TEXTS[0])


def test_two_processes_keep_what_both_have_learned(cache: Cache, request: pytest.FixtureRequest) -> None:
    first, second = KeptTexts(cache), KeptTexts(cache)
    first.polish(TEXTS[0], "fr", Rules())
    second.polish(TEXTS[1], "fr", Rules())
    first.keep()
    second.keep()
    expected = [polish(text) for text in TEXTS[:2]]
    request.getfixturevalue("no_rules")
    assert [known(cache).polish(text, "fr", Rules()) for text in TEXTS[:2]] == expected


def test_the_newest_texts_are_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "MOST_TEXTS", 2)
    for text in ("un", "deux", "trois"):
        known(cache).polish(text, "fr", Rules())
        keep_texts()
    assert len(known(cache)._texts) == 2
    assert "trois" in "".join(known(cache)._texts)
