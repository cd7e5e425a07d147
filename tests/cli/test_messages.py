"""Messages come from compiled catalogues, and never silently in another language than the one asked for."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import catalogues
from pressroom.cli import run
from pressroom.text import translation
from tests import messages as catalogue

Refusal = tuple[int, str, str]


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of catalogues, copied, so that a test may damage it."""
    folder = tmp_path / "messages"
    shutil.copytree(translation.FOLDER, folder)
    monkeypatch.setattr(translation, "FOLDER", folder)
    return folder


def explained(project: Path, capfd: pytest.CaptureFixture[str], language: str) -> Refusal:
    capfd.readouterr()
    code = run(project, ["explain", "unknown-key", "--lang", language])
    shown = capfd.readouterr()
    return code, shown.out, shown.err


def test_french_is_read_from_the_compiled_catalogue(project: Path, messages: Path,
                                                     capfd: pytest.CaptureFixture[str]) -> None:
    (messages / "fr.po").unlink()  # as in the wheel, which holds the compiled file alone
    code, out, _ = explained(project, capfd, "fr")
    assert code == 0
    assert "(erreur)" in out


@pytest.mark.parametrize("damage", [lambda folder: (folder / "fr.mo").unlink(),
                                    lambda folder: os.utime(folder / "fr.mo", (0, 0))], ids=["missing", "older"])
def test_a_catalogue_that_is_missing_or_older_than_its_text_is_an_error_in_french_alone(
        project: Path, messages: Path, capfd: pytest.CaptureFixture[str], damage: object) -> None:
    damage(messages)  # type: ignore[operator]
    code, out, err = explained(project, capfd, "fr")
    assert (code, out) == (3, "")
    assert "[messages-not-compiled]" in err
    assert "run: make" in err
    assert explained(project, capfd, "en")[0] == 0


def test_compiling_makes_what_is_missing_or_older_and_the_same_bytes_each_time(messages: Path) -> None:
    assert catalogues.refresh(messages) == []
    first = (messages / "fr.mo").read_bytes()
    os.utime(messages / "fr.mo", (0, 0))
    assert catalogues.refresh(messages) == [messages / "fr.mo"]
    assert (messages / "fr.mo").read_bytes() == first
    assert b"2000-01-01" in first  # no date of the day on which it was compiled
    assert list(messages.glob(".*")) == []


def test_french_messages_have_typographic_signs_and_the_words_of_the_glossary() -> None:
    assert [(entry.id, fault) for entry in catalogue.french() if entry.id
            for fault in catalogue.faults(str(entry.id), str(entry.string))] == []


@pytest.mark.parametrize(("english", "french", "fault"), [
    ("the file", "l'objet", "a straight apostrophe"), ("is it so?", "est-ce vrai ?", "a plain space before ; ? or !"),
    ("the file: {path}", "le fichier : {path}", "a plain space before a colon"),
    ("the file {path}", "le fichier « {path} »", "a plain space inside « »"),
    ("the press file", "le fichier d’impression pour la presse", "newsrooms for the press: write impression"),
    ("the layout", "la mise en page", r"gabarit for \blayouts?\b(?!/)(?! L\b)(?!s? and assets)"),
])
def test_a_french_message_with_a_refused_sign_or_word_is_named(english: str, french: str, fault: str) -> None:
    assert [*catalogue.faults(english, french)] == [fault]


def test_the_glossary_is_kept_when_the_catalogue_is_updated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "fr.po"
    shutil.copy(catalogue.FRENCH, copy)
    monkeypatch.setattr(catalogue, "FRENCH", copy)
    catalogue.update()
    text = copy.read_text(encoding="utf-8")
    assert text == (translation.FOLDER / "fr.po").read_text(encoding="utf-8")
    assert re.search(r"^#   output intent +intention de sortie$", text, re.M)


def test_the_program_does_not_need_babel() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not any(name.lower().startswith("babel") for name in project["dependencies"])
    package = Path(translation.__file__).parents[1]
    assert not [path for path in package.rglob("*.py")
                if re.search(r"^\s*(import|from) babel", path.read_text(encoding="utf-8"), re.M)]


@pytest.mark.parametrize(("count", "english", "french"), [
    (0, "0 mistakes", "0 erreur"), (1, "1 mistake", "1 erreur"), (2, "2 mistakes", "2 erreurs")])
def test_words_after_a_number_take_its_form(count: int, english: str, french: str) -> None:
    sentence = "{count} mistake{count||s}"
    assert translation.filled(sentence, {"count": count}) == english
    assert translation.filled(translation.translator("fr")(sentence), {"count": count}) == french
    assert translation.filled("{found} of {count|one|two|three}", {"found": "{count|a|b}", "count": 1}) == (
        "{count|a|b} of two")


@pytest.mark.usefixtures("project")
def test_a_check_counts_warnings_alone(render: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = render("check", "petition", "leaflet", "--lang", "en")
    assert code == 0
    assert err.count(": warning: ") > 1
    assert f"no mistakes; {err.count(': warning: ')} warnings" in out
