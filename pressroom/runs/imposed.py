"""A run on the sheets of a press, for the cutter: as many copies on each as fit, and piles that keep their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.fit.slug import slug_face
from pressroom.paint.imposed_paper import ImposedShared, imposed
from pressroom.records import dataclass
from pressroom.runs.crew import Crew
from pressroom.runs.file import RunFile
from pressroom.runs.imposed_file import ImposedNumbers, form, numbers_of, placements, sheet_objects
from pressroom.runs.imposed_labels import Labels
from pressroom.runs.imposed_verify import ImposedFile
from pressroom.runs.judging import RecordJudge
from pressroom.runs.making import Making
from pressroom.runs.pages import text
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.request import RunProgress, Stacks
from pressroom.runs.verify import verified
from pressroom.sheet import imposition, papers
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece

NO_PAPER = code("run-paper", N_("The paper of an imposed run is named, or given as width x height in mm."),
                N_("Write --impose SRA3, --impose A4 or --impose 330x480mm."))
TOO_SMALL = code(
    "run-paper-small",
    N_("The sheet is too small for one copy with its bleed, its crop marks and the edge that a press needs."),
    N_("Choose a larger sheet with --impose, or print the copies one on each page: leave --impose out."))
NOT_IMPOSED = code(
    "run-not-imposed",
    N_("Piles are cut from sheets that are printed on one side for the press; a piece of several pages would be torn "
       "apart, what members print leaves no bleed to cut, and files for each record are not for one pile."),
    N_("Leave --impose out, or let the run make one file for the press: edition: press, as: one."))
_SHEETS = 200  # that are made together


@dataclass(frozen=True, slots=True)
class Volume:
    """An imposed file in the making.

    Attributes:
        first: the place of its first record among those that are printed.
        path: where it is written.
        numbers: of its objects.
        shared: what its copies and its sheets share.
        labels: what stands beside the places.
    """

    first: int
    path: Path
    numbers: ImposedNumbers
    shared: ImposedShared
    labels: Labels


def check(run: Plan, paper: str) -> None:
    """Find out whether every piece of the run can be imposed on a paper.

    Raises:
        Refused: there is no such paper, it is too small, or a piece has several pages.
    """
    for piece in run.pieces:
        _arranged(run, piece, paper)


def _arranged(run: Plan, piece: Piece, paper: str) -> imposition.Plan:
    place = run.document.place(("material",))
    try:
        sides = papers.sides(paper)
    except ValueError:
        raise Refused([finding(NO_PAPER, N_("there is no paper {name}"), N_("write --impose SRA3, A4 or 330x480mm"),
                               name=paper[:40])], exit_code=2) from None
    if piece.folding or piece.blocks or len(piece.spec.sheets) > 1:
        raise Refused([finding(NOT_IMPOSED, N_("{name} has several pages"), source=place, name=run.spec.material)])
    if piece.edition != "press":
        raise Refused([finding(NOT_IMPOSED, N_("the run is not for the press"),
                               source=run.document.place(("edition",)))])
    if run.spec.made_as == "files":
        raise Refused([finding(NOT_IMPOSED, N_("the run makes a file for each record"),
                               source=run.document.place(("as",)))])
    size, bleed = (piece.format.width, piece.format.height), piece.printer_spec.bleed
    plan = imposition.fullest(size, bleed, sides, 2 * bleed, turns=(0,))
    if plan is None:
        need = imposition.needed(size, bleed)
        raise Refused([finding(TOO_SMALL, N_("one copy of {format} with bleed and marks needs {need} mm"),
                               source=place, format=piece.format.name,
                               need=f"{to_mm(need[0]):.0f} x {to_mm(need[1]):.0f}")])
    return plan


class Imposing:
    """The imposed files of a piece."""

    def __init__(self, making: Making, parts: Parts, paper: str, crew: Crew, progress: RunProgress) -> None:
        self._making, self._parts, self._crew, self._progress = making, parts, crew, progress
        self._paper, self._starts = paper, making.starts()
        self._plan = _arranged(making.plan, making.piece, paper)
        sheet = making.paper.fit.sheets[0]
        self._drawn = placements(self._plan, sheet.bleed + sheet.slug)
        self._volumes: list[Volume] = []

    def write(self, volumes: Sequence[tuple[int, int, str]]) -> list[tuple[Path, Stacks]]:
        """Write the sheets of files whose first record, number of records and name are given; where, and how many."""
        making, plan = self._making, self._plan
        face = slug_face(making.piece)
        language = making.piece.printer_spec.language
        characters = frozenset[str]().union(*self._crew.each(self._characters, self._parts.spool.chunks))
        making.paper.add({(face.file, face.instance): Labels(plan, face, language, 0).glyphs(characters)}, {})
        for number, (first, count, name) in enumerate(volumes):
            shared = imposed(making.paper, f"{making.plan.name}/{making.piece.name}/{number}/{self._paper.upper()}",
                             self._parts.spool.digest.encode(), plan, making.copies.segments[0])
            numbers = numbers_of(shared.shared.next, count, plan.count)
            self._volumes.append(Volume(first, self._parts.unfinished(name), numbers, shared,
                                        Labels(plan, face, language, numbers.count)))
        self._progress.stage(N_("imposing the copies"), len(making.shown))
        self._write()
        return [(each.path, Stacks(name, each.numbers.count, plan.count))
                for each, (_, _, name) in zip(self._volumes, volumes, strict=True)]

    def verify(self, table: Path) -> list[Finding]:
        """Read every record back from the sheets."""
        judge = RecordJudge(self._making, self._volumes[0].shared.shared, table)
        colours = self._making.paper.colours
        # Opened here, so that each process has them: finding all objects of a file takes longer than reading some.
        files = [ImposedFile(each.path, each.numbers.records, each.shared.shared.entries[0], self._drawn)
                 for each in self._volumes]

        def read_back(chunk: int) -> tuple[int, list[Finding]]:
            printed, start = self._records(chunk), self._starts[chunk]
            found: list[Finding] = []
            for number, begin, end in self._reached(chunk):
                volume = self._volumes[number]
                found += verified(files[number], begin - volume.first,
                                  map(judge.expected, printed[begin - start:end - start]), (volume.shared.form,),
                                  table, colours, text)
            return len(printed), found
        findings: list[Finding] = []
        self._progress.stage(N_("reading the sheets back"), len(self._making.shown))
        try:
            for count, found in self._crew.each(read_back, self._parts.spool.chunks):
                findings += found
                self._progress.done(count)
        finally:
            for file in files:
                file.close()
        return findings

    def _write(self) -> None:
        streams = [each.path.open("wb") for each in self._volumes]
        try:
            files = [RunFile(stream, each.shared.shared, each.numbers)
                     for stream, each in zip(streams, self._volumes, strict=True)]
            for pieces in self._crew.each(self._forms, self._parts.spool.chunks):
                for number, content, lengths in pieces:
                    files[number].add(content, lengths)
                    self._progress.done(len(lengths))
            batches = [(number, first) for number, each in enumerate(self._volumes)
                       for first in range(0, each.numbers.count, _SHEETS)]
            for number, content, lengths in self._crew.each(self._sheets_of(batches), len(batches)):
                files[number].add(content, lengths)
            for file in files:
                file.close()
        finally:
            for stream in streams:
                stream.close()

    def _reached(self, chunk: int) -> Iterator[tuple[int, int, int]]:
        """The numbers of the files that have records of a chunk, with the first of their places and the one after."""
        for number, volume in enumerate(self._volumes):
            begin = max(volume.first, self._starts[chunk])
            end = min(volume.first + volume.numbers.records, self._starts[chunk + 1])
            if begin < end:
                yield number, begin, end

    def _forms(self, chunk: int) -> list[tuple[int, bytes, list[int]]]:
        """The forms of a chunk's records: for each file that has some of them, its number, the bytes, the lengths."""
        operators = [pages[0] for _, _, pages in self._making.pages(chunk)]
        found = []
        for number, begin, end in self._reached(chunk):
            volume = self._volumes[number]
            made = [form(volume.numbers, volume.shared, at - volume.first, operators[at - self._starts[chunk]])
                    for at in range(begin, end)]
            found.append((number, b"".join(made), [len(each) for each in made]))
        return found

    def _sheets_of(self, batches: Sequence[tuple[int, int]]) -> Callable[[int], tuple[int, bytes, list[int]]]:
        def made(batch: int) -> tuple[int, bytes, list[int]]:
            number, first = batches[batch]
            volume = self._volumes[number]
            objects = [each for sheet, keys in self._keys(volume, first)
                       for each in sheet_objects(volume.numbers, volume.shared, sheet, self._drawn,
                                                 self._making.paper.sheet_content(self._plan.height),
                                                 [*volume.labels.runs(sheet, keys)])]
            return number, b"".join(objects), [len(each) for each in objects]
        return made

    def _keys(self, volume: Volume, first: int) -> Iterator[tuple[int, list[str | None]]]:
        """Sheets from the first on, with the key of the record at each place."""
        numbers = volume.numbers
        sheets = range(first, min(first + _SHEETS, numbers.count))
        piles = []
        for place in range(numbers.places):
            begin = min(place * numbers.count + sheets.start, numbers.records)
            end = min(place * numbers.count + sheets.stop, numbers.records)
            piles.append([*self._keys_between(volume.first + begin, volume.first + end)])
        for at, sheet in enumerate(sheets):
            yield sheet, [pile[at] if at < len(pile) else None for pile in piles]

    def _keys_between(self, begin: int, end: int) -> Iterator[str]:
        """The keys of the records that are printed from place `begin` up to `end`."""
        if begin >= end:
            return
        at = bisect_right(self._starts, begin) - 1
        for chunk, (start, stop) in enumerate(pairwise(self._starts[at:]), at):
            if start >= end:
                return
            yield from (each.key for each in self._records(chunk)[max(begin - start, 0):min(end, stop) - start])

    def _characters(self, chunk: int) -> frozenset[str]:
        return frozenset("".join(each.key for each in self._records(chunk)))

    def _records(self, chunk: int) -> list[Record]:
        return self._making.printed(self._parts.spool.chunk(chunk))
