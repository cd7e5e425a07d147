"""External programs, run within bounds of time and memory.

None is needed to make a file; Ghostscript is a second way to check one, Hunspell looks words up, git knows earlier
versions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from pressroom.processes import end_with_parent

MEMORY = 2 * 2**30
"""Bytes of address space that a program may take."""

_NAMES = ("gs", "gswin64c", "gswin32c")
_MOST_SAID = 300
# -dSAFER is the default from 9.50 on; older versions would read and write any file.
_QUIET = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT")


class Missing(Exception):  # noqa: N818 - a state of the machine, not a programming error
    """The program is not installed; the message names it."""


class Unfinished(Exception):  # noqa: N818 - the program's outcome, not a programming error
    """The program failed, or exceeded its time or memory; the message says which."""


@cache
def ghostscript() -> str:
    """The path of Ghostscript; empty when it is not installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


@cache
def hunspell() -> str:
    """The path of Hunspell; empty when it is not installed."""
    return shutil.which("hunspell") or ""


@cache
def git() -> str:
    """The path of git; empty when it is not installed."""
    return shutil.which("git") or ""


def run(program: str, words: Iterable[str], *, seconds: float, folder: Path,
        memory: int = MEMORY, exact: bool = False) -> str:
    """Run a program in `folder`, without a shell and without input; its output, what it says of faults included.

    With `exact`, the output is that of the program's standard output alone, with its white space.

    It gets `memory` bytes of address space, where the system can bound it.

    Raises:
        Missing: there is no such program.
        Unfinished: it failed, or exceeded its time or memory.
    """
    try:
        process = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE if exact else subprocess.STDOUT, timeout=seconds, check=False,
                                 preexec_fn=_bounds(seconds, memory))
    except FileNotFoundError:
        raise Missing(program) from None
    except subprocess.TimeoutExpired:
        raise Unfinished(f"{Path(program).name} did not end within {seconds:.0f} s") from None
    except OSError as error:
        raise Unfinished(f"{Path(program).name}: {error.strerror}") from None
    output = process.stdout.decode("utf-8", "replace")
    if process.returncode:
        said = (process.stderr or process.stdout).decode("utf-8", "replace").strip()
        raise Unfinished(f"{Path(program).name} ended with {process.returncode}: {said[-_MOST_SAID:]}")
    return output if exact else output.strip()


def run_ghostscript(words: Iterable[str], *, seconds: float, folder: Path) -> str:
    """Run Ghostscript with access to the given files only; its output.

    Raises:
        Missing, Unfinished: as `run`.
    """
    if not ghostscript():
        raise Missing("Ghostscript")
    return run(ghostscript(), [*_QUIET, *words], seconds=seconds, folder=folder)


def _bounds(seconds: float, memory: int) -> Callable[[], None] | None:
    """A function that bounds the new process, also by the life of this one; None where the system has no bounds."""
    if os.name != "posix":
        return None
    import resource

    end = end_with_parent()

    def set_limits() -> None:
        end()
        for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(seconds) + 1)):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (limit, limit))
    return set_limits
