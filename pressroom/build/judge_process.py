"""The judge in a room of his own: a second process that reads up while a piece is still being made.

Half of a short build is the import of what makes a file and of what judges it. The two share no code, so
two processes do both at once; the verdict is the same, byte for byte, as one process would give.
"""

from __future__ import annotations

import gc
import os
import signal
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from pressroom.brief import Brief, Report
from pressroom.build.pickling import packed, unpacked

Judge = Callable[[bytes, Brief], Report]

_LENGTH = struct.Struct("<Q")


def judge_here(content: bytes, brief: Brief) -> Report:
    """Judge in this process."""
    from pressroom import preflight

    return preflight.judge(content, brief)


class Chambers:
    """A judge that works beside this process, from the moment this is made; use it as a function.

    Where there is one core, or processes cannot be forked, or the judge's process has died, the judging is
    done here.

    Attributes:
        child: the number of the judge's own process, 0 where there is none.
    """

    def __init__(self) -> None:
        self.child = 0
        self._asking: BinaryIO | None = None
        self._answers: BinaryIO | None = None
        if hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
            self._open()

    def _open(self) -> None:
        questions, asking = os.pipe()
        answers, answering = os.pipe()
        self.child = os.fork()
        if not self.child:
            os.close(asking)
            os.close(answers)
            _sit(os.fdopen(questions, "rb"), os.fdopen(answering, "wb"))
        os.close(questions)
        os.close(answering)
        self._asking, self._answers = os.fdopen(asking, "wb"), os.fdopen(answers, "rb")

    def __call__(self, content: bytes, brief: Brief) -> Report:
        """What the judge says of a finished file."""
        if self._asking is None or self._answers is None:
            return judge_here(content, brief)
        try:
            _send(self._asking, content)
            _send(self._asking, packed(brief))
            report: Report = unpacked(_received(self._answers))
        except (OSError, EOFError):
            self.close()
            return judge_here(content, brief)
        return report

    def close(self) -> None:
        """Let the judge go."""
        asking, answers, self._asking, self._answers = self._asking, self._answers, None, None
        for end in (asking, answers):
            if end is not None:
                with suppress(OSError):  # he may be gone already, and what was being said to him is lost
                    end.close()
        if self.child:
            child, self.child = self.child, 0
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # nobody waits for what he reads or judges now, Ctrl-C least of all
            os.waitpid(child, 0)


def _sit(questions: BinaryIO, answering: BinaryIO) -> None:
    """The judge's life: read up, answer what is asked, end when nobody asks any more. Never returns."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself is told, and lets him go
        gc.freeze()
        from pressroom import preflight

        preflight.read_up()
        with suppress(EOFError, OSError):
            while True:
                content = _received(questions)
                _send(answering, packed(preflight.judge(content, unpacked(_received(questions)))))
    finally:
        os._exit(0)  # nothing of the build's own, such as its lock or its buffers, is his to put away


def _send(stream: BinaryIO, content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _received(stream: BinaryIO) -> bytes:
    """One message.

    Raises:
        EOFError: the other side is gone.
    """
    head = _exactly(stream, _LENGTH.size)
    return _exactly(stream, int(_LENGTH.unpack(head)[0]))


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) != length:
        raise EOFError
    return content
