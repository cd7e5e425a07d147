"""A project to make mistakes in, and the table of the mistakes.

A case is a function that makes one mistake on a bench, as a user would, and returns the findings of it. It names the
codes that it trips; `tests/test_every_code.py` runs each, and holds the table against the codes that are declared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from pressroom.cli import run
from pressroom.cli.console import Console
from pressroom.findings import Finding, Refused, Severity
from tests.conftest import copy_project

PETITION = "materials/petition.yaml"
STATEMENT = "layouts/statement.yaml"
FOOT = "layouts/parts/foot.yaml"
BRAND = "assets/brand.yaml"
CAMPAIGN = "materials/campaign.yaml"
ONLINE = "assets/printers/online.yaml"


class Bench:
    """A copy of the project in a folder, and the command on it.

    Attributes:
        folder: where it lies; empty but for the copy.
        root: the copy.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.root = folder / "project"
        copy_project(self.root)
        (self.root / ".cache").symlink_to(cache)

    def path(self, name: str) -> Path:
        """A file of the project, in a folder that is there."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, content: str | bytes) -> Path:
        """A new file of the project, or another content of one."""
        path = self.path(name)
        path.unlink(missing_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a file of the project; the old ones must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def keep(self, *names: str, formats: str = "[A4]") -> None:
        """Leave these materials alone in the project, in one format: a whole build of them is soon done."""
        for path in (self.root / "materials").rglob("*.yaml"):
            if path.stem not in (*names, "campaign"):
                path.unlink()
            else:
                text = path.read_text(encoding="utf-8")
                path.write_text(re.sub(r"^formats: .*$", f"formats: {formats}", text, flags=re.MULTILINE), "utf-8")

    def run(self, *words: str) -> list[Finding]:
        """Run the command; the findings that it shows."""
        seen: list[Finding] = []

        def findings(_: Console, shown: Iterable[Finding]) -> Counter[Severity]:
            told = [*shown]
            seen.extend(told)
            return Counter(item.severity for item in told)
        with mock.patch.object(Console, "findings", findings):
            run(self.root, [*words, "--lang", "en"])
        return seen

    def check(self, name: str = "petition") -> list[Finding]:
        """What `check` says of one material."""
        return self.run("check", name)


Case = Callable[[Bench], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One case of the table.

    Attributes:
        codes: what it trips.
        case: makes the mistake.
    """

    codes: tuple[str, ...]
    case: Case


FAULTS: list[Fault] = []


def trips(*codes: str) -> Callable[[Case], Case]:
    """Enter the decorated function in the table, as what trips these codes."""
    def enter(case: Case) -> Case:
        FAULTS.append(Fault(codes, case))
        return case
    return enter


def edits(*codes: str, name: str, old: str, new: str, of: str = "petition") -> None:
    """Enter a mistake that is one edit of a file, found by `check` of one material."""
    def case(bench: Bench) -> list[Finding]:
        bench.edit(name, old, new)
        return bench.check(of)
    trips(*codes)(case)


def refusal(call: Callable[[], object]) -> list[Finding]:
    """The findings with which a call is refused; none when it is not."""
    try:
        call()
    except Refused as refused:
        return list(refused.findings)
    return []
