"""Results of earlier work, stored under a key of their inputs.

The cache never makes a build fail: with a full disk, a read-only folder, or a damaged or foreign entry, the work is
done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from pressroom.patterns import regex
from pressroom.records import dataclass

KeyPart = str | bytes | int | float | None

DEFAULT_MOST_BYTES = 1 << 30

_MARK = b"pressroom cache 1\n"
_DIGEST_BYTES = 32
_KEY = regex(r"[0-9a-f]{64}")
_UNFINISHED = ".unfinished-"
_PRUNE_SHARE = 64  # the entries may outgrow their bound by this part of it
_WRITTEN: dict[Path, int] = {}  # bytes that this process has written since it last looked at the whole folder
_UNFINISHED_SECONDS = 3600.0  # an unfinished file older than this belongs to a process that ended


def key(*parts: KeyPart) -> str:
    """The key of a result of `parts`: 64 hex digits (SHA-256).

    Each part is framed by its type and length, so that ("ab", "c"), ("a", "bc"), (1,) and ("1",)
    all differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        kind, content = _framed(part)
        digest.update(b"%s%d:" % (kind, len(content)))
        digest.update(content)
    return digest.hexdigest()


def _framed(part: KeyPart) -> tuple[bytes, bytes]:
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
    """A folder of results; safe for several processes at once.

    Attributes:
        folder: of the entries; created with the first one.
        most_bytes: above this total, the least recently used entries are removed.
    """

    folder: Path
    most_bytes: int = DEFAULT_MOST_BYTES

    def get(self, name: str) -> bytes | None:
        """The content stored under `name` (a `key`); None when it is missing or damaged.

        Raises:
            ValueError: `name` is not a key.
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
            os.utime(entry)  # pruning removes the least recently used entries
        return raw[start:]

    def put(self, name: str, content: bytes) -> None:
        """Store `content` under `name`, or do nothing when the folder cannot be written.

        Raises:
            ValueError: `name` is not a key.
        """
        entry = self._entry(name)
        if len(content) > self.most_bytes:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(entry, name, content)
            written = _WRITTEN.get(self.folder)
            _WRITTEN[self.folder] = (written or 0) + len(content)
            # looking at every entry after each of many small ones would take longer than the work that they spare
            if written is None or _WRITTEN[self.folder] > self.most_bytes // _PRUNE_SHARE:
                self._prune()
                _WRITTEN[self.folder] = 0

    def _entry(self, name: str) -> Path:
        if not _KEY.fullmatch(name):
            raise ValueError(f"{name!r} is not a cache key")
        return self.folder / name

    def _write(self, entry: Path, name: str, content: bytes) -> None:
        import tempfile  # lazy: a build without a change reads the cache only, and this import takes 3 ms

        from pressroom import file_moves  # lazy: as above

        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_MARK + _digest(name, content))
                out.write(content)
            file_moves.replace(unfinished, entry)
        except OSError:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
            raise

    def _prune(self) -> None:
        """Remove the least recently used entries until the rest fits; files of other names stay."""
        entries: list[tuple[int, int, str]] = []
        stale = time.time() - _UNFINISHED_SECONDS
        with os.scandir(self.folder) as listing:
            for item in listing:
                with contextlib.suppress(OSError):  # another process may remove it at the same moment
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
    """A checksum of the content and the name, so that a renamed entry is invalid too."""
    digest = hashlib.sha256(name.encode("ascii"))
    digest.update(content)
    return digest.digest()
