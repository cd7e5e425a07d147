"""Locks of the system on open files: fcntl on Linux and macOS, msvcrt on Windows.

The system frees a lock when its descriptor is closed or its process ends, in whatever way. Two descriptors of one
process exclude each other, too.

Windows locks a range of bytes for everybody, readers included, so that a lock there is on one byte far behind the end
of any file (`LockFile` allows that); it has none for folders, and none that several can share.
"""

from __future__ import annotations

import os
import sys
import time

_BYTE = 0x7FFF_0000
_SECONDS = 0.1
"""Between two attempts on Windows, whose own way of waiting gives up after ten seconds."""

KNOWS_FOLDERS = sys.platform != "win32"
"""Whether folders can be locked, and locks shared."""


def lock_at_once(descriptor: int) -> bool:
    """Lock an open file for this descriptor alone; False where another holds it.

    Raises:
        OSError: the file cannot be locked, by anybody.
    """
    if sys.platform == "win32":
        return _locked_on_windows(descriptor)
    import fcntl  # lazy: Windows has none

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock(descriptor: int) -> None:
    """Lock an open file for this descriptor alone, as soon as no other holds it.

    Raises:
        OSError: the file cannot be locked, by anybody.
    """
    if sys.platform == "win32":
        while not _locked_on_windows(descriptor):
            time.sleep(_SECONDS)
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)


def share(descriptor: int) -> None:
    """Hold an open file or folder together with others that share it, where `KNOWS_FOLDERS`.

    Raises:
        OSError: the file cannot be locked, by anybody.
    """
    if sys.platform == "win32":
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_SH)


def _locked_on_windows(descriptor: int) -> bool:
    import errno
    import msvcrt  # lazy: it is on Windows alone

    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)  # locks begin where the file stands
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as trouble:
        if trouble.errno in (errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK)):
            return False
        raise
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)
    return True
