"""How much work something takes, counted and not timed: the same on every machine, idle or busy."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType


@dataclass
class Work:
    """What was counted so far.

    Attributes:
        calls: of functions, Python's and C's.
        steps: of SQLite's machine, in thousands.
    """

    calls: int = 0
    steps: int = 0


@contextlib.contextmanager
def calls() -> Iterator[Work]:
    """Count the calls inside the block, in this process and thread."""
    work, before = Work(), sys.getprofile()

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            work.calls += 1
    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(before)


@contextlib.contextmanager
def steps(database: sqlite3.Connection) -> Iterator[Work]:
    """Count what SQLite does inside the block: a search without an index takes steps for every row."""
    work = Work()

    def count() -> int:
        work.steps += 1
        return 0
    database.set_progress_handler(count, 1000)
    try:
        yield work
    finally:
        database.set_progress_handler(None, 0)
