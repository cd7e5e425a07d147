"""What lists, explanations and new files say is in the reader's or the campaign's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.text.translation import decimals, source, translator, with_decimals
from tests import messages

Render = Callable[..., tuple[int, str, str]]


def english_shown(text: str) -> list[str]:
    """Sentences of the catalogue that have another wording in French, and stand in the text in English."""
    catalogue = messages.french()
    return [one for one in messages.sentences() if " " in one and "{" not in one and "%" not in one
            and str(catalogue.get(one).string) != one and re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text)]


@pytest.mark.parametrize("things", ["layouts", "parts", "printers", "elements", "checks"])
def test_lists_are_in_the_readers_language(things: str, render: Render) -> None:
    code, french, _ = render("list", things, "--lang", "fr")
    english = render("list", things)[1]
    assert code == 0
    assert english_shown(french) == []
    names = [[line.split("\t")[0] for line in shown.splitlines()] for shown in (french, english)]
    assert names[0] == names[1]
    assert french != english


def test_a_list_of_layouts_says_what_each_is_for(render: Render) -> None:
    assert "statement\tDéclaration\tQuelques mots immenses" in render("list", "layouts", "--lang", "fr")[1]
    assert "statement\tStatement\tA few huge words" in render("list", "layouts")[1]


def test_an_explanation_is_french_with_its_source_and_its_numbers(render: Render) -> None:
    shown = render("explain", "contrast", "--lang", "fr")[1]
    assert "un contraste de 1, il faut au moins 4,5" in shown
    assert english_shown(shown) == []
    assert "règle 11" in render("explain", "action", "--lang", "fr")[1]
    assert "rule 11" in render("explain", "action")[1]


@pytest.mark.parametrize(("layout", "path"), [
    ("statement", "materials/essai.yaml"), ("picture", "materials/essai.yaml"), ("leaflet", "materials/essai.yaml"),
    ("triptych", "materials/essai.yaml"), ("release", "materials/releases/essai.yaml"),
    ("letter", "materials/letters/essai.yaml")])
def test_what_new_writes_is_commented_in_the_campaigns_language_unless_another_is_asked_for(
        layout: str, path: str, project: Path, render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.cli import run

    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert run(project, ["new", "essai", "--layout", layout]) == 0
    text = (project / path).read_text(encoding="utf-8")
    assert "# ready, quand les mots sont les vôtres" in text
    assert english_shown(text) == []
    (project / path).unlink()
    assert render("new", "essai", "--layout", layout, "--lang", "en")[0] == 0
    assert "# ready, once the words are yours" in (project / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "words"), [
    ("fr", ("Toute la nouvelle en une phrase.", "L'objet de la lettre")),
    ("en", ("All of the news in one sentence.", "What the letter is about"))])
def test_the_samples_of_a_text_are_in_the_campaigns_language_whatever_that_of_the_messages(
        language: str, words: tuple[str, str], project: Path) -> None:
    from pressroom import load
    from pressroom.specs.new_text import STARTERS
    from pressroom.text.translation import translator

    campaign = load.job(project).campaign.model_copy(update={"language": language})
    for kind, said in zip(("release", "letter"), words, strict=True):
        text = STARTERS[kind][1]("essai", kind, campaign, translator("fr" if language == "en" else "en"))
        assert said in text
        assert "{figures.loss}." in text
        assert not {"\u00a0", "\u202f", "\u2019"} & set(re.sub("#.*", "", text))


def test_a_new_preset_is_commented_in_the_readers_language(project: Path, render: Render) -> None:
    assert render("new-printer", "port", "--from", "offset", "--set", "bleed=4mm", "--lang", "fr")[0] == 0
    text = (project / "assets/printers/port.yaml").read_text(encoding="utf-8")
    assert "# pour cent, le maximum d’encre en un point" in text
    assert "selon la ligne de commande" in text
    assert english_shown(re.sub(r'"[^"]*"', "", text)) == []


def test_numbers_have_the_decimal_sign_of_the_language_and_words_of_the_user_stay() -> None:
    french = translator("fr")
    values = with_decimals({"size": "4.5", "measured": 2.96, "name": "4.5", "version": "1.6", "count": 3}, french)
    assert values == {"size": "4,5", "measured": "2,96", "name": "4.5", "version": "1.6", "count": 3}
    assert with_decimals({"size": "4.5"}, str) == {"size": "4.5"}
    assert decimals("210 x 297.5 mm", french) == "210 x 297,5 mm"


def test_a_source_keeps_the_title_of_its_standard() -> None:
    french = translator("fr")
    assert source("ISO 15930-7:2010 (PDF/X-4), rule 7; ISO 32000-1:2008, annex C.2", french) == (
        "ISO 15930-7:2010 (PDF/X-4), règle 7; ISO 32000-1:2008, annexe C.2")
    assert source("Printer's preset; GWG 2022", french) == "Préréglage de l’imprimeur; GWG 2022"


@pytest.mark.parametrize(("language", "said"), [("fr_FR.UTF-8", "ne sont pas installés"), ("C", "are not installed")])
def test_missing_packages_are_explained_in_the_language_of_the_environment(
        language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    from pressroom import interpreter

    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setattr(interpreter.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit):
        interpreter.other_python(tmp_path)
    assert said in capsys.readouterr().err
