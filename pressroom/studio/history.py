"""Earlier versions of a file: from git where the project is in git, and those that the studio has replaced.

Without git they lie in history/, with the project. With git, what was saved and never committed lies in
.studio/history, which git ignores: nothing that was saved is lost between two commits.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pressroom import file_moves, files, programs
from pressroom.publish.folder import write_file
from pressroom.records import dataclass

FOLDER = "history"
MOST = 60
"""Versions that are shown: so many of those that the studio kept, and so many commits, the newest ones."""

_SECONDS = 20.0
_UNIT, _RECORD = "\x1f", "\x1e"
_TIME = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier version.

    Attributes:
        name: by which it is asked for: `git-` or `kept-` and its number.
        day: when it was replaced or committed, as YYYY-MM-DD HH:MM.
        by, remark: who committed it, and the first line of the message.
        path: of the file in the repository then: it may have had another name.
    """

    name: str
    day: str = ""
    by: str = ""
    remark: str = ""
    path: str = ""


def keep(root: Path, relative: str, text: str) -> None:
    """Keep the version that is about to be replaced, unless git or the studio has it.

    Raises:
        Refused: the disk is full, or forbids it.
    """
    folder = _folder(root) / relative
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    kept = _kept(folder)
    if (kept and kept[-1].stem.endswith(digest)) or (in_git(root) and _shown(root, "HEAD", f"./{relative}") == text):
        return
    number = int(kept[-1].stem.partition("-")[0]) + 1 if kept else 1
    write_file(folder / f"{number:06}-{digest}.yaml", text.encode())


def versions(root: Path, relative: str) -> list[Version]:
    """What there is, the newest first: what the studio replaced since the last commit, then the commits."""
    import datetime

    kept = [Version(f"kept-{path.stem}", datetime.datetime.fromtimestamp(path.stat().st_mtime).strftime(_TIME))
            for path in reversed(_kept(_folder(root) / relative))]
    return [*kept[:MOST], *_commits(root, relative)]


def text_of(root: Path, relative: str, name: str) -> str | None:
    """The text of a version; None where there is none of that name."""
    kind, _, number = name.partition("-")
    if kind == "kept" and number in {path.stem for path in _kept(_folder(root) / relative)}:
        try:
            return files.content(_folder(root) / relative / f"{number}.yaml", 1_000_000).decode()
        except (files.Unread, UnicodeDecodeError):
            return None
    found = [version for version in _commits(root, relative) if version.name == name] if kind == "git" else []
    return _shown(root, number, found[0].path) if found else None


def move(root: Path, relative: str, new: str) -> None:
    """Keep the versions of a file under its new path."""
    old, target = _folder(root) / relative, _folder(root) / new
    if old.is_dir() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        file_moves.rename(old, target)


def in_git(root: Path) -> bool:
    """Whether git has the project; a folder inside a repository counts, too."""
    return bool(programs.git()) and any((folder / ".git").exists() for folder in (root, *root.parents))


def _folder(root: Path) -> Path:
    return root / ".studio" / FOLDER if in_git(root) else root / FOLDER


def _kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.stem[:6].isdigit())


def _commits(root: Path, relative: str) -> list[Version]:
    if not in_git(root):
        return []
    try:
        listed = programs.run(programs.git(), [
            "-c", "core.quotePath=false", "log", f"--max-count={MOST}", "--follow", "--name-only",
            f"--date=format:{_TIME}", f"--format={_RECORD}%H{_UNIT}%ad{_UNIT}%an{_UNIT}%s{_UNIT}", "--", relative],
            seconds=_SECONDS, folder=root)
    except (programs.Missing, programs.Unfinished):
        return []
    rows = [[part.strip() for part in record.split(_UNIT)] for record in listed.split(_RECORD)]
    return [Version(f"git-{row[0]}", row[1], row[2], row[3], row[4] or f"./{relative}")  # a merge names no file
            for row in rows if len(row) == 5 and row[0].isalnum()]


def _shown(root: Path, commit: str, path: str) -> str | None:
    try:
        return programs.run(programs.git(), ["show", f"{commit}:{path}"], seconds=_SECONDS, folder=root, exact=True)
    except (programs.Missing, programs.Unfinished):
        return None
