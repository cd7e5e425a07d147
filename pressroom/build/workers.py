"""Several files at once, on as many cores as there are, for builds that make many.

Workers are forks of the build: they inherit the project as it was read and receive only numbers; they send back
finished bytes and a report. The files are the same as without workers.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from pressroom.build.memory import collect
from pressroom.build.pickling import packed, unpacked
from pressroom.build.pool import Pool
from pressroom.findings import N_, Finding, Refused, Severity, code, finding
from pressroom.processes import can_fork

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


def cores() -> int:
    """How many workers there may be; 1 where processes cannot be forked."""
    return min(os.cpu_count() or 1, MOST_WORKERS) if can_fork() else 1


class Workers(Generic[Choice, Result]):
    """A pool of processes that calls `make` with each of `choices`, in order.

    What `make` raises in a worker is raised again by `result`. When a worker ends unexpectedly, what it had begun is
    made again in a process of its own, and the rest by new workers.

    Attributes:
        findings: about workers that ended unexpectedly.
    """

    def __init__(self, make: Callable[[Choice], Result], choices: Iterable[Choice], processes: int = 0, *,
                 ahead: int = AHEAD) -> None:
        """Start them: as many as there are cores, or so many `processes`, each `ahead` of what is asked for."""
        self.findings: list[Finding] = []
        self._count, self._ahead = processes or cores(), ahead
        self._choices = each = list(choices)
        self._answer = lambda number: _answered(make, each[number])
        self._numbers = {choice: number for number, choice in enumerate(each)}
        self._unsent = deque(range(len(each)))
        self._sent: set[int] = set()
        self._answers: dict[int, bytes] = {}
        self._pools = 0
        self._pool = self._start(self._count)
        self._send(0)

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the workers."""
        return self._pool.processes

    def result(self, choice: Choice) -> Result:
        """What `make` returned for `choice`, once.

        Raises:
            Refused: with the findings of the worker's own, or because each process that made it ended.
        """
        number = self._numbers.pop(choice)
        self._send(number)
        while number not in self._answers:
            ended = self._receive(self._pool)
            if ended is not None:
                self._recover(ended)
        success, result = unpacked(self._answers.pop(number))
        if not success:
            raise result
        return result  # type: ignore[no-any-return]

    def keep_busy(self) -> None:
        """Take what the workers have answered, and have each begin another choice, with one that waits behind it.

        Of the last choices none waits: this process and the workers end together.
        """
        while self._sent and self._pool.has_answers():
            ended = self._receive(self._pool)
            if ended is not None:
                self._recover(ended)
        while self._unsent and len(self._sent) < self._count * (2 if len(self._unsent) > 2 * self._count else 1):
            self._send_next()

    def own(self, choice: Choice) -> Choice | None:
        """A choice that this process is to make before `choice` is asked for; None when it is ready, or none is left.

        What this process makes is not asked of `result`.
        """
        self.keep_busy()
        if self._numbers[choice] in self._answers or not self._unsent:
            return None
        return self._choices[self._unsent.popleft()]

    def close(self) -> None:
        """End the workers; what they have begun is dropped."""
        self._pool.close()

    def _start(self, count: int) -> Pool:
        return Pool(count, gc.freeze, self._answer)  # what the build holds is shared: a collection would copy its pages

    def _send(self, number: int) -> None:
        """Have workers begin what is asked for now, and what will be asked for next."""
        while self._unsent and self._unsent[0] <= number + self._ahead * self._count:
            self._send_next()

    def _send_next(self) -> None:
        each = self._unsent.popleft()
        self._sent.add(each)
        self._pool.send([each])

    def _receive(self, pool: Pool) -> list[int] | None:
        """Take the answers of a pool; the numbers that it had begun when processes of it ended, None while they run."""
        answered, ended = pool.receive()
        self._answers.update(answered)
        self._sent.difference_update(answered)
        return ended

    def _recover(self, begun: list[int]) -> None:
        """Make what a worker had begun when it ended, and start new workers for the rest."""
        self._pool.close()
        self._pools += 1
        alone = sorted(self._sent) if self._pools >= MOST_POOLS else begun
        if all([self._made_alone(number) for number in alone]):
            self.findings.append(finding(
                WORKER_ENDED, N_("a process that makes pieces ended unexpectedly; what it had begun is made again"),
                severity=Severity.WARNING))
        self._pool = self._start(self._count)
        self._pool.send(sorted(self._sent))

    def _made_alone(self, number: int) -> bool:
        """Make a choice in a process of its own, which ends before another starts; whether it did not end too soon."""
        pool = self._start(1)
        try:
            pool.send([number])
            while number in self._sent and self._receive(pool) is None:
                continue
        finally:
            pool.close()
        if number not in self._sent:
            return True
        self._sent.remove(number)
        self._answers[number] = packed((False, Refused([finding(
            WORKER_ENDED,
            N_("the process that makes this piece ended unexpectedly, and so did the one that tried again"),
            N_("free some memory, or look at the pictures and drawings of this piece"))])))
        return False


def _answered(make: Callable[[Choice], object], choice: Choice) -> bytes:
    """Whether it succeeded, and what `make` returned or raised, for another process."""
    try:
        return packed((True, make(choice)))
    except Exception as raised:
        return _packed_fault(raised)
    finally:
        collect()


def _packed_fault(raised: Exception) -> bytes:
    if not isinstance(raised, Refused):
        import traceback  # lazy: for a fault of the program alone

        raised.add_note("".join(traceback.format_exception(raised)))
    try:
        content = packed((False, raised))
        unpacked(content)
    except Exception:  # an exception of a library may not travel
        content = packed((False, RuntimeError(*getattr(raised, "__notes__", [str(raised)]))))
    return content
