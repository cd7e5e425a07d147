"""A run and its table, for the tests of runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

HEADER = ("Cabinet", "Ville", "Code")
YAML = """title: Une affiche par cabinet
material: petition
formats: [A4]
records: cabinets.csv
columns: {practice: Cabinet, town: Ville, code: Code}
words:
  practice: "{record.practice}\\n{record.town}"
link: {key: petition, parameters: {c: "{record.code}"}}
"""


def rows(count: int) -> list[tuple[str, str, str]]:
    """Practices of which no two are alike."""
    towns = ("75001 Paris", "13008 Marseille", "93200 Saint-Denis", "72000 Le Mans", "59650 Villeneuve-d’Ascq")
    return [(f"Cabinet n° {number}", towns[number % len(towns)], f"{number:05d}") for number in range(count)]


def write_table(project: Path, records: Iterable[Sequence[str]], header: Sequence[str] = HEADER,
                name: str = "cabinets.csv") -> Path:
    """The table of a run, beside it."""
    path = project / "materials/runs" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(header)
        writer.writerows(records)
    return path


def write_run(project: Path, yaml: str = YAML, name: str = "affiches") -> None:
    """The file of a run."""
    (project / "materials/runs").mkdir(exist_ok=True)
    (project / f"materials/runs/{name}.yaml").write_text(yaml, encoding="utf-8")
