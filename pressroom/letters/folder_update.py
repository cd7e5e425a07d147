"""The update of a folder of addressed letters: letters that somebody edited are kept, outdated ones are reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pressroom import files
from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.records import dataclass, field

SUMS = ".sums"  # the hashes of each file as it was written, by name
LETTER_KEPT = code(
    "letter-kept", N_("A letter that somebody edited is not overwritten, so that their text is not lost."),
    N_("Move it away or rename it; or add --replace, which overwrites the text typed into it."))
LETTER_LEFT = code(
    "letter-left", N_("This letter of an earlier run is addressed to someone whom the register no longer names."),
    N_("Delete it, so that it is not sent to someone who has left office."))


@dataclass
class FolderUpdate:
    """What to write into a folder.

    Attributes:
        files: content by name; among them `SUMS`, the hashes of all letters written so far.
        begun: the content of `SUMS` while the files are being replaced, with old and new hashes: a program that is
            killed leaves some letters old and others new, and none of them is edited.
        edited: names of letters that somebody edited; they stay as they are.
        findings: of these, and of letters to people who have left office.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    begun: bytes = b""
    edited: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def folder_update(folder: Path, letters: Mapping[str, bytes], *, replace: bool, whole: bool) -> FolderUpdate:
    """What to write into `folder`.

    Args:
        folder: the folder of addressed letters; it need not exist.
        letters: their content, by file name.
        replace: whether to overwrite edited letters.
        whole: whether `letters` is complete, so that any other letter in the folder is outdated.
    """
    sums, new, update = _read_sums(folder), dict[str, set[str]](), FolderUpdate()
    for name, content in letters.items():
        there = _sum_of(folder / name)
        if there and there not in (*sums.get(name, ()), _sum(content)) and not replace:
            update.edited.append(name)
            update.findings.append(finding(
                LETTER_KEPT, N_("{name} has been edited, and is kept as it is"),
                N_("--replace overwrites it"), source=Place(folder / name), severity=Severity.WARNING, name=name))
            continue
        update.files[name] = content
        new[name] = {_sum(content)}
    if whole:
        for path in sorted(folder.glob("*.docx")):
            if path.name in sums and path.name not in letters:
                update.findings.append(finding(
                    LETTER_LEFT, N_("{name} is outdated: the register no longer names its addressee"),
                    source=Place(path), severity=Severity.WARNING, name=path.name))
    update.begun = _as_text({name: sums.get(name, set()) | new.get(name, set()) for name in (*sums, *new)})
    update.files[SUMS] = _as_text({**sums, **new})
    return update


def _read_sums(folder: Path) -> dict[str, set[str]]:
    """The hashes by name; a malformed line is skipped, so that its letter counts as edited."""
    try:
        lines = files.text(folder / SUMS, errors="replace").splitlines()
    except OSError:
        return {}
    sums: dict[str, set[str]] = {}
    for one, gap, name in (line.partition("  ") for line in lines):
        if gap:
            sums.setdefault(name, set()).add(one)
    return sums


def _as_text(sums: Mapping[str, Iterable[str]]) -> bytes:
    return "".join(f"{one}  {name}\n" for name, each in sorted(sums.items()) for one in sorted(each)).encode()


def _sum_of(path: Path) -> str:
    """The hash of a file; empty when it does not exist."""
    try:
        return files.digest(path)
    except OSError:
        return ""


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
