"""The site is made again after each change of the project, and those who look at it hear of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable


class Bell:
    """Rings when the site has been made again; those who wait are told how often it rang."""

    def __init__(self) -> None:
        self._rang = 0
        self._condition = threading.Condition()

    @property
    def rang(self) -> int:
        """How often."""
        return self._rang

    def ring(self) -> None:
        """Tell everybody."""
        with self._condition:
            self._rang += 1
            self._condition.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """How often it rang, as soon as that is more than `seen`, or after `seconds`."""
        with self._condition:
            self._condition.wait_for(lambda: self._rang != seen, seconds)
            return self._rang


class Watch:
    """Makes the site again after each change, in a thread of its own.

    Attributes:
        changes: given the event that ends the watching, the groups of files that change; an empty one says that the
            watching has begun.
        again: makes the site; whether it was made.
        bell: rings after each time.
    """

    def __init__(self, changes: Callable[[threading.Event], Iterable[frozenset[object]]], again: Callable[[], bool],
                 bell: Bell) -> None:
        self.changes, self.again, self.bell = changes, again, bell
        self._begun, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self, seconds: float = 30) -> None:
        """Begin to look; what changes once this has returned is seen."""
        self._thread.start()
        self._begun.wait(seconds)

    def end(self, seconds: float = 30) -> None:
        """Look no more; wait for a build at work to end."""
        self._ended.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            for group in self.changes(self._ended):
                self._begun.set()
                if self._ended.is_set():
                    return
                if group and self.again():
                    self.bell.ring()
        finally:
            self._begun.set()
