"""The signals that ask the program to end: each is met as Ctrl-C is, so that everything is left in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

# SIGTERM comes from a service manager, `kill` or `timeout`; SIGHUP from a terminal that is closed, on Windows SIGBREAK.
_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(KeyboardInterrupt):
    """The program was asked to end.

    Attributes:
        signal: the number of the signal.
    """

    def __init__(self, number: int) -> None:
        self.signal = number
        super().__init__()


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` inside the block on SIGTERM, SIGHUP and SIGBREAK.

    A signal that the program's caller ignores or handles stays as it is (`nohup` ignores SIGHUP), and so does every
    signal outside the main thread, which alone receives them.
    """
    before = {}
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        with suppress(ValueError):  # outside the main thread
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def exit_code_of(stop: KeyboardInterrupt) -> int:
    """As shells give it: 128 and the number of the signal."""
    return 128 + (stop.signal if isinstance(stop, Stopped) else signal.SIGINT)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise Stopped(number)
