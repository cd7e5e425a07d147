"""What the studio has made in a process of its own: builds, packages, proofs, comparisons, runs.

Each task is a function from its JSON object and its progress to a JSON object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pressroom.build.progress import Progress
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.publish.manifest import Entry, finding_to_json
from pressroom.records import dataclass, field, replace
from pressroom.stages import Published
from pressroom.text import translation

if TYPE_CHECKING:
    from pressroom.runs.request import RunProgress

Task = Mapping[str, Any]

PROOFS = "proofs"
APPROVED = ".studio/approved"
"""Where the files that were approved here are kept, by their checksum, to be compared with later ones."""

NOT_KEPT = code("approved-not-kept", N_("The program keeps the files that were approved in the studio, so that later "
                                        "ones can be compared with them; git keeps their checksums only."),
                N_("Compare with the file that you were sent: `render.py compare OLD.pdf NEW.pdf`."))


@dataclass
class TaskProgress(Progress):
    """What a task reports while it runs: the calls of a build, and those of a run.

    Attributes:
        stage: called when a step begins, with what is done and the number of copies.
        done: called when so many more copies are done.
    """

    stage: Callable[[str, int], None] = field(default=lambda _what, _count: None)
    done: Callable[[int], None] = field(default=lambda _count: None)


class Stopped(Exception):  # noqa: N818 - what the user did meanwhile, not an error
    """A task ended before its time, because it was asked to; it has left nothing."""


def build(task: Task, progress: Progress) -> dict[str, Any]:
    """Make what changed, in all editions, as `render.py build` does."""
    from pressroom.build.judge_process import judge_beside
    from pressroom.build.request import BuildRequest

    root = Path(task["root"])
    request = BuildRequest(root, root / "out", tuple(task["names"]), (), task["format"], task["printer"], task["today"],
                           language=task["language"])
    with judge_beside(root / ".cache") as judge:
        from pressroom.build import pipeline

        return published(pipeline.build(request, progress, judge))


def published(result: Published) -> dict[str, Any]:
    """What a build left, in JSON values."""
    return {"findings": _as_json(result.findings), "passed": result.passed, "made": [*result.made],
            "unchanged": [*result.unchanged], "withdrawn": [*result.withdrawn], "kept": [*result.kept]}


def package(task: Task, _progress: Progress) -> dict[str, Any]:
    """Pack what a printer is sent, as `render.py package` does."""
    from pressroom import load
    from pressroom.desk.package import Order, approval_of, make_package, require_imprint, require_ready
    from pressroom.desk.press_file import press_files
    from pressroom.file_index import FileIndex
    from pressroom.publish import finished
    from pressroom.publish.folder import write_all

    root, printer = Path(task["root"]), task["printer"]
    job, cache, out = load.job(root), Cache(root / ".cache"), root / "out"
    require_ready(job, task["material"])
    require_imprint(job, printer)
    language = getattr(job.printers[printer], "language", "") or job.campaign.language
    order = Order(task["copies"], task["paper"], task["contact"])
    made, told = dict[str, bytes](), list[Finding]()
    for _, press in press_files(root, task["material"], task["format"], printer, cache, task["today"]):
        finished.require_unchanged(FileIndex(out, cache), press.piece.name, printer)
        name = f"printers/{printer}/{press.piece.name}.zip"
        approval, found = approval_of(job, press)
        made[name] = make_package(job, press, order, language, translation.translator(language), approval)
        told += found
    write_all(out, made)
    return {"files": [*made], "findings": _as_json(tuple(told))}


def proof(task: Task, _progress: Progress) -> dict[str, Any]:
    """Draw a finished press file as it will print, with trim, bleed and safe margin, as `render.py proof` does."""
    from pressroom import library, load
    from pressroom.desk.original import original_of
    from pressroom.desk.softproof import soft_proof
    from pressroom.publish.folder import write_all

    root = Path(task["root"])
    entry, content = _finished(root, task["path"])
    spec = load.job(root, (), entry.printer).printers[entry.printer]
    profile = library.profile_file(root, spec.condition.profile)
    result = soft_proof(original_of(root / "out" / entry.path, content), entry.piece, profile, spec.safe,
                        translation.translator(task["language"]), overlays=True, separated=False)
    names = {f"{PROOFS}/{name}": picture for name, picture in result.pictures.items()}
    write_all(root / "out", names)
    return {"files": [*names], "sha256": entry.sha256, "findings": _as_json(result.findings)}


def compare(task: Task, _progress: Progress) -> dict[str, Any]:
    """Compare the file that was approved with the finished one, as `render.py compare` does.

    Raises:
        Refused: the approved file was not kept here.
    """
    from pressroom import files
    from pressroom.desk.compare import compare_files
    from pressroom.desk.comparison.as_json import as_json
    from pressroom.desk.comparison.report import report
    from pressroom.desk.original import original_of
    from pressroom.publish import finished
    from pressroom.publish.folder import write_all

    root, approved = Path(task["root"]), f"{APPROVED}/{task['sha256']}.pdf"
    try:
        old = files.content(root / approved, finished.MOST_BYTES)
    except files.Unread:
        raise Refused([finding(NOT_KEPT, N_("the approved file of {name} is not kept on this computer"),
                               name=task["piece"], piece=task["piece"])]) from None
    entry, new = _finished(root, task["path"])
    translate = translation.translator(task["language"])
    result = compare_files(original_of(root / approved, old), original_of(root / "out" / entry.path, new))
    result = replace(result, old=f"{entry.piece} ({task['sha256'][:8]})")
    files_of_report = report(result, entry.piece, task["language"], translate)
    write_all(root / "out", {f"{PROOFS}/{name}": content for name, content in files_of_report.items()})
    return {"sha256": entry.sha256, **as_json(result, translate),
            "notCompared": [translation.message(item, translate) for item in result.findings]}


def run(task: Task, progress: TaskProgress) -> dict[str, Any]:
    """Make a run, as `render.py run` does; when it is stopped, nothing of it is left.

    Raises:
        Stopped: it was asked to end.
    """
    from pressroom.runs.left_out import write_left_out
    from pressroom.runs.make import make
    from pressroom.runs.parts import Parts
    from pressroom.runs.request import RunRequest

    root = Path(task["root"])
    request = RunRequest(root, task["name"], root / "out", skip_bad=task["skip"], today=task["today"],
                         rows=tuple(range(first, last + 1) for first, last in task["rows"]), show_words=task["show"])
    outcome = None
    try:
        with suppress(Stopped):  # its traceback would keep the workers, which may write until they are ended
            outcome = make(request, _progress_of(progress))
    except Refused:
        raise
    except Exception as trouble:
        raise RuntimeError(type(trouble).__name__) from None  # its message may have a record's words
    finally:
        Parts(request.out / "runs" / f".{request.name}").remove()
    if outcome is None:
        raise Stopped
    if outcome.left_out:
        write_left_out(request, outcome.left_out)
    return {"files": [path.name for path in outcome.files], "records": outcome.records, "verified": outcome.verified,
            "judged": outcome.judged, "leftOut": len(outcome.left_out),
            "findings": _as_json(tuple(outcome.findings))}


def _progress_of(progress: TaskProgress) -> RunProgress:
    """The calls of a run, which end it where it is asked to end."""
    from pressroom.runs.request import RunProgress

    def go_on() -> None:
        if progress.is_stale():
            raise Stopped

    def stage(what: str, count: int) -> None:
        go_on()
        progress.stage(what, count)

    def done(count: int) -> None:
        go_on()
        progress.done(count)
    return RunProgress(stage, done)


TASKS: Mapping[str, Callable[[Task, TaskProgress], dict[str, Any]]] = MappingProxyType(
    {"build": build, "package": package, "proof": proof, "compare": compare, "run": run})


def _finished(root: Path, path: str) -> tuple[Entry, bytes]:
    """A finished file with its entry.

    Raises:
        Refused: it is not the one that the last build wrote.
    """
    from pressroom.file_index import FileIndex
    from pressroom.publish import finished, stored_manifest

    index = FileIndex(root / "out", Cache(root / ".cache"))
    entry = stored_manifest.read(index.folder, index.manifest).entries[path]
    return entry, finished.content_of(index, entry)


def _as_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [finding_to_json(item) for item in findings]
