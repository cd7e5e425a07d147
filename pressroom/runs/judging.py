"""The judge of a run: every record read back from the finished bytes, and some judged as every other file is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pressroom.build.briefing import brief_of
from pressroom.build.edition import findings_of
from pressroom.build.memory import collect, give_back
from pressroom.build.verdict import judge_here
from pressroom.cache import Cache
from pressroom.findings import Finding
from pressroom.fit import fit
from pressroom.paint.run_paper import Shared
from pressroom.records import replace
from pressroom.runs.copies import Copies
from pressroom.runs.file import RunFile
from pressroom.runs.making import Making
from pressroom.runs.pages import objects, text
from pressroom.runs.records import Record
from pressroom.runs.verify import Expected, FinishedFile, verified
from pressroom.runs.wording import filled_words
from pressroom.type import setting as typeset


class RecordJudge:
    """Says what each record's copy has to say, and compares."""

    def __init__(self, making: Making, shared: Shared, table: Path) -> None:
        self._copies: Copies = making.copies
        self._making, self._entries, self._table = making, shared.entries, table
        self._names = self._copies.names_shown()
        self._colours = making.paper.colours

    def expected(self, record: Record) -> Expected:
        """What a record's copy has to say, told from its row and the run's texts alone."""
        copies = self._copies
        texts = [filled for number, sheet in enumerate(copies.piece.words) for name, words in sheet.items()
                 if name in self._names[number] and (filled := filled_words(words, record.values))
                 and filled.text != words.text]
        texts += [filled for name, words in copies.piece.fields.items()
                  if (filled := filled_words(words, record.values))]
        wordings = tuple(tuple(typeset.plain(each) for each in (words.text, *words.shorter)) for words in texts)
        return Expected(record.row, record.key, wordings, copies.codes_of(record))

    def verify_whole(self, path: Path, record: Record) -> list[Finding]:
        """What is wrong with the file of one record."""
        file = self.file(path)
        try:
            return self.verify(file, 0, [record])
        finally:
            file.close()

    def file(self, path: Path) -> FinishedFile:
        """A finished file, opened: its references and its page tree are read once for all processes."""
        return FinishedFile(path, len(self._entries))

    def verify(self, file: FinishedFile, first: int, records: Iterable[Record]) -> list[Finding]:
        """What is wrong with the records of a finished file from index `first` on."""
        return verified(file, first, map(self.expected, records), self._entries, self._table, self._colours, text)


def judge(making: Making, shared: Shared, records: Sequence[Record], contents: Sequence[Sequence[bytes]],
          cache: Cache) -> list[Finding]:
    """The findings about a file of these records, judged as every other file is.

    Args:
        making: the piece of the run.
        shared: what its records share.
        records: whose copies these are.
        contents: of each of them, the operators of each page.
        cache: of what records share.
    """
    numbers = making.numbers(shared, len(records))
    out = io.BytesIO()
    file = RunFile(out, shared, numbers)
    for index, (record, pages) in enumerate(zip(records, contents, strict=True)):
        parts = [*objects(numbers, index, record.key, pages, shared.entries)]
        file.add(b"".join(parts), map(len, parts))
    file.close()
    return judged(making.copies, records, out.getvalue(), cache)


def judged(copies: Copies, records: Sequence[Record], content: bytes, cache: Cache) -> list[Finding]:
    """What is found in a file of these records: each is fitted anew, reviewed, and asked for in the file."""
    fits = [fit(copies.whole(record), cache) for record in records]
    briefs = [brief_of(each) for each in fits]
    brief = replace(briefs[0], pages=tuple(page for each in briefs for page in each.pages))
    findings = [item for each in fits for item in findings_of(each)]
    give_back()  # the judge loads 15 MB of libraries
    findings += judge_here(content, brief).report.findings
    collect()
    give_back()
    return findings
