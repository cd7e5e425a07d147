"""The records of a run while it is made: checked, in order, in a file that its owner alone can read.

It lies beside what is made and goes with the end of the run. Its digest tells whether a run that goes on after a fall
has the records with which it began.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pressroom.runs.records import Record

CHUNK = 250
"""Records that are made together."""


class Spool:
    """Records in a file, in chunks.

    Attributes:
        path: the file.
        count: of records.
        digest: of all of them.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.count, self.digest = path, 0, ""
        self._starts = array("Q")

    def write(self, records: Iterable[Record], order: Sequence[str] = ()) -> None:
        """Write them, sorted by the columns of `order`."""
        if order:
            records = sorted(records, key=lambda record: [_sorting(record.values[key]) for key in order])
        digest, at = hashlib.sha256(), 0
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for chunk in _chunks(records):
                line = json.dumps([[each.row, each.key, dict(each.values)] for each in chunk],
                                  ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
                self._starts.append(at)
                out.write(line)
                digest.update(line)
                at += len(line)
                self.count += len(chunk)
        self.digest = digest.hexdigest()

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return len(self._starts)

    def chunk(self, number: int) -> list[Record]:
        """The records of a chunk."""
        with self.path.open("rb") as stream:
            stream.seek(self._starts[number])
            return [Record(*each) for each in json.loads(stream.readline())]

    def first(self) -> Record:
        """The first record."""
        return self.chunk(0)[0]


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    chunk: list[Record] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _sorting(words: str) -> tuple[int, float, str]:
    """How words are sorted: numbers by what they say, before other words, whose case does not count."""
    return (0, float(words), "") if words.isdecimal() and words.isascii() else (1, 0.0, words.casefold())
