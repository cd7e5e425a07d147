"""What changed in the project: asked again and again, so that it works on every machine and network drive."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

FOLDERS = ("materials", "layouts", "assets")
EVERY = 0.4
"""Seconds between two looks."""

Stamps = dict[str, tuple[int, int]]


def stamps(root: Path, folders: Iterable[str] = FOLDERS) -> Stamps:
    """When each file of the project was last written, and its size."""
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
    """Rings when the site has been made again; those who wait are told how often it rang."""

    def __init__(self) -> None:
        self._count = 0
        self._condition = threading.Condition()

    @property
    def count(self) -> int:
        """How often."""
        return self._count

    def add(self) -> None:
        """Tell everybody."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def wait(self, last: int, seconds: float) -> int:
        """How often it rang, as soon as that is more than `seen`, or after `seconds`."""
        with self._condition:
            self._condition.wait_for(lambda: self._count != last, seconds)
            return self._count


class Watch:
    """Makes the site again after each change, in a thread of its own."""

    def __init__(self, root: Path, again: Callable[[], bool], rebuilds: Rebuilds, every: float = EVERY) -> None:
        self._root, self._again, self._rebuilds, self._every = root, again, rebuilds, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._before = stamps(self._root)
        self._thread.start()

    def end(self, seconds: float = 30) -> None:
        """Look no more; wait for a build at work to end."""
        self._ended.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            now = stamps(self._root)
            if now == self._before:
                continue
            while not self._ended.wait(self._every) and (later := stamps(self._root)) != now:
                now = later  # somebody is still saving
            if self._ended.is_set():
                return
            self._before = now
            if self._again():
                self._rebuilds.add()
