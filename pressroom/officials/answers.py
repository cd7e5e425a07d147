"""The results of a search in the register: communes and officials."""

from __future__ import annotations

from pressroom.findings import Finding
from pressroom.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Official:
    """A person in office.

    Attributes:
        office: `maire`, `depute`, `senateur`; of the campaign also `ministre`, `ministre-deleguee`.
        civility: `f`, `m`, or empty when unknown.
        first_name, last_name: in mixed case (`names.mixed_case`).
        place: the commune of a mayor, else the department, as the tables name it.
        article: the INSEE's TNCC of a mayor's commune: which article its name has; empty when unknown.
        constituency: the number of a deputy's constituency; 0 for other offices.
        address, postcode, town: the address; empty when unknown.
        since: the first day in office, as 2020-05-25; empty when unknown.
        source_date: the day of the table that names the person; empty when unknown.
        words: the title of the office in the form of the civility; empty until `recipients` adds it.
    """

    office: str
    civility: str
    first_name: str
    last_name: str
    place: str = ""
    constituency: int = 0
    address: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    since: str = ""
    source_date: str = ""
    words: str = ""
    article: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune.

    Attributes:
        insee: its INSEE code.
        name: as the table with the best spelling has it.
        department, department_name: code and name of its department; the name is empty when unknown.
        postcodes: sorted.
        constituencies: numbers of the constituencies of the commune, or of `part`; empty when unknown.
        part: code of the arrondissement or former commune that the search named; else empty.
        part_name: its name, or that of a place as La Poste writes it; empty when the search named the commune.
        article: the INSEE's TNCC: which article the name has; empty when unknown.
    """

    insee: str
    name: str
    department: str
    department_name: str = ""
    postcodes: tuple[str, ...] = ()
    constituencies: tuple[int, ...] = ()
    part: str = ""
    part_name: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A search that matches one commune."""

    commune: Commune


@dataclass(frozen=True, slots=True)
class Candidates:
    """A search that matches several communes."""

    text: str
    communes: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """A search that matches no commune; `near` are communes with similar names."""

    text: str
    near: tuple[Commune, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """The officials of a commune, and findings about those that are missing."""

    officials: tuple[Official, ...]
    findings: tuple[Finding, ...] = field(default=())
