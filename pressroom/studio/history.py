"""Earlier versions of a file: from git where the project is in git, else from history/, where the studio keeps them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pressroom.publish.folder import write_file

FOLDER = "history"


def keep(root: Path, relative: str, text: str) -> None:
    """Keep the version that is about to be replaced, unless git has the project, or the version is kept already.

    Raises:
        Refused: the disk is full, or forbids it.
    """
    if (root / ".git").exists():
        return
    folder = root / FOLDER / relative
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    kept = sorted(folder.glob("*.yaml"))
    if kept and kept[-1].stem.endswith(digest):
        return
    number = int(kept[-1].stem.partition("-")[0]) + 1 if kept and kept[-1].stem[:6].isdigit() else 1
    write_file(folder / f"{number:06}-{digest}.yaml", text.encode())
