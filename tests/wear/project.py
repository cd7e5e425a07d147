"""A project that has been built and used, a change of it, and what each command leaves of that, undisturbed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import copy_project
from tests.officials.tables import small
from tests.wear.seal import Running, Sealed

DAY = "2023-01-20"
NAMES = ("petition", "direct-access", "lettre-maire", "lettre-depute")
COMMUNE = "Saint-Laurent-du-Var"
COMMANDS = {"build": ("build",), "fresh build": ("build", "--fresh"), "site": ("site", "--today", "2023-02-01"),
            "letters": ("letters", "--today", DAY), "addressed letters": ("letters", "--commune", COMMUNE,
                                                                         "--today", DAY),
            "import": ("officials", "import", "tables/*", "--today", DAY),
            "sign-off": ("sign-off", "petition", "--by", "Marie", "--on", DAY)}
USED = ("build", "import", "letters", "addressed letters", "site", "sign-off")
Shared = Callable[[str, Callable[[Path], None]], Path]


def words_of(name: str, project: Path) -> list[str]:
    """The command's words; a last part of `*` stands for the files of a folder."""
    words: list[str] = []
    for word in COMMANDS[name]:
        folder = project / word.removesuffix("/*")
        words += ([path.relative_to(project).as_posix() for path in sorted(folder.iterdir())]
                  if word.endswith("/*") else [word])
    return words


def small_copy(root: Path, *names: str) -> Sealed:
    """A copy of the campaign with these pieces in A4, and tables of officials beside it."""
    copy_project(root)
    for path in (root / "materials").rglob("*.yaml"):
        if path.stem not in (*names, "campaign"):
            path.unlink()
        else:
            edit(path, lambda text: re.sub(r"^formats: .*$", "formats: [A4]", text, flags=re.MULTILINE))
    (root / "tables").mkdir()
    small().write(root / "tables")
    (root / "out").mkdir()
    return Sealed(root)


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def used(shared: Shared) -> Path:
    """A project on which every command has run."""
    def make(root: Path) -> None:
        root.rmdir()
        use(small_copy(root, *NAMES))
    return shared("wear-used", make)


def use(sealed: Sealed) -> None:
    for name in USED:
        run(sealed, name)


def member_letter(root: Path) -> Path:
    return next(path for path in sorted((root / "out/letters").rglob("*.docx")) if path.parent.name != "letters")


def changed(shared: Shared, root: Path) -> Sealed:
    """A copy of the used project in which everything that commands read was changed, and one letter by a member."""
    shutil.copytree(used(shared), root, symlinks=True)
    letter = member_letter(root)
    letter.write_bytes(letter.read_bytes() + b"changed by a member")
    edit(root / "materials/petition.yaml", lambda text: text.replace("besoin", "envie", 1))
    for path in (root / "materials/letters").glob("*.yaml"):
        edit(path, lambda text: text.replace("subject: Un", "subject: Encore un", 1))
    for path in (root / "tables").iterdir():
        edit(path, lambda text: text.replace("Nice", "Nizza"))
    edit(root / "signoffs/petition-A4.yaml", lambda text: text.replace("Marie", "Paul"))
    return Sealed(root)


def run(sealed: Sealed, name: str) -> Running:
    running = sealed.start(*words_of(name, sealed.folder))
    code, _, err = running.end()
    assert code == 0, (name, err)
    return running


def content(root: Path) -> dict[str, str]:
    """The digest of every file of the project but its cache, whose entries are results of earlier work."""
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(root.rglob("*")) if path.is_file() and path.name != ".lock"
            and path.relative_to(root).parts[0] not in (".cache", "assets", "layouts")}


@dataclass(frozen=True)
class Undisturbed:
    """What a command leaves of the changed project when nothing disturbs it.

    Attributes:
        before, after: the digests of all files.
        ticks: of processor time that it took.
        writes: how often it changed the disk.
    """

    before: dict[str, str]
    after: dict[str, str]
    ticks: int
    writes: int


def undisturbed(shared: Shared, name: str) -> Undisturbed:
    def make(root: Path) -> None:
        sealed = changed(shared, root / "project")
        before, count = content(sealed.folder), sealed.folder / "writes"
        counting = Sealed(sealed.folder, {"WEAR_WRITES": str(count)})
        running = run(counting, name)
        writes = int(count.read_text())
        count.unlink()
        (root / "found.json").write_text(json.dumps([before, content(sealed.folder), running.ticks, writes]))
    found = shared(f"wear-{name.replace(' ', '-')}", make) / "found.json"
    return Undisturbed(*json.loads(found.read_text()))
