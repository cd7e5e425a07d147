"""Who makes the chunks of a run: this process, several of this machine, or a cluster; the answers come in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol, TypeVar

from pressroom.build.workers import Workers, cores

Result = TypeVar("Result")
Make = Callable[[int], Result]


class Crew(Protocol):
    """Makes chunks."""

    def each(self, make: Make[Result], count: int) -> Iterator[Result]:
        """What `make` returns for each number below `count`, in order."""


class Processes:
    """Several processes of this machine, or this one alone."""

    def __init__(self, count: int = 0) -> None:
        """So many; 0 for as many as there are cores."""
        self.count = count or cores()

    def each(self, make: Make[Result], count: int) -> Iterator[Result]:
        """What `make` returns for each number below `count`, in order."""
        if self.count < 2 or count < 2:
            yield from map(make, range(count))
            return
        with closing(Workers(make, range(count), min(self.count, count))) as workers:
            for number in range(count):
                yield workers.result(number)
