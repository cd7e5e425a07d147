"""When the resident process takes a command, when it refuses, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.publish import folder
from pressroom.resident import request
from tests.conftest import ROOT
from tests.resident.conftest import ALONE, Home, home

Start = Callable[..., tuple[Home, subprocess.Popen[str]]]
PRESS = ("petition", "--format", "A4", "--edition", "press")
# Ends when it has nothing to do.
NOT_IDLE = ("from pathlib import Path; from pressroom.cli import run; from pressroom.resident.server import Resident; "
            "Resident(Path.cwd(), run, 0.0).serve(lambda: print('ready', flush=True))")


def test_a_changed_word_is_in_the_next_file(own: Start, edit: Callable[[str, str, str], None]) -> None:
    place, _ = own()
    assert "1 file made" in place.run(*PRESS).out
    assert place.run(*PRESS).out.startswith("up to date")
    edit("materials/petition.yaml", "Signez la pétition", "Signez donc la pétition")
    assert "1 file made" in place.run(*PRESS).out
    there = (place.root / "out/press/petition-A4.pdf").read_bytes()
    assert place.run(*PRESS, "--fresh", there=False).code == 0
    assert (place.root / "out/press/petition-A4.pdf").read_bytes() == there
    edit("materials/petition.yaml", "words:", "wrods:")
    assert place.run(*PRESS) == place.run(*PRESS, there=False)


def test_it_ends_when_nobody_has_asked_for_a_while(own: Start) -> None:
    place, process = own(NOT_IDLE)
    assert process.wait(60) == 0
    assert not [*(place.root / "run/pressroom").glob("*.sock")]
    assert place.run("list", "materials").code == ALONE


def test_ctrl_c_ends_it(own: Start) -> None:
    place, process = own()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[1].strip() == "ended"
    assert process.returncode == 0
    assert place.run("list", "materials").code == ALONE


def test_a_changed_program_ends_it_and_the_command_runs_by_itself(own: Start, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pressroom", tmp_path / "program/pressroom", ignore=shutil.ignore_patterns("__pycache__"))
    path = str(tmp_path / "program")
    place, process = own(PYTHONPATH=path)
    assert place.run("list", "materials", PYTHONPATH=path).code == 0
    with (tmp_path / "program/pressroom/editions.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    assert place.run("list", "materials", PYTHONPATH=path).code == ALONE
    assert process.wait(60) == 0
    assert place.run("list", "materials", there=False, PYTHONPATH=path).code == 0


@pytest.mark.parametrize("environment", [{"PYTHONPATH": "elsewhere"}, {"PYTHONHASHSEED": "1"}, {"LD_BIND_NOW": "1"},
                                         {"PRESSROOM_RESIDENT": "off"}, {"PYTHONWARNINGS": "error"}],
                         ids=lambda environment: next(iter(environment)))
def test_a_command_of_another_program_or_interpreter_is_refused(served: Home, environment: dict[str, str]) -> None:
    extra = {**environment}
    if "PYTHONPATH" in extra:
        extra["PYTHONPATH"] = f"{ROOT}:/elsewhere"
    assert served.run("list", "materials", **extra).code == ALONE
    assert served.run("list", "materials").code == 0


def test_a_command_of_another_project_is_refused(served: Home, project: Path) -> None:
    other = Home(project, {**served.environment})
    assert other.run("list", "materials").code == ALONE
    name = next((served.root / "run/pressroom").glob("*.sock"))
    status = project.stat()
    name.with_name(f"{status.st_dev:x}-{status.st_ino:x}.sock").symlink_to(name)  # led there by somebody
    assert other.run("list", "materials").code == ALONE


def test_its_death_during_a_command_is_said(own: Start, tmp_path: Path) -> None:
    place, process = own()
    with folder.lock(tmp_path / "out", lambda: None):
        running = place.start(*PRESS, "--out", str(tmp_path / "out"))
        assert running.stderr
        assert "another build" in running.stderr.readline()
        process.kill()
        _, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert err == "the resident process ended before the command did: run the command again\n"
    with folder.lock(tmp_path / "out", lambda: pytest.fail("the command lives on")):
        assert not (tmp_path / "out/press").exists()


def test_the_socket_of_one_that_was_killed_is_free(own: Start) -> None:
    place, process = own()
    process.kill()
    process.wait(60)
    assert place.socket.exists()
    assert place.run("list", "materials").code == ALONE
    again = place.resident()
    assert place.run("list", "materials").code == 0
    again.kill()
    again.communicate(timeout=60)


def test_a_second_one_says_that_there_is_one_and_ends(served: Home) -> None:
    second = served.run("resident", there=False)
    assert (second.code, second.err) == (0, "")
    assert "already" in second.out


def listing(streams: bytes, environment: list[bytes]) -> bytes:
    """A request that is not all that it says."""
    return request.Request(request.identity(), b"/", b"1 1", b"pressroom", 0o22, [], [streams] * 3, [b"list"],
                           environment).packed()


HOSTILE = {
    "nothing": b"",
    "garbage": os.urandom(5000),
    "a length beyond all": b"\xff\xff\xff\xff" + b"x" * 1000,
    "no request": (4).to_bytes(4, "big") + b"a\0b\0",
    "more than it announced": (1).to_bytes(4, "big") + b"abc",
    "a request without descriptors": listing(b"utf-8 strict 0 0", [b"A=b"]),
    "words that are not there": listing(b"", []).replace(b"\x001\0", b"\x007\0"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_sent_the_next_command_is_served(served: Home, content: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(short(served.socket)))
        connection.sendall(content)
        if content:
            assert connection.recv(10) == b""  # it hangs up
        assert served.run("list", "materials").code == 0


def short(path: Path) -> Path:
    """A path that a socket can take: tests' folders have long names."""
    os.chdir(path.parent)
    return Path(path.name)


