"""The register: from a commune's name, postal code or INSEE code to those who are in office there.

Nothing is guessed: a name or a postal code that several communes have gives them all to choose from; of several
constituencies none is taken; where the register names two people for one office, neither is.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.officials import headers, names, places, store
from pressroom.officials.age import OLDEST_DAYS, aged
from pressroom.officials.answers import Candidates, Commune, Lookup, Match, NoMatch, Official
from pressroom.officials.imports import NARROWS

OFFICIALS_TWO = code(
    "officials-two", N_("The register names two people for one office; it does when one follows the other."),
    N_("Look on the institution's own page who is in office, and write by hand."), severity=Severity.WARNING)
CONSTITUENCY_OPEN = code(
    "constituency-open",
    N_("A commune may lie in several constituencies. Which one an address is in stands on the voter's card."),
    N_("Say it: --constituency 2."), severity=Severity.WARNING)
CONSTITUENCY_UNKNOWN = code("constituency-unknown", N_("The commune is in no such constituency."),
                            N_("Take one of those that the message names."))
NOT_LOOKED_UP = code("officials-not-looked-up", N_("What no imported table tells cannot be looked up."),
                     N_("Import the table that the message names together with the others."),
                     severity=Severity.WARNING)

OFFICES = {"maire": "mayors", "depute": "deputies", "senateur": "senators"}
MOST_NEAR = 6
_CODE = re.compile(r"^(?:\d{5}|\d{2} \d{3}|2[abAB]\d{3})$")
_WITH_CODE = re.compile(r"^(?P<code>\d{5}|2[abAB]\d{3})[\s,]+(?P<name>\D.*)$|"
                        r"^(?P<first>\D.*?)[\s,(]+(?P<last>\d{5}|2[abAB]\d{3})\)?$")
_IN_DEPARTMENT = re.compile(r"^(?P<name>.+?)\s*[,(]\s*(?P<department>\d{1,3}|2[abAB])\s*\)?$")


class Register:
    """The database, open to read; `with Register(path) as register` closes it.

    Raises:
        Refused: there is no database, or it is not one of ours.
    """

    def __init__(self, database: Path) -> None:
        self.database = database
        self.base = store.connect(database)
        rows = self.base.execute("SELECT kind, file, date FROM tables ORDER BY kind").fetchall()
        self.files: Mapping[str, str] = {kind: file for kind, file, _ in rows}
        self.dates: Mapping[str, str] = {kind: date for kind, _, date in rows}

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def digest(self) -> str:
        """What tells this register from any other: same files, same digest. Keys what is made of it."""
        with self.database.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def close(self) -> None:
        """Let the database go."""
        self.base.close()

    def find(self, text: str) -> Match | Candidates | NoMatch:
        """The commune that a name, a postal code or an INSEE code means.

        `06700 Saint-Laurent-du-Var` and `Saint-Denis (93)` say both, to tell homonyms apart.
        """
        query = " ".join(text.split())[:200]
        hits = self._hits(query)
        if not hits:
            return NoMatch(query, self._near(query))
        communes = tuple(self._commune(insee, part) for insee, part in sorted(hits))
        return Match(communes[0]) if len(communes) == 1 else Candidates(query, communes)

    def _hits(self, text: str) -> set[tuple[str, str]]:
        """Communes' codes, each with the part that was meant."""
        if _CODE.match(text):
            return self._by_code(text.replace(" ", "").upper())
        both = _WITH_CODE.match(text)
        if both:
            by_code = self._by_code((both["code"] or both["last"]).upper())
            by_name = self._by_name(both["name"] or both["first"])
            return {hit for hit in by_name if hit[0] in {insee for insee, _ in by_code}} if by_name else by_code
        inside = _IN_DEPARTMENT.match(text)
        if inside:
            department = places.department(inside["department"])
            return {hit for hit in self._by_name(inside["name"]) if places.department_of(hit[0]) == department}
        return self._by_name(text)

    def _by_code(self, code: str) -> set[tuple[str, str]]:
        codes = {row[0] for row in self.base.execute("SELECT insee FROM postcodes WHERE postcode = ?", (code,))}
        hits: set[tuple[str, str]] = set()
        for insee in codes | {code}:
            if self.base.execute("SELECT 1 FROM communes WHERE insee = ?", (insee,)).fetchone():
                hits.add((insee, ""))
            else:
                whole = self.base.execute("SELECT commune FROM parts WHERE insee = ?", (insee,)).fetchone()
                hits.update([(whole[0], insee)] if whole else [])
        return _merged(hits)

    def _by_name(self, name: str) -> set[tuple[str, str]]:
        """Communes and parts of this name; those with its article before those without; places where there is none."""
        exact, loose = names.folded(name)
        if not exact:
            return set()
        for column, key in (("key", exact), ("loose", loose)):
            rows = self.base.execute(f"SELECT insee, part, kind FROM names WHERE {column} = ?", (key,)).fetchall()
            hits = {(insee, part) for insee, part, kind in rows if kind != "place"}
            if hits or rows:
                return _merged(hits or {(insee, part) for insee, part, _ in rows})
        return set()

    def _near(self, text: str) -> tuple[Commune, ...]:
        """Communes whose names begin with the text, or are nearly it."""
        if text.isdigit():
            return tuple(self._commune(*hit) for hit in sorted(self._by_code(text.zfill(5)))[:MOST_NEAR])
        key = names.folded(re.sub(r"[\d(),]+", " ", text))[1]
        if len(key) < 3:
            return ()
        begins = self.base.execute(
            "SELECT DISTINCT insee FROM names WHERE loose >= ? AND loose < ? AND kind = 'commune' "
            "ORDER BY length(loose), loose LIMIT ?", (key, key + "{", MOST_NEAR)).fetchall()
        slack = 1 if len(key) < 6 else 2 if len(key) < 16 else 3
        like = self.base.execute(
            "SELECT DISTINCT loose FROM names WHERE length(loose) BETWEEN ? AND ? AND (substr(loose, 1, 2) = ? OR "
            "substr(loose, -3) = ?) LIMIT 4000", (len(key) - slack, len(key) + slack, key[:2], key[-3:])).fetchall()
        close = difflib.get_close_matches(key, _likest(key, [row[0] for row in like]), n=MOST_NEAR, cutoff=0.75)
        codes = [row[0] for row in begins]
        for each in close:
            codes += [row[0] for row in self.base.execute("SELECT insee FROM names WHERE loose = ? ORDER BY insee",
                                                          (each,))]
        return tuple(self._commune(insee, "") for insee in [*dict.fromkeys(codes)][:MOST_NEAR])

    def commune(self, insee: str) -> Commune | None:
        """The commune with this code."""
        row = self.base.execute("SELECT 1 FROM communes WHERE insee = ?", (insee,)).fetchone()
        return self._commune(insee, "") if row else None

    def _commune(self, insee: str, part: str) -> Commune:
        name, department, its_name = self.base.execute(
            "SELECT communes.name, department, departments.name FROM communes JOIN departments ON code = department "
            "WHERE insee = ?", (insee,)).fetchone()
        row = self.base.execute("SELECT name FROM parts WHERE insee = ?", (part,)).fetchone() if part else None
        codes = self._codes(insee)
        numbers = self._numbers([part]) if part else ()
        return Commune(insee, name, department, its_name, self._postcodes([part] if part else codes),
                       numbers or self._numbers(codes), part, row[0] if row else "")

    def _codes(self, insee: str) -> list[str]:
        """The codes of a commune and of its parts."""
        return [insee, *(each for each, in self.base.execute("SELECT insee FROM parts WHERE commune = ?", (insee,)))]

    def _numbers(self, codes: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({number for insee in codes for number, in self.base.execute(
            "SELECT number FROM constituencies WHERE insee = ?", (insee,))}))

    def _postcodes(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({postcode for insee in codes for postcode, in self.base.execute(
            "SELECT postcode FROM postcodes WHERE insee = ?", (insee,))}))

    def officials(self, commune: Commune, constituency: int = 0) -> tuple[Official, ...]:
        """The mayor, the deputy, the senators; whoever cannot be told for sure is left out (`looked_up` says why)."""
        return self.look_up(commune, constituency).officials

    def look_up(self, commune: Commune, constituency: int = 0) -> Lookup:
        """The same, with what could not be told."""
        findings = [finding(NOT_LOOKED_UP, N_("{what}: {thing} are not in the register"), what=NARROWS[kind],
                            thing=headers.BY_NAME[kind].title) for kind in OFFICES.values() if kind not in self.dates]
        areas = [("maire", commune.insee), ("senateur", commune.department)]
        number = self._constituency_number(commune, constituency, findings)
        if number:
            areas.insert(1, ("depute", f"{places.electing(commune.department)}-{number}"))
        out: list[Official] = []
        for office, area in areas:
            if OFFICES[office] in self.dates:
                out.extend(self._in_office(office, area, commune, findings))
        return Lookup(tuple(out), tuple(findings))

    def _constituency_number(self, commune: Commune, constituency: int, findings: list[Finding]) -> int:
        """The number of the constituency, or 0 when it is open."""
        there = commune.constituencies
        numbers = ", ".join(str(number) for number in there)
        if constituency:
            if there and constituency not in there:
                findings.append(finding(CONSTITUENCY_UNKNOWN, N_("{commune} is in no constituency {number}: {numbers}"),
                                        commune=commune.name, number=constituency, numbers=numbers))
                return 0
            return constituency
        if not there:
            findings.append(finding(CONSTITUENCY_OPEN, N_("no table tells the constituency of {commune}"),
                                    commune=commune.name))
            return 0
        if len(there) > 1:
            findings.append(finding(CONSTITUENCY_OPEN, N_("{commune} lies in several constituencies: {numbers}"),
                                    N_("choose one: --constituency N"), commune=commune.name, numbers=numbers))
            return 0
        return there[0]

    def _in_office(self, office: str, area: str, commune: Commune, findings: list[Finding]) -> list[Official]:
        rows = self.base.execute("SELECT last_name, first_name, civility, since FROM officials WHERE office = ? AND "
                                 "area = ? ORDER BY last_name, first_name", (office, area)).fetchall()
        if len(rows) > 1 and office != "senateur":
            findings.append(finding(OFFICIALS_TWO, N_("the register names {count} people for one office ({office} "
                                                      "{where}): {names}"), count=len(rows), office=office, where=area,
                                    names=", ".join(f"{first} {last}" for last, first, _, _ in rows)))
            return []
        if not rows:
            findings.append(finding(NOT_LOOKED_UP, N_("the register names nobody for this office: {office} {where}"),
                                    office=office, where=area))
        date = self.dates[OFFICES[office]]
        town = office == "maire"
        whole = self._postcodes(self._codes(commune.insee)) if town else ()
        postcode = whole[0] if len(whole) == 1 else ""  # of several, which is the town hall's is not known
        return [Official(office, civility, names.mixed_case(first), names.mixed_case(last),
                         commune.name if town else commune.department_name or commune.department,
                         int(area.rpartition("-")[2]) if office == "depute" else 0,
                         ("Mairie",) if town else (), postcode, commune.name if town else "", since, date)
                for last, first, civility, since in rows]

    def too_old(self, today: str, oldest_days: int = OLDEST_DAYS) -> list[Finding]:
        """A finding for each table of office-holders that is older than the limit, or of no known day."""
        return [item for kind in OFFICES.values() if kind in self.dates
                for item in aged(headers.BY_NAME[kind].title, self.dates[kind], today, oldest_days)]


def _likest(key: str, others: list[str]) -> list[str]:
    """Those of `others` that share the most pairs of letters with `key`: few enough to be compared with care."""
    pairs = {key[at:at + 2] for at in range(len(key) - 1)}
    shared = sorted((-sum(other[at:at + 2] in pairs for at in range(len(other) - 1)), other) for other in others)
    return [other for _, other in shared[:80]]


def _merged(hits: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """A commune that was found as a whole, or through two of its parts, is one, and is meant as a whole."""
    parts: dict[str, set[str]] = {}
    for insee, part in hits:
        parts.setdefault(insee, set()).add(part)
    return {(insee, next(iter(which)) if len(which) == 1 else "") for insee, which in parts.items()}
