"""`check --spelling`: what is looked up, where it is said, and what is said where nothing can be looked up."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressroom import programs
from pressroom.text.spelling import words
from pressroom.type.typography import without_notation
from tests import dictionary

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
Wrong = Callable[..., None]
PETITION = "materials/petition.yaml"


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wrong:
    def call(*dictionaries: str, **words: str) -> None:
        path = dictionary.hunspell(tmp_path, words, dictionaries or ("fr_FR", "en_GB"))
        monkeypatch.setattr(programs, "hunspell", lambda: path)
    return call


def misspelt(err: str) -> list[str]:
    return re.findall(r"(?m)^(\S+): warning: (\S+) is not in the dictionary", err)  # type: ignore[return-value]


def test_a_word_that_no_dictionary_has_is_a_warning_at_its_column(render: Render, edit: Edit, wrong: Wrong) -> None:
    edit(PETITION, "Kinés épuisés, soins", "Kinés épuizés, *l'acsès* aux soins")
    wrong(épuizés="épuisés, épuisées, épuisé, épuises", acsès="accès")
    code, out, err = render("check", "petition", "--spelling")
    assert code == 0
    assert misspelt(err) == [(f"{PETITION}:12:19", "épuizés"), (f"{PETITION}:12:31", "acsès")]
    assert ("did you mean épuisés, épuisées, épuisé? If the word is right, add it to known-words: in campaign.yaml"
            in err)
    assert "3 warnings" in out


def test_words_that_the_campaign_knows_are_not_looked_up(render: Render, edit: Edit, wrong: Wrong) -> None:
    wrong(Alizé="", Zorglub="", Zorglubs="", méthode="")
    edit(PETITION, "Kinés épuisés", "La méthode Zorglub d'Alizé, les Zorglubs")
    assert [word for _, word in misspelt(render("check", "petition", "--spelling")[2])] == [
        "méthode", "Zorglub", "Zorglubs"]
    edit("materials/campaign.yaml", "known-words: [", "known-words: [Zorglub, ")
    assert [word for _, word in misspelt(render("check", "petition", "--spelling")[2])] == ["méthode"]


def test_every_file_of_words_is_looked_through(render: Render, edit: Edit, wrong: Wrong) -> None:
    for letter, file, old, new in (
            ("a", PETITION, "title: ", "title: {} "), ("b", "materials/leaflet.yaml", 'headline: "', 'headline: "{} '),
            ("c", "materials/letters/lettre-maire.yaml", "body: |\n", "body: |\n  {}\n\n"),
            ("d", "materials/releases/access.yaml", 'standfirst: "', 'standfirst: "{} '),
            ("e", "materials/campaign.yaml", 'mention: {fr: "', 'mention: {fr: "{} '),
            ("f", "materials/triptych-patients.yaml", 'headline: "', 'headline: "{} ')):
        edit(file, old, new.replace("{}", f"Fotes{letter}"))
    wrong(**{f"Fotes{letter}": "" for letter in "abcdef"})
    found = misspelt(render("check", "--spelling")[2])
    assert sorted(word for _, word in found) == [f"Fotes{letter}" for letter in "abcdef"]
    assert len({place.split(":")[0] for place, _ in found}) == 6


def test_each_language_has_its_own_dictionary(render: Render, edit: Edit, wrong: Wrong) -> None:
    edit(PETITION, "kind: poster", "kind: poster\nlanguage: en")
    wrong("en_US", besoin="")
    err = render("check", "petition", "--spelling")[2]
    assert "besoin is not in the dictionary en_US" in err
    wrong("fr_FR", besoin="")
    code, _, err = render("check", "petition", "--spelling")
    assert code == 3
    assert "not run: there is no dictionary of en: its words were not looked up [spelling-unchecked]" in err


def test_without_hunspell_nothing_is_passed_over_in_silence(render: Render, edit: Edit,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "hunspell", lambda: "")
    code, _, err = render("check", "petition", "--spelling")
    assert code == 3
    assert "not run: Hunspell is missing: no word was looked up [spelling-unchecked]" in err
    edit(PETITION, "variant: blue", "varient: blue")
    assert render("check", "petition", "--spelling")[0] == 1
    assert "spelling" not in render("check", "petition")[2]


def test_a_program_that_answers_less_than_it_was_asked_is_told(render: Render, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "hunspell"
    broken.write_text("#!/bin/sh\necho hello\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(programs, "hunspell", lambda: str(broken))
    code, _, err = render("check", "petition", "--spelling")
    assert code == 3
    assert "Hunspell failed" in err


@pytest.mark.parametrize(("text", "looked_up"), [
    ("L'accès direct, aujourd'hui", ["accès", "direct", "aujourd'hui"]), ("jusqu'à l’Été", ["Été"]),
    ("Le 1er, la 2nde, le XXIe", ["Le", "la", "le"]), ("Mme Durand", ["Mme", "Durand"]),
    ("chez https://a.fr/mots et jean@mots.fr @mots #mots", ["chez", "et"]), ("le SNMKR dit", ["le", "dit"]),
    ("LE SNMKR DIT", ["LE", "SNMKR", "DIT"]), ("masseurs-kinés", ["masseurs-kinés"]), ("kiné·es", ["kiné"]),
    ("[de **vous**.]{accent} ki\\-né", ["de", "vous", "kiné"]), ("{figures.loss} de moins", ["de", "moins"]),
    ("Alizé-kiné", ["kiné"]), ("Louis XIV", ["Louis"]), ("sou\u00admis", ["soumis"]), ("a b c", []),
    ("[ici](https://a.fr/mots)", ["ici"]),
])
def test_what_is_looked_up_is_words(text: str, looked_up: list[str]) -> None:
    plain, starts, protected = without_notation(text)
    found = [*words(plain, "fr", {"alizé"}, protected)]
    assert [word for _, word in found] == looked_up
    for at, word in found:
        assert text[starts[at]] == word[0] or text[starts[at]] in "\\*"


@given(st.text(max_size=60))
def test_any_text_has_words_at_their_places(text: str) -> None:
    plain, _, protected = without_notation(text)
    for at, word in words(plain, "fr", set(), protected):
        assert plain[at] == word[0]
        assert len(word) > 1


@pytest.mark.external
@pytest.mark.skipif(shutil.which("hunspell") is None, reason="Hunspell is not installed")
def test_hunspell_itself_finds_slips_and_passes_the_campaign(render: Render, edit: Edit) -> None:
    code, _, err = render("check", "--spelling")
    assert code == 0
    assert misspelt(err) == []
    edit(PETITION, "Kinés épuisés", "Kinésitérapeutes épuisés, l'acsès")
    code, _, err = render("check", "petition", "--spelling")
    assert code == 0
    assert [word for _, word in misspelt(err)] == ["Kinésitérapeutes", "acsès"]
    assert "did you mean Kinésithérapeutes? " in err
