"""Mistakes on the way to a new project, in where a command is called, and in the set-up of a checkout."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable
from unittest import mock

from pressroom.cli import run
from pressroom.cli.console import Console
from pressroom.findings import Finding
from pressroom.text import translation
from tests.faults.bench import Bench, trips

GOOD = {"--name": "Fédération des infirmières", "--site": "infirmieres.example", "--colour": "#00695c"}


def shown(call: Callable[[], int]) -> list[Finding]:
    """What a call shows, while nobody sits at the terminal."""
    seen: list[Finding] = []

    def findings(_: Console, items: Iterable[Finding]) -> None:
        seen.extend(items)
    with mock.patch.object(Console, "findings", findings), mock.patch("sys.stdin", io.StringIO()):
        call()
    return seen


def begun(bench: Bench, **other: str) -> list[Finding]:
    """`init` with good options, but for these."""
    options = {**GOOD, **{f"--{name}": value for name, value in other.items()}}
    words = [part for option, value in options.items() if value for part in (option, value)]
    return shown(lambda: run(None, ["init", str(bench.root / "new"), *words, "--lang", "en"]))


for code, option, value in (
        ("init-name", "name", "Two\nlines"), ("init-link", "link", "Petition=https://example.org"),
        ("init-answer", "campaign", "full"), ("no-colour", "colour", "green"),
        ("brand-ink", "colour", "90,90,90,90"), ("colours-alike", "second-colour", "#00594c"),
        ("init-options", "site", ""), ("init-project", "name", "Donaudampfschifffahrtsgesellschaftsmitte")):
    trips(code)(lambda bench, option=option, value=value: begun(bench, **{option: value}))  # type: ignore[misc]


@trips("init-folder")
def project_in_a_folder_that_is_not_empty(bench: Bench) -> list[Finding]:
    (bench.root / "new").mkdir()
    (bench.root / "new/letter.txt").write_text("mine", encoding="utf-8")
    return begun(bench)


@trips("no-project")
def command_outside_of_a_project(bench: Bench) -> list[Finding]:
    bench.path("materials/campaign.yaml").unlink()
    with contextlib.chdir(bench.root):
        return shown(lambda: run(None, ["build", "--lang", "en"]))


@trips("messages-not-compiled")
def french_that_is_not_compiled(bench: Bench) -> list[Finding]:
    with mock.patch.object(translation, "FOLDER", bench.folder):
        return shown(lambda: run(bench.root, ["explain", "unknown-key", "--lang", "fr"]))


@trips("no-resident")
def folder_of_the_socket_that_others_can_open(bench: Bench) -> list[Finding]:
    bench.path(".cache").unlink()
    bench.path(".cache/resident").mkdir(parents=True)
    bench.path(".cache/resident").chmod(0o755)
    with mock.patch.dict("os.environ", {"XDG_RUNTIME_DIR": ""}):
        return shown(lambda: run(bench.root, ["resident", "--lang", "en"]))
