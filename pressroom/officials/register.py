"""The register: finds the officials of a commune by its name, postal code or INSEE code.

It does not guess: for a name or postal code of several communes it returns them all; of several constituencies it
chooses none; where it has two people for one office, it returns neither.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from pressroom import files
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.officials import headers, names, places, store
from pressroom.officials.age import Ages
from pressroom.officials.alike import closest
from pressroom.officials.answers import Candidates, Commune, Lookup, Match, NoMatch, Official
from pressroom.officials.imports import NARROWS
from pressroom.patterns import regex

OFFICIALS_TWO = code(
    "officials-two", N_("The register has two people for one office, as happens when one succeeds the other."),
    N_("Check on the institution's website who is in office, and complete the letter by hand."),
    severity=Severity.WARNING)
CONSTITUENCY_OPEN = code(
    "constituency-open",
    N_("A commune may lie in several constituencies. The voter's card shows which one an address belongs to."),
    N_("Add its number: --constituency 2."), severity=Severity.WARNING)
CONSTITUENCY_UNKNOWN = code("constituency-unknown", N_("The commune is not in this constituency."),
                            N_("Choose one of the constituencies in the message."))
NOT_LOOKED_UP = code("officials-not-looked-up", N_("The imported tables do not contain this official."),
                     N_("Import the missing table, or a newer edition, together with the others."),
                     severity=Severity.WARNING)

OFFICES = {"maire": "mayors", "depute": "deputies", "senateur": "senators"}
MOST_NEAR = 6
# Names with the first two letters or the last three, of some lengths: each half is found by an index of its own.
SIMILAR = ("SELECT loose FROM names WHERE loose >= ? AND loose < ? AND length(loose) BETWEEN ? AND ? UNION "
           "SELECT loose FROM names WHERE substr(loose, -3) = ? AND length(loose) BETWEEN ? AND ? "
           "ORDER BY loose LIMIT 4000")
_LAST = "\U0010ffff"  # the last character of Unicode: what begins with a text sorts before the text with it
_CODE = regex(r"^(?:\d{5}|\d{2} \d{3}|2[abAB]\d{3})$")
_WITH_CODE = regex(r"^(?P<code>\d{5}|2[abAB]\d{3})[\s,]+(?P<name>\D.*)$|"
                        r"^(?P<first>\D.*?)[\s,(]+(?P<last>\d{5}|2[abAB]\d{3})\)?$")
_IN_DEPARTMENT = regex(r"^(?P<name>.+?)\s*[,(]\s*(?P<department>\d{1,3}|2[abAB]|[^\W\d_][^,()]*?)\s*\)?$")
Hit = tuple[str, str, str]
"""A commune's code, and the code of the part and the name of the place that matched, both empty where none did."""


