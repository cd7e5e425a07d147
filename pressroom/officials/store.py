"""The database: one SQLite file with strict tables, which replaces the old one when it is complete.

Each import writes a new database from its files alone, so that nothing of an older edition remains.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from pressroom import files
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.officials import names, places
from pressroom.officials.draft import Draft
from pressroom.officials.row_faults import RowFault
from pressroom.records import dataclass

VERSION = 3
APPLICATION = 0x50524F46  # SQLite's application_id of a register
DEFAULT = "officials.sqlite"

OFFICIALS_DATABASE = code(
    "officials-database", N_("The register is missing, damaged, or of another version."),
    N_("Import the open files: render.py officials import FILES..."))

DAMAGED = N_("the file is damaged")
_OTHER = N_("it was written by another program or version")
SCHEMA = """
CREATE TABLE tables (kind TEXT PRIMARY KEY, file TEXT NOT NULL, date TEXT NOT NULL, dated_by TEXT NOT NULL,
                     rows INTEGER NOT NULL, skipped INTEGER NOT NULL) STRICT;
CREATE TABLE departments (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE communes (insee TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL,
                       article TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE parts (insee TEXT NOT NULL, commune TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
                    PRIMARY KEY (insee, kind, name)) STRICT, WITHOUT ROWID;
CREATE TABLE names (key TEXT NOT NULL, loose TEXT NOT NULL, insee TEXT NOT NULL, part TEXT NOT NULL,
                    name TEXT NOT NULL, kind TEXT NOT NULL) STRICT;
CREATE TABLE postcodes (postcode TEXT NOT NULL, insee TEXT NOT NULL,
                        PRIMARY KEY (postcode, insee)) STRICT, WITHOUT ROWID;
CREATE TABLE places (insee TEXT NOT NULL, key TEXT NOT NULL, postcode TEXT NOT NULL,
                     PRIMARY KEY (insee, key, postcode)) STRICT, WITHOUT ROWID;
CREATE TABLE constituencies (insee TEXT NOT NULL, number INTEGER NOT NULL,
                             PRIMARY KEY (insee, number)) STRICT, WITHOUT ROWID;
CREATE TABLE officials (office TEXT NOT NULL, area TEXT NOT NULL, last_name TEXT NOT NULL, first_name TEXT NOT NULL,
                        civility TEXT NOT NULL CHECK (civility IN ('f', 'm', '')), since TEXT NOT NULL,
                        PRIMARY KEY (office, area, last_name, first_name)) STRICT, WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX names_key ON names (key);
CREATE INDEX names_loose ON names (loose);
CREATE INDEX names_end ON names (substr(loose, -3), length(loose), loose);
CREATE INDEX postcodes_insee ON postcodes (insee);
CREATE INDEX parts_commune ON parts (commune);
"""


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A table read from a file.

    Attributes:
        kind: the name of its `headers.Kind`.
        shown: its file, as messages name it.
        date: as 2026-05-05; empty when unknown.
        dated_by: the source of the date: `told` (--as-of), `name` (of the file) or `mandates` (the newest one).
        rows: their number.
        draft: the content of its rows.
        faults: what is wrong with some of its rows.
        skipped: the number of rows that were left out.
    """

    kind: str
    shown: Path
    date: str
    dated_by: str
    rows: int
    draft: Draft
    faults: tuple[RowFault, ...] = ()
    skipped: int = 0


# Tables by the quality of their spelling, the best last: La Poste writes capitals without accents.
_SPELLING = ("postcodes", "constituencies", "mayors", "overseas", "communes")


def write(database: Path, tables: Mapping[str, ImportedTable]) -> int:
    """Write the database atomically; return its number of communes.

    Raises:
        Refused: the folder cannot be written to.
    """
    from pressroom.publish.folder import replacing  # lazy: a lookup reads only, and the package imports much

    try:
        with replacing(database) as draft, contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as base:
            return _fill(base, tables)
    except (OSError, sqlite3.Error) as trouble:
        raise Refused([_unwritable(database, trouble)]) from None


def _unwritable(database: Path, trouble: Exception) -> Finding:
    return finding(OFFICIALS_DATABASE, N_("cannot be written: {reason}"),
                   N_("free some space, or choose another file with --database"), source=Place(database),
                   reason=str(trouble))


def _fill(base: sqlite3.Connection, tables: Mapping[str, ImportedTable]) -> int:
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    base.executescript(SCHEMA)
    base.execute("BEGIN")
    communes, parts = gazetteer(tables)
    base.executemany("INSERT INTO tables VALUES (?,?,?,?,?,?)", (
        (one.kind, one.shown.name, one.date, one.dated_by, one.rows, one.skipped) for _, one in sorted(tables.items())))
    departments = _departments(tables)
    departments.update((code, "") for code in {places.department_of(insee) for insee in communes} - departments.keys())
    base.executemany("INSERT INTO departments VALUES (?,?)", sorted(departments.items()))
    articles = {insee: article for table in tables.values() for insee, article in table.draft.articles.items()}
    base.executemany("INSERT INTO communes VALUES (?,?,?,?)", (
        (insee, name, places.department_of(insee), articles.get(insee, ""))
        for insee, name in sorted(communes.items())))
    base.executemany("INSERT INTO parts VALUES (?,?,?,?)", sorted(set(parts)))
    base.executemany("INSERT INTO names VALUES (?,?,?,?,?,?)", _names(tables, communes, parts))
    base.executemany("INSERT INTO postcodes VALUES (?,?)", sorted(_all(tables, "postcodes")))
    base.executemany("INSERT INTO places VALUES (?,?,?)", sorted(_place_postcodes(tables, communes, parts)))
    base.executemany("INSERT INTO constituencies VALUES (?,?)", sorted(_all(tables, "constituencies")))
    for kind in ("mayors", "deputies", "senators"):
        if kind in tables:
            base.executemany("INSERT OR IGNORE INTO officials VALUES (?,?,?,?,?,?)",
                             sorted(tables[kind].draft.officials))
    base.execute("COMMIT")
    base.executescript(INDEXES)
    base.executescript(f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION};")
    return len(communes)


def _all(tables: Mapping[str, ImportedTable], what: str) -> set[tuple[str, str | int]]:
    return {row for table in tables.values() for row in getattr(table.draft, what)}


def _departments(tables: Mapping[str, ImportedTable]) -> dict[str, str]:
    departments: dict[str, str] = {}
    for kind in ("constituencies", "senators", "deputies", "mayors", "overseas", "departments"):
        if kind in tables:
            departments.update({code: name for code, name in tables[kind].draft.departments.items() if name})
    departments.pop(places.TOGETHER, None)
    return departments


def gazetteer(tables: Mapping[str, ImportedTable]) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """The name of every commune by code, and the parts of communes.

    With the INSEE's table, only its communes count: another code in another table is a dissolved commune's.
    """
    parts = [part for table in tables.values() for part in table.draft.parts if part[1]]
    part_codes = {part[0] for part in parts}
    communes: dict[str, str] = {}
    for kind in _SPELLING:
        if kind in tables:
            communes.update({insee: name for insee, name in tables[kind].draft.communes.items() if name})
    for insee in [insee for insee in communes if places.district_of(insee)]:
        if insee not in part_codes:
            parts.append((insee, places.district_of(insee), communes[insee], "ARM"))
        del communes[insee]
    for city in {part[1] for part in parts if part[3] == "ARM"}:
        communes.setdefault(city, places.city(city))
    if "communes" in tables:
        official = {**tables["communes"].draft.communes,
                    **(tables["overseas"].draft.communes if "overseas" in tables else {})}
        overseas = "overseas" not in tables
        communes = {insee: name for insee, name in communes.items()
                    if insee in official or (overseas and insee.startswith(("977", "978", "98", "975")))}
    return communes, [part for part in parts if part[1] in communes]


def _names(tables: Mapping[str, ImportedTable], communes: Mapping[str, str],
           parts: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str, str, str]]:
    """The keys of the lookup: names of communes, of their parts, and of places in them (from La Poste's table)."""
    out = [(*names.folded(name), insee, "", name, "commune") for insee, name in sorted(communes.items())]
    keys_taken = {(row[0], row[2]) for row in out}
    for insee, commune, name, _ in sorted(set(parts)):
        keys = names.folded(name)
        if (keys[0], commune) not in keys_taken and commune in communes:
            keys_taken.add((keys[0], commune))
            out.append((*keys, commune, insee, name, "part"))
    whole = {part[0]: part[1] for part in parts}
    for _, table in sorted(tables.items()):
        own_names = {*((insee, name) for insee, name, _ in table.draft.places), *table.draft.communes.items()}
        for insee, name in sorted(own_names):
            if not name or communes.get(insee) == name:
                continue  # the name of the commune itself
            keys = names.folded(name)
            commune = insee if insee in communes else whole.get(insee, "")
            if commune in communes and (keys[0], commune) not in keys_taken:
                keys_taken.add((keys[0], commune))
                out.append((*keys, commune, "" if insee == commune else insee, name, "place"))
    return out


def _place_postcodes(tables: Mapping[str, ImportedTable], communes: Mapping[str, str],
                     parts: list[tuple[str, str, str, str]]) -> set[tuple[str, str, str]]:
    """Commune, key of the name, and postal code of each place in La Poste's table."""
    whole = {part[0]: part[1] for part in parts}
    return {(insee if insee in communes else whole.get(insee, insee), names.folded(name)[0], postcode)
            for table in tables.values() for insee, name, postcode in table.draft.places}


def connect(database: Path) -> sqlite3.Connection:
    """Open the database for reading; the caller closes it.

    Raises:
        Refused: it is missing, damaged, of another program or of another version.
    """
    if not database.exists():
        raise Refused([finding(OFFICIALS_DATABASE, N_("there is no register yet"),
                               N_("create it: render.py officials import FILES..."), source=Place(database))])
    base = None
    try:
        files.opened(database).close()  # SQLite would wait at a pipe
        base = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        wrong = _wrong(base, database.stat().st_size)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as trouble:  # a message quotes what is damaged, byte for byte
        if base:
            base.close()
        raise refusal(database, N_("cannot be read: {reason}"), str(trouble)) from None
    if wrong:
        base.close()
        raise refusal(database, wrong)
    return base


def refusal(database: Path, message: str = DAMAGED, reason: str = "") -> Refused:
    """The refusal of a database that is there and is no register, or is damaged."""
    return Refused([finding(OFFICIALS_DATABASE, message, N_("create it again: render.py officials import FILES..."),
                            source=Place(database), reason=reason)])


def _wrong(base: sqlite3.Connection, size: int) -> str:
    """Why a file of this size is no register; empty when it is one.

    A view in the place of a table could ask for a query without end. Values of another type than the tables', which
    SQLite looks for only when it writes, would end the program elsewhere.
    """
    def first(pragma: str) -> object:
        return base.execute(f"PRAGMA {pragma}").fetchone()[0]
    if (first("application_id"), first("user_version")) != (APPLICATION, VERSION):
        return _OTHER
    if int(str(first("page_count"))) * int(str(first("page_size"))) != size:
        return N_("the file is incomplete")
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    with contextlib.closing(sqlite3.connect(":memory:")) as model:
        model.executescript(SCHEMA + INDEXES)
        tables = model.execute(schema).fetchall()
        if base.execute(schema).fetchall() != tables:
            return _OTHER
        for name in (name for kind, name, _ in tables if kind == "table"):
            others = " OR ".join(f"typeof({column}) != lower('{declared}')" for _, column, declared, *_ in
                                 model.execute(f"PRAGMA table_info({name})").fetchall())
            if base.execute(f"SELECT 1 FROM {name} WHERE {others} LIMIT 1").fetchone():
                return DAMAGED
    return ""
