"""Several files at once, on as many cores as there are, for builds that make many.

Workers are forks of the build: they inherit the project as it was read and receive only numbers; they send back
finished bytes and a report. The files are the same as without workers.
"""

from __future__ import annotations

import gc
import mmap
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Generic, TypeVar

import pressroom.build.pickling  # noqa: F401  how findings travel
from pressroom.build.memory import collect
from pressroom.findings import N_, Finding, Refused, Severity, code, finding
from pressroom.processes import ParentPipe

Choice = TypeVar("Choice", bound=Hashable)
Result = TypeVar("Result")

MOST_WORKERS = 4
AHEAD = 4
"""So many pieces for each worker are made before they are asked for: finished files wait in memory."""

MOST_POOLS = 4
"""So many times workers are started; what is left when the last ones have ended is made in a process for each piece."""

WORKER_ENDED = code(
    "worker-ended",
    N_("A process that makes pieces was ended by another program, by the system when memory ran out, or by a fault in "
       "a library. The piece that it was making is tried again in a process of its own."),
    N_("Build again. If the same piece fails each time, look at its pictures and drawings, or free some memory."))

_BEGUN = 1


def cores() -> int:
    """How many workers there may be; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(os.cpu_count() or 1, MOST_WORKERS)


class Workers(Generic[Choice, Result]):
    """A pool of processes that calls `make` with each of `choices`, in order.

    A Refused that `make` raises in a worker is raised again by `result`. When a worker ends unexpectedly, what was
    begun is made again in a process of its own, and the rest by new workers.

    Attributes:
        findings: about workers that ended unexpectedly.
    """

    def __init__(self, make: Callable[[Choice], Result], choices: Iterable[Choice]) -> None:
        self.findings: list[Finding] = []
        each = list(choices)
        self._waiting = {choice: number for number, choice in enumerate(each)}
        self._parent = ParentPipe()
        # One byte for each choice, shared with the workers, which set it when they begin.
        self._begun = mmap.mmap(-1, max(1, len(each)))
        self._task = _Task(make, each, self._begun, self._parent)
        self._futures: dict[int, Future[object]] = {}
        self._unsent: deque[int] = deque()
        self._pools = 0
        self._pool = self._start(range(len(each)))
        self._send(0)

    def result(self, choice: Choice) -> Result:
        """What `make` returned for `choice`.

        Raises:
            Refused: with the findings of the worker's own, or because each process that made it ended.
        """
        number = self._waiting[choice]
        self._send(number)
        while self._is_lost(number):
            self._recover()
            self._send(number)
        del self._waiting[choice]
        result = self._futures.pop(number).result()
        if isinstance(result, tuple) and result and all(isinstance(item, Finding) for item in result):
            raise Refused(result)
        return result  # type: ignore[return-value]

    def close(self) -> None:
        """End the workers; what they have begun is dropped."""
        if not all(future.done() for future in self._futures.values()):
            self._parent.cut()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._parent.cut()

    def _start(self, numbers: Iterable[int]) -> ProcessPoolExecutor:
        pool = self._task.pool(cores())
        self._pools += 1
        self._unsent = deque(sorted(numbers))
        return pool

    def _send(self, number: int) -> None:
        """Have workers begin what is asked for now, and what will be asked for next."""
        while self._unsent and self._unsent[0] <= number + AHEAD * cores():
            each = self._unsent.popleft()
            self._futures.pop(each, None)
            with suppress(BrokenProcessPool):  # what was not submitted has no future, and is lost
                self._futures[each] = self._pool.submit(_one, each)

    def _is_lost(self, number: int) -> bool:
        if number in self._unsent:
            return False
        future = self._futures.get(number)
        return future is None or isinstance(future.exception(), BrokenProcessPool)

    def _recover(self) -> None:
        """Make what a worker had begun when it ended, and start new workers for the rest."""
        self._pool.shutdown(wait=True)
        lost = [number for number in self._waiting.values() if self._is_lost(number)]
        alone = [number for number in lost if self._begun[number] or self._pools >= MOST_POOLS]
        for number in alone:
            self._futures[number] = self._made_alone(number)
        if not any(self._is_lost(number) for number in alone):
            self.findings.append(finding(
                WORKER_ENDED, N_("a process that makes pieces ended unexpectedly; what it had begun is made again"),
                severity=Severity.WARNING))
        for number in filter(self._is_lost, alone):
            self._futures[number] = _done((finding(
                WORKER_ENDED,
                N_("the process that makes this piece ended unexpectedly, and so did the one that tried again"),
                N_("free some memory, or look at the pictures and drawings of this piece")),))
        self._pool = self._start([*self._unsent, *(number for number in lost if number not in alone)])

    def _made_alone(self, number: int) -> Future[object]:
        """The outcome of a choice in a process of its own, which ends before another starts."""
        with self._task.pool(1) as pool:
            future = pool.submit(_one, number)
            try:
                future.exception()
            except BaseException:  # Ctrl-C: do not wait for the process
                self._parent.cut()
                raise
        return future


class _Task:
    """What all workers of a build share."""

    def __init__(self, make: Callable[..., object], choices: Sequence[object], begun: mmap.mmap,
                 parent: ParentPipe) -> None:
        self.make, self.choices, self.begun, self.parent = make, choices, begun, parent

    def pool(self, count: int) -> ProcessPoolExecutor:
        """So many workers, which start with the first choice."""
        return ProcessPoolExecutor(count, multiprocessing.get_context("fork"), self.begin)

    def begin(self) -> None:
        """In a worker: be ready for `_one`."""
        self.parent.follow()
        gc.freeze()  # what the build holds is shared with it, and stays so: a collection would copy its pages
        _tasks.append(self)


_tasks: list[_Task] = []


def _one(number: int) -> object:
    task = _tasks[-1]
    task.begun[number] = _BEGUN
    try:
        return task.make(task.choices[number])
    except Refused as refused:
        return refused.findings
    finally:
        collect()


def _done(result: object) -> Future[object]:
    future: Future[object] = Future()
    future.set_result(result)
    return future
