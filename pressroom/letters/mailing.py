"""The letters of one commune, or of a whole department, to the people in office there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.letters import address, compose, word
from pressroom.letters.generic import letters, read_template
from pressroom.officials import places, recipients
from pressroom.officials.answers import Commune, Official
from pressroom.officials.commune import find_commune
from pressroom.officials.register import CONSTITUENCY_OPEN, Register
from pressroom.resolve.letter import Letter
from pressroom.specs.letter import FormsSpec, SenderSpec
from pressroom.specs.reader import FILE_MISSING, read
from pressroom.specs.validate import validate
from pressroom.stages import Job

NO_DEPARTMENT = code("no-department", N_("A department is named by its number, and has communes in the register."),
                     N_("Write 06, 2A or 971; import the tables of the communes and the mayors first."))


@dataclass(frozen=True, slots=True)
class MailingRequest:
    """Whose letters are wanted.

    Attributes:
        database: of the officials.
        today: the date of the letters, against which the register's age is weighed.
        sender: the practice's own words, when it gave them.
        names: only these letters; empty for all.
    """

    database: Path
    today: str
    sender: SenderSpec | None = None
    names: tuple[str, ...] = ()


@dataclass
class Mailing:
    """Finished letters.

    Attributes:
        folder: where they go, inside the folder of letters.
        files: their bytes, by name.
        findings: what was seen; no error among them.
    """

    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sender_of(path: Path) -> tuple[SenderSpec, list[Finding]]:
    """A practice's own file, and what of it cannot be written; it is read and kept nowhere.

    Raises:
        Refused: every mistake in it.
    """
    sender = validate(read(path), SenderSpec)
    return sender, address.unprintable(sender.model_dump(), Place(path))


def of_commune(job: Job, text: str, constituency: int, request: MailingRequest) -> Mailing:
    """The letters of a commune: to its mayor, its deputy, each senator of its department, and the ministers.

    Raises:
        Refused: no commune, or more than one, is meant; or which constituency it is cannot be told.
    """
    offices = job.campaign.officials
    with Register(request.database) as register:
        commune = find_commune(register, text)
        lookup = register.look_up(commune, constituency)
        findings = [*lookup.findings, *_old(register, job, request)]
        stop = [item for item in findings if item.fails or (item.code == CONSTITUENCY_OPEN.name
                                                            and len(commune.constituencies) > 1)]
        if stop:
            raise Refused([replace(item, severity=Severity.ERROR) for item in stop])
    addresser = _Addresser(job, request)
    mailing = Mailing(f"{address.file_name(commune.name)}-{commune.insee.lower()}", {}, findings)
    addresser.write(mailing, recipients.recipients(offices, lookup))
    return mailing


def of_department(job: Job, text: str, request: MailingRequest) -> Mailing:
    """Every letter of a department, each once: to all mayors, deputies and senators, and the ministers.

    Raises:
        Refused: there is no such department in the register.
    """
    offices = job.campaign.officials
    with Register(request.database) as register:
        number = places.department(text)
        rows = register.base.execute("SELECT insee FROM communes WHERE department = ? ORDER BY insee", (number,))
        communes = [commune for commune in (register.commune(insee) for insee, in rows.fetchall()) if commune]
        if not communes:
            raise Refused([finding(NO_DEPARTMENT, N_("the register has no commune of a department {name}"),
                                   name=text[:40])])
        elected = [recipients.with_office(one, offices) for one in _of_all(register, communes)]
        findings = _old(register, job, request)
    addresser = _Addresser(job, request)
    mailing = Mailing(f"departement-{number.lower()}", {}, findings)
    addresser.write(mailing, (*elected, *recipients.recipients(offices)), where=True)
    return mailing


def _old(register: Register, job: Job, request: MailingRequest) -> list[Finding]:
    offices = job.campaign.officials
    return [*register.too_old(request.today, offices.oldest_days), *recipients.too_old(offices, request.today)]


def _of_all(register: Register, communes: Sequence[Commune]) -> Iterator[Official]:
    """Everybody in office in these communes, once."""
    people: set[Official] = set()
    numbers: set[int] = set()
    for commune in communes:
        fresh = [number for number in commune.constituencies if number not in numbers]
        numbers.update(fresh)
        for constituency in fresh or [commune.constituencies[0] if commune.constituencies else 0]:
            for official in register.officials(commune, constituency):
                if official not in people:
                    people.add(official)
                    yield official


class _Addresser:
    """The letters, taken apart once, and addressed as often as wanted."""

    def __init__(self, job: Job, request: MailingRequest) -> None:
        texts, wrong = letters(job, request.names)
        wrong += [item for item in job.findings if item.fails and item.source
                  and item.source.file.as_posix().startswith(("materials/letters/", "assets/letters/"))]
        if wrong or job.forms is None:
            raise Refused(wrong or [finding(FILE_MISSING, N_("there is no letter in materials/letters/"))])
        blank = read_template(job.root)
        self.forms: FormsSpec = job.forms
        self.request = request
        self.letters: dict[str, list[tuple[Letter, word.Compiled]]] = {}
        self.names: set[str] = set()
        for one in texts:
            self.letters.setdefault(one.recipient, []).append((one, word.compiled(compose.generic(one, blank))))

    def write(self, mailing: Mailing, officials: Iterable[Official], *, where: bool = False) -> None:
        """Address every letter; `where` says of whose commune or constituency it is in the file's name."""
        many = {"senateur"} | ({"maire", "depute"} if where else set())
        for official in officials:
            for one, compiled in self.letters.get(official.office, ()):
                name = address.file_name(f"{one.name}-{_distinction(official)}" if official.office in many else one.name,
                                         self.names)
                self.names.add(name)
                values = address.values(one, official, self.forms, self.request.sender, self.request.today)
                mailing.files[f"{name}.docx"] = compiled.fill(values)


def _distinction(official: Official) -> str:
    """What tells one official's file from another's."""
    if official.office == "maire":
        return official.place
    return f"{official.constituency}-{official.last_name}" if official.constituency else official.last_name
