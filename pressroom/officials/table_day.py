"""The day to which a table applies, held against its own rows.

It is the first of: `--as-of FILE=DAY`; a date in the file's name or in its folder's (data.gouv.fr writes
20260505-152119), or a year (v_commune_2024.csv: the INSEE's tables are as of 1 January); `--as-of DAY`; the newest
mandate in the table, which cannot be older. The file's own time stamp is never used.

A table is never dated before its own rows. Where rows begin after the stated day, either they or the day are wrong: up
to one row in a hundred is taken for a mistake of the register, which has some; more of them prove the day wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.officials.row_faults import FEW
from pressroom.officials.source import Source
from pressroom.patterns import regex

OFFICIALS_DATE = code(
    "officials-date", N_("Office-holders change, so each table needs the day to which it applies."),
    N_("Keep the date in the file's name (elus-maires-2026-05-05.csv), or add --as-of FILE=2026-05-05."))
HINT = N_("add its date: --as-of {file}=2026-05-05")
_DATED = regex(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = regex(r"(?<!\d)(20[0-4]\d)(?!\d)")


def stated_days(as_of: Iterable[str], paths: Sequence[Path]) -> dict[str, str]:
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


def table_day(source: Source, stated: Mapping[str, str], rows: Mapping[str, int],
              today: str) -> tuple[str, str, list[Finding]]:
    """A table's day, its source (`told`, `name`, `mandates` or empty), and findings about both.

    Args:
        source: the table.
        stated: the days given with --as-of.
        rows: the number of mandates by their first day; those after `today` are mistakes of the register.
        today: the latest allowed day; empty for no limit.
    """
    days = {day: count for day, count in rows.items() if day and not (today and day > today)}
    newest = max(days, default="")
    first, last, dated_by = _stated(source, stated)
    late = sum(count for day, count in days.items() if day > last) if last else 0
    few = late <= sum(days.values()) * FEW
    day = first or newest
    if first and first != last:  # a year
        day = max([first, *(each for each in days if each <= last or not few)])
    elif first and not few:
        day = newest
    if day != first:
        dated_by = "mandates" if day else ""
    return day, dated_by, _about(source, day, dated_by, today, first, _Late(late, sum(days.values()), few))


class _Late:
    """How many rows begin after the stated day, and of how many; `few`: that they are taken for mistakes."""

    def __init__(self, count: int, total: int, few: bool) -> None:
        self.count, self.total, self.few = count, total, few


def _stated(source: Source, stated: Mapping[str, str]) -> tuple[str, str, str]:
    """The first and the last day that an option or the name allows, and which of them it is; all may be empty."""
    for name in (source.path.name, str(source.path)):
        if name in stated:
            return stated[name], stated[name], "told"
    for text in (source.shown.name, source.path.name, source.path.resolve().parent.name):
        match = _DATED.search(text)
        if match:
            day = _valid_day("-".join(match.groups()))
            return day, day, "name" if day else ""
    years = _YEAR.findall(source.shown.name) or _YEAR.findall(source.path.name)
    if years:
        return f"{years[-1]}-01-01", f"{years[-1]}-12-31", "name"
    return stated.get("", ""), stated.get("", ""), "told" if "" in stated else ""


def _valid_day(day: str) -> str:
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:  # 20230231 is not a date
        return ""


def _about(source: Source, day: str, dated_by: str, today: str, stated: str, late: _Late) -> list[Finding]:
    place, file = Place(source.shown), source.path.name
    if not day:
        return [finding(OFFICIALS_DATE, N_("the date of this table is unknown"), HINT, source=place,
                        severity=Severity.WARNING, file=file)]
    if today and day > today:
        return [finding(OFFICIALS_DATE, N_("it is dated {day}, which is in the future"), HINT, source=place, day=day,
                        file=file)]
    if late.count:
        message = (N_("{count} of its {total} mandates begin after {day}, the day of the table; that day is kept")
                   if late.few else N_("it is dated {stated}, but {count} of its {total} mandates begin later; {day}, "
                                       "the day of the newest, is used"))
        return [finding(OFFICIALS_DATE, message, HINT, source=place, severity=Severity.WARNING, day=day, stated=stated,
                        count=late.count, total=late.total, file=file)]
    if dated_by == "mandates":
        message = (N_("its name has only a year; {day}, the day of its newest mandate, is used") if stated else
                   N_("its name has no date; {day}, the day of its newest mandate, is used"))
        return [finding(OFFICIALS_DATE, message, HINT, source=place, severity=Severity.NOTE, day=day, file=file)]
    return []
