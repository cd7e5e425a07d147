"""Runs on their way to the printer: a proof of any row, the package with its ticket, and the approval."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pressroom import files
from pressroom.brief import PageReading, Report
from pressroom.build.signoffs import SignOff
from pressroom.cache import Cache
from pressroom.desk.original import Original, open_original
from pressroom.desk.package import Order, make_package
from pressroom.desk.press_file import PressFile
from pressroom.findings import N_, Refused, code, finding
from pressroom.records import dataclass, replace
from pressroom.runs import record_of_run
from pressroom.runs.make import make
from pressroom.runs.plan import Plan, plan
from pressroom.runs.records import Records
from pressroom.runs.request import RunRequest
from pressroom.runs.source import table_of
from pressroom.specs.run import FOLDER
from pressroom.text.translation import Translate

NO_ROW = code("run-row", N_("A proof shows one row of the table."),
              N_("Write --row first, last, shortest, longest, or the number of a row."))
NOT_PACKED = code("run-not-packed",
                  N_("A package has one press file, its ticket and its proofs; nobody opens thousands of them."),
                  N_("Send the folder of the run, or let it make one file: as: one."))
PEOPLE_DAYS = 30
"""Days after which a printer deletes what it has of people, unless another day is agreed."""


@dataclass(frozen=True, slots=True)
class RunProof:
    """A copy as it will print.

    Attributes:
        name: of the proof's pictures.
        original: the file of this one record.
        profile: of the printing condition.
        safe: the safe margin, in points.
    """

    name: str
    original: Original
    profile: Path
    safe: float


def is_run(root: Path, name: str) -> bool:
    """Whether a name is that of a run."""
    return any((root / FOLDER / f"{name}.{ending}").is_file() for ending in ("yaml", "yml"))


def proofs(root: Path, name: str, row: str, today: str) -> Iterator[RunProof]:
    """The copy of one row in each format of a run, made and judged as the whole run.

    Raises:
        Refused: there is no such row, or it cannot be made.
    """
    run = plan(root, name, Cache(root / ".cache"), today)
    number = _row(root, run, row)
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        request = RunRequest(root, name, Path(folder), rows=(range(number, number + 1),), workers=1, today=today)
        made = make(request).files
        paths = [each for path in made for each in ([path] if path.is_file() else sorted(path.glob("*.pdf")))]
        for piece, path in zip(run.pieces, paths, strict=False):
            yield RunProof(f"{name}-{piece.format.name}-row-{number}", open_original(path), piece.profile,
                           piece.printer_spec.safe)


def _row(root: Path, run: Plan, row: str) -> int:
    """The number of the row that is meant."""
    if row.isdecimal():
        return int(row)
    table = table_of(root, run, None, run.today)
    lengths = [(sum(map(len, record.values.values())), record.row)
               for record in Records(run.spec, run.document, table)]
    if not lengths or row not in ("first", "last", "shortest", "longest"):
        raise Refused([finding(NO_ROW, N_("there is no row {row}"), row=row[:40])], exit_code=2)
    chosen = {"first": lengths[0], "last": lengths[-1], "shortest": min(lengths), "longest": max(lengths)}
    return chosen[row][1]


def packages(root: Path, out: Path, name: str, order: Order, language: str, translate: Translate,
             today: str) -> Iterator[tuple[str, bytes]]:
    """The package of each file of a run: its name under printers/, and its content.

    Raises:
        Refused: the run was not made, makes a file for each record, or a file has changed since.
    """
    run = plan(root, name, Cache(root / ".cache"), today)
    folder = out / "runs" / name
    record = record_of_run.read(folder, name)
    if record_of_run.EACH in record.files:
        raise Refused([finding(NOT_PACKED, N_("the run makes a file for each record"),
                               source=run.document.place(("as",)))])
    until = (date.fromisoformat(today) + timedelta(days=PEOPLE_DAYS)).isoformat()
    for file in record.files:
        content = files.content(folder / file)
        piece = max((each for each in run.pieces if _is_of(file, name, each.format.name)),
                    key=lambda each: len(each.format.name))
        pages = open_original(folder / file).pages
        of_record = 2 if piece.folding else max(len(piece.spec.sheets), 1)
        every = record.records // len(run.pieces)  # on imposed sheets stand several copies
        own = replace(order, records=every if "-on-" in file else pages // of_record, delete_by=until)
        size = (piece.format.width, piece.format.height)
        report = Report(file, (), ("record-differs",) * record.verified, (PageReading(size, 0.0, (), ""),) * pages)
        press = PressFile(replace(piece, material=Path(file).stem.removesuffix(f"-{piece.format.name}")), content,
                          report, piece.printer == run.job.campaign.printer)
        yield (f"printers/{piece.printer}/{Path(file).stem}.zip",
               make_package(run.job, press, own, language, translate, most_proofs=2))


def _is_of(file: str, run: str, format_name: str) -> bool:
    """Whether a file of a run, called RUN-FORMAT and then what tells it from others, is of a format."""
    return file.startswith((f"{run}-{format_name}.", f"{run}-{format_name}-"))


def signed(root: Path, out: Path, name: str, by: str, day: str) -> SignOff:
    """The approval of a run: of its table and its material, by their digest.

    Raises:
        Refused: the run was not made, or a file has changed since.
    """
    run = plan(root, name, Cache(root / ".cache"), day)
    record = record_of_run.read(out / "runs" / name, name)
    size = sum(path.stat().st_size for file in record.files for path in (out / "runs" / name).glob(file))
    return SignOff(record_of_run.piece_of(name), f"runs/{name}", run.pieces[0].printer, record.digest, size,
                   run.job.materials[run.spec.material].version, by, day)
