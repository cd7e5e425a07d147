"""A compound ends a line after its own hyphen, which stays in the words that are read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
HEADLINE = '"Votre kiné a besoin [de vous.]{accent}"'


@pytest.fixture
def members(render: Render, edit: Edit, project: Path) -> Path:
    edit("materials/petition.yaml", HEADLINE, '"Masseurs-kinésithérapeutes"')
    code, _, err = render("build", "petition", "--format", "A4")
    assert code == 0, err
    return project / "out/members/petition-A4.pdf"


def test_a_headline_of_one_long_compound_is_set_in_two_lines(members: Path, project: Path) -> None:
    for path in (members, project / "out/press/petition-A4.pdf"):
        document = pypdfium2.PdfDocument(path)
        text = document[0].get_textpage().get_text_bounded()
        document.close()
        assert "Masseurs\u2010\r\nkinésithérapeutes" in text
    assert '"Masseurs-kinésithérapeutes' in (project / "out/manifest.json").read_text(encoding="utf-8")


@pytest.mark.external
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler is not installed")
def test_other_readers_keep_the_hyphen_too(members: Path) -> None:
    text = subprocess.run(["pdftotext", members, "-"], capture_output=True, check=True).stdout.decode()
    assert text.split()[:2] == ["Masseurs\u2010", "kinésithérapeutes"]


def test_a_word_that_has_no_hyphen_is_still_overset(render: Render, edit: Edit) -> None:
    edit("materials/petition.yaml", HEADLINE, '"Masseurs‑kinésithérapeutes"')
    edit("layouts/statement.yaml", "long-words: 22pt/m, ", "")
    code, _, err = render("check", "petition")
    assert code == 1
    assert "the word Masseurs‑kinésithérapeutes is too wide for A4" in err
