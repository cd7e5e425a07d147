"""Runs that cannot be laid on sheets for the cutter."""

from __future__ import annotations

from pressroom.findings import Finding
from tests.faults.bench import Bench, trips

_RUN = """title: Une affiche par cabinet
material: {material}
formats: [A4]
records: cabinets.csv
columns: {{code: Code}}
link: {{key: petition, parameters: {{c: "{{record.code}}"}}}}
"""


def _imposed(bench: Bench, paper: str, material: str = "petition") -> list[Finding]:
    bench.write("materials/runs/affiches.yaml", _RUN.format(material=material))
    bench.write("materials/runs/cabinets.csv", "Code\n00001\n")
    return bench.run("run", "affiches", "--impose", paper)


@trips("run-paper")
def run_on_a_paper_that_does_not_exist(bench: Bench) -> list[Finding]:
    return _imposed(bench, "SRA9")


@trips("run-paper-small")
def run_on_a_paper_that_is_too_small(bench: Bench) -> list[Finding]:
    return _imposed(bench, "A4")


@trips("run-not-imposed")
def run_of_several_pages_on_sheets_for_the_cutter(bench: Bench) -> list[Finding]:
    return _imposed(bench, "SRA2", "triptych-access")
