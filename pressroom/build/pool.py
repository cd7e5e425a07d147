"""Forks of this process that answer numbers, and how each of them ends.

The pools of the standard library wait for ever when a process ends in the middle of a long answer: every process holds
the end of the pipe that is written to, so that its reader is never told that nothing more will come. Here a process
alone holds the end that it writes to.
"""

from __future__ import annotations

import os
import select
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from pressroom.processes import ParentPipe, close_own, fork, keep_own, kill

Answer = Callable[[int], bytes]

_NUMBER = struct.Struct("=I")
_LENGTH = struct.Struct("=Q")
_PIPE = 1 << 20  # bytes that a pipe holds, where the system lets one ask: most answers, so that no process waits


class Pool:
    """So many processes, which answer numbers until the pool is closed.

    All take numbers from one pipe, each the next one as soon as it is free.

    Attributes:
        processes: their numbers.
    """

    def __init__(self, count: int, begin: Callable[[], None], answer: Answer) -> None:
        """Start them; each calls `begin` once, and `answer` for each number."""
        self._parent = ParentPipe()
        reader, writer = os.pipe()
        self._writer = keep_own(writer)
        self._lines: dict[int, _Line] = {}
        try:
            for _ in range(count):
                line = _Line(lambda out: _serve(self._parent, reader, out, begin, answer))
                self._lines[line.answers] = line
        except BaseException:
            self.close()
            raise
        finally:
            os.close(reader)
        self.processes = tuple(line.process for line in self._lines.values())

    def send(self, numbers: Iterable[int]) -> None:
        """Have these answered."""
        with suppress(BrokenPipeError):  # all have ended, which `receive` tells
            for number in numbers:
                os.write(self._writer, _NUMBER.pack(number))

    def receive(self) -> tuple[dict[int, bytes], list[int] | None]:
        """Wait until something has come.

        Returns:
            What was answered, by number. And when processes ended that should not have: the numbers that they had
            begun; else None.
        """
        answered: dict[int, bytes] = {}
        ended: list[int] | None = None
        for each, _ in self._poll(None):
            line = self._lines[each]
            if line.read():
                answered.update(line.taken())
            else:
                ended = [*(ended or ()), *line.begun()]
        return answered, ended

    def has_answers(self) -> bool:
        """Whether `receive` would not wait."""
        return bool(self._poll(0))

    def _poll(self, wait: int | None) -> list[tuple[int, int]]:
        waiting = select.poll()
        for each in self._lines:
            waiting.register(each, select.POLLIN)
        return waiting.poll(wait)

    def close(self) -> None:
        """End the processes; what they have begun is dropped."""
        lines, self._lines = self._lines, {}
        for line in lines.values():
            line.close()
        if self._writer >= 0:
            close_own(self._writer)
            self._writer = -1
        self._parent.cut()


class _Line:
    """A process, and what came from it: each number when it is begun, then the answer behind its length."""

    def __init__(self, serve: Callable[[int], None]) -> None:
        reader, writer = os.pipe()
        _widen(writer)
        self.answers = keep_own(reader)
        try:
            self.process = fork(lambda: serve(writer))
        finally:
            os.close(writer)
        self._content = bytearray()

    def read(self) -> bool:
        """Take what has come; whether more may come."""
        content = os.read(self.answers, _PIPE)
        self._content += content
        return bool(content)

    def taken(self) -> Iterator[tuple[int, bytes]]:
        """The answers that are whole."""
        head = _NUMBER.size + _LENGTH.size
        while len(self._content) >= head:
            end = head + _LENGTH.unpack_from(self._content, _NUMBER.size)[0]
            if len(self._content) < end:
                return
            yield *_NUMBER.unpack_from(self._content), bytes(memoryview(self._content)[head:end])
            del self._content[:end]

    def begun(self) -> tuple[int, ...]:
        """The number whose answer is not whole."""
        return _NUMBER.unpack_from(self._content) if len(self._content) >= _NUMBER.size else ()

    def close(self) -> None:
        """End the process."""
        kill(self.process)
        close_own(self.answers)


def _serve(parent: ParentPipe, numbers: int, answers: int, begin: Callable[[], None], answer: Answer) -> None:
    """In a child: answer numbers for as long as the parent lives."""
    parent.follow()
    begin()
    while content := os.read(numbers, _NUMBER.size):
        _write(answers, content)
        answered = answer(_NUMBER.unpack(content)[0])
        _write(answers, _LENGTH.pack(len(answered)))
        _write(answers, answered)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left):]


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl  # lazy: there is none elsewhere

        with suppress(OSError):  # the user's pipes together hold as much as they may
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
