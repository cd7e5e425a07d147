"""A command in the resident process does what it does in its own: output, exit code, files, signals."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pty
import re
import signal
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from pressroom.publish import folder
from tests.resident.conftest import ALONE, Home

PRESS = ("--edition", "press", "--fresh")
COMMANDS = {
    "help": ("--help",),
    "help of a command": ("preflight", "--help"),
    "version": ("--version",),
    "unknown option": ("build", "--formt", "A3"),
    "unknown material": ("petitoin",),
    "unknown command and language": ("prefligth", "--lang", "fr"),
    "list": ("list", "materials"),
    "list in French": ("list", "layouts", "--lang", "fr"),
    "explain": ("explain", "bleed-unpainted"),
    "check": ("check",),
    "good build": ("petition", "--format", "A3", *PRESS),
    "good build in French": ("petition", "--format", "A4", "--lang", "fr", *PRESS),
    "unknown printer": ("petition", "--printer", "nobody"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_output_and_exit_code_are_those_of_a_process_of_its_own(served: Home, words: tuple[str, ...]) -> None:
    there, here = served.run(*words), served.run(*words, there=False)
    assert there.code != ALONE
    assert there == here


def test_a_build_writes_the_same_bytes(served: Home, tmp_path: Path) -> None:
    words = ("petition", "million", "--format", "A4", "--fresh", "--out")
    assert served.run(*words, str(tmp_path / "there")) == served.run(*words, str(tmp_path / "there"), there=False)
    served.run(*words, str(tmp_path / "here"), there=False)
    assert served.run(*words, str(tmp_path / "there")).code == 0
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def contents(out: Path) -> dict[str, str]:
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in out.rglob("*") if path.is_file() and path.name not in ("report.html", ".lock")}


def test_a_file_is_found_from_the_folder_in_which_the_command_is_called(served: Home, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 no more")
    there = served.run("preflight", "a.pdf", cwd=tmp_path)
    assert there == served.run("preflight", str(tmp_path / "a.pdf").replace(str(tmp_path) + "/", ""), there=True,
                               cwd=tmp_path)
    assert there.code == 1
    assert "a.pdf" in there.out + there.err


def test_the_environment_is_that_of_whoever_asks(served: Home) -> None:
    assert "Sans commande" in served.run("--help", LC_ALL="fr_FR.UTF-8").out
    assert "Without a command" in served.run("--help").out


def test_files_have_the_permissions_that_the_caller_wants(served: Home, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert served.run("petition", "--format", "A4", *PRESS, "--out", str(tmp_path / "mine")).code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "mine/press/petition-A4.pdf").stat().st_mode & 0o777 == 0o600
    assert served.run("petition", "--format", "A4", *PRESS, "--out", str(tmp_path / "all")).code == 0
    assert (tmp_path / "all/press/petition-A4.pdf").stat().st_mode & 0o777 == 0o666 & ~before


@pytest.mark.parametrize("words", [("--help",), ("check",), ("petitoin", "--lagn")])
def test_a_terminal_has_its_width_and_its_colours(served: Home, words: tuple[str, ...]) -> None:
    assert on_terminal(served, words, there=True) == on_terminal(served, words, there=False)


def on_terminal(served: Home, words: tuple[str, ...], *, there: bool) -> bytes:
    """What a command writes on a terminal of 50 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 50, 0, 0))
    off = {} if there else {"PRESSROOM_RESIDENT": "off"}
    environment = {name: value for name, value in served.environment.items() if name not in ("COLUMNS", "NO_COLOR")}
    running = subprocess.Popen(served.command(*words, there=there), cwd=served.root, stdin=theirs, stdout=theirs,
                               stderr=theirs, env={**environment, **off}, start_new_session=True)
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 4096):
            seen += part
    except OSError:  # the last one has closed the terminal
        pass
    os.close(ours)
    assert running.wait(60) != ALONE
    return seen


@pytest.mark.parametrize("closed", ["1", "2"])
def test_a_closed_stream_is_closed_there_too(served: Home, closed: str) -> None:
    def outcome(*, there: bool) -> tuple[int, str]:
        command = ["sh", "-c", f'exec "$@" {closed}>&-', "sh", *served.command("list", "elements", there=there)]
        off = {} if there else {"PRESSROOM_RESIDENT": "off"}
        done = subprocess.run(command, cwd=served.root, env={**served.environment, **off}, capture_output=True,
                              text=True, timeout=60, check=False)
        return done.returncode, done.stdout
    assert outcome(there=True) == outcome(there=False)


def waiting(served: Home, out: Path, **options: object) -> subprocess.Popen[str]:
    """A build in the resident process that waits for another one's folder."""
    running = served.start("petition", "--format", "A4", *PRESS, "--out", str(out), **options)
    assert running.stderr
    assert "another build is at work" in running.stderr.readline()
    return running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_the_command_as_it_ends_one_of_its_own(
        served: Home, tmp_path: Path, number: signal.Signals) -> None:
    with folder.lock(tmp_path, lambda: None):
        running = waiting(served, tmp_path)
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert "stopped" in err
    assert "Traceback" not in err


def test_a_command_that_comes_while_the_process_of_the_last_one_ends_is_run(served: Home, tmp_path: Path) -> None:
    for number in range(4):
        with folder.lock(tmp_path / str(number), lambda: None):
            running = waiting(served, tmp_path / str(number))
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=60)
        assert "petition" in served.run("list", "materials").out


def test_a_signal_that_the_caller_ignores_is_ignored(served: Home, tmp_path: Path) -> None:
    with folder.lock(tmp_path, lambda: None):
        running = waiting(served, tmp_path, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        running.send_signal(signal.SIGHUP)
    assert running.communicate(timeout=60)[1].count("stopped") == 0
    assert running.returncode == 0


def test_two_commands_at_once_wait_for_each_other_only_in_the_same_folder(served: Home, tmp_path: Path) -> None:
    with folder.lock(tmp_path / "busy", lambda: None):
        running = waiting(served, tmp_path / "busy")
        assert served.run("petition", "--format", "A4", *PRESS, "--out", str(tmp_path / "free")).code == 0
        assert running.poll() is None
    assert "1 file made" in running.communicate(timeout=60)[0]
    assert running.returncode == 0


def test_a_command_ends_with_the_process_that_asked_for_it(served: Home, tmp_path: Path) -> None:
    with folder.lock(tmp_path, lambda: None):
        running = waiting(served, tmp_path)
        running.kill()
        running.communicate(timeout=60)
    # The lock would be taken by the command if it were alive: whoever asks next gets it at once, without waiting.
    again = served.run("petition", "--format", "A4", *PRESS, "--out", str(tmp_path))
    assert again.code == 0
    assert not re.search("another build", again.err)
    assert served.run("list", "materials").code == 0


def test_the_descriptors_of_a_command_are_free_when_it_has_ended(served: Home) -> None:
    reader, writer = os.pipe()
    done = subprocess.run(served.command("list", "elements", there=True), cwd=served.root, env=served.environment,
                          stdout=writer, check=False, timeout=60)
    os.close(writer)
    assert done.returncode == 0
    with os.fdopen(reader, "rb") as stream:
        assert b"text" in stream.read()  # to its end: nobody else holds the pipe


@pytest.mark.parametrize("words", [("serve",), ("resident",), ("init", "x"), ("build", "--watch"), ("--wat",)])
def test_commands_that_stay_or_ask_are_not_handed_over(served: Home, words: tuple[str, ...]) -> None:
    assert served.run(*words).code == ALONE
