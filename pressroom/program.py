"""What a build depends on, as hashes of content: the program itself, and folders of the project."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pressroom import __version__
from pressroom.cache import Cache
from pressroom.file_index import FileIndex

PACKAGE = Path(__file__).parent

_known: list[str] = []


def of_program(cache: Cache | None = None) -> str:
    """The hash of the program's own text and version; files that `cache` knows to be unchanged are not read again."""
    if not _known:
        _known.append(of_files(PACKAGE, ("",), cache, (".py", ".mo")))  # a catalogue counts as it is compiled
    return _known[0]


def of_files(root: Path, folders: tuple[str, ...], cache: Cache | None, endings: tuple[str, ...] = ("",)) -> str:
    """The hash of the names and contents of all files in these folders of `root`; what cannot be read is empty."""
    index = FileIndex(root, cache or Cache(root / ".cache"), linked=True)
    digest = hashlib.sha256(__version__.encode())
    for folder in folders:
        for name in _names(root, folder):
            if name.endswith(endings):
                digest.update(f"{name}\0{index.digest(name)}\0".encode())
    if cache:
        index.save()
    return digest.hexdigest()


def _names(root: Path, folder: str) -> list[str]:
    """The files in a folder, by their paths from `root`, sorted. Asked on every run, so without a Path for each."""
    top, seen, found = len(str(root)) + 1, set[tuple[int, int]](), list[str]()
    for inside, folders, names in os.walk(root / folder, followlinks=True):  # pictures may lie in a folder elsewhere
        folders.sort()  # of two links to one folder the first counts, on every machine the same
        try:
            status = os.stat(inside)  # noqa: PTH116 - as above
        except OSError:  # it was removed meanwhile
            continue
        if (status.st_dev, status.st_ino) in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        found += (f"{inside}{os.sep}{name}"[top:].replace(os.sep, "/") for name in names)
    return sorted(found)
