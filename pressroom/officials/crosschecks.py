"""Checks of the imported tables against each other: what one names and the other lacks is counted and named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pressroom.findings import N_, Finding, FindingCode, Place, Severity, code, finding
from pressroom.officials import headers, names, places
from pressroom.officials.store import ImportedTable

MOST_NAMED = 8

OFFICIALS_GAP = code(
    "officials-gap",
    N_("Tables of different editions, or a table that was cut short, do not agree: one of them names what the other "
       "lacks. A letter there has no recipient."),
    N_("Download the latest edition of both tables. A vacant seat, and a commune without a council, are right as they "
       "are."), severity=Severity.WARNING)
PLACE_SHARED = code(
    "place-shared",
    N_("The fifth line of La Poste's table names places inside a commune, often former communes. Where another commune "
       "has the same name, a search finds both, and nothing is written until one is chosen."),
    N_("Nothing; add the department or the postal code to such a name, as in « Évry (91) »."), severity=Severity.NOTE)

Tables = Mapping[str, ImportedTable]


def cross_checks(tables: Tables, communes: Mapping[str, str], parts: Collection[str]) -> list[Finding]:
    """Findings about tables that do not agree.

    Args:
        tables: by kind.
        communes: the name of every commune of the register, by code.
        parts: the codes of arrondissements and former communes.
    """
    return [*_seats(tables), *_unknown_codes(tables, communes, parts), *_without_mayor(tables, communes),
            *_shared_names(tables, communes)]


def _seats(tables: Tables) -> Iterator[Finding]:
    """Constituencies without a deputy, and deputies of a constituency that has no commune."""
    if "deputies" not in tables or "constituencies" not in tables:
        return
    deputies, communes = tables["deputies"], tables["constituencies"]
    holders = {area: f"{first} {last}" for _, area, last, first, _, _ in deputies.draft.officials}
    seats = {f"{places.electing(places.department_of(insee))}-{number}"
             for insee, number in communes.draft.constituencies}
    named = _Departments(tables)
    without = sorted(seats - holders.keys(), key=_by_number)
    if without:
        yield _gap(deputies.shown, N_("constituencies without a deputy ({count}): {names}"), map(named.seat, without))
    strange = sorted((area for area in holders if area not in seats and not area.startswith(places.ABROAD)),
                     key=_by_number)
    if strange:
        yield _gap(communes.shown, N_("deputies without a commune ({count}): {names}"),
                   (f"{named.seat(area)} ({holders[area].strip()})" for area in strange))


def _by_number(area: str) -> tuple[str, int]:
    department, _, number = area.rpartition("-")
    return department, int(number)


class _Departments:
    """The names of departments, for messages."""

    def __init__(self, tables: Tables) -> None:
        self.names = {code: name for table in tables.values() for code, name in table.draft.departments.items() if name}

    def seat(self, area: str) -> str:
        """A constituency: `Yonne 2`."""
        department, _, number = area.rpartition("-")
        return f"{self.names.get(department, department)} {number}"


def _unknown_codes(tables: Tables, communes: Mapping[str, str], parts: Collection[str]) -> Iterator[Finding]:
    """Rows of communes that the INSEE's table does not have: dissolved ones, when the other table is older."""
    for kind in ("mayors", "postcodes", "constituencies") if "communes" in tables else ():
        if kind not in tables:
            continue
        draft = tables[kind].draft
        known = {"mayors": {area for _, area, *_ in draft.officials},
                 "postcodes": {insee for _, insee in draft.postcodes},
                 "constituencies": {insee for insee, _ in draft.constituencies}}[kind]
        strange = sorted(insee for insee in known if insee not in communes and insee not in parts)
        if strange:
            yield _gap(tables[kind].shown,
                       N_("{thing}: communes that the INSEE's table does not have ({count}): {names}"),
                       (f"{draft.communes.get(insee, '')} ({insee})".strip() for insee in strange),
                       thing=headers.BY_NAME[kind].title)


def _without_mayor(tables: Tables, communes: Mapping[str, str]) -> Iterator[Finding]:
    if "mayors" not in tables or "communes" not in tables:
        return
    mayors = {area for _, area, *_ in tables["mayors"].draft.officials}
    without = sorted(insee for insee in communes if insee not in mayors
                     and not insee.startswith(places.WITHOUT_MAYORS))
    if without:
        yield _gap(tables["mayors"].shown, N_("communes without a mayor ({count}): {names}"),
                   (f"{communes[insee]} ({insee})" for insee in without))


def _shared_names(tables: Tables, communes: Mapping[str, str]) -> Iterator[Finding]:
    """Names of places in La Poste's table that are also the names of other communes."""
    by_key: dict[str, set[str]] = {}
    for insee, name in communes.items():
        by_key.setdefault(names.folded(name)[1], set()).add(insee)
    for table in tables.values():
        shared = {names.folded(name)[1]: f"{name} ({communes[insee]}, {insee})"
                  for insee, name, _ in sorted(table.draft.places, reverse=True)
                  if insee in communes and by_key.get(names.folded(name)[1], {insee}) - {insee}}
        if shared:
            yield _gap(table.shown, N_("places with the name of another commune ({count}): {names}"),
                       (shared[key] for key in sorted(shared)), rule=PLACE_SHARED)


def _gap(shown: Path, message: str, named: Iterable[str], *, thing: str = "",
         rule: FindingCode = OFFICIALS_GAP) -> Finding:
    every = list(named)
    listed = ", ".join(every[:MOST_NAMED]) + (", …" if len(every) > MOST_NAMED else "")
    return finding(rule, message, source=Place(shown), count=len(every), names=listed, thing=thing)
