"""Who makes the chunks of a run: this process, or several of this machine; the answers come in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol, TypeVar

from pressroom.build.memory import collect
from pressroom.build.workers import Workers, cores
from pressroom.findings import Refused

Result = TypeVar("Result")
Make = Callable[[int], Result]


class Interrupted(Refused):
    """A run cannot go on now; what is made of it is kept for --resume."""


class DraftWork(Protocol):
    """Drafts that are to be made, here or elsewhere.

    Attributes:
        painted: whether copies are painted, or only fitted.
        stays: whether it needs files of people that do not leave this machine.
    """

    painted: bool
    stays: bool

    def here(self, number: int) -> bytes:
        """The draft of a chunk, made in this process or kept from before."""

    def kept(self, number: int) -> bytes | None:
        """The draft of a chunk that an earlier call had made; None without one."""

    def words(self, number: int) -> tuple[object, ...]:
        """What another machine has to be told to make the draft, but for the project."""

    def taken(self, number: int, content: bytes) -> bytes:
        """The draft that another machine has made, as this one makes it."""

    def project(self) -> bytes:
        """The project, for another machine."""


class Crew(Protocol):
    """Makes chunks."""

    def each(self, make: Make[Result], count: int) -> Iterator[Result]:
        """What `make` returns for each number below `count`, in order."""

    def drafts(self, work: DraftWork, count: int) -> Iterator[bytes]:
        """The draft of each chunk, in order."""

    def close(self) -> None:
        """End what was begun for this run."""


class Processes:
    """Several processes of this machine, of which this is one: another one would hold the program once more."""

    def __init__(self, count: int = 0) -> None:
        """So many; 0 for as many as there are cores."""
        self.count = count or cores()

    def each(self, make: Make[Result], count: int) -> Iterator[Result]:
        """What `make` returns for each number below `count`, in order."""
        if self.count < 2 or count < 2:
            yield from map(make, range(count))
            return
        made: dict[int, Result] = {}
        with closing(Workers(make, range(count), min(self.count, count) - 1, ahead=0)) as workers:
            for number in range(count):
                workers.keep_busy()
                while number not in made and (own := workers.own(number)) is not None:
                    made[own] = make(own)
                    collect()
                yield made.pop(number) if number in made else workers.result(number)

    def drafts(self, work: DraftWork, count: int) -> Iterator[bytes]:
        """The draft of each chunk, in order."""
        yield from self.each(work.here, count)

    def close(self) -> None:
        """Nothing is left to end."""
