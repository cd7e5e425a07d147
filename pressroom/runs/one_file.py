"""One file of all records of a piece, or some files of so many each: written, read back, judged, and then named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressroom import file_moves
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Refused
from pressroom.paint.run_paper import Shared
from pressroom.runs.crew import Crew
from pressroom.runs.file import RunFile
from pressroom.runs.imposed import Imposing
from pressroom.runs.judging import RecordJudge, judge
from pressroom.runs.making import Making
from pressroom.runs.numbers import Numbers
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from pressroom.runs.sample import sample
from pressroom.stages import Piece


def make_files(request: RunRequest, run: Plan, making: Making, parts: Parts, table: Path, outcome: RunOutcome,
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
    if request.impose and outcome.passed:
        imposing = Imposing(making, parts, request.impose, crew, progress)
        for path, stacks in imposing.write([(first, numbers.count, f"{name[:-4]}-on-{request.impose.lower()}.pdf")
                                            for (first, numbers, _), name in zip(volumes, names, strict=True)]):
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

