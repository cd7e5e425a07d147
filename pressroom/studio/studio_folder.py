"""The folder .studio of a project: what only this machine keeps. Git ignores it from its first file on."""

from __future__ import annotations

from pathlib import Path

from pressroom.publish.folder import write_all

FOLDER = ".studio"


def private(root: Path) -> Path:
    """The folder, with the file that keeps it out of git.

    Raises:
        Refused: the disk is full, or forbids it.
    """
    folder = root / FOLDER
    if not (folder / ".gitignore").exists():
        write_all(folder, {".gitignore": b"*\n"})
    return folder
