"""Child processes that end with their parent, and descriptors that they do not inherit.

A fork is a copy of the whole program: a signal that reaches it before it has handlers of its own would run those of
its parent, and publish or remove what is the parent's. It therefore starts with these signals held back.

A process that is killed cannot end its children. Each child therefore watches a pipe whose write end its parent alone
holds: the system closes that end when the parent ends, in whatever way.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

ASKING_TO_END = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

# Descriptors of this process that a fork closes, and the lock under which they are opened and closed: without it a
# fork between the opening and the entry would leave one in the child.
_own: set[int] = set()
_lock = threading.RLock()


def can_fork() -> bool:
    """Whether this process may be copied: nowhere on Windows, and not on macOS, whose own libraries do not bear it.

    Pieces are then made one after another, and each is judged in the same process.
    """
    return hasattr(os, "fork") and sys.platform != "darwin"


class ParentPipe:
    """A pipe between a process and its children: those that `follow` it end when that process ends, or cuts it."""

    def __init__(self) -> None:
        with _lock:
            self._reader, self._writer = os.pipe()
            _own.add(self._writer)
        self._process = os.getpid()

    def follow(self) -> None:
        """In a forked child: end with the parent, and leave the user's signals to it."""
        for number in ASKING_TO_END:  # the parent handles those of the user, and ends its children
            signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKING_TO_END)
        threading.Thread(target=_end_after, args=(self._reader,), name="parent", daemon=True).start()

    def cut(self) -> None:
        """End every child that follows the pipe; without effect in a child, and when done before."""
        if self._process == os.getpid():
            close_own(self._writer)
            os.close(self._reader)
            self._process = 0


def fork(run: Callable[[], None]) -> int:
    """Start a child that calls `run` with the signals of `ASKING_TO_END` held back, and ends without any cleanup.

    Returns:
        The number of the child's process.

    Raises:
        OSError: the system allows no more processes.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ASKING_TO_END)
    try:
        child = os.fork()
        if not child:
            _run(run)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return child


def kill(child: int) -> None:
    """End a child that `fork` returned, and wait for that; without effect on the files that it has written."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)


def end_with_parent() -> Callable[[], None]:
    """A function for a child that becomes another program: by it, Linux ends the child with the thread that starts it.

    Elsewhere it does nothing, and such a program ends when its time is over.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    import ctypes  # lazy: needed only where a program is run

    library, parent, set_death_signal = ctypes.CDLL(None), os.getpid(), 1  # PR_SET_PDEATHSIG of prctl(2)

    def end() -> None:
        library.prctl(set_death_signal, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before the call
            os._exit(1)
    return end


def keep_own(descriptor: int) -> int:
    """Keep an open descriptor from children: a fork closes it in the child. Close it with `close_own`."""
    with _lock:
        _own.add(descriptor)
    return descriptor


def close_own(descriptor: int) -> None:
    """Close a descriptor that was kept from children."""
    with _lock:
        _own.discard(descriptor)
        os.close(descriptor)


def _run(run: Callable[[], None]) -> NoReturn:
    """Call `run`, then end this process: locks and buffers belong to its parent."""
    code = 1
    try:
        run()
        code = 0
    except ConnectionError:  # its parent has ended, which the thread that watches for that has not seen yet
        pass
    except Exception:
        import traceback  # lazy: for a fault of the program alone

        os.write(2, traceback.format_exc().encode())  # the stream of the parent may hold text that was not written
    finally:
        os._exit(code)


def _end_after(reader: int) -> None:
    """End this process when the pipe's write end is closed; nothing is ever written to it."""
    with contextlib.suppress(OSError):
        while os.read(reader, 1):
            continue
    os._exit(1)  # skip cleanup: lock and buffers belong to the parent


def _in_child() -> None:
    for descriptor in _own:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _own.clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_in_child)
