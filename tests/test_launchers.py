"""What starts the studio by a double click: run with a stub for Python; the one for Windows is read."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from pressroom.specs import starter_files
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="not run: there is no POSIX shell")

BAT = "Studio.bat"
SHELL = ("studio.sh", "Studio.command")
# A Python that writes down what it is asked for, and makes an environment that has pressroom after pip.
STUB = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  "-m venv .venv")
    echo "$0 $*" >> "$LOG"
    mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *"import pressroom"*) test -f .venv/ready ;;
  *"pip install"*)
    echo "pip $*" >> "$LOG"
    test -z "$OFFLINE" || exit 1
    touch .venv/ready ;;
  *studio) echo "$*" >> "$LOG"; exit {code} ;;
  *) echo "unexpected: $*" >> "$LOG"; exit 9 ;;
esac
"""


class Desk:
    """A project's folder with its launchers, on a machine that has what `give` put there."""

    def __init__(self, folder: Path) -> None:
        self.project, self.programs, self.log = folder / "Ma campagne d'été $1", folder / "bin", folder / "log"
        self.project.mkdir()
        self.programs.mkdir()
        for name in ("sh", "dirname", "mkdir", "cp", "touch"):
            (self.programs / name).symlink_to(str(shutil.which(name)))
        for name, content in starter_files.launchers().items():  # in the folders that it adds, there may be a Python
            content = content.replace(b":/usr/local/bin:/opt/homebrew/bin", b"")
            (self.project / name).write_bytes(content)
            if starter_files.is_run(name):
                (self.project / name).chmod(0o755)

    def give(self, name: str = "python3", *, old: int = 0, code: int = 0) -> None:
        program = self.programs / name
        program.write_text(STUB.format(old=old, code=code), encoding="utf-8")
        program.chmod(0o755)

    def start(self, *words: str | Path, **variables: str) -> tuple[int, str, list[str]]:
        self.log.unlink(missing_ok=True)
        ended = subprocess.run([os.fspath(word) for word in words], cwd="/", text=True, capture_output=True,
                               stdin=subprocess.DEVNULL, timeout=60, check=False,
                               env={"PATH": os.fspath(self.programs), "LOG": os.fspath(self.log), **variables})
        log = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return ended.returncode, ended.stdout + ended.stderr, log


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("name", SHELL)
def test_the_first_double_click_makes_the_environment_and_the_next_one_starts_at_once(desk: Desk, name: str) -> None:
    desk.give()
    (desk.project / "pressroom-1.0-py3-none-any.whl").touch()
    (desk.project / "pressroom-1.1-py3-none-any.whl").touch()
    code, said, log = desk.start(desk.project / name)
    assert code == 0
    assert "Première utilisation" in said
    assert "First use" in said
    assert [line.rpartition(" ")[2] for line in log] == [".venv", "pressroom-1.1-py3-none-any.whl", "studio"]
    assert log[-1] == "-m pressroom studio"
    assert desk.start(desk.project / name) == (0, "", ["-m pressroom studio"])


def test_the_desktop_file_starts_the_script_beside_it(desk: Desk) -> None:
    desk.give()
    (desk.project / "pressroom-1.0-py3-none-any.whl").touch()
    text = (desk.project / "studio.desktop").read_text(encoding="utf-8")
    (line,) = re.findall(r"^Exec=(.*)$", text, re.MULTILINE)
    for place in (desk.project / "studio.desktop", f"file://{desk.project / 'studio.desktop'}"):
        assert desk.start(*arguments(line, os.fspath(place)))[2][-1] == "-m pressroom studio"
    assert "Terminal=true" in text


def arguments(line: str, place: str) -> list[str]:
    """The arguments of a line of a desktop file (Desktop Entry Specification 1.5, 4 and 7)."""
    line = line.replace("\\\\", "\\")
    words = [match[1] or match[2] for match in re.finditer(r'"((?:\\.|[^"\\])*)"|(\S+)', line)]
    return [re.sub(r"\\(.)", r"\1", word) if word != "%k" else place for word in words]


def test_in_a_checkout_render_py_is_started(desk: Desk) -> None:
    desk.give()
    for name in ("render.py", "pyproject.toml"):
        (desk.project / name).touch()
    code, _, log = desk.start(desk.project / "studio.sh")
    assert code == 0
    assert log[1:] == ["pip -m pip install --quiet --disable-pip-version-check -e . babel", "render.py studio"]


