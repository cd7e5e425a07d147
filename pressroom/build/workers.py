"""Several files at once, on as many cores as there are, for builds that make many.

Workers are forks of the build: they inherit the project as it was read and receive only names; they send back finished
bytes and a report. The files are the same as without workers.
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


class Workers(Generic[Choice, Result]):
    """A pool of processes that calls `make` with each of `choices`, in order.

    A Refused that `make` raises in a worker is raised again by `result`.
    """

    def __init__(self, make: Callable[[Choice], Result], choices: Iterable[Choice]) -> None:
        self._pool = ProcessPoolExecutor(cores(), multiprocessing.get_context("fork"), _begin, (make,))
        self._futures: dict[Choice, Future[object]] = {choice: self._pool.submit(_one, choice) for choice in choices}

    def result(self, choice: Choice) -> Result:
        """What `make` returned for `choice`.

        Raises:
            Refused: with the findings of the worker's own.
        """
        result = self._futures.pop(choice).result()
        if isinstance(result, tuple) and result and all(isinstance(item, Finding) for item in result):
            raise Refused(result)
        return result  # type: ignore[return-value]

    def close(self) -> None:
        """End the workers; choices that none has begun are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin(make: Callable[..., object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends its workers
    _work.append(make)


def _one(choice: object) -> object:
    try:
        return _work[-1](choice)
    except Refused as refused:
        return refused.findings
