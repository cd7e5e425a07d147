"""The rule reference and the examples in it are those of the program as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pressroom.build.rulebook import every_code
from pressroom.text import examples
from tests import rules
from tests.conftest import ROOT

Render = Callable[..., tuple[int, str, str]]



def test_the_rule_reference_says_what_the_declarations_say() -> None:
    assert rules.PAGE.read_text(encoding="utf-8") == rules.document(examples.examples()), rules.UPDATE


def test_every_code_has_an_example_and_no_example_is_of_a_code_that_is_gone() -> None:
    assert sorted(examples.examples()) == sorted(every_code()), rules.UPDATE


def test_no_example_has_a_place_that_nothing_fills_and_none_says_where_it_was_made() -> None:
    for item in examples.examples().values():
        for line in examples.lines(item, str):
            assert not re.search(r"\{[a-z_-]+\}", line.replace("{practice}", "")), line  # which the user is to write
            assert "/tmp/" not in line, line


def test_examples_are_stored_and_read_alike() -> None:
    assert examples.serialised(examples.examples()) == examples.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "says"), [
    (("--lang", "en"), ("unknown-format (error)", "What to do:", "No printer's preset", "A33 is not a format",
                        "hint:")),
    (("--lang", "fr"), ("unknown-format (erreur)", "À faire", "Aucun préréglage", "A33", "[unknown-format]"))])
def test_explain_shows_the_example_in_the_readers_language(render: Render, words: tuple[str, ...],
                                                           says: tuple[str, ...]) -> None:
    code, out, _ = render("explain", "unknown-format", *words)
    assert code == 0
    assert [part for part in says if part not in out] == []


def test_explain_names_the_source_and_that_a_preset_may_weigh_a_check(render: Render) -> None:
    out = render("explain", "picture-ppi")[1]
    assert "Source: GWG 2022, R0031" in out
    assert "A printer's preset may change its weight" in out


def test_no_example_names_the_union_its_trade_or_its_materials() -> None:
    stems = {path.stem for path in (ROOT / "materials").rglob("*.yaml")} - {"petition", "leaflet", "campaign"}
    organisation = r"\baliz[eé]\b|snmkr|\bkinés?\b|kinésith|physiother|chng\.it"
    words = re.compile(rf"(?i:{organisation})|(?:^|(?<=[/,] )|(?<=/))(?:{'|'.join(stems)})(?=[,.]|$)")
    for name, example in examples.examples().items():
        texts = [str(example.source or ""), *map(str, example.values.values())]
        assert [text for text in texts if words.search(text)] == [], name
