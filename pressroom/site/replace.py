"""Replaces out/site: the new folder is written completely, beside the old one, before it takes its place."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pressroom import file_moves
from pressroom.files import is_inside
from pressroom.findings import N_, Refused, finding
from pressroom.publish.folder import NOT_WRITTEN, outside

_NEW, _OLD = ".site-new-", ".site-old"


def replace_folder(site: Path, files: Mapping[str, bytes], links: Mapping[str, Path]) -> int:
    """Replace the folder `site` by `files` and hard links to `links`, both by path in it; return the bytes of all.

    Raises:
        Refused: the folder cannot be written, or is a link that leads elsewhere; the old one is unchanged.
        ValueError: a path is outside the folder, which names of materials and formats make impossible.
    """
    for path in (*files, *links):
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise ValueError(path)
    if not is_inside(site.parent, site.name):
        raise Refused([outside(site.parent, site.name)])
    restore(site)
    try:
        _sweep(site.parent)
        new = Path(tempfile.mkdtemp(prefix=_NEW, dir=site.parent))
    except OSError as trouble:
        raise _unwritable(site, trouble) from None
    try:
        size = _write(new, files, links)
        new.chmod(0o755)
        _swap(site, new)
    except OSError as trouble:
        raise _unwritable(site, trouble) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return size


def restore(site: Path) -> None:
    """Put the old folder back, if a program ended after moving it and before moving the new one."""
    old = site.with_name(_OLD)
    if not site.exists() and old.is_dir() and not old.is_symlink():
        with contextlib.suppress(OSError):
            file_moves.rename(old, site)


def _write(new: Path, files: Mapping[str, bytes], links: Mapping[str, Path]) -> int:
    size = 0
    for folder in sorted({(new / path).parent for path in (*files, *links)}):
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (new / path).write_bytes(content)
        size += len(content)
    for path, source in links.items():
        try:
            os.link(source, new / path)  # needs no space; safe, as builds replace files and never change them
        except OSError:
            shutil.copyfile(source, new / path)
        size += source.stat().st_size
    return size


def _swap(site: Path, new: Path) -> None:
    old = site.with_name(_OLD)
    _remove(old)
    had = site.exists()
    try:
        if had:
            file_moves.rename(site, old)
        file_moves.rename(new, site)
    except BaseException:  # Ctrl-C too: one of the two folders must be in place
        if had and not site.exists():
            file_moves.rename(old, site)
        raise
    _remove(old)


def _sweep(parent: Path) -> None:
    """Remove the unfinished folders of programs that were ended."""
    for leftover in parent.glob(f"{_NEW}*"):
        _remove(leftover)


def _remove(path: Path) -> None:
    """Remove a folder, or a link, but never what the link leads to."""
    if path.is_symlink():
        with contextlib.suppress(OSError):
            path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _unwritable(site: Path, trouble: OSError) -> Refused:
    return Refused([finding(NOT_WRITTEN, N_("{folder} cannot be written: {reason}"), folder=str(site),
                            reason=trouble.strerror or type(trouble).__name__)])
