"""A project to try things on: a copy of this one, small enough to build in a test."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

import catalogues
from pressroom.cli import run
from pressroom.publish.folder import lock
from tests.wear.figures import pytest_terminal_summary  # noqa: F401  its files are not known to what prints the end

ROOT = Path(__file__).resolve().parent.parent
os.environ["PRESSROOM_RESIDENT"] = "off"  # a developer's own resident process runs no command of a test
catalogues.refresh()
# Ignored under nohup, and in a shell's background: the commands that tests start would inherit that.
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of long_tests.txt are left to `make test-all`."""
    names = long_tests()
    for item in items:
        if item.nodeid.partition("[")[0] in names:
            item.add_marker("wear")


def long_tests() -> frozenset[str]:
    """The names in long_tests.txt."""
    lines = (ROOT / "tests/long_tests.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, which installs every program, a test that was skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"not run in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So has a file of tests that was skipped."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"not run in CI: {report.longrepr}"
    return report


def lend_profiles(project: Path) -> None:
    """Another profile under the names of those that may not be given away: what counts is that they are taken."""
    from pressroom.specs.conditions import FETCHED

    for name in FETCHED:
        (project / "assets/icc" / name).symlink_to(ROOT / "assets/icc/ISOcoated_v2_300_eci.icc")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder for all processes of this run; `make` fills it in the first that asks, while the others wait."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def call(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = base / name, base / f"{name}.locks" / "done"
        with lock(done.parent, lambda: None):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a process left that failed
                folder.mkdir()
                make(folder)
                done.touch()
        return folder
    return call


@pytest.fixture(scope="session")
def warm_cache(shared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """Converted profiles and drawings, shared by all tests: each test that adds to it adds what any would."""
    return shared("cache", lambda _: None)


@pytest.fixture(scope="session")
def catalogue(shared: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """`out/` of the whole campaign, made once in a run: to be read, or copied and damaged."""
    def make(folder: Path) -> None:
        assert run(ROOT, ["build", "--out", os.fspath(folder / "out"), "--lang", "en"]) == 0
    return shared("catalogue", make) / "out"


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
