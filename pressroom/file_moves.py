"""Files and folders that take another's place, also where another program has that one open.

On Linux and macOS who reads a file goes on reading the old one. Windows refuses to move or replace what is open, so
that a viewer, a virus scanner or an index of the system, which open new files for a moment, can be in the way.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_ATTEMPTS = 20
_SECONDS = 0.1


def replace(source: Path | str, target: Path | str) -> None:
    """Put the file `source` in the place of `target`.

    Raises:
        OSError: it cannot be done; on Windows, `target` may be open in another program for two seconds.
    """
    _attempted(lambda: os.replace(source, target))  # noqa: PTH105 - for names as texts, too


def rename(source: Path | str, target: Path | str) -> None:
    """Give a file or folder another name that is not taken.

    Raises:
        OSError: as `replace`.
    """
    _attempted(lambda: os.rename(source, target))  # noqa: PTH104


def _attempted(move: Callable[[], None]) -> None:
    for _ in range(_ATTEMPTS if sys.platform == "win32" else 0):
        try:
            move()
        except PermissionError:
            time.sleep(_SECONDS)
        else:
            return
    move()
