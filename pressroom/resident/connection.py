"""One command's connection to the resident process: what has come over it so far, and what runs for it."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress

from pressroom.resident import request
from pressroom.resident.request import Malformed, Request
from pressroom.resident.worker import Worker

MOST_DESCRIPTORS = 4
_CHUNK = 1 << 16


class Connection:
    """A command that asks, was accepted, or runs.

    Attributes:
        socket: to the process that asks.
        until: by when it must have asked and been accepted, on the monotonic clock.
        request: what it asked for, once that is complete.
        descriptors: that it handed over.
        worker: that runs the command.
        peer: the process that asks; `user` is its user.
    """

    def __init__(self, connected: socket.socket, until: float) -> None:
        connected.setblocking(False)
        self.socket, self.until = connected, until
        self.request: Request | None = None
        self.descriptors: list[int] = []
        self.worker: Worker | None = None
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
                _CHUNK, socket.CMSG_SPACE(MOST_DESCRIPTORS * 4), socket.MSG_CMSG_CLOEXEC)
        except OSError:
            raise Malformed from None
        for level, kind, rights in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                whole = rights[:len(rights) // 4 * 4]
                self.descriptors += [number for (number,) in struct.iter_unpack("i", whole)]
        if not content or flags & socket.MSG_CTRUNC or len(self.descriptors) > MOST_DESCRIPTORS:
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

    def answer(self, content: bytes) -> None:
        """Send a few bytes; whoever does not take them has gone."""
        with suppress(OSError):
            self.socket.send(content)

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
            resource.prlimit(process, kind) == resource.getrlimit(kind) for kind in _limits(resource))
    except (OSError, ValueError):
        return False


def _limits(resource: object) -> set[int]:
    return {getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")}
