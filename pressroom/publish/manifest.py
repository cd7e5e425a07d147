"""out/manifest.json: every published file, its content and its preflight."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pressroom.brief import Report
from pressroom.file_index import MANIFEST
from pressroom.findings import Finding, Place, Severity, once
from pressroom.records import dataclass, field, replace
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece

NAME = MANIFEST
SCHEMA = 1
# A line for each file: with `indent`, Python's encoder takes ten times as long, for what nobody reads line by line.
_ENTRY = json.JSONEncoder(ensure_ascii=False, default=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One published file.

    Attributes:
        path: inside out/.
        material, kind, layout, format, edition, printer, standard: what it is.
        sha256, bytes: of its content.
        inputs: hash of everything the file depends on.
        pages: trim and bleed in mm, QR readings and text of each page.
        ink: of files that members print: `cover`, the ink in per cent of solid ink on the whole sheet; of a low-ink
            file also `members`, the cover of the members' edition.
        preflight: `passed`, the codes that ran, and the findings.
        embargo: the first day on which it may be published; empty for none.
        headlines: of the press file of what hangs: where the headline of each sheet begins, as a share of its height.
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
    headlines: tuple[float, ...] = ()

    @property
    def piece(self) -> str:
        """The piece's name, e.g. `petition-A3`."""
        return f"{self.material}-{self.format}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything in out/.

    Attributes:
        entries: by path.
        inputs: hash of every file of the project and of the request, when all pieces were built and passed; else empty.
        until: the first day on which a link ends; after it, everything is checked again.
        findings: about what is wrong in the stored manifest.
    """

    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    inputs: str = ""
    until: str = ""
    findings: tuple[Finding, ...] = ()


def as_json(manifest: Manifest) -> bytes:
    """The manifest as JSON, files sorted by path."""
    head = json.dumps({"schema": SCHEMA, "inputs": manifest.inputs, "until": manifest.until}, indent=1)
    files = []
    for path in sorted(manifest.entries):
        entry = manifest.entries[path]
        files.append(_ENTRY.encode({name: getattr(entry, name) for name in Entry.__slots__}))
    listed = "".join(f"{',' if number else ''}\n  {one}" for number, one in enumerate(files))
    return f'{head[:-2]},\n "files": [{listed}\n ]\n}}\n'.encode()


def entry_of(path: str, content: bytes, piece: Piece, edition: str, inputs: str, report: Report | None,
             headlines: tuple[float, ...] = ()) -> Entry:
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
        preflight=_preflight(report) if report else {}, ink=_ink(report), embargo=piece.embargo,
        headlines=headlines if press else ())


def _ink(report: Report | None) -> dict[str, float]:
    """The mean of the pages, in per cent."""
    covers = [page.cover for page in report.pages if page.cover is not None] if report else []
    return {"cover": round(sum(covers) / len(covers) * 100, 1)} if covers else {}


def _preflight(report: Report) -> dict[str, Any]:
    return {"passed": report.passed, "ran": list(report.ran),
            "findings": [finding_to_json(item) for item in report.findings]}


def finding_to_json(item: Finding) -> dict[str, Any]:
    """A finding as JSON values."""
    place, area = item.source, item.area
    users = {"used_in": [_place_to_json(user) for user in place.used_in]} if place and place.used_in else {}
    return {"code": item.code, "severity": item.severity.value, "message": item.message, "values": dict(item.values),
            "hint": item.hint, "source": _place_to_json(place) if place else None, **users,
            "sheet": item.sheet, "area": [area.x0, area.y0, area.x1, area.y1] if area else None,
            "measured": item.measured, "limit": item.limit, "piece": item.piece}


def _place_to_json(place: Place) -> list[str | int]:
    return [place.file.as_posix(), place.line, place.column]


def _place_from_json(source: list[Any], used_in: tuple[Place, ...] = ()) -> Place:
    return Place(Path(source[0]), source[1], source[2], used_in=used_in)


def finding_from_json(item: Mapping[str, Any]) -> Finding:
    """The finding that `finding_to_json` wrote."""
    source, area = item["source"], item["area"]
    users = tuple(_place_from_json(user) for user in item.get("used_in", ()))
    return Finding(item["code"], Severity(item["severity"]), item["message"], MappingProxyType(item["values"]),
                   item["hint"], _place_from_json(source, users) if source else None, item["sheet"],
                   Box(*area) if area else None, item["measured"], item["limit"], item["piece"])


def findings_in(entries: Iterable[Entry]) -> list[Finding]:
    """The findings of published files, without repetitions, each with its piece."""
    findings = []
    for entry in entries:
        for item in entry.preflight.get("findings", ()):
            restored = finding_from_json(item)
            findings.append(restored if restored.piece else replace(restored, piece=entry.piece))
    return once(findings)
