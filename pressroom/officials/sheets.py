"""The sheets of an .xlsx workbook as rows of cells: the tables of constituencies are published in no other form.

Only values are read; a formula counts for what it said when the file was saved, and is never worked out.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as Xml

from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.officials.files import (
    FIELDS,
    HEADER_WITHIN,
    MOST_BYTES,
    MOST_ROWS,
    OFFICIALS_FILE,
    OFFICIALS_TOO_MANY,
    Broken,
    Source,
)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_COLUMN = re.compile(r"^([A-Z]{1,3})\d+$")
MOST_COLUMNS = 200
MOST_WORDS = 2_000_000


def sheets(path: Path) -> list[Source]:
    """The sheets of a workbook, as sources that open the workbook itself.

    Raises:
        zipfile.BadZipFile: it is none.
    """
    with zipfile.ZipFile(path) as archive:
        names = sorted((info.filename for info in archive.infolist() if _SHEET.match(info.filename)),
                       key=lambda name: (len(name), name))
    return [Source(path / Path(name).stem, path, True, lambda: path.open("rb"), ".xlsx") for name in names]


def heads(source: Source) -> list[tuple[int, str, list[str]]]:
    """The first rows: line number, no separator, cells."""
    out: list[tuple[int, str, list[str]]] = []
    for number, row in _rows(source):
        if number > HEADER_WITHIN or len(out) == HEADER_WITHIN:
            break
        out.append((number, "", row))
    return out


def cells(source: Source, after: int, width: int) -> Iterator[tuple[int, list[str] | Broken]]:
    """Every row below line `after`, with its number: its `width` cells, or what is wrong with it."""
    count = 0
    for number, row in _rows(source):
        if number <= after or not any(row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused([finding(OFFICIALS_TOO_MANY, N_("it has more than {most} rows"), source=Place(source.shown),
                                   most=MOST_ROWS)])
        row.extend([""] * (width - len(row)))
        yield number, Broken(FIELDS) if any(row[width:]) else row


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet.

    Raises:
        Refused: the workbook is damaged, or unpacks into far too much.
    """
    try:
        with zipfile.ZipFile(source.path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise Refused([_bad(source, N_("the table unpacks into more than {most} MB"),
                                    most=MOST_BYTES // 1_000_000)])
            words = _words(archive)
            with archive.open(f"xl/worksheets/{source.shown.name}.xml") as stream:
                yield from _read(stream, words)
    except (OSError, KeyError, ValueError, IndexError, EOFError, RuntimeError, NotImplementedError, zlib.error,
            zipfile.BadZipFile, Xml.ParseError) as trouble:
        raise Refused([_bad(source, N_("cannot be read: {reason}"), reason=str(trouble)[:80])]) from None


def _words(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells share by number."""
    words: list[str] = []
    if "xl/sharedStrings.xml" not in archive.namelist():
        return words
    with archive.open("xl/sharedStrings.xml") as stream:
        for element in _elements(stream, _MAIN + "si"):
            words.append("".join(part.text or "" for part in element.iter(_MAIN + "t")))
            if len(words) > MOST_WORDS:
                raise ValueError("too many texts")
    return words


def _elements(stream: IO[bytes], tag: str) -> Iterator[Xml.Element]:
    """The elements of one name, each forgotten when the next one is read."""
    if b"<!DOCTYPE" in stream.read(2000):
        raise ValueError("a document type")  # no workbook has one; entities could grow without end
    stream.seek(0)
    root: Xml.Element | None = None
    for event, element in Xml.iterparse(stream, events=("start", "end")):
        if root is None:
            root = element
        if event == "end" and element.tag == tag:
            yield element
            element.clear()
            root.clear()


def _read(stream: IO[bytes], words: list[str]) -> Iterator[tuple[int, list[str]]]:
    last = 0
    for element in _elements(stream, _MAIN + "row"):
        last = int(element.get("r", "") or last + 1)
        row: list[str] = []
        for cell in element.findall(_MAIN + "c"):
            at = _at(cell.get("r", ""), len(row))
            row.extend([""] * (at + 1 - len(row)))
            row[at] = _value(cell, words)
        yield last, row


def _at(name: str, otherwise: int) -> int:
    found = _COLUMN.match(name)
    if not found:
        return otherwise
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - 64
    if at > MOST_COLUMNS:
        raise ValueError("too many columns")
    return at - 1


def _value(cell: Xml.Element, words: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(_MAIN + "t")).strip()
    text = (cell.findtext(_MAIN + "v") or "").strip()
    if kind == "s":
        return words[int(text)].strip() if text else ""
    return text[:-2] if kind == "n" and text.endswith(".0") else text


def _bad(source: Source, message: str, *, reason: str = "", most: int = 0) -> Finding:
    return finding(OFFICIALS_FILE, message, source=Place(source.path), reason=reason, most=most)
