"""Imported by the interpreter of every command of these tests, before anything else; variables say what it does.

WEAR_FOLDER: refuse writes anywhere else, and the network.
WEAR_WRITES: a file for the number of writes, such as the creation and the renaming of a file, at the end.
WEAR_KILL: the number of a write, and of the signal that the process sends itself just before it.
WEAR_CLOCK: seconds by which the clock jumps back and forth at each look.
WEAR_PROCESSORS: how many processors the machine seems to have.
"""

from __future__ import annotations

import atexit
import errno
import os
import sys
import time
from pathlib import Path
from typing import NoReturn

_NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
            "socket.gethostbyname")
_CHANGES = {"os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.symlink": 2, "os.link": 2, "os.chmod": 1,
            "os.truncate": 1, "os.utime": 1, "sqlite3.connect": 1}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_folder = os.environ.get("WEAR_FOLDER", "")
_process, _count = os.getpid(), [0]
_kill_at, _signal = ([*map(int, os.environ.get("WEAR_KILL", "0 0").split())])


def _changed(event: str, args: tuple[object, ...]) -> list[object]:
    """The paths that an event of the interpreter changes."""
    if event == "open":
        return [args[0]] if isinstance(args[2], int) and args[2] & _WRITING and args[0] != os.devnull else []
    return [*args[:_CHANGES[event]]] if event in _CHANGES else []


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _folder and event in _NETWORK:
        raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
    paths = [path for path in _changed(event, args) if isinstance(path, str | bytes)]
    if not paths:
        return
    if _folder and not all(_inside(os.fsdecode(path)) for path in paths):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fsdecode(paths[-1]))
    if os.getpid() == _process:
        _count[0] += 1
        if _count[0] == _kill_at:
            os.kill(_process, _signal)


def _inside(path: str) -> bool:
    if path.startswith("file:"):  # SQLite's way to open a file for reading alone
        return True
    changed = Path(path).absolute()
    return (changed.parent.resolve() / changed.name).is_relative_to(_folder)


def _jumping(seconds: float) -> None:
    """A clock that is right, ahead and behind in turn; `date.today` asks it too."""
    right, looks = vars(time)["time"], [0]

    def jump() -> float:
        looks[0] += 1
        return float(right()) + seconds * (looks[0] % 3 - 1)
    vars(time).update(time=jump, time_ns=lambda: int(jump() * 1e9))


if "WEAR_WRITES" in os.environ:
    def _store(path: str = os.environ["WEAR_WRITES"]) -> None:
        if os.getpid() == _process:
            count = _count[0]
            Path(path).write_text(str(count))
    _at_once = os._exit

    def _end(code: int) -> NoReturn:
        _store()
        _at_once(code)
    atexit.register(_store)
    os._exit = _end  # a command ends so, and nothing is called then
if "WEAR_CLOCK" in os.environ:
    _jumping(float(os.environ["WEAR_CLOCK"]))
if "WEAR_PROCESSORS" in os.environ:
    os.cpu_count = lambda: int(os.environ["WEAR_PROCESSORS"])
if _folder or _kill_at or "WEAR_WRITES" in os.environ:
    sys.addaudithook(_hook)
