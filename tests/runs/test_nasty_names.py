"""Forty names as tables have them: each right on paper for a reader that is not ours, or told with its row."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from pressroom.findings import Refused
from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.runs.tables import YAML, write_run, write_table

RIGHT = (
    "O'Brien & fils", "« L'Œuvre »", "ŸVES KINÉ", "Ça & là", "=HYPERLINK(\"http://x\")", "<b>gras</b>", "*étoiles*",
    "[crochets]{accent}", "{accolades}", "{record.town}", "{figures.loss}", "\\antislash\\", "a^b^c", "_souligné_",
    "- tiret", "– tiret demi", "• puce", "1er étage", "M. le Dr Dupont", "50 % de soins", "Kinés : ici", "12:30",
    "l’apostrophe courbe", "l'apostrophe droite", "“guillemets”", "\"droits\"", "Évry-Courcouronnes",
    unicodedata.normalize("NFD", "Éléonore Žižka"), "Straße", "Łódź", "naïve", "COÖP", "a\u00a0b",
    "#REF", "'00123", "001 23", "https://exemple.fr/?a=b&c=d", "nom@exemple.fr", "100€", "@arobase",
    "+33 1 02 03 04 05", "Kiné\u200bs", "Ligne 1\nLigne 2", "  espaces   doubles ")
WRONG = ("", "   ", "مركز", "מרכז", "\U0001f600 Kiné", "漢字", "\u202eretourné", "a\x07b", "\ue000", "ﬁn", "Kiné " * 90,
         "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3)


def shown(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    """Letters and signs alone: lines may break where type allows, and a hyphen at a break is one of the text."""
    text = unicodedata.normalize("NFKC", text).replace("\u2010", "-").replace("\u2011", "-").replace("\ufffe", "-")
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", text)


def test_there_are_forty_and_more() -> None:
    assert len(RIGHT) + len(WRONG) >= 40


def test_every_name_that_can_be_set_stands_on_its_page_as_it_was_typed(project: Path) -> None:
    write_run(project)
    write_table(project, [(name, "Paris", f"{number:03d}") for number, name in enumerate(RIGHT)])
    [path] = make(RunRequest(project, "affiches", project / "out")).files
    for name, text in zip(RIGHT, shown(path), strict=True):
        assert bare(name) in bare(text), name


@pytest.mark.parametrize("name", WRONG, ids=range(len(WRONG)))
def test_a_name_that_cannot_be_set_is_told_with_its_row_alone(project: Path, name: str) -> None:
    write_run(project)
    write_table(project, [("Cabinet", "Paris", "1"), (name, "Lyon", "2"), ("Autre", "Nice", "3")])
    with pytest.raises(Refused) as raised:
        make(RunRequest(project, "affiches", project / "out"))
    errors = [item for item in raised.value.findings if item.fails]
    assert errors
    assert {item.source.line for item in errors if item.source} == {3}
    outcome = make(RunRequest(project, "affiches", project / "out", skip_bad=True))
    assert (outcome.records, outcome.left_out) == (2, [3])


@pytest.mark.parametrize("name", ["O'Brien & fils", "« L'Œuvre »", "<b>gras</b>", "a/b\\c", "CON", "..", "été"])
def test_every_name_can_name_a_file_on_every_system(project: Path, name: str) -> None:
    write_run(project, f'{YAML}as: files\nname: "{{record.practice}}"\n')
    write_table(project, [(name, "Paris", "1")])
    make(RunRequest(project, "affiches", project / "out"))
    [path] = (project / "out/runs/affiches").glob("*.pdf")
    assert re.fullmatch(r"[\w-]+\.pdf", path.name, re.ASCII)
    assert path.stem.lower() != "con"
