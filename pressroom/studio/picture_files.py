"""Picture files: taken in, renamed, deleted and brought back; never one over another, and never at a path of others."""

from __future__ import annotations

import os
import secrets
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

from pressroom import files
from pressroom.artwork.photographs.files import PICTURES
from pressroom.files import is_name_everywhere
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.patterns import regex
from pressroom.publish.folder import NOT_WRITTEN, write_file
from pressroom.records import dataclass, replace
from pressroom.specs.document import Location
from pressroom.specs.yaml_spliced import Unspliced, spliced, value_of
from pressroom.studio import history, picture_notes, saving
from pressroom.studio.drafts import text_of
from pressroom.studio.pictures import FOLDER, Use, path_of, seen, uses
from pressroom.studio.put_away import TRASH, put_away, sweep
from pressroom.studio.studio_folder import FOLDER as STUDIO
from pressroom.studio.studio_folder import private
from pressroom.studio.workspace import Workspace

IN_USE = code("picture-in-use", N_("A piece whose picture is gone can no longer be made."),
              N_("Give these pieces another picture first."))
NOT_BROUGHT_BACK = code("picture-not-brought-back", N_("The picture is no longer among those that were deleted."),
                        N_("Look at the list again: it may have been brought back from another window."))

_INCOMING = f"{STUDIO}/incoming"
_ENDINGS = {"JPEG": ".jpg", "TIFF": ".tif"}  # others are named as their format
_LONGEST = 60
_OTHER = regex(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Deleted:
    """A picture that was deleted.

    Attributes:
        number: of its folder in the trash.
        name: of the picture before.
    """

    number: str
    name: str


def part(root: Path) -> Path:
    """An empty file of this user's, to which a picture is written as it arrives.

    Raises:
        Refused: the disk is full, or forbids it.
    """
    folder = root / _INCOMING
    private(root)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{secrets.token_hex(12)}.part"
        path.touch(0o600, exist_ok=False)
    except OSError as trouble:
        raise unwritable(folder, trouble) from None
    return path


def unwritable(folder: Path, trouble: OSError) -> Refused:
    """That a picture cannot be written."""
    return Refused([finding(NOT_WRITTEN, N_("{folder} cannot be written: {reason}"), folder=folder.as_posix(),
                            reason=trouble.strerror or str(trouble))])


def take(workspace: Workspace, arrived: Path, name: str) -> str:
    """Take a picture that has arrived into assets/pictures, if it can be read; its name there.

    Raises:
        Refused: it is no picture that the program reads, with the reason; or the disk is full.
    """
    ending = Path(name).suffix.lower()
    named = arrived.with_suffix(".svg" if ending in (".svg", ".svgz") or _is_markup(arrived) else ".part")
    arrived.rename(named)
    try:
        what = seen(workspace, named)
        if not what.kind:
            raise Refused([_about(each, named, name) for each in what.findings])
        ending = _ENDINGS.get(what.facts.format, f".{what.facts.format.lower()}") if what.facts else (
            ".svg" if what.kind == "drawing" else ".pdf")
        return _put(workspace.root, safe_stem(name), ending, named.replace)
    finally:
        named.unlink(missing_ok=True)


def safe_stem(name: str) -> str:
    """A file name without its ending that is a name on every system: lower-case letters, digits and hyphens."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    clean = _OTHER.sub("-", plain).strip("-")[:_LONGEST].strip("-")
    return clean if clean and is_name_everywhere(clean) else f"picture-{clean}".rstrip("-")


def rename(workspace: Workspace, name: str, new: str) -> str:
    """Give a picture another name, also in the files that name it; the new name.

    The file has both names until all others are written: a process that ends in between leaves no piece without it.

    Raises:
        Refused: one of the files cannot be changed, or the disk is full.
    """
    path = path_of(workspace, name)
    own = uses(workspace, workspace.job())[name]
    if fixed := [use for use in own if not use.can_change]:
        raise Refused([_in_use(name, fixed)])
    if safe_stem(new) == Path(name).stem:
        return name
    texts = _renamed_texts(workspace, own)

    def linked(target: Path) -> None:
        target.unlink()
        try:
            os.link(path, target)
        except OSError:  # a disk whose files have one name each
            shutil.copyfile(path, target)
    taken = _put(workspace.root, safe_stem(new), path.suffix.lower(), linked)
    try:
        with workspace.saving:
            for relative, change in texts.items():
                _write(workspace, relative, change, (name, taken))
    except Refused:
        if not any(taken in text_of(workspace.root / relative) for relative in texts):
            (workspace.root / PICTURES / taken).unlink(missing_ok=True)
        raise
    path.unlink()
    picture_notes.renamed(workspace, name, taken)
    return taken


def delete(workspace: Workspace, name: str) -> Deleted:
    """Move a picture to the trash.

    Raises:
        Refused: pieces show it.
    """
    path_of(workspace, name)
    own = uses(workspace, workspace.job())[name]
    if own:
        raise Refused([_in_use(name, own)])
    number = put_away(workspace.root, TRASH, f"{PICTURES}/{name}")
    picture_notes.renamed(workspace, name, f"{number}/{name}")  # another picture of this name begins with nothing
    return Deleted(number, name)


def deleted(workspace: Workspace) -> list[Deleted]:
    """The pictures in the trash, the last first."""
    base = workspace.root / TRASH
    return [Deleted(path.relative_to(base).parts[0], "/".join(path.relative_to(base).parts[3:]))
            for path in sorted(base.glob(f"*/{FOLDER}/**/*"), reverse=True) if path.is_file()]


def bring_back(workspace: Workspace, number: str) -> str:
    """Move a picture back, beside one that has its name now; the name it has then.

    Raises:
        Refused: there is none of this number.
    """
    found = next((each for each in deleted(workspace) if each.number == number), None)
    if found is None:
        raise Refused([finding(NOT_BROUGHT_BACK, N_("{name} cannot be brought back"), name=number[:20])], exit_code=2)
    path = workspace.root / TRASH / number / FOLDER / found.name
    name = _put(workspace.root, Path(found.name).with_suffix("").as_posix(), path.suffix, path.replace)
    sweep(workspace.root / TRASH / number)
    picture_notes.renamed(workspace, f"{number}/{found.name}", name)
    return name


def _put(root: Path, stem: str, ending: str, move: Callable[[Path], object]) -> str:
    """Give a file the first free name of `stem`, `stem-2`, ...: the place is taken before the file is moved there."""
    folder = root / PICTURES
    number = 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            target = folder / f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.touch(exist_ok=False)
                break
            except FileExistsError:
                number += 1
        try:
            move(target)
        except OSError:
            target.unlink(missing_ok=True)
            raise
        target.chmod(0o644)
    except OSError as trouble:
        raise unwritable(folder, trouble) from None
    return target.relative_to(folder).as_posix()


def _renamed_texts(workspace: Workspace, own: list[Use]) -> dict[str, list[Location]]:
    """The places to change, by file.

    Raises:
        Refused: one of the files cannot be changed there.
    """
    places: dict[str, list[Location]] = {}
    for use in own:
        places.setdefault(use.relative, []).append((*use.location, "file"))
    for relative, locations in places.items():
        try:
            for location in locations:
                spliced(workspace.text_of(relative), location, "x.png")
        except Unspliced:
            raise saving.refusal(relative) from None
    return places


def _write(workspace: Workspace, relative: str, locations: list[Location], old_and_new: tuple[str, str]) -> None:
    """Write the new name to a file, and to what is being changed in it."""
    path = workspace.root / relative
    old, new = old_and_new
    text = before = text_of(path)
    draft = workspace.drafts.get(relative)
    try:
        for location in locations:
            if _is_named(text, location, old):
                text = spliced(text, location, new)
        if text != before:
            history.keep(workspace.root, relative, before)
            write_file(path, text.encode())
        if draft is not None:
            saving.up_to_date(workspace, relative, draft)
            for location in locations:
                if _is_named(draft.text(), location, old):
                    draft.change(location, new)
            workspace.drafts.keep(relative)
    except Unspliced:
        raise saving.refusal(relative) from None
    workspace.events.tell("saved", file=relative)


def _is_named(text: str, location: Location, name: str) -> bool:
    value = value_of(text, location)
    return isinstance(value, str) and value.strip() in (name, f"{FOLDER}/{name}")


def _in_use(name: str, own: list[Use]) -> Finding:
    return finding(IN_USE, N_("{name} is shown by {pieces}"), N_("give them another picture first"),
                   source=Place(Path(own[0].relative)), name=name,
                   pieces=", ".join(dict.fromkeys(use.name or use.relative for use in own)))


def _about(item: Finding, part_file: Path, name: str) -> Finding:
    """A finding about a part file, with the name that its user knows."""
    shown = Path(name.replace("\\", "/")).name[:80] or "?"
    values = {key: shown if isinstance(value, str) and part_file.name in value else value
              for key, value in item.values.items()}
    return replace(item, values=values, source=Place(Path(shown)))


def _is_markup(path: Path) -> bool:
    with files.opened(path) as stream:
        start = stream.read(1000).lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"))
