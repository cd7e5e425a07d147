"""signoffs/: which press file somebody approved, kept in git, and whether it still is what would be printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from pressroom import files
from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.records import dataclass

FOLDER = "signoffs"
MOST_BYTES = 100_000  # of one sign-off, which has eight lines
KEYS = ("piece", "file", "printer", "sha256", "bytes", "version", "by", "day")

SIGNED_DIFFERS = code(
    "signed-differs",
    N_("Somebody approved other bytes than those that would now be printed: what is approved is what is printed."),
    N_("Look at what changed with render.py compare, and sign again with render.py sign-off."),
    severity=Severity.WARNING)
SIGNED_HOLDS = code("signed-holds", N_("The press file is, byte for byte, the one that was approved."), N_("Nothing."),
                    severity=Severity.NOTE)
SIGNED_UNREADABLE = code(
    "signed-unreadable", N_("A sign-off that cannot be read proves nothing."),
    N_("Take the file from git again, or sign anew with render.py sign-off."), severity=Severity.WARNING)


class Printed(Protocol):
    """What is known of a published file."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """One approval.

    Attributes:
        piece: e.g. `petition-A3`.
        file: the press file's path inside out/.
        printer: whose file it is.
        sha256, bytes: of that file.
        version: of the words.
        by, day: who approved it, and when.
    """

    piece: str
    file: str
    printer: str
    sha256: str
    bytes: int
    version: int
    by: str
    day: str


def path_of(piece: str) -> str:
    """Where the sign-off of a piece is kept."""
    return f"{FOLDER}/{piece}.yaml"


def as_yaml(sign_off: SignOff) -> bytes:
    """A sign-off as YAML; JSON's strings are YAML's too."""
    lines = ["# One press file was approved (bon à tirer). A build says whether it still makes the same bytes."]
    lines += [f"{key}: {json.dumps(getattr(sign_off, key), ensure_ascii=False)}" for key in KEYS]
    return ("\n".join(lines) + "\n").encode()


def read(path: Path) -> SignOff | None:
    """A sign-off; None when it is none."""
    try:
        content = files.text(path, MOST_BYTES)
    except (OSError, ValueError):
        return None
    import yaml  # lazy: most pieces have no sign-off

    try:
        record = yaml.safe_load(content)
        sign_off = SignOff(**{key: record[key] for key in KEYS})
    except (ValueError, KeyError, TypeError, RecursionError, yaml.YAMLError):
        return None
    right = all(isinstance(getattr(sign_off, key), int if key in ("bytes", "version") else str) for key in KEYS)
    return sign_off if right and len(sign_off.sha256) == 64 else None


def approval_of(root: Path, piece: str, printer: str, sha256: str) -> tuple[SignOff | None, list[Finding]]:
    """The approval of exactly these bytes; none, and a warning, where others were approved for the same printer."""
    sign_off = read(root / path_of(piece))
    if sign_off is None or sign_off.printer != printer:
        return None, []
    return (sign_off, []) if sign_off.sha256 == sha256 else (None, [_differs(sign_off, Place(Path(path_of(piece))))])


def findings_of(root: Path, entries: Mapping[str, Printed], digest: Callable[[str], str]) -> list[Finding]:
    """What there is to say of every sign-off, against the files that now lie in out/; `digest` hashes one of them.

    The findings belong to no piece, so that what a judge said of the piece before is not taken for old.
    """
    findings: list[Finding] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        place, sign_off = Place(Path(FOLDER) / path.name), read(path)
        if sign_off is None:
            findings.append(finding(SIGNED_UNREADABLE, N_("this is no sign-off"), source=place))
            continue
        if sign_off.file.startswith("runs/"):  # a run is looked at when it is made
            continue
        entry = entries.get(sign_off.file)
        if entry is None:
            findings.append(finding(SIGNED_DIFFERS, N_("{file}, which {by} approved on {day}, is not there"),
                                    source=place,
                                 file=sign_off.file, by=sign_off.by or "?", day=sign_off.day, severity=Severity.NOTE))
        elif entry.sha256 == sign_off.sha256 == digest(sign_off.file):
            findings.append(finding(SIGNED_HOLDS, N_("{file} is what {by} approved on {day}"), source=place,
                                    file=sign_off.file, by=sign_off.by or "?", day=sign_off.day))
        else:
            findings.append(_differs(sign_off, place))
    return findings


def _differs(sign_off: SignOff, place: Place) -> Finding:
    """That a file is not the one that was approved."""
    return finding(SIGNED_DIFFERS, N_("{file} is no longer what {by} approved on {day}"),
                   N_("render.py compare says what changed; render.py sign-off signs again"), source=place,
                   file=sign_off.file, by=sign_off.by or "?", day=sign_off.day)
