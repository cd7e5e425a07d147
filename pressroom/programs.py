"""Programs that the machine may have: found, and run within bounds of time and memory.

Nothing here is needed to make a file; Ghostscript is a second opinion about one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

MEMORY = 2 * 2**30
"""Bytes of address space that a program may take."""

_NAMES = ("gs", "gswin64c", "gswin32c")
_MOST_SAID = 300
# -dSAFER is the default from 9.50 on; it is said for older ones, which would read and write any file.
_QUIET = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT")


class Missing(Exception):  # noqa: N818 - a state of the machine, no programming error
    """The program is not installed; the message names it."""


class Unfinished(Exception):  # noqa: N818 - the program's outcome, no programming error
    """The program failed, or took more time or memory than it may; the message says which."""


@cache
def ghostscript() -> str:
    """Where Ghostscript is; empty when the machine lacks it."""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


def run(program: str, words: Iterable[str], *, seconds: float, folder: Path,
        memory: int = MEMORY) -> str:
    """Run a program in `folder`, without a shell and without input; what it says.

    It gets `memory` bytes of address space, where the system can bound it.

    Raises:
        Missing: there is no such program.
        Unfinished: it did not end well, or not in time.
    """
    try:
        process = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, timeout=seconds, check=False,
                                 preexec_fn=_bounds(seconds, memory))
    except FileNotFoundError:
        raise Missing(program) from None
    except subprocess.TimeoutExpired:
        raise Unfinished(f"{Path(program).name} did not end within {seconds:.0f} s") from None
    except OSError as error:
        raise Unfinished(f"{Path(program).name}: {error.strerror}") from None
    output = process.stdout.decode("utf-8", "replace").strip()
    if process.returncode:
        raise Unfinished(f"{Path(program).name} ended with {process.returncode}: {output[-_MOST_SAID:]}")
    return output


def run_ghostscript(words: Iterable[str], *, seconds: float, folder: Path) -> str:
    """Ghostscript without the right to touch other files than those it is given; what it says.

    Raises:
        Missing, Unfinished: as `run`.
    """
    if not ghostscript():
        raise Missing("Ghostscript")
    return run(ghostscript(), [*_QUIET, *words], seconds=seconds, folder=folder)


def _bounds(seconds: float, memory: int) -> Callable[[], None] | None:
    """What the new process does before it becomes the program; None where the system has no such bounds."""
    if os.name != "posix":
        return None
    import resource

    def set_limits() -> None:
        for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(seconds) + 1)):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (limit, limit))
    return set_limits
