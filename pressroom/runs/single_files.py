"""The files of a run that has one for each record: written, read back, judged, and then named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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
from pressroom.runs.single import Identified, Names, members_file, press_file

# A file's name and content, what was found in it, and whether it was judged as every other file.
_Made = tuple[str, bytes, list[Finding], bool]


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
    written: list[Path] = []
    for made in crew.each(maker.press if run.spec.edition == "press" else maker.members, parts.spool.chunks):
        for name, content, findings, was_judged in made:
            outcome.findings += [item for item in findings if item not in outcome.findings]
            outcome.judged += was_judged
            path = parts.unfinished(name)
            path.write_bytes(content)
            written.append(path)
        progress.done(len(made))
    outcome.verified += count
    if not outcome.passed:
        raise Refused(outcome.findings)
    target = request.out / "runs" / run.name
    target.mkdir(parents=True, exist_ok=True)
    for path in written:
        file_moves.replace(path, target / path.name.removesuffix(".unfinished"))
    outcome.files.append(target)
    outcome.records += count


class _Maker:
    """Makes the files of a chunk, and looks at each of them."""

    def __init__(self, making: Making, names: Names, parts: Parts, table: Path, places: frozenset[int],
                 cache: Cache) -> None:
        self._making, self._names, self._parts = making, names, parts
        self._places, self._cache, self._starts = places, cache, making.starts()
        if making.piece.edition == "press":
            shared = making.paper.shared(f"{making.plan.name}/{making.piece.name}", b"", variable=False)
            self._shared, self._identified = shared, Identified(shared)
            self._judge = RecordJudge(making, shared, table)

    def press(self, chunk: int) -> list[_Made]:
        """The press files of a chunk: all read back, those of the sample judged as every other file."""
        found = []
        records = self._making.printed(self._parts.spool.chunk(chunk))
        for at, (record, (_, key, pages)) in enumerate(zip(records, self._making.pages(chunk), strict=True),
                                                       self._starts[chunk]):
            digest = hashlib.sha256(b"\0".join(pages)).digest()
            content = press_file(self._making, self._identified.of(key, digest), key, pages)
            findings = self._judge.verify_bytes(content, record)
            if at in self._places:
                findings += judged(self._making.copies, [record], content, self._cache)
            found.append((self._names.of(record), content, findings, at in self._places))
        return found

    def members(self, chunk: int) -> list[_Made]:
        """The members' files of a chunk, every one of them judged as every other file."""
        return [(self._names.of(record), *members_file(self._making.copies, record, self._cache), True)
                for record in self._printed(chunk)]

    def _printed(self, chunk: int) -> Iterator[Record]:
        yield from self._making.printed(self._parts.spool.chunk(chunk))
