"""What a look into the register gives: communes, officials, or several to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field

from pressroom.findings import Finding


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody in office.

    Attributes:
        office: `maire`, `depute`, `senateur`; of the campaign also `ministre`, `ministre-deleguee`.
        civility: `f`, `m`, or nothing when nobody knows.
        first_name, last_name: the last name with small letters where the register has capitals (`names.written`).
        place: the commune of a mayor, else the department, as the tables name it.
        constituency: the number of a deputy's; 0 for others.
        address, postcode, town: lines of the address; empty where the register does not tell.
        since: in office since, 2020-05-25, or nothing.
        source_date: the day of the table that says so, or nothing.
        words: what the office is called, in the form of the civility; empty until the campaign says it.
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

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune.

    Attributes:
        insee: its code.
        name: as the best spelt table has it.
        department, department_name: its department; the name is empty when no table tells it.
        postcodes: in order.
        constituencies: numbers of those it lies in, or of those that the part lies in; empty when no table tells.
        part: the arrondissement or former commune that was meant, by its code; `part_name` by its name.
    """

    insee: str
    name: str
    department: str
    department_name: str = ""
    postcodes: tuple[str, ...] = ()
    constituencies: tuple[int, ...] = ()
    part: str = ""
    part_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One commune."""

    commune: Commune


@dataclass(frozen=True, slots=True)
class Candidates:
    """Several communes, to choose from."""

    text: str
    communes: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """None; `near` are those whose names are like it."""

    text: str
    near: tuple[Commune, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Who is in office, and what could not be told."""

    officials: tuple[Official, ...]
    findings: tuple[Finding, ...] = field(default=())
