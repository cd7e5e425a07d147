"""The files of a run that has one for each record: written, read back, judged, and then named."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

from pressroom import file_moves
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Refused
from pressroom.runs.crew import Crew
from pressroom.runs.judging import RecordJudge, judged
from pressroom.runs.making import Making
from pressroom.runs.parts import Parts
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.request import RunOutcome, RunProgress, RunRequest
from pressroom.runs.sample import sample
from pressroom.runs.single import Identified, Names, members_file, write_press_file

_TOGETHER = 10  # files that a process makes before it tells of them

# A file's name, its digest, what was found in it, and whether it was judged as every other file.
_Made = tuple[str, str, list[Finding], bool]


def make_files(request: RunRequest, run: Plan, making: Making, parts: Parts, table: Path, outcome: RunOutcome,
               cache: Cache, crew: Crew, progress: RunProgress) -> None:
    """A file for each record that fits.

    Raises:
        Refused: two would have one name, or one is not what its row says; none is then called by its name.
    """
    ending = f"-{making.piece.format.name}" if len(run.pieces) > 1 else ""
    names = Names(run.spec.name, ending)
    records = (each for chunk in range(parts.spool.chunks) for each in making.printed(parts.spool.chunk(chunk)))
    if same := names.findings(records, table):
        raise Refused([*outcome.findings, *same])
    count = len(making.shown)
    places = frozenset(range(count) if request.judge_all else sample(
        [making.lengths[at] for at in making.shown], parts.spool.digest))
    maker = _Maker(making, names, parts, table, places, cache)
    progress.stage(N_("writing and reading back the files"), count)
    written: dict[str, str] = {}
    for made in crew.each(maker.press if run.spec.edition == "press" else maker.members, len(maker.shares)):
        for name, digest, findings, was_judged in made:
            outcome.findings += [item for item in findings if item not in outcome.findings]
            outcome.judged += was_judged
            written[name] = digest
        progress.done(len(made))
    outcome.verified += count
    if not outcome.passed:
        raise Refused(outcome.findings)
    target = request.out / "runs" / run.name
    target.mkdir(parents=True, exist_ok=True)
    for name in written:
        file_moves.replace(parts.unfinished(name), target / name)
    outcome.files.append(target)
    outcome.digests |= written
    outcome.records += count


class _Maker:
    """Writes files, and looks at each of them.

    Attributes:
        shares: what is made together: the number of a chunk, and which of its printed records.
    """

    def __init__(self, making: Making, names: Names, parts: Parts, table: Path, places: frozenset[int],
                 cache: Cache) -> None:
        self._making, self._names, self._parts = making, names, parts
        self._places, self._cache, self._starts = places, cache, making.starts()
        self.shares = [(chunk, begin, min(begin + _TOGETHER, stop - start))
                       for chunk, (start, stop) in enumerate(pairwise(self._starts))
                       for begin in range(0, stop - start, _TOGETHER)]
        if making.piece.edition == "press":
            shared = making.paper.shared(f"{making.plan.name}/{making.piece.name}", b"", variable=False)
            self._identified, self._judge = Identified(shared), RecordJudge(making, shared, table)

    def press(self, share: int) -> list[_Made]:
        """Write some press files: all are read back, those of the sample judged as every other file."""
        found, (chunk, begin, end) = list[_Made](), self.shares[share]
        made = zip(self._records(share), self._making.pages(chunk, begin, end), strict=True)
        for at, (record, (_, key, pages)) in enumerate(made, self._starts[chunk] + begin):
            name = self._names.of(record)
            path = self._parts.unfinished(name)
            digest = write_press_file(path, self._making, self._identified, key, pages)
            findings = self._judge.verify_whole(path, record)
            if at in self._places:
                findings += judged(self._making.copies, [record], path.read_bytes(), self._cache)
            found.append((name, digest, findings, at in self._places))
        return found

    def members(self, share: int) -> list[_Made]:
        """Write some members' files, every one of them judged as every other file."""
        found = list[_Made]()
        for record in self._records(share):
            content, findings = members_file(self._making.copies, record, self._cache)
            name = self._names.of(record)
            self._parts.unfinished(name).write_bytes(content)
            found.append((name, hashlib.sha256(content).hexdigest(), findings, True))
        return found

    def _records(self, share: int) -> list[Record]:
        chunk, begin, end = self.shares[share]
        return self._making.printed(self._parts.spool.chunk(chunk))[begin:end]
