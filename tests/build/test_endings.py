"""However a process of a build ends: its children end with it, its lock is free, and what was made is in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom import processes, programs
from pressroom.build import pipeline, workers
from pressroom.publish import folder
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are those of POSIX")

Render = Callable[..., tuple[int, str, str]]
PAUSE = threading.Event()  # never set: waits that read no clock
LONGEST = 60  # seconds: a process that outlives its parent never ends by itself here
ENDINGS = ["SIGKILL", "SIGTERM", "SIGHUP"]

# A whole build in which every worker says that it begins, and then waits for ever.
BUILD = """
import os, sys
from pathlib import Path
from pressroom.build import pipeline, workers
from pressroom.cli import run
workers.cores = lambda: 2
reader, writer = os.pipe()
def waits(*_):
    os.write(1, b"begun\\n")
    os.read(reader, 1)
pipeline.made = waits
sys.exit(run(Path(sys.argv[1]), ["--edition", "preview", "--lang", "en"]))
"""


def started(program: str, *words: str) -> subprocess.Popen[bytes]:
    """A Python program that has written its first line; what its children write comes through the same pipe."""
    process = subprocess.Popen([sys.executable, "-c", program, *words], cwd=ROOT, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Its exit code and errors, as soon as it and all of its children have ended: each has the pipes open."""
    _, errors = process.communicate(timeout=LONGEST)
    return process.returncode, errors


@pytest.mark.parametrize("name", ENDINGS)
def test_workers_end_with_the_build_and_the_next_one_begins_at_once(project: Path, render: Render, name: str) -> None:
    build = started(BUILD, str(project))
    number = getattr(signal, name)
    build.send_signal(number)
    code, errors = ended(build)
    assert code == (-number if name == "SIGKILL" else 128 + number)
    assert (b"stopped; files that were finished stay as they are" in errors) == (name != "SIGKILL")
    assert b"Traceback" not in errors
    waited: list[str] = []
    with folder.lock(project / "out", lambda: waited.append("waited")):
        assert waited == []
    code, out, _ = render("petition", "--format", "A4", "--edition", "preview")
    assert code == 0
    assert "1 file made" in out


def test_a_signal_that_the_caller_ignores_is_ignored(project: Path) -> None:
    program = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + BUILD  # as nohup does
    build = started(program, str(project))
    build.send_signal(signal.SIGHUP)
    build.send_signal(signal.SIGTERM)
    assert ended(build)[0] == 128 + signal.SIGTERM


@pytest.mark.parametrize("program", [
    "from pressroom.build.judge_process import JudgeProcess\nimport os, pressroom.build.judge_process as here\n"
    "os.cpu_count = lambda: 2\n"
    "here._received = lambda stream: (os.write(1, b'begun\\n'), os.read(reader, 1))\n"
    "reader, writer = os.pipe()\njudge = JudgeProcess()\nos.read(reader, 1)",
    "from tests.preflight.handmade import endless_shading\nfrom pressroom.preflight.guarded import GuardedRenderer\n"
    "import os, pressroom.preflight.guarded as here\n"
    "here._Drawing.answer = lambda *_: (os.write(1, b'begun\\n'), os.read(reader, 1))\n"
    "reader, writer = os.pipe()\nGuardedRenderer(endless_shading(), here.Bounds(1000, 1000)).ask('pages')",
    "from tests.preflight.test_long_files import long\nfrom pressroom import preflight\n"
    "import os, pressroom.preflight.shares as here\nhere.MOST_PAGES, here.MOST_PROCESSES = 3, 1\n"
    "here.judge_share = lambda *_: (os.write(1, b'begun\\n'), os.read(reader, 1))\n"
    "reader, writer = os.pipe()\npreflight.judge(long())",
    "import os, sys\nfrom pathlib import Path\nfrom pressroom import programs\n"
    "programs.run(sys.executable, ['-c', 'import os, sys; os.write(int(sys.argv[1]), b\"begun\\\\n\"); "
    "os.read(int(sys.argv[2]), 1)', *map(str, inherited())], seconds=1000, folder=Path())",
], ids=["preflight", "drawing", "pages", "program"])
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_every_other_child_ends_with_its_parent_too(name: str, program: str) -> None:
    if "inherited" in program and not sys.platform.startswith("linux"):
        pytest.skip("programs end with their parent on Linux alone")
    program = ("import os, subprocess\ndef inherited():\n    pipe = os.pipe()\n    real = subprocess.Popen.__init__\n"
               "    def init(self, *a, **k):\n        real(self, *a, **{**k, 'pass_fds': (1, 3, *pipe)})\n"
               "    os.dup2(1, 3)\n    subprocess.Popen.__init__ = init\n    return 3, pipe[0]\n"
               if "inherited" in program else "") + program
    process = started(program)
    process.send_signal(getattr(signal, name))
    assert ended(process)[0] == -getattr(signal, name)


def test_a_lock_is_not_kept_by_what_its_holder_left_behind(tmp_path: Path) -> None:
    # A child that nobody ends: it is forked without a word to the parent's pipe.
    holder = started("import os, sys\nfrom pathlib import Path\nfrom pressroom.publish import folder\n"
                     "with folder.lock(Path(sys.argv[1]), lambda: None):\n    reader, writer = os.pipe()\n"
                     "    if not os.fork():\n        os.write(writer, b'x')\n        os.read(0, 1)\n"
                     "        os._exit(0)\n"
                     "    os.read(reader, 1)\n    os.write(1, b'begun\\n')\n"
                     "    os.kill(os.getpid(), 9)", str(tmp_path))
    assert holder.wait(LONGEST) == -signal.SIGKILL
    waited: list[str] = []
    with folder.lock(tmp_path, lambda: waited.append("waited")):
        assert waited == []
    ended(holder)


