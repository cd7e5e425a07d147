"""Commands where only one folder can be written and no network can be reached.

Two guards. With namespaces (`unshare` of util-linux, as root or where the kernel lets users have namespaces), the
system refuses every other write, and there is no network device. Elsewhere the interpreter of the command refuses them
(`inside/sitecustomize.py`), which holds for the program but not for programs that it starts. The figures at the end of
a run say which guard it was.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

from tests.conftest import ROOT
from tests.wear import figures

INSIDE = Path(__file__).parent / "inside"
NAMESPACES, INTERPRETER = "namespaces", "the command's own interpreter"

# The folder is bound over itself, so that it stays writable when what holds it no longer is. With `space`, the folder
# `at` in it becomes a disk that holds what was there and has this many bytes left, in whole pages; what is there in the
# end is copied to `at`.after, as the disk ends with the command.
_SCRIPT = """
folder=$1 at=$2 space=$3; shift 3
mount --bind "$folder" "$folder"
if [ "$space" ]; then
  disk=$folder/$at
  used=$(find "$disk" -type f -printf "%s\\n" | awk '{ pages += int(($1 + 4095) / 4096) } END { print pages * 4096 }')
  mkdir "$disk.before" && cp -a "$disk/." "$disk.before/"
  mount -t tmpfs -o size=$((used + space / 4096 * 4096)),mode=0755 tmpfs "$disk"
  cp -a "$disk.before/." "$disk/" && rm -r "$disk.before"
fi
mount -o remount,bind,ro /
# A space is \\040 there; for printf it is \\0040, so that a digit that follows is not taken for a fourth.
for each in $(cut -d " " -f 2 /proc/mounts | sed 's/\\\\/\\\\0/g'); do
  each=$(printf "%b" "$each")
  case "$each" in
    /|/proc*|/sys*|/dev*|"$folder"*) ;;
    *) mount -o remount,bind,ro "$each" ;;
  esac
done
cd "$folder"
if [ "$space" ]; then
  code=0; "$@" || code=$?
  cp -a "$disk" "$disk.after"
  exit $code
fi
exec "$@"
"""
_LIMITED = 'folder=$1 at=$2 space=$3; shift 3; cd "$folder"; [ ! "$space" ] || ulimit -f $((space / 512)); exec "$@"'
PAUSE = threading.Event()  # never set: waits that read no clock
LOOK = 0.01  # seconds between looks at a command
SECONDS = 600.0  # for a command, a hundred times what any takes on a quiet machine
OUTLIVED = 30.0  # seconds until what a killed command started has ended


@dataclass
class Running:
    """A command that was started: the leader of a group of processes.

    Attributes:
        pid: its number, which is its group's.
        code: how it ended; None while it runs. A signal's number is negative.
        memory: the most kilobytes that it or a child has held, as far as was seen.
        ticks: of processor time that it and its children had taken when it was last looked at.
    """

    pid: int
    out: IO[str]
    err: IO[str]
    code: int | None = None
    memory: int = 0
    ticks: int = 0

    def look(self) -> bool:
        """Whether it runs."""
        if self.code is None:
            ended, status, usage = os.wait4(self.pid, os.WNOHANG)
            if ended:
                self.code = os.waitstatus_to_exitcode(status)
                figures.most(seconds=usage.ru_utime + usage.ru_stime, memory=self.memory)
            else:
                each = (self.pid, *_children(self.pid))
                self.memory = max([self.memory, *map(_peak, each)])
                self.ticks = max(self.ticks, sum(map(_ticks, each)))
        return self.code is None

    def send(self, number: int) -> None:
        """Send a signal to it, if it runs."""
        if self.look():
            os.kill(self.pid, number)

    def end(self, seconds: float = SECONDS) -> tuple[int, str, str]:
        """Wait for its end: exit code, standard output and standard error."""
        for _ in range(int(seconds / LOOK)):
            if not self.look():
                break
            PAUSE.wait(LOOK)
        else:
            os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            raise AssertionError(f"not ended after {seconds:g} seconds: {self._texts()}")
        return (self.code or 0, *self._texts())

    def outlived(self) -> bool:
        """Whether a process of its group runs long after the command has ended."""
        for _ in range(int(OUTLIVED / LOOK)):
            if not _alive(self.pid):
                return False
            PAUSE.wait(LOOK)
        return True

    def _texts(self) -> tuple[str, str]:
        texts = []
        for stream in (self.out, self.err):
            stream.seek(0)
            texts.append(stream.read())
            stream.close()
        return texts[0], texts[1]


@dataclass(frozen=True)
class Sealed:
    """A folder, and commands of the program that can write there alone.

    Attributes:
        folder: the project.
        environment: more variables.
        space: the bytes left on the disk of the folder `disk` in the project; 0 for the disk as it is.
        before: words before the command, such as those that limit its processors.
        umask: of the process; -1 for that of the tests.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    disk: str = "out"
    space: int = 0
    before: tuple[str, ...] = ()
    umask: int = -1

    def start(self, *words: str) -> Running:
        """The command, begun in a group of processes of its own; its messages are English."""
        language: Sequence[str] = () if "--lang" in words else ("--lang", "en")
        return self.program("-m", "pressroom", *words, *language)

    def program(self, *words: str) -> Running:
        """The interpreter, begun with these words."""
        guarded = {} if namespaces() else {"WEAR_FOLDER": os.path.realpath(self.folder)}
        own = {**os.environ, "PYTHONPATH": os.pathsep.join((os.fspath(INSIDE), os.fspath(ROOT))), "LANG": "C.UTF-8",
               "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": os.fspath(self.folder), **guarded, **self.environment}
        out, err = (tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") for _ in range(2))  # noqa: SIM115
        script = (*_prefix(), "sh", "-euc", _SCRIPT) if namespaces() else ("sh", "-euc", _LIMITED)
        started = subprocess.Popen(
            [*script, "sealed", os.fspath(self.folder), self.disk, str(self.space or ""), *self.before,
             sys.executable, *words], env=own, start_new_session=True, umask=self.umask,
            stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        running = Running(started.pid, out, err)
        started.returncode = 0  # `Running` waits for it
        return running

    def run(self, *words: str, seconds: float = SECONDS) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        return self.start(*words).end(seconds)


@cache
def _prefix() -> tuple[str, ...]:
    """The words that make the two namespaces."""
    user = () if os.getuid() == 0 else ("--map-root-user",)
    return (shutil.which("unshare") or "unshare", *user, "--mount", "--net", "--propagation", "private")


@cache
def namespaces() -> bool:
    """Whether this machine lets a command be sealed off: the whole script is tried with a command that writes."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "out").mkdir()
        tried = subprocess.run([*_prefix(), "sh", "-euc", _SCRIPT, "sealed", folder, "out", "65536", "touch", "in"],
                               capture_output=True)
        return tried.returncode == 0 and (Path(folder) / "in").exists()


def guard() -> str:
    """What refuses other writes and the network."""
    return NAMESPACES if namespaces() else INTERPRETER


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _stat(pid: int | str) -> list[str]:
    """The fields of a process after its name, from its state on; none when there is no such process."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _ticks(pid: int) -> int:
    return sum(map(int, _stat(pid)[11:15]))


def _peak(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def _alive(group: int) -> bool:
    """Whether a process of this group runs; one that ended and that nobody has waited for does not."""
    if not Path("/proc/self/stat").exists():
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        return True
    each = (_stat(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return any(fields[2] == str(group) and fields[0] not in "ZX" for fields in each if fields)
