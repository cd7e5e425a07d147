"""Imports the files of the state into the database: `read_all`.

A table's date is the first of: `--as-of FILE=DAY`; a date in the file's name or in its folder's (data.gouv.fr writes
20260505-152119), or a year (v_commune_2024.csv: the INSEE's tables are as of 1 January); `--as-of DAY`; the newest
mandate in the table, which cannot be older. The file's own time stamp is never used. An unknown date is a finding.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.officials import files, headers, rows, sheets, store
from pressroom.officials.source import OFFICIALS_FILE, WORKBOOKS, Broken, Source

MOST_SHOWN = 10  # broken rows of a file that have a finding of their own
MOST_BROKEN = 0.01  # share of a file's rows

OFFICIALS_ROW = code(
    "officials-row", N_("A row that cannot be read is left out: its official or commune is missing in the register."),
    N_("Check the row in the file that the message names."), severity=Severity.WARNING)
OFFICIALS_BROKEN = code(
    "officials-broken",
    N_("More than one row in a hundred cannot be read: the file is damaged, or is another table."),
    N_("Download it again. Do not open it in a spreadsheet, which changes codes, dates and letters."))
OFFICIALS_TWICE = code("officials-twice", N_("Two files contain the same table."), N_("Give the newer file only."))
OFFICIALS_MISSING = code(
    "officials-missing", N_("Without this table, part of the lookup does not work."),
    N_("Download the table from data.gouv.fr and import it together with the others."), severity=Severity.WARNING)
OFFICIALS_DATE = code(
    "officials-date", N_("Office-holders change, so each table needs the day to which it applies."),
    N_("Keep the date in the file's name (elus-maires-2026-05-05.csv), or add --as-of FILE=2026-05-05."))

# What does not work without a table.
NARROWS: Mapping[str, str] = {
    "mayors": N_("no mayor can be found"),
    "deputies": N_("no deputy can be found"),
    "senators": N_("no senator can be found"),
    "postcodes": N_("communes cannot be found by postal code"),
    "constituencies": N_("the constituencies of communes are unknown, so finding a deputy needs --constituency"),
    "communes": N_("parts of communes cannot be found by name, and communes are spelt as in the other tables"),
}
_DATED = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


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
    days = _days(as_of, paths)
    findings: list[Finding] = []
    tables: dict[str, store.ImportedTable] = {}
    for path in paths:
        try:
            recognised = [_read_table(source, days, today, tables, findings) for source in files.sources(path)]
            if not any(recognised):
                findings.append(finding(headers.OFFICIALS_TABLE, N_("it contains no known table"),
                                        source=Place(path)))
        except Refused as trouble:
            findings.extend(trouble.findings)
    if any(item.fails for item in findings):
        raise Refused(findings)
    findings.extend(finding(OFFICIALS_MISSING, N_("no file has {thing}: {what}"), thing=headers.BY_NAME[kind].title,
                            what=what) for kind, what in NARROWS.items() if kind not in tables)
    return ImportResult(tables, tuple(findings), store.write(database, tables))


def _days(as_of: Iterable[str], paths: Sequence[Path]) -> dict[str, str]:
    """The dates given with --as-of, by file name; the date of all other files under the empty name."""
    days: dict[str, str] = {}
    wrong = []
    for option in as_of:
        name, _, day = option.rpartition("=")
        try:
            days[name] = datetime.date.fromisoformat(day).isoformat()
        except ValueError:
            wrong.append(finding(OFFICIALS_DATE, N_("{day} is not a date"), N_("write --as-of 2026-05-05"),
                                 day=day[:40]))
            continue
        if name and name not in {each for path in paths for each in (path.name, str(path))}:
            wrong.append(finding(OFFICIALS_DATE, N_("--as-of names {file}, which is not among the files"),
                                 file=name[:80]))
    if wrong:
        raise Refused(wrong, exit_code=2)
    return days


def _read_table(source: Source, days: Mapping[str, str], today: str, tables: dict[str, store.ImportedTable],
         findings: list[Finding]) -> bool:
    """Read one table into `tables`; False when it is an unknown table inside an archive."""
    if source.suffix in WORKBOOKS:
        heads: Sequence[tuple[int, str, list[str]]] = sheets.heads(source)
        table = headers.recognise(heads)
    else:
        lines = files.looked_at(source)
        heads = lines.heads
        table = headers.recognise(heads)
    if not table:
        if not source.inside:  # an archive may contain other tables as well
            findings.append(headers.unknown(Place(source.shown), heads))
        return not source.inside
    if table.kind.name in tables:
        findings.append(finding(OFFICIALS_TWICE, N_("it is {thing}, and so is {other}"), source=Place(source.shown),
                                thing=table.kind.title, other=tables[table.kind.name].file))
        return True
    cells = (sheets.cells(source, table.line, table.width) if source.suffix in WORKBOOKS else
            files.cells(source, lines.encoding, table.line, table.separator, table.width))
    draft, count, skipped, row_findings = _read_rows(cells, table, source, today)
    findings.extend(row_findings)
    date, dated_by = _table_date(source, days, draft.newest)
    findings.extend(_about_date(source, date, dated_by, today))
    tables[table.kind.name] = store.ImportedTable(table.kind.name, source.shown.name, date, dated_by, count, skipped,
                                                  draft)
    return True


def _read_rows(cells: Iterator[tuple[int, list[str] | Broken]], table: headers.Table,
          source: Source, today: str) -> tuple[rows.Draft, int, int, list[Finding]]:
    """The content of the rows, their number, the number of rows left out, and findings about these."""
    reader, draft = rows.READERS[table.kind.name], rows.Draft(today=today)
    findings: list[Finding] = []
    count = broken = doubtful = 0
    for number, row in cells:
        count += 1
        try:
            if isinstance(row, Broken):
                raise row
            reader(row, table.at, draft)
        except rows.Other:
            continue
        except Broken as trouble:
            doubtful += isinstance(trouble, rows.Doubtful)
            broken += not isinstance(trouble, rows.Doubtful)
            if len(findings) < MOST_SHOWN:
                findings.append(finding(OFFICIALS_ROW, N_("left out: {what}"), source=Place(source.shown, number, 1),
                                    what=str(trouble)))
    skipped = broken + doubtful
    if not count:
        findings.append(finding(OFFICIALS_FILE, N_("it has a header, but no rows"), source=Place(source.shown)))
    elif broken > count * MOST_BROKEN:
        findings.append(finding(OFFICIALS_BROKEN, N_("{broken} of {count} rows cannot be read"),
                            source=Place(source.shown), broken=broken, count=count))
    elif skipped > len(findings):
        findings.append(finding(OFFICIALS_ROW, N_("{broken} of {count} rows were left out"), source=Place(source.shown),
                            broken=skipped, count=count))
    return draft, count, skipped, findings


def _table_date(source: Source, days: Mapping[str, str], newest: str) -> tuple[str, str]:
    """A table's date, and its source: `told`, `name`, `mandates` or empty."""
    for name in (source.path.name, str(source.path)):
        if name in days:
            return days[name], "told"
    for text in (source.shown.name, source.path.name, source.path.resolve().parent.name):
        match = _DATED.search(text)
        if match:
            return _valid_day("-".join(match.groups())), "name"
    years = _YEAR.findall(source.shown.name) or _YEAR.findall(source.path.name)
    if years:
        return f"{years[-1]}-01-01", "name"
    if "" in days:
        return days[""], "told"
    return newest, "mandates" if newest else ""


def _valid_day(day: str) -> str:
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:  # 20230231 is not a date
        return ""


def _about_date(source: Source, date: str, dated_by: str, today: str) -> list[Finding]:
    place = Place(source.shown)
    hint = N_("add its date: --as-of {file}=2026-05-05")
    if not date:
        return [finding(OFFICIALS_DATE, N_("the date of this table is unknown"), hint, source=place,
                        severity=Severity.WARNING, file=source.path.name)]
    if today and date > today:
        return [finding(OFFICIALS_DATE, N_("it is dated {day}, which is in the future"), hint, source=place, day=date,
                        file=source.path.name)]
    if dated_by == "mandates":
        return [finding(OFFICIALS_DATE, N_("its name has no date; {day}, the day of its newest mandate, is used"),
                        hint, source=place, severity=Severity.NOTE, day=date, file=source.path.name)]
    return []
