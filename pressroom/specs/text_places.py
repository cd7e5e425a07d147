"""The places of the characters of a text in its YAML file, whichever way the text is quoted, folded or indented."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from pressroom.findings import Place
from pressroom.patterns import regex
from pressroom.specs.document import Document, Location, Tree, value_at

_BLANK = " \t\n\r"
# Escapes of double-quoted scalars (YAML 1.1, 5.7); those of white space are skipped with white space.
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", '"': '"', "/": "/", "\\": "\\",
            "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
_MARKS = regex(r"(?:[&!]\S*[ \t]+)*")
_NUMBERED = {"x": 2, "u": 4, "U": 8}
_BLANK_ESCAPES = " nrt\n\t"


def inside(document: Document, location: Location) -> Callable[[int, int], Place]:
    """Places inside the text at `location`, by its own lines and columns (from 1)."""
    place = spots(document, location)
    value = _text_at(document.tree, location)
    starts = [0, *accumulate(len(line) + 1 for line in value.split("\n"))]

    def at(line: int, column: int) -> Place:
        return place(starts[min(line, len(starts) - 1) - 1] + column - 1)
    return at


def spots(document: Document, location: Location, text: str = "") -> Callable[[int], Place]:
    """Places of the characters, counted from 0, of the text at `location`; of its part `text`, if that is given.

    Where the characters cannot be followed, as in a value that a part of layouts takes as a parameter, every place is
    the start of the value.
    """
    origin = document.origin(location)
    while origin:
        document, location = origin.document, origin.location
        origin = document.origin(location)
    start = document.place(location)
    value = _text_at(document.tree, location)
    table: list[tuple[int, int]] = []
    shift = value.find(text)  # 0 without one, and before every character where it is no part of the value

    def at(index: int) -> Place:
        if not table:
            table.extend(_followed(document, start, value))
        return document.at(*table[shift + index]) if shift >= 0 and shift + index < len(table) else start
    return at


def quoting(place: Place) -> str:
    """The sign that a text starting at `place` is quoted with; empty when it is plain."""
    sign = place.text[_begins(place) - 1:_begins(place)]
    return sign if sign in ('"', "'", "|", ">") else ""


def _begins(place: Place) -> int:
    """The column of a text, after the mark of a sample, a name or a type."""
    marks = _MARKS.match(place.text, place.column - 1)
    return (marks.end() if marks else place.column - 1) + 1


def _text_at(tree: Tree, location: Location) -> str:
    value = value_at(tree, location)
    return value if isinstance(value, str) else ""


def _followed(document: Document, start: Place, value: str) -> list[tuple[int, int]]:
    """Line and column of each character of `value`; nothing where the source reads otherwise."""
    quote = quoting(start)
    column = _begins(start) + (quote in ('"', "'"))
    line, column = (start.line + 1, 1) if quote in ("|", ">") else (start.line, column)
    lines = [document.lines[line - 1][column - 1:], *document.lines[line:]] if line <= len(document.lines) else []
    source = "\n".join(lines)
    starts = [0, *accumulate(len(text) + 1 for text in lines)]
    at, places = 0, []
    for sign in value:
        if sign not in _BLANK:
            at = _after_blanks(source, at, escapes=quote == '"')
            here, length = _character(source, at, quote)
            if here != sign:
                return []
        else:
            length = 0
        row = bisect_right(starts, at) - 1
        places.append((line + row, at - starts[row] + (column if row == 0 else 1)))
        at += length
    return places


def _after_blanks(source: str, at: int, *, escapes: bool) -> int:
    while at < len(source):
        if source[at] in _BLANK:
            at += 1
        elif escapes and source[at] == "\\" and source[at + 1:at + 2] in _BLANK_ESCAPES and at + 1 < len(source):
            at += 2
        else:
            break
    return at


def _character(source: str, at: int, quote: str) -> tuple[str, int]:
    """The character that is written at `at`, and how many characters write it."""
    if quote == "'" and source.startswith("''", at):
        return "'", 2
    if quote == '"' and source.startswith("\\", at):
        kind = source[at + 1:at + 2]
        if kind in _NUMBERED:
            digits = source[at + 2:at + 2 + _NUMBERED[kind]]
            return chr(int(digits, 16)), 2 + len(digits)
        return _ESCAPES.get(kind, ""), 2
    return source[at:at + 1], 1
