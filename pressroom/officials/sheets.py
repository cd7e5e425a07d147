"""The sheets of a workbook (XLSX, XLSB, XLS, ODS) as rows of cells: some tables are published in no other form.

Only values are read: a formula counts for what it said when the file was saved, and a cell that holds an error counts
as empty. A workbook is read in a process of its own, within bounds of memory and time.
"""

from __future__ import annotations

import functools
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from pressroom import programs
from pressroom.files import Unread, opened
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.officials import source as bounds
from pressroom.officials.source import FIELDS, OFFICIALS_TOO_MANY, TOO_LARGE, Broken, Source, unreadable

MOST_FILE_BYTES = 100_000_000  # of a workbook as it lies on the disk
MEMORY = 600 * 2**20  # bytes of address space of the process that reads it
SECONDS = 30.0
_PROGRAM = f"""import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pressroom.officials.workbook import main
main(*sys.argv[1:])"""

FAULTS = MappingProxyType({
    "locked": N_("it is locked with a password"),
    "web": N_("it is a web page or other XML, not a workbook"),
    "foreign": N_("it is no workbook, whatever its name says"),
    "columns": N_("it has more columns than any table of the register"),
    "sheets": N_("it has too many sheets"),
    "row": N_("a row is longer than any of a table"),
    "cells": N_("it has more cells than any table of the register"),
})
TOO_MUCH = N_("reading it takes more memory or time than any table of the register needs")

Row = tuple[int, list[str]]


def sheets(path: Path) -> list[Source]:
    """The sheets of a workbook, as sources that open the workbook itself.

    Raises:
        Refused: it is none, is damaged or locked, or cannot be read within bounds.
    """
    return [Source(path / _shown(name), path, True, functools.partial(opened, path), path.suffix.lower(), number)
            for number, (name, _) in enumerate(_looked_through(path))]


def heads(source: Source) -> list[tuple[int, str, list[str]]]:
    """The first rows: line number, no separator, cells."""
    return [(number, "", row) for number, row in _looked_through(source.path)[source.sheet][1]
            if number <= bounds.HEADER_WITHIN]


def cells(source: Source, after: int, width: int) -> Iterator[tuple[int, list[str] | Broken]]:
    """Every row below line `after`, with its number: its `width` cells, or what is wrong with it."""
    with _read(source.path, str(source.sheet)) as lines:
        count = 0
        for line in lines:
            number, row = json.loads(line)
            if number <= after:
                continue
            count += 1
            if count > bounds.MOST_ROWS:
                raise Refused([finding(OFFICIALS_TOO_MANY, N_("it has more than {most} rows"),
                                       source=Place(source.shown), most=bounds.MOST_ROWS)])
            row.extend([""] * (width - len(row)))
            yield number, Broken(FIELDS) if any(row[width:]) else row[:width]


def _shown(name: str) -> str:
    """A sheet's name as a part of a path; it may hold any sign."""
    return "".join(sign if sign.isprintable() and sign not in "/\\" else "_" for sign in name)[:60] or "_"


def _looked_through(path: Path) -> list[tuple[str, list[Row]]]:
    """The names of the sheets, each with its first rows."""
    try:
        seen = path.stat()
    except OSError:
        seen = None
    return _heads(path, (seen.st_mtime_ns, seen.st_size) if seen else None)


@functools.lru_cache(maxsize=8)
def _heads(path: Path, _stamp: tuple[int, int] | None) -> list[tuple[str, list[Row]]]:
    with _read(path, "heads") as lines:
        return [(name, [(number, row) for number, row in rows]) for name, rows in map(json.loads, lines)]


@contextmanager
def _read(path: Path, sheet: str) -> Iterator[IO[bytes]]:
    """What the reading process writes of a workbook, line by line.

    Raises:
        Refused: the workbook cannot be read, with the reason.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with opened(path, MOST_FILE_BYTES) as stream, (folder / "workbook").open("wb") as copy:
                shutil.copyfileobj(stream, copy)
            programs.run(sys.executable, ["-P", "-c", _PROGRAM, "workbook", "rows", sheet], seconds=SECONDS,
                         folder=folder, memory=MEMORY)
            with opened(folder / "rows") as lines:
                first = lines.peek(1)[:1]
                if first == b"{":
                    raise Refused([_fault(path, json.loads(lines.read()))])
                yield lines
        except Unread as trouble:
            raise Refused([unreadable(path, N_("cannot be read: {reason}"), reason=str(trouble))]) from None
        except (programs.Missing, programs.Unfinished):
            raise Refused([unreadable(path, N_("cannot be read: {reason}"), reason=TOO_MUCH)]) from None


def _fault(path: Path, said: dict[str, Any]) -> Finding:
    if said["fault"] == "large":
        return unreadable(path, TOO_LARGE, most=bounds.MOST_BYTES // 1_000_000)
    return unreadable(path, N_("cannot be read: {reason}"), reason=FAULTS.get(said["fault"], said["detail"]))
