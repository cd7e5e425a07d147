"""A run on the sheets of a press, for the cutter: as many copies on each as fit, and piles that keep their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
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
from pressroom.runs.making import Making, Volume
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
class Imposed:
    """An imposed file in the making.

    Attributes:
        volume: its records.
        numbers: of its objects.
        shared: what its copies and its sheets share.
        labels: what stands beside the places.
    """

    volume: Volume
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
        self._volumes: Sequence[Volume] = ()
        self._paths: list[Path] = []

    def write(self, volumes: Sequence[Volume], names: Sequence[str]) -> list[tuple[Path, Stacks]]:
        """Write the sheets of files of these records and names, one after another; where, and how many."""
        making, plan, face = self._making, self._plan, slug_face(self._making.piece)
        characters = frozenset[str]().union(*self._crew.each(self._characters, self._parts.spool.chunks))
        making.paper.add({(face.file, face.instance): Labels(
            plan, face, making.piece.printer_spec.language, 0).glyphs(characters)}, {})
        self._progress.stage(N_("imposing the copies"), len(making.shown))
        self._volumes, self._paths = volumes, [self._parts.unfinished(name) for name in names]
        stacks = []
        for number, name in enumerate(names):
            imposed_ = self._imposed(number)
            self._write(imposed_, self._paths[number])
            stacks.append(Stacks(name, imposed_.numbers.count, plan.count))
        return [*zip(self._paths, stacks, strict=True)]

    def verify(self, table: Path) -> list[Finding]:
        """Read every record back from the sheets."""
        findings: list[Finding] = []
        self._progress.stage(N_("reading the sheets back"), len(self._making.shown))
        shared = self._imposed(0).shared
        judge = RecordJudge(self._making, shared.shared, table)
        for volume, path in zip(self._volumes, self._paths, strict=True):
            # Opened here, so that each process has it: finding all objects of a file takes longer than reading some.
            file = ImposedFile(path, volume.count, shared.shared.entries[0], self._drawn)
            chunks = self._making.chunks(volume.first, volume.end)
            make = partial(self._read_back, judge, file, chunks, volume, shared.form, table)
            try:
                for count, found in self._crew.each(make, len(chunks)):
                    findings += found
                    self._progress.done(count)
            finally:
                file.close()
        return findings

    def _imposed(self, number: int) -> Imposed:
        making, plan, volume = self._making, self._plan, self._volumes[number]
        shared = imposed(making.paper, f"{making.plan.name}/{making.piece.name}/{number}/{self._paper.upper()}",
                         self._parts.spool.digest.encode(), plan, making.copies.segments[0])
        numbers = numbers_of(shared.shared.next, volume.count, plan.count)
        return Imposed(volume, numbers, shared,
                       Labels(plan, slug_face(making.piece), making.piece.printer_spec.language, numbers.count))

    def _write(self, imposed_: Imposed, path: Path) -> None:
        chunks = self._making.chunks(imposed_.volume.first, imposed_.volume.end)
        with path.open("wb") as stream:
            file = RunFile(stream, imposed_.shared.shared, imposed_.numbers)
            for content, lengths in self._crew.each(partial(self._forms, imposed_, chunks), len(chunks)):
                file.add(content, lengths)
                self._progress.done(len(lengths))
            batches = -(-imposed_.numbers.count // _SHEETS)
            for content, lengths in self._crew.each(partial(self._sheets_of, imposed_), batches):
                file.add(content, lengths)
            file.close()

    def _places(self, chunk: int, volume: Volume) -> tuple[int, int]:
        """The place of the first record of a chunk in a file, and that after its last."""
        return max(volume.first, self._starts[chunk]), min(volume.end, self._starts[chunk + 1])

    def _read_back(self, judge: RecordJudge, file: ImposedFile, chunks: range, volume: Volume, entries: bytes,
                   table: Path, index: int) -> tuple[int, list[Finding]]:
        start, (begin, end) = self._starts[chunks[index]], self._places(chunks[index], volume)
        printed = self._records(chunks[index])[begin - start:end - start]
        return len(printed), verified(file, begin - volume.first, map(judge.expected, printed), (entries,), table,
                                      self._making.paper.colours, text)

    def _forms(self, imposed_: Imposed, chunks: range, index: int) -> tuple[bytes, list[int]]:
        """The forms of a chunk's records in a file, and their lengths."""
        chunk, first = chunks[index], imposed_.volume.first
        operators = [pages[0] for _, _, pages in self._making.pages(chunk)]
        begin, end = self._places(chunk, imposed_.volume)
        made = [form(imposed_.numbers, imposed_.shared, at - first, operators[at - self._starts[chunk]])
                for at in range(begin, end)]
        return b"".join(made), [len(each) for each in made]

    def _sheets_of(self, imposed_: Imposed, batch: int) -> tuple[bytes, list[int]]:
        """A batch of sheets: their objects, and the lengths of these."""
        objects = [each for sheet, keys in self._keys(imposed_, batch * _SHEETS)
                   for each in sheet_objects(imposed_.numbers, imposed_.shared, sheet, self._drawn,
                                             self._making.paper.sheet_content(self._plan.height),
                                             [*imposed_.labels.runs(sheet, keys)])]
        return b"".join(objects), [len(each) for each in objects]

    def _keys(self, imposed_: Imposed, first: int) -> Iterator[tuple[int, list[str | None]]]:
        """Sheets from the first on, with the key of the record at each place."""
        numbers, start = imposed_.numbers, imposed_.volume.first
        sheets = range(first, min(first + _SHEETS, numbers.count))
        piles = []
        for place in range(numbers.places):
            begin = min(place * numbers.count + sheets.start, numbers.records)
            end = min(place * numbers.count + sheets.stop, numbers.records)
            piles.append([*self._keys_between(start + begin, start + end)])
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
