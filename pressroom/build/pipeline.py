"""The stages in order, one call each: load > resolve > fit > paint > preflight > publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import editions, library, load, resolve
from pressroom.brief import Brief
from pressroom.build import fingerprint, freshness, signoffs
from pressroom.build.briefing import brief_for_file
from pressroom.build.edition import Made, all_made, reviewed
from pressroom.build.judge_process import Judge, judge_here
from pressroom.build.rulebook import unknown_rules
from pressroom.cache import Cache
from pressroom.findings import N_, Code, Finding, Place, Refused, by_place, code, finding, nearest, once
from pressroom.publish import Round, folder, manifest, report
from pressroom.sheet.units import mm
from pressroom.specs.material import Wording
from pressroom.specs.reader import Location
from pressroom.specs.written import WrittenSpec
from pressroom.stages import Job, Piece, Published
from pressroom.text import translation
from pressroom.type.typography import Change, polish

if TYPE_CHECKING:
    from pressroom.build.workers import Crew
    from pressroom.preflight import repair

# Fewer files than this are made sooner by one worker than others take to begin.
WORTH_A_CREW = 6

NO_SUCH_MATERIAL = code("no-such-material", N_("The command names a material that the project does not have."),
                        N_("`render.py list materials` names them all."))
NO_SUCH_FORMAT = code("no-such-format", N_("None of the materials is made in the format that the command asks for."),
                      N_("Name one of the material's formats, or add it under formats: in the material."))
NO_SUCH_PRINTER = code("no-such-printer", N_("The command names a printer that has no preset."),
                       N_("`render.py list printers` names them all."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a build is asked for.

    Attributes:
        root: the project.
        out: where finished files go.
        names: materials; empty for all.
        editions: of editions.EDITIONS; empty for all.
        format: only this one; empty for all.
        printer: a preset; empty for the campaign's own.
        today: the day, against which links expire.
        fresh: make everything again, and trust nothing kept.
        language: of the report; empty for the campaign's.
    """

    root: Path
    out: Path
    names: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    format: str = ""
    printer: str = ""
    today: str = ""
    fresh: bool = False
    language: str = ""

    @property
    def request(self) -> tuple[object, ...]:
        """What was asked, as far as it decides what is made."""
        return self.names, self.editions, self.format, self.printer, self.language


@dataclass
class Progress:
    """How a build tells what it is doing; each call may be None.

    Attributes:
        total: called once with the number of pieces.
        step: called after each piece, with its name.
        waiting: called when another build has the folder.
    """

    total: Callable[[int], None] = field(default=lambda _count: None)
    step: Callable[[str], None] = field(default=lambda _name: None)
    waiting: Callable[[], None] = field(default=lambda: None)


def build(wanted: Wanted, progress: Progress | None = None, judge: Judge = judge_here) -> Published:
    """Make what changed, have it judged, publish it.

    Raises:
        Refused: nothing could be begun: the campaign cannot be read, or the command names what is not there.
    """
    progress = progress or Progress()
    with folder.held(wanted.out, progress.waiting):
        cache = Cache(wanted.root / ".cache")
        inputs = freshness.of_project(wanted.root, wanted.request)
        job = _job(wanted.root, wanted.names, wanted.printer, wanted.today)
        before = manifest.read(wanted.out)
        plan = list(planned(job, wanted))
        progress.total(len(plan))
        round_ = Round(wanted.out, manifest.Manifest() if wanted.fresh else before, before)
        crew = _crew(job, wanted, plan, cache, round_)

        def make(task: Task, piece: Piece, drawn: tuple[str, ...]) -> dict[str, Made]:
            return crew.made(task) if crew else all_made(piece, drawn, cache, judge)

        try:
            for material, format_name in plan:
                _piece(job, wanted, material, format_name, cache, round_, make)
                progress.step(f"{material}-{format_name}")
        except BaseException:
            _close(job, wanted, cache, round_, "")  # what was finished until then is published, and says so
            raise
        finally:
            if crew:
                crew.close()
        round_.withdraw(job)
        return _close(job, wanted, cache, round_, inputs)


