"""Commands that are killed at any moment leave nothing behind that a later one must mend by hand."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wear.seal import Sealed

DAY = "2023-01-20"
# How often each command is killed, and the signals: sixty kills, two thirds of which no program can catch.
KILLS = {"build": 20, "site": 12, "letters": 10, "import": 10, "sign-off": 8}
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL, signal.SIGHUP)
ENDED = 30.0  # seconds until a command that was killed has ended
LOOKS = 200  # for its processes, twenty in a second
LATEST = {"build": 5.0, "site": 3.0, "letters": 1.5, "import": 1.5, "sign-off": 1.5}  # seconds: about what each takes
PAUSE = threading.Event()  # never set: waits without a clock's time


def words_of(name: str, project: Path) -> list[str]:
    tables = sorted(path.relative_to(project).as_posix() for path in (project / "tables").iterdir())
    return {"build": ["build", "--fresh"], "site": ["site"], "letters": ["letters"],
            "import": ["officials", "import", *tables, "--today", DAY],
            "sign-off": ["sign-off", "petition", "--by", "Marie", "--on", DAY]}[name]


def content(project: Path) -> dict[str, str]:
    """The digest of every file that the commands leave."""
    found = {}
    for top in ("out", "signoffs", "officials.sqlite"):
        path = project / top
        for each in [path, *path.rglob("*")] if path.is_dir() else [path] if path.exists() else []:
            if each.is_file() and each.name not in (".lock", "officials.sqlite"):
                found[each.relative_to(project).as_posix()] = hashlib.sha256(each.read_bytes()).hexdigest()
    return found


def check_manifest(project: Path) -> int:
    """Every file that the manifest lists is there and is what it says; how many there are."""
    path = project / "out/manifest.json"
    if not path.exists():
        return 0
    files = json.loads(path.read_text(encoding="utf-8"))["files"]
    for entry in files:
        file = project / "out" / entry["path"]
        if file.exists():
            assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"], entry["path"]
    return len(files)


def gone(group: int) -> bool:
    for _ in range(LOOKS):
        with contextlib.suppress(PermissionError):
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return True
        PAUSE.wait(0.05)
    return False


def run_all(sealed: Sealed, *names: str) -> None:
    for name in names:
        code, _, err = sealed.run(*words_of(name, sealed.folder))
        assert code == 0, (name, err)


@pytest.mark.wear
@pytest.mark.parametrize("name", ["sign-off"])
def test_a_killed_command_leaves_no_process_and_no_lock_and_the_next_one_ends_well(
        name: str, small_project: Callable[..., Sealed]) -> None:
    sealed = small_project("petition", "direct-access", "opposition", "lettre-maire", "lettre-depute")
    run_all(sealed, *KILLS)
    run_all(sealed, name, "build", "site")
    reference = content(sealed.folder)
    chance = random.Random(f"{name}, seed 1")
    for number in range(KILLS[name]):
        process = sealed.start(*words_of(name, sealed.folder), "--lang", "en")
        PAUSE.wait(chance.uniform(0.0, LATEST[name]))
        sent = SIGNALS[number % len(SIGNALS)]
        process.send_signal(sent)
        _, err = process.communicate(timeout=ENDED)
        assert "Traceback" not in err, (number, err)
        assert process.returncode in (0, -sent, 128 + sent), (number, process.returncode, err)
        assert gone(process.pid), f"a process outlived {sent.name} of kill {number}"
        check_manifest(sealed.folder)
    run_all(sealed, name, "build", "site")
    assert check_manifest(sealed.folder) > 10
    assert content(sealed.folder) == reference, "nothing is lost, and nothing is left over"
