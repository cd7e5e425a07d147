"""A table counted and checked row by row, and one row's copy, fitted as it would be printed."""

from __future__ import annotations

from collections import deque
from itertools import chain

from pressroom.cache import Cache
from pressroom.elements.field import FieldElement
from pressroom.findings import Finding
from pressroom.records import dataclass, replace
from pressroom.runs.copies import Copies
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record, Records
from pressroom.runs.tables import Row, Table
from pressroom.specs.document import Document
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.run import RunSpec
from pressroom.stages import Fit, Piece


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a table's rows without a word of them.

    Attributes:
        rows: how many there are.
        left_out: how many of them are no records.
        first, last: their numbers in the table; 0 without any.
        findings: about those that are no records, the first of them.
    """

    rows: int
    left_out: int
    first: int
    last: int
    findings: tuple[Finding, ...]


def counted(spec: RunSpec, document: Document, table: Table) -> Counted:
    """Read a table to its end, and look at every row.

    Raises:
        Refused: a column is not in the table, or is there twice.
    """
    numbers: list[int] = []

    def noted(row: Row) -> Row:
        numbers[:] = numbers[0] if numbers else row.number, row.number
        return row
    records = Records(spec, document, replace(table, rows=lambda: map(noted, table.rows())))
    deque(records, maxlen=0)
    first, last = numbers or (0, 0)
    return Counted(records.count + records.left_out, records.left_out, first, last, tuple(records.findings))


def row_of(table: Table, which: str) -> Row | None:
    """The first row, the last one, or the one of this number; None where there is none."""
    if which == "first":
        return next(table.rows(), None)
    if which == "last":
        return next(iter(deque(table.rows(), maxlen=1)), None)
    return next((row for row in table.rows() if row.number == int(which)), None)


def record_of(spec: RunSpec, document: Document, table: Table, row: Row) -> tuple[Record | None, list[Finding]]:
    """The record of a row, or why it is none.

    Raises:
        Refused: a column is not in the table, or is there twice.
    """
    records = Records(spec, document, replace(table, rows=lambda: iter((row,))))
    return next(chain(records, (None,))), records.findings


def copy_of(run: Plan, piece: Piece, record: Record, cache: Cache) -> tuple[Fit, tuple[str, ...], bool]:
    """The copy of a record alone; what its codes hold; and whether a style's size depends on all records.

    It is called within `setting.unkept()`, and followed by `fonts.forget_words()`.

    Raises:
        Refused: the record does not fit.
    """
    copies = Copies(run, piece, record, cache)
    return copies.fit, copies.codes_of(record), copies.sized


def fields_of(layout: LayoutSpec) -> list[str]:
    """The fields of a layout that a run can fill in, each once."""
    return list(dict.fromkeys(element.field for _, element in layout.every_element()
                              if isinstance(element, FieldElement)))
