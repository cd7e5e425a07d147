"""What is written down of a run: counts and digests, and nothing of its records. And whether somebody approved it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pressroom import files
from pressroom.build import fingerprint, signoffs
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.records import dataclass
from pressroom.runs.plan import Plan
from pressroom.runs.request import RunOutcome

NOT_RUN = code("run-not-made", N_("Only the finished files of a run can be packed, or shown to who approves them."),
               N_("Make the run first: render.py run NAME"))
NAME = "run.json"
EACH = "*.pdf"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run that was made.

    Attributes:
        run: its name.
        digest: of its table, its material and its own file: another one is another run.
        records, verified, judged: how many.
        files: the digest of each file, by its name; of files for each record, whose names may be people's, one of all
            of them, under `EACH`.
    """

    run: str
    digest: str
    records: int
    verified: int
    judged: int
    files: dict[str, str]


def digest_of(plan: Plan, table: str) -> str:
    """The digest of what a run is made of: its table, told by a digest, its pieces and its own file."""
    told = (table, [fingerprint.of_piece(piece) for piece in plan.pieces],
            repr(plan.spec))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def write(folder: Path, plan: Plan, digest: str, outcome: RunOutcome) -> None:
    """Write the record of a run beside its files."""
    made = [EACH] if plan.spec.made_as == "files" else [path.name for path in outcome.files]
    content = {"run": plan.name, "digest": digest, "records": outcome.records, "verified": outcome.verified,
               "judged": outcome.judged, "files": {name: _digest(folder, name, outcome.digests) for name in made}}
    (folder / NAME).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read(folder: Path, name: str) -> RunRecord:
    """The record of a run whose files are as they were made.

    Raises:
        Refused: it was not made, or a file of it has changed.
    """
    try:
        told = json.loads(files.text(folder / NAME, 10_000_000))
        record = RunRecord(**told)
        changed = [each for each, digest in record.files.items() if _digest(folder, each, {}) != digest]
    except (OSError, ValueError, TypeError):
        raise Refused([finding(NOT_RUN, N_("the run {name} is not in {folder}"), name=name,
                               folder=folder.as_posix())]) from None
    if changed or not record.files:
        raise Refused([finding(NOT_RUN, N_("{file} is not as it was made"), file=(changed or [name])[0])])
    return record


def _digest(folder: Path, name: str, known: Mapping[str, str]) -> str:
    """The digest of a file, or of all under `EACH`; those are `known` that were taken while the files were made."""
    if name != EACH:
        return files.digest(folder / name)
    every = (known.get(path.name) or files.digest(path) for path in sorted(folder.glob(EACH)))
    return hashlib.sha256("".join(every).encode()).hexdigest()


def approval(root: Path, plan: Plan, digest: str) -> list[Finding]:
    """What there is to say of an approval of this run."""
    place = root / signoffs.path_of(piece_of(plan.name))
    signed = signoffs.read(place)
    if signed is None:
        return []
    where = Place(Path(signoffs.path_of(piece_of(plan.name))))
    if signed.sha256 == digest:
        return [finding(signoffs.SIGNED_HOLDS, N_("{file} is what {by} approved on {day}"), source=where,
                        file=signed.file, by=signed.by or "?", day=signed.day)]
    return [finding(signoffs.SIGNED_DIFFERS, N_("{file} is no longer what {by} approved on {day}"), source=where,
                    file=signed.file, by=signed.by or "?", day=signed.day)]


def piece_of(run: str) -> str:
    """By which name a run is signed, which no piece has."""
    return f"run-{run}"
