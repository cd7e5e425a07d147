"""`render.py new NAME --run MATERIAL`: a run with every column of a table, which can be made at once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from pressroom.cli import run
from pressroom.runs.make import make
from pressroom.runs.plan import read
from pressroom.runs.request import RunRequest

NAMES = ("Cabinet", "Ville", "Code", "N° d’ordre", "Nom : prénom", 'dit "le" #1', "Cabinet 2", "{x}", "é", "🙂")


def begun(project: Path, *words: str) -> int:
    return run(project, ["new", "cabinets", "--run", "petition", *words, "--lang", "en"])


@pytest.fixture
def table(project: Path) -> Path:
    """A table that lies elsewhere."""
    path = project.parent / "liste.csv"
    quoted = ";".join('"{}"'.format(name.replace('"', '""')) for name in NAMES)
    path.write_text(f"{quoted}\nDu Port;Nice;A1;1;a;b;c;d;e;f\nDu Lac;Annecy;A2;2;a;b;c;d;e;f\n", encoding="utf-8")
    return path


def test_every_column_of_the_table_has_a_key_and_the_run_can_be_made_at_once(project: Path, table: Path) -> None:
    assert begun(project, "--table", str(table)) == 0
    spec, _ = read(project, "cabinets")
    assert [column.name for column in spec.columns.values()] == [*NAMES]
    assert (project / "materials/runs/liste.csv").read_bytes() == table.read_bytes()
    assert make(RunRequest(project, "cabinets", project / "out")).records == 2 * len(spec.formats)


def test_git_keeps_the_run_and_not_its_table(project: Path, table: Path) -> None:
    subprocess.run(["git", "init", "-q", project], check=True)
    others = ["git", "ls-files", "--others", "--exclude-standard", "materials/runs"]
    assert begun(project, "--table", str(table)) == 0
    seen = subprocess.run(others, cwd=project, text=True, check=True, capture_output=True).stdout.split()
    assert sorted(seen) == ["materials/runs/.gitignore", "materials/runs/cabinets.yaml"]


def test_without_a_table_one_column_is_written_to_fill_in(project: Path) -> None:
    assert begun(project) == 0
    assert yaml.safe_load((project / "materials/runs/cabinets.yaml").read_text(encoding="utf-8"))["columns"]


@pytest.mark.parametrize("words", [
    ("petition", "--run", "petition"), ("../x", "--run", "petition"), ("cabinets", "--run", "petitoin"),
    ("cabinets", "--run", "petition", "--table", "none.csv")])
def test_a_name_that_is_taken_or_none_and_what_is_not_there_write_nothing(
        project: Path, words: tuple[str, ...]) -> None:
    assert run(project, ["new", *words, "--lang", "en"]) != 0
    assert not [*(project / "materials/runs").glob("*.y*ml")] if (project / "materials/runs").exists() else True
    assert not (project / "materials/x.yaml").exists()


def test_a_run_that_is_there_stays_as_it_is(project: Path, table: Path) -> None:
    assert begun(project, "--table", str(table)) == 0
    path = project / "materials/runs/cabinets.yaml"
    path.write_text("title: mine\n", encoding="utf-8")
    assert begun(project, "--table", str(table)) != 0
    assert path.read_text(encoding="utf-8") == "title: mine\n"
