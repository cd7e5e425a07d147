"""A table of the state before it is read: where it lies, how it is opened, and the bounds within which it is read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.records import dataclass

MOST_ROWS = 200_000
MOST_BYTES = 300_000_000  # of one table when it is unpacked
MOST_COLUMNS = 200
LONGEST_LINE = 20_000  # bytes of a row
HEADER_WITHIN = 10  # lines: some editions put a title, or lines of explanation, above the header
MOST_TABLES = 50  # in one archive or workbook
MOST_TAGS = 16_000_000  # in the XML of a workbook: four for each cell of 200,000 rows of 20
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"))
"""Endings of the files that hold sheets of cells."""

OFFICIALS_FILE = code(
    "officials-file", N_("A file of the register cannot be read at all: it is missing, empty, packed or no text."),
    N_("Download it again. CSV and TXT are read, also inside .gz and .zip, and the sheets of .xlsx and .ods."))
OFFICIALS_TOO_MANY = code(
    "officials-too-many",
    N_("No table that is needed here has that many rows: France has 35,000 communes. What is longer is another table "
       "(the municipal councillors have half a million rows) or is damaged."),
    N_("Look at what the file is. The mayors are in elus-maires-mai.csv."))

FIELDS = N_("it has fewer or more cells than the header")
TOO_LARGE = N_("the table unpacks into more than {most} MB")


class Broken(Exception):  # noqa: N818 - the trade's word; it is no programming error
    """A row that cannot be understood; says why, in words to translate."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table: a file, or a member of an archive.

    Attributes:
        shown: what messages call it.
        path: the file.
        inside: whether it is a member of an archive or a sheet of a workbook, which nobody named.
        opened: opens it for reading bytes, as often as needed.
        suffix: `.csv`, `.ods` and so on, in small letters.
        sheet: which of a workbook's sheets, counted from 0.
    """

    shown: Path
    path: Path
    inside: bool
    opened: Callable[[], contextlib.AbstractContextManager[IO[bytes]]]
    suffix: str
    sheet: int = 0


def unreadable(path: Path, message: str, hint: str = "", *, reason: str = "", most: int = 0) -> Finding:
    """The finding about a file, or a table in it, that cannot be read."""
    return finding(OFFICIALS_FILE, message, hint, source=Place(path), reason=reason[:100], most=most)
