"""A whole run: records, drafts, files, and the judge's word on every one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pressroom import file_moves
from pressroom.build import fingerprint
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.paint.run_paper import Shared
from pressroom.records import replace
from pressroom.runs import privacy, tables
from pressroom.runs.crew import Crew, Processes
from pressroom.runs.drafts import Misfit
from pressroom.runs.file import RunFile
from pressroom.runs.judging import RecordJudge, judge
from pressroom.runs.making import Making
from pressroom.runs.numbers import Numbers
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan, plan
from pressroom.runs.records import MOST_TOLD, Record, Records
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from pressroom.runs.sample import sample
from pressroom.runs.spool import CHUNK
from pressroom.specs.run import FOLDER, OFFICIALS
from pressroom.stages import Piece

NO_RECORDS = code("records-none", N_("A run without records prints nothing."),
                  N_("Look at the table: its first row has the names of the columns, each further row is a record."))
NO_TABLE = code("records-missing", N_("A run needs its table: nothing is printed from memory."),
                N_("Put the table beside the run, into materials/runs, or name it: --records FILE."))
MISFIT = code(
    "record-misfit",
    N_("Words that do not fit their place would be cut off or run into others: such a record is not printed."),
    N_("Shorten the words of the row, or give them more room in the layout; with --skip-bad all other records are "
       "made."))
SKIPPED = code("records-skipped", N_("Rows that were left out are not printed; somebody may wait for them."),
               N_("Mend these rows, and make them again: --rows."), severity=Severity.WARNING)
RUN_DRAFT = code("run-draft", N_("A draft is not ready: nobody may print copies of it."),
                 N_("When its words are final, write state: ready in the material."))


def make(request: RunRequest, progress: RunProgress | None = None, crew: Crew | None = None) -> RunOutcome:
    """Make a run.

    Raises:
        Refused: it cannot be begun, or a record is wrong or does not fit; nothing is written.
    """
    progress, crew = progress or RunProgress(), crew or Processes(request.workers)
    cache = Cache(request.root / ".cache")
    run = plan(request.root, request.name, cache, request.today)
    drafts = [piece for piece in run.pieces if piece.draft]
    if drafts:
        raise Refused([finding(RUN_DRAFT, N_("{name} is a draft"), source=run.document.place(("material",)),
                               name=run.spec.material)])
    path = _table_path(request, run)
    privacy.check(request.root, path)
    table = tables.table(path)
    outcome = RunOutcome(form=table.form, separator=table.separator, findings=[*run.findings, *table.remarks])
    folder = request.out / "runs"
    parts = Parts(folder / f".{request.name}")
    parts.begin(resume=request.resume)
    done = False
    try:
        records = Records(run.spec, run.document, table)
        progress.stage(N_("reading the records"), 0)
        parts.spool.write(_chosen(records, request.rows), run.spec.order)
        _take_faults(records, outcome, request)
        if not parts.spool.count:
            raise Refused([*outcome.findings, finding(NO_RECORDS, N_("there is no record"), source=Place(path))])
        parts.belong_to(_digest(run, parts))
        _make_pieces(request, run, parts, path, outcome, cache, crew, progress)
        done = True
    except Refused:
        done = True  # nothing of it can be gone on with: the table or the run has to change
        raise
    finally:
        if done:
            parts.remove()
    return outcome


def _table_path(request: RunRequest, run: Plan) -> Path:
    named = request.table or (request.root / FOLDER / run.spec.records if run.spec.records else None)
    if run.spec.records == OFFICIALS or named is None or not named.is_file():
        raise Refused([finding(NO_TABLE, N_("there is no table {file}") if named else N_("the run names no table"),
                               source=run.document.place(("records",)), file=named.name if named else "")], exit_code=2)
    return named


def _chosen(records: Records, rows: Sequence[range]) -> Iterator[Record]:
    for record in records:
        if not rows or any(record.row in each for each in rows):
            yield record


def _take_faults(records: Records, outcome: RunOutcome, request: RunRequest) -> None:
    """What is wrong with rows: a reason to stop, or with `skip_bad` a warning about what is left out.

    Raises:
        Refused: rows are wrong, and nothing says that they may be left out.
    """
    if not records.left_out:
        return
    if not request.skip_bad:
        more = records.left_out - len(records.findings)
        raise Refused([*outcome.findings, *records.findings, *_more(more, records.table.path)])
    outcome.left_out += records.rows_left_out
    outcome.findings += [replace(item, severity=Severity.WARNING) for item in records.findings]


def _more(count: int, path: Path) -> list[Finding]:
    return [finding(MISFIT, N_("and {count} more"), source=Place(path), count=count)] if count > 0 else []


def _digest(run: Plan, parts: Parts) -> str:
    """What tells this run from every other: the program, the project as far as it counts, and the records."""
    told = ([fingerprint.of_piece(piece) for piece in run.pieces], repr(run.spec), parts.spool.digest, CHUNK)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _make_pieces(request: RunRequest, run: Plan, parts: Parts, table: Path, outcome: RunOutcome, cache: Cache,
                 crew: Crew, progress: RunProgress) -> None:
    """Draft every format first, so that nothing is written where a record does not fit one of them."""
    makings = [_begun(request, run, piece, number, parts, table, cache, crew)
               for number, piece in enumerate(run.pieces)]
    misfits: dict[int, Misfit] = {}
    for making in makings:
        making.draft(progress, N_("looking for the size of the longest"), N_("fitting the records"))
        misfits |= {each.row: each for each in making.misfits}
    if misfits:
        told = _told(misfits.values(), table, show=request.show_words)
        if not request.skip_bad or len(misfits) == parts.spool.count:
            raise Refused([*outcome.findings, *told])
        outcome.left_out += misfits
        outcome.findings += [replace(item, severity=Severity.WARNING) for item in told]
    outcome.left_out.sort()
    for making in makings:
        making.skip(frozenset(misfits))
        _make_piece(request, run, making, parts, table, outcome, cache, crew, progress)


def _begun(request: RunRequest, run: Plan, piece: Piece, number: int, parts: Parts, table: Path, cache: Cache,
           crew: Crew) -> Making:
    try:
        return Making(run, piece, number, parts, cache, crew)
    except Refused as refused:  # by the first record: the others would be told one by one, this one is told alone
        told = _told([Misfit(parts.spool.first().row, tuple(refused.findings))], table, show=request.show_words)
        raise Refused(told) from None


def _told(misfits: Iterable[Misfit], table: Path, *, show: bool) -> list[Finding]:
    """Findings about records that do not fit, at their rows; none of their words are in them unless `show` says so."""
    every = [each for each in misfits]
    told = [privacy.at_row(item, Place(table, each.row), show=show) for each in every[:MOST_TOLD]
            for item in each.findings if item.fails]
    return [*told, *_more(len(every) - MOST_TOLD, table)]


def _make_piece(request: RunRequest, run: Plan, making: Making, parts: Parts, table: Path, outcome: RunOutcome,
                cache: Cache, crew: Crew, progress: RunProgress) -> None:
    """The files of one format: written, read back, judged, and only then called by their names."""
    count = len(making.shown)
    per_file = request.per_file or count
    volumes: list[tuple[int, Numbers, Shared]] = []
    for number, first in enumerate(range(0, count, per_file)):
        shared = making.paper.shared(f"{run.name}/{making.piece.name}/{number}", parts.spool.digest.encode())
        volumes.append((first, making.numbers(shared, min(per_file, count - first)), shared))
    names = [_name(request, run, making.piece, number if len(volumes) > 1 else -1) for number in range(len(volumes))]
    paths = [parts.unfinished(name) for name in names]
    progress.stage(N_("writing the file"), count)
    _write(making, parts, volumes, paths, crew, progress)
    progress.stage(N_("reading every record back"), count)
    outcome.findings += _verify(making, parts, volumes, paths, table, crew, progress)
    outcome.verified += count
    places = list(range(count)) if request.judge_all else sample(
        [making.lengths[at] for at in making.shown], parts.spool.digest)
    progress.stage(N_("judging as a printer would"), len(places))
    outcome.findings += _judge(making, parts, volumes[0][2], places, cache, crew, progress)
    outcome.judged += len(places)
    if not outcome.passed:
        raise Refused(outcome.findings)
    target = request.out / "runs" / run.name
    target.mkdir(parents=True, exist_ok=True)
    for name, path in zip(names, paths, strict=True):
        file_moves.replace(path, target / name)
        outcome.files.append(target / name)
    outcome.records += count


def _name(request: RunRequest, run: Plan, piece: Piece, volume: int) -> str:
    rows = "-rows-" + "_".join(f"{each.start}-{each.stop - 1}" if len(each) > 1 else str(each.start)
                               for each in request.rows) if request.rows else ""
    return f"{run.name}-{piece.format.name}{rows[:80]}{f'-{volume + 1:03d}' if volume >= 0 else ''}.pdf"


def _write(making: Making, parts: Parts, volumes: Sequence[tuple[int, Numbers, Shared]], paths: Sequence[Path],
           crew: Crew, progress: RunProgress) -> None:
    starts = making.starts()
    files: list[RunFile] = []
    streams = [path.open("wb") for path in paths]
    try:
        for (_, numbers, shared), stream in zip(volumes, streams, strict=True):
            files.append(RunFile(stream, shared, numbers))
        made = crew.each(lambda chunk: making.of_chunk(chunk, starts[chunk], volumes), parts.spool.chunks)
        for pieces in made:
            for volume, content, lengths in pieces:
                files[volume].add(content, lengths)
                progress.done(len(lengths) // volumes[volume][1].of_record)
        for file in files:
            file.close()
    finally:
        for stream in streams:
            stream.close()


def _verify(making: Making, parts: Parts, volumes: Sequence[tuple[int, Numbers, Shared]], paths: Sequence[Path],
            table: Path, crew: Crew, progress: RunProgress) -> list[Finding]:
    starts = making.starts()
    judges = [RecordJudge(making, shared, table) for _, _, shared in volumes]

    def read_back(chunk: int) -> tuple[int, list[Finding]]:
        printed = making.printed(parts.spool.chunk(chunk))
        found: list[Finding] = []
        for volume, (first, numbers, _) in enumerate(volumes):
            begin, end = max(first, starts[chunk]), min(first + numbers.count, starts[chunk] + len(printed))
            if begin < end:
                found += judges[volume].verify(paths[volume], begin - first,
                                               printed[begin - starts[chunk]:end - starts[chunk]])
        return len(printed), found
    findings: list[Finding] = []
    for count, found in crew.each(read_back, parts.spool.chunks):
        findings += found
        progress.done(count)
    return findings


def _judge(making: Making, parts: Parts, shared: Shared, places: Sequence[int], cache: Cache, crew: Crew,
           progress: RunProgress) -> list[Finding]:
    """The findings about records at these places, once each."""
    starts, wanted = making.starts(), frozenset(places)

    def judged(chunk: int) -> tuple[int, list[Finding]]:
        mine = [at for at in range(starts[chunk], starts[chunk + 1]) if at in wanted]
        if not mine:
            return 0, []
        printed = making.printed(parts.spool.chunk(chunk))
        contents = [pages for _, _, pages in making.pages(chunk)]
        return len(mine), judge(making, shared, [printed[at - starts[chunk]] for at in mine],
                                [contents[at - starts[chunk]] for at in mine], cache)
    findings: dict[tuple[str, str], Finding] = {}
    for count, found in crew.each(judged, parts.spool.chunks):
        for item in found:
            findings.setdefault((item.code, item.message), item)
        progress.done(count)
    return [*findings.values()]

