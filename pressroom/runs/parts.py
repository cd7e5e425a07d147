"""What a run keeps on the disk while it is made, readable by its owner alone; it goes with the end of the run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pressroom.runs.spool import Spool

_STATE = "state.json"
_DIGEST = 32  # bytes


class Parts:
    """The folder of a run's parts.

    Attributes:
        folder: beside what is made.
        spool: the records that are made.
        every: the records of the whole run, where those that are made are some of it; else without any.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spool, self.every = Spool(folder / "records"), Spool(folder / "every")

    @property
    def surveyed(self) -> Spool:
        """The records of which the longest decides sizes."""
        return self.every if self.every.count else self.spool

    def begin(self, *, resume: bool) -> None:
        """Make the folder, empty unless an earlier run is to go on."""
        if not resume:
            self.remove()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def belong_to(self, digest: str) -> bool:
        """Whether the drafts in the folder are of this very run; others are removed."""
        state = self.folder / _STATE
        with suppress(OSError, ValueError):
            if json.loads(state.read_text(encoding="utf-8")) == digest:
                return True
        for path in self.folder.glob("*.draft"):
            path.unlink(missing_ok=True)
        _written(state, json.dumps(digest).encode())
        return False

    def kept(self, piece: int, chunk: int) -> bytes | None:
        """A draft that was written before; None without one, or for a damaged one."""
        try:
            content = self._draft(piece, chunk).read_bytes()
        except OSError:
            return None
        return content[_DIGEST:] if hashlib.sha256(content[_DIGEST:]).digest() == content[:_DIGEST] else None

    def keep(self, piece: int, chunk: int, content: bytes) -> None:
        """Write a draft."""
        _written(self._draft(piece, chunk), hashlib.sha256(content).digest() + content)

    def unfinished(self, name: str) -> Path:
        """Where a file of that name is written before it is whole."""
        return self.folder / f"{name}.unfinished"

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _draft(self, piece: int, chunk: int) -> Path:
        return self.folder / f"{piece}-{chunk:06d}.draft"


@contextmanager
def private(path: Path) -> Iterator[int]:
    """A descriptor of a new file that its owner alone can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _written(path: Path, content: bytes) -> None:
    """Write a file whole, under its own name only when it is."""
    beside = path.with_suffix(".new")
    with private(beside) as descriptor:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left):]
    beside.replace(path)
