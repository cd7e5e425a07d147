"""The register of elected officials as a table of records: deputies, senators or mayors of the departments chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressroom.findings import N_, Refused, code, finding
from pressroom.officials import recipients, store
from pressroom.officials.age import Ages, read_elections
from pressroom.officials.answers import Official
from pressroom.officials.register import Register
from pressroom.runs.tables import Row, Table
from pressroom.specs.document import Document
from pressroom.specs.run import OfficialsSpec, RunSpec
from pressroom.stages import Job

NO_OFFICIALS = code("run-officials", N_("Which officials get a copy is a choice of the run, and is not guessed."),
                    N_("Write officials: {who: deputies, departments: [\"06\"]}; who is deputies, senators or mayors."))

COLUMNS = ("title", "civility", "first-name", "last-name", "address", "postcode", "town", "place", "constituency")
"""The names of the columns, by which a run takes them."""
_OFFICES = {"deputies": "depute", "senators": "senateur", "mayors": "maire"}
_CIVILITIES = {"fr": {"f": "Madame", "m": "Monsieur"}, "en": {"f": "Ms", "m": "Mr"}}


def official_records(job: Job, spec: RunSpec, document: Document, today: str) -> Table:
    """The officials whom a run names, as rows in the order of departments and names.

    Raises:
        Refused: the run names none, there is no register, or it is older than an election.
    """
    if spec.officials is None:
        raise Refused([finding(NO_OFFICIALS, N_("the run does not say which officials"),
                               source=document.place(("records",)))])
    database = job.root / store.DEFAULT
    office = _OFFICES[spec.officials.who]
    with Register(database) as register:
        settings = job.campaign.officials
        ages = Ages(today, settings.oldest_days, job.elections or read_elections(job.root))
        findings = [*register.too_old(ages, (office,)), *ages.of_elections()]
        if any(item.fails for item in findings):
            raise Refused(findings)
        people = [recipients.with_office(one, settings) for one in _of(register, spec.officials, office)]
    civilities = _CIVILITIES["fr" if job.campaign.language == "fr" else "en"]
    rows = [Row(number, _cells(one, civilities)) for number, one in enumerate(people, 2)]
    return Table(Path(store.DEFAULT), COLUMNS, 1, N_("the register of officials"), "", lambda: iter(rows),
                 tuple(findings))


def _of(register: Register, chosen: OfficialsSpec, office: str) -> Iterator[Official]:
    """The holders of an office in these departments, each once."""
    seen: set[Official] = set()
    known = [code_ for code_, in register.base.execute("SELECT code FROM departments ORDER BY code")]
    for department in chosen.departments or known:
        rows = register.base.execute("SELECT insee FROM communes WHERE department = ? ORDER BY insee", (department,))
        for commune in filter(None, [register.commune(insee) for insee, in rows.fetchall()]):
            for constituency in commune.constituencies or (0,):
                for official in register.officials(commune, constituency):
                    if official.office == office and official not in seen:
                        seen.add(official)
                        yield official


def _cells(one: Official, civilities: dict[str, str]) -> tuple[str, ...]:
    return (one.words, civilities.get(one.civility, ""), one.first_name, one.last_name, "\n".join(one.address),
            one.postcode, one.town, one.place, str(one.constituency or ""))
