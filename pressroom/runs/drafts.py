"""Drafts: the copies of a chunk of records, fitted and painted with glyph codes of their own.

The codes of a file's glyphs are known once all of its records are fitted. A draft therefore counts its own, from 1,
and tells which glyph each of them is; with the file's codes in their place its contents are final.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pressroom.colour.ink import BLACK, Ink
from pressroom.findings import Finding, Refused
from pressroom.marks import Group, Mark, Picture, Shape, TextRun
from pressroom.paint.run_paper import Draft, NamedForm, Pair, RunPaper
from pressroom.patterns import regex
from pressroom.records import dataclass, field
from pressroom.runs.copies import Copies
from pressroom.runs.copy_sheet import Code, Variable
from pressroom.runs.records import Record
from pressroom.type import setting as typeset
from pressroom.type.fonts import forget_words

# Strings of codes. The text that a span stands for begins with a byte order mark, and no draft has so many codes.
_CODES = regex(rb"<(?!FEFF)([0-9A-F]+)>")


@dataclass(frozen=True, slots=True)
class Misfit:
    """A record that cannot be printed as it is.

    Attributes:
        row: of the table.
        findings: why.
    """

    row: int
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class DraftChunk:
    """What became of a chunk of records.

    Attributes:
        rows, keys: of the records that fit.
        pages: of each of them, the operators of each page, with the draft's codes.
        pairs: the glyph of each code, from 1.
        forms: marks that many records show, by their names.
        sizes: of styles in which all records are set alike, the least size that one of these came out at.
        pictures, inks: what they show of their own.
        lengths: how many characters each of them shows.
        misfits: the records that do not fit.
    """

    rows: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    pages: list[list[bytes]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    forms: dict[str, NamedForm] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    inks: list[Ink] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)


def draft(copies: Copies, paper: RunPaper | None, records: Iterable[Record]) -> DraftChunk:
    """Fit the copies of these records, and paint them unless `paper` is None."""
    with typeset.unkept():
        return _draft(copies, paper, records)


def _draft(copies: Copies, paper: RunPaper | None, records: Iterable[Record]) -> DraftChunk:
    chunk, painting = DraftChunk(), paper.draft() if paper else None
    for record in records:
        try:
            copy = copies.copy(record)
        except Refused as refused:
            chunk.misfits.append(Misfit(record.row, tuple(refused.findings)))
            continue
        variables = [variable for sheet in copy.sheets for variable in sheet]
        _measure(copies, variables, chunk)
        chunk.rows.append(record.row)
        chunk.keys.append(record.key)
        if paper and painting:
            chunk.pages.append([operators(paper, painting, number, slots) for number, slots in enumerate(copy.sheets)])
            _collect(copies, variables, chunk)
    chunk.pairs = painting.shown() if painting else []
    forget_words()  # those of the next records are others, and no cache may keep these
    return chunk


def _measure(copies: Copies, variables: Sequence[Variable], chunk: DraftChunk) -> None:
    chunk.lengths.append(sum(len(words) for variable in variables for words in variable.words))
    for setting in (setting for variable in variables for setting in variable.settings):
        if copies.one_size(setting.style):
            chunk.sizes[setting.style] = min(setting.size, chunk.sizes.get(setting.style, setting.size))


def _collect(copies: Copies, variables: Sequence[Variable], chunk: DraftChunk) -> None:
    for variable in variables:
        if variable.form and variable.form not in chunk.forms:
            chunk.forms[variable.form] = copies.forms[variable.form]
        for mark in _flat(variable.marks):
            if isinstance(mark, Picture) and mark not in chunk.pictures:
                chunk.pictures.append(mark)
            chunk.inks += [ink for ink in _inks(mark) if ink.spot and ink not in chunk.inks]


def _inks(mark: Mark) -> tuple[Ink, ...]:
    if isinstance(mark, TextRun):
        return (mark.ink,)
    return mark.inks if isinstance(mark, Shape) else ()


def _flat(marks: Iterable[Mark | Code]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _flat(mark.marks)
        elif not isinstance(mark, Code):
            yield mark


def operators(paper: RunPaper, painting: Draft, number: int, slots: Sequence[Variable]) -> bytes:
    """The operators of one page of a copy: what it shares, and what it has of its own, in painting order."""
    content = painting.content(number)
    if form := paper.form(number, 0):
        content.draw(form)
    for at, variable in enumerate(slots, 1):
        if variable.form:
            content.draw(variable.form)
        for mark in variable.marks:
            if isinstance(mark, Code):
                content.symbol(mark.matrix.rows(), mark.box, BLACK)
            else:
                content.paint((mark,))
        if form := paper.form(number, at):
            content.draw(form)
    return content.bytes()


class FinalCodes:
    """A file's codes in place of a draft's."""

    def __init__(self, codes: Iterable[int]) -> None:
        """Take the file's code of each of the draft's, whose first is 1."""
        self._codes = {b"%04X" % own: b"%04X" % code for own, code in enumerate(codes, 1)}
        self._known: dict[bytes, bytes] = {}

    def final(self, content: bytes) -> bytes:
        """The operators of a page with the file's codes."""
        return _CODES.sub(self._shown, content)

    def _shown(self, place: re.Match[bytes]) -> bytes:
        digits = place[1]
        if digits not in self._known:
            self._known[digits] = b"<%s>" % b"".join(
                [self._codes[digits[at:at + 4]] for at in range(0, len(digits), 4)])
        return self._known[digits]
