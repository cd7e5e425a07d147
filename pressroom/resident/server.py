"""The resident process: accepts commands of its project, and has forks of itself run them.

One thread and one loop, so that a fork finds no lock held. Whoever says nothing is dropped after a few seconds, and a
command whose caller is gone is ended.
"""

from __future__ import annotations

import errno
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pressroom.processes import end_with_parent
from pressroom.resident import command, program, request
from pressroom.resident.connection import Connection, is_alike
from pressroom.resident.endpoint import listening
from pressroom.resident.keeping import Kept, import_all
from pressroom.resident.request import Malformed, Request
from pressroom.resident.worker import Worker

IDLE_SECONDS = 15 * 60.0
MOST_AT_ONCE = 24
_SECONDS_TO_ASK = 5.0
# Variables that Python and the system's loader read before any program does: a fork cannot take them over.
_AT_START = (b"PYTHON", b"LD_", b"GLIBC_", b"MALLOC_")


class Resident:
    """The process that stays: `serve` returns when it has been idle for long, or the program has changed.

    Attributes:
        root: of the project.
    """

    def __init__(self, root: Path, run: command.Run, idle_seconds: float = IDLE_SECONDS) -> None:
        self.root = Path(os.path.realpath(root))
        self._run, self._idle_seconds = run, idle_seconds
        self._program = program.stamps()  # before the imports: what changes while they run counts as changed
        self._kept = Kept(self.root)
        self._identity = request.identity()
        self._environment = _at_start([name + b"=" + value for name, value in os.environb.items()])
        status = self.root.stat()
        self._place = b"%d %d" % (status.st_dev, status.st_ino)
        self._connections: set[Connection] = set()
        self._workers: set[Worker] = set()
        self._ending, self._behind = False, True

    def serve(self, ready: Callable[[], None]) -> None:
        """Answer commands; `ready` is called once, when they can ask.

        Raises:
            endpoint.Taken: another process does so already.
            OSError, address.Unsafe: the socket cannot be made.
        """
        _open_standard_descriptors()
        with listening(os.fspath(self.root)) as self._listener, selectors.DefaultSelector() as self._selector:
            import_all()
            self._kept.warm()
            self._spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
            self._end_with_parent = end_with_parent()
            self._selector.register(self._listener, selectors.EVENT_READ)
            ready()
            try:
                self._loop()
            finally:
                for worker in [*self._workers]:
                    self._forget(worker)
                    worker.end()
                for one in [*self._connections]:
                    self._drop(one)
                os.close(self._spare)

    # -- the loop ---------------------------------------------------------------------------------------------------

    def _loop(self) -> None:
        last = time.monotonic()
        while not (self._ending and not self._connections):
            events = self._selector.select(self._seconds_to_wait(last))
            now = time.monotonic()
            for key, _ in events:
                self._handle(key.fileobj, now)
            for late in [one for one in self._connections if not one.worker and one.until <= now]:
                self._drop(late)
            if events or self._connections:
                last = now
            elif self._behind:
                self._catch_up()
            elif now - last >= self._idle_seconds:
                return

    def _seconds_to_wait(self, last: float) -> float:
        if not self._connections:
            return 0.0 if self._behind else max(0.0, last + self._idle_seconds - time.monotonic())
        ends = [one.until for one in self._connections if not one.worker]
        return max(0.0, min(ends) - time.monotonic()) if ends else 3600.0

    def _handle(self, source: object, now: float) -> None:
        if source is self._listener:
            self._accept(now)
        elif isinstance(source, Worker) and source in self._workers:
            self._hear_worker(source)
        elif isinstance(source, Connection) and source in self._connections:
            self._hear(source)

    def _catch_up(self) -> None:
        """While nobody waits: read what has changed, and have a worker ready for the next command."""
        self._behind = False
        self._kept.refresh()
        if not any(worker.idle for worker in self._workers):
            with suppress(OSError):
                self._start_worker()

    # -- connections ------------------------------------------------------------------------------------------------

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
            if one.worker:
                one.worker.signal(one.received())
            elif one.request:
                if one.received() != request.GO:
                    raise Malformed
                self._begin(one, one.request)
            elif (asked := one.read_request()) is not None:
                taken = self._takes(one, asked)
                one.answer(request.ACCEPTED if taken else request.REFUSED)
                if not taken:
                    raise Malformed
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

    def _drop(self, one: Connection) -> None:
        """Close a connection; a command that runs for it is ended."""
        if one.worker:
            self._forget(one.worker)
            one.worker.end()
        self._selector.unregister(one)
        self._connections.discard(one)
        one.close()

    # -- workers ----------------------------------------------------------------------------------------------------

    def _begin(self, one: Connection, asked: Request) -> None:
        """Have a worker run the command: the one that waits, or a new one.

        Raises:
            Malformed: there can be none.
        """
        for _ in range(2):  # the one that waits may have been ended by somebody
            try:
                worker = next((each for each in self._workers if each.idle), None) or self._start_worker()
                worker.begin(asked, one.descriptors)
            except OSError:
                continue
            one.worker = worker
            one.close_descriptors()
            return
        raise Malformed

    def _start_worker(self) -> Worker:
        worker = Worker(self._work)
        self._workers.add(worker)
        self._selector.register(worker, selectors.EVENT_READ)
        return worker

    def _work(self, channel: socket.socket) -> NoReturn:
        """In the fork: leave behind what belongs to the resident process, and run commands."""
        self._end_with_parent()
        for one in self._connections:
            one.close()
        for worker in self._workers:
            worker.channel.close()
        self._listener.close()
        self._selector.close()
        os.close(self._spare)
        signal.set_wakeup_fd(-1)
        command.serve(channel, self._run)

    def _hear_worker(self, worker: Worker) -> None:
        """Tell the caller how its command ended."""
        try:
            status, silent = worker.heard(), False
        except EOFError:
            self._forget(worker)
            status, silent = worker.ended(), True
        if status is None:
            return
        self._behind = True
        one = next((one for one in self._connections if one.worker is worker), None)
        if one:
            one.worker = None
            if status or not silent:  # an end without a word is no success: the command may not have been run at all
                one.answer(request.ENDED + status.to_bytes(request.STATUS_BYTES, "big", signed=True))
            self._drop(one)

    def _forget(self, worker: Worker) -> None:
        self._selector.unregister(worker)
        self._workers.discard(worker)
        self._behind = True


def _at_start(environment: list[bytes]) -> list[bytes]:
    return sorted(item for item in environment if item.startswith(_AT_START))


def _open_standard_descriptors() -> None:
    """Occupy the numbers 0 to 2, which a command takes for its own streams."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < 3:
        continue
    os.close(descriptor)
