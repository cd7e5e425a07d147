"""One piece of a run, from its records to its finished file: drafts of all chunks, then the file's codes in them."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from pressroom.build.pickling import unpacked
from pressroom.cache import Cache
from pressroom.colour.ink import Ink
from pressroom.marks import Picture
from pressroom.paint.run_paper import NamedForm, RunPaper, Shared
from pressroom.paint.type0 import FaceKey
from pressroom.records import dataclass
from pressroom.runs.copies import Copies
from pressroom.runs.crew import Crew
from pressroom.runs.drafting import Drafting
from pressroom.runs.drafts import DraftChunk, FinalCodes, Misfit
from pressroom.runs.numbers import Numbers
from pressroom.runs.pages import objects
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.request import RunProgress
from pressroom.stages import Piece

_LEVEL = 1  # of deflate: drafts are read once


@dataclass(frozen=True, slots=True)
class Volume:
    """The records of one file.

    Attributes:
        first: the place of the first of them among those that are printed.
        count: of them.
    """

    first: int
    count: int

    @property
    def end(self) -> int:
        """The place of the first record after it."""
        return self.first + self.count


class Making:
    """A piece in the making.

    Attributes:
        plan, piece, number: what is made, and which of the run's formats it is.
        copies: of its records.
        paper: what they share.
        misfits: the records that do not fit.
        lengths: how many characters each record shows, by its place among all that fit.
        rows: of the records that fit, in order.
        parts: what is kept of it on the disk.
        sizes: in which all records are set, by style.
    """

    def __init__(self, plan: Plan, piece: Piece, number: int, parts: Parts, cache: Cache, crew: Crew) -> None:
        """Fit what all copies share.

        Raises:
            Refused: the first record does not fit.
        """
        self.plan, self.piece, self.number = plan, piece, number
        self.parts, self._cache, self._crew = parts, cache, crew
        self.copies = Copies(plan, piece, parts.spool.first(), cache)
        self.sizes: dict[str, float] = {}
        self.misfits: list[Misfit] = []
        self.lengths, self.rows = array("L"), array("Q")
        self._kept: list[int] = []
        self._skipped: frozenset[int] = frozenset()

    def draft(self, progress: RunProgress, survey: str, drafting: str) -> None:
        """Fit every record, and keep how it is painted; `survey` and `drafting` are what is told of it."""
        spool = self.parts.spool
        if self.copies.sized:
            surveyed = self.parts.surveyed
            progress.stage(survey, surveyed.count)
            sizes: dict[str, float] = {}
            work = Drafting(self, {}, painted=False)
            for content in self._crew.drafts(work, surveyed.chunks):
                chunk: DraftChunk = unpacked(content)
                sizes |= {style: min(size, sizes.get(style, size)) for style, size in chunk.sizes.items()}
                progress.done(len(chunk.rows) + len(chunk.misfits))
            self.copies = Copies(self.plan, self.piece, spool.first(), self._cache, sizes)
            self.sizes = sizes
        progress.stage(drafting, spool.count)
        self.paper = RunPaper(self.copies.fit, self.copies.segments, self._cache)
        glyphs: dict[FaceKey, set[tuple[int, str]]] = {}
        forms: dict[str, NamedForm] = {}
        pictures, inks = dict[Picture, None](), dict[str, Ink]()
        for content in self._crew.drafts(Drafting(self, self.sizes, painted=True), spool.chunks):
            chunk = unpacked(content)
            self.misfits += chunk.misfits
            self._kept.append(len(chunk.rows))
            self.rows.extend(chunk.rows)
            self.lengths.extend(chunk.lengths)
            forms |= chunk.forms
            pictures |= dict.fromkeys(chunk.pictures)
            inks |= {ink.spot: ink for ink in chunk.inks}
            for file, instance, gid, text in chunk.pairs:
                glyphs.setdefault((file, instance), set()).add((gid, text))
            progress.done(len(chunk.rows) + len(chunk.misfits))
        self.paper.add(glyphs, forms, pictures, [inks[spot] for spot in sorted(inks)])

    def skip(self, rows: frozenset[int]) -> None:
        """Leave out the records of these rows."""
        self._skipped = rows

    @cached_property
    def shown(self) -> array[int]:
        """The places among all records that fit of those that are printed."""
        return array("L", (at for at, row in enumerate(self.rows) if row not in self._skipped))

    def pages(self, chunk: int, begin: int = 0, end: int | None = None) -> Iterator[tuple[int, str, list[bytes]]]:
        """Of a chunk's printed records from `begin` to `end`: row, key, and each page's operators with final codes."""
        content = self.parts.kept(self.number, chunk)
        if content is None:
            raise FileNotFoundError(f"the draft of chunk {chunk}")
        found: DraftChunk = unpacked(zlib.decompress(content))
        codes = FinalCodes(self.paper.codes((file, instance))[gid, text] for file, instance, gid, text in found.pairs)
        printed = (each for each in zip(found.rows, found.keys, found.pages, strict=True)
                   if each[0] not in self._skipped)
        for row, key, pages in islice(printed, begin, end):
            yield row, key, [codes.final(page) for page in pages]

    def printed(self, records: Sequence[Record]) -> list[Record]:
        """Of the records of a chunk, those that are printed."""
        left_out = self._skipped | {each.row for each in self.misfits}
        return [each for each in records if each.row not in left_out]

    def starts(self) -> list[int]:
        """The place of each chunk's first record among those that are printed, and their number."""
        found, at, first = [0], 0, 0
        for count in self._kept:
            at += sum(row not in self._skipped for row in self.rows[first:first + count])
            first += count
            found.append(at)
        return found

    def numbers(self, shared: Shared, count: int, *, parts: bool = True) -> Numbers:
        """The numbers of the objects of a file of so many records, with document parts where there may be any."""
        return Numbers(shared.next, len(self.copies.fit.sheets), count, parts and self.paper.has_parts)

    def chunks(self, begin: int, end: int) -> range:
        """The chunks that have records of these places among those that are printed."""
        starts = self.starts()
        return range(bisect_right(starts, begin) - 1, bisect_left(starts, end))

    def of_chunk(self, chunk: int, first: int, volume: Volume, numbers: Numbers, entries: Sequence[bytes]) -> tuple[
            bytes, list[int]]:
        """The objects of a chunk's records in a file, and their lengths.

        Args:
            chunk: its number.
            first: the place of its first record among those that are printed.
            volume: the records of the file.
            numbers: of the file's objects.
            entries: of each page's dictionary.
        """
        found: list[bytes] = []
        for at, (_, key, pages) in enumerate(self.pages(chunk), first):
            if volume.first <= at < volume.end:
                found += objects(numbers, at - volume.first, key, pages, entries)
        return b"".join(found), [len(each) for each in found]
