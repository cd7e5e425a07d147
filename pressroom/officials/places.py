"""The codes of French departments, communes and constituencies, in the spellings of all tables.

Sources: the Code officiel géographique of the INSEE (departments 01 to 95 with 2A and 2B, overseas 971 to 976,
collectivities 975 to 988) and the letters that the ministry of the interior gives overseas (ZA to ZZ).
"""

from __future__ import annotations

import re

from pressroom.patterns import regex

ABROAD = "ZZ"  # French citizens abroad elect deputies and senators, but have no commune
# Saint-Barthélemy and Saint-Martin elect one deputy together; the ministry writes ZX.
TOGETHER = "ZX"
_LETTERS = {"ZA": "971", "ZB": "972", "ZC": "973", "ZD": "974", "ZM": "976", "ZN": "988", "ZP": "987", "ZS": "975",
            "ZW": "986"}
# Registers leave the department of some territories empty and name only the collectivity, or give its code instead.
_NAMED = {
    "guadeloupe": "971", "martinique": "972", "guyane": "973", "reunion": "974", "saintpierreetmiquelon": "975",
    "mayotte": "976", "saintbarthelemy": "977", "saintmartin": "978", "wallisetfutuna": "986",
    "polynesiefrancaise": "987", "nouvellecaledonie": "988", "saintmartinsaintbarthelemy": TOGETHER,
    "saintbarthelemysaintmartin": TOGETHER, "francaisetablishorsdefrance": ABROAD, "francaisdeletranger": ABROAD,
    "ileswallisetfutuna": "986", "departementdemayotte": "976",
    # Metropolitan collectivities whose code is not their department's: 69M, 6AE, 20R, 75C.
    "metropoledelyon": "69", "rhone": "69", "corsedusud": "2A", "hautecorse": "2B", "basrhin": "67", "hautrhin": "68",
    "paris": "75", "villedeparis": "75",
}
# The INSEE's codes of collectivities with the powers of a department: 01D, 69M, 75C, 972R.
_COLLECTIVITY = regex(r"^(?:(?P<department>0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])D|(?P<city>69|75)[MC]|"
                           r"(?P<overseas>9[78]\d)[A-Z])$")
# Paris, Lyon and Marseille: first and last code of the arrondissements, and the code of the commune.
_DISTRICTS = (("75101", "75120", "75056"), ("69381", "69389", "69123"), ("13201", "13216", "13055"))
_CITIES = {"75056": "Paris", "69123": "Lyon", "13055": "Marseille"}
_FIRST_POSTCODE = {"75056": 75001, "69123": 69001, "13055": 13001}
_SECOND_OF_16 = "75116"  # the 16th arrondissement of Paris has two postal codes, this one and 75016
_COMMUNE = regex(r"^(?:\d{5}|2[AB]\d{3})$")
_DEPARTMENT = regex(r"^(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[4-9]|Z[XZ])$")
# The department, then the number: 0601, 2A02, 97101, ZX01; the INSEE writes 01001, 2A002, 97302.
_CONSTITUENCY = regex(r"^(?P<department>Z[A-Z]|2[AB]|9[78]\d(?=\d{2}$)|\d{2}(?=\d{2,3}$)|\d(?=\d{2}$))"
                           r"(?P<number>\d+)$")
WITHOUT_MAYORS = ("977", "978", "986")  # collectivities with a president, and Wallis-et-Futuna with kingdoms
MOST_CONSTITUENCIES = 30  # of a department; the largest has 21
_ORDINAL = regex(r"^\D{0,3}(\d{1,2})\D")


def department(text: str, name: str = "") -> str:
    """A department's code as the INSEE writes it (`01`, `2A`, `971`, `ZZ` for abroad); empty for an invalid code.

    Args:
        text: a code, with or without its leading zero, or the ministry's letters.
        name: the key of the name without its article, used when the code is empty, a region's or a collectivity's.
    """
    code = text.strip().upper()
    code = _LETTERS.get(code, code.zfill(2) if code.isdigit() else code)
    if code in ("99", "099"):
        return ABROAD
    code = code[1:] if re.match(r"^0(?:\d\d|2[AB])$", code) else code  # 001 to 095, 02A
    if _DEPARTMENT.match(code):
        return code
    match = _COLLECTIVITY.match(code)
    by_code = match["department"] or match["city"] or match["overseas"] if match else ""
    return _NAMED.get(name, "") or by_code


