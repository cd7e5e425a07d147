"""The installed command works on the project around the folder in which it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pressroom(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m pressroom` called in a folder."""
    return subprocess.run([sys.executable, "-m", "pressroom", *words], cwd=folder, capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C"})


def test_it_is_found_from_a_folder_deep_inside(project: Path) -> None:
    done = pressroom(project / "assets/pictures", "list", "layouts")
    assert done.returncode == 0, done.stderr
    assert "statement\tStatement" in done.stdout


@pytest.mark.parametrize("words", [(), ("check",), ("list", "layouts"), ("preflight", "x.pdf", "--printer", "online")])
def test_without_one_it_says_so_and_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = pressroom(tmp_path, *words)
    assert done.returncode == 2
    assert "[no-project]" in done.stderr
    assert str(tmp_path) in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("--version",), ("explain", "unknown-key"), ("list", "checks"),
                                   ("list", "elements")])
def test_what_needs_no_project_runs_without_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = pressroom(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert list(tmp_path.iterdir()) == []


def test_hints_and_help_name_the_command_that_was_typed(project: Path) -> None:
    assert "`pressroom list`" in pressroom(project, "explain", "unknown-name").stdout
    assert "usage: pressroom" in pressroom(project, "--help").stdout
    ours = subprocess.run([sys.executable, ROOT / "render.py", "explain", "unknown-name", "--lang", "en"],
                          capture_output=True, text=True, check=True).stdout
    assert "`render.py list`" in ours
