"""The register as static JSON, split so that one lookup in a browser fetches little; `pages` makes all files.

Only public mandates: names, offices and since when. Same register, same bytes.

`officials/index.json`
    version      1; whoever reads it refuses another.
    dates        {"maire": "2023-01-10", "depute": ..., "senateur": ...}: the day each table stands for, "" if unknown;
                 an office that is not there was not imported.
    sources      [[table, file, day], ...]; table is mayors, deputies, senators, postcodes, constituencies, communes,
                 overseas or departments.
    departments  [["01", "Ain"], ...]; the code names the file.
    names        the names of the files under officials/names/, each the letters that its communes begin with.
    postcodes    {"203": ["2A", "2B"], ...}: departments of a postal code by its first three digits, only where they
                 are not simply its first two. All of them are to be fetched, the ones in between too.

`officials/names/<letters>.json`
    [[name, insee], [name, insee, part], ...], sorted by key. `part` is the INSEE code of an arrondissement or of a
    former commune, `insee` that of the commune it belongs to. The department's file is `insee` cut to two signs, or to
    three after 97 or 98.
    To look a name up: take its key (below), take the longest entry of `names` that the key begins with, fetch it,
    compare keys of the names in it. To suggest while somebody types: where entries go on from the typed key, another
    letter is needed first.

    The key of a name: small letters; œ as oe, æ as ae, ß as ss; accents off; a word ends where letters and digits end;
    st, ste, sts, stes are saint, sainte, saints, saintes; 1er, 2e, 02 are 1, 2, 2; `arrondissement` and `cedex` out;
    a first word le, la, les or l out, if another follows; written together. « L'Haÿ-les-Roses » is haylesroses.

`officials/<department>.json`
    department   [code, name]
    communes     [[insee, name, [postcodes], [constituencies], mayors, parts?], ...]; `mayors` as people below: one;
                 none when the register names nobody; several when it names several, of whom none may be taken.
    parts        [[insee, name, [postcodes], [constituencies]], ...]: arrondissements and former communes that have
                 postal codes or constituencies of their own, to narrow the choice.
    deputies     {"6": [person], ...} by constituency; several people: none may be taken.
    senators     [person, ...]
    a person     [civility, first name, last name, since]: civility f, m or "" (unknown); since 2020-05-25 or "".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pressroom.officials import names, places
from pressroom.officials.register import OFFICES, Register

VERSION = 1
LARGEST_NAMES = 48_000  # bytes of one file of names



def pages(register: Register) -> dict[str, bytes]:
    """Every file of the lookup by its path in the site."""
    name_files = _names(register)
    departments = register.base.execute("SELECT code, name FROM departments ORDER BY code").fetchall()
    files = {f"officials/names/{letters}.json": page for letters, page in name_files.items()}
    files.update((f"officials/{code}.json", page) for code, page in _departments(register, departments).items())
    present = [[code, name] for code, name in departments if f"officials/{code}.json" in files]
    files["officials/index.json"] = _bytes({
        "version": VERSION,
        "dates": {office: register.dates[kind] for office, kind in OFFICES.items() if kind in register.dates},
        "sources": [[kind, register.files[kind], day] for kind, day in register.dates.items()],
        "departments": present, "names": sorted(name_files), "postcodes": _prefixes(register),
    })
    return files


def _bytes(value: object) -> bytes:
    """Compact JSON; no sign in it could end a script, wherever it is put."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def _names(register: Register) -> dict[str, bytes]:
    """Files of names by the letters that their keys begin with, each as short as its size allows."""
    rows = register.base.execute("SELECT loose, name, insee, part FROM names WHERE kind != 'place' "
                                 "ORDER BY loose, insee, part").fetchall()
    entries = [(key, [name, insee, part] if part else [name, insee]) for key, name, insee, part in rows if key]
    return dict(_split(entries, 2))


def _split(entries: list[tuple[str, list[str]]], length: int) -> Iterable[tuple[str, bytes]]:
    groups: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for key, entry in entries:
        groups[key[:length]].append((key, entry))
    for letters, group in sorted(groups.items()):
        page = _bytes([entry for _, entry in group])
        if len(page) <= LARGEST_NAMES or all(key == letters for key, _ in group):
            yield letters, page
        else:
            short = [one for one in group if len(one[0]) == length]  # a whole name that others go on from
            yield from ([(letters, _bytes([entry for _, entry in short]))] if short else [])
            yield from _split([one for one in group if len(one[0]) > length], length + 1)


def _prefixes(register: Register) -> dict[str, list[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for postcode, insee in register.base.execute("SELECT postcode, insee FROM postcodes"):
        codes[postcode[:3]].add(places.department_of(insee))
    return {prefix: sorted(codes) for prefix, codes in sorted(codes.items()) if codes != {prefix[:2]}}


def _departments(register: Register, departments: list[tuple[str, str]]) -> dict[str, bytes]:
    base = register.base
    postcodes, numbers = defaultdict(list), defaultdict(list)
    for insee, postcode in base.execute("SELECT insee, postcode FROM postcodes ORDER BY insee, postcode"):
        postcodes[insee].append(postcode)
    for insee, number in base.execute("SELECT insee, number FROM constituencies ORDER BY insee, number"):
        numbers[insee].append(number)
    people = _people(register)
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for commune, insee, name in base.execute("SELECT commune, insee, name FROM parts "
                                             "ORDER BY commune, insee, kind, name"):
        parts[commune].setdefault(insee, name)
    communes: dict[str, list[object]] = defaultdict(list)
    for insee, name, department in base.execute("SELECT insee, name, department FROM communes ORDER BY insee"):
        codes = {insee, *parts[insee]}
        own = [[part, called, postcodes[part], numbers[part]] for part, called in parts[insee].items()
               if part != insee and (postcodes[part] or numbers[part])]
        row = [insee, name, sorted({each for code in codes for each in postcodes[code]}),
               sorted({each for code in codes for each in numbers[code]}), people["maire"].get(insee, [])]
        communes[department].append([*row, own] if own else row)
    files = {}
    for code, name in departments:
        electing = places.electing(code)
        deputies = {area.rpartition("-")[2]: who for area, who in people["depute"].items()
                    if area.rpartition("-")[0] == electing}
        senators = people["senateur"].get(code, [])
        if communes[code] or deputies or senators:
            files[code] = _bytes({"department": [code, name], "communes": communes[code],
                                 "deputies": {key: deputies[key] for key in sorted(deputies, key=int)},
                                 "senators": senators})
    return files


def _people(register: Register) -> Mapping[str, dict[str, list[list[str]]]]:
    """Office-holders by office and area, as the site writes them."""
    out: dict[str, dict[str, list[list[str]]]] = {office: defaultdict(list) for office in OFFICES}
    for office, area, last, first, civility, since in register.base.execute(
            "SELECT office, area, last_name, first_name, civility, since FROM officials "
            "ORDER BY office, area, last_name, first_name"):
        out[office][area].append([civility, names.mixed_case(first), names.mixed_case(last), since])
    return out
