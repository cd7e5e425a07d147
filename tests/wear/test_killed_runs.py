"""A run that is killed at any moment goes on with --resume, and its file is the same, byte by byte."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import copy_project
from tests.runs.tables import rows, write_run, write_table

KILLS, RECORDS = 50, 5_000
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
FILE = "out/runs/affiches/affiches-A4.pdf"
PAUSE = threading.Event()  # never set: waits that read no clock
LOOK = 0.02  # seconds between looks at a command


def prepared(folder: Path) -> None:
    copy_project(folder)
    write_run(folder)
    write_table(folder, rows(RECORDS))


def start(folder: Path, *options: str, most: int = 0) -> subprocess.Popen[str]:
    """Begin the run; no file may be longer than `most` bytes."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(root)}
    return subprocess.Popen([sys.executable, "-m", "pressroom", "run", "affiches", "--workers", "2", *options],
                            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
                            start_new_session=True, preexec_fn=partial(limited, most) if most else None)


def limited(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.fixture(scope="module")
def whole(shared: Callable[[str, Callable[[Path], None]], Path]) -> tuple[Path, str, int]:
    """A project, the digest of the file of an undisturbed run, and how many looks at it there were until it ended."""
    def make(folder: Path) -> None:
        prepared(folder)
        start(folder).communicate(timeout=600)  # fills the cache
        running, looks = start(folder), 0
        while running.poll() is None:
            PAUSE.wait(LOOK)
            looks += 1
        _, err = running.communicate(timeout=600)
        assert (folder / FILE).is_file(), err
        (folder / "looks").write_text(str(looks), encoding="utf-8")
    folder = shared("run", make)
    return (folder, hashlib.sha256((folder / FILE).read_bytes()).hexdigest(),
            int((folder / "looks").read_text(encoding="utf-8")))


@pytest.mark.wear
@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(number: int, tmp_path: Path,
                                                           whole: tuple[Path, str, int]) -> None:
    source, digest, looks = whole
    folder = tmp_path / "project"
    prepared(folder)
    (folder / ".cache").symlink_to(source / ".cache")
    chance = random.Random(f"run {number}, seed 1")
    running = start(folder)
    PAUSE.wait(chance.uniform(0.05, 0.95) * looks * LOOK)
    sent = chance.choice(SIGNALS)
    running.send_signal(sent)
    _, err = running.communicate(timeout=600)
    assert "Traceback" not in err, err
    target = folder / FILE
    if target.exists():
        assert hashlib.sha256(target.read_bytes()).hexdigest() == digest, "nothing half written has the file's name"
    _, err = start(folder, "--resume").communicate(timeout=600)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == digest, err
    assert [path.name for path in (folder / "out/runs").iterdir() if path.is_dir()] == ["affiches"]


@pytest.mark.wear
def test_what_was_drafted_before_a_fall_is_not_drafted_again(tmp_path: Path, whole: tuple[Path, str, int]) -> None:
    source, _, looks = whole
    folder = tmp_path / "project"
    prepared(folder)
    (folder / ".cache").symlink_to(source / ".cache")
    running = start(folder)
    parts = folder / "out/runs/.affiches"
    for _ in range(looks + 500):
        if len([*parts.glob("*.draft")]) >= 8:
            break
        PAUSE.wait(LOOK)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    before = {path.name: path.stat().st_mtime_ns for path in parts.glob("*.draft")}
    again = start(folder, "--resume")
    for _ in range(looks + 500):
        if (parts / "affiches-A4.pdf.unfinished").exists() or again.poll() is not None:
            break
        PAUSE.wait(LOOK)
    kept = {path.name: path.stat().st_mtime_ns for path in parts.glob("*.draft")}
    again.communicate(timeout=600)
    assert len(before) >= 8
    assert {name: kept.get(name) for name in before} == before


@pytest.mark.wear
@pytest.mark.parametrize("most", [100, 100_000, 2_000_000])
def test_a_file_that_cannot_be_written_whole_is_one_error_and_the_run_goes_on_with_room(
        most: int, tmp_path: Path, whole: tuple[Path, str, int]) -> None:
    source, digest, _ = whole
    folder = tmp_path / "project"
    prepared(folder)
    (folder / ".cache").symlink_to(source / ".cache")
    failing = start(folder, most=most)
    _, err = failing.communicate(timeout=600)
    told = err.count("cannot be written: File too large")
    assert (failing.returncode, "Traceback" in err, told) == (1, False, 1), err
    assert not (folder / FILE).exists()
    start(folder, "--resume").communicate(timeout=600)
    assert hashlib.sha256((folder / FILE).read_bytes()).hexdigest() == digest
