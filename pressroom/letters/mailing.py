"""Letters addressed to the officials of one commune or of a whole department."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.letters import address, compose, word
from pressroom.letters.generic import letters, read_template
from pressroom.officials import recipients
from pressroom.officials.age import Ages, read_elections
from pressroom.officials.answers import Commune, Official
from pressroom.officials.commune import find_commune
from pressroom.officials.register import CONSTITUENCY_OPEN, Register
from pressroom.records import dataclass, field, replace
from pressroom.resolve.letter import Letter
from pressroom.specs.document import FILE_MISSING
from pressroom.specs.letter import FormsSpec, SenderSpec
from pressroom.specs.reader import read
from pressroom.specs.validate import validate
from pressroom.stages import Job

NO_DEPARTMENT = code("no-department", N_("The register has no commune in a department with this number."),
                     N_("Write the number as 06, 2A or 971, or the name. If it is right, import the tables of the "
                        "communes and the mayors first."))


@dataclass(frozen=True, slots=True)
class MailingRequest:
    """What to address.

    Attributes:
        database: the register of officials.
        today: the date of the letters; the register's age is counted to it.
        sender: the sender's name and address; without it the letters keep their prompts.
        names: the letters to address; empty for all.
    """

    database: Path
    today: str
    sender: SenderSpec | None = None
    names: tuple[str, ...] = ()


@dataclass
class Mailing:
    """Addressed letters.

    Attributes:
        folder: their folder inside out/letters/.
        files: their content, by file name.
        findings: warnings and notes; errors are raised.
    """

    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sender_of(path: Path) -> tuple[SenderSpec, list[Finding]]:
    """The sender in a YAML file, and findings of characters that cannot be written. The file is not copied anywhere.

    Raises:
        Refused: the file has mistakes; all are listed.
    """
    sender = validate(read(path), SenderSpec)
    return sender, address.unprintable(sender.model_dump(), Place(path))


def of_commune(job: Job, text: str, constituency: int, request: MailingRequest) -> Mailing:
    """The letters of a commune: to its mayor, its deputy, each senator of its department, and the ministers.

    Raises:
        Refused: `text` matches no commune or several; the commune's constituency is not certain; or the register is
            older than an election.
    """
    offices, addresser = job.campaign.officials, _Addresser(job, request)
    with Register(request.database) as register:
        commune = find_commune(register, text)
        lookup = register.look_up(commune, constituency)
        findings = [*lookup.findings, *_old(register, job, request, addresser.letters)]
        stop = [item for item in findings if item.fails or (item.code == CONSTITUENCY_OPEN.name
                                                            and len(commune.constituencies) > 1)]
        if stop:
            raise Refused([replace(item, severity=Severity.ERROR) for item in stop])
    mailing = Mailing(f"{address.file_name(commune.name)}-{commune.insee.lower()}", {}, findings)
    addresser.write(mailing, recipients.recipients(offices, lookup))
    return mailing


def of_department(job: Job, text: str, request: MailingRequest) -> Mailing:
    """The letters of a department: one to each mayor, deputy and senator, and to the ministers.

    Raises:
        Refused: the register has no commune of this department, or is older than an election.
    """
    offices, addresser = job.campaign.officials, _Addresser(job, request)
    with Register(request.database) as register:
        number = register.department(text)
        rows = register.base.execute("SELECT insee FROM communes WHERE department = ? ORDER BY insee", (number,))
        communes = [commune for commune in (register.commune(insee) for insee, in rows.fetchall()) if commune]
        if not communes:
            raise Refused([finding(NO_DEPARTMENT, N_("the register has no commune in department {name}"),
                                   name=text[:40])])
        elected = [recipients.with_office(one, offices) for one in _of_all(register, communes)]
        findings = _old(register, job, request, addresser.letters)
        if any(item.fails for item in findings):
            raise Refused(findings)
    mailing = Mailing(f"departement-{number.lower()}", {}, findings)
    addresser.write(mailing, (*elected, *recipients.recipients(offices)), where=True)
    return mailing


def _old(register: Register, job: Job, request: MailingRequest, offices: Collection[str]) -> list[Finding]:
    """Findings about what is known of these offices and is too old."""
    settings = job.campaign.officials
    ages = Ages(request.today, settings.oldest_days, job.elections or read_elections(job.root))
    return [*register.too_old(ages, offices), *recipients.too_old(settings, ages, offices), *ages.of_elections()]


def _of_all(register: Register, communes: Sequence[Commune]) -> Iterator[Official]:
    """The mayors, deputies and senators of these communes, each once."""
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
    """Addresses letters; each Word file is compiled once and filled for every recipient."""

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
            self.letters.setdefault(one.recipient, []).append((one, word.compiled(compose.generic_file(one, blank))))

    def write(self, mailing: Mailing, officials: Iterable[Official], *, where: bool = False) -> None:
        """Address the letters to `officials`; with `where`, file names contain the commune or the constituency."""
        many = {"senateur"} | ({"maire", "depute"} if where else set())
        for official in officials:
            for one, compiled in self.letters.get(official.office, ()):
                name = f"{one.name}-{_distinction(official)}" if official.office in many else one.name
                name = address.file_name(name, self.names)
                self.names.add(name)
                values = address.values(one, official, self.forms, self.request.sender, self.request.today)
                mailing.files[f"{name}.docx"] = compiled.fill(values)


def _distinction(official: Official) -> str:
    """The part of a file name that distinguishes officials of one office."""
    if official.office == "maire":
        return official.place
    return f"{official.constituency}-{official.last_name}" if official.constituency else official.last_name
