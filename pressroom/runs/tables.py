"""Tables of records: CSV and TSV in any usual encoding, and the sheets of workbooks; read row by row.

A spreadsheet's dialect is found and told, never assumed: the byte order mark or the bytes themselves say the encoding
(UTF-8, UTF-16, else Windows-1252), the header says the separator. Cells are text as they stand: zeros at the start of
a postal code, what looks like a formula, and marks of any notation stay.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pressroom import files
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.records import dataclass
from pressroom.runs import workbooks

RECORDS_TABLE = code(
    "records-table",
    N_("A table that cannot be read to its end, or whose rows have other cells than its header, would print the wrong "
       "name on the wrong copy."),
    N_("Save it again from the spreadsheet, as XLSX, ODS or CSV in UTF-8, with the names of the columns in its first "
       "row."))

SEPARATORS = ";,\t|"
MOST_BYTES = 2_000_000_000
MOST_ROWS = 1_000_000
_MOST_CELL = 20_000  # characters
_BLOCK = 1 << 20
_SHOWN = {";": N_("semicolons"), ",": N_("commas"), "\t": N_("tabulators"), "|": N_("vertical lines")}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ENDINGS = (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        number: its line in the file, or its row in the sheet, from 1.
        cells: one for each column of the header.
        fault: why it cannot be used, in words to translate; empty where it can.
    """

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, found but not yet read.

    Attributes:
        path: its file.
        names: of its columns, as they stand in the header.
        header: the number of the header's line.
        form: how it was read, in words to translate: an encoding and a separator, or a workbook.
        separator: between cells, in words to translate; empty for a workbook.
        rows: reads it from its first row after the header on.
        remarks: what staff should know of it.
    """

    path: Path
    names: tuple[str, ...]
    header: int
    form: str
    separator: str
    rows: Callable[[], Iterator[Row]]
    remarks: tuple[Finding, ...] = ()


def table(path: Path) -> Table:
    """The table in a file.

    Raises:
        Refused: it cannot be read, or has no header.
    """
    if path.suffix.lower() in workbooks.ENDINGS:
        return _sheet(path)
    if path.suffix.lower() not in _ENDINGS:
        raise Refused([_fault(path, N_("the ending {ending} belongs to no table"), N_("save it as XLSX, ODS or CSV"),
                              ending=path.suffix or path.name)])
    try:
        with files.opened(path, MOST_BYTES) as stream:
            encoding = _encoding(path, stream)
        return _text(path, encoding)
    except files.Unread as trouble:
        raise Refused([_fault(path, N_("cannot be read: {reason}"), reason=str(trouble))]) from None


def _fault(path: Path, message: str, hint: str = "", line: int = 0, *, reason: str = "", ending: str = "") -> Finding:
    return finding(RECORDS_TABLE, message, hint, source=Place(path, line) if line else Place(path), reason=reason,
                   ending=ending)


def _encoding(path: Path, stream: IO[bytes]) -> str:
    """The encoding of a text: that of its mark, UTF-8 where all of it is, else Windows-1252."""
    start = stream.read(4)
    for mark, name in _MARKS.items():
        if start.startswith(mark):
            return name
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, utf8 = 1, True
    while block := stream.read(_BLOCK):
        if b"\0" in block:
            line = lines + block[:block.index(b"\0")].count(b"\n")
            raise Refused([_fault(path, N_("it holds a NUL byte, which no text does"), line=line)])
        lines += block.count(b"\n")
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            utf8 = False
            break
    try:
        decoder.decode(b"", final=utf8)
    except UnicodeDecodeError:
        utf8 = False
    return "utf-8" if utf8 else "cp1252"


def _text(path: Path, encoding: str) -> Table:
    with _lines(path, encoding) as lines:
        number, first = next(((number, line) for number, line in enumerate(lines, 1) if line.strip()), (0, ""))
    if not number:
        raise Refused([_fault(path, N_("the file is empty"))])
    told = first.strip().lower()
    skipped = number
    if told.startswith("sep=") and len(told) == 5:  # Excel's own way to say it
        separator = told[4]
        number += 1
    else:
        separator = max(SEPARATORS, key=lambda sign: (_count(first, sign), -SEPARATORS.index(sign)))
        skipped = number - 1

    def rows() -> Iterator[Row]:
        with _lines(path, encoding) as stream:
            for _ in range(skipped):
                next(stream)
            yield from _parsed(stream, separator, skipped)
    reading = rows()
    header = next(reading, None)
    if header is None or header.fault:
        raise Refused([_fault(path, header.fault if header else N_("the file is empty"), line=number)])
    names = _names(header.cells)
    form = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}[encoding]
    return Table(path, names, header.number, form, _SHOWN.get(separator, separator),
                 lambda: _as_wide(rows(), len(names)))


def _count(line: str, sign: str) -> int:
    """How often a sign stands outside of quotes."""
    return sum(part.count(sign) for part in line.split('"')[::2])


@contextmanager
def _lines(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    with files.opened(path, MOST_BYTES) as raw, io.TextIOWrapper(
            raw, encoding=encoding, errors=errors, newline="") as text:
        yield iter(text)


def _parsed(lines: Iterable[str], separator: str, skipped: int) -> Iterator[Row]:
    """Rows as their cells, each with the line on which it begins."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begins = skipped + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(begins, (), N_("a quotation mark is not closed, or stands in the middle of a cell"))
            return
        number, begins = begins, skipped + reader.line_num + 1
        if any(cells):
            yield Row(number, tuple(map(files.composed, cells)))


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns up to the last one that has a name."""
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _as_wide(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """The rows after the header, each with as many cells as it has names."""
    next(rows, None)
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            yield Row(row.number, (), N_("there are more than a million rows"))
            return
        if row.fault:
            yield row
        elif any(row.cells[width:]):
            yield Row(row.number, (), N_("it has more cells than the header has names"))
        elif any(len(cell) > _MOST_CELL for cell in row.cells):
            yield Row(row.number, (), N_("a cell is longer than any text of a piece: a quotation mark may be missing"))
        elif any("\udc80" <= sign <= "\udcff" for cell in row.cells for sign in cell):
            yield Row(row.number, (), N_("it is in another encoding than the rest of the file"))
        else:
            yield Row(row.number, (*row.cells, *("",) * (width - len(row.cells)))[:width])


def _sheet(path: Path) -> Table:
    sheet = workbooks.first_sheet(path)
    if not sheet.head:
        raise Refused([_fault(path, N_("the first sheet is empty"))])
    number, cells = sheet.head
    names = _names(cells)

    def rows() -> Iterator[Row]:
        for at, row in workbooks.rows(path):
            if at >= number:
                yield Row(at, tuple(row))
    remarks = []
    if sheet.zeros:
        remarks.append(finding(
            workbooks.ZEROS_SHOWN, N_("numbers of this workbook are shown with zeros at their start, which the file "
                                      "does not hold"), source=Place(path)))
    if sheet.count > 1:
        remarks.append(finding(workbooks.SHEETS_LEFT, N_("only the first of {count} sheets is read: {name}"),
                               source=Place(path), count=sheet.count, name=sheet.name))
    return Table(path, names, number, N_("a workbook"), "", lambda: _as_wide(rows(), len(names)), tuple(remarks))
