"""Whether the site that stands is the one that would be made: asked first, with no heavy import.

Everything that a site is made of is hashed by content, and so is the site itself: no clock and no time stamp is
trusted, and a file that somebody damaged is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pressroom import files
from pressroom.build import freshness
from pressroom.cache import Cache, key
from pressroom.findings import Finding, Severity

FOLDER = "site"
REGISTER = "officials.sqlite"
_ENGINE = "site kept 1"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Attributes:
        folder: where the site stands.
        files, bytes: how much there is of it.
        day: the day it was made for.
        findings: what there was to say; nothing of it fails.
    """

    folder: Path
    files: int
    bytes: int
    day: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        root, out: the project and the folder of finished files.
        today, base: the day and the address as they were told; empty where they were not.
        database: the register of officials; the project's own when it is left out.
    """

    root: Path
    out: Path
    today: str = ""
    base: str = ""
    database: Path | None = None

    def name(self) -> str:
        """The hash of all that goes into the site; empty where there is nothing to make one of."""
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


def standing(wanted: Wanted) -> Made | None:
    """The site that stands, if it is what would be made and nobody touched it; else None."""
    name = wanted.name()
    content = Cache(wanted.root / ".cache").get(name) if name else None
    if content is None:
        return None
    try:
        told = json.loads(content)
        site = wanted.out / FOLDER
        if _listed(site) != sorted(told["site"]) or any(of_file(wanted.out / path) != sha256
                                                        for path, sha256 in told["sources"].items()):
            return None
        if any(not _same(site / path, wanted.out / one if one else None, sha256)
               for path, (one, sha256) in told["site"].items()):
            return None
        return Made(site, len(told["site"]), told["bytes"], told["day"], tuple(map(_heard, told["findings"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(wanted: Wanted, made: Made, taken: Mapping[str, str], sources: Mapping[str, str]) -> None:
    """Remember the site just made.

    `taken` are the finished files that it links to, by its own paths; `sources` the hashes of all that it shows or
    offers. A finding that has a place is not remembered: the place is told anew each time.
    """
    name = wanted.name()
    if not name or any(item.source or item.area for item in made.findings):
        return
    site = {path: [taken.get(path, ""), "" if path in taken else of_file(made.folder / path)]
            for path in _listed(made.folder)}
    content = {"site": site, "sources": dict(sources), "bytes": made.bytes, "day": made.day,
               "findings": [_told(item) for item in made.findings]}
    Cache(wanted.root / ".cache").put(name, json.dumps(content).encode())


def _listed(site: Path) -> list[str]:
    top = len(str(site)) + 1
    return sorted(f"{inside}{os.sep}{name}"[top:] for inside, _, names in os.walk(site) for name in names)


def _same(path: Path, source: Path | None, sha256: str) -> bool:
    if source is None:
        return of_file(path) == sha256
    return path.samefile(source) or of_file(path) == of_file(source)  # a copy, where no link could be made


def _told(item: Finding) -> Mapping[str, object]:
    return {"code": item.code, "severity": item.severity.value, "message": item.message, "hint": item.hint,
            "values": dict(item.values), "piece": item.piece}


def _heard(item: Mapping[str, str]) -> Finding:
    return Finding(**{**item, "severity": Severity(item["severity"])})  # type: ignore[arg-type]

