"""A project to try things on: a copy of this one, small enough to build in a test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

import catalogues
from pressroom.cli import run

ROOT = Path(__file__).resolve().parent.parent
catalogues.refresh()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, which installs every program, a test that needs one and was skipped has not passed."""
    report = yield
    if report.skipped and os.environ.get("CI") and item.get_closest_marker("external"):
        report.outcome = "failed"
        report.longrepr = f"not run in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Converted profiles and drawings, shared by all tests: each test that adds to it adds what any would."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, warm_cache: Path) -> Path:
    """A copy of the campaign that a test may damage."""
    root = tmp_path / "project"
    copy_project(root)
    (root / ".cache").symlink_to(warm_cache)
    return root


@pytest.fixture
def only(project: Path) -> Callable[..., None]:
    """Leave these materials alone in the project: a whole build of them is soon done."""
    def call(*names: str) -> None:
        for path in (project / "materials").rglob("*.yaml"):
            if path.stem not in (*names, "campaign"):
                path.unlink()
    return call


def copy_project(root: Path) -> None:
    """The campaign's specifications and assets, in a new folder."""
    for folder in ("materials", "layouts"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(ROOT / "assets", root / "assets", copy_function=_link)


def _link(source: str, target: str) -> None:
    """Fonts and profiles are linked, texts copied: a test that writes into one must not write into the project."""
    path = Path(source)
    if path.suffix in (".ttf", ".icc"):
        Path(target).symlink_to(path)
    else:
        shutil.copyfile(source, target)


@pytest.fixture
def render(project: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command on the project: exit code, standard output, standard error."""
    def call(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(project, [*words, "--lang", "en"] if "--lang" not in words else list(words))
        told = capfd.readouterr()
        return code, told.out, told.err
    return call


@pytest.fixture
def edit(project: Path) -> Callable[[str, str, str], None]:
    """Replace words in a file of the project; the old ones must be there."""
    def change(file: str, old: str, new: str) -> None:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return change
