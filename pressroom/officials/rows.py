"""Reads the rows of each kind of table into a `Draft`, or raises `Broken`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

from pressroom.findings import N_
from pressroom.officials import names, places
from pressroom.officials.draft import Draft
from pressroom.officials.source import Broken
from pressroom.patterns import regex

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
_POSTCODE = regex(r"^\d{5}$")
_DAY = regex(r"^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)/(\d\d?)/(\d{4}))(?:[ T][0-9:.]*)?$")
_SEXES = {"m": "m", "h": "m", "m.": "m", "monsieur": "m", "f": "f", "mme": "f", "mme.": "f", "madame": "f", "": ""}


class Other(Exception):  # noqa: N818 - not an error
    """A valid row that is not about a French commune or its officials, such as Monaco."""


class Odd(Broken):
    """A row whose code is read, but not its name, which contains characters that no name has.

    The row counts where another table has a name for its code.

    Attributes:
        area: the commune, department or constituency of the row.
    """

    def __init__(self, what: str, area: str) -> None:
        super().__init__(what)
        self.area = area


class Doubtful(Broken):
    """A row whose cells are valid but contradict each other, as some of the published register do."""


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
    code, collectivity = _cell(row, at, "department"), _cell(row, at, "collectivity")
    own, of_collectivity = (names.folded(_cell(row, at, column))[1] for column in ("department_name",
                                                                                  "collectivity_name"))
    by_department = places.department(code, own or of_collectivity) if code or own else ""
    return by_department or places.collectivity(collectivity, of_collectivity or own)


def _place(text: str) -> str:
    """A name of a place with typographic apostrophes; empty when it contains characters that no name has."""
    text = names.tidy(text)
    if not names.is_place(text):
        return ""
    return text.replace("'", "’") if "'" in text else text


def _person(row: Sequence[str], at: At, draft: Draft) -> tuple[str, str, str, str]:
    """Last name, first name, civility, first day in office; names that cannot be read are empty, both of them."""
    last, first = names.tidy(row[at["last_name"]]), names.tidy(row[at["first_name"]])
    if not names.is_person(last) or not names.is_person(first):
        last = first = ""
    sex = _SEXES.get(row[at["sex"]].lower())
    if sex is None:
        raise Broken(SEX)
    since = day(_cell(row, at, "in_office")) or day(row[at["mandate"]])
    draft.days[since] += 1
    return last, first, sex, since


def _add_department_name(row: Sequence[str], at: At, draft: Draft, code: str) -> None:
    """Add the department's name, unless the draft has one."""
    name = _cell(row, at, "department_name") or _cell(row, at, "collectivity_name")
    if name and code and not draft.departments.get(code):
        draft.departments[code] = _place(name)


def _add_official(draft: Draft, office: str, area: str, person: tuple[str, str, str, str]) -> None:
    """Add an office-holder.

    Raises:
        Odd: the name cannot be read.
    """
    draft.officials.append((office, area, *person))
    if not person[0]:
        raise Odd(PERSON, area)


def _add_commune(row: Sequence[str], at: At, draft: Draft, commune: str) -> bool:
    """Add the commune's name, unless the draft has one; whether the name can be read, or is empty."""
    name = _cell(row, at, "commune_name")
    if name:
        draft.communes[commune] = draft.communes.get(commune) or _place(name)
    return not name or bool(draft.communes[commune])


def mayor(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the mayors."""
    if names.plain(_cell(row, at, "function") or "maire") != "maire":
        raise Other
    department = _department(row, at)
    commune = _commune(row, at, department)
    if department and department not in (places.TOGETHER, places.department_of(commune)):
        raise Broken(DISAGREE)
    person = _person(row, at, draft)
    _add_department_name(row, at, draft, department)
    _add_official(draft, "maire", commune, person)
    if not _add_commune(row, at, draft, commune):
        raise Odd(PLACE, commune)


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
    _add_official(draft, "depute", f"{seat[0]}-{seat[1]}", person)


def senator(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the senators."""
    department = _department(row, at)
    if not department:
        raise Broken(DEPARTMENT)
    person = _person(row, at, draft)
    _add_department_name(row, at, draft, department)
    _add_official(draft, "senateur", department, person)


def postcode(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of La Poste's table; `Ligne_5` names a place in the commune, often a former commune."""
    commune = _commune(row, at, "")
    code = row[at["postcode"]]
    code = code.zfill(5) if len(code) == 4 else code
    if not _POSTCODE.match(code):
        raise Broken(POSTCODE)
    draft.postcodes.add((code, _district(draft, commune, code)))
    named, place = _add_commune(row, at, draft, commune), _cell(row, at, "place")
    name = _place(place) if place else ""
    if name:
        draft.places.add((commune, name, code))
    if not named:
        raise Odd(PLACE, commune)
    if place and not name:
        raise Doubtful(WITHIN)


def _district(draft: Draft, commune: str, postcode: str) -> str:
    """The arrondissement of Paris, Lyon or Marseille that has this postal code, or the commune itself."""
    district = places.district(commune, postcode)
    if district:
        draft.parts.append((district, commune, places.district_name(district), "ARM"))
    return district or commune


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
    _add_department_name(row, at, draft, department)
    draft.constituencies.add((commune, seat[1]))
    for postcode in _cell(row, at, "postcodes").split():  # an edition by commune lists them for each constituency
        draft.constituencies.add((_district(draft, commune, postcode), seat[1]))
    if not _add_commune(row, at, draft, commune):
        raise Odd(PLACE, commune)


def commune(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the INSEE's v_commune: a commune (COM), an arrondissement (ARM), a former commune (COMD, COMA)."""
    code, kind = _commune(row, at, ""), row[at["type"]].upper()
    name = _place(row[at["commune_name"]])
    if kind == "COM":
        _add_article(row, at, draft, code)
        draft.communes[code] = name
        if not name:
            raise Odd(PLACE, code)
    elif not name:
        raise Broken(PLACE)
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
    _add_article(row, at, draft, code)
    _add_department_name(row, at, draft, places.department_of(code))
    name = draft.communes[code] = _place(row[at["commune_name"]])
    if not name:
        raise Odd(PLACE, code)


def _add_article(row: Sequence[str], at: At, draft: Draft, code: str) -> None:
    article = _cell(row, at, "article")
    if len(article) == 1 and article in "012345678":
        draft.articles[code] = article


def department(row: Sequence[str], at: At, draft: Draft) -> None:
    """Read a row of the INSEE's v_departement."""
    code = places.department(row[at["department"]])
    if not code:
        raise Broken(DEPARTMENT)
    name = draft.departments[code] = _place(row[at["commune_name"]])
    if not name:
        raise Odd(PLACE, code)


READERS: Mapping[str, Callable[[Sequence[str], At, Draft], None]] = {
    "mayors": mayor, "deputies": deputy, "senators": senator, "postcodes": postcode,
    "constituencies": constituency, "communes": commune, "overseas": overseas, "departments": department,
}
