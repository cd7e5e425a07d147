"""Reads the rows of each kind of table into a `Draft`, or raises `Broken`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pressroom.findings import N_
from pressroom.officials import names, places
from pressroom.officials.source import Broken

At = Mapping[str, int]
COMMUNE = N_("the commune's code is not valid")
PLACE = N_("the name of the commune or department contains characters that no name has")
PERSON = N_("the office-holder's name is missing, or contains characters that no name has")
SEX = N_("the civility is neither M nor F")
DAY = N_("the date is not valid")
DEPARTMENT = N_("the department is not valid")
DISAGREE = N_("the commune is not in the department")
CONSTITUENCY = N_("the constituency is not valid, or is in another department")
WITHIN = N_("the name of a place in the commune contains characters that no name has; the postal code is used")
POSTCODE = N_("the postal code is not valid")
TYPE = N_("the type of commune is unknown")
_POSTCODE = re.compile(r"^\d{5}$")
_DAY = re.compile(r"^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)/(\d\d?)/(\d{4}))(?:[ T][0-9:.]*)?$")
_SEXES = {"m": "m", "h": "m", "m.": "m", "monsieur": "m", "f": "f", "mme": "f", "mme.": "f", "madame": "f", "": ""}


class Other(Exception):  # noqa: N818 - not an error
    """A valid row that is not about a French commune or its officials, such as Monaco."""


class Doubtful(Broken):
    """A row whose cells are valid but contradict each other, as some of the published register do."""


@dataclass(slots=True)
class Draft:
    """The content of one table's rows.

    Attributes:
        officials: office, area (commune, department or `06-6`), last name, first name, civility, first day in office.
        communes: name by code.
        parts: code, code of the commune (or empty), name, kind (`ARM`, `COMD`, `COMA`).
        departments: name by code.
        postcodes: postal code and commune's code.
        constituencies: commune's code and number.
        places: commune's code and the name of a place in it.
        newest: the latest first day of a mandate or an office.
        today: later first days are mistakes of the register and do not count for `newest`; empty for no limit.
    """

    officials: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    communes: dict[str, str] = field(default_factory=dict)
    parts: list[tuple[str, str, str, str]] = field(default_factory=list)
    departments: dict[str, str] = field(default_factory=dict)
    postcodes: set[tuple[str, str]] = field(default_factory=set)
    constituencies: set[tuple[str, int]] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)
    newest: str = ""
    today: str = ""


def day(text: str) -> str:
    """A date as 2026-03-15; empty for an empty cell.

    Raises:
        Broken: it is not a date from 1900 to 2100.
    """
    if not text:
        return ""
    match = _DAY.match(text)
    if not match:
        raise Broken(DAY)
    year, month, of_month = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        date = datetime.date(int(year), int(month), int(of_month))
    except ValueError:
        raise Broken(DAY) from None
    if not 1900 <= date.year <= 2100:
        raise Broken(DAY)
    return date.isoformat()


def _cell(row: Sequence[str], at: At, column: str) -> str:
    number = at.get(column)
    return "" if number is None else row[number]


def _department(row: Sequence[str], at: At) -> str:
    """The department of a row; some rows have only the collectivity, and its code in either column."""
    name = names.folded(_cell(row, at, "collectivity_name") or _cell(row, at, "department_name"))[0]
    code = _cell(row, at, "department")
    code_of_department = places.department(code, name) if code or name else ""
    return code_of_department or places.department(_cell(row, at, "collectivity"), name)


def _place(text: str) -> str:
    if not names.is_place(text):
        raise Broken(PLACE)
    return text.replace("'", "’") if "'" in text else text


def _person(row: Sequence[str], at: At, draft: Draft) -> tuple[str, str, str, str]:
    """Last name, first name, civility, first day in office."""
    last, first = row[at["last_name"]], row[at["first_name"]]
    if not names.is_person(last) or not names.is_person(first):
        raise Broken(PERSON)
    sex = _SEXES.get(row[at["sex"]].lower())
    if sex is None:
        raise Broken(SEX)
    since = day(_cell(row, at, "in_office")) or day(row[at["mandate"]])
    if not draft.today or since <= draft.today:
        draft.newest = max(draft.newest, since)
    return last, first, sex, since


def _add_department_name(row: Sequence[str], at: At, draft: Draft, code: str) -> None:
    """Add the department's name, unless the draft has one."""
    name = _cell(row, at, "department_name")
    if name and code and code not in draft.departments:
        draft.departments[code] = _place(name)


