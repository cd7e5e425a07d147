"""The checksums of finished files, without reading each of them every time.

As in git's index, a file's checksum is noted with what the system says of it: while its size, its times and its inode
are as noted, its content is taken to be. A file that was changed at about the time at which it was read is not noted,
as a second change could leave the same times ("racily clean" in git's documentation). Whoever hands a file on hashes
its bytes, whatever is noted.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from pressroom import files
from pressroom.cache import Cache, key

MANIFEST = "manifest.json"
MOST_MANIFEST_BYTES = 32 * 2**20
"""Bytes of the largest manifest that is read: that of some 13,000 files."""

_ENGINE = "finished files 2"
# The coarsest clock of a file system, FAT's, has steps of two seconds.
_SETTLED_NS = 2_000_000_000

_Stamp = tuple[int, int, int, int]


class FileIndex:
    """The files of a folder, by path in it.

    Of finished files, a path that leads out of the folder is that of no file; a build's own files may be links to
    anywhere (`linked`).

    Attributes:
        folder: of the files.
        manifest: the checksum of the manifest as the program wrote it; empty when it is not known.
        begun: the checksums of files that are being put in place, and are not in the manifest yet: a build that was
            killed leaves them, and the next one knows by them that nobody else changed these files.
    """

    def __init__(self, folder: Path, cache: Cache, *, linked: bool = False) -> None:
        self.folder, self._linked = folder, linked
        self._cache, self._name = cache, key(_ENGINE, os.path.realpath(folder), int(linked))
        self._stored = cache.get(self._name)
        self.manifest, self.begun, self._notes = _stored(self._stored)
        self._parents: dict[str, bool] = {}

    def digest(self, name: str) -> str:
        """The SHA-256 of a file, in hex, from the index where it is as noted; empty when there is no such file."""
        stamp = self._stamp(name)
        note = self._notes.get(name)
        return note[1] if note and note[0] == stamp else self.hashed(name)

    def hashed(self, name: str) -> str:
        """The SHA-256 of a file's bytes as they are now, in hex; empty when there is no such file."""
        before, started = self._stamp(name), time.time_ns()
        try:
            digest = files.digest(self.folder / name) if before else ""
        except OSError:
            digest = ""
        settled = before and digest and max(before[1:3]) + _SETTLED_NS < started and self._stamp(name) == before
        self._notes.pop(name, None)
        if before and settled:
            self._notes[name] = (before, digest)
        return digest

    def forget(self, names: Iterable[str]) -> None:
        """Drop the notes about files that are written anew."""
        for name in names:
            self._notes.pop(name, None)

    def begin(self, checksums: Mapping[str, str]) -> None:
        """Note the checksums of files that are about to be put in place."""
        self.begun.update(checksums)
        self.save()

    def save(self, known: Container[str] | None = None) -> None:
        """Store the notes, where anything has changed; with `known`, only those about files in it."""
        notes = {name: [*stamp, digest] for name, (stamp, digest) in sorted(self._notes.items())
                 if known is None or name in known}
        content = json.dumps({"manifest": self.manifest, "begun": self.begun, "files": notes}).encode()
        if content != self._stored:
            self._cache.put(self._name, content)
            self._stored = content

    def _stamp(self, name: str) -> _Stamp | None:
        """What tells one state of a file from another; None when it is no regular file of the folder."""
        parent = name.rpartition("/")[0]
        if parent not in self._parents:
            self._parents[parent] = not parent or self._linked or files.is_inside(self.folder, parent)
        path = f"{self.folder}{os.sep}{name}"
        try:
            status = os.lstat(path) if self._parents[parent] else None
            if status and stat.S_ISLNK(status.st_mode) and (self._linked or files.is_inside(self.folder, name)):
                status = Path(path).stat()
        except (OSError, ValueError):
            return None
        if status is None or not stat.S_ISREG(status.st_mode):
            return None
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _stored(content: bytes | None) -> tuple[str, dict[str, str], dict[str, tuple[_Stamp, str]]]:
    """The manifest's checksum, those of files begun, and the notes; none when they are damaged."""
    try:
        record = json.loads(content or b"")
        return str(record["manifest"]), dict(record["begun"]), {
            name: ((size, changed, status, inode), digest)
            for name, (size, changed, status, inode, digest) in record["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", {}, {}
