"""Watching the project: groups of changes, and builds that follow them until Ctrl-C."""

from __future__ import annotations

import hashlib
import json
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
            changed = step()
            yield frozenset([changed if isinstance(changed, Path) else root])
        raise KeyboardInterrupt
    monkeypatch.setattr(watching, "changes", changes)
    monkeypatch.setattr(watching, "Following", Following)


class Following:
    """In place of the thread that gathers groups: each one is asked for when the work on the last one has ended."""

    newer = False

    def __init__(self, groups: Iterator[frozenset[Path]]) -> None:
        self.groups = groups

    def __iter__(self) -> Iterator[frozenset[Path]]:
        return self.groups

    def is_newer(self) -> bool:
        return self.newer


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


def manifest_holds(out: Path) -> bool:
    """Whether every file that the manifest names is there with its checksum."""
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    return all(hashlib.sha256((out / item["path"]).read_bytes()).hexdigest() == item["sha256"] for item in files)


def one_word_changed(path: Path) -> Path:
    """Another word in a material; the file that was changed."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Signez la pétition", "Signez donc la pétition", 1), encoding="utf-8")
    return path


def test_after_a_change_the_press_file_of_the_first_format_comes_first_then_its_other_files_then_the_rest(
        project: Path, render: Render, only: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    only("petition", "million")
    editions = ("--edition", "press", "--edition", "preview")
    changing(project, monkeypatch, lambda: one_word_changed(project / "materials/petition.yaml"))
    code, out, err = render("--watch", *editions)
    assert code == 0, err
    after = out.partition("report.html")[2]
    made = [line.removeprefix("made: ") for line in after.splitlines() if line.startswith("made: ")]
    assert made[:2] == ["press/petition-A4.pdf", "previews/petition-A4.png"]
    assert sorted(made) == sorted(f"{edition}/petition-{format_name}.{ending}"
                                  for edition, ending in (("press", "pdf"), ("previews", "png"))
                                  for format_name in ("A4", "A3", "A2", "400x600mm"))
    assert manifest_holds(project / "out")


def test_a_newer_change_ends_a_build_between_two_pieces_and_what_was_finished_stands(
        project: Path, render: Render, only: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    only("petition", "million")
    material = project / "materials/petition.yaml"
    asked: list[bool] = []

    def is_newer(_: object) -> bool:
        asked.append(not asked and "Signez donc" in material.read_text(encoding="utf-8"))
        return asked[-1]

    def saved_again() -> Path:
        assert asked == [True]
        assert manifest_holds(project / "out")
        return material

    def change() -> Path:
        asked.clear()
        return one_word_changed(material)
    changing(project, monkeypatch, change, saved_again)
    monkeypatch.setattr(Following, "is_newer", is_newer)
    code, out, err = render("--watch", "--edition", "press", "--edition", "preview")
    assert code == 0, err
    first, _, later = out.partition("report.html")[2].partition("press/petition-A4.pdf")
    assert first.strip() == "made:"
    made = [line.removeprefix("made: ") for line in later.splitlines() if line.startswith("made: ")]
    assert made[0] == "previews/petition-A4.png"
    assert len(made) == 7
    assert err.count("waiting for changes") == 2
    assert manifest_holds(project / "out")


def test_a_changed_layout_has_the_material_that_was_changed_last_made_first(
        project: Path, render: Render, only: Callable[..., None], edit: Callable[[str, str, str], None],
        monkeypatch: pytest.MonkeyPatch) -> None:
    only("petition", "join")
    layout = "layouts/statement.yaml"
    (project / "materials/join.yaml").write_text(
        (project / "materials/petition.yaml").read_text(encoding="utf-8"), encoding="utf-8")

    def change_layout() -> Path:
        edit(layout, "variant: blue", "variant: white")
        return project / layout
    changing(project, monkeypatch, lambda: one_word_changed(project / "materials/petition.yaml"), change_layout)
    code, out, err = render("--watch", "--edition", "press", "--format", "A3")
    assert code == 0, err
    made = [line for line in out.splitlines() if line.startswith("made: ")]
    assert made[2:] == ["made: press/petition-A3.pdf", "made: press/petition-A3.pdf", "made: press/join-A3.pdf"]


def test_what_changes_during_the_work_on_a_group_is_told_at_once_and_comes_as_one_group() -> None:
    gathered = threading.Event()

    def groups() -> Iterator[frozenset[Path]]:
        yield frozenset()
        assert begun.wait(60)
        yield frozenset([Path("a")])
        yield frozenset([Path("b")])
        gathered.set()
    begun, seen = threading.Event(), []
    following = watching.Following(groups())
    for group in following:
        seen.append((group, following.is_newer()))
        begun.set()
        assert gathered.wait(60)
    assert seen == [(frozenset(), False), ({Path("a"), Path("b")}, False)]


def test_a_project_that_can_no_longer_be_watched_is_an_error_and_not_the_end() -> None:
    def groups() -> Iterator[frozenset[Path]]:
        yield frozenset()
        raise OSError("no watches left")
    with pytest.raises(OSError, match="no watches left"):
        list(watching.Following(groups()))
