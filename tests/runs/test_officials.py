"""A run for the officials of the register: one copy for each of them, and letters as Word files."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pressroom.cli import run as command
from pressroom.findings import Refused
from pressroom.officials import imports
from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.officials.tables import small
from tests.runs.tables import write_run

TODAY = "2023-02-01"
YAML = """title: Une carte
material: petition
formats: [A4]
records: officials
officials: {who: WHO, departments: ["06"]}
columns: {title: {name: title, empty: true}, first: first-name, last: last-name}
words:
  practice: "{record.title}\\n{record.first} {record.last}"
link: petition
"""


@pytest.fixture
def register(project: Path, tmp_path: Path) -> Path:
    imports.read_all(small().write(tmp_path), project / "officials.sqlite", today=TODAY)
    return project / "officials.sqlite"


@pytest.mark.parametrize("who", ["deputies", "senators", "mayors"])
def test_each_official_of_the_departments_gets_a_copy(project: Path, register: Path, who: str) -> None:
    assert register.is_file()
    write_run(project, YAML.replace("WHO", who))
    outcome = make(RunRequest(project, "affiches", project / "out", today=TODAY))
    document = pypdfium2.PdfDocument(outcome.files[0])
    shown = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert outcome.records == len(shown) >= 1
    assert len(set(shown)) == len(shown)


def test_without_a_register_nothing_is_made(project: Path) -> None:
    write_run(project, YAML.replace("WHO", "mayors"))
    with pytest.raises(Refused):
        make(RunRequest(project, "affiches", project / "out", today=TODAY))


def test_letters_to_officials_come_out_as_word_files(project: Path, register: Path) -> None:
    write_run(project, YAML.replace("WHO", "mayors").replace("material: petition", "material: lettre-maire"))
    assert register.is_file()
    command(project, ["run", "affiches", "--lang", "en", "--today", TODAY])
    assert [*(project / "out/letters").glob("**/*.docx")]
