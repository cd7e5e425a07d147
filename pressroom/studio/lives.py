"""The lives of materials: begun, copied, renamed, put away, deleted, and brought back.

What is put away lies in archive/, with the project; what is deleted lies in .studio/trash until somebody empties that.
Neither is ever written over: each has a numbered folder of its own.
"""

from __future__ import annotations

from pathlib import Path

from pressroom import file_moves, files, load
from pressroom.build import signoffs
from pressroom.build.starting import new_name, starting_text
from pressroom.field_types import NAME
from pressroom.findings import N_, Refused, code, finding
from pressroom.publish.folder import write_file
from pressroom.records import dataclass
from pressroom.specs.letter import FOLDERS
from pressroom.specs.spec_files import CAMPAIGN
from pressroom.specs.yaml_spliced import Unspliced, spliced, value_of
from pressroom.studio import history, saving
from pressroom.studio.drafts import text_of
from pressroom.studio.put_away import NUMBER, TRASH, sweep
from pressroom.studio.put_away import put_away as put_away_file
from pressroom.studio.workspace import Workspace

PLACES = {"archive": "archive", "trash": TRASH}
GONE = "gone"
"""The place of what is typed in a file that is gone: an editor or git has removed it."""

NOT_SAVED = code("not-saved", N_("A copy, a new name and the archive are of what is saved: what is only typed would be "
                                 "left behind."),
                 N_("Save the piece first, or throw its changes away."))
NOT_BROUGHT_BACK = code("not-brought-back", N_("Another piece has taken the name, or the file is gone."),
                        N_("Give the other piece another name, then bring this one back."))


@dataclass(frozen=True, slots=True)
class PutAway:
    """A material that was put away or deleted, or a file with drafts that is gone.

    Attributes:
        place: `archive`, `trash`, or `GONE`.
        number: of its folder there; the path of a file that is gone.
        relative: its path in the project before.
        title: of the piece.
    """

    place: str
    number: str
    relative: str
    title: str

    @property
    def name(self) -> str:
        """Of the material."""
        return Path(self.relative).stem

    @property
    def is_material(self) -> bool:
        """Whether it is no file of the whole project: the campaign, the brand, a printer."""
        return self.relative.rpartition("/")[0] in FOLDERS and self.relative != CAMPAIGN


def begin(workspace: Workspace, name: str, layout: str, language: str) -> None:
    """Write a new material from a layout's samples; it is a draft.

    Raises:
        Refused: as `starting_text`, or the disk is full.
    """
    relative, text = starting_text(workspace.job(), name, layout, language)
    write_file(workspace.root / relative, text.encode())


def copy(workspace: Workspace, name: str, new: str, language: str = "") -> None:
    """Write a copy of a material as a draft; `language` for a translation of it.

    Raises:
        Refused: the material has changes that are not saved, or the new name cannot be taken.
    """
    relative = _saved(workspace, name)
    new_name(load.job(workspace.root), new)
    try:
        text = spliced(text_of(workspace.root / relative), ("state",), "draft")
        if language:
            text = spliced(text, ("language",), language)
    except Unspliced:
        raise saving.refusal(relative) from None
    write_file(workspace.root / relative.replace(f"{name}.y", f"{new}.y"), text.encode())


def rename(workspace: Workspace, name: str, new: str) -> None:
    """Give a material another name, also where others name it as what replaces them.

    Raises:
        Refused: the material has changes that are not saved, or the new name cannot be taken.
    """
    relative = _saved(workspace, name)
    new_name(load.job(workspace.root), new)
    for folder in FOLDERS:
        for path in sorted((workspace.root / folder).glob("*.y*ml")):
            other = f"{folder}/{path.name}"
            try:
                text = text_of(path)
                if value_of(text, ("successor",)) == name:
                    history.keep(workspace.root, other, text)
                    write_file(path, saving.encoded(path, spliced(text, ("successor",), new)))
            except (files.Unread, Unspliced):  # what cannot be read names nobody
                continue
    renamed = relative.replace(f"{name}.y", f"{new}.y")
    file_moves.rename(workspace.root / relative, workspace.root / renamed)
    history.move(workspace.root, relative, renamed)
    _put_signoffs_away(workspace, name)


