"""Letters for a commune in the studio: looked up in the register, and downloaded as Word files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pressroom.studio import sending
from tests.letters import wordfile
from tests.officials.tables import small
from tests.studio.browser import Client

Render = Callable[..., tuple[int, str, str]]
DAY = "2023-01-20"
SENDER = {"name": "Zoë O’Brien", "practice": 'Cabinet "du Port" & <associés>',
          "address": "12 rue de l'Église\nBâtiment B", "postcode": "06700", "town": "Saint-Laurent-du-Var",
          "email": "zoe@cabinet.example", "place": ""}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "today", lambda: DAY)


@pytest.fixture
def register(project: Path, tmp_path: Path, render: Render) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    code, _, err = render("officials", "import", *map(str, small().write(folder)), "--today", DAY)
    assert code == 0, err
    return project / "officials.sqlite"


@pytest.fixture
def registered(register: Path, client: Client) -> Client:  # noqa: ARG001 - the studio opens when the register is there
    return client


def find(client: Client, commune: str, **more: Any) -> Any:
    answer = client.post("/letters/find", {"commune": commune, **more}, Accept_Language="en")
    assert answer.status == 200, answer.text
    return answer.values


def word_files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_without_a_register_the_page_says_how_to_import_it_and_has_letters_with_blanks(client: Client) -> None:
    page = client.get("/letters", Accept_Language="fr")
    assert page.status == 200
    assert "officials import elus-maires.csv" in page.text
    assert 'id="find"' not in page.text
    answer = client.post("/letters/find", {"commune": "Nice"})
    assert (answer.status, answer.values["findings"][0]["code"]) == (422, "officials-database")
    files = word_files(client.get("/letters/blank").content)
    assert sorted(files) == ["lettre-depute.docx", "lettre-maire.docx", "lettre-ministre-deleguee.docx",
                             "lettre-ministre.docx", "lettre-senateur.docx"]


def test_a_commune_has_its_recipients_each_with_their_letters(registered: Client) -> None:
    found = find(registered, "06700")
    assert found["commune"].startswith("Saint-Laurent-du-Var")
    offices = [one["office"] for one in found["recipients"]]
    assert offices[:2] == ["maire", "depute"]
    assert set(offices) == {"maire", "depute", "senateur", "ministre", "ministre-deleguee"}
    for one in found["recipients"]:
        [file] = one["files"]
        assert file.startswith(f"lettre-{one['office']}")
        if one["office"] == "senateur":
            assert one["name"].split()[-1].lower().replace("é", "e") in file
    assert found["canWrite"]


def test_the_word_files_are_those_of_the_command_with_the_sender(registered: Client, project: Path, render: Render,
                                                                 tmp_path: Path) -> None:
    answer = registered.post("/letters/word", {"commune": "06700", "sender": SENDER})
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    sender = tmp_path / "cabinet.yaml"
    sender.write_text(yaml.safe_dump({key: value for key, value in SENDER.items() if value}, allow_unicode=True),
                      encoding="utf-8")
    assert render("letters", "--commune", "06700", "--sender", str(sender), "--today", DAY)[0] == 0
    [folder] = [path for path in (project / "out/letters").iterdir() if path.is_dir()]
    assert f'filename="{folder.name}.zip"' in answer.headers["content-disposition"]
    assert word_files(answer.content) == {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def test_one_letter_is_a_word_file_and_no_field_of_the_sender_is_kept(registered: Client, project: Path) -> None:
    answer = registered.post("/letters/word", {"commune": "06700", "sender": SENDER, "file": "lettre-maire.docx"})
    assert answer.headers["content-disposition"] == 'attachment; filename="lettre-maire.docx"'
    assert wordfile.texts(answer.content)["signature"] == "Zoë O’Brien"
    kept = [path for path in project.rglob("*") if path.is_file() and not path.is_symlink()
            and b"O\xe2\x80\x99Brien" in path.read_bytes()]
    assert kept == []


def test_a_name_that_many_communes_have_or_none_is_answered_with_those_that_are_meant(registered: Client) -> None:
    assert find(registered, "Saint-Lauren")["candidates"] or find(registered, "Saint-Lauren")["recipients"]
    none = find(registered, "Zzyzx")
    assert (none["recipients"], none["isKnown"]) == ([], False)


def test_a_sender_without_a_name_and_signs_that_word_cannot_hold_are_told(registered: Client) -> None:
    answer = registered.post("/letters/word", {"commune": "06700", "sender": {**SENDER, "name": ""}})
    assert (answer.status, answer.values["findings"][0]["code"]) == (422, "missing-key")
    answer = registered.post("/letters/word", {"commune": "06700", "sender": {**SENDER, "name": "Ada\x07"}})
    assert (answer.status, answer.values["findings"][0]["code"]) == (422, "unprintable-sign")


def test_tables_from_before_an_election_write_no_letter_and_say_so(registered: Client,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "today", lambda: "2026-11-30")
    found = find(registered, "06700")
    assert not found["canWrite"]
    assert "officials-before-election" in [item["code"] for item in found["findings"]]
    assert registered.post("/letters/word", {"commune": "06700"}).status == 422


@pytest.mark.parametrize("body", [
    {}, {"commune": ""}, {"commune": 7}, {"commune": "x" * 500}, {"commune": "06700", "constituency": "1"},
    {"commune": "06700", "constituency": -1}, {"commune": "06700", "sender": []},
    {"commune": "06700", "sender": {"extra": "x"}}, {"commune": "06700", "sender": {"name": 3}},
    {"commune": "06700", "sender": {"name": "a" * 500}}])
def test_requests_that_make_no_sense_are_answered(registered: Client, body: Any) -> None:
    assert registered.post("/letters/word", body).status == 400


@pytest.mark.parametrize("file", ["../../etc/passwd", "lettre-maire", "SHA256SUMS", "lettre-maire.docx\r\nX: y"])
def test_a_file_is_one_of_the_letters_and_never_a_path(registered: Client, file: str) -> None:
    assert registered.post("/letters/word", {"commune": "06700", "file": file}).status == 404
