"""A workbook's cells as lines of JSON; a program of its own, because a workbook is never trusted.

A few bytes can state a sheet that fills any memory, and the library that reads it ends its process then. `sheets` runs
`main` within bounds of memory and time, with the arguments FILE, OUT and SHEET; it writes OUT. With a number for
SHEET, each line is the number of a row and its cells; with `heads`, the names and the first rows of all sheets.
"""

from __future__ import annotations

import datetime
import itertools
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import python_calamine

from pressroom.files import composed
from pressroom.officials.source import (
    HEADER_WITHIN,
    LONGEST_LINE,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TABLES,
    MOST_TAGS,
)

_BLOCK = 1 << 20
_COMPOUND = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of anything that Office has encrypted
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Fault(Exception):  # noqa: N818 - an outcome, no programming error
    """The workbook is not read; a word for the reason, and what there is to add."""


def main(file: str, out: str, sheet: str) -> None:
    """Write what `file` holds to `out`, or why it is not read."""
    with Path(out).open("w", encoding="utf-8") as stream:
        try:
            _written(file, stream, sheet)
        except Fault as fault:
            _replaced(stream, *fault.args)
        except python_calamine.PasswordError:
            _replaced(stream, "locked")
        except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
            _replaced(stream, "damaged", str(trouble))


def _replaced(stream: TextIO, fault: str, detail: str = "") -> None:
    stream.seek(0)
    stream.truncate()
    stream.write(json.dumps({"fault": fault, "detail": detail[:80]}))


def _written(file: str, stream: TextIO, sheet: str) -> None:
    path = Path(file)
    with python_calamine.CalamineWorkbook.from_path(path.rename(path.with_suffix(_kind(path)))) as workbook:
        tables = [one for one in workbook.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
        if len(tables) > MOST_TABLES:
            raise Fault("sheets")
        if sheet == "heads":
            for one in tables:
                rows = list(itertools.islice(_rows(workbook.get_sheet_by_name(one.name)), HEADER_WITHIN))
                stream.write(json.dumps([one.name, rows]) + "\n")
            return
        size = count = 0
        for count, row in enumerate(_rows(workbook.get_sheet_by_name(tables[int(sheet)].name)), 1):
            line = json.dumps(row) + "\n"
            size += len(line)
            if size > MOST_BYTES:
                raise Fault("large")
            stream.write(line)
            if count > MOST_ROWS + HEADER_WITHIN:  # the reader refuses as many
                return


def _kind(path: Path) -> str:
    """The ending that belongs to a workbook's content, whatever it is called."""
    with path.open("rb") as stream:
        start = stream.read(4)
        if start == _COMPOUND and _ENCRYPTED in stream.read():
            raise Fault("locked")
    if start == _COMPOUND:
        return ".xls"
    if not start.startswith(b"PK"):
        raise Fault("web" if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else "foreign")
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise Fault("large")
        names = {member.filename for member in members}
        _count_tags(archive)
    return ".ods" if "content.xml" in names else ".xlsb" if "xl/workbook.bin" in names else ".xlsx"


def _count_tags(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with far more cells than a table has, before the library makes an object of each.

    A cell with a value takes four tags, whatever they are called. A few bytes of the archive can hold millions of them.
    """
    count = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while block := stream.read(_BLOCK):
                count += block.count(b"<")
                if count > MOST_TAGS:
                    raise Fault("cells")


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows in which something stands, with their numbers."""
    if not sheet.start:
        return
    left = sheet.start[1]
    if left + sheet.width > MOST_COLUMNS:
        raise Fault("columns")
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [""] * left + [composed(text_of(cell)) for cell in row]
        if any(cells):
            if sum(map(len, cells)) > LONGEST_LINE:
                raise Fault("row")
            yield number, cells


def text_of(cell: object) -> str:
    """A cell as text: numbers without a needless fraction, days as 2026-05-05, truths as spreadsheets write them."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(cell, datetime.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell).strip()
