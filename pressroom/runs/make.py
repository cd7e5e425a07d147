"""A whole run: records, drafts, files, and the judge's word on every one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from pressroom import files
from pressroom.build import fingerprint
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.publish import folder
from pressroom.records import replace
from pressroom.runs import one_file, privacy, record_of_run, single_files, tables
from pressroom.runs.crew import Crew, Interrupted, Processes
from pressroom.runs.drafts import Misfit
from pressroom.runs.imposed import check
from pressroom.runs.making import Making
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan, plan
from pressroom.runs.records import MOST_TOLD, Records
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from pressroom.runs.source import table_of
from pressroom.runs.spool import CHUNK
from pressroom.specs.run import OFFICIALS
from pressroom.stages import Piece

NO_RECORDS = code("records-none", N_("A run without records prints nothing."),
                  N_("Look at the table: its first row has the names of the columns, each further row is a record."))
MISFIT = code(
    "record-misfit",
    N_("Words that do not fit their place would be cut off or run into others: such a record is not printed."),
    N_("Shorten the words of the row, or give them more room in the layout; with --skip-bad all other records are "
       "made."))
SKIPPED = code("records-skipped", N_("Rows that were left out are not printed; somebody may wait for them."),
               N_("Mend these rows, and make them: --records ROWS."), severity=Severity.WARNING)
RUN_DRAFT = code("run-draft", N_("A draft is not ready: nobody may print copies of it."),
                 N_("When its words are final, write state: ready in the material."))


def make(request: RunRequest, progress: RunProgress | None = None, crew: Crew | None = None) -> RunOutcome:
    """Make a run.

    Raises:
        Refused: it cannot be begun, or a record is wrong or does not fit; nothing is written.
    """
    progress = progress or RunProgress()
    cache = Cache(request.root / ".cache")
    run = plan(request.root, request.name, cache, request.today)
    drafts = [piece for piece in run.pieces if piece.draft]
    if drafts:
        raise Refused([finding(RUN_DRAFT, N_("{name} is a draft"), source=run.document.place(("material",)),
                               name=run.spec.material)])
    if request.impose:
        check(run, request.impose)
    table, remarks = _table(request, run)
    outcome = RunOutcome(form=table.form, separator=table.separator,
                         findings=[*run.findings, *remarks, *table.remarks])
    target = request.out / "runs"
    parts = Parts(target / f".{request.name}")
    done = False
    try:
        crew = crew or _crew(request)
        with folder.lock(target, progress.waiting), closing(crew):
            _make(request, run, table, parts, outcome, cache, crew, progress)
        done = True
    except Interrupted:
        raise
    except Refused:
        done = True  # nothing of it can be gone on with: the table or the run has to change
        raise
    except OSError as trouble:
        raise Refused([*outcome.findings, folder.unwritable(target, trouble)]) from None
    finally:
        if done:
            parts.remove()
    return outcome


def _crew(request: RunRequest) -> Crew:
    if not request.cluster:
        return Processes(request.workers)
    from pressroom.runs.cluster import Cluster  # lazy: the client of a cluster is an extra

    return Cluster(request.cluster, request.workers)


def _make(request: RunRequest, run: Plan, table: tables.Table, parts: Parts, outcome: RunOutcome, cache: Cache,
          crew: Crew, progress: RunProgress) -> None:
    parts.begin(resume=request.resume)
    records = Records(run.spec, run.document, table, request.asks_for)
    progress.stage(N_("reading the records"), 0)
    _spooled(parts, records, request, run.spec.order)
    _take_faults(records, outcome, request)
    if not parts.spool.count:
        raise Refused([*outcome.findings, finding(NO_RECORDS, N_("there is no record"), source=Place(table.path))])
    parts.belong_to(_digest(run, parts))
    of_file = run.spec.records != OFFICIALS or request.table
    digest = record_of_run.digest_of(run, files.digest(table.path) if of_file else parts.surveyed.digest)
    outcome.findings += records.remarks
    outcome.findings += record_of_run.approval(request.root, run, digest)
    _make_pieces(request, run, parts, table.path, outcome, cache, crew, progress)
    if not request.rows:
        record_of_run.write(request.out / "runs" / run.name, run, digest, outcome)


def _table(request: RunRequest, run: Plan) -> tuple[tables.Table, list[Finding]]:
    """The table of a run, and what is to be said of where it lies."""
    table = table_of(request.root, run, request.table, request.today)
    return table, [] if run.spec.records == OFFICIALS and not request.table else privacy.check(request.root, table.path)


def _spooled(parts: Parts, records: Records, request: RunRequest, order: Sequence[str]) -> None:
    """Write the records that are made; and where these are some of a run, all of it, whose longest decides sizes."""
    if not request.rows:
        parts.spool.write(records, order)
        return
    parts.every.write(records, order)
    parts.spool.write(record for chunk in range(parts.every.chunks) for record in parts.every.chunk(chunk)
                      if request.asks_for(record.row))


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
    told = ([fingerprint.of_piece(piece) for piece in run.pieces], repr(run.spec), parts.spool.digest,
            parts.every.digest, CHUNK)
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
    if outcome.left_out:
        outcome.findings.append(finding(SKIPPED, N_("{count} row{count||s} left out"), source=Place(table),
                                        count=len(outcome.left_out)))
    for making in makings:
        making.skip(frozenset(misfits))
        make_files = single_files.make_files if run.spec.made_as == "files" else one_file.make_files
        make_files(request, run, making, parts, table, outcome, cache, crew, progress)


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