# -- a worker that ends ------------------------------------------------------------------------------------------------


@pytest.fixture
def killed(project: Path, only: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have the process that makes one poster of four killed, in so many of its attempts."""
    only("petition")
    real, parent = pipeline.made, os.getpid()
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 2)

    def call(times: int) -> None:
        def made(piece: pipeline.Piece, names: tuple[str, ...], *more: object) -> object:
            if piece.name == "petition-A3" and os.getpid() != parent:
                for attempt in range(times):
                    if not (project / f"attempt-{attempt}").exists():
                        (project / f"attempt-{attempt}").touch()
                        os.kill(os.getpid(), signal.SIGKILL)
            return real(piece, names, *more)  # type: ignore[arg-type]
        monkeypatch.setattr(pipeline, "made", made)
    return call


def pictures(project: Path) -> set[str]:
    return {path.name for path in (project / "out/previews").iterdir()}


def test_what_a_worker_was_making_when_it_ended_is_made_again_and_told(
        project: Path, render: Render, killed: Callable[[int], None]) -> None:
    killed(1)
    code, out, err = render("--edition", "preview")
    assert code == 0
    assert err.count("[worker-ended]") == 1
    assert "4 files made" in out
    assert len(pictures(project)) == 4


def test_a_piece_whose_process_ends_each_time_fails_and_the_others_are_made(
        project: Path, render: Render, killed: Callable[[int], None]) -> None:
    killed(100)
    code, out, err = render("--edition", "preview")
    assert code == 1
    assert "petition-A3: error: the process that makes this piece ended unexpectedly" in err
    assert err.count("[worker-ended]") == 1
    assert "3 files made" in out
    assert pictures(project) == {"petition-A4.png", "petition-A2.png", "petition-400x600mm.png"}


def test_workers_that_end_before_they_begin_leave_the_pieces_to_others() -> None:
    pool = workers.Workers(str, range(12))
    for child in pool.processes:
        os.kill(child, signal.SIGKILL)
    assert [pool.result(number) for number in range(12)] == [str(number) for number in range(12)]
    pool.close()


@pytest.fixture
def long_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> workers.Workers[int, bytes]:
    """Two workers, each in the middle of an answer: it sleeps, because the pipe that it writes to is full."""
    def make(number: int) -> bytes:
        (tmp_path / str(number)).touch()
        return bytes([number]) * 50_000_000
    monkeypatch.setattr(workers, "cores", lambda: 2)
    pool = workers.Workers(make, range(3))
    begun = [False, False]
    while not all(begun):
        PAUSE.wait(0.01)
        begun = [(tmp_path / str(number)).exists() and state(process) == "S"
                 for number, process in enumerate(pool.processes)]
    return pool


def state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="states of processes are read in /proc")
def test_workers_are_ended_in_the_middle_of_a_long_answer(long_answers: workers.Workers[int, bytes]) -> None:
    each = long_answers.processes
    long_answers.close()
    assert not [process for process in each if Path(f"/proc/{process}").exists()]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="states of processes are read in /proc")
def test_a_worker_that_is_killed_in_the_middle_of_a_long_answer_is_noticed(
        long_answers: workers.Workers[int, bytes]) -> None:
    os.kill(long_answers.processes[0], signal.SIGKILL)
    for number in range(3):
        assert long_answers.result(number) == bytes([number]) * 50_000_000
    assert [item.code for item in long_answers.findings] == ["worker-ended"]
    long_answers.close()


class FarError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")  # cannot be made again from its message


@pytest.mark.parametrize("raised", [ValueError("no such thing"), FarError("this", "that")])
def test_a_fault_in_a_worker_is_raised_with_the_place_where_it_was(raised: Exception) -> None:
    def make(_: int) -> int:
        raise raised
    pool = workers.Workers(make, range(2))
    with pytest.raises((ValueError, RuntimeError, FarError)) as caught:  # itself, where a library can send it
        pool.result(0)
    pool.close()
    assert "in make\n" in "".join([*map(str, caught.value.args), *getattr(caught.value, "__notes__", [])])


def test_a_signal_that_reaches_a_child_at_its_start_does_not_run_the_handler_of_its_parent(tmp_path: Path) -> None:
    parent = processes.ParentPipe()

    def run() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        parent.follow()
    before = signal.signal(signal.SIGTERM, lambda *_: (tmp_path / "handled").touch())
    try:
        child = processes.fork(run)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)
        parent.cut()
    assert not (tmp_path / "handled").exists()


def test_a_child_whose_parent_no_longer_reads_ends_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    child = processes.fork(lambda: os.write(writer, b"an answer") and None)
    os.close(writer)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert capfd.readouterr().err == ""


# -- parts of files ----------------------------------------------------------------------------------------------------


def test_a_part_that_a_killed_process_left_is_removed_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    program = ("import os, sys\nfrom pathlib import Path\nfrom pressroom.publish import folder\n"
               "def waits(_):\n    os.write(1, b'begun\\n')\n    os.read(0, 1)\n"
               "folder.os.fsync = waits\nfolder.write_all(Path(sys.argv[1]), {'press/a.pdf': b'content'})")
    writer = started(program, str(tmp_path))
    (tmp_path / "press/.0123456789abcdef.part").touch()
    with folder.lock(tmp_path, lambda: None):
        assert len([*tmp_path.rglob("*.part")]) == 2
    writer.kill()
    ended(writer)
    with folder.lock(tmp_path, lambda: None):
        assert [*tmp_path.rglob("*.part")] == []


def test_a_program_that_runs_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(programs.Unfinished):
        programs.run(sys.executable, ["-c", "import os; os.read(os.pipe()[0], 1)"], seconds=1, folder=tmp_path)
