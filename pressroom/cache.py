"""What was made before, kept by what it was made from.

A cache never decides whether a piece comes out: a full disk, a folder that cannot be written, a
damaged or foreign entry all mean "not kept", and the work is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

Part = str | bytes | int | float | None

DEFAULT_MOST_BYTES = 1 << 30

_MARK = b"pressroom cache 1\n"
_DIGEST_BYTES = 32
_KEY = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".unfinished-"
_UNFINISHED_SECONDS = 3600.0  # an unfinished file older than this belongs to a program that died


def key(*parts: Part) -> str:
    """A name for what is made from `parts`: 64 hex digits (SHA-256).

    Each part is framed by its kind and length, so that ("ab", "c"), ("a", "bc"), (1,) and ("1",)
    all differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        kind, content = _framed(part)
        digest.update(b"%s%d:" % (kind, len(content)))
        digest.update(content)
    return digest.hexdigest()


def _framed(part: Part) -> tuple[bytes, bytes]:
    if part is None:
        return b"n", b""
    if isinstance(part, bytes):
        return b"b", part
    if isinstance(part, str):
        return b"s", part.encode("utf-8", "surrogatepass")
    if isinstance(part, float):
        return b"f", part.hex().encode("ascii")
    return b"i", str(int(part)).encode("ascii")


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of finished work; safe for several programs at once.

    Attributes:
        folder: where the entries lie; made when the first one is kept.
        most_bytes: above this total the entries unused for longest are dropped.
    """

    folder: Path
    most_bytes: int = DEFAULT_MOST_BYTES

    def get(self, name: str) -> bytes | None:
        """The content kept under `name` (a `key`), or None: never kept, dropped or damaged.

        Raises:
            ValueError: `name` was not made by `key`.
        """
        entry = self._entry(name)
        try:
            raw = entry.read_bytes()
        except OSError:
            return None
        start = len(_MARK) + _DIGEST_BYTES
        if not raw.startswith(_MARK) or raw[len(_MARK):start] != _digest(name, memoryview(raw)[start:]):
            return None
        with contextlib.suppress(OSError):
            os.utime(entry)  # pruning drops what was not used for longest
        return raw[start:]

    def put(self, name: str, content: bytes) -> None:
        """Keep `content` under `name`, or do nothing when the folder cannot take it.

        Raises:
            ValueError: `name` was not made by `key`.
        """
        entry = self._entry(name)
        if len(content) > self.most_bytes:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(entry, name, content)
            self._prune()

    def _entry(self, name: str) -> Path:
        if not _KEY.fullmatch(name):
            raise ValueError(f"{name!r} is no cache key")
        return self.folder / name

    def _write(self, entry: Path, name: str, content: bytes) -> None:
        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_MARK + _digest(name, content))
                out.write(content)
            Path(unfinished).replace(entry)
        except OSError:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
            raise

    def _prune(self) -> None:
        """Drop the entries unused for longest until the rest fits; files of other names are left alone."""
        entries: list[tuple[int, int, str]] = []
        stale = time.time() - _UNFINISHED_SECONDS
        with os.scandir(self.folder) as listing:
            for item in listing:
                with contextlib.suppress(OSError):  # another program may drop it in the same moment
                    status = item.stat(follow_symlinks=False)
                    if _KEY.fullmatch(item.name):
                        entries.append((status.st_mtime_ns, status.st_size, item.path))
                    elif item.name.startswith(_UNFINISHED) and status.st_mtime < stale:
                        Path(item.path).unlink()
        excess = sum(size for _, size, _ in entries) - self.most_bytes
        for _, size, path in sorted(entries):
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
            excess -= size


def _digest(name: str, content: bytes | memoryview) -> bytes:
    """A checksum of the content and of the name it is kept under: a renamed entry is foreign too."""
    digest = hashlib.sha256(name.encode("ascii"))
    digest.update(content)
    return digest.digest()
