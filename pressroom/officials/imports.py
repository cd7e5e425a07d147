"""Imports the files of the state into the database: `read_all`.

`files` opens a file, `headers` recognises its table, `rows` reads a row, `row_faults` reports those that are not read,
`table_day` finds the day of the table, `crosschecks` holds the tables against each other, `store` writes the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.officials import crosschecks, files, headers, places, row_faults, rows, sheets, store, table_day
from pressroom.officials.draft import Draft
from pressroom.officials.row_faults import RowFault
from pressroom.officials.source import OFFICIALS_FILE, WORKBOOKS, Broken, Source
from pressroom.records import dataclass, replace

OFFICIALS_TWICE = code("officials-twice", N_("Two files contain the same table."), N_("Give the newer file only."))
OFFICIALS_MISSING = code(
    "officials-missing", N_("Without this table, part of the lookup does not work."),
    N_("Download the table from data.gouv.fr and import it together with the others."), severity=Severity.WARNING)

# What does not work without a table.
NARROWS: Mapping[str, str] = {
    "mayors": N_("no mayor can be found"),
    "deputies": N_("no deputy can be found"),
    "senators": N_("no senator can be found"),
    "postcodes": N_("communes cannot be found by postal code"),
    "constituencies": N_("the constituencies of communes are unknown, so finding a deputy needs --constituency"),
    "communes": N_("parts of communes cannot be found by name, and communes are spelt as in the other tables"),
}

@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import.

    Attributes:
        tables: by kind.
        findings: warnings and notes; errors are raised.
        communes: the number of communes in the register.
    """

    tables: Mapping[str, store.ImportedTable]
    findings: tuple[Finding, ...]
    communes: int


def read_all(paths: Sequence[Path], database: Path, today: str = "", as_of: Iterable[str] = ()) -> ImportResult:
    """Write the database from the files; an error leaves the old one unchanged.

    Args:
        paths: the files, in any order.
        database: the SQLite file to write.
        today: the latest allowed date of a table; empty for no limit.
        as_of: `2026-05-05` or `FILE=2026-05-05`.

    Raises:
        Refused: a file is wrong; the errors of all files are listed.
    """
    stated = table_day.stated_days(as_of, paths)
    findings: list[Finding] = []
    tables: dict[str, store.ImportedTable] = {}
    for path in paths:
        try:
            recognised = [_read_table(source, stated, today, tables, findings) for source in files.sources(path)]
            if not any(recognised):
                findings.append(finding(headers.OFFICIALS_TABLE, N_("it contains no known table"),
                                        source=Place(path)))
        except Refused as trouble:
            findings.extend(trouble.findings)
    communes, parts = store.gazetteer(tables)
    for kind, table in tables.items():
        tables[kind], row_findings = _without_unknown(table, _known(tables, kind, communes, parts))
        findings.extend(row_findings)
    if any(item.fails for item in findings):
        raise Refused(findings)
    findings.extend(crosschecks.cross_checks(tables, communes, {part[0] for part in parts}))
    findings.extend(finding(OFFICIALS_MISSING, N_("no file has {thing}: {what}"), thing=headers.BY_NAME[kind].title,
                            what=what) for kind, what in NARROWS.items() if kind not in tables)
    return ImportResult(tables, tuple(findings), store.write(database, tables))


def _read_table(source: Source, stated: Mapping[str, str], today: str, tables: dict[str, store.ImportedTable],
                findings: list[Finding]) -> bool:
    """Read one table into `tables`; False when it is an unknown table inside an archive."""
    heads = sheets.heads(source) if source.suffix in WORKBOOKS else files.heads(source)
    table = headers.recognise(heads)
    if not table:
        if not source.inside:  # an archive may contain other tables as well
            findings.append(headers.unknown(Place(source.shown), heads))
        return not source.inside
    if table.kind.name in tables:
        findings.append(finding(OFFICIALS_TWICE, N_("it is {thing}, and so is {other}"), source=Place(source.shown),
                                thing=table.kind.title, other=tables[table.kind.name].shown.name))
        return True
    cells = (sheets.cells(source, table.line, table.width) if source.suffix in WORKBOOKS else
             files.cells(source, files.encoding_of(source), table.line, table.separator, table.width))
    draft, count, faults = _read_rows(cells, table)
    if not count:
        findings.append(finding(OFFICIALS_FILE, N_("it has a header, but no rows"), source=Place(source.shown)))
    date, dated_by, about = table_day.table_day(source, stated, draft.days, today)
    findings.extend(about)
    tables[table.kind.name] = store.ImportedTable(table.kind.name, source.shown, date, dated_by, count, draft, faults)
    return True


def _read_rows(cells: Iterator[tuple[int, list[str] | Broken]],
               table: headers.Table) -> tuple[Draft, int, tuple[RowFault, ...]]:
    """The content of the rows, their number, and what is wrong with some of them."""
    reader, draft = rows.READERS[table.kind.name], Draft()
    faults: list[RowFault] = []
    count = 0
    for number, row in cells:
        count += 1
        try:
            if isinstance(row, Broken):
                raise row
            reader(row, table.at, draft)
        except rows.Other:
            continue
        except Broken as trouble:
            faults.append(RowFault(number, str(trouble), isinstance(trouble, rows.Doubtful),
                                   trouble.area if isinstance(trouble, rows.Odd) else ""))
    return draft, count, tuple(faults)


def _known(tables: Mapping[str, store.ImportedTable], kind: str, communes: Mapping[str, str],
           parts: Iterable[tuple[str, str, str, str]]) -> Callable[[str], bool]:
    """Whether another table has a name for the area of a row of this kind, so that the row counts without its own."""
    if kind == "deputies":
        known = {f"{places.electing(places.department_of(insee))}-{number}"
                 for table in tables.values() for insee, number in table.draft.constituencies}
    elif kind in ("senators", "departments"):
        known = {places.department_of(insee) for insee in communes}
    else:
        known = {*communes, *(part[0] for part in parts)}
    return known.__contains__


def _without_unknown(table: store.ImportedTable,
                     known: Callable[[str], bool]) -> tuple[store.ImportedTable, list[Finding]]:
    """The table without office-holders whose name cannot be read and whose area is unknown; findings about its rows."""
    lost = row_faults.left_out(table.faults, known)
    areas = {fault.area for fault in lost if fault.area}
    table.draft.officials[:] = [one for one in table.draft.officials if one[1] not in areas]
    return replace(table, skipped=len(lost)), row_faults.row_findings(table.shown, table.rows, table.faults, known)
