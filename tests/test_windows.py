"""Windows, as far as another system can show: without what it lacks, and with what it refuses refused."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import file_lock, file_moves, files
from pressroom.processes import can_fork
from tests.conftest import ROOT
from tests.windows import fake_msvcrt

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="not run: it looks up open files in /proc")

BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from tests.windows import as_on_windows; as_on_windows()\n"
RUN = "from pathlib import Path; from pressroom.cli import run; sys.exit(run(Path(sys.argv[2]), sys.argv[3:]))"
IMPORT = """import importlib, pkgutil, pressroom
for one in pkgutil.walk_packages(pressroom.__path__, "pressroom."):
    importlib.import_module(one.name)
print(len([name for name in sys.modules if name.startswith("pressroom.")]))
"""


def on_windows(code: str, *words: str | Path) -> str:
    ended = subprocess.run([sys.executable, "-X", "warn_default_encoding", "-c", BEGIN + code, ROOT, *words], text=True,
                           capture_output=True, timeout=280, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_every_module_is_imported_without_what_windows_lacks() -> None:
    assert int(on_windows(IMPORT)) > 400


def test_a_poster_and_the_site_are_made_without_what_windows_lacks_and_of_the_same_bytes(
        project: Path, only: Callable[..., None], render: Callable[..., tuple[int, str, str]]) -> None:
    only("petition")
    petition = project / "materials/petition.yaml"
    text = re.sub(r"^formats: .*$", "formats: [A4]", petition.read_text(encoding="utf-8"), flags=re.MULTILINE)
    petition.write_text(text, encoding="utf-8", newline="\r\n")
    assert "made" in on_windows(RUN, project, "--lang", "en")
    assert "up to date" in on_windows(RUN, project, "--lang", "en")
    on_windows(RUN, project, "site", "--base-url", "https://example.org/")
    there = {path.relative_to(project / "out"): path.read_bytes() for path in (project / "out").rglob("*.pdf")}
    shutil.rmtree(project / "out")
    assert render("--fresh")[0] == 0
    assert {path: content for path, content in there.items() if path.parts[0] != "site"} == {
        path.relative_to(project / "out"): path.read_bytes() for path in (project / "out").rglob("*.pdf")}


@pytest.fixture(params=["linux", "win32"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "win32":
        monkeypatch.setitem(sys.modules, "msvcrt", fake_msvcrt())
        monkeypatch.setattr(sys, "platform", "win32")
    return str(request.param)


@pytest.mark.usefixtures("platform")
def test_a_locked_file_is_locked_for_others_until_its_descriptor_is_closed(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"content")
    first, second = (os.open(tmp_path / "lock", os.O_RDWR) for _ in range(2))
    assert file_lock.lock_at_once(first)
    assert not file_lock.lock_at_once(second)
    assert os.read(second, 7) == b"content"
    has_it = threading.Event()
    waiting = threading.Thread(target=lambda: (file_lock.lock(second), has_it.set()))
    waiting.start()
    assert not has_it.wait(0.3)
    os.close(first)
    assert has_it.wait(20)
    waiting.join()
    os.close(second)


@pytest.mark.usefixtures("platform")
def test_a_file_that_cannot_be_locked_is_an_error_and_never_a_lock(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    descriptor = os.open(tmp_path / "lock", os.O_RDWR)
    os.close(descriptor)
    with pytest.raises(OSError, match="descriptor"):
        file_lock.lock_at_once(descriptor)


def refusing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """`os.replace` refuses so many times, as where another program has the file open."""
    real, attempts = os.replace, list[str]()

    def replace(source: str, target: str) -> None:
        attempts.append(target)
        if len(attempts) <= times:
            raise PermissionError(13, "in use", target)
        real(source, target)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(file_moves, "_SECONDS", 0.001)
    return attempts


def test_a_file_that_is_open_elsewhere_for_a_moment_is_replaced_on_windows(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_text("new", encoding="utf-8")
    attempts = refusing(3, monkeypatch)
    monkeypatch.setattr(sys, "platform", "win32")
    file_moves.replace(tmp_path / "new", tmp_path / "old")
    assert len(attempts) == 4
    assert (tmp_path / "old").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(("system", "count"), [("win32", 21), ("linux", 1)])
def test_a_file_that_stays_open_is_an_error_after_a_while(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, count: int) -> None:
    (tmp_path / "new").write_text("new", encoding="utf-8")
    attempts = refusing(1000, monkeypatch)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(PermissionError):
        file_moves.replace(tmp_path / "new", tmp_path / "old")
    assert len(attempts) == count


@pytest.mark.parametrize("name", [
    "con", "NUL", "aux.yaml", "com1", "LPT9.tar.gz", "com²", "con .txt", "a.", "a ", "a:b",
    "C:", "a|b", "what?", "a*", "<a>", 'a"b', "a\\b", "a/b", "a\tb", ""])
def test_names_that_windows_does_not_allow_are_known(name: str) -> None:
    assert not files.is_name_everywhere(name)


@pytest.mark.parametrize("name", ["petition", "con-a3", "console.yaml", ".cache", "a.b", "Étude 3", "com10", "nul-"])
def test_names_that_every_system_allows_are_known(name: str) -> None:
    assert files.is_name_everywhere(name)


def test_a_path_with_a_drive_a_device_or_a_stream_leads_nowhere_on_windows(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    assert files.is_inside(tmp_path, "pictures/a.jpg")
    for name in ("C:/a.jpg", "pictures/a.jpg:stream", "pictures/nul", "a./b"):
        assert not files.is_inside(tmp_path, name)


def test_no_piece_is_named_as_a_device_of_windows(
        project: Path, render: Callable[..., tuple[int, str, str]], only: Callable[..., None]) -> None:
    only("petition")
    for words in (("new", "con", "--layout", "statement"), ("new-printer", "aux")):
        code, out, err = render(*words)
        assert code == 2
        assert "of a device of Windows" in out + err
    (project / "materials/petition.yaml").rename(project / "materials/nul.yaml")
    code, out, err = render("check")
    assert code == 1
    assert "nul cannot name a piece" in out + err


def test_processes_are_not_copied_where_the_system_does_not_bear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_fork()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not can_fork()
