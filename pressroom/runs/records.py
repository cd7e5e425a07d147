"""Records: the rows of a table under the keys of a run, each right or told with its row and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pressroom import files
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, Refused, code, finding, nearest
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.runs.addresses import RUN_LINK
from pressroom.runs.tables import RECORDS_TABLE, Row, Table
from pressroom.runs.wording import keys_in
from pressroom.specs.document import Document
from pressroom.specs.run import RunSpec
from pressroom.text.addresses import address_fault

RECORD_CELL = code(
    "record-cell", N_("An empty or damaged cell prints a gap, and two rows of one key print one copy twice."),
    N_("Correct the cell that the message names, or let the column be empty: {name: ..., empty: true}."))
COLUMN_MISSING = code(
    "record-column", N_("A run takes each column by the name that it has in the table's first row."),
    N_("Write the name under columns: as it stands in the table, or correct the table."))
MOST_TOLD = 100
"""Findings about rows that are told; the others are counted."""

_DROPPED = dict.fromkeys((0x200B, 0xFEFF))
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MAIL = regex(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_SPACES = regex(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Record:
    """A row, ready to be printed.

    Attributes:
        row: its line in the table, or its row in the sheet.
        key: what it is called: its row, or the cell of the run's key.
        values: its words by the keys of the run's columns.
    """

    row: int
    key: str
    values: Mapping[str, str]


class Records:
    """The records of a table, row by row.

    Attributes:
        findings: about rows that were read so far, and that are no records.
        left_out: how many these are.
        count: records so far.
        remarks: what staff should know of those that are.
    """

    def __init__(self, spec: RunSpec, document: Document, table: Table,
                 asked: Callable[[int], bool] = lambda _: True) -> None:
        """Find the columns; of rows that are not `asked` for, what is wrong with them is not told.

        Raises:
            Refused: one is not in the table, or is there twice.
        """
        self.spec, self.table = spec, table
        self.findings: list[Finding] = []
        self.left_out = self.count = 0
        self.rows_left_out: list[int] = []
        self._columns = _columns(spec, document, table)
        self._keys: set[int] = set()
        self._asked = asked
        self.remarks: list[Finding] = []
        texts = spec.link.parameters.values() if spec.link else ()
        self._sent = {key for text in texts for key in keys_in(text)}  # what goes into addresses

    def __iter__(self) -> Iterator[Record]:
        """Every record; what is wrong with other rows is in `findings`."""
        for row in self.table.rows():
            problems = [row_fault(self.table.path, row)] if row.fault else []
            values = {} if row.fault else self._values(row, problems)
            key = values.get(self.spec.key, "") if self.spec.key else str(row.number)
            if not problems and self.spec.key:
                self._once(row, key, problems)
            if problems:
                if self._asked(row.number):
                    self.leave_out(row.number, problems)
                continue
            self.count += 1
            yield Record(row.number, key, values)

    def leave_out(self, number: int, problems: list[Finding]) -> None:
        """Count a row that is no record, and keep what is wrong with the first of them."""
        self.left_out += 1
        self.rows_left_out.append(number)
        self.findings += problems[:max(0, MOST_TOLD - len(self.findings))]

    def _values(self, row: Row, problems: list[Finding]) -> dict[str, str]:
        values = {}
        for key, at in self._columns.items():
            words, wrong = cleaned(row.cells[at])
            if not words and not wrong and not self.spec.columns[key].empty:
                wrong = N_("it is empty")
            if not wrong and self.spec.link and key == self.spec.link.address and address_fault(words):
                wrong = N_("it is no web address")
            if wrong:
                problems.append(cell_fault(self.table, row.number, at, wrong))
            if key in self._sent and _MAIL.search(words):
                self._sent.remove(key)
                self.remarks.append(finding(RUN_LINK, N_("column {column} has e-mail addresses, and goes into the "
                                                         "address of the code"),
                                            source=Place(self.table.path, row.number), column=self.table.names[at]))
            values[key] = words
        return values

    def _once(self, row: Row, key: str, problems: list[Finding]) -> None:
        """A key names one record; of those before, only what tells them apart is kept."""
        known = hash(key)
        if known in self._keys:
            problems.append(cell_fault(self.table, row.number, self._columns[self.spec.key or ""],
                                       N_("an earlier row has the same key")))
        self._keys.add(known)


def cleaned(cell: str) -> tuple[str, str]:
    """A cell's words on tidy lines, and what is wrong with them, in words to translate."""
    text = files.composed(cell).translate(_DROPPED)
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = "\n".join(line for line in lines if line)
    if any(sign in _CONTROLS for sign in text):
        return "", N_("it holds signs that turn the direction of writing")
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co") and sign != "\n" for sign in text):
        return "", N_("it holds a control character, or one that no font has")
    return text, ""


def cell_fault(table: Table, row: int, column: int, wrong: str) -> Finding:
    """That a cell cannot be used: its row and its column, and none of its words."""
    return finding(RECORD_CELL, N_("column {column}: {what}"), source=Place(table.path, row),
                   column=table.names[column], what=wrong)


def row_fault(path: Path, row: Row) -> Finding:
    """That a row cannot be read."""
    return finding(RECORDS_TABLE, N_("this row cannot be used: {what}"), source=Place(path, row.number), what=row.fault)


def _columns(spec: RunSpec, document: Document, table: Table) -> dict[str, int]:
    """Where the columns of a run stand in the table."""
    names = [_plain(name) for name in table.names]
    findings, found = [], {}
    for key, column in spec.columns.items():
        at = [number for number, name in enumerate(names) if name == _plain(column.name)]
        if len(at) == 1:
            found[key] = at[0]
        elif at:
            findings.append(finding(COLUMN_MISSING, N_("{file} has {count} columns {name}"),
                                    source=document.place(("columns", key)), file=table.path.name, count=len(at),
                                    name=column.name))
        else:
            near = nearest(column.name, table.names)
            findings.append(finding(COLUMN_MISSING, N_("{file} has no column {name}"),
                                    DID_YOU_MEAN if near else N_("there is: {known}"),
                                    source=document.place(("columns", key)), file=table.path.name, name=column.name,
                                    near=near, known=", ".join(table.names)))
    if findings:
        raise Refused(findings)
    return found


def _plain(name: str) -> str:
    """A column's name as it is compared: white space and case do not count."""
    return " ".join(files.composed(name).casefold().split())
