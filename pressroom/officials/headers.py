"""Recognises a table by the names of its columns, in any case, order and spelling.

The names are those of editions of data.gouv.fr, La Poste and the INSEE: the Répertoire national des élus (since 2020,
and the older one with its `(Maire)`), laposte_hexasmal, the ministry's and the INSEE's tables of constituencies, the
list of polling stations, and the files v_commune, v_commune_comer and v_departement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, code, finding, nearest
from pressroom.officials.names import plain
from pressroom.records import dataclass

OFFICIALS_TABLE = code(
    "officials-table",
    N_("The columns match no known table. Columns are not guessed: a wrong one would address letters to the wrong "
       "person."),
    N_("Give the file as it was downloaded. If a new edition renamed a column, add its name to "
       "pressroom/officials/headers.py."))

# Each column with its present name, which messages show, and the keys (`column_key`) of its other names.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "last_name": ("Nom de l'élu", "nom", "nomfamille"),
    "first_name": ("Prénom de l'élu", "prenom"),
    "sex": ("Code sexe", "sexe", "civilite"),
    "mandate": ("Date de début du mandat", "datedebutmandat"),
    "in_office": ("Date de début de la fonction",),
    "function": ("Libellé de la fonction", "libellefonction"),
    "department": ("Code du département", "codedepartementmaire", "codedpt", "codedep", "dep", "departement"),
    "department_name": ("Libellé du département", "libelledepartementmaires", "libelledepartementmaire", "nomdpt",
                        "nomdepartement", "libdep", "nomdep"),
    "collectivity": ("Code de la collectivité à statut particulier",),
    "collectivity_name": ("Libellé de la collectivité à statut particulier", "libellecomer"),
    "commune": ("Code de la commune", "codeinseecommune", "codecommuneinsee", "codeinsee", "insee", "codgeo",
                "communeresid", "inseecom", "depcom", "com"),
    "commune_name": ("Libellé de la commune", "nomcommune", "nomcom", "libcom", "libelle", "commune"),
    "constituency": ("Code de la circonscription législative", "codecirlegislative", "codecirclegislative",
                     "codecirconscription", "codecirco", "circo", "circonscription", "numerocirconscription"),
    "constituency_name": ("Libellé de la circonscription législative", "libellecirlegislative",
                          "libellecirconscription", "nomcirconscription"),
    "postcode": ("Code_postal", "cp"),
    "postcodes": ("codes_postaux",),
    "place": ("Ligne_5",),
    "type": ("TYPECOM",),
    "parent": ("COMPARENT",),
    "seat": ("CHEFLIEU",),
    "overseas_commune": ("COM_COMER",),
    "overseas": ("COMER",),
    "article": ("TNCC",),
    "nature": ("NATURE_ZONAGE",),
    "canton": ("Code du canton", "libellecanton"),
    "region": ("Code de la région", "libelleregion", "codesectiondepartementale"),
    "grouping": ("Libellé de l'EPCI", "nsiren", "codedepartementepci"),
    "sector": ("Code du secteur", "libellesecteur"),
}
_PERSON = ("last_name", "first_name", "sex", "mandate")
_SMALL = frozenset(("de", "du", "des", "la", "le", "les", "l", "d", "a"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A known kind of table.

    Attributes:
        name: its key in the database.
        title: its name in messages.
        needs: its required columns.
        without: columns that only other tables have.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    without: tuple[str, ...] = ()


KINDS = (
    Kind("mayors", N_("the mayors"), (*_PERSON, "commune"), ("canton", "region", "grouping", "sector", "constituency")),
    Kind("deputies", N_("the deputies"), (*_PERSON, "constituency"), ("commune", "canton", "region", "grouping")),
    Kind("senators", N_("the senators"), (*_PERSON, "department"),
         ("commune", "constituency", "canton", "region", "grouping", "sector", "function")),
    Kind("postcodes", N_("the postal codes"), ("commune", "commune_name", "postcode"), ("last_name",)),
    Kind("constituencies", N_("the constituencies of communes"), ("commune", "constituency"), ("last_name",)),
    Kind("overseas", N_("the communes overseas"), ("overseas_commune", "commune_name"), ("last_name",)),
    Kind("communes", N_("the communes"), ("commune", "commune_name", "type"), ("last_name",)),
    Kind("departments", N_("the departments"), ("department", "seat", "commune_name"), ("last_name",)),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def column_key(name: str) -> str:
    """A column's name without case, accents, punctuation, short words: `Code_commune_INSEE` is `codecommuneinsee`."""
    words = re.findall(r"[a-z0-9]+", plain(re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", name)))
    return "".join(word for word in words if word not in _SMALL)


_COLUMN_OF = {column_key(name): column for column, known in COLUMNS.items() for name in known}


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised table.

    Attributes:
        kind: of the table.
        at: the index of each known column.
        line: the number of the header's line, from 1.
        separator: between cells.
        width: the number of cells in a row.
    """

    kind: Kind
    at: Mapping[str, int]
    line: int
    separator: str
    width: int


def recognise(heads: Iterable[tuple[int, str, Sequence[str]]]) -> Table | None:
    """The table whose header is among a file's first lines; None when no header is known.

    Args:
        heads: line number, separator and cells, for each way to split each line.
    """
    for number, separator, row in heads:
        kind = kind_of(columns(row))
        if kind:
            return Table(kind, columns(row), number, separator, _width(row))
    return None


def _width(row: Sequence[str]) -> int:
    """The number of columns up to the last name: some exports end each line with a separator."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def columns(row: Sequence[str]) -> dict[str, int]:
    """The index of each known column; of two names for one column, the first one listed in `COLUMNS` counts."""
    positions: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(row):
        key = column_key(name)
        if key in _COLUMN_OF:
            column = _COLUMN_OF[key]
            rank = [column_key(each) for each in COLUMNS[column]].index(key)
            if column not in positions or rank < positions[column][0]:
                positions[column] = (rank, number)
    return {column: number for column, (_, number) in positions.items()}


def kind_of(at: Mapping[str, int]) -> Kind | None:
    """The kind of table that has these columns."""
    return next((kind for kind in KINDS if all(need in at for need in kind.needs)
                 and not any(other in at for other in kind.without)), None)


def unknown(place: Place, heads: Iterable[tuple[int, str, Sequence[str]]]) -> Finding:
    """A finding about a file whose columns match no known table, with the table nearest to it."""
    header = max((row for _, _, row in heads), key=lambda row: (len(columns(row)), len(row)), default=())
    at = columns(header)
    kind = max(KINDS, key=lambda each: (sum(need in at for need in each.needs) / len(each.needs), len(each.needs)))
    missing = [COLUMNS[need][0] for need in kind.needs if need not in at]
    if not missing:
        extra = next((header[at[other]] for other in kind.without if other in at), "")
        return finding(OFFICIALS_TABLE, N_("it has the columns of {thing}, but also {name}, which belongs to a table "
                                           "that is not used"), source=place, thing=kind.title, name=_safe(extra))
    if len(missing) == len(kind.needs):
        return finding(OFFICIALS_TABLE, N_("none of its columns is known; the first ones are {names}"), source=place,
                       names=", ".join(_safe(name) for name in header[:6]) or "?")
    strange = [cell for cell in header if cell and column_key(cell) not in _COLUMN_OF]
    near = next((near for name in missing if (near := nearest(name, strange))), "")
    return finding(OFFICIALS_TABLE, N_("it looks like {thing}, but has no column {names}"),
                   DID_YOU_MEAN if near else N_("its other columns are: {near}") if strange else "", source=place,
                   thing=kind.title, names=", ".join(missing),
                   near=_safe(near) or ", ".join(_safe(name) for name in strange[:8]))


def _safe(name: str) -> str:
    """A header for a message, its unprintable characters replaced, at most 40 characters."""
    return "".join(sign if sign.isprintable() else "·" for sign in name)[:40]
