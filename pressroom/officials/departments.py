"""The register as static JSON, in files so small that a lookup in a browser fetches little; `pages` makes all of them.

It contains public mandates only: names, offices and first days in office. Same register, same bytes.

`officials/index.json`
    version      2; a reader must refuse any other.
    dates        {"maire": "2023-01-10", "depute": ..., "senateur": ...}: the day of each table, "" if unknown; an
                 office that is missing was not imported.
    sources      [[table, file, day], ...]; table is mayors, deputies, senators, postcodes, constituencies, communes,
                 overseas or departments.
    departments  [["01", "Ain"], ...]; the code names the file.
    names        the names of the files under officials/names/: the first letters of the communes in them.
    postcodes    {"203": ["2A", "2B"], ...}: departments of a postal code by its first three digits, only where they
                 differ from its first two. A lookup fetches all of them.

`officials/names/<letters>.json`
    [[name, insee], [name, insee, part], [name, insee, part, postcodes], ...], sorted by key. `part` is the INSEE code
    of an arrondissement or of a former commune, `insee` that of the commune it belongs to. `postcodes` are those of a
    place in the commune as La Poste's table has it; its `part` is "" unless the place is in an arrondissement.
    The department's file is named by the first two characters of `insee`, or by three after 97 or 98.
    To look a key (below) up, take the longest entry of `names` that it begins with, fetch that file, and compare the
    keys of the names in it. To suggest names while somebody types, wait for another letter as long as entries are
    longer than the typed key.

    A text matches the names that have its key with the article kept, so that « lagrave » finds La Grave. A text
    without an article also matches the names that have its key, and so does a text with one that matches nothing else.
    The names with a key that has kept its article are in the files of that key and of the key without le, la, les or l
    at its beginning. Of several matches in one commune the commune remains.

    The key of a name: lower case; œ as oe, æ as ae, ß as ss; no accents; split into words of letters and digits; st,
    ste, sts, stes become saint, sainte, saints, saintes; 1er, 2e, 02 become 1, 2, 2; without `arrondissement` and
    `cedex`; without a first word le, la, les or l if another follows; joined. « L'Haÿ-les-Roses » is haylesroses.

`officials/<department>.json`
    department   [code, name]
    communes     [[insee, name, [postcodes], [constituencies], mayors, parts, article], ...]; the postal codes and
                 constituencies are those of the commune's own code, so that all of a commune are its own and those of
                 its parts. `mayors` is a list of people as below: usually one; none when the register names none; of
                 several, none is certain. `article` is the INSEE's TNCC, "" if unknown.
    parts        [[insee, name, [postcodes], [constituencies], [of the place]], ...]: arrondissements and former
                 communes, to narrow the choice. The last list has the postal codes that La Poste gives a place of this
                 name.
    deputies     {"6": [person], ...} by constituency; of several people, none is certain.
    senators     [person, ...]
    a person     [civility, first name, last name, since]: civility f, m or "" (unknown); both names "" where those of
                 the table cannot be read; since 2020-05-25 or "".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pressroom.officials import names, places
from pressroom.officials.register import OFFICES, Register

VERSION = 2
LARGEST_NAMES = 48_000  # bytes of one file of names


def pages(register: Register) -> dict[str, bytes]:
    """The files of the lookup, by path in the site."""
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
    """Compact JSON with <, >, & and line separators escaped, so that it is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def _names(register: Register) -> dict[str, bytes]:
    """Files of names, by the first letters of their keys: two, or more where a file would be too large."""
    postcodes = _place_postcodes(register)
    rows = register.base.execute("SELECT loose, key, name, insee, part, kind FROM names "
                                 "ORDER BY loose, insee, part, name").fetchall()
    entries = [(loose, _entry(name, insee, part, postcodes[insee, key] if kind == "place" else []))
               for loose, key, name, insee, part, kind in rows if loose]
    return dict(_split(entries, 2))


def _place_postcodes(register: Register) -> dict[tuple[str, str], list[str]]:
    """The postal codes of places by commune and key."""
    postcodes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for insee, key, postcode in register.base.execute("SELECT insee, key, postcode FROM places ORDER BY postcode"):
        postcodes[insee, key].append(postcode)
    return postcodes


def _entry(name: str, insee: str, part: str, postcodes: list[str]) -> list[object]:
    return [name, insee, part, postcodes] if postcodes else [name, insee, part] if part else [name, insee]


def _split(entries: list[tuple[str, list[object]]], length: int) -> Iterable[tuple[str, bytes]]:
    groups: dict[str, list[tuple[str, list[object]]]] = defaultdict(list)
    for key, entry in entries:
        groups[key[:length]].append((key, entry))
    for letters, group in sorted(groups.items()):
        page = _bytes([entry for _, entry in group])
        if len(page) <= LARGEST_NAMES or all(key == letters for key, _ in group):
            yield letters, page
        else:
            short = [one for one in group if len(one[0]) == length]  # a name that is the beginning of others
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
    people, of_places = _people(register), _place_postcodes(register)
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for commune, insee, name in base.execute("SELECT commune, insee, name FROM parts "
                                             "ORDER BY commune, insee, kind, name"):
        parts[commune].setdefault(insee, name)
    communes: dict[str, list[object]] = defaultdict(list)
    for insee, name, department, article in base.execute("SELECT insee, name, department, article FROM communes "
                                                         "ORDER BY insee"):
        own = [[part, called, postcodes[part], numbers[part], of_places[insee, names.folded(called)[0]]]
               for part, called in parts[insee].items()]
        communes[department].append([insee, name, postcodes[insee], numbers[insee], people["maire"].get(insee, []), own,
                                     article])
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
    """Office-holders by office and area, as JSON values."""
    out: dict[str, dict[str, list[list[str]]]] = {office: defaultdict(list) for office in OFFICES}
    for office, area, last, first, civility, since in register.base.execute(
            "SELECT office, area, last_name, first_name, civility, since FROM officials "
            "ORDER BY office, area, last_name, first_name"):
        out[office][area].append([civility, names.mixed_case(first), names.mixed_case(last), since])
    return out
