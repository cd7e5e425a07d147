"""Watching the project: groups of changes, and builds that follow them until Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from pressroom.build import watching
from tests.conftest import ROOT

Render = Callable[..., tuple[int, str, str]]
BROKEN = "words: [never closed"


def test_a_file_that_is_written_is_told_once_the_watching_has_begun(tmp_path: Path) -> None:
    (tmp_path / "materials").mkdir()
    (tmp_path / "out").mkdir()
    ended, begun, heard = threading.Event(), threading.Event(), threading.Event()
    seen: list[frozenset[Path]] = []

    def listen() -> None:
        for group in watching.changes(tmp_path, ended):
            seen.append(group)
            (heard if group else begun).set()
    thread = threading.Thread(target=listen)
    thread.start()
    try:
        assert begun.wait(60)
        for name in ("out/a.pdf", "materials/.a.yaml.swp", "materials/a.yaml~", "materials/a.yaml"):
            (tmp_path / name).write_text("title: x", encoding="utf-8")
        assert heard.wait(60)
    finally:
        ended.set()
        thread.join(60)
    assert not thread.is_alive()
    assert not seen[0]
    assert frozenset().union(*seen) == {tmp_path / "materials/a.yaml"}


def test_a_system_that_tells_of_no_changes_is_asked_again_and_again_and_that_is_said_once(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "materials").mkdir()
    asked: list[bool | None] = []
    said: list[str] = []

    def watch(*_: Path, force_polling: bool | None, **__: object) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        asked.append(force_polling)
        if not force_polling:
            raise OSError("No space left on device")
        yield set()
        yield {(watchfiles.Change.modified, "a")}
    monkeypatch.setattr(watchfiles, "watch", watch)
    assert list(watching.changes(tmp_path, polling=lambda: said.append("x"))) == [frozenset(), {Path("a")}]
    assert asked == [None, True]
    assert said == ["x"]


@pytest.mark.parametrize(("kind", "network"), [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True)])
def test_a_drive_that_other_machines_write_to_is_known(tmp_path: Path, kind: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    point = f"{tmp_path}/a drive".replace(" ", "\\040")
    mounts.write_text(f"none / ext4 rw 0 0\nserver {point} {kind} rw 0 0\nnone {tmp_path}/other nfs4 rw 0 0\n", "utf-8")
    assert watching.on_network(tmp_path / "a drive/project", mounts) is network
    assert not watching.on_network(tmp_path, mounts)
    assert not watching.on_network(tmp_path, tmp_path / "none")


def changing(root: Path, monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
    """Instead of a watched folder: each step changes something, and Ctrl-C follows the last."""
    def changes(_root: Path, **_: object) -> Iterator[frozenset[Path]]:
        assert _root == root
        yield frozenset()
        for step in steps:
            step()
            yield frozenset([root])
        raise KeyboardInterrupt
    monkeypatch.setattr(watching, "changes", changes)


def test_a_build_that_watches_survives_a_broken_file_and_ends_with_what_the_last_one_came_to(
        project: Path, render: Render, only: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    only("petition")
    path = project / "materials/petition.yaml"
    good = path.read_text(encoding="utf-8")
    words = ("petition", "--format", "A3", "--edition", "preview", "--watch")
    changing(project, monkeypatch, lambda: path.write_text(BROKEN, "utf-8"), lambda: path.write_text(good, "utf-8"))
    code, out, err = render(*words)
    assert code == 0
    assert "made: previews/petition-A3.png" in out
    assert "materials/petition.yaml:1:8: error" in err
    assert err.count("waiting for changes") == 3
    assert "Traceback" not in err
    changing(project, monkeypatch, lambda: path.write_text(BROKEN, "utf-8"))
    assert render(*words)[0] == 1
    assert (project / "out/previews/petition-A3.png").is_file()
    assert not [*(project / "out").rglob("*.part")]


def test_a_wrong_command_line_is_not_watched(render: Render, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changing(project, monkeypatch)
    code, _, err = render("petition", "--format", "B17", "--watch")
    assert code in (1, 2)
    assert err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_ctrl_c_ends_a_build_that_watches_with_the_code_of_the_last_build(project: Path) -> None:
    (project / "materials/petition.yaml").write_text(BROKEN, "utf-8")
    code = (f"import sys; from pathlib import Path; from pressroom.cli import run; "
            f"sys.exit(run(Path({str(project)!r}), ['petition', '--watch', '--lang', 'en']))")
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        lines = iter(running.stderr.readline, "")
        said = next(line for line in lines if "waiting for changes" in line)
        running.send_signal(signal.SIGINT)
        rest = "".join(lines)
        assert running.wait(60) == 1
    assert said
    assert "ended" in rest
    assert "Traceback" not in rest