def test_the_installed_command_is_used_where_there_is_one(desk: Desk) -> None:
    desk.give("pressroom")
    assert desk.start(desk.project / "studio.sh") == (0, "", ["studio"])


@pytest.mark.parametrize(("python", "wheel", "offline", "french", "english"), [
    (None, True, "", "Il faut Python 3.11", "Python 3.11 or later is needed"),
    ({"old": 1}, True, "", "Il faut Python 3.11", "Python 3.11 or later is needed"),
    ({}, False, "", "n’est pas installé", "is not installed"),
    ({}, True, "1", "n’a pas abouti", "did not succeed"),
    ({"code": 3}, True, "", "s’est arrêté", "ended with an error")])
def test_what_fails_is_said_in_both_languages(desk: Desk, python: dict[str, int] | None, wheel: bool, offline: str,
                                              french: str, english: str) -> None:
    if python is not None:
        desk.give(**python)
    if wheel:
        (desk.project / "pressroom-1.0-py3-none-any.whl").touch()
    code, said, _ = desk.start(desk.project / "studio.sh", OFFLINE=offline)
    assert code == 1
    assert french in said
    assert english in said


def test_the_window_stays_open_when_it_fails(desk: Desk) -> None:
    """With a terminal, the script waits for Enter."""
    import pty

    near, far = pty.openpty()
    program = subprocess.Popen(["/bin/sh", desk.project / "studio.sh"], cwd="/", stdin=far, stdout=far, stderr=far,
                               env={"PATH": os.fspath(desk.programs)})
    os.close(far)
    try:
        said = b""
        while b"Enter to close" not in said:
            said += os.read(near, 1000)
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.3)
        os.write(near, b"\n")
        assert program.wait(20) == 1
    finally:
        program.kill()
        program.wait()
        os.close(near)


def test_the_launcher_for_windows_is_one_that_its_shell_reads() -> None:
    content = starter_files.launchers()[BAT]
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    lines = content.decode("utf-8").splitlines()
    assert lines[0] == "@echo off"
    assert lines.index("chcp 65001 >nul") < min(number for number, line in enumerate(lines) if not line.isascii()
                                                and not line.startswith("rem "))
    for line in lines:
        for place in re.finditer("%~dp0|%OWN%|%WHEEL%", line):
            assert line[place.start() - 1] == line[place.end()] == '"'  # a folder's name may hold spaces and &
        assert line.count('"') % 2 == 0
        assert not (line.startswith("echo ") and re.search(r"[&|<>^%()!]", line))
    labels = [line[1:] for line in lines if line.startswith(":")]
    assert sorted(set(labels)) == sorted(labels)
    assert {match for line in lines for match in re.findall(r"goto (\w+)", line)} <= set(labels)
    wait = lines.index(":wait")
    assert lines[wait + 1:wait + 3] == ["pause", "exit /b 1"]
    for number, line in enumerate(lines):  # every block ends with a jump, so that a message is not followed by another
        if line.startswith(":") and line not in (":wait", ":find_python", ":make_environment", ":check", ":start"):
            above = next(one for one in reversed(lines[:number]) if one)
            assert re.search(r"goto \w+$|^exit|see above\.$", above) or above.endswith("|| goto not_installed")


def test_the_launcher_for_windows_says_what_the_others_say() -> None:
    files = {name: content.decode("utf-8") for name, content in starter_files.launchers().items()}
    for sentence in ("Il faut Python 3.11 ou plus récent", "Python 3.11 or later is needed", "Première utilisation",
                     "First use", "Pressroom n’est pas installé", "Pressroom is not installed",
                     "L’installation n’a pas abouti", "The installation did not succeed",
                     "Le studio s’est arrêté sur une erreur", "The studio ended with an error"):
        assert sentence in files[BAT]
        assert sentence in files["studio.sh"]


def test_a_new_project_has_launchers_that_may_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.cli import run

    monkeypatch.chdir(tmp_path)
    assert run(None, ["init", "new", "--name", "Une", "--site", "example.org", "--colour", "#0050a0", "--campaign",
                      "empty"]) == 0
    for name, content in starter_files.launchers().items():
        assert (tmp_path / "new" / name).read_bytes() == content
        may_be_run = bool((tmp_path / "new" / name).stat().st_mode & stat.S_IXUSR)
        assert may_be_run == (name != BAT)


def test_make_studio_opens_the_studio() -> None:
    assert "\t@$(IN_VENV) render.py studio\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
