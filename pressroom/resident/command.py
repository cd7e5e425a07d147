"""Commands in a fork of the resident process: the descriptors, folder, environment and signals of whoever asks.

A fork runs one command after another, and so finds in its memory what the last one read. It ends after anything that
could be felt by the next: an exception, a signal, a descriptor, thread or process that was left behind, much memory.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pressroom import interpreter, programs
from pressroom.processes import keep_own
from pressroom.resident import request
from pressroom.resident.connection import MOST_DESCRIPTORS
from pressroom.resident.request import Request
from pressroom.resident.worker import READY, SIGNALS, STARTED

Run = Callable[[Path | None, list[str]], int]

MOST_COMMANDS = 200
MOST_GROWTH_KB = 256 * 1024
_BROKEN = 120  # Python's own exit code when standard output cannot be written at the end
_USUAL = range(4)  # exit codes of commands that went through


def serve(channel: socket.socket, run: Run) -> NoReturn:
    """Run the commands that come over the channel until it is closed; with the resident process, this one ends."""
    os.setsid()  # the terminal's signals reach the process that asked, which passes them on
    keep_own(channel.fileno())  # the resident process learns of this one's end by the channel's
    before = _kilobytes()
    for _ in range(MOST_COMMANDS):
        left_open = _descriptors()
        asked, descriptors = _received(channel)
        code, whole = _run(asked, descriptors, run, channel)
        channel.sendall(request.ENDED + code.to_bytes(request.STATUS_BYTES, "big", signed=True))
        if not whole or code not in _USUAL or _left_behind() or _descriptors() != left_open:
            break
        gc.collect()
        if _kilobytes() - before > MOST_GROWTH_KB:
            break
        channel.sendall(READY)  # not before: a command that came to a process about to end would not be run
    os._exit(0)  # skip cleanup: it is the resident process's


def _received(channel: socket.socket) -> tuple[Request, list[int]]:
    """The next command, and its descriptors; ends this process when there will be none."""
    content, descriptors, flags, _ = socket.recv_fds(channel, 1 << 16, MOST_DESCRIPTORS)
    length = int.from_bytes(content[:request.LENGTH_BYTES], "big") + request.LENGTH_BYTES
    while len(content) < length and (part := channel.recv(length - len(content))):
        content += part
    if not content or len(content) < length or flags & socket.MSG_CTRUNC:
        os._exit(0)
    return request.unpacked(content[request.LENGTH_BYTES:]), list(descriptors)


def _run(asked: Request, descriptors: list[int], run: Run, channel: socket.socket) -> tuple[int, bool]:
    """The exit code of a command, and whether it ended as commands do."""
    code, whole = 1, False
    try:
        _take_descriptors(asked, descriptors)
        _take_surroundings(asked)
        _take_signals(asked)
        channel.sendall(STARTED)
        code = run(Path(os.fsdecode(asked.root)), [os.fsdecode(word) for word in asked.words]) & 0xff
        whole = True
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException as fault:
        with suppress(BaseException):
            sys.excepthook(type(fault), fault, fault.__traceback__)
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    code = code if _flushed() else _BROKEN
    _drop_descriptors()
    return code, whole


def _take_signals(asked: Request) -> None:
    """Handle signals as a new process does; what came for an earlier command is dropped."""
    while signal.sigtimedwait(SIGNALS, 0):
        continue
    for number in SIGNALS:
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, signal.SIG_IGN if number in asked.ignored else usual)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _take_descriptors(asked: Request, descriptors: list[int]) -> None:
    """Make the standard streams those of whoever asked, and its folder the current one."""
    folder, *given = descriptors
    os.fchdir(folder)
    for number in range(3):
        os.close(number)
    rest = iter(given)
    streams = []
    for number, described in enumerate(asked.streams):
        if described:
            os.dup2(next(rest), number)
        streams.append(_stream(number, described.decode("ascii")) if described else None)
    for descriptor in descriptors:
        os.close(descriptor)
    for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _drop_descriptors() -> None:
    """Let go of what was handed over: a reader of the command's output sees its end."""
    os.chdir(os.sep)
    nowhere = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for number in range(3):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a few microseconds, for every command


def _left_behind() -> bool:
    """Whether the command left a thread, or a process of its own."""
    if threading.active_count() > 1:
        return True
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def _kilobytes() -> int:
    import resource  # lazy: Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _stream(number: int, described: str) -> io.TextIOWrapper:
    """A standard stream as Python opens it at its start."""
    encoding, errors, line_buffering, write_through = described.split(" ")
    name = ("<stdin>", "<stdout>", "<stderr>")[number]
    raw = io.FileIO(number, "wb" if number else "rb", closefd=False)
    raw.name = name
    buffer = io.BufferedWriter(raw) if number else io.BufferedReader(raw)
    stream = io.TextIOWrapper(buffer, encoding, errors, line_buffering=line_buffering == "1",
                              write_through=write_through == "1")
    stream.mode = "w" if number else "r"  # type: ignore[misc]
    return stream


def _take_surroundings(asked: Request) -> None:
    os.umask(asked.umask)
    os.environ.clear()
    for item in asked.environment:
        name, _, value = item.partition(b"=")
        os.environb[name] = value
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # as render.py does
    tempfile.tempdir = None
    programs.ghostscript.cache_clear()
    programs.hunspell.cache_clear()
    program = os.fsdecode(asked.program)
    interpreter.run_as(program)
    sys.argv = [program, *map(os.fsdecode, asked.words)]


def _flushed() -> bool:
    """Write what is buffered; whether that worked, with Python's own words if it did not."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as trouble:
            with suppress(OSError, ValueError):
                sys.stderr.write(f"Exception ignored in: {stream!r}\n{type(trouble).__name__}: {trouble}\n")
                sys.stderr.flush()
            return False
        except ValueError:  # it was closed
            continue
    return True