def test_many_that_say_nothing_keep_nobody_waiting(served: Home) -> None:
    listening = [socket.socket(socket.AF_UNIX) for _ in range(40)]
    for one in listening:
        one.connect(str(short(served.socket)))
    try:
        assert served.run("list", "materials").code in (0, ALONE)
    finally:
        for one in listening:
            one.close()
    assert served.run("list", "materials").code == 0


def test_it_lives_without_free_descriptors(own: Start) -> None:
    few = ("import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24)); "
           + NOT_IDLE.replace("0.0", "600.0"))
    place, process = own(few)
    crowd = [socket.socket(socket.AF_UNIX) for _ in range(30)]
    for one in crowd:
        one.connect(str(short(place.socket)))
    assert place.run("list", "materials").code == ALONE
    for one in crowd:
        one.close()
    assert place.run("list", "materials").code == ALONE  # other limits than the command's: refused, not lost
    assert process.poll() is None


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_that_others_can_open_is_used_by_nobody(project: Path, mode: int) -> None:
    place = home(project)
    (project / ".cache").unlink()
    for path in (project / "run/pressroom", project / ".cache/resident"):
        path.mkdir(parents=True)
        path.chmod(mode)
        (path / "x.sock").touch()
    refused = place.run("resident", there=False)
    assert refused.code == 3
    assert "[no-resident]" in refused.err


def test_a_command_does_not_ask_in_a_folder_that_others_can_open(own: Start) -> None:
    place, _ = own()
    assert place.run("list", "materials").code == 0
    (place.root / "run/pressroom").chmod(0o755)
    assert place.run("list", "materials").code == ALONE


def test_a_project_with_a_long_path_has_one_too(project: Path) -> None:
    deep = project.joinpath(*["a-folder-with-a-long-name"] * 6)
    shutil.copytree(project, deep, symlinks=True, ignore=lambda _, names: [name for name in names if name[:2] == "a-"])
    place = Home(deep, {**home(project).environment, "XDG_RUNTIME_DIR": ""})
    (deep / ".cache").unlink()
    assert len(str(deep)) > 150
    process = place.resident()
    try:
        assert place.run("list", "materials").code == 0
    finally:
        process.kill()
        process.communicate(timeout=60)
