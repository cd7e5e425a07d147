"""Whether anything at all has changed since the last build: asked first, with no heavy import.

Everything that a build reads counts by its content. As in git's index, a file whose size, times and inode are as they
were when it was hashed is not read again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pressroom import files
from pressroom.cache import Cache
from pressroom.file_index import MANIFEST, MOST_MANIFEST_BYTES, FileIndex
from pressroom.program import of_files, of_program

FOLDERS = ("materials", "layouts", "assets", "signoffs")


def of_project(root: Path, request: object) -> str:
    """The hash of every file that a build reads, and of what it is asked for."""
    cache = Cache(root / ".cache")
    parts = (of_program(cache), of_files(root, FOLDERS, cache), repr(request))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


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
