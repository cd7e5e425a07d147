"""A site of a few pieces, built once for tests that only read it, and a copy of its project for the others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.cli import run
from pressroom.officials import imports
from tests.conftest import copy_project
from tests.officials.tables import small

MATERIALS = ("campaign", "petition", "join", "triptych-patients", "opposition", "lettre-maire", "lettre-depute")
BASE = "https://campaign.example/page/"


@pytest.fixture(scope="session")
def built(shared: Callable[[str, Callable[[Path], None]], Path], warm_cache: Path) -> Path:
    """A project with a poster, one for members, a triptych, a release, two letters, a register, and its site."""
    return shared("site", lambda folder: _make(folder / "project", warm_cache)) / "project"


def _make(root: Path, warm_cache: Path) -> None:
    copy_project(root)
    (root / ".cache").symlink_to(warm_cache)
    for path in (root / "materials").rglob("*.yaml"):
        if path.stem not in MATERIALS:
            path.unlink()
        else:
            text = path.read_text(encoding="utf-8")
            formats = "[A4, screen]" if path.stem == "petition" else "[A4]"
            path.write_text(re.sub(r"^formats: .*$", f"formats: {formats}", text, flags=re.MULTILINE), encoding="utf-8")
    tables = root / "tables"
    tables.mkdir()
    imports.read_all(small().write(tables), root / "officials.sqlite", "2023-02-01", "")
    assert run(root, ["site", "--base-url", BASE, "--lang", "en"]) == 0


@pytest.fixture
def project(built: Path, tmp_path: Path, warm_cache: Path) -> Path:
    """A copy of the project, with its pieces and its site, that a test may damage."""
    root = tmp_path / "project"
    shutil.copytree(built, root, symlinks=True, ignore=shutil.ignore_patterns(".cache", "tables"))
    (root / ".cache").symlink_to(warm_cache)
    return root


@pytest.fixture
def site(project: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`render.py site` on the copy: exit code, standard output, standard error."""
    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(project, ["site", "--base-url", BASE, "--lang", "en", *words])
        captured = capfd.readouterr()
        return code, captured.out, captured.err
    return call
