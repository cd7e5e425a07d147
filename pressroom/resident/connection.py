"""One command's connection to the resident process: what has come over it so far, and what the command is at."""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys
from contextlib import suppress

from pressroom.resident import request
from pressroom.resident.request import Malformed, Request

_MOST_DESCRIPTORS = 4
_CHUNK = 1 << 16
_PASSED_ON = frozenset((signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGSTOP, signal.SIGCONT))
_TO_ALL = frozenset((signal.SIGSTOP, signal.SIGCONT, signal.SIGKILL))


class Connection:
    """A command that asks, was accepted, or runs.

    Attributes:
        socket: to the process that asks.
        until: by when it must have asked and been accepted, on the monotonic clock.
        request: what it asked for, once that is complete.
        descriptors: that it handed over.
        process: of the command, 0 before it runs.
        peer: the process that asks.
    """

    def __init__(self, connected: socket.socket, until: float) -> None:
        connected.setblocking(False)
        self.socket, self.until = connected, until
        self.request: Request | None = None
        self.descriptors: list[int] = []
        self.process = 0
        credentials = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        self.peer, self.user, _ = struct.unpack("iII", credentials)
        self._content = b""

    def fileno(self) -> int:
        """The socket's, for a selector."""
        return self.socket.fileno()

    def received(self) -> bytes:
        """Read what has come.

        Raises:
            Malformed: the other end is gone, or what came is no request.
        """
        try:
            content, ancillary, flags, _ = self.socket.recvmsg(
                _CHUNK, socket.CMSG_SPACE(_MOST_DESCRIPTORS * 4), socket.MSG_CMSG_CLOEXEC)
        except BlockingIOError:
            return b""
        except OSError:
            raise Malformed from None
        for level, kind, rights in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                whole = rights[:len(rights) // 4 * 4]
                self.descriptors += [number for (number,) in struct.iter_unpack("i", whole)]
        if not content or flags & socket.MSG_CTRUNC or len(self.descriptors) > _MOST_DESCRIPTORS:
            raise Malformed
        return content

    def read_request(self) -> Request | None:
        """The request, when all of it has come.

        Raises:
            Malformed: the other end is gone, or what came is no request.
        """
        self._content += self.received()
        if len(self._content) < request.LENGTH_BYTES:
            return None
        length = int.from_bytes(self._content[:request.LENGTH_BYTES], "big")
        if length > request.MOST_BYTES or len(self._content) > request.LENGTH_BYTES + length:
            raise Malformed
        if len(self._content) == request.LENGTH_BYTES + length:
            asked = request.unpacked(self._content[request.LENGTH_BYTES:])
            if len(self.descriptors) != 1 + sum(map(bool, asked.streams)):
                raise Malformed
            self.request, self._content = asked, b""
        return self.request

    def pass_on(self, numbers: bytes) -> None:
        """Send the command the signals that its caller got."""
        for number in numbers:
            if number in _PASSED_ON:
                self.kill(number)

    def kill(self, number: int) -> None:
        """Send the running command a signal; those that stop and end it go to its own processes too."""
        for send in (os.killpg, os.kill) if number in _TO_ALL else (os.kill,):
            with suppress(ProcessLookupError, PermissionError):  # it has no group of its own yet, or has just ended
                send(self.process, number)

    def answer(self, content: bytes) -> None:
        """Send a few bytes; whoever does not take them has gone."""
        with suppress(OSError):
            self.socket.send(content)

    def answer_end(self, status: int) -> None:
        """Send the command's exit code, negative for a signal."""
        self.answer(request.ENDED + status.to_bytes(request.STATUS_BYTES, "big", signed=True))

    def close_descriptors(self) -> None:
        """Close what was handed over: the command has copies, or does not run."""
        for descriptor in self.descriptors:
            with suppress(OSError):
                os.close(descriptor)
        self.descriptors = []

    def close(self) -> None:
        """Close everything."""
        self.close_descriptors()
        self.socket.close()


def is_alike(process: int) -> bool:
    """Whether another process has this one's limits and priority: a command keeps those of whoever asks."""
    import resource

    try:
        return os.getpriority(os.PRIO_PROCESS, process) == os.getpriority(os.PRIO_PROCESS, 0) and all(
            resource.prlimit(process, kind) == resource.getrlimit(kind)
            for kind in range(getattr(resource, "RLIM_NLIMITS", 16)))
    except (OSError, ValueError):
        return sys.platform != "linux"