def mayor(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the mayors."""
    if names.plain(_cell(row, at, "function") or "maire") != "maire":
        raise Other
    department = _department(row, at)
    commune = _commune(row, at, department)
    if department and department not in (places.TOGETHER, places.department_of(commune)):
        raise Broken(DISAGREE)
    name = _cell(row, at, "commune_name")
    person = _person(row, at, draft)
    if name:
        draft.communes[commune] = _place(name)
    _add_department_name(row, at, draft, department)
    draft.officials.append(("maire", commune, *person))


def _commune(row: Sequence[str], at: At, department: str) -> str:
    commune = places.commune(row[at["commune"]], department)
    if not commune:
        raise Broken(COMMUNE)
    if commune.startswith("99"):
        raise Other  # La Poste's table contains Monaco
    return commune


def deputy(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the deputies."""
    department = _department(row, at)
    seat = places.constituency(row[at["constituency"]], department, _cell(row, at, "constituency_name"))
    person = _person(row, at, draft)
    if not seat:
        raise (Doubtful if department else Broken)(CONSTITUENCY)
    _add_department_name(row, at, draft, department)
    draft.officials.append(("depute", f"{seat[0]}-{seat[1]}", *person))


def senator(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the senators."""
    department = _department(row, at)
    if not department:
        raise Broken(DEPARTMENT)
    _add_department_name(row, at, draft, department)
    draft.officials.append(("senateur", department, *_person(row, at, draft)))


def postcode(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of La Poste's table; `Ligne_5` names a place in the commune, often a former commune."""
    commune = _commune(row, at, "")
    code = row[at["postcode"]]
    code = code.zfill(5) if len(code) == 4 else code
    if not _POSTCODE.match(code):
        raise Broken(POSTCODE)
    name = _place(row[at["commune_name"]])
    draft.communes.setdefault(commune, name)
    draft.postcodes.add((code, commune))
    place = _cell(row, at, "place")
    if place and not names.is_place(place):
        raise Doubtful(WITHIN)
    if place:
        draft.places.add((commune, _place(place)))


def constituency(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read the constituency of a commune or of a part of one."""
    department = _department(row, at)
    if department == places.ABROAD:
        raise Other
    commune = _commune(row, at, department)
    seat = places.constituency(row[at["constituency"]], department or places.department_of(commune),
                               _cell(row, at, "constituency_name"))
    if not seat or seat[0] != places.electing(places.department_of(commune)):
        raise Broken(CONSTITUENCY)
    name = _cell(row, at, "commune_name")
    if name:
        draft.communes.setdefault(commune, _place(name))
    _add_department_name(row, at, draft, department)
    draft.constituencies.add((commune, seat[1]))


def commune(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the INSEE's v_commune: a commune (COM), an arrondissement (ARM), a former commune (COMD, COMA)."""
    code, kind = _commune(row, at, ""), row[at["type"]].upper()
    name = _place(row[at["commune_name"]])
    if kind == "COM":
        draft.communes[code] = name
    elif kind in ("ARM", "COMD", "COMA"):
        draft.parts.append((code, places.commune(_cell(row, at, "parent")) or places.district_of(code), name, kind))
    else:
        raise Broken(TYPE)


def overseas(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the INSEE's v_commune_comer; the kingdoms of Wallis-et-Futuna (CIR) count as communes."""
    if _cell(row, at, "nature").upper() not in ("COM", "CIR", ""):
        raise Other
    code = places.commune(row[at["overseas_commune"]])
    if not code:
        raise Broken(COMMUNE)
    draft.communes[code] = _place(row[at["commune_name"]])


def department(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the INSEE's v_departement."""
    code = places.department(row[at["department"]])
    if not code:
        raise Broken(DEPARTMENT)
    draft.departments[code] = _place(row[at["commune_name"]])


READERS: Mapping[str, Callable[[Sequence[str], At, Draft], None]] = {
    "mayors": mayor, "deputies": deputy, "senators": senator, "postcodes": postcode,
    "constituencies": constituency, "communes": commune, "overseas": overseas, "departments": department,
}
