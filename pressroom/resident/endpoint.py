"""The listening end of a resident process: made in a folder of this user alone, taken over from one that has died."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pressroom import file_lock
from pressroom.resident import address

_WAITING = 64


class Taken(Exception):  # noqa: N818 - a state of the machine, not a programming error
    """Another process listens for this project already."""


@contextmanager
def listening(root: str) -> Iterator[socket.socket]:
    """A socket at which commands of the project ask; gone from the folder when the context ends.

    Raises:
        Taken: there is one already.
        OSError, address.Unsafe: no folder can hold it.
    """
    folder, name = _folder(root), address.name(root)
    try:
        with _alone(folder, f"{name}.lock"):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)  # of a process that was killed: a living one holds the lock
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
                listener.bind(address.inside(folder, name))
                listener.listen(_WAITING)
                listener.setblocking(False)
                try:
                    yield listener
                finally:
                    with suppress(OSError):
                        os.unlink(name, dir_fd=folder)
    finally:
        os.close(folder)


def _folder(root: str) -> int:
    """A descriptor of the first folder that is safe, made where it is missing."""
    *_, last = places = address.folders(root)
    for place in places:
        try:
            if place == last:
                Path(place).parent.mkdir(exist_ok=True)
            with suppress(FileExistsError):
                Path(place).mkdir(mode=0o700)
            return address.opened(place)
        except (OSError, address.Unsafe):
            if place == last:
                raise
    raise AssertionError


@contextmanager
def _alone(folder: int, name: str) -> Iterator[None]:
    """Hold the lock of the one process that listens; the system frees it when that process ends, in whatever way."""
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=folder)
    try:
        if not file_lock.lock_at_once(descriptor):
            raise Taken
        yield
    finally:
        os.close(descriptor)