class Register:
    """The database, open to read; `with Register(path) as register` closes it.

    Raises:
        Refused: the database is missing, damaged, or of another version.
    """

    def __init__(self, database: Path) -> None:
        self.database = database
        self.base = store.connect(database)
        try:
            rows = self.base.execute("SELECT kind, file, date FROM tables ORDER BY kind").fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as trouble:  # a text that is no UTF-8
            self.close()
            raise store.refusal(database, N_("cannot be read: {reason}"), str(trouble)) from None
        self.files: Mapping[str, str] = {kind: file for kind, file, _ in rows}
        self.dates: Mapping[str, str] = {kind: date for kind, _, date in rows}

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error | UnicodeDecodeError):  # what a damaged file hides shows when it is read
            raise store.refusal(self.database, N_("cannot be read: {reason}"), str(error)) from None

    def digest(self) -> str:
        """The SHA-256 of the database file; the same imports give the same digest."""
        return files.digest(self.database)

    def close(self) -> None:
        """Close the database."""
        self.base.close()

    def find(self, text: str) -> Match | Candidates | NoMatch:
        """Find communes by name, postal code or INSEE code.

        `06700 Saint-Laurent-du-Var` and `Saint-Denis (93)` distinguish communes of the same name.
        """
        query = " ".join(text.split())[:200]
        hits = self._hits(query)
        if not hits:
            return NoMatch(query, self._near(query))
        communes = tuple(self._commune(*hit) for hit in sorted(hits))
        return Match(communes[0]) if len(communes) == 1 else Candidates(query, communes)

    def _hits(self, text: str) -> set[Hit]:
        """The matching communes, each with the part or the place that matched."""
        if _CODE.match(text):
            return self._by_code(text.replace(" ", "").upper())
        both = _WITH_CODE.match(text)
        if both:
            by_code = self._by_code((both["code"] or both["last"]).upper())
            by_name = self._by_name(both["name"] or both["first"])
            return {hit for hit in by_name if hit[0] in {one[0] for one in by_code}} if by_name else by_code
        inside = _IN_DEPARTMENT.match(text)
        department = self.department(inside["department"]) if inside else ""
        if inside and department:
            return {hit for hit in self._by_name(inside["name"]) if places.department_of(hit[0]) == department}
        return self._by_name(text)

    def department(self, text: str) -> str:
        """The code of a department or collectivity, given by its code or its name; empty for another text."""
        code = places.department(text)
        if code or text[:1].isdigit():
            return code
        key = names.folded(text)[1]
        return next((code for code, name in self.base.execute("SELECT code, name FROM departments ORDER BY code")
                     if key and names.folded(name)[1] == key), "")

    def _by_code(self, code: str) -> set[Hit]:
        codes = {row[0] for row in self.base.execute("SELECT insee FROM postcodes WHERE postcode = ?", (code,))}
        hits: set[Hit] = set()
        for insee in codes | {code}:
            if self.base.execute("SELECT 1 FROM communes WHERE insee = ?", (insee,)).fetchone():
                hits.add((insee, "", ""))
            else:
                whole = self.base.execute("SELECT commune FROM parts WHERE insee = ?", (insee,)).fetchone()
                hits.update([(whole[0], insee, "")] if whole else [])
        return _merged(hits)

    def _by_name(self, name: str) -> set[Hit]:
        """Communes, parts and places of this name: with its article, if it has one and any match; else without."""
        exact, loose = names.folded(name)
        if not exact:
            return set()
        query = "SELECT insee, part, kind, key, name FROM names WHERE key = ?"
        rows = self.base.execute(query, (exact,)).fetchall()
        if exact == loose or not rows:
            rows += self.base.execute(query.replace("key =", "loose ="), (loose,)).fetchall()
        return _merged({(insee, part, name if kind == "place" and self._place_postcodes(insee, key) else "")
                        for insee, part, kind, key, name in rows})

    def _near(self, text: str) -> tuple[Commune, ...]:
        """Communes whose names begin with the text or are similar."""
        if text.isdigit():
            return tuple(self._commune(*hit) for hit in sorted(self._by_code(text.zfill(5)))[:MOST_NEAR])
        key = names.folded(re.sub(r"[\d(),]+", " ", text))[1]
        if len(key) < 3:
            return ()
        begins = self.base.execute(
            "SELECT DISTINCT insee FROM names WHERE loose >= ? AND loose < ? AND kind = 'commune' "
            "ORDER BY length(loose), loose LIMIT ?", (key, key + "{", MOST_NEAR)).fetchall()
        slack = 1 if len(key) < 6 else 2 if len(key) < 16 else 3
        lengths = len(key) - slack, len(key) + slack
        like = self.base.execute(SIMILAR, (key[:2], key[:2] + _LAST, *lengths, key[-3:], *lengths)).fetchall()
        close = closest(key, [row[0] for row in like], MOST_NEAR)
        codes = [row[0] for row in begins]
        for each in close:
            codes += [row[0] for row in self.base.execute("SELECT insee FROM names WHERE loose = ? ORDER BY insee",
                                                          (each,))]
        return tuple(self._commune(insee) for insee in [*dict.fromkeys(codes)][:MOST_NEAR])

    def commune(self, insee: str) -> Commune | None:
        """The commune with this code."""
        row = self.base.execute("SELECT 1 FROM communes WHERE insee = ?", (insee,)).fetchone()
        return self._commune(insee) if row else None

    def _commune(self, insee: str, part: str = "", place: str = "") -> Commune:
        """The commune; with a part or a place, the postal codes and constituencies of that, where they are known."""
        name, article, department, its_name = self.base.execute(
            "SELECT communes.name, article, department, departments.name FROM communes JOIN departments "
            "ON code = department WHERE insee = ?", (insee,)).fetchone() or self._refuse()
        row = self.base.execute("SELECT name FROM parts WHERE insee = ?", (part,)).fetchone() if part else None
        part_name = place or (row[0] if row else "")
        codes = self._codes(insee)
        own = (*self._postcodes([part]), *self._place_postcodes(insee, names.folded(part_name)[0]))
        return Commune(insee, name, department, its_name, tuple(sorted({*own})) or self._postcodes(codes),
                       self._numbers([part]) or self._numbers(codes), part, part_name, article)

    def _refuse(self) -> NoReturn:
        """Refuse a register whose tables contradict each other."""
        raise store.refusal(self.database)

    def _place_postcodes(self, insee: str, key: str) -> tuple[str, ...]:
        """The postal codes that La Poste gives a place of a commune, a former commune for example."""
        return tuple(postcode for postcode, in self.base.execute(
            "SELECT postcode FROM places WHERE insee = ? AND key = ?", (insee, key)))

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
        """The mayor, the deputy and the senators, without those that are not certain (`look_up` has the reasons)."""
        return self.look_up(commune, constituency).officials

    def look_up(self, commune: Commune, constituency: int = 0) -> Lookup:
        """The officials of a commune, with findings about those that are not certain."""
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
        """The number of the constituency; 0 when it is not certain."""
        there = commune.constituencies
        numbers = ", ".join(str(number) for number in there)
        if constituency:
            if there and constituency not in there:
                findings.append(finding(CONSTITUENCY_UNKNOWN,
                                        N_("{commune} is not in constituency {number}, but in {numbers}"),
                                        commune=commune.name, number=constituency, numbers=numbers))
                return 0
            return constituency
        if not there:
            findings.append(finding(CONSTITUENCY_OPEN, N_("the constituency of {commune} is unknown"),
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
            findings.append(finding(OFFICIALS_TWO, N_("the register has {count} people for one office ({office} "
                                                      "{where}): {names}"), count=len(rows), office=office, where=area,
                                    names=", ".join(f"{first} {last}" for last, first, _, _ in rows)))
            return []
        if not rows:
            findings.append(finding(NOT_LOOKED_UP, N_("the register has no one for this office: {office} {where}"),
                                    office=office, where=area))
        if any(not last for last, *_ in rows):
            findings.append(finding(NOT_LOOKED_UP, N_("the register has no readable name for this office: {office} "
                                                      "{where}; letters leave it to be filled in"), office=office,
                                    where=area))
        date = self.dates[OFFICES[office]]
        town = office == "maire"
        codes = self._town_hall_postcodes(commune) if town else ()
        postcode = codes[0] if len(codes) == 1 else ""  # of several, the town hall's is unknown
        return [Official(office, civility, names.mixed_case(first), names.mixed_case(last),
                         commune.name if town else commune.department_name or commune.department,
                         int(area.rpartition("-")[2]) if office == "depute" else 0,
                         ("Mairie",) if town else (), postcode, commune.name if town else "", since, date,
                 article=commune.article if town else "")
                for last, first, civility, since in rows]

    def _town_hall_postcodes(self, commune: Commune) -> tuple[str, ...]:
        """The postal codes at which the town hall may be: a former commune's own, else all of the commune.

        A former commune keeps its postal code, and a letter with it and the name of the new commune arrives. The mayor
        of Paris, Lyon or Marseille is in no arrondissement's town hall.
        """
        if commune.part_name and not places.district_of(commune.part):
            return commune.postcodes
        return self._postcodes(self._codes(commune.insee))

    def too_old(self, ages: Ages, offices: Collection[str] = tuple(OFFICES)) -> list[Finding]:
        """Findings about tables of these offices that are too old, or whose date is unknown."""
        return [item for office, kind in OFFICES.items() if office in offices and kind in self.dates
                for item in ages.findings(office, headers.BY_NAME[kind].title, self.dates[kind], self._since(office))]

    def _since(self, office: str) -> list[str]:
        return [since for since, in self.base.execute(
            "SELECT since FROM officials WHERE office = ? AND since != ''", (office,))]


def _merged(hits: set[Hit]) -> set[Hit]:
    """One hit a commune; with its part or place, if exactly one matched."""
    parts: dict[str, set[Hit]] = {}
    for hit in hits:
        parts.setdefault(hit[0], set()).add(hit)
    return {next(iter(which)) if len(which) == 1 else (insee, "", "") for insee, which in parts.items()}
