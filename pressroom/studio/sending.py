"""What the page "To the printer" shows: presets with open questions, and of every sheet whether it can be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pressroom import editions, load, resolve
from pressroom.build import fingerprint, signoffs
from pressroom.build.pipeline import NO_SUCH_PRINTER
from pressroom.field_types import NAME
from pressroom.file_index import FileIndex
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.publish import stored_manifest
from pressroom.publish.manifest import Entry, findings_in
from pressroom.records import dataclass
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job
from pressroom.studio.pages import as_data
from pressroom.studio.production import Progress
from pressroom.studio.tasks import APPROVED
from pressroom.studio.workspace import Workspace
from pressroom.text import translation

_SHOWN = (signoffs.SIGNED_HOLDS.name, signoffs.SIGNED_DIFFERS.name)
"""Rules of which each piece says itself whether they are kept."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The folder of finished files.

    Attributes:
        index: of its files.
        entries: of its manifest, by path.
    """

    index: FileIndex
    entries: Mapping[str, Entry]

    def press(self, piece: str, printer: str) -> Entry | None:
        """The press file of a piece for a printer; None where there is none."""
        found = (entry for entry in self.entries.values()
                 if (entry.edition, entry.piece, entry.printer) == ("press", piece, printer))
        return next(found, None)

    def pictures(self, piece: str) -> list[Entry]:
        """The pictures of its pages, in their order."""
        found = [entry for entry in self.entries.values() if entry.edition == "preview" and entry.piece == piece]
        return sorted(found, key=lambda entry: (len(entry.path), entry.path))


def today() -> str:
    """The day, against which links and embargoes are held."""
    return date.today().isoformat()


def finished(workspace: Workspace) -> Finished:
    """The finished files as the last build left them."""
    index = FileIndex(workspace.root / "out", workspace.cache)
    return Finished(index, stored_manifest.read(index.folder, index.manifest).entries)


def printed(job: Job) -> list[str]:
    """The materials that a printer can print."""
    return [name for name, spec in job.materials.items()
            if "press" in editions.EDITIONS_OF[spec.kind] and editions.on_paper(spec.formats)]


def saved_job(workspace: Workspace, *names: str) -> Job:
    """The project as its files say, without drafts: what is built is what is saved.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    return load.job(workspace.root, names)


def chosen_printer(job: Job, name: str) -> str:
    """A preset that was asked for, or the campaign's.

    Raises:
        Refused: there is none of this name, or it cannot be read.
    """
    name = name or job.campaign.printer
    if not NAME.match(name) or name not in job.printers:
        raise Refused([*(_about(job, f"assets/printers/{name}.") if NAME.match(name) else ()),
                       finding(NO_SUCH_PRINTER, N_("there is no printer {name}"), name=name[:60])], exit_code=2)
    return name


def state(workspace: Workspace, names: tuple[str, ...], printer: str, language: str) -> dict[str, Any]:
    """Everything that the page shows; `names` are materials, all where it is empty.

    Raises:
        Refused: the campaign cannot be read, or something has not the name that it was asked by.
    """
    from pressroom import preflight  # lazy: the reasons of its checks are needed by reports alone

    preflight.import_all()
    job = saved_job(workspace)
    printer = chosen_printer(job, printer)
    files = finished(workspace)
    return {
        "printer": printer, "today": today(),
        "printers": [_printer(job, name, language) for name in sorted(job.printers)],
        "unsaved": list(workspace.drafts.names()), "production": progress(workspace.production.now, language),
        "built": progress(workspace.production.built, language),
        "materials": [_material(workspace, job, files, name, printer, language) for name in names or printed(job)],
    }


def progress(now: Progress, language: str) -> dict[str, Any]:
    """How far the work is; of a build that has ended also what is said of no single piece."""
    task = now.task
    return {"work": now.kind, "state": now.state, "done": now.done, "total": now.total, "name": now.name,
            "trouble": now.trouble, "names": list(task.get("names", ())), "printer": task.get("printer", ""),
            "findings": as_data([item for item in now.findings if not item.piece and item.code not in _SHOWN
                                 and now.kind != "run"], language),
            "made": len(now.result.get("made", ())), "unchanged": len(now.result.get("unchanged", ()))}


def _printer(job: Job, name: str, language: str) -> dict[str, Any]:
    spec = job.printers[name]
    stock = ", ".join(part for part in (spec.stock.name, f"{spec.stock.gsm:g} g/m²" if spec.stock.gsm else "") if part)
    contact = ", ".join(part for part in (spec.contact.name, spec.contact.email, spec.contact.phone) if part)
    title = translation.translator(language)(spec.title)
    return {"name": name, "title": title, "isDefault": name == job.campaign.printer,
            "imprint": {"name": spec.imprint.name, "address": spec.imprint.address}, "paper": stock, "contact": contact}


