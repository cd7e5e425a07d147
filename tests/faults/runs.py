"""Mistakes in runs, in their tables, and in what may be kept of people."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from unittest import mock

import xlsxwriter

from pressroom.findings import Finding
from pressroom.runs import decode
from pressroom.runs.make import make
from pressroom.runs.request import RunRequest
from tests.faults.bench import CAMPAIGN, Bench, refusal, trips
from tests.runs.tables import HEADER, YAML, rows, write_run, write_table

TABLE = "materials/runs/cabinets.csv"


def ran(bench: Bench, yaml: str = YAML, table: object = None, *words: str) -> list[Finding]:
    """The findings of a run with this file and these rows, but for what a good one is told, too."""
    write_run(bench.root, yaml)
    if table is None:
        write_table(bench.root, rows(3))
    elif isinstance(table, bytes):
        bench.write(TABLE, table)
    else:
        write_table(bench.root, table)  # type: ignore[arg-type]
    found = bench.run("run", "affiches", *words)
    return [item for item in found if item.code != "run-shortener"]


def changed(*codes: str, old: str, new: str) -> None:
    """Enter a mistake that is one edit of the run."""
    trips(*codes)(lambda bench: ran(bench, YAML.replace(old, new)))


trips("no-such-run")(lambda bench: bench.run("run", "affichs"))
changed("run-name", old="code: Code", new="kode: Code")
changed("records-missing", old="cabinets.csv", new="cabinet.csv")
changed("record-column", old="Ville", new="Commune")
changed("run-link", old='{c: "{record.code}"}', new='{nom: "{record.practice}"}')
changed("run-members", old="records:", new="edition: members\nrecords:")
trips("run-rows")(lambda bench: ran(bench, YAML, None, "--records", "5-2"))
trips("records-none")(lambda bench: ran(bench, YAML, []))
trips("record-cell")(lambda bench: ran(bench, YAML, [("", "Paris", "1")]))
trips("records-table")(lambda bench: ran(bench, YAML, b'Cabinet;Ville;Code\n"a;b;c\n'))
trips("record-name")(lambda bench: ran(bench, f'{YAML}as: files\nname: "affiche"\n'))


@trips("records-skipped")
def rows_left_out(bench: Bench) -> list[Finding]:
    found = ran(bench, YAML, [("", "Paris", "1"), ("Autre", "Lyon", "2")], "--skip-bad")
    return [item for item in found if item.code != "record-cell"]


@trips("run-shortener")
def parameter_of_a_short_address(bench: Bench) -> list[Finding]:
    text = bench.path(CAMPAIGN).read_text(encoding="utf-8")
    bench.write(CAMPAIGN, text.replace("chng.it", "bit.ly"))
    write_run(bench.root)
    write_table(bench.root, rows(1))
    return bench.run("run", "affiches")


@trips("run-kind")
def run_of_a_release(bench: Bench) -> list[Finding]:
    return ran(bench, YAML.replace("material: petition", "material: access"))


@trips("run-scaled")
def run_of_a_banner_at_a_tenth(bench: Bench) -> list[Finding]:
    bench.edit("materials/petition.yaml", "formats: [A4", "distance-m: 12\nformats: [6000x3000mm, A4")
    bench.edit("layouts/statement.yaml", "variant: blue\n", "variant: blue\nmade-for: [portrait, banner]\n")
    return ran(bench, YAML.replace("formats: [A4]", "formats: [6000x3000mm]") + "printer: large-format\n")


@trips("run-draft")
def run_of_a_draft(bench: Bench) -> list[Finding]:
    bench.edit("materials/petition.yaml", "version: 1", "version: 1\nstate: draft")
    return ran(bench)


@trips("record-misfit")
def more_misfits_than_are_told(bench: Bench) -> list[Finding]:
    with mock.patch("pressroom.runs.make.MOST_TOLD", 0):
        return ran(bench, YAML, [("Cabinet " * 90, "Paris", "1"), ("Autre", "Lyon", "2")])[-1:]


@trips("records-tracked")
def table_in_git(bench: Bench) -> list[Finding]:
    write_run(bench.root)
    path = write_table(bench.root, rows(1))
    for words in (["init", "-q"], ["add", "-f", os.fspath(path)]):
        subprocess.run(["git", *words], cwd=bench.root, check=True)
    return refusal(lambda: make(RunRequest(bench.root, "affiches", bench.root / "out")))


@trips("records-not-ignored")
def table_that_git_would_take(bench: Bench) -> list[Finding]:
    subprocess.run(["git", "init", "-q"], cwd=bench.root, check=True)
    return ran(bench)


def of_workbook(*codes: str, name: str = "cabinets.xlsx") -> Callable[[Callable[[Bench], None]], None]:
    """Enter a mistake in a workbook that the decorated function writes."""
    def enter(write: Callable[[Bench], None]) -> None:
        def case(bench: Bench) -> list[Finding]:
            write_run(bench.root, YAML.replace("cabinets.csv", name))
            write(bench)
            return [item for item in bench.run("run", "affiches") if item.code != "run-shortener"]
        trips(*codes)(case)
    return enter


@of_workbook("records-workbook")
def _no_workbook(bench: Bench) -> None:
    bench.write("materials/runs/cabinets.xlsx", b"PK\x03\x04")


@of_workbook("records-zeros")
def _zeros(bench: Bench) -> None:
    with xlsxwriter.Workbook(bench.path("materials/runs/cabinets.xlsx")) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "00000"})
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("Cabinet", "Paris"))
        sheet.write(1, 2, 1000, shown)


@of_workbook("records-sheets")
def _sheets(bench: Bench) -> None:
    with xlsxwriter.Workbook(bench.path("materials/runs/cabinets.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("Cabinet", "Paris", "x1"))
        book.add_worksheet("Autre")


@trips("record-differs")
def copy_whose_code_is_read_as_another(bench: Bench) -> list[Finding]:
    write_run(bench.root)
    write_table(bench.root, rows(1))
    with mock.patch.object(decode, "content", return_value="https://example.org"):
        found = refusal(lambda: make(RunRequest(bench.root, "affiches", bench.root / "out", workers=1)))
    return [item for item in found if item.code != "run-shortener"]


@trips("cluster-open")
def cluster_outside_of_this_machine_in_the_open(bench: Bench) -> list[Finding]:
    return ran(bench, YAML, None, "--cluster", "tcp://render.example:8786")


@trips("cluster-unreachable")
def scheduler_that_does_not_answer(bench: Bench) -> list[Finding]:
    with mock.patch("pressroom.runs.cluster._SECONDS", 0.5):
        return ran(bench, YAML, None, "--cluster", "tcp://127.0.0.1:9")


@trips("cluster-broken")
def cluster_that_ends_in_the_middle(bench: Bench) -> list[Finding]:
    class Client:
        """A cluster of one worker, which gives nothing back."""

        def __init__(self, *_: object, **__: object) -> None:
            self.nthreads = dict

        def scatter(self, *_: object, **__: object) -> None:
            """Nothing is sent."""

        def submit(self, *_: object, **__: object) -> Future[bytes]:
            future: Future[bytes] = Future()
            future.set_exception(OSError("connection lost"))
            return future

        def run(self, *_: object) -> None:
            """Nothing is left there."""

        def close(self) -> None:
            """It has ended."""
    with mock.patch("distributed.Client", Client):
        return ran(bench, YAML, None, "--cluster", "tcp://127.0.0.1:8786")


@trips("run-not-packed")
def package_of_a_run_of_files(bench: Bench) -> list[Finding]:
    preset = bench.root / "assets/printers/online.yaml"
    text = preset.read_text(encoding="utf-8")
    own = 'imprint: {name: "Imprimerie", address: "Lyon"}'
    preset.write_text(text.replace('imprint: {name: "", address: ""}', own),
                      encoding="utf-8")
    ran(bench, f"{YAML}as: files\n")
    return bench.run("package", "affiches")


@trips("cluster-missing")
def cluster_without_dask(bench: Bench) -> list[Finding]:
    known = sys.modules.pop("distributed", None)
    sys.modules["distributed"] = None  # type: ignore[assignment]
    try:
        return ran(bench, YAML, None, "--cluster", "tcp://127.0.0.1:8786")
    finally:
        del sys.modules["distributed"]
        if known:
            sys.modules["distributed"] = known


@trips("record-picture")
def picture_that_is_not_there(bench: Bench) -> list[Finding]:
    bench.edit("materials/direct-access.yaml", "formats: [A4, A3, A2, screen]", "formats: [A4]")
    yaml = YAML.replace("material: petition", "material: direct-access").replace("code: Code", "logo: Code")
    yaml = yaml.replace('link: {key: petition, parameters: {c: "{record.code}"}}',
                        'picture: {column: logo, alt: "Un logo"}')
    return ran(bench, yaml)


@trips("run-officials")
def officials_that_are_not_chosen(bench: Bench) -> list[Finding]:
    return ran(bench, YAML.replace("records: cabinets.csv", "records: officials"))


@trips("run-departments")
def letters_to_the_whole_country(bench: Bench) -> list[Finding]:
    write_run(bench.root, "title: Lettres\nmaterial: lettre-maire\nrecords: officials\nofficials: {who: mayors}\n")
    return bench.run("run", "affiches")


@trips("run-not-made")
def package_of_a_run_that_was_not_made(bench: Bench) -> list[Finding]:
    bench.edit("assets/printers/online.yaml", 'imprint: {name: "", address: ""}',
               'imprint: {name: "Imprimerie", address: "Lyon"}')
    write_run(bench.root)
    write_table(bench.root, rows(1))
    return bench.run("package", "affiches")


@trips("run-row")
def proof_of_no_row(bench: Bench) -> list[Finding]:
    write_run(bench.root)
    write_table(bench.root, rows(1))
    return bench.run("proof", "affiches", "--row", "widest")
