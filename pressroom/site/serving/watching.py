"""Rebuilds the site after each change of the project, and tells the pages that show it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom.build.watching import Following
from pressroom.web.events import Followed


class Rebuilds:
    """Counts the rebuilds of the site; open pages follow the number.

    Attributes:
        followed: the number as pages get it, after that of this process: another process counts anew.
    """

    def __init__(self) -> None:
        self._count = 0
        self.followed = Followed(f"{os.getpid()}-0")

    @property
    def count(self) -> int:
        """The number of rebuilds so far."""
        return self._count

    def add(self) -> None:
        """Count a rebuild; open pages get its number."""
        self._count += 1
        self.followed.change(f"{os.getpid()}-{self._count}")


class Watch:
    """Rebuilds the site after each change, in a thread of its own.

    Attributes:
        changes: given the event that ends it, yields groups of changed files; an empty one when watching has begun.
        again: rebuilds the site, given what changed, and what tells whether more has changed since; whether it
            succeeded.
        rebuilds: counts each success.
    """

    def __init__(self, changes: Callable[[threading.Event], Iterable[frozenset[Path]]],
                 again: Callable[[frozenset[Path], Callable[[], bool]], bool], rebuilds: Rebuilds) -> None:
        self.changes, self.again, self.rebuilds = changes, again, rebuilds
        self._begun, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self, seconds: float = 30) -> None:
        """Start watching; changes after this returns are noticed."""
        self._thread.start()
        self._begun.wait(seconds)

    def end(self, seconds: float = 30) -> None:
        """Stop watching; wait at most `seconds` for a running build, which ends between two pieces."""
        self._ended.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            following = Following(self.changes(self._ended))
            for group in following:
                self._begun.set()
                if self._ended.is_set():
                    return
                if group and self.again(group, lambda: self._ended.is_set() or following.is_newer()):
                    self.rebuilds.add()
        finally:
            self._begun.set()
