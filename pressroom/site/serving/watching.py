"""Watches the project for changes by polling, which works on every system and on network drives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDERS = ("materials", "layouts", "assets")
EVERY = 0.4
"""Seconds between two polls."""

Stamps = dict[str, tuple[int, int]]


def stamps(root: Path, folders: Iterable[str] = FOLDERS) -> Stamps:
    """The time of the last change (ns) and the size of each file of the project, by path."""
    result: Stamps = {}
    for folder in folders:
        for path in (root / folder).rglob("*"):
            try:
                status = path.stat()
            except OSError:
                continue
            if not path.name.startswith(".") and not path.name.endswith("~"):
                result[path.as_posix()] = (status.st_mtime_ns, status.st_size)
    return result


class Rebuilds:
    """Counts the rebuilds of the site, and wakes threads that wait for the next one."""

    def __init__(self) -> None:
        self._count = 0
        self._condition = threading.Condition()

    @property
    def count(self) -> int:
        """The number of rebuilds so far."""
        return self._count

    def add(self) -> None:
        """Count a rebuild and wake the waiting threads."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def wait(self, last: int, seconds: float) -> int:
        """The number of rebuilds, as soon as it differs from `last`, or after `seconds`."""
        with self._condition:
            self._condition.wait_for(lambda: self._count != last, seconds)
            return self._count


class Watch:
    """Calls `again` after each change of the project, in a thread of its own."""

    def __init__(self, root: Path, again: Callable[[], bool], rebuilds: Rebuilds, every: float = EVERY) -> None:
        self._root, self._again, self._rebuilds, self._every = root, again, rebuilds, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Start watching."""
        self._before = stamps(self._root)
        self._thread.start()

    def end(self, seconds: float = 30) -> None:
        """Stop watching; wait at most `seconds` for a running build."""
        self._ended.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            now = stamps(self._root)
            if now == self._before:
                continue
            while not self._ended.wait(self._every) and (later := stamps(self._root)) != now:
                now = later  # files are still being saved
            if self._ended.is_set():
                return
            self._before = now
            if self._again():
                self._rebuilds.add()
