"""out/manifest.json: every file that was published, what is in it, and what its judge said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pressroom import files
from pressroom.brief import Report
from pressroom.findings import Finding, Place, Severity, once
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece

NAME = "manifest.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One published file.

    Attributes:
        path: inside out/.
        material, kind, layout, format, edition, printer, standard: what it is.
        sha256, bytes: of its content.
        inputs: hash of all that went into it.
        pages: size in mm, bleed, QR readings and text of each.
        ink: of what members print: `cover`, how much of the paper bears ink, in per cent of all of it in full; of an
            edition that spares it, `members` beside it, the same of the full one.
        preflight: `passed`, the codes that ran, and the findings.
        embargo: the day from which it may be published; empty for any.
    """

    path: str
    material: str
    kind: str
    layout: str
    format: str
    edition: str
    printer: str
    standard: str
    sha256: str
    bytes: int
    inputs: str
    title: str
    pages: tuple[Mapping[str, Any], ...] = ()
    preflight: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    embargo: str = ""
    ink: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def piece(self) -> str:
        """The piece's name, e.g. `petition-A3`."""
        return f"{self.material}-{self.format}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything in out/.

    Attributes:
        entries: by path.
        inputs: hash of every file of the project, with what was asked, when all of it was made and passed.
        until: the first day on which a link ends, after which the whole is judged again.
    """

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    inputs: str = ""
    until: str = ""


def read(folder: Path) -> Manifest:
    """The manifest of an earlier build; an empty one when there is none that can be read."""
    try:
        told = json.loads(files.text(folder / NAME))
        if told["schema"] != SCHEMA:
            return Manifest()
        entries = [Entry(**{**item, "pages": tuple(item["pages"])}) for item in told["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()
    return Manifest({entry.path: entry for entry in entries}, told.get("inputs", ""), told.get("until", ""))


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON, files sorted by path."""
    files = []
    for path in sorted(manifest.entries):
        entry = manifest.entries[path]
        files.append({name: getattr(entry, name) for name in Entry.__slots__})
    told = {"schema": SCHEMA, "inputs": manifest.inputs, "until": manifest.until, "files": files}
    return (json.dumps(told, ensure_ascii=False, indent=1, default=dict) + "\n").encode()


def entry_of(path: str, content: bytes, piece: Piece, edition: str, inputs: str, report: Report | None) -> Entry:
    """The entry of a file of `piece`; a preview has no report of its own."""
    pages: tuple[Mapping[str, Any], ...] = ()
    if report:
        pages = tuple({"trim_mm": [round(to_mm(side), 2) for side in page.trim],
                       "bleed_mm": round(to_mm(page.bleed), 2),
                       "qr": [reading.url for reading in page.qr], "text": page.text} for page in report.pages)
    press = edition == "press"
    return Entry(
        path=path, material=piece.material, kind=piece.kind, layout=piece.layout, format=piece.format.name,
        edition=edition, printer=piece.printer if press else "", standard=piece.printer_spec.standard if press else "",
        sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), inputs=inputs, title=piece.title, pages=pages,
        preflight=_preflight(report) if report else {}, ink=_ink(report), embargo=piece.embargo)


def _ink(report: Report | None) -> dict[str, float]:
    """The mean of the pages, in per cent."""
    covers = [page.cover for page in report.pages if page.cover is not None] if report else []
    return {"cover": round(sum(covers) / len(covers) * 100, 1)} if covers else {}


def _preflight(report: Report) -> dict[str, Any]:
    return {"passed": report.passed, "ran": list(report.ran), "findings": [told(item) for item in report.findings]}


def told(item: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    place, area = item.source, item.area
    users = {"used_in": [_as_json(user) for user in place.used_in]} if place and place.used_in else {}
    return {"code": item.code, "severity": item.severity.value, "message": item.message, "values": dict(item.values),
            "hint": item.hint, "source": _as_json(place) if place else None, **users,
            "sheet": item.sheet, "area": [area.x0, area.y0, area.x1, area.y1] if area else None,
            "measured": item.measured, "limit": item.limit, "piece": item.piece}


def _as_json(place: Place) -> list[str | int]:
    return [place.file.as_posix(), place.line, place.column]


def _place(source: list[Any], used_in: tuple[Place, ...] = ()) -> Place:
    return Place(Path(source[0]), source[1], source[2], used_in=used_in)


def heard(item: Mapping[str, Any]) -> Finding:
    """A finding read back from JSON."""
    source, area = item["source"], item["area"]
    users = tuple(_place(user) for user in item.get("used_in", ()))
    return Finding(item["code"], Severity(item["severity"]), item["message"], MappingProxyType(item["values"]),
                   item["hint"], _place(source, users) if source else None, item["sheet"],
                   Box(*area) if area else None, item["measured"], item["limit"], item["piece"])


def findings_in(entries: Iterable[Entry]) -> list[Finding]:
    """What the judge said of published files, each thing once, under the piece's name."""
    found = []
    for entry in entries:
        for item in entry.preflight.get("findings", ()):
            said = heard(item)
            found.append(said if said.piece else replace(said, piece=entry.piece))
    return once(found)
