"""The resident process: accepts commands of its project and runs each in a fork.

One thread and one loop, so that a fork finds no lock held. Whoever says nothing is dropped after a few seconds, and a
command whose caller is gone is ended.
"""

from __future__ import annotations

import errno
import os
import selectors
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from pressroom.processes import end_with_parent
from pressroom.resident import program, request
from pressroom.resident.command import Run, run_and_exit
from pressroom.resident.connection import Connection, is_alike
from pressroom.resident.endpoint import listening
from pressroom.resident.keeping import Kept, import_all
from pressroom.resident.request import Malformed, Request

IDLE_SECONDS = 15 * 60.0
MOST_AT_ONCE = 24
_SECONDS_TO_ASK = 5.0
# Variables that Python and the system's loader read before any program does: a fork cannot take them over.
_AT_START = (b"PYTHON", b"LD_", b"GLIBC_", b"MALLOC_")
_BLOCKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)


class Resident:
    """The process that stays: `serve` returns when it has been idle for long, or the program has changed.

    Attributes:
        root: of the project.
    """

    def __init__(self, root: Path, run: Run, idle_seconds: float = IDLE_SECONDS) -> None:
        self.root = Path(os.path.realpath(root))
        self._run, self._idle_seconds = run, idle_seconds
        self._program = program.stamps()  # before the imports: what changes while they run counts as changed
        self._kept = Kept(self.root)
        self._identity = request.identity()
        self._environment = _at_start([name + b"=" + value for name, value in os.environb.items()])
        status = self.root.stat()
        self._place = b"%d %d" % (status.st_dev, status.st_ino)
        self._connections: set[Connection] = set()
        self._ending, self._stale_memory = False, False

    def serve(self, ready: Callable[[], None]) -> None:
        """Answer commands; `ready` is called once, when they can ask.

        Raises:
            endpoint.Taken: another process does so already.
            OSError, address.Unsafe: the socket cannot be made.
        """
        _open_standard_descriptors()
        with listening(os.fspath(self.root)) as listener, selectors.DefaultSelector() as self._selector:
            self._listener = listener
            import_all()
            self._kept.warm()
            self._selector.register(listener, selectors.EVENT_READ)
            with _woken_by_children() as woken:
                self._selector.register(woken, selectors.EVENT_READ)
                self._spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
                self._end_with_parent = end_with_parent()
                ready()
                try:
                    self._loop(woken)
                finally:
                    for one in [*self._connections]:
                        self._drop(one)
                    os.close(self._spare)

    # -- the loop ---------------------------------------------------------------------------------------------------

    def _loop(self, woken: int) -> None:
        last = time.monotonic()
        while True:
            events = self._selector.select(self._seconds_to_wait(last))
            now = time.monotonic()
            for key, _ in events:
                if key.fileobj is self._listener:
                    self._accept(now)
                elif key.fd == woken:
                    with suppress(BlockingIOError):
                        os.read(woken, 4096)
                    self._reap()
                elif isinstance(key.fileobj, Connection) and key.fileobj in self._connections:
                    self._hear(key.fileobj)
            for late in [one for one in self._connections if not one.process and one.until <= now]:
                self._drop(late)
            if events or self._connections:
                last = now
            elif self._stale_memory:
                self._stale_memory = False
                self._kept.refresh()
            elif self._ending or now - last >= self._idle_seconds:
                return
            if self._ending and not self._connections:
                return

    def _seconds_to_wait(self, last: float) -> float:
        now = time.monotonic()
        if self._stale_memory and not self._connections:
            return 0.0
        ends = [one.until for one in self._connections if not one.process]
        if not self._connections:
            ends.append(last + self._idle_seconds)
        return max(0.0, min(ends) - now) if ends else 3600.0

    def _accept(self, now: float) -> None:
        try:
            connected, _ = self._listener.accept()
        except OSError as trouble:
            if trouble.errno in (errno.EMFILE, errno.ENFILE):  # refuse it, instead of being asked again and again
                os.close(self._spare)
                with suppress(OSError):
                    self._listener.accept()[0].close()
                self._spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
            return
        if len(self._connections) >= MOST_AT_ONCE:
            connected.close()
            return
        one = Connection(connected, now + _SECONDS_TO_ASK)
        if one.user != os.geteuid():
            one.close()
            return
        self._connections.add(one)
        self._selector.register(one, selectors.EVENT_READ)

    def _hear(self, one: Connection) -> None:
        """Read what a connection says: its request, that it begins, or signals for its command."""
        try:
            if one.process:
                one.pass_on(one.received())
            elif one.request:
                if one.received() != request.GO:
                    raise Malformed
                self._begin(one, one.request)
            elif (asked := one.read_request()) is not None:
                if not self._takes(one, asked):
                    one.answer(request.REFUSED)
                    raise Malformed
                one.answer(request.ACCEPTED)
        except Malformed:
            self._drop(one)

    def _takes(self, one: Connection, asked: Request) -> bool:
        """Whether the command would do the same here as in its own process."""
        if program.stamps() != self._program:
            self._end()
        return (not self._ending and asked.identity == self._identity and asked.root == os.fsencode(self.root)
                and asked.place == self._place and _at_start(asked.environment) == self._environment
                and is_alike(one.peer))

    def _end(self) -> None:
        """Take no more commands; the process ends when those that run have ended."""
        if not self._ending:
            self._ending = True
            self._selector.unregister(self._listener)
            self._listener.close()

    # -- commands ---------------------------------------------------------------------------------------------------

    def _begin(self, one: Connection, asked: Request) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)  # in the child they would end this process's own work
        try:
            process = os.fork()
            if not process:
                self._command(one, asked)
        except OSError:
            raise Malformed from None
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _BLOCKED)
        one.process = process
        one.close_descriptors()

    def _command(self, one: Connection, asked: Request) -> NoReturn:
        """In the fork: leave behind what belongs to the resident process, and run the command."""
        try:
            self._end_with_parent()
            for other in self._connections:
                if other is not one:
                    other.close_descriptors()
                other.socket.close()
            self._listener.close()
            self._selector.close()
            os.close(self._spare)
            run_and_exit(asked, one.descriptors, self._run)
        finally:
            os._exit(1)

    def _reap(self) -> None:
        """Tell each caller how its command ended."""
        for one in [one for one in self._connections if one.process]:
            process, status = os.waitpid(one.process, os.WNOHANG)
            if process:
                one.process = 0
                one.answer_end(os.waitstatus_to_exitcode(status))
                self._drop(one)
                self._stale_memory = True

    def _drop(self, one: Connection) -> None:
        """Close a connection; a command that runs for it is ended."""
        if one.process:
            one.kill(signal.SIGKILL)
            os.waitpid(one.process, 0)
            self._stale_memory = True
        with suppress(KeyError, ValueError):
            self._selector.unregister(one)
        self._connections.discard(one)
        one.close()


@contextmanager
def _woken_by_children() -> Iterator[int]:
    """A descriptor to which a byte is written when a child has ended."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    before = signal.signal(signal.SIGCHLD, lambda _number, _frame: None), signal.set_wakeup_fd(
        writer, warn_on_full_buffer=False)
    try:
        yield reader
    finally:
        signal.set_wakeup_fd(before[1])
        signal.signal(signal.SIGCHLD, before[0])
        os.close(reader)
        os.close(writer)


def _at_start(environment: list[bytes]) -> list[bytes]:
    return sorted(item for item in environment if item.startswith(_AT_START))


def _open_standard_descriptors() -> None:
    """Occupy the numbers 0 to 2, which a command takes for its own streams."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        continue
    os.close(descriptor)
