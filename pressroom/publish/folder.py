"""Atomic writes into out/, by one build at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from pressroom.findings import N_, Finding, Place, Refused, code, finding

LOCK = ".lock"
NOT_WRITTEN = code(
    "not-written",
    N_("The folder of finished files cannot be written to: the disk is full, it is read-only, or it is not a folder."),
    N_("Free some space, or choose another folder with --out. The files already there are unchanged."))


@contextlib.contextmanager
def lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lock `folder` against other builds; `waiting` is called once when another build holds the lock.

    Raises:
        Refused: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("a")
    except OSError as trouble:
        raise Refused([_unwritable(folder, trouble)]) from None
    with stream:
        _wait_for_lock(stream.fileno(), waiting)
        yield


def _wait_for_lock(descriptor: int, waiting: Callable[[], None]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt  # type: ignore[import-not-found,unused-ignore]

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Write files under `folder`; none is replaced before all are on the disk.

    Raises:
        Refused: one of them cannot be written; none was replaced.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            staged.append((part, path))
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for part, path in staged:
            part.replace(path)
    except OSError as trouble:
        raise Refused([_unwritable(Path(folder), trouble)]) from None
    finally:
        for part, _ in staged:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def remove(folder: Path, names: list[str]) -> None:
    """Remove files, and folders that are then empty."""
    for name in names:
        path = folder / name
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()


def _unwritable(folder: Path, trouble: OSError) -> Finding:
    return finding(NOT_WRITTEN, N_("{folder} cannot be written: {reason}"),
                   N_("free some space, or choose another folder"),
                   source=Place(Path(trouble.filename) if trouble.filename else folder), folder=folder.as_posix(),
                   reason=trouble.strerror or str(trouble))
