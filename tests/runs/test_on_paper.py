"""A run of a thousand, read on paper: by Poppler, by a reader of codes, and as Ghostscript draws it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.conftest import copy_project
from tests.runs.tables import rows, write_run, write_table

RECORDS = 1_000
PAGES = sorted(random.Random("pages of a run, seed 1").sample(range(RECORDS), int(os.environ.get("RUN_PAGES", "60"))))
FILE = "out/runs/affiches/affiches-A4.pdf"


@pytest.fixture
def run(shared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The finished file of a run."""
    def prepared(folder: Path) -> None:
        copy_project(folder)
        write_run(folder)
        write_table(folder, rows(RECORDS))
        make(RunRequest(folder, "affiches", folder / "out"))
    return shared("thousand", prepared) / FILE


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        assert "CI" not in os.environ, f"CI installs {name}"
        pytest.skip(f"{name} is not on this machine")
    return found


@pytest.mark.external
def test_poppler_reads_on_each_page_the_words_of_its_row(run: Path) -> None:
    text = subprocess.run([program("pdftotext"), "-q", str(run), "-"], check=True, capture_output=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) == RECORDS
    for (practice, town, _), page in zip(rows(RECORDS), pages, strict=True):
        words = " ".join(page.split()).replace("\u2010", "-").replace("- ", "-")
        assert f"{practice} {town}" in words
    every = [practice for practice, _, _ in rows(RECORDS)]
    for at in PAGES:
        words = set(" ".join(pages[at].split()).replace("\u00a0", " ").split("Cabinet ")[1:])
        assert len(words) == 1, f"only {every[at]} is named"


@pytest.mark.external
def test_the_code_that_ghostscript_draws_on_each_page_leads_to_the_address_of_its_row(run: Path,
                                                                                     tmp_path: Path) -> None:
    chosen = ",".join(str(at + 1) for at in PAGES)
    subprocess.run([program("gs"), "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pnggray", "-r80",
                    f"-sPageList={chosen}", "-o", str(tmp_path / "%04d.png"), str(run)], check=True)
    drawn = sorted(tmp_path.glob("*.png"))
    assert len(drawn) == len(PAGES)
    for at, path in zip(PAGES, drawn, strict=True):
        with Image.open(path) as image:
            [found] = zxingcpp.read_barcodes(image)
        assert found.text == f"https://chng.it/2pnk55wX?c={at:05d}"
