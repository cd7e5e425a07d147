"""A fork of the resident process that runs commands, one after another, as the resident process sees it."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NoReturn

from pressroom.processes import ASKING_TO_END
from pressroom.resident import request
from pressroom.resident.request import Request

STARTED, READY = b"S", b"R"
SIGNALS = ASKING_TO_END
_STOP, _GO_ON, _END = (getattr(signal, name, None) for name in ("SIGSTOP", "SIGCONT", "SIGKILL"))  # none on Windows
_PASSED_ON = frozenset((*SIGNALS, _STOP, _GO_ON))
_TO_ALL = frozenset((_STOP, _GO_ON, _END))
_MESSAGE = 1 + request.STATUS_BYTES


class Worker:
    """A process that waits for a command, or runs one.

    Attributes:
        process: its number.
        channel: to it: commands one way; that one has started, and how it ended, the other way.
        idle: whether it has said that it waits for a command; one that has just ended a command may be about to end.
    """

    def __init__(self, serve: Callable[[socket.socket], NoReturn]) -> None:
        """Fork; the child runs `serve`.

        Raises:
            OSError: the system allows no more processes.
        """
        self.channel, far = socket.socketpair()
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # in the child they would run this process's handlers
        try:
            self.process = os.fork()
            if not self.process:
                try:
                    self.channel.close()
                    serve(far)
                finally:
                    os._exit(1)
        except OSError:
            self.channel.close()
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            far.close()
        self.idle, self._started = True, False  # a new one waits
        self._waiting: list[int] = []
        self._content = b""

    def fileno(self) -> int:
        """The channel's, for a selector."""
        return self.channel.fileno()

    def begin(self, asked: Request, descriptors: list[int]) -> None:
        """Give it a command.

        Raises:
            OSError: it has ended.
        """
        self.idle, self._started = False, False
        content = asked.packed()
        sent = socket.send_fds(self.channel, [content], descriptors)
        self.channel.sendall(content[sent:])

    def heard(self) -> int | None:
        """Read what it says: the exit code of its command, once it has ended.

        Raises:
            EOFError: the process itself has ended.
        """
        try:
            content = self.channel.recv(64)
        except OSError:
            content = b""
        if not content:
            raise EOFError
        self._content += content
        status = None
        while self._content:
            if self._content[:1] == STARTED:
                self._content, self._started = self._content[1:], True
                self.signal(self._waiting)
                self._waiting = []
            elif self._content[:1] == READY:
                self._content, self.idle = self._content[1:], True
            elif len(self._content) < _MESSAGE:
                break
            else:
                status = int.from_bytes(self._content[1:_MESSAGE], "big", signed=True)
                self._content, self._waiting = self._content[_MESSAGE:], []
        return status

    def signal(self, numbers: Iterable[int]) -> None:
        """Send the command what its caller got, as soon as it can handle it."""
        for number in numbers:
            if number not in _PASSED_ON:
                continue
            if number in SIGNALS and not self._started:
                self._waiting.append(number)
            else:
                self._kill(number)

    def end(self) -> int:
        """End the process, and wait for that; its exit code, negative for a signal."""
        self._kill(signal.SIGKILL)
        return self.ended()

    def ended(self) -> int:
        """Wait for the process, which is about to end; its exit code, negative for a signal."""
        self.channel.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _kill(self, number: int) -> None:
        for send in (os.killpg, os.kill) if number in _TO_ALL else (os.kill,):
            with suppress(ProcessLookupError, PermissionError):  # it has no group of its own yet, or has just ended
                send(self.process, number)