def _put_signoffs_away(workspace: Workspace, name: str) -> None:
    """Put away what was approved under the old name: files of the new one have other names, and are to be approved."""
    for path in sorted((workspace.root / signoffs.FOLDER).glob(f"{name}-*.yaml")):
        approved = signoffs.read(path)
        if (approved and approved.piece.rpartition("-")[0] == name) or path.stem.rpartition("-")[0] == name:
            put_away_file(workspace.root, TRASH, f"{signoffs.FOLDER}/{path.name}")


def put_away(workspace: Workspace, name: str, place: str) -> PutAway:
    """Move a material to the archive or the trash.

    Raises:
        Refused: it has changes that are not saved.
    """
    relative = _saved(workspace, name)
    number = put_away_file(workspace.root, PLACES[place], relative)
    return PutAway(place, number, relative, _title(workspace.root / PLACES[place] / number / relative))


def bring_back(workspace: Workspace, place: str, number: str) -> str:
    """Move a material back to where it was, or write what was typed in one that is gone; its name.

    Raises:
        Refused: another has taken its name, or there is none of this number.
    """
    found = next((each for each in away(workspace) if (each.place, each.number) == (place, number)), None)
    if found is None or (found.is_material and found.name in load.job(workspace.root).names):
        raise Refused([finding(NOT_BROUGHT_BACK, N_("{name} cannot be brought back"),
                               name=found.name if found else number)])
    target = workspace.root / found.relative
    if place == GONE:
        write_file(target, workspace.drafts.orphans()[found.relative].encode())
        workspace.drafts.drop(found.relative)
        return found.name
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = workspace.root / PLACES[place] / number
    file_moves.rename(folder / found.relative, target)
    sweep(folder)
    return found.name


def away(workspace: Workspace) -> list[PutAway]:
    """What was put away and deleted, the last first; and what is typed in files that are gone."""
    found = [PutAway(GONE, relative, relative, _title_in(text) or Path(relative).stem)
             for relative, text in workspace.drafts.orphans().items()]
    for place, folder in PLACES.items():
        base = workspace.root / folder
        for path in sorted(base.glob("*/materials/**/*.y*ml"), reverse=True):
            number, relative = path.relative_to(base).parts[0], "/".join(path.relative_to(base).parts[1:])
            if NUMBER.fullmatch(number) and relative.rpartition("/")[0] in FOLDERS and NAME.match(path.stem):
                found.append(PutAway(place, number, relative, _title(path)))
    return found


def _saved(workspace: Workspace, name: str) -> str:
    """The file of a material without changes that are not saved.

    Raises:
        Refused: it has some, or there is no such material.
    """
    relative = workspace.file_of(name)
    if workspace.is_draft(name):
        raise Refused([finding(NOT_SAVED, N_("{name} has changes that are not saved"),
                               N_("save them, or throw them away"), name=name)])
    return relative


def drop_gone(workspace: Workspace, relative: str) -> None:
    """Throw away what was typed in a file that is gone.

    Raises:
        Refused: there is no such file among those that are gone.
    """
    if relative not in workspace.drafts.orphans():
        raise Refused([finding(NOT_BROUGHT_BACK, N_("{name} cannot be brought back"), name=relative[:100])])
    workspace.drafts.drop(relative)


def _title(path: Path) -> str:
    try:
        return _title_in(text_of(path)) or path.stem
    except OSError:
        return path.stem


def _title_in(text: str) -> str:
    try:
        title = value_of(text, ("title",))
    except Unspliced:
        title = None
    return title if isinstance(title, str) else ""
