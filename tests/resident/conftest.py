"""A project with a resident process, and its commands run by it or without it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_project

# Exits with 99 where no resident process takes the command, so that a test knows by whom it was run.
ONLY_THERE = ("import os, sys; from pressroom.resident.client import handed_over; "
              "code = handed_over(sys.argv[1], 'pressroom', sys.argv[2:], 60.0); "
              "os._exit(99 if code is None else code)")
ALONE = 99


@dataclass
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str


@dataclass
class Home:
    """A project and the environment of its commands."""

    root: Path
    environment: dict[str, str]

    def command(self, *words: str, there: bool) -> list[str]:
        """The command line that runs `words` in the resident process alone, or without it."""
        if there:
            return [sys.executable, "-c", ONLY_THERE, str(self.root), *words]
        return [sys.executable, "-m", "pressroom", *words]

    def run(self, *words: str, there: bool = True, cwd: Path | None = None, stdin: str = "",
            **environment: str) -> Outcome:
        """Run a command to its end."""
        off = {} if there else {"PRESSROOM_RESIDENT": "off"}
        done = subprocess.run(self.command(*words, there=there), cwd=cwd or self.root, input=stdin, check=False,
                              env={**self.environment, **off, **environment}, capture_output=True, text=True,
                              timeout=120)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str, **options: object) -> subprocess.Popen[str]:
        """Start a command in the resident process."""
        return subprocess.Popen(self.command(*words, there=True), cwd=self.root, env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                **options)  # type: ignore[call-overload,no-any-return]

    def resident(self, code: str = "", **environment: str) -> subprocess.Popen[str]:
        """Start the resident process; it is ready when this returns, or has ended."""
        command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "pressroom", "resident"]
        running = subprocess.Popen(command, cwd=self.root, env={**self.environment, **environment}, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert running.stdout
        running.stdout.readline()
        return running

    @property
    def socket(self) -> Path:
        """Where the resident process listens."""
        return next((self.root / "run/pressroom").glob("*.sock"))


def home(root: Path) -> Home:
    """A home in a folder."""
    (root / "run").mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("PYTHON") and name != "PRESSROOM_RESIDENT"}
    return Home(root, {**environment, "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(root / "run"),
                       "LC_ALL": "C.UTF-8", "LANGUAGE": "en"})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, warm_cache: Path) -> Iterator[Home]:
    """A project with two posters and a resident process, for all tests of a module: none may change it."""
    root = tmp_path_factory.mktemp("served") / "project"
    copy_project(root)
    for path in (root / "materials").rglob("*.yaml"):
        if path.stem not in ("petition", "million", "campaign"):
            path.unlink()
    (root / ".cache").symlink_to(warm_cache)
    place = home(root)
    process = place.resident()
    yield place
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


@pytest.fixture
def own(project: Path, only: Callable[..., None]) -> Iterator[Callable[..., tuple[Home, subprocess.Popen[str]]]]:
    """A project of the test's own; call it to start its resident process."""
    only("petition")
    started: list[subprocess.Popen[str]] = []

    def start(code: str = "", **environment: str) -> tuple[Home, subprocess.Popen[str]]:
        place = home(project) if not started else Home(project, {})
        started.append(place.resident(code, **environment))
        return place, started[-1]
    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=60)