def _job(root: Path, names: tuple[str, ...] = (), printer: str = "", today: str = "") -> Job:
    """The project, as far as these materials need it, what its presets say of rules, and what may not be sent yet."""
    job = load.job(root, names, printer)
    return replace(job, findings=(*job.findings, *unknown_rules(job), *resolve.embargoes(job, today)))


def _close(job: Job, wanted: Wanted, cache: Cache, round_: Round, inputs: str) -> Published:
    round_.findings += signoffs.judged(wanted.root, round_.entries)
    language = wanted.language or job.campaign.language
    page = report.report(job.campaign.organisation.name, round_.entries, round_.everything(job), language,
                         translation.translator(language, cache))
    return round_.close(job, inputs, page)


def planned(job: Job, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Materials and formats to make, in order.

    Raises:
        Refused: a name of the command stands for nothing.
    """
    names = wanted.names or tuple(job.materials)
    broken = {item.source.file.stem for item in job.findings
              if item.source and item.source.file.parts[0] == "materials"}
    missing = [name for name in names if name not in job.materials and name not in broken]
    if missing:
        raise Refused([_unknown(NO_SUCH_MATERIAL, N_("there is no material {name}"), name, list(job.materials))
                       for name in missing], exit_code=2)
    if wanted.printer and wanted.printer not in job.printers:
        raise Refused([_unknown(NO_SUCH_PRINTER, N_("there is no printer {name}"), wanted.printer, list(job.printers))],
                      exit_code=2)
    chosen = [(name, format_name) for name in names if name in job.materials
              for format_name in job.materials[name].formats if wanted.format in ("", format_name)]
    if wanted.format and not chosen and not broken:
        known = sorted({one for name in names if name in job.materials for one in job.materials[name].formats})
        raise Refused([_unknown(NO_SUCH_FORMAT, N_("none of these materials has the format {name}"), wanted.format,
                                known)], exit_code=2)
    yield from chosen


def _unknown(rule: Code, message: str, name: str, known: list[str]) -> Finding:
    near = nearest(name, known)
    hint = N_("did you mean {near}?") if near else N_("there is: {known}")
    return finding(rule, message, hint, name=name, near=near, known=", ".join(known))


# What a worker is asked for: a choice, and the editions that are drawn from it.
Task = tuple[resolve.Choice, tuple[str, ...]]
# Makes a task's piece, at least in the editions that are named.
Make = Callable[[Task, Piece, tuple[str, ...]], dict[str, Made]]


def _choices(job: Job, wanted: Wanted, material: str, format_name: str) -> list[resolve.Choice]:
    """What one piece must be fitted as, for all that is wanted of it."""
    printer = wanted.printer or job.campaign.printer
    return [resolve.Choice(material, format_name, name, printer, wanted.today)
            for name in editions.fitted_as(_wanted(job, wanted, material, format_name))]


def _wanted(job: Job, wanted: Wanted, material: str, format_name: str) -> tuple[str, ...]:
    return editions.made_of(job.materials[material].kind, format_name, wanted.editions)


def _crew(job: Job, wanted: Wanted, plan: list[tuple[str, str]], cache: Cache,
          round_: Round) -> Crew[Task, dict[str, Made]] | None:
    """Workers, when everything is to be made and there is much of it; None when one does it as soon."""
    tasks = [(choice, _drawn(job, wanted, choice)) for material, format_name in plan
             for choice in _choices(job, wanted, material, format_name)]
    if round_.trusted.entries or len(tasks) < WORTH_A_CREW:
        return None
    from pressroom.build.workers import Crew, cores

    if cores() < 2:
        return None
    return Crew(lambda task: all_made(resolve.piece(job, task[0], cache), task[1], cache), tasks)


def _drawn(job: Job, wanted: Wanted, choice: resolve.Choice) -> tuple[str, ...]:
    """The wanted editions that show what is fitted for this choice."""
    return editions.drawn_from(choice.edition, _wanted(job, wanted, choice.material, choice.format))


def _piece(job: Job, wanted: Wanted, material: str, format_name: str, cache: Cache, round_: Round,
           make: Make) -> None:
    """All editions of one piece that are wanted, or none."""
    findings: list[Finding] = []
    try:
        for choice in _choices(job, wanted, material, format_name):
            piece = resolve.piece(job, choice, cache)
            inputs = fingerprint.of_piece(piece)
            drawn = _drawn(job, wanted, choice)
            stale = round_.wanted(piece, drawn, inputs, default=choice.printer == job.campaign.printer)
            if not stale:
                continue
            done = make((choice, drawn), piece, tuple(stale))
            for edition, paths in stale.items():
                content, told = done[edition]
                findings.extend(told.findings)
                if told.passed:
                    round_.take(piece, edition, content, inputs, told, paths)
    except Refused as refused:
        findings.extend(refused.findings)
    round_.end(material, format_name, [replace(item, piece=item.piece or f"{material}-{format_name}")
                                       for item in findings])


def checked(root: Path, names: tuple[str, ...], today: str) -> list[Finding]:
    """Every finding about the specifications: each piece is resolved and fitted, and nothing is written."""
    job = _job(root, today=today)
    cache = Cache(root / ".cache")
    findings = list(job.findings)
    for material, format_name in planned(job, Wanted(root, root, names)):
        for edition in editions.fitted_as(editions.made_of(job.materials[material].kind, format_name)):
            choice = resolve.Choice(material, format_name, edition, job.campaign.printer, today)
            try:
                piece = resolve.piece(job, choice, cache)
                seen = list(reviewed(piece, cache)[1])
            except Refused as refused:
                seen = list(refused.findings)
            findings += [replace(item, piece=item.piece or choice.name) for item in seen]
    return by_place(once(findings))


def typography_changes(root: Path, names: tuple[str, ...]) -> Iterator[tuple[Place, Change]]:
    """What microtypography changed in the words of these materials (all of them), with their places."""
    job = _job(root)
    for name in names or tuple(job.materials):
        spec, document = job.materials[name], job.documents[library.material_file(name, job.documents)]
        texts: list[tuple[Location, str | Wording]] = [(("words", key), text) for key, text in spec.words.items()]
        texts += [(("sheets", number, "words", key), text) for number, sheet in enumerate(spec.sheets)
                  for key, text in sheet.words.items()]
        texts += [(("panels", panel, "words", key), text) for panel, own in spec.panels.items()
                  for key, text in own.words.items()]
        if isinstance(spec, WrittenSpec):
            texts += [((key,), text) for key in ("title", "standfirst", "body")
                      for text in str(getattr(spec, key, "")).split("\n\n") if text]
        for at, told in texts:
            for text in (told.long, told.short) if isinstance(told, Wording) else (told,):
                for change in polish(text, spec.language or job.campaign.language, resolve.rules(job, spec)).changes:
                    yield document.place(at), change


def brief_for(root: Path, printer: str, trim: tuple[float, float] | None, qr: tuple[str, ...]) -> Brief:
    """What a file from elsewhere is judged against.

    Raises:
        Refused: there is no such printer.
    """
    if not printer:
        return brief_for_file(None, None, trim, qr)
    job = _job(root)
    if printer not in job.printers:
        raise Refused([_unknown(NO_SUCH_PRINTER, N_("there is no printer {name}"), printer, list(job.printers))],
                      exit_code=2)
    spec = job.printers[printer]
    return brief_for_file(spec, root / "assets/icc" / spec.condition.profile, trim, qr)


def repair_for(root: Path, printer: str, trim: tuple[float, float] | None, bleed: float | None,
               now: str, claimed: str = "") -> repair.Wanted:
    """What a repaired file should have: the printer's bleed, condition and profile, where one is named.

    Without a printer it keeps the standard that it has `claimed`, PDF/X-4 if none.

    Raises:
        Refused: there is no such printer.
    """
    from pressroom.colour.profiles import read_profile
    from pressroom.preflight import repair

    if not printer:
        return repair.Wanted(trim, mm(3) if bleed is None else bleed, "", "", b"", claimed or "PDF/X-4", now)
    brief_for(root, printer, trim, ())
    spec = load.job(root).printers[printer]
    condition = spec.condition
    return repair.Wanted(trim, spec.bleed if bleed is None else bleed, condition.identifier, condition.name,
                         read_profile(root / "assets/icc" / condition.profile).content, spec.standard, now)
