"""One file of all records of a piece, or some files of so many each: written, read back, judged, and then named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pressroom import file_moves
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Refused
from pressroom.paint.run_paper import Shared
from pressroom.runs.crew import Crew
from pressroom.runs.file import RunFile
from pressroom.runs.finished import FinishedFile
from pressroom.runs.imposed import Imposing
from pressroom.runs.judging import RecordJudge, judge
from pressroom.runs.making import Making, Volume
from pressroom.runs.numbers import Numbers
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from pressroom.runs.sample import sample
from pressroom.stages import Piece

# Records that are judged by one process: another would load the libraries of the judge, 30 MB, for some of them.
_MOST_ALONE = 12


def make_files(request: RunRequest, run: Plan, making: Making, parts: Parts, table: Path, outcome: RunOutcome,
                cache: Cache, crew: Crew, progress: RunProgress) -> None:
    """The files of one format: written, read back, judged, and only then called by their names."""
    count = len(making.shown)
    per_file = request.per_file or count
    volumes = [Volume(first, min(per_file, count - first)) for first in range(0, count, per_file)]
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
    outcome.findings += _judge(making, parts, _shared(making, parts, 0), places, cache, crew, progress)
    outcome.judged += len(places)
    if request.impose and outcome.passed:
        imposing = Imposing(making, parts, request.impose, crew, progress)
        for path, stacks in imposing.write(volumes, [f"{name[:-4]}-on-{request.impose.lower()}.pdf" for name in names]):
            paths.append(path)
            names.append(stacks.name)
            outcome.stacks.append(stacks)
        outcome.findings += imposing.verify(table)
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


def _shared(making: Making, parts: Parts, number: int) -> Shared:
    """What the records of a file share; other files differ in what tells files apart alone."""
    return making.paper.shared(f"{making.plan.name}/{making.piece.name}/{number}", parts.spool.digest.encode())


def _write(making: Making, parts: Parts, volumes: Sequence[Volume], paths: Sequence[Path], crew: Crew,
           progress: RunProgress) -> None:
    """One file after another: what they share is a megabyte, and a system lets few files be open."""
    starts = making.starts()
    for number, (volume, path) in enumerate(zip(volumes, paths, strict=True)):
        shared = _shared(making, parts, number)
        numbers, chunks = making.numbers(shared, volume.count), making.chunks(volume.first, volume.end)
        make = partial(_objects, making, starts, chunks, volume, numbers, shared.entries)
        with path.open("wb") as stream:
            file = RunFile(stream, shared, numbers)
            for content, lengths in crew.each(make, len(chunks)):
                file.add(content, lengths)
                progress.done(len(lengths) // numbers.of_record)
            file.close()


def _objects(making: Making, starts: Sequence[int], chunks: range, volume: Volume, numbers: Numbers,
             entries: Sequence[bytes], index: int) -> tuple[bytes, list[int]]:
    return making.of_chunk(chunks[index], starts[chunks[index]], volume, numbers, entries)


def _verify(making: Making, parts: Parts, volumes: Sequence[Volume], paths: Sequence[Path], table: Path, crew: Crew,
            progress: RunProgress) -> list[Finding]:
    judge, findings = RecordJudge(making, _shared(making, parts, 0), table), list[Finding]()
    starts = making.starts()
    for volume, path in zip(volumes, paths, strict=True):
        file, chunks = judge.file(path), making.chunks(volume.first, volume.end)
        try:
            for count, found in crew.each(partial(_read_back, making, parts, starts, chunks, volume, judge, file),
                                          len(chunks)):
                findings += found
                progress.done(count)
        finally:
            file.close()
    return findings


def _read_back(making: Making, parts: Parts, starts: Sequence[int], chunks: range, volume: Volume,
               judge: RecordJudge, file: FinishedFile, index: int) -> tuple[int, list[Finding]]:
    start = starts[chunks[index]]
    begin, end = max(volume.first, start), min(volume.end, starts[chunks[index] + 1])
    printed = making.printed(parts.spool.chunk(chunks[index]))[begin - start:end - start]
    return len(printed), judge.verify(file, begin - volume.first, printed)


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
    chunks = parts.spool.chunks
    for count, found in crew.each(judged, chunks) if len(places) > _MOST_ALONE else map(judged, range(chunks)):
        for item in found:
            findings.setdefault((item.code, item.message), item)
        progress.done(count)
    return [*findings.values()]

