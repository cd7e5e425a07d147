"""Names that are spelt like another: the answers of difflib, with a part of its work."""

from __future__ import annotations

import difflib
import random
import sqlite3

import pytest

from pressroom.officials import alike, store

SYLLABLES = ("saint", "ville", "mon", "ro", "che", "fort", "bel", "la", "neuve", "sur", "loire", "aa", "é")


def words(chance: random.Random, count: int) -> list[str]:
    return sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(count)})


def misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(("", "x", word[at] * 2)) + word[at + 1:]


def plainly(key: str, others: list[str], most: int) -> list[str]:
    """As it was, and as it should stay."""
    pairs = {key[at:at + 2] for at in range(len(key) - 1)}
    shared = sorted((-sum(other[at:at + 2] in pairs for at in range(len(other) - 1)), other) for other in others)
    return difflib.get_close_matches(key, [other for _, other in shared[:80]], n=most, cutoff=0.75)


@pytest.mark.parametrize("seed", range(4))
def test_the_closest_names_are_those_of_difflib_in_its_order(seed: int) -> None:
    chance = random.Random(seed)
    names = words(chance, 300)
    for name in chance.sample(names, 60):
        key = misspelt(chance, name)
        assert alike.closest(key, names, 6) == plainly(key, names, 6)
    assert alike.closest("abc", [], 6) == plainly("abc", [], 6) == []


def test_most_names_are_ruled_out_by_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, compared = random.Random(1), []
    names = words(chance, 600)
    ratio = difflib.SequenceMatcher.ratio
    monkeypatch.setattr(difflib.SequenceMatcher, "ratio", lambda matcher: (compared.append(1), ratio(matcher))[1])
    keys = [misspelt(chance, name) for name in chance.sample(names, 50)]
    assert any(alike.closest(key, names, 6) for key in keys)
    assert len(compared) < 20 * len(keys)


def test_both_halves_of_a_search_for_similar_names_are_found_by_an_index() -> None:
    from pressroom.officials import register

    base = sqlite3.connect(":memory:")
    base.executescript(store.SCHEMA + store.INDEXES)
    plan = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {register.SIMILAR}", ("ab", "ac", 3, 5, "abc", 3, 5))]
    base.close()
    assert sum(step.startswith("SEARCH names USING") for step in plan) == 2
    assert not any(step.startswith("SCAN names") for step in plan)
