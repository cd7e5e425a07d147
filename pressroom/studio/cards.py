"""The wall: every piece with its picture and its state."""

from __future__ import annotations

import base64
import datetime
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pressroom import editions, resolve
from pressroom.build import fingerprint, signoffs
from pressroom.cache import key
from pressroom.file_index import FileIndex
from pressroom.findings import Finding, Refused, Severity
from pressroom.publish import stored_manifest
from pressroom.specs.running_text import AnyMaterial, consent_end
from pressroom.stages import Job
from pressroom.studio.looks import Asked
from pressroom.studio.pages import as_data
from pressroom.studio.workspace import Workspace
from pressroom.text import translation

HEIGHT = 360
"""Of a card's picture, in pixels: sharp at 180 on a fine screen."""

STATES = ("ready", "draft", "to-look-at", "wrong", "expired", "changed-since-signed", "unsaved")
_ENGINE = "studio card 2"


def cards(workspace: Workspace, today: str) -> list[dict[str, Any]]:
    """Every material, with what is known without laying it out.

    Raises:
        Refused: the campaign or the brand cannot be read.
    """
    job = workspace.job()
    signed = _signed(workspace)
    found = []
    for name in sorted(job.names, key=lambda each: (each not in job.materials, _order(job, each))):
        spec = job.materials.get(name)
        states = [*(["unsaved"] if workspace.is_draft(name) else []), *signed.get(name, ())]
        if spec is None:
            found.append({"name": name, "title": name, "kind": "", "audience": "", "formats": [], "language": "",
                          "states": [*states, "wrong"], "search": name})
            continue
        states += [spec.state] if spec.state == "draft" else []
        states += ["expired"] if _is_over(job, spec, today) else []
        found.append({"name": name, "title": spec.title, "kind": spec.kind, "audience": spec.audience,
                      "formats": list(spec.formats), "language": spec.language or job.campaign.language,
                      "states": states, "search": f"{name} {spec.title} {_words(job, name)}"})
    return found


def card(workspace: Workspace, name: str, language: str) -> dict[str, Any]:
    """The picture of a piece, whether something is to be mended, and the gravest of it; kept until something changes.

    Raises:
        Refused: the campaign or the brand cannot be read, or there is no such material.
    """
    relative = workspace.file_of(name)
    job = workspace.job(name)
    spec = job.materials.get(name)
    if spec is None:
        own = [item for item in job.findings if item.source and item.source.file.as_posix() == relative]
        return {"picture": "", "states": ["wrong"], "says": _gravest(own, language)}
    edition = editions.first_made(spec.kind, spec.formats[0])
    asked = Asked(name, spec.formats[0], edition, 1, HEIGHT)  # type: ignore[arg-type]
    try:
        choice = resolve.Choice(name, asked.format, asked.edition, job.campaign.printer)
        piece = resolve.piece(job, choice, workspace.cache)
        stored_as = key(_ENGINE, fingerprint.of_piece(piece), HEIGHT)
    except Refused as refused:
        return {"picture": "", "states": ["wrong"], "says": _gravest(refused.findings, language)}
    kept = workspace.cache.get(stored_as)
    if kept is None:
        look = workspace.look(asked)
        found = Counter(item.severity for item in look.findings)
        wrong = found[Severity.ERROR] or not look.picture
        states = ["wrong"] if wrong else ["to-look-at"] if found[Severity.WARNING] else []
        kept = json.dumps({"picture": base64.b64encode(look.picture).decode(), "size": look.size,
                           "states": states, "says": {each: _gravest(look.findings, each)
                                                      for each in translation.LANGUAGES}}).encode()
        workspace.cache.put(stored_as, kept)
    values: dict[str, Any] = json.loads(kept)
    values["says"] = values["says"][language]
    if _is_changed_since_signed(workspace, job, name):
        values["states"].append("changed-since-signed")
    return values


def _gravest(findings: Iterable[Finding], language: str) -> str:
    """What the first error says, or the first warning."""
    told = [item for item in as_data(findings, language) if item["severity"] != "note"]
    return str(told[0]["message"]) if told else ""


def _is_changed_since_signed(workspace: Workspace, job: Job, name: str) -> bool:
    """Whether a sheet of the piece that was approved would now be made anew."""
    folder = workspace.root / "out"
    entries = stored_manifest.read(folder, FileIndex(folder, workspace.cache).manifest).entries
    for shape in editions.on_paper(job.materials[name].formats):
        approved = signoffs.read(workspace.root / signoffs.path_of(f"{name}-{shape}"))
        entry = entries.get(approved.file) if approved else None
        if approved is None or entry is None or approved.printer not in job.printers:
            continue
        piece = resolve.piece(job, resolve.Choice(name, shape, "press", approved.printer), workspace.cache)
        if fingerprint.of_piece(piece) != entry.inputs:
            return True
    return False


def _signed(workspace: Workspace) -> dict[str, tuple[str]]:
    """Materials of which a file is no longer what somebody has approved."""
    folder = workspace.root / "out"
    index = FileIndex(folder, workspace.cache)
    entries = stored_manifest.read(folder, index.manifest).entries
    changed = [item.source.file.stem for item in signoffs.findings_of(workspace.root, entries, index.digest)
               if item.code == signoffs.SIGNED_DIFFERS.name and item.severity is Severity.WARNING and item.source]
    return {piece.rpartition("-")[0]: ("changed-since-signed",) for piece in changed}


def _is_over(job: Job, spec: AnyMaterial, today: str) -> bool:
    """Whether the piece, the link of its code, or the consent of those whom it shows has ended."""
    link = job.campaign.links.get(spec.link or "")
    ends = [getattr(spec, "until", None), link.until if link else None, consent_end(spec)]
    return any(end and str(end) < today for end in ends)


def _order(job: Job, name: str) -> tuple[int, str]:
    kinds = ("poster", "triptych", "leaflet", "release", "letter")
    spec = job.materials.get(name)
    return (kinds.index(spec.kind) if spec and spec.kind in kinds else len(kinds), name)


def _words(job: Job, name: str) -> str:
    """All words of the material, for the search."""
    from pressroom import library

    document = job.documents.get(library.material_file(name, job.documents))
    return " ".join(_texts(document.tree))[:4000] if document else ""


def _texts(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in _texts(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in _texts(value)]
    return [tree] if isinstance(tree, str) and " " in tree else []


def today() -> str:
    """The day on this machine: what has ended is told on the wall, and never stands in a file."""
    return datetime.date.today().isoformat()
