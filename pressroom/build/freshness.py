"""Whether anything at all has changed since the last build: asked first, with no heavy import.

Everything that a build reads is hashed by content, so that no clock and no time stamp is trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from pressroom import __version__, files
from pressroom.cache import Cache
from pressroom.file_index import MANIFEST, MOST_MANIFEST_BYTES, FileIndex

FOLDERS = ("materials", "layouts", "assets", "signoffs")
_PACKAGE = Path(__file__).parents[1]


@cache
def of_program() -> str:
    """The hash of the program's own text and version."""
    digest = hashlib.sha256(__version__.encode())
    for name in _files(_PACKAGE):
        if name.endswith((".py", ".mo")):  # a catalogue counts as it is compiled
            _add(digest, name, f"{_PACKAGE}{os.sep}{name}")
    return digest.hexdigest()


def of_project(root: Path, request: object) -> str:
    """The hash of every file that a build reads, and of what it is asked for."""
    digest = hashlib.sha256(f"{of_program()}\n{request!r}".encode())
    for folder in FOLDERS:
        for name in _files(root / folder):
            _add(digest, f"{folder}/{name}", f"{root}{os.sep}{folder}{os.sep}{name}")
    return digest.hexdigest()


def nothing_changed(root: Path, out: Path, request: object, today: str) -> int | None:
    """How many files the last build of the same request left, if all of it still holds; else None.

    A manifest that is not the one that the program wrote is left to the next build, which reads it with care.
    """
    try:
        if not files.is_inside(out, MANIFEST):
            return None
        content = files.content(out / MANIFEST, MOST_MANIFEST_BYTES)
        manifest, index = json.loads(content), FileIndex(out, Cache(root / ".cache"))
        if index.manifest != hashlib.sha256(content).hexdigest():
            return None
        if not manifest["inputs"] or (manifest["until"] and today > manifest["until"]):
            return None
        names = {item["path"]: item["sha256"] for item in manifest["files"]}
        if any(index.digest(name) != digest for name, digest in names.items()):
            return None
        index.save(names)
        return len(manifest["files"]) if manifest["inputs"] == of_project(root, request) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _files(folder: Path) -> list[str]:
    """The files under a folder, by their names there, sorted. Asked on every run, so without a Path for each."""
    top = len(str(folder)) + 1
    return sorted(f"{inside}{os.sep}{name}"[top:] for inside, _, names in os.walk(folder) for name in names)


def _add(digest: hashlib._Hash, name: str, path: str) -> None:
    try:
        content = files.content(path)
    except OSError:  # an editor's lock that leads nowhere, or a file that went away; who needs it says that it lacks
        content = b""
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
