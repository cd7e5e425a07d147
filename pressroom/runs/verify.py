"""Every record of a finished file, read back from its bytes: words, codes, boxes, inks and parts.

What is drawn is not looked at here (a sample is, as every other file); what the file says is, for each copy: that its
page shows the words of its row and no others in their places, that its code holds its address, module by module, that
its boxes are those of the piece, and that nothing is painted in an ink that the piece does not have.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.runs import decode
from pressroom.runs.finished import FinishedFile

RECORD_DIFFERS = code(
    "record-differs",
    N_("A copy that shows another record's words, or a code that leads elsewhere, is worse than none."),
    N_("Make the run again. If the finding comes back, report it: it is a mistake of this program."))

_WHITE = regex(r"[\s\u00a0\u202f\u200b\u00ad]+")
_CODE = regex(rb"q ([\d.]+) 0 0 -([\d.]+) ([\d.-]+) ([\d.-]+) cm\n((?:\d+ \d+ \d+ \d+ re\n)+)f Q")
_TOKENS = regex(rb"/(F\d+) [\d.]+ Tf|/ActualText <FEFF([0-9A-F]*)>|<([0-9A-F]+)>|(EMC)")
_COLOURS = regex(rb"(?:^|\n)([^\n]*? (?:k|K|rg|RG|g|G|scn|SCN|sc|SC|cs|CS))(?=\n|$)")


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


__all__ = ["RECORD_DIFFERS", "Expected", "FinishedFile", "verified"]
