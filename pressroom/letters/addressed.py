"""The letters of one commune, or of a whole department, to the people in office there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pressroom.errors import N_, Finding, Place, Refused, code, finding
from pressroom.letters import address, compose, word
from pressroom.letters.making import letters, read_template
from pressroom.nouns import Job
from pressroom.officials import places
from pressroom.officials.found import Candidates, Commune, Nothing, Official
from pressroom.officials.register import Register
from pressroom.resolve.letter import Letter
from pressroom.specs.letter import FormsSpec, SenderSpec
from pressroom.specs.reader import FILE_MISSING, read
from pressroom.specs.validate import validate

NO_COMMUNE = code("no-commune", N_("A letter goes to the people in office where the practice is."),
                  N_("Write the commune's name, its postal code or its INSEE code."))
WHICH_COMMUNE = code("which-commune", N_("Several communes have this name or postal code; none is guessed."),
                     N_("Say which one with its INSEE code, e.g. --commune 06123."))
NO_DEPARTMENT = code("no-department", N_("A department is named by its number, and has communes in the register."),
                     N_("Write 06, 2A or 971; import the tables of the communes and the mayors first."))


@dataclass(frozen=True, slots=True)
class Asked:
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
class Addressed:
    """Finished letters.

    Attributes:
        folder: where they go, inside the folder of letters.
        files: their bytes, by name.
        findings: what was seen; no error among them.
    """

    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sender_of(path: Path) -> SenderSpec:
    """A practice's own file; it is read and kept nowhere.

    Raises:
        Refused: every mistake in it.
    """
    return validate(read(path), SenderSpec)


def of_commune(job: Job, text: str, constituency: int, asked: Asked) -> Addressed:
    """The letters of a commune: to its mayor, its deputy, each senator of its department, and the ministers.

    Raises:
        Refused: no commune, or more than one, is meant; or an official cannot be told for sure.
    """
    with Register(asked.database) as register:
        commune = _meant(register, text)
        looked = register.looked_up(commune, constituency)
        findings = [*looked.findings, *register.too_old(asked.today)]
        stop = [item for item in findings if item.fails or item.code == "constituency-open"]
        if stop:
            raise Refused(stop)
        writing = _Writing(job, asked)
        folder = f"{address.file_name(commune.name)}-{commune.insee.lower()}"
        made = Addressed(folder, findings=findings + writing.findings)
        writing.write(made, looked.officials)
        return made


def of_department(job: Job, text: str, asked: Asked) -> Addressed:
    """Every letter of a department, each once: to all mayors, deputies and senators, and the ministers.

    Raises:
        Refused: there is no such department in the register.
    """
    with Register(asked.database) as register:
        number = places.department(text)
        rows = register.base.execute("SELECT insee FROM communes WHERE department = ? ORDER BY insee", (number,))
        communes = [found for found in (register.commune(insee) for insee, in rows.fetchall()) if found]
        if not communes:
            raise Refused([finding(NO_DEPARTMENT, N_("the register has no commune of a department {name}"),
                                   name=text[:40])])
        writing = _Writing(job, asked)
        made = Addressed(f"departement-{number.lower()}", findings=[*register.too_old(asked.today), *writing.findings])
        writing.write(made, _of_all(register, communes), where=True)
        return made


def _of_all(register: Register, communes: Sequence[Commune]) -> Iterator[Official]:
    """Everybody in office in these communes, once."""
    seen: set[Official] = set()
    asked: set[int] = set()
    for commune in communes:
        fresh = [number for number in commune.constituencies if number not in asked]
        asked.update(fresh)
        for constituency in fresh or [commune.constituencies[0] if commune.constituencies else 0]:
            for official in register.officials(commune, constituency):
                if official not in seen:
                    seen.add(official)
                    yield official


def _meant(register: Register, text: str) -> Commune:
    found = register.find(text)
    if isinstance(found, Nothing):
        raise Refused([finding(NO_COMMUNE, N_("the register has no commune {name}"),
                               N_("did you mean {near}?") if found.near else "", name=_shown(text),
                               near=", ".join(_told(one) for one in found.near))])
    if isinstance(found, Candidates):
        raise Refused([finding(WHICH_COMMUNE, N_("{name} may be {commune}"), N_("choose it: --commune {insee}"),
                               name=_shown(text), commune=_told(one), insee=one.insee) for one in found.communes])
    return found.commune


def _told(commune: Commune) -> str:
    part = f", {commune.part_name}" if commune.part_name else ""
    return f"{commune.name}{part} ({commune.department_name or commune.department}, {commune.insee})"


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:60]


class _Writing:
    """The letters, taken apart once, and addressed as often as wanted."""

    def __init__(self, job: Job, asked: Asked) -> None:
        made, wrong = letters(job, asked.names)
        if wrong or job.forms is None:
            raise Refused(wrong or [finding(FILE_MISSING, N_("there is no letter in materials/letters/"))])
        blank = read_template(job.root)
        self.forms: FormsSpec = job.forms
        self.asked = asked
        self.letters: Mapping[str, list[tuple[Letter, word.Compiled]]] = {}
        self.findings: list[Finding] = []
        by_office: dict[str, list[tuple[Letter, word.Compiled]]] = {}
        for one in made:
            by_office.setdefault(one.recipient, []).append((one, word.compiled(compose.generic(one, blank))))
        self.letters = by_office
        if asked.sender:
            self.findings += address.unprintable(asked.sender.model_dump(), Place(Path("--sender")))

    def write(self, made: Addressed, officials: Iterator[Official] | Sequence[Official], *, where: bool = False) -> None:
        """Address every letter: to those who were found, and to those whom the campaign itself names.

        `where` says of whose commune or constituency it is in the file's name.
        """
        many = {"senateur"} | ({"maire", "depute"} if where else set())
        for official in officials:
            for one, compiled in self.letters.get(official.office, ()):
                told = f"{one.name}-{_called(official)}" if official.office in many else one.name
                self._one(made, told, one, compiled, official)
        for office, found in self.letters.items():
            if self.forms.offices[office].title is None:
                for one, compiled in found:
                    self._one(made, one.name, one, compiled, None)

    def _one(self, made: Addressed, name: str, one: Letter, compiled: word.Compiled, official: Official | None) -> None:
        values = address.values(one, official, self.forms, self.asked.sender, self.asked.today)
        taken = {path.removesuffix(".docx") for path in made.files} if f"{address.file_name(name)}.docx" in made.files \
            else ()
        made.files[f"{address.file_name(name, taken)}.docx"] = compiled.filled(values)


def _called(official: Official) -> str:
    """What tells one official's file from another's."""
    if official.office == "maire":
        return official.place
    return f"{official.constituency}-{official.last_name}" if official.constituency else official.last_name
