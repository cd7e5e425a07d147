"""A finished file of records, read from its bytes as its cross references and its page tree tell.

It is read in windows of some hundred kilobytes: a file that is mapped whole counts as this program's memory.
"""

from __future__ import annotations

import os
import re
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from io import FileIO
from pathlib import Path

from pressroom.patterns import regex

_WINDOW = 1 << 18  # bytes read at a time: the records of a chunk
_ROW = 20  # bytes of a cross reference (ISO 32000-1, 7.5.4)
_ROWS = 10_000  # read at a time

_PAGE = regex(rb"<</Type/Page/Parent (\d+) 0 R(.*?)/Contents (\d+) 0 R(?:/DPart (\d+) 0 R)?>>", 16)
_STREAM = regex(rb"<</Filter/FlateDecode/Length (\d+)>>\nstream\n")
_PART = regex(rb"<</Type/DPart/Parent (\d+) 0 R/Start (\d+) 0 R(?:/End (\d+) 0 R)?/DPM<</RecordKey(.*?)>>>>\n", 16)
_PAIRS = regex(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


class _Bytes:
    """The bytes of a file, of which one window is held at a time."""

    def __init__(self, path: Path) -> None:
        self._start, self._window = 0, b""
        self._path, self._process = path, 0
        self._stream: FileIO | None = None
        self.size = path.stat().st_size

    def close(self) -> None:
        """Close the file."""
        if self._stream:
            self._stream.close()
            self._stream = None

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from there, fewer at the file's end."""
        if at < self._start or at + size > self._start + len(self._window):
            stream = self._opened()
            stream.seek(at)
            self._start, self._window = at, stream.read(max(size, _WINDOW))
        return self._window[at - self._start:at - self._start + size]

    def _opened(self) -> FileIO:
        """The file, opened by this very process: forks of one that opened it would move each other's place in it."""
        if self._stream is None or self._process != os.getpid():
            self._stream, self._process = FileIO(self._path), os.getpid()
        return self._stream

    def until(self, mark: bytes, at: int, size: int = 1 << 12) -> bytes:
        """The bytes from there to the next `mark`.

        Raises:
            ValueError: there is none.
        """
        while True:
            found = self.read(at, size)
            end = found.find(mark)
            if end >= 0:
                return found[:end]
            if at + size >= self.size:
                raise ValueError(f"nothing ends what begins at byte {at}")
            size *= 4


class FinishedFile:
    """A finished file of records, opened for reading.

    Attributes:
        records: how many it has.
        trailer: from the file's trailer to its end.
    """

    def __init__(self, path: Path, sheets: int) -> None:
        """Open a file; each record has `sheets` pages."""
        self._bytes = _Bytes(path)
        self._sheets = sheets
        self._offsets, self.trailer = _references(self._bytes)
        self._pages = array("L", _pages(self))
        self.records = len(self._pages) // sheets
        self._texts: dict[bytes, Callable[[bytes], str]] = {}

    def close(self) -> None:
        """Close it."""
        self._bytes.close()

    def object(self, number: int) -> bytes:
        """The bytes of an object, from its number on."""
        head = b"%d 0 obj\n" % number
        content = self._bytes.until(b"endobj\n", self._offsets[number])
        if not content.startswith(head):
            raise ValueError(f"object {number} is not where the references say")
        return content[len(head):]

    def stream(self, number: int) -> bytes:
        """The content of a page, inflated."""
        head = b"%d 0 obj\n" % number
        content = self._bytes.read(self._offsets[number], 1 << 7)
        found = _STREAM.match(content, len(head))
        if found is None or not content.startswith(head):
            raise ValueError(f"object {number} is no page's content")
        return zlib.decompress(self._bytes.read(self._offsets[number] + found.end(), int(found[1])))

    def pages(self, record: int) -> Iterator[tuple[int, bytes, bytes, int]]:
        """Of each page of a record: its number, its entries, its content, and the number of its part (0 without)."""
        for number in self._pages[record * self._sheets:(record + 1) * self._sheets]:
            found = _PAGE.match(self.object(number))
            if found is None:
                raise ValueError(f"object {number} is no page")
            yield number, found[2], self.stream(int(found[3])), int(found[4] or 0)

    def part(self, number: int) -> tuple[int, int, bytes]:
        """A document part: its first and its last page, and its key as it is written."""
        found = _PART.match(self.object(number))
        if found is None:
            raise ValueError(f"object {number} is no document part")
        return int(found[2]), int(found[3] or found[2]), found[4]

    def text_of(self, font: bytes) -> Callable[[bytes], str]:
        """From hexadecimal codes to the text that they stand for, in a font of the pages' resources."""
        if font not in self._texts:
            self._texts[font] = _reading(self, font)
        return self._texts[font]


def _references(content: _Bytes) -> tuple[array[int], bytes]:
    """Where each object begins, as the cross references at the file's end say, and the trailer."""
    end = content.read(max(content.size - 1024, 0), 1024)
    start = int(end[end.rindex(b"startxref") + 9:].split()[0])
    line = content.until(b"\n", start + 5)
    count, at = int(line.split()[1]), start + 5 + len(line) + 1
    offsets = array("Q")
    for first in range(0, count, _ROWS):
        rows = content.read(at + _ROW * first, _ROW * min(_ROWS, count - first))
        offsets.extend([int(rows[row:row + 10]) if rows[row + 17:row + 18] == b"n" else 0
                        for row in range(0, len(rows), _ROW)])
    return offsets, end[end.rindex(b"trailer"):]


def _pages(file: FinishedFile) -> Iterator[int]:
    """The numbers of all pages, in the order of the page tree."""
    for node in _kids(file.object(_top(file))):
        yield from _kids(file.object(node))


def _top(file: FinishedFile) -> int:
    return _number(rb"/Pages (\d+) 0 R", file.object(_number(rb"/Root (\d+) 0 R", file.trailer)))


def _kids(node: bytes) -> list[int]:
    start = node.index(b"/Kids [") + 7
    return [int(each) for each in node[start:node.index(b"]", start)].split()[::3]]


def _number(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if found is None:
        raise ValueError("the file has no page tree")
    return int(found[1])


def _reading(file: FinishedFile, font: bytes) -> Callable[[bytes], str]:
    resources = file.object(_number(rb"/Resources (\d+) 0 R", file.object(_top(file))))
    own = file.object(_number(rb"/" + font + rb" (\d+) 0 R", resources))
    known = _map(file.object(_number(rb"/ToUnicode (\d+) 0 R", own)))
    return lambda digits: "".join([known[digits[at:at + 4]] for at in range(0, len(digits), 4)])


def _map(stream: bytes) -> Mapping[bytes, str]:
    begin = stream.index(b"stream\n") + 7
    body = zlib.decompress(stream[begin:stream.rindex(b"endstream")])
    return {digits: bytes.fromhex(shown.decode()).decode("utf-16-be") for digits, shown in _PAIRS.findall(body)}