def collectivity(text: str, name: str) -> str:
    """The department of a collectivity with special status; empty where it has several, as Corsica, or none.

    Registers give some collectivities the code of their region (94 is Corsica here, and Val-de-Marne among
    departments), so the name comes first, and codes of metropolitan departments do not count.
    """
    if name in _NAMED:
        return _NAMED[name]
    code = department(text)
    return code if code.startswith(("97", "98", "Z")) or _COLLECTIVITY.match(text.strip().upper()) else ""


def department_of(commune: str) -> str:
    """The department of a commune's code."""
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def commune(text: str, of_department: str = "") -> str:
    """A commune's code of five characters; empty for an invalid code. Codes from 99 are abroad.

    Spreadsheets drop the leading zero (`1001`); old tables have the department in a column of its own (`06` and `123`,
    `ZA` and `101`).
    """
    code = text.strip().upper()
    if code.isdigit() and len(code) == 4:
        code = code.zfill(5)
    elif code.isdigit() and len(code) <= 3 and of_department:
        overseas = of_department == TOGETHER or len(of_department) == 3
        code = _overseas(code, of_department) if overseas else of_department + code.zfill(3)
    good = _COMMUNE.match(code) and (code.startswith("99") or _DEPARTMENT.match(department_of(code)))
    return code if good else ""


def _overseas(code: str, of_department: str) -> str:
    if len(code) == 3:
        candidate = ("97" if of_department == TOGETHER else of_department[:2]) + code
        return candidate if of_department in (TOGETHER, candidate[:3]) else ""
    return of_department + code.zfill(2) if len(of_department) == 3 else ""


def district_of(code: str) -> str:
    """The commune that an arrondissement belongs to; empty for any other code."""
    return next((whole for first, last, whole in _DISTRICTS if first <= code <= last), "")


def district(code: str, postcode: str) -> str:
    """The arrondissement of Paris, Lyon or Marseille with this postal code; empty for another commune or code."""
    for first, last, whole in _DISTRICTS:
        if code == whole and postcode.isdigit() and len(postcode) == 5:
            number = int(postcode) - _FIRST_POSTCODE[whole] + int(first)
            candidate = postcode if postcode == _SECOND_OF_16 else f"{number:05}"
            return candidate if first <= candidate <= last else ""
    return ""


def district_name(code: str) -> str:
    """An arrondissement as the INSEE names it: `Paris 1er Arrondissement`."""
    first, _, whole = next(each for each in _DISTRICTS if each[0] <= code <= each[1])
    number = int(code) - int(first) + 1
    return f"{_CITIES[whole]} {number}{'er' if number == 1 else 'e'} Arrondissement"


def city(code: str) -> str:
    """The name of a city with arrondissements."""
    return _CITIES[code]


def electing(of_department: str) -> str:
    """The department that numbers the constituencies of a department."""
    return TOGETHER if of_department in ("977", "978", TOGETHER) else of_department


def constituency(text: str, of_department: str = "", label: str = "") -> tuple[str, int] | None:
    """The department and number of a constituency; None when they are invalid or contradict each other.

    Args:
        text: `6`, `0601`, `601` (in department 06), `97101`, `ZZ03`, `2A002`, `01001` (of the INSEE).
        of_department: the row's department, as `department` returns it.
        label: `1ère circonscription`, for example; used when the code is missing.
    """
    code = text.strip().upper()
    if not code:
        match = _ORDINAL.match(label.strip() + " ")
        code = match[1] if match else ""
    if code.isdigit() and len(code) <= 2:
        return _numbered(of_department, int(code))
    if of_department:
        for start in dict.fromkeys((of_department, of_department.lstrip("0"), *_letters_of(of_department))):
            rest = code[len(start):]
            if code.startswith(start) and rest.isdigit() and 2 <= len(rest) <= 3:
                return _numbered(of_department, int(rest))
        return None
    match = _CONSTITUENCY.match(code)
    return _numbered(department(match["department"]), int(match["number"])) if match else None


def _letters_of(of_department: str) -> tuple[str, ...]:
    letters = tuple(letter for letter, code in _LETTERS.items() if code == of_department)
    return (*letters, TOGETHER, "977", "978") if electing(of_department) == TOGETHER else letters


def _numbered(of_department: str, number: int) -> tuple[str, int] | None:
    good = of_department and 1 <= number <= MOST_CONSTITUENCIES
    return (electing(of_department), number) if good else None
