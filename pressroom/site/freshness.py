"""Whether the present site is up to date; checked first, without heavy imports.

Inputs and site are compared by content, never by time stamps, so that a damaged file is found too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pressroom import files
from pressroom.build import freshness
from pressroom.cache import Cache, key
from pressroom.findings import Finding, Severity
from pressroom.records import dataclass

FOLDER = "site"
REGISTER = "officials.sqlite"
_ENGINE = "site kept 1"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """A finished site.

    Attributes:
        folder: of the site.
        files, bytes: number and total size of its files.
        day: for embargoes and last days, as 2023-01-31.
        findings: errors are of what was left out of the site, such as a register from before an election.
    """

    folder: Path
    files: int
    bytes: int
    day: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """The arguments of a site.

    Attributes:
        root, out: the project, and the folder of finished files.
        today, base: the day and the address of the command line; empty when missing.
        database: the register of officials; None for the project's.
    """

    root: Path
    out: Path
    today: str = ""
    base: str = ""
    database: Path | None = None

    def name(self) -> str:
        """The hash of everything the site depends on; empty when a file cannot be read."""
        register = self.database or self.root / REGISTER
        try:
            return key(_ENGINE, freshness.of_project(self.root, (self.today, self.base)), of_pages(),
                       of_file(self.out / "manifest.json"), of_file(register) if register.is_file() else "")
        except OSError:
            return ""


def of_pages() -> str:
    """The hash of the templates, scripts and style sheet."""
    return key(*(part for folder in ("templates", "static") for path in sorted((_HERE / folder).iterdir())
                 if path.is_file() for part in (path.name, path.read_bytes())))


def of_file(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    return files.digest(path)


def current_site(request: SiteRequest) -> Site | None:
    """The present site, if it is up to date and undamaged; else None."""
    name = request.name()
    content = Cache(request.root / ".cache").get(name) if name else None
    if content is None:
        return None
    try:
        record = json.loads(content)
        folder = request.out / FOLDER
        if not files.is_inside(request.out, FOLDER):
            return None
        if _paths(folder) != sorted(record["site"]) or any(
                of_file(request.out / path) != sha256 for path, sha256 in record["sources"].items()):
            return None
        if any(not _same(folder / path, request.out / one if one else None, sha256)
               for path, (one, sha256) in record["site"].items()):
            return None
        return Site(folder, len(record["site"]), record["bytes"], record["day"],
                    tuple(map(_finding_from_json, record["findings"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(request: SiteRequest, site: Site, links: Mapping[str, str], sources: Mapping[str, str]) -> None:
    """Record `site` for `current_site`.

    `links` are the finished files in the site, by path in the site; `sources` the hashes of all files that it offers or
    shows. A site with a finding that has a place is not recorded, so that each run reports the place again.
    """
    name = request.name()
    if not name or any(item.source or item.area for item in site.findings):
        return
    paths = {path: [links.get(path, ""), "" if path in links else of_file(site.folder / path)]
            for path in _paths(site.folder)}
    content = {"site": paths, "sources": dict(sources), "bytes": site.bytes, "day": site.day,
               "findings": [_finding_to_json(item) for item in site.findings]}
    Cache(request.root / ".cache").put(name, json.dumps(content).encode())


def _paths(site: Path) -> list[str]:
    top = len(str(site)) + 1
    return sorted(f"{inside}{os.sep}{name}"[top:] for inside, _, names in os.walk(site) for name in names)


def _same(path: Path, source: Path | None, sha256: str) -> bool:
    if source is None:
        return of_file(path) == sha256
    return path.samefile(source) or of_file(path) == of_file(source)  # a copy, where links are impossible


def _finding_to_json(item: Finding) -> Mapping[str, object]:
    return {"code": item.code, "severity": item.severity.value, "message": item.message, "hint": item.hint,
            "values": dict(item.values), "piece": item.piece}


def _finding_from_json(item: Mapping[str, str]) -> Finding:
    return Finding(**{**item, "severity": Severity(item["severity"])})  # type: ignore[arg-type]

