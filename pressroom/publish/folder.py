"""Atomic writes into out/, by one build at a time, and never outside of it."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pressroom import file_lock, file_moves
from pressroom.files import NOT_REGULAR, is_inside, link_out
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.processes import close_own, keep_own

LOCK = ".lock"
NOT_WRITTEN = code(
    "not-written",
    N_("The folder of finished files cannot be written to: the disk is full, it is read-only, or it is not a folder."),
    N_("Free some space, or choose another folder with --out. The files already there are unchanged."))
LEADS_OUTSIDE = code(
    "leads-outside",
    N_("Only the folder of finished files is written to. Files behind a link that leads out of it may belong to "
       "anybody: they are neither published, nor replaced, nor removed."),
    N_("Remove the link, or put a folder in its place; to have all files elsewhere, use --out."))

_PART = ".part"
_PARTS = re.compile(r"\.[0-9a-f]{16}\.part")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A link is not followed, and a pipe is not waited for.
_LOCKED = (os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
           | getattr(os, "O_CLOEXEC", 0))


@contextlib.contextmanager
def lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lock `folder` against other builds; `waiting` is called once when another build holds the lock.

    The lock is the system's, on a descriptor that children do not keep: it ends with the process that holds it.

    Raises:
        Refused: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / LOCK).is_symlink():
            raise Refused([outside(folder, LOCK)])
        descriptor = keep_own(os.open(folder / LOCK, _LOCKED, 0o666))
    except OSError as trouble:
        raise Refused([unwritable(folder, trouble)]) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused([unwritable(folder, OSError(0, NOT_REGULAR, os.fspath(folder / LOCK)))])
        if not file_lock.lock_at_once(descriptor):
            waiting()
            file_lock.lock(descriptor)
        for inside, _, _ in os.walk(folder):
            _remove_dead_parts(Path(inside))
        yield
    finally:
        close_own(descriptor)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under `folder`, by path in it; none is replaced before all are on the disk.

    Raises:
        Refused: one of them cannot be written, or would lie outside; none was replaced.
    """
    if wrong := [outside(folder, name) for name in files if not is_inside(folder, name, linked=False)]:
        raise Refused(wrong)
    _write(folder, {folder / name: content for name, content in files.items()})


def write_file(path: Path, content: bytes) -> None:
    """Write the one file that the user named.

    Raises:
        Refused: it cannot be written; a file that was there is unchanged.
    """
    _write(path.parent, {path: content})


def _write(folder: Path, files: Mapping[Path, bytes]) -> None:
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as held:
            for parent in sorted({path.parent for path in files}):
                held.enter_context(_parts(parent))
            try:
                for path, content in files.items():
                    part = _part_of(path)
                    descriptor = os.open(part, _NEW, 0o666)
                    staged.append((part, path))
                    with os.fdopen(descriptor, "wb") as stream:
                        stream.write(content)
                        stream.flush()
                        os.fsync(stream.fileno())
                for part, path in staged:
                    file_moves.replace(part, path)
            finally:
                _unlink(part for part, _ in staged)
    except OSError as trouble:
        raise Refused([unwritable(folder, trouble)]) from None


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file for a library that writes to a path; it takes the place of `path` at the end of the block.

    Raises:
        OSError: it cannot be written; a file that was there is unchanged.
    """
    with _parts(path.parent):
        part = _part_of(path)
        os.close(os.open(part, _NEW, 0o666))
        try:
            yield part
            with part.open("r+b") as stream:  # Windows writes out only what is open for writing
                os.fsync(stream.fileno())
            file_moves.replace(part, path)
        finally:
            _unlink([part])


def _part_of(path: Path) -> Path:
    return path.with_name(f".{os.urandom(8).hex()}{_PART}")


@contextlib.contextmanager
def _parts(folder: Path) -> Iterator[None]:
    """Make the folder and hold it while parts of files are in it; those of processes that were killed are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove_dead_parts(folder)
    with _held(folder):
        yield


@contextlib.contextmanager
def _held(folder: Path, *, alone: bool = False) -> Iterator[bool]:
    """Hold the folder; whether nobody else does, where that is asked (`alone`).

    Where folders cannot be locked, nobody is ever known to be alone.
    """
    if not file_lock.KNOWS_FOLDERS:
        yield False
        return
    descriptor, held = keep_own(os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))), False
    try:
        with contextlib.suppress(OSError):
            if alone:
                held = file_lock.lock_at_once(descriptor)
            else:
                file_lock.share(descriptor)
        yield held
    finally:
        close_own(descriptor)


def _remove_dead_parts(folder: Path) -> None:
    """Remove parts of files that a process left that was killed: a living one holds the folder that they are in."""
    with contextlib.suppress(OSError):
        parts = [path for path in folder.iterdir() if _PARTS.fullmatch(path.name)]
        if parts:
            with _held(folder, alone=True) as dead:
                _unlink(parts if dead else ())


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files, and folders that are then empty; what lies outside of `folder` stays."""
    for name in names:
        if is_inside(folder, name, linked=False):
            _unlink([folder / name])
            with contextlib.suppress(OSError):
                (folder / name).parent.rmdir()


def outside(folder: Path, name: str) -> Finding:
    """The finding that `name` leads out of `folder`."""
    link = link_out(folder, name)
    return finding(LEADS_OUTSIDE, N_("{link} is a link to a place outside {folder}: nothing is read or written there"),
                   N_("remove the link, or put a folder in its place"), source=Place(folder / link), link=link,
                   folder=folder.as_posix())


def unwritable(folder: Path, trouble: OSError) -> Finding:
    """That a folder, or a file of it, cannot be written."""
    return finding(NOT_WRITTEN, N_("{folder} cannot be written: {reason}"),
                   N_("free some space, or choose another folder"),
                   source=Place(Path(trouble.filename) if trouble.filename else folder), folder=folder.as_posix(),
                   reason=trouble.strerror or str(trouble))
