"""Files of the state as rows of cells: CSV and TXT, also inside .gz and .zip; in bounded memory, never trusted.

A row is one line: these tables break no cell over lines, so that a quote that is never closed spoils its own line and
no other. The encoding is told by counting: whichever of UTF-8 and Windows-1252 reads more of the lines that have
accents; a line that is of the other one is broken. Of a table that is not known only the first lines are read, and an
archive states how much it holds.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import gzip
import io
import itertools
import zipfile
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO

from pressroom.files import composed, opened
from pressroom.findings import N_, Place, Refused, finding
from pressroom.officials.sheets import sheets
from pressroom.officials.source import (
    FIELDS,
    HEADER_WITHIN,
    LONGEST_LINE,
    MOST_BYTES,
    MOST_ROWS,
    MOST_TABLES,
    OFFICIALS_TOO_MANY,
    TOO_LARGE,
    WORKBOOKS,
    Broken,
    Source,
    unreadable,
)

SEPARATORS = ";,\t"

NOT_TEXT = N_("it holds a NUL byte, which no text does")
ENCODING = N_("it is in another encoding than the rest of the file")
QUOTES = N_("a quotation mark is not closed")
LONG = N_("it is longer than any row of a table")


def sources(path: Path) -> list[Source]:
    """The tables that a file holds.

    Raises:
        Refused: it cannot be read, or holds none.
    """
    try:
        opened(path).close()
        if path.suffix.lower() == ".zip":
            return _members(path)
        if path.suffix.lower() in WORKBOOKS:
            return sheets(path)
        if path.suffix.lower() == ".gz":
            return [Source(path, path, False, lambda: _unpacked(path), Path(path.stem).suffix.lower())]
        return [Source(path, path, False, functools.partial(opened, path), path.suffix.lower())]
    except (OSError, zipfile.BadZipFile, NotImplementedError) as trouble:
        raise Refused([unreadable(path, N_("cannot be read: {reason}"), reason=str(trouble))]) from None


@contextlib.contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    with opened(path) as packed, gzip.GzipFile(fileobj=packed) as stream:
        yield stream  # type: ignore[misc]  # a GzipFile reads as any stream of bytes


def _members(path: Path) -> list[Source]:
    @contextlib.contextmanager
    def member(name: str) -> Iterator[IO[bytes]]:
        with opened(path) as packed, zipfile.ZipFile(packed) as archive, archive.open(name) as stream:
            yield stream

    with opened(path) as packed, zipfile.ZipFile(packed) as archive:
        tables = {each.filename: each.file_size for each in archive.infolist() if not each.is_dir()
                  and "__MACOSX" not in each.filename and each.filename.lower().endswith((".csv", ".txt", ".tsv"))}
    if not tables:
        raise Refused([unreadable(path, N_("the archive holds no CSV"))])
    if len(tables) > MOST_TABLES:
        raise Refused([unreadable(path, N_("the archive holds more than {most} tables"), most=MOST_TABLES)])
    if sum(tables.values()) > MOST_BYTES:  # no more than this is ever unpacked
        raise Refused([unreadable(path, N_("the tables of the archive unpack into more than {most} MB"),
                                  most=MOST_BYTES // 1_000_000)])
    return [Source(path / Path(name).name, path, True, functools.partial(member, name), Path(name).suffix.lower())
            for name in tables]


def heads(source: Source) -> list[tuple[int, str, list[str]]]:
    """The first lines of a text file, split in every way: line number, separator, cells.

    Raises:
        Refused: it is no text, or is empty.
    """
    with contextlib.closing(_raw(source)) as lines:
        first = list(itertools.islice(lines, HEADER_WITHIN))
    if not first:
        raise Refused([unreadable(source.shown, N_("the file is empty"))])
    if first[0][:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused([unreadable(source.shown, N_("the file is UTF-16"), N_("save it as UTF-8"))])
    if any(map(_is_long, first)):
        raise Refused([unreadable(source.shown, N_("a line is longer than {most} bytes: this is no table"),
                                  most=LONGEST_LINE)])
    texts = [composed(line.decode("utf-8" if _decodes(line, "utf-8") else "cp1252", "replace")).rstrip("\r\n")
             for line in first]
    texts[0] = texts[0].removeprefix("\ufeff")
    return [(number, separator, row) for number, text in enumerate(texts, 1)
            for separator in SEPARATORS for row in _tried(text, separator)]


def encoding_of(source: Source) -> str:
    """The encoding of a table, `utf-8` or `cp1252`; its rows are counted on the way.

    Raises:
        Refused: it has too many rows.
    """
    utf8 = other = 0
    marked = False
    for count, line in enumerate(_raw(source), 1):
        if count > MOST_ROWS + HEADER_WITHIN:
            raise Refused([finding(OFFICIALS_TOO_MANY, N_("it has more than {most} rows"), source=Place(source.shown),
                                   most=MOST_ROWS)])
        marked = marked or (count == 1 and line.startswith(b"\xef\xbb\xbf"))
        if not line.isascii():
            if _decodes(line, "utf-8"):
                utf8 += 1
            else:
                other += 1
    return "utf-8" if marked or utf8 >= other else "cp1252"


def _is_long(line: bytes) -> bool:
    """Whether a line was cut because it is longer than any row."""
    return len(line) == LONGEST_LINE and not line.endswith(b"\n")


def _tried(text: str, separator: str) -> list[list[str]]:
    try:
        return [split(text, separator)]
    except Broken:
        return []


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _raw(source: Source) -> Generator[bytes, None, None]:
    """The lines of a file, each cut to a bounded length.

    Raises:
        Refused: the archive is damaged, or it unpacks into far too much.
    """
    size = 0
    cut = False
    try:
        with source.opened() as stream:
            while line := stream.readline(LONGEST_LINE):
                size += len(line)
                if size > MOST_BYTES:
                    raise Refused([unreadable(source.shown, TOO_LARGE, most=MOST_BYTES // 1_000_000)])
                rest, cut = cut, _is_long(line)
                if not rest:
                    yield line
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as trouble:
        raise Refused([unreadable(source.shown, N_("cannot be read: {reason}"), reason=str(trouble))]) from None


def cells(source: Source, encoding: str, after: int, separator: str,
          width: int) -> Iterator[tuple[int, list[str] | Broken]]:
    """Every row below line `after`, with its line number: its `width` cells, or what is wrong with it."""
    for number, line in enumerate(_raw(source), 1):
        if number <= after:
            continue
        try:
            row = _split(_decoded(line, encoding), separator, width)
        except Broken as trouble:
            yield number, trouble
            continue
        if row:
            yield number, row


def _decoded(line: bytes, encoding: str) -> str:
    if _is_long(line):
        raise Broken(LONG)
    if b"\0" in line:
        raise Broken(NOT_TEXT)
    try:
        text = composed(line.decode(encoding))
    except UnicodeDecodeError:
        raise Broken(ENCODING) from None
    if encoding != "utf-8" and not line.isascii() and _decodes(line, "utf-8"):
        raise Broken(ENCODING)
    return text.rstrip("\r\n")


def _split(text: str, separator: str, width: int) -> list[str]:
    """The cells of a line, without the spaces around them; none when nothing stands in it."""
    row = split(text, separator)
    if len(row) != width:
        if not any(row):
            return []
        if len(row) < width or any(row[width:]):
            raise Broken(FIELDS)
    return row


def split(text: str, separator: str) -> list[str]:
    """The cells of a line.

    Raises:
        Broken: a quotation mark is not closed.
    """
    if '"' not in text:
        return [cell.strip() for cell in text.split(separator)]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error:
        raise Broken(QUOTES) from None
    return [cell.strip() for cell in rows[0]] if rows else []
