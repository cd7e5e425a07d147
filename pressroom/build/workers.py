"""Several files at once, on as many cores as there are, where a build has much to make.

Workers are forks of the build: they inherit the project as it was read, and take only names; what
they send back is finished bytes and a report. The files are the same as those of one worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Generic, TypeVar

import pressroom.build.pickling  # noqa: F401  how findings travel
from pressroom.findings import Finding, Refused

Choice = TypeVar("Choice", bound=Hashable)
Result = TypeVar("Result")

MOST_WORKERS = 4

_work: list[Callable[..., object]] = []


def cores() -> int:
    """How many workers there may be; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(os.cpu_count() or 1, MOST_WORKERS)


class Crew(Generic[Choice, Result]):
    """Workers that make what is asked for, in order.

    `make` is called in a worker with each of `choices`; what it raises as Refused is raised by `made`.
    """

    def __init__(self, make: Callable[[Choice], Result], choices: Iterable[Choice]) -> None:
        self._pool = ProcessPoolExecutor(cores(), multiprocessing.get_context("fork"), _begin, (make,))
        self._futures: dict[Choice, Future[object]] = {choice: self._pool.submit(_one, choice) for choice in choices}

    def made(self, choice: Choice) -> Result:
        """What a worker made of `choice`.

        Raises:
            Refused: with the findings that stopped it.
        """
        done = self._futures.pop(choice).result()
        if isinstance(done, tuple) and done and all(isinstance(item, Finding) for item in done):
            raise Refused(done)
        return done  # type: ignore[return-value]

    def close(self) -> None:
        """Let the workers go; what they have not begun is not begun any more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin(make: Callable[..., object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself is told, and lets its workers go
    _work.append(make)


def _one(choice: object) -> object:
    try:
        return _work[-1](choice)
    except Refused as refused:
        return refused.findings
