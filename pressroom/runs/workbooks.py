"""Workbooks (XLSX, XLSB, XLS, ODS) of records, read in a process of its own within bounds, as those of the register.

Values are what the file holds. A formula counts for what it said when the file was saved; one that was never computed
has no value, and is told as an empty cell. Cells that are merged hold their value once, in the first.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pressroom import files, programs
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.officials.sheets import FAULTS
from pressroom.officials.source import WORKBOOKS
from pressroom.patterns import regex
from pressroom.records import dataclass

RECORDS_WORKBOOK = code(
    "records-workbook", N_("A workbook that cannot be read within bounds of memory and time prints nothing."),
    N_("Save the sheet alone as XLSX, or as CSV in UTF-8."))
ZEROS_SHOWN = code(
    "records-zeros",
    N_("A spreadsheet shows 01000 for a number 1000 by its format alone; what the file holds would be printed."),
    N_("Format the column as text, and type the numbers anew; then look at the proof of the first record."),
    severity=Severity.WARNING)
SHEETS_LEFT = code(
    "records-sheets", N_("Records come from one sheet; what stands in the others is not printed."),
    N_("Move the sheet to the front, or save it as a file of its own."), severity=Severity.NOTE)

ENDINGS = WORKBOOKS
_MEMORY, _SECONDS = 3 * 2**30, 300.0
_MOST_FILE = 300_000_000
_ZEROS = regex(rb'formatCode="0{2,}|number:min-integer-digits="(?:[2-9]|\d\d)"[^>]*/?>\s*</number:number-style')
_PROGRAM = f"""import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pressroom.officials import workbook
workbook.MOST_ROWS, workbook.MOST_BYTES, workbook.MOST_TAGS = 1_000_100, 4_000_000_000, 400_000_000
workbook.main(*sys.argv[1:])"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a workbook.

    Attributes:
        name: its own.
        count: how many sheets there are.
        head: the number and the cells of its first row; None where it is empty.
        zeros: whether numbers of the workbook are shown with zeros that they do not have.
    """

    name: str
    count: int
    head: tuple[int, list[str]] | None
    zeros: bool


def first_sheet(path: Path) -> Sheet:
    """What is known of a workbook before its rows are read.

    Raises:
        Refused: it is none, is locked or damaged, or cannot be read within bounds.
    """
    with _read(path, "heads") as lines:
        heads = [json.loads(line) for line in lines]
    if not heads:
        raise Refused([_fault(path, N_("it has no sheet"))])
    name, rows_ = heads[0]
    return Sheet(name, len(heads), (rows_[0][0], rows_[0][1]) if rows_ else None, _zeros(path))


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet in which something stands, with their numbers.

    Raises:
        Refused: as `first_sheet`.
    """
    with _read(path, "0") as lines:
        for line in lines:
            number, cells = json.loads(line)
            yield number, cells


def _zeros(path: Path) -> bool:
    try:
        with files.opened(path) as stream, zipfile.ZipFile(stream) as archive:
            return any(_ZEROS.search(archive.open(name).read(4_000_000)) is not None
                       for name in archive.namelist() if name in ("xl/styles.xml", "styles.xml", "content.xml"))
    except (OSError, zipfile.BadZipFile, NotImplementedError):
        return False  # of another kind; whether it can be read is told elsewhere


@contextmanager
def _read(path: Path, sheet: str) -> Iterator[IO[bytes]]:
    """What the reading process writes; its folder, which holds people's data, goes with it."""
    with tempfile.TemporaryDirectory(prefix="records-") as name:
        folder = Path(name)
        try:
            with files.opened(path, _MOST_FILE) as stream, (folder / "workbook").open("wb") as copy:
                shutil.copyfileobj(stream, copy)
            programs.run(sys.executable, ["-P", "-c", _PROGRAM, "workbook", "rows", sheet], seconds=_SECONDS,
                         folder=folder, memory=_MEMORY)
            with files.opened(folder / "rows", 1 << 33) as lines:
                if lines.peek(1)[:1] == b"{":
                    said = json.loads(lines.read())
                    raise Refused([_fault(path, FAULTS.get(said["fault"], said["detail"]))])
                yield lines
        except files.Unread as trouble:
            raise Refused([_fault(path, str(trouble))]) from None
        except (programs.Missing, programs.Unfinished):
            raise Refused([_fault(path, N_("reading it takes more memory or time than a table of a million rows"))]
                          ) from None


def _fault(path: Path, reason: str) -> Finding:
    return finding(RECORDS_WORKBOOK, N_("cannot be read: {reason}"), source=Place(path), reason=reason[:100])