def _material(workspace: Workspace, job: Job, files: Finished, name: str, printer: str,
              language: str) -> dict[str, Any]:
    spec = job.materials.get(name)
    broken = _about(job, f"{workspace.file_of(name)}")
    shapes = editions.on_paper(spec.formats) if spec and name in printed(job) else ()
    return {
        "name": name, "title": spec.title if spec else name, "kind": spec.kind if spec else "",
        "isPrinted": spec is None or name in printed(job), "isUnsaved": workspace.is_draft(name),
        "findings": as_data(broken, language),
        "sheets": [sheet(workspace, job, files, name, shape, printer, language) for shape in shapes]}


def sheet(workspace: Workspace, job: Job, files: Finished, name: str, shape: str, printer: str,
          language: str) -> dict[str, Any]:
    """One piece: its file, what was found in it, who approved it, and what keeps it from being sent."""
    piece = f"{name}-{shape}"
    entry = files.press(piece, printer)
    is_current = entry is not None and _is_current(workspace, job, files, entry, name, shape, printer)
    findings = _findings(workspace.production.built, files, piece, printer, entry if is_current else None)
    hindrances = list(_hindrances(job, name, printer, entry, findings, is_current))
    return {
        "piece": piece, "format": shape, "path": entry.path if entry else "", "bytes": entry.bytes if entry else 0,
        "sha256": entry.sha256 if entry else "", "isCurrent": is_current, "hindrances": hindrances,
        "canSend": not hindrances, "findings": as_data(findings, language),
        "ran": list(entry.preflight.get("ran", ())) if entry else [],
        "pictures": [picture.sha256[:12] for picture in files.pictures(piece)],
        "approval": _approval(workspace, piece, entry, printer, is_current),
    }


def _is_current(workspace: Workspace, job: Job, files: Finished, entry: Entry, name: str, shape: str,
                printer: str) -> bool:
    """Whether a file was made of what the project says now, and is as it was made."""
    try:
        piece = resolve.piece(job, resolve.Choice(name, shape, "press", printer, today()), workspace.cache)
    except Refused:
        return False
    return entry.inputs == fingerprint.of_piece(piece) and files.index.digest(entry.path) == entry.sha256


def _findings(built: Progress, files: Finished, piece: str, printer: str, current: Entry | None) -> list[Finding]:
    """What was found in a piece: in its file when it was made, or else in the last build for this printer."""
    if current is None:
        return [item for item in built.findings if item.piece == piece and built.task.get("printer") == printer]
    others = [each for each in files.entries.values()
              if each.piece == piece and each.edition not in ("preview", "press")]
    return findings_in([current, *others])


def _hindrances(job: Job, name: str, printer: str, entry: Entry | None, findings: Iterable[Finding],
                is_current: bool) -> Iterable[str]:
    """Why a piece cannot be sent: names of reasons."""
    imprint = job.printers[printer].imprint
    if job.materials[name].state == "draft":
        yield "draft"
    if not (imprint.name and imprint.address):
        yield "imprint"
    if any(item.fails for item in findings) and not is_current:
        yield "errors"
    elif entry is None:
        yield "not-made"
    elif not is_current:
        yield "changed"


def _approval(workspace: Workspace, piece: str, entry: Entry | None, printer: str,
              is_current: bool) -> dict[str, Any] | None:
    """Who approved a piece and when, and whether what would be printed is what was approved."""
    record = signoffs.read(workspace.root / signoffs.path_of(piece))
    if record is None or record.printer != printer:
        return None
    same = entry is not None and entry.path == record.file and entry.sha256 == record.sha256
    return {"by": record.by, "day": record.day, "sha256": record.sha256, "holds": same and is_current,
            "isOther": entry is not None and not same,
            "isKept": (workspace.root / APPROVED / f"{record.sha256}.pdf").is_file()}


def press_entry(workspace: Workspace, piece: str, printer: str) -> tuple[Finished, Entry]:
    """The finished press file of a piece, by names from the browser.

    Raises:
        Refused: there is none.
    """
    files = finished(workspace)
    entry = files.press(piece, printer)
    if entry is None:
        raise Refused([finding(UNKNOWN_NAME, N_("there is no press file of {name}"), N_("make it first"),
                               name=piece[:80])], exit_code=2)
    return files, entry


def _about(job: Job, start: str) -> list[Finding]:
    """Findings at a file, by the beginning of its path."""
    return [item for item in job.findings if item.source and item.source.file.as_posix().startswith(start)]
