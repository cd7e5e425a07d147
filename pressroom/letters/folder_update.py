"""Addressed letters that stand in their folder already: those a member changed are kept, former holders' are told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Severity, code, finding

SUMS = ".sums"  # what was written, by name: the hash of each file
LETTER_KEPT = code(
    "letter-kept", N_("A letter that somebody changed after it was made holds words of theirs; it is not made again."),
    N_("Move it away or rename it, or add --replace: then what was typed into it is lost."))
LETTER_LEFT = code(
    "letter-left", N_("A letter of an earlier time stays in its folder when nobody of that name holds the office now."),
    N_("Take it away, so that it is not sent to who is no longer in office."))


@dataclass
class FolderUpdate:
    """What a folder holds, against the letters that go into it.

    Attributes:
        files: to be written, and with them the hashes of all that was ever written.
        kept: names of letters that somebody changed.
        findings: of these, and of letters that belong to nobody in office.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def folder_update(folder: Path, letters: Mapping[str, bytes], *, replace: bool, whole: bool) -> FolderUpdate:
    """What is to be written into `folder`.

    Args:
        folder: of the addressed letters; need not be there.
        letters: finished ones, by file name.
        replace: changed letters too.
        whole: whether these are all the letters that there are, so that others belong to nobody.
    """
    sums, update = _read_sums(folder), FolderUpdate()
    for name, content in letters.items():
        there = _sum_of(folder / name)
        if there and there != sums.get(name) and there != _sum(content) and not replace:
            update.edited.append(name)
            update.findings.append(finding(
                LETTER_KEPT, N_("{name} was changed since it was made, and is kept as it is"),
                N_("--replace makes it anew"), source=Place(folder / name), severity=Severity.WARNING, name=name))
            continue
        update.files[name] = content
        sums[name] = _sum(content)
    if whole:
        for path in sorted(folder.glob("*.docx")):
            if path.name in sums and path.name not in letters:
                update.findings.append(finding(
                    LETTER_LEFT, N_("{name} is of an earlier time: nobody in office now is written to by that name"),
                    source=Place(path), severity=Severity.WARNING, name=path.name))
    update.files[SUMS] = "".join(f"{one}  {name}\n" for name, one in sorted(sums.items())).encode()
    return update


def _read_sums(folder: Path) -> dict[str, str]:
    """The hashes by name; a line that is none says nothing, so that its letter counts as changed."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    return {name: one for one, gap, name in (line.partition("  ") for line in lines) if gap}


def _sum_of(path: Path) -> str:
    """The hash of a file; empty when there is none."""
    try:
        return _sum(path.read_bytes())
    except OSError:
        return ""


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
