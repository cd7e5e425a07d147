"""A command in a fork of the resident process: the descriptors, folder, environment and signals of whoever asked."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pressroom import interpreter, programs
from pressroom.resident.request import Request

Run = Callable[[Path | None, list[str]], int]

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_BROKEN = 120  # Python's own exit code when standard output cannot be written at the end


def run_and_exit(asked: Request, descriptors: list[int], run: Run) -> NoReturn:
    """Take over what the request hands over, run the command, and end this process."""
    code = 1
    try:
        _take_signals(asked)
        _take_descriptors(asked, descriptors)
        _take_surroundings(asked)
        code = _outcome(asked, run)
    except BaseException:  # nothing of the resident process may run here
        with suppress(BaseException):
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        os._exit(code if _flushed() else _BROKEN)


def _outcome(asked: Request, run: Run) -> int:
    try:
        return run(Path(os.fsdecode(asked.root)), [os.fsdecode(word) for word in asked.words]) & 0xff
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


def _take_signals(asked: Request) -> None:
    os.setsid()  # the terminal's signals reach the process that asked, which passes them on
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number in _SIGNALS:
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, signal.SIG_IGN if number in asked.ignored else usual)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _take_descriptors(asked: Request, descriptors: list[int]) -> None:
    """Make the standard streams those of whoever asked, and its folder the current one."""
    folder, *given = descriptors
    os.fchdir(folder)
    for number in range(3):
        with suppress(OSError):
            os.close(number)
    rest = iter(given)
    streams = []
    for number, described in enumerate(asked.streams):
        if described:
            os.dup2(next(rest), number)
        streams.append(_stream(number, described.decode("ascii")) if described else None)
    for descriptor in descriptors:
        os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__ = streams  # type: ignore[assignment]


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
