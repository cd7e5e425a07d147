"""Runs on their way to the printer: proofs of any row, the package with its ticket, and the approval."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from pressroom.cli import run as command
from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.runs.tables import YAML, rows, write_run, write_table

LONG = ("Cabinet de kinésithérapie du sport et de la rééducation", "59650 Villeneuve-d’Ascq", "9")


@pytest.fixture
def named(project: Path) -> Path:
    """A project whose printer has a name, and a run of four rows."""
    preset = project / "assets/printers/online.yaml"
    text = preset.read_text(encoding="utf-8")
    start = text.index("imprint: {")
    rest = text[text.index("}", start) + 1:]
    preset.write_text(f'{text[:start]}imprint: {{name: "Imprimerie", address: "Lyon"}}{rest}', encoding="utf-8")
    write_run(project)
    write_table(project, [*rows(3), LONG])
    return project


def said(project: Path, *words: str) -> int:
    return command(project, [*words, "--lang", "en"])


@pytest.mark.parametrize(("row", "number"), [("first", 2), ("last", 5), ("longest", 5), ("3", 3)])
def test_a_proof_shows_the_row_that_is_asked_for(named: Path, row: str, number: int) -> None:
    assert said(named, "proof", "affiches", "--row", row) == 0
    assert (named / f"out/proofs/affiches-A4-row-{number}-proof.png").is_file()


def test_a_row_that_is_not_there_is_no_proof(named: Path) -> None:
    assert said(named, "proof", "affiches", "--row", "99") != 0
    assert said(named, "proof", "affiches", "--row", "widest") == 2


def test_the_package_says_how_many_records_it_holds_and_when_they_are_deleted(named: Path) -> None:
    assert said(named, "package", "affiches") != 0, "the run is not made yet"
    make(RunRequest(named, "affiches", named / "out"))
    assert said(named, "package", "affiches", "--copies", "1") == 0
    [path] = (named / "out/printers").glob("*/*.zip")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        [ticket] = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith("ticket.json")]
        proofs = [name for name in archive.namelist() if name.endswith(".png")]
    assert ticket["people"]["records"] == 4
    assert len(ticket["people"]["delete_by"]) == 10
    assert ticket["file"]["pages"] == 4
    assert len(proofs) == 2
    (named / "out/runs/affiches/affiches-A4.pdf").write_bytes(b"changed")
    assert said(named, "package", "affiches") != 0


def test_a_run_is_signed_by_its_table_and_its_material(named: Path) -> None:
    make(RunRequest(named, "affiches", named / "out"))
    assert said(named, "sign-off", "affiches", "--by", "Élise", "--on", "2026-11-30") == 0
    assert (named / "signoffs/run-affiches.yaml").is_file()

    def told() -> set[str]:
        return {item.code for item in make(RunRequest(named, "affiches", named / "out")).findings}
    assert "signed-holds" in told()
    write_table(named, [*rows(3), ("Autre", "Lyon", "7")])
    assert "signed-differs" in told()
    write_table(named, [*rows(3), LONG])
    material = named / "materials/petition.yaml"
    material.write_text(material.read_text(encoding="utf-8").replace("version: 1", "version: 2"), encoding="utf-8")
    assert "signed-differs" in told()


def test_a_run_of_files_is_signed_by_all_of_them_and_names_none(named: Path) -> None:
    write_run(named, f'{YAML}as: files\nname: "{{record.practice}}"\n')
    make(RunRequest(named, "affiches", named / "out"))
    folder = named / "out/runs/affiches"
    assert "cabinet" not in (folder / "run.json").read_text(encoding="utf-8").lower()
    assert said(named, "sign-off", "affiches", "--by", "Élise", "--on", "2026-11-30") == 0
    assert "signed-holds" in {item.code for item in make(RunRequest(named, "affiches", named / "out")).findings}
    next(folder.glob("*.pdf")).write_bytes(b"changed")
    assert said(named, "sign-off", "affiches", "--by", "Élise", "--on", "2026-11-30") != 0


def test_the_package_of_a_run_whose_name_looks_like_a_format_has_the_size_of_its_own(named: Path) -> None:
    write_run(named, YAML.replace("formats: [A4]", "formats: [A4, A3]"), name="x-A3")
    make(RunRequest(named, "x-A3", named / "out"))
    assert said(named, "package", "x-A3") == 0
    for path in sorted((named / "out/printers").glob("*/*.zip")):
        with zipfile.ZipFile(path) as archive:
            [ticket] = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith("ticket.json")]
        assert ticket["people"]["records"] == 4
        assert ticket["format"]["name"] == path.stem.removeprefix("x-A3-")


def test_forgetting_a_run_names_its_packages_and_its_proofs(named: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(RunRequest(named, "affiches", named / "out"))
    assert said(named, "package", "affiches") == 0
    assert said(named, "proof", "affiches") == 0
    capsys.readouterr()
    assert said(named, "forget", "affiches") == 0
    left = [line for line in capsys.readouterr().out.splitlines() if "not removed" in line]
    assert any("printers/online/affiches-A4.zip" in line for line in left)
    assert any("proofs/affiches-A4-row-" in line for line in left)


def test_what_is_written_down_of_a_run_has_no_word_of_it(named: Path) -> None:
    make(RunRequest(named, "affiches", named / "out"))
    record = (named / "out/runs/affiches/run.json").read_text(encoding="utf-8")
    assert json.loads(record)["records"] == 4
    assert "Cabinet" not in record
