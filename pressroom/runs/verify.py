"""Every record of a finished file, read back from its bytes: words, codes, boxes, inks and parts.

What is drawn is not looked at here (a sample is, as every other file); what the file says is, for each copy: that its
page shows the words of its row and no others in their places, that its code holds its address, module by module, that
its boxes are those of the piece, and that nothing is painted in an ink that the piece does not have.
"""

from __future__ import annotations

import mmap
import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.runs import decode

RECORD_DIFFERS = code(
    "record-differs",
    N_("A copy that shows another record's words, or a code that leads elsewhere, is worse than none."),
    N_("Make the run again. If the finding comes back, report it: it is a mistake of this program."))

_WHITE = regex(r"[\s\u00a0\u202f\u200b\u00ad]+")
_PAGE = regex(rb"<</Type/Page/Parent (\d+) 0 R(.*?)/Contents (\d+) 0 R(?:/DPart (\d+) 0 R)?>>", 16)
_STREAM = regex(rb"<</Filter/FlateDecode/Length (\d+)>>\nstream\n")
_PART = regex(rb"<</Type/DPart/Parent (\d+) 0 R/Start (\d+) 0 R(?:/End (\d+) 0 R)?/DPM<</RecordKey(.*?)>>>>\n", 16)
_CODE = regex(rb"q ([\d.]+) 0 0 -([\d.]+) ([\d.-]+) ([\d.-]+) cm\n((?:\d+ \d+ \d+ \d+ re\n)+)f Q")
_TOKENS = regex(rb"/(F\d+) [\d.]+ Tf|/ActualText <FEFF([0-9A-F]*)>|<([0-9A-F]+)>|(EMC)")
_COLOURS = regex(rb"(?:^|\n)([^\n]*? (?:k|K|rg|RG|g|G|scn|SCN|sc|SC|cs|CS))(?=\n|$)")
_PAIRS = regex(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a record's copy has to say.

    Attributes:
        row, key: of the record.
        texts: each text that varies, in any of its wordings.
        codes: what its codes hold.
    """

    row: int
    key: str
    texts: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]


class FinishedFile:
    """A finished file of records, opened for reading.

    Attributes:
        records: how many it has.
    """

    def __init__(self, file: Path | bytes, sheets: int) -> None:
        """Open a file, or take its bytes; each record has `sheets` pages."""
        self._bytes: mmap.mmap | bytes
        if isinstance(file, bytes):
            self._bytes = file
        else:
            with file.open("rb") as stream:
                self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self._sheets = sheets
        self._offsets = _references(self._bytes)
        self._pages = array("L", _pages(self))
        self.records = len(self._pages) // sheets
        self._texts: dict[bytes, Callable[[bytes], str]] = {}

    def close(self) -> None:
        """Close it."""
        if isinstance(self._bytes, mmap.mmap):
            self._bytes.close()

    def object(self, number: int) -> bytes:
        """The bytes of an object, from its number on."""
        at = self._offsets[number]
        head = b"%d 0 obj\n" % number
        if self._bytes[at:at + len(head)] != head:
            raise ValueError(f"object {number} is not where the references say")
        return self._bytes[at + len(head):self._bytes.find(b"endobj\n", at)]

    def stream(self, number: int) -> bytes:
        """The content of a page, inflated."""
        found = _STREAM.match(self._bytes, self._offsets[number] + len(b"%d 0 obj\n" % number))
        if found is None:
            raise ValueError(f"object {number} is no page's content")
        return zlib.decompress(self._bytes[found.end():found.end() + int(found[1])])

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


def verified(file: FinishedFile, first: int, expected: Iterable[Expected], entries: tuple[bytes, ...], table: Path,
             colours: frozenset[bytes], written: Callable[[str], bytes]) -> list[Finding]:
    """What is wrong with the records from index `first` on.

    Args:
        file: the finished file.
        first: the index of the first of them.
        expected: what each has to say.
        entries: those of the pages' dictionaries that all records share: their boxes.
        table: where the rows are.
        colours: the operators of the inks that records may show.
        written: how a key is written in the file.
    """
    findings = []
    for index, each in enumerate(expected, first):
        try:
            wrong = _wrong(file, index, each, entries, colours, written)
        except (ValueError, zlib.error, decode.Unreadable) as trouble:
            wrong = [str(trouble)]
        findings += [finding(RECORD_DIFFERS, N_("the finished copy is not what the row says: {detail}"),
                             source=Place(table, each.row), detail=detail) for detail in wrong]
    return findings


def _wrong(file: FinishedFile, index: int, expected: Expected, entries: tuple[bytes, ...], colours: frozenset[bytes],
           written: Callable[[str], bytes]) -> list[str]:
    wrong, shown, codes, numbers, part = list[str](), "", list[str](), list[int](), 0
    for (number, own, content, part), boxes in zip(file.pages(index), entries, strict=True):  # noqa: B007
        numbers.append(number)
        if own != boxes:
            wrong.append(f"its boxes are {own.decode('latin-1')}")
        if strange := {found for found in _COLOURS.findall(content) if found not in colours}:
            wrong.append(f"an ink that the piece does not have: {sorted(strange)[0].decode('latin-1')}")
        for found in _CODE.finditer(content):
            codes.append(decode.content(_rows(found[5])))
        shown += _text(file, content)
    if part and file.part(part) != (numbers[0], numbers[-1], written(expected.key)):
        wrong.append("its part of the document is another's")
    if codes != [*expected.codes]:
        wrong.append("its code holds something else")
    bare = _bare(shown)
    for wordings in expected.texts:
        if not any(_bare(words) in bare for words in wordings):
            wrong.append("words of its row are missing on the page")
    return wrong


def _rows(path: bytes) -> list[int]:
    """The rows of a code, from the rectangles of its path."""
    numbers = list(map(int, path.replace(b" re\n", b" ").split()))
    rows = [0] * max(map(sum, zip(numbers[1::4], numbers[3::4], strict=True)))
    for x, y, width, height in zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4], strict=True):
        for row in range(y, y + height):
            rows[row] |= (1 << width) - 1 << x
    return rows


def _text(file: FinishedFile, content: bytes) -> str:
    """What the content shows, as its fonts say; a span's own text in place of its glyphs."""
    parts: list[str] = []
    font, inside = None, False
    for found in _TOKENS.finditer(content):
        kind = found.lastindex
        if kind == 1:
            font = file.text_of(found[1])
        elif kind == 2:
            parts.append(bytes.fromhex(found[2].decode()).decode("utf-16-be"))
            inside = True
        elif kind == 3 and not inside and font:
            parts.append(font(found[3]))
        elif kind == 4:
            inside = False
    return "".join(parts)


def _bare(words: str) -> str:
    """Words without white space and with one kind of hyphen: lines may be broken anywhere that type allows."""
    return _WHITE.sub("", words).replace("\u2010", "-").replace("\u2011", "-")


def _references(content: mmap.mmap | bytes) -> array[int]:
    """Where each object begins, as the cross references at the file's end say."""
    start = int(content[content.rfind(b"startxref") + 9:].split()[0])
    line = content.find(b"\n", start + 5)
    count = int(content[start + 5:line].split()[1])
    offsets, at = array("Q", bytes(8 * count)), line + 1
    for number in range(count):
        row = content[at + 20 * number:at + 20 * number + 18]
        if row[17:18] == b"n":
            offsets[number] = int(row[:10])
    return offsets


def _pages(file: FinishedFile) -> Iterator[int]:
    """The numbers of all pages, in the order of the page tree."""
    content = file._bytes
    trailer = content[content.rfind(b"trailer"):]
    root = _number(rb"/Root (\d+) 0 R", trailer)
    top = _number(rb"/Pages (\d+) 0 R", file.object(root))
    for node in _kids(file.object(top)):
        yield from _kids(file.object(node))


def _kids(node: bytes) -> list[int]:
    start = node.index(b"/Kids [") + 7
    return [int(each) for each in node[start:node.index(b"]", start)].split()[::3]]


def _number(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if found is None:
        raise ValueError("the file has no page tree")
    return int(found[1])


def _reading(file: FinishedFile, font: bytes) -> Callable[[bytes], str]:
    content = file._bytes
    trailer = content[content.rfind(b"trailer"):]
    pages = file.object(_number(rb"/Pages (\d+) 0 R", file.object(_number(rb"/Root (\d+) 0 R", trailer))))
    resources = file.object(_number(rb"/Resources (\d+) 0 R", pages))
    own = file.object(_number(rb"/" + font + rb" (\d+) 0 R", resources))
    known = _map(file.object(_number(rb"/ToUnicode (\d+) 0 R", own)))
    return lambda digits: "".join([known[digits[at:at + 4]] for at in range(0, len(digits), 4)])


def _map(stream: bytes) -> Mapping[bytes, str]:
    begin = stream.index(b"stream\n") + 7
    body = zlib.decompress(stream[begin:stream.rindex(b"endstream")])
    return {digits: bytes.fromhex(shown.decode()).decode("utf-16-be") for digits, shown in _PAIRS.findall(body)}


__all__ = ["RECORD_DIFFERS", "Expected", "FinishedFile", "verified"]
