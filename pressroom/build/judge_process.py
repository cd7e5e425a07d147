"""Preflight in a second process, which imports its libraries while the piece is built.

Half of a short build is spent on imports: those that make a file, and those that judge it. The two share no code, so
two processes import at the same time. The report is the same as that of one process.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pressroom.brief import Brief
from pressroom.build.memory import collect
from pressroom.build.pickling import packed, unpacked
from pressroom.build.verdict import Judge, Verdict, judge_here
from pressroom.processes import ParentPipe, can_fork, fork, kill

_LENGTH = struct.Struct("<Q")


def import_judge() -> None:
    """Import preflight into this process, which will build again: no second process then imports it each time."""
    from pressroom import preflight

    preflight.import_all()


@contextmanager
def judge_beside(cache: Path | None, *, worth: bool = True,
                 meanwhile: Callable[[], object] = lambda: None) -> Iterator[Judge]:
    """Preflight in a process of its own; in this one, where it is imported already or is not `worth` a process.

    What is found in photographs is kept in the folder `cache`; None where each is looked at anew. `meanwhile` is called
    while the other process judges its first file.
    """
    if not worth or all(name in sys.modules for name in ("pressroom.preflight", "pikepdf", "pypdfium2", "zxingcpp")):
        from pressroom.build.picture_store import store_in  # lazy: not needed where another process judges

        yield partial(judge_here, store=store_in(cache))
        return
    judge = JudgeProcess(cache, meanwhile)
    try:
        yield judge
    finally:
        judge.close()


class JudgeProcess:
    """Preflight in a process of its own, which starts with the object; call the object as a function.

    With one core, without fork, or after that process has ended, files are judged in this process.

    Attributes:
        child: the number of the second process, 0 without one.
    """

    def __init__(self, cache: Path | None = None, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.child = 0
        self._meanwhile: Callable[[], object] | None = meanwhile
        self._cache = cache
        self._requests: BinaryIO | None = None
        self._answers: BinaryIO | None = None
        self._parent = ParentPipe()
        if can_fork() and (os.cpu_count() or 1) > 1:
            self._open()

    def _open(self) -> None:
        request_reader, request_writer = os.pipe()
        answer_reader, answer_writer = os.pipe()

        def serve() -> None:
            os.close(request_writer)
            os.close(answer_reader)
            _serve(os.fdopen(request_reader, "rb"), os.fdopen(answer_writer, "wb"), self._parent, self._cache)
        self.child = fork(serve)
        os.close(request_reader)
        os.close(answer_writer)
        self._requests, self._answers = os.fdopen(request_writer, "wb"), os.fdopen(answer_reader, "rb")

    def __call__(self, content: bytes, brief: Brief) -> Verdict:
        """The verdict on a finished file."""
        if self._requests is None or self._answers is None:
            return self._here(content, brief)
        try:
            _send(self._requests, content)
            _send(self._requests, packed(brief))
            meanwhile, self._meanwhile = self._meanwhile, None
            if meanwhile:
                meanwhile()
            verdict: Verdict = unpacked(_received(self._answers))
        except (OSError, EOFError):
            self.close()
            return self._here(content, brief)
        return verdict

    def _here(self, content: bytes, brief: Brief) -> Verdict:
        from pressroom.build.picture_store import store_in  # lazy: not needed while another process judges

        return judge_here(content, brief, store_in(self._cache))

    def close(self) -> None:
        """End the second process."""
        requests, answers, self._requests, self._answers = self._requests, self._answers, None, None
        for end in (requests, answers):
            if end is not None:
                with suppress(OSError):  # the process may have ended with a request half sent
                    end.close()
        if self.child:
            child, self.child = self.child, 0
            kill(child)  # no answer is expected any more, and Ctrl-C must not wait for one
        self._parent.cut()


def _serve(requests: BinaryIO, answers: BinaryIO, parent: ParentPipe, cache: Path | None) -> None:
    """Import what preflight takes, then answer requests until the parent closes its end."""
    parent.follow()
    from pressroom import preflight

    preflight.import_all()
    from pressroom.build.picture_store import store_in  # lazy: after the libraries, which take longer

    store = store_in(cache)
    preflight.rehearse()
    with suppress(EOFError, OSError):
        while True:
            content = _received(requests)
            _send(answers, packed(judge_here(content, unpacked(_received(requests)), store)))
            del content
            collect()


def _send(stream: BinaryIO, content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _received(stream: BinaryIO) -> bytes:
    """One message.

    Raises:
        EOFError: the other process has ended.
    """
    head = _exactly(stream, _LENGTH.size)
    return _exactly(stream, int(_LENGTH.unpack(head)[0]))


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise EOFError
    return content
