"""Whether anything at all has changed since the last build: asked first, with no heavy import.

Everything that a build reads is hashed by content, so that no clock and no time stamp is trusted.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from pressroom import __version__

FOLDERS = ("materials", "layouts", "assets", "signoffs")
_PACKAGE = Path(__file__).parent


@cache
def of_program() -> str:
    """The hash of the program's own text and version."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(item for item in _PACKAGE.rglob("*") if item.suffix in (".py", ".po")):
        _add(digest, path.relative_to(_PACKAGE).as_posix(), path)
    return digest.hexdigest()


def of_project(root: Path, request: object) -> str:
    """The hash of every file that a build reads, and of what it is asked for."""
    digest = hashlib.sha256(f"{of_program()}\n{request!r}".encode())
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                _add(digest, path.relative_to(root).as_posix(), path)
    return digest.hexdigest()


def nothing_changed(root: Path, out: Path, request: object, today: str) -> int | None:
    """How many files the last build of the same request left, if all of it still holds; else None."""
    try:
        told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        if not told["inputs"] or (told["until"] and today > told["until"]):
            return None
        if any((out / item["path"]).stat().st_size != item["bytes"] for item in told["files"]):
            return None
        return len(told["files"]) if told["inputs"] == of_project(root, request) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    content = path.read_bytes()
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
