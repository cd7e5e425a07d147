"""Finished files after their build: whether they still are what preflight passed."""

from __future__ import annotations

import hashlib
import os

from pressroom import files
from pressroom.file_index import FileIndex
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.publish import stored_manifest
from pressroom.publish.manifest import Entry

MOST_BYTES = 300 * 2**20

CHANGED_SINCE = code(
    "changed-since",
    N_("A finished file was changed after it was made and checked, by another program or by a fault of the disk: what "
       "lies there is not what preflight passed."),
    N_("Nothing: a build makes the file again. Save what another program makes of it under another name."),
    severity=Severity.WARNING)
BUILT_DIFFERS = code(
    "built-differs", N_("The file in out/ is not the one that the last build wrote and checked."),
    N_("Build again, and look at the file before you use it."))


def is_current(index: FileIndex, entry: Entry | None, inputs: str) -> bool:
    """Whether the file of `entry` was made of these inputs, and is as it was made."""
    return entry is not None and entry.inputs == inputs and index.digest(entry.path) == entry.sha256


def changes(index: FileIndex, entry: Entry | None) -> list[Finding]:
    """The finding that the file of `entry` was changed since; none when it is as it was made, or gone.

    A build that was killed may have put a newer file in its place: that is no change by anybody else.
    """
    if entry is None or index.digest(entry.path) in (entry.sha256, index.begun.get(entry.path)):
        return []
    if not os.path.lexists(index.folder / entry.path):
        return []
    return [finding(CHANGED_SINCE, N_("{file} is not what the last build wrote"),
                    N_("it is made again as soon as {name} passes; save what you change yourself under another name"),
                    source=Place(index.folder / entry.path), file=entry.path, name=entry.piece)]


def require_unchanged(index: FileIndex, piece: str, printer: str) -> None:
    """Check that the press file of a piece, where one was built, is as it was built: somebody may have looked at it.

    Raises:
        Refused: it was changed since.
    """
    for entry in stored_manifest.read(index.folder, index.manifest).entries.values():
        if (entry.piece, entry.printer, entry.edition) == (piece, printer, "press"):
            content_of(index, entry)


def content_of(index: FileIndex, entry: Entry) -> bytes:
    """The bytes of a finished file, which are those that its build wrote.

    Raises:
        Refused: they are not; the next build makes the file again.
    """
    path = index.folder / entry.path
    try:
        content = files.content(path, MOST_BYTES) if files.is_inside(index.folder, entry.path) else b""
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        index.hashed(entry.path)  # whatever was noted of it
        index.save()
        raise Refused([finding(BUILT_DIFFERS, N_("{file} is not what the last build wrote"),
                               N_("build it again: render.py {name}"), source=Place(path), file=entry.path,
                               name=entry.material)])
    return content
