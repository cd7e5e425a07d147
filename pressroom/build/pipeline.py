"""The stages in order, one call each: load > resolve > fit > review > paint > preflight > publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import editions, library, load, resolve
from pressroom.build import families, fingerprint, freshness, signoffs
from pressroom.build.edition import Finished, Made, all_made, made, reviewed
from pressroom.build.kept_verdicts import KeptVerdicts
from pressroom.build.known_inputs import Known, KnownInputs, of_shared_files
from pressroom.build.picture_store import PictureStore
from pressroom.build.progress import Progress, Stale
from pressroom.build.request import BuildRequest
from pressroom.build.rulebook import unknown_rules
from pressroom.build.verdict import Judge, import_makers, judge_here
from pressroom.build.written_texts import of_material
from pressroom.cache import Cache
from pressroom.commands import COMMANDS
from pressroom.file_index import FileIndex
from pressroom.findings import N_, Finding, FindingCode, Place, Refused, by_place, code, finding, nearest, once
from pressroom.publish import OutFolderUpdate, folder, manifest, report, stored_manifest
from pressroom.records import replace
from pressroom.specs.text_places import spots
from pressroom.stages import Fit, Job, Piece, Published, draft
from pressroom.text import translation
from pressroom.type.typography import Change, polish

if TYPE_CHECKING:
    from pressroom.build.workers import Workers

# Fewer files than this are made sooner by one process than workers take to start.
WORTH_WORKERS = 6
# Characters of a text that take as long as a file: ten pages of a release.
_LONG_TEXT = 36_000

NO_SUCH_MATERIAL = code("no-such-material", N_("The command names a material that the project does not have."),
                        N_("`render.py list materials` names them all."))
NO_SUCH_FORMAT = code("no-such-format", N_("None of the materials is made in the format that the command asks for."),
                      N_("Name one of the material's formats, or add it under formats: in the material."))
NO_SUCH_PRINTER = code("no-such-printer", N_("The command names a printer that has no preset."),
                       N_("`render.py list printers` names them all."))


def build(request: BuildRequest, progress: Progress | None = None, judge: Judge = judge_here) -> Published:
    """Make what changed, judge it, publish it.

    Raises:
        Refused: nothing could be begun: the campaign cannot be read, or the command names what is not there.
        Stale: `progress` says that the project has changed.
    """
    progress = progress or Progress()
    with folder.lock(request.out, progress.waiting):
        cache = Cache(request.root / ".cache")
        inputs, shared = freshness.of_project(request.root, request.selection), of_shared_files(request.root, cache)
        job = _job(request.root, request.names, request.printer, request.today)
        index = FileIndex(request.out, cache)
        before = stored_manifest.read(request.out, index.manifest)
        plan = list(planned(job, request))
        progress.total(len(plan))
        update = OutFolderUpdate(request.out, index, manifest.Manifest() if request.fresh else before, before)
        known = KnownInputs(job, request.out, cache, shared)
        _make_all(job, request, plan, cache, update, known, progress, KeptVerdicts(judge, cache, request.fresh))
        update.withdraw(job)
        known.save()
        return _close(job, request, update, inputs)


def _make_all(job: Job, request: BuildRequest, plan: list[tuple[str, str]], cache: Cache, update: OutFolderUpdate,
              known: KnownInputs, progress: Progress, judge: Judge) -> None:
    """Make and publish every piece of the plan that changed; one that was not begun when the build ends stays."""
    workers = _workers(job, request, plan, cache, update)

    def source(choice: resolve.Choice, shown_by: tuple[str, ...]) -> Making:
        if workers:
            made = workers.result((choice, shown_by))
            return made.piece, made.inputs, lambda _names: made.editions
        piece = resolve.piece(job, choice, cache)
        return piece, fingerprint.of_piece(piece), lambda names: all_made(piece, names, cache, judge)

    update.findings += _drafts(job, request, plan)
    try:
        for material, format_name in plan:
            if progress.is_stale():
                raise Stale(_close(job, request, update, ""))
            _piece(job, request, material, format_name, cache, update, source, known)
            progress.step(f"{material}-{format_name}")
    except Stale:
        raise
    except BaseException:
        _close(job, request, update, "")  # publish what is finished
        raise
    finally:
        if workers:
            workers.close()
    update.findings += workers.findings if workers else []


def _job(root: Path, names: tuple[str, ...] = (), printer: str = "", today: str = "") -> Job:
    """The project, as far as these materials need it, with findings about rules in presets and about embargoes."""
    job = load.job(root, names, printer)
    return replace(job, findings=(*job.findings, *unknown_rules(job), *resolve.embargoes(job, today)))


def _close(job: Job, request: BuildRequest, update: OutFolderUpdate, inputs: str) -> Published:
    update.findings += update.changed()
    update.findings += families.of_files(job, update.entries)
    update.findings += signoffs.findings_of(request.root, update.entries, update.index.hashed)
    language = request.language or job.campaign.language
    page = report.report(job.campaign.organisation.name, update.entries, update.everything(job), language,
                         translation.translator(language))
    return update.close(job, inputs, page)


def _drafts(job: Job, request: BuildRequest, plan: list[tuple[str, str]]) -> list[Finding]:
    """That no press file is made of these drafts; nothing where the request names the edition."""
    message = N_("{name} is a draft: no file for a printer is made; its other files say so")
    return [] if request.editions else [
        draft(job, name, message) for name in dict.fromkeys(name for name, _ in plan)
        if job.materials[name].state == "draft" and "press" in editions.EDITIONS_OF[job.materials[name].kind]]


def planned(job: Job, request: BuildRequest) -> Iterator[tuple[str, str]]:
    """Materials and formats to make, in order.

    Raises:
        Refused: a name of the command stands for nothing.
    """
    names = request.names or tuple(job.materials)
    broken = {item.source.file.stem for item in job.findings
              if item.source and item.source.file.parts[0] == "materials"}
    missing = [name for name in names if name not in job.materials and name not in broken]
    if missing:
        raise Refused([unknown(NO_SUCH_MATERIAL, N_("there is no material {name}"), name, list(job.materials),
                                COMMANDS) for name in missing], exit_code=2)
    if request.printer and request.printer not in job.printers:
        raise Refused([unknown(NO_SUCH_PRINTER, N_("there is no printer {name}"), request.printer,
                                list(job.printers))], exit_code=2)
    chosen = [(name, format_name) for name in names if name in job.materials
              for format_name in job.materials[name].formats if request.format in ("", format_name)]
    if request.format and not chosen and not broken:
        known = sorted({one for name in names if name in job.materials for one in job.materials[name].formats})
        raise Refused([unknown(NO_SUCH_FORMAT, N_("none of these materials has the format {name}"), request.format,
                                known)], exit_code=2)
    yield from chosen


def unknown(rule: FindingCode, message: str, name: str, known: list[str], also: Iterable[str] = ()) -> Finding:
    """That a name is unknown; the nearest is one of those known, or else of those that it could `also` have been."""
    near = nearest(name, known) or nearest(name, also)
    hint = N_("did you mean {near}?") if near else N_("there is: {known}")
    return finding(rule, message, hint, name=name, near=near, known=", ".join(known))


# What a worker makes: a choice, and the editions that show it.
Task = tuple[resolve.Choice, tuple[str, ...]]
# A piece, the hash of its inputs, and what makes it, at least in the editions that are named.
Making = tuple[Piece, str, Callable[[tuple[str, ...]], dict[str, Finished]]]
# What is to be made of a choice, in the editions that show it.
Source = Callable[[resolve.Choice, tuple[str, ...]], Making]


def _choices(job: Job, request: BuildRequest, material: str, format_name: str) -> list[resolve.Choice]:
    """The choices that one piece is fitted as, for all its editions that the request names."""
    printer = request.printer or job.campaign.printer
    return [resolve.Choice(material, format_name, name, printer, request.today)
            for name in editions.fitted_as(_editions(job, request, material, format_name))]


def _editions(job: Job, request: BuildRequest, material: str, format_name: str) -> tuple[str, ...]:
    spec = job.materials[material]
    return editions.made_of(spec.kind, format_name, request.editions, draft=spec.state == "draft")


def _workers(job: Job, request: BuildRequest, plan: list[tuple[str, str]], cache: Cache,
             update: OutFolderUpdate) -> Workers[Task, Made] | None:
    """Workers, when everything is made anew and there is much of it; None when one process is as fast."""
    tasks = [(choice, _shown_by(job, request, choice)) for material, format_name in plan
             for choice in _choices(job, request, material, format_name)]
    work = sum(1 + _length(job, choice.material) // _LONG_TEXT for choice, _ in tasks)
    if update.trusted.entries or work < WORTH_WORKERS or len(tasks) < 2:
        return None
    from pressroom.build.workers import Workers, cores

    if cores() < 2:
        return None
    import_makers()  # once, and not in each worker
    store = None if request.fresh else PictureStore(cache)
    judge = KeptVerdicts(partial(judge_here, store=store), cache, request.fresh)
    return Workers(lambda task: made(resolve.piece(job, task[0], cache), task[1], cache, judge), tasks)


def _length(job: Job, material: str) -> int:
    """Characters of the file of a material."""
    return sum(map(len, job.documents[library.material_file(material, job.documents)].lines))


def _shown_by(job: Job, request: BuildRequest, choice: resolve.Choice) -> tuple[str, ...]:
    """The editions of the request that show what is fitted for this choice."""
    return editions.drawn_from(choice.edition, _editions(job, request, choice.material, choice.format))


def _piece(job: Job, request: BuildRequest, material: str, format_name: str, cache: Cache, update: OutFolderUpdate,
           source: Source, known: KnownInputs) -> None:
    """All editions of one piece that the request names, or none."""
    findings: list[Finding] = []
    resolved: dict[resolve.Choice, str] = {}
    try:
        for choice in _choices(job, request, material, format_name):
            shown_by = _shown_by(job, request, choice)
            past = known.get(choice, shown_by)
            if past and update.leave(past.paths, past.inputs):
                continue
            piece, inputs, make = source(choice, shown_by)
            resolved[choice] = inputs
            stale = update.stale_paths(piece, shown_by, inputs, default=choice.printer == job.campaign.printer)
            if not stale:
                continue
            finished = make(tuple(stale))
            for edition, paths in stale.items():
                made = finished[edition]
                findings.extend(made.report.findings)
                if made.report.passed:
                    update.take(piece, edition, made.content, inputs, made.report, paths, made.pictures, made.headlines)
        if job.materials[material].state == "draft" and not (request.editions or editions.is_screen(format_name)):
            findings += _of_press(job, request, material, format_name, cache)
    except Refused as refused:
        findings.extend(refused.findings)
    if update.end(material, format_name, [replace(item, piece=item.piece or f"{material}-{format_name}")
                                          for item in findings]):
        for choice, inputs in resolved.items():
            paths = update.made_of(material, format_name, inputs)
            known.put(choice, _shown_by(job, request, choice), Known(inputs, paths))


def _of_press(job: Job, request: BuildRequest, material: str, format_name: str, cache: Cache) -> list[Finding]:
    """What would be found in the press edition of a draft, which is not made.

    Raises:
        Refused: it must not be printed as it is.
    """
    if "press" not in editions.EDITIONS_OF[job.materials[material].kind]:
        return []
    choice = resolve.Choice(material, format_name, "press", request.printer or job.campaign.printer, request.today)
    return [*reviewed(resolve.piece(job, choice, cache), cache)[1]]


def checked(root: Path, names: tuple[str, ...], today: str) -> list[Finding]:
    """Every finding about the specifications: each piece is resolved and fitted, and nothing is written."""
    job = _job(root, today=today)
    cache = Cache(root / ".cache")
    findings, fits = list(job.findings), list[Fit]()
    for material, format_name in planned(job, BuildRequest(root, root, names)):
        for edition in editions.fitted_as(editions.made_of(job.materials[material].kind, format_name)):
            choice = resolve.Choice(material, format_name, edition, job.campaign.printer, today)
            try:
                piece = resolve.piece(job, choice, cache)
                fitted, items = reviewed(piece, cache)
                fits += [fitted] if edition == "press" else []
            except Refused as refused:
                items = refused.findings
            findings += [replace(item, piece=item.piece or choice.name) for item in items]
    return by_place(once([*findings, *families.of_fits(job, fits)]))


def typography_changes(root: Path, names: tuple[str, ...]) -> Iterator[tuple[Place, Change]]:
    """What microtypography changed in the words of these materials (all of them), with their places."""
    job = _job(root)
    for name in names or tuple(job.materials):
        chosen = resolve.rules(job, job.materials[name])
        for one in of_material(job, name):
            place = spots(one.document, one.location, one.text)
            for start, text in _paragraphs(one.text):
                for change in polish(text, one.language, chosen).changes:
                    yield place(start + change.position), change


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each with its start; typography knows nothing of empty lines."""
    at = 0
    for paragraph in text.split("\n\n"):
        yield at, paragraph
        at += len(paragraph) + 2
