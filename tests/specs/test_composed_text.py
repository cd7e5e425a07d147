"""Accents that are written apart, as macOS does, are read as one character wherever text comes in."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.specs.reader import read
from tests.conftest import copy_project
from tests.officials.tables import small
from tests.officials.workbooks import ods, xlsx

Render = Callable[..., tuple[int, str, str]]
Only = Callable[..., None]

CASE = """title: Épuisés
kind: poster
layout: statement
formats: [A4]
audience: patients
date: 2023-01-20
variant: blue
link: petition
words:
  headline: "Kinés épuisés!"
  message: "Soins menacés? Réagissez: l'Accès à la santé!"
  call: "Signez la pétition"
  scan: "Scannez et signez"
  partner: "Pétition lancée en partenariat avec le SNMKR"
"""


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def finished(project: Path) -> dict[str, bytes]:
    out = project / "out"
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*"))
             if path.is_file() and not path.name.startswith(".")}
    manifest = json.loads(files.pop("manifest.json"))
    del manifest["inputs"]  # of the bytes of the specifications, which differ
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def test_a_project_written_with_accents_apart_gives_the_same_bytes(project: Path, render: Render, only: Only) -> None:
    only("notice-direct-access")
    (project / "materials/apart.yaml").write_text(CASE, encoding="utf-8")
    assert render("build")[0] == 0
    composed = finished(project)
    shutil.rmtree(project / "out")
    for path in [*project.glob("materials/**/*.yaml"), *project.glob("layouts/**/*.yaml"),
                 *project.glob("assets/**/*.yaml")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(apart(text), encoding="utf-8")
    assert apart(CASE) != CASE
    assert render("build")[0] == 0
    assert finished(project) == composed
    assert len(composed) > 5


def test_an_accent_apart_in_an_escape_is_joined_too(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('"cle\\u0301": "sante\\u0301"\nlist: ["e\\u0301"]\n', encoding="utf-8")
    assert read(path).tree == {"clé": "santé", "list": ["é"]}


def test_one_key_in_two_forms_is_a_duplicate(project: Path, render: Render) -> None:
    (project / "materials/apart.yaml").write_text(f"{CASE}é: 1\n{apart('é')}: 2\n", encoding="utf-8")
    code, _, err = render("check", "apart")
    assert code == 1
    assert "apart.yaml:16:1: error: é occurs twice, first in line 15" in err


def test_a_picture_is_found_whichever_form_its_name_and_its_folder_have(project: Path, render: Render,
                                                                       only: Only) -> None:
    only("petition")
    picture = next((project / "assets/pictures").glob("*.svg"))
    folder = project / "assets/pictures" / apart("été")
    folder.mkdir()
    shutil.copyfile(picture, folder / apart("forêt.svg"))
    text = (project / "materials/petition.yaml").read_text(encoding="utf-8")
    (project / "materials/petition.yaml").write_text(
        f"{text}\npicture: {{file: été/forêt.svg, alt: Une forêt}}\n", encoding="utf-8")
    assert "picture-missing" not in render("check", "petition")[2]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods"])
def test_tables_of_officials_are_read_in_either_form(tmp_path: Path, render: Render, ending: str) -> None:
    answers = []
    for name, form in (("composed", "NFC"), ("apart", "NFD")):
        folder = tmp_path / name
        folder.mkdir()
        tables = small().write(folder)
        for path in tables:
            text = unicodedata.normalize(form, path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")
            rows = [line.split(";") for line in text.splitlines()]
            if ending != ".csv" and path.name.startswith("elus-maires"):
                (xlsx if ending == ".xlsx" else ods)(path.with_suffix(ending), rows)
                path.unlink()
        database = folder / "officials.sqlite"
        files = sorted(path for path in folder.iterdir())
        code, _, err = render("officials", "import", *map(str, files), "--database", str(database), "--today",
                              "2023-01-20")
        assert code == 0, err
        answers.append([render("officials", "find", text, "--database", str(database), "--today", "2023-01-20")
                        for text in ("Saint-Laurent-du-Var", unicodedata.normalize(form, "L'Abergement-Clémenciat"))])
    assert answers[0] == answers[1]
    assert [code for code, _, _ in answers[0]] == [0, 0]


def test_a_senders_file_is_read_in_either_form(project: Path, render: Render, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    database = tmp_path / "officials.sqlite"
    tables = map(str, small().write(folder))
    assert render("officials", "import", *tables, "--database", str(database), "--today", "2023-01-20")[0] == 0
    sender = tmp_path / "sender.yaml"
    sent = []
    for form in ("NFC", "NFD"):
        sender.write_text(unicodedata.normalize(form, (
            "name: Zoé Lécuyer\npractice: Cabinet de l'Église\naddress: 12 rue de l'Été\npostcode: '06700'\n"
            "town: Saint-Étienne\nemail: zoe@cabinet.example\n")), encoding="utf-8")
        code, _, err = render("letters", "lettre-maire", "--commune", "Saint-Laurent-du-Var", "--sender", str(sender),
                              "--database", str(database), "--today", "2023-01-20")
        assert code == 0, err
        sent.append({path.name: path.read_bytes() for path in (project / "out").rglob("*.docx")})
        shutil.rmtree(project / "out")
    assert sent[0] == sent[1]
    assert sent[0]


def test_a_font_is_found_whichever_form_its_name_has(tmp_path: Path) -> None:
    from pressroom.files import as_on_disk

    copy_project(tmp_path)
    (tmp_path / apart("é.ttf")).write_bytes(b"")
    assert as_on_disk(tmp_path / "é.ttf").exists()
    assert not as_on_disk(tmp_path / "è.ttf").exists()
