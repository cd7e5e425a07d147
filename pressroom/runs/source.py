"""Where the records of a run come from: the table beside it, another one, or the register of officials."""

from __future__ import annotations

from pathlib import Path

from pressroom.findings import N_, Refused, code, finding
from pressroom.runs import tables
from pressroom.runs.plan import Plan
from pressroom.specs.run import FOLDER, OFFICIALS

NO_TABLE = code("records-missing", N_("A run needs its table: nothing is printed from memory."),
                N_("Put the table beside the run, into materials/runs, or name it: --table FILE."))


def table_of(root: Path, run: Plan, named: Path | None, today: str) -> tables.Table:
    """The table of a run; `named` is one that is taken in its place.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    if named is None and run.spec.records == OFFICIALS:
        from pressroom.runs.official_records import official_records  # lazy: most runs have a table of their own

        return official_records(run.job, run.spec, run.document, today)
    path = named or (root / FOLDER / run.spec.records if run.spec.records else None)
    if path is None or not path.is_file():
        raise Refused([finding(NO_TABLE, N_("there is no table {file}") if path else N_("the run names no table"),
                               source=run.document.place(("records",)), file=path.name if path else "")], exit_code=2)
    return tables.table(path)
