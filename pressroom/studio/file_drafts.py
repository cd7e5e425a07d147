"""The draft of one file of the project: set a value, go a step back, and what every page shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pressroom import files, load
from pressroom.findings import N_, Finding, Refused, finding
from pressroom.specs.document import Document, Location, Tree
from pressroom.specs.spec_files import CAMPAIGN
from pressroom.specs.validate import UNKNOWN_FORMAT
from pressroom.specs.yaml_spliced import Unspliced, value_of
from pressroom.studio import saving
from pressroom.studio.changes import Conflict, Draft, Kept, location_of
from pressroom.studio.pages import as_data
from pressroom.studio.workspace import Workspace

STEPS = ("undo", "redo", "discard")
LONGEST_VALUE = 40_000
_DEEPEST = 4


def change(workspace: Workspace, relative: str, location: Location, before: Tree, value: Tree, *,
           force: bool) -> Conflict | None:
    """Set a value of the draft; the two values where it is no longer what the window showed.

    Raises:
        Refused: the file cannot be changed there, or the disk is full.
    """
    draft = _begun(workspace, relative)
    try:
        with suppress(Refused):  # the file is broken: what is typed goes on over what it said before
            saving.up_to_date(workspace, relative, draft)
        now = value_of(draft.text(), location)
        if not force and now not in (before, value) and _trimmed(now) not in (_trimmed(before), _trimmed(value)):
            return Conflict(location, value, now)
        draft.change(location, value)
    except Unspliced:
        raise saving.refusal(relative) from None
    workspace.drafts.keep(relative)
    return None


def _begun(workspace: Workspace, relative: str) -> Draft:
    """The draft, or a new one of a file that can be read.

    Raises:
        Refused: the file cannot be read.
    """
    try:
        draft = workspace.drafts.get(relative) or workspace.drafts.begun(relative)
        value_of(draft.base)
    except (files.Unread, Unspliced):
        workspace.drafts.drop(relative)
        raise Refused(saving.trouble_of(workspace.root, relative)) from None
    return draft


def step(workspace: Workspace, relative: str, what: str) -> None:
    """Undo, redo, or throw the draft away.

    Raises:
        Refused: there is no such step, or the disk is full.
    """
    draft = workspace.drafts.get(relative)
    if what not in STEPS:
        raise Refused([finding(UNKNOWN_FORMAT, N_("there is no step {name}"), name=what)], exit_code=2)
    if draft is None:
        return
    if what == "discard":
        workspace.drafts.drop(relative)
        return
    (draft.undo if what == "undo" else draft.redo)()
    workspace.drafts.keep(relative)


def state(workspace: Workspace, relative: str, language: str) -> dict[str, Any]:
    """Whether the file is being changed, what was changed on both sides, and why the file itself is in the way."""
    draft = workspace.drafts.get(relative)
    conflicts, trouble = list[Conflict](), tuple[Finding, ...]()
    try:
        conflicts = saving.up_to_date(workspace, relative, draft) if draft else []
    except Refused as refused:
        trouble = tuple(refused.findings)
    return {"run": workspace.run_name, "number": next(workspace.numbers), "file": relative,
            "revision": draft.revision if draft else 0,
            "isChanged": bool(draft and draft.is_changed), "canUndo": bool(draft and draft.done),
            "canRedo": bool(draft and draft.undone), "conflicts": [conflict_data(each) for each in conflicts],
            "trouble": as_data(trouble, language)}


def document(workspace: Workspace, relative: str) -> Document | None:
    """The file with its draft, unchecked; None where it is no YAML."""
    from pressroom.specs.reader import parsed  # lazy: pages without a form need no parser

    try:
        return parsed(workspace.text_of(relative), Path(relative))
    except Refused:
        return None


def findings(workspace: Workspace, relative: str, language: str) -> list[dict[str, Any]]:
    """What is wrong in the file as its draft has it."""
    try:
        found = load.job(workspace.root, texts=workspace.texts()).findings
    except Refused as refused:
        found = tuple(refused.findings)
    return as_data([item for item in found if item.source and item.source.file.as_posix() == relative], language)


def difference(workspace: Workspace, relative: str) -> list[dict[str, str]]:
    """What saving would change in the file."""
    draft = workspace.drafts.get(relative)
    return saving.difference(draft) if draft else []


def save(workspace: Workspace, relative: str, kept: Mapping[Location, Kept] | None = None) -> list[Conflict]:
    """Save a draft, as `saving.save`; that of a file which holds for the whole project only if it can be read.

    Raises:
        Refused: no page could read the file any more, or as `saving.save`.
    """
    if relative.startswith("materials/") and relative != CAMPAIGN:
        return saving.save(workspace, relative, kept)
    found: Iterable[Finding] = ()
    try:
        job = load.job(workspace.root, texts=workspace.texts())
        is_read = relative in (CAMPAIGN, load.BRAND) or Path(relative).stem in job.printers
        found = job.findings
    except Refused as refused:
        is_read, found = False, refused.findings
    if not is_read:
        own = [item for item in found if item.source and item.source.file.as_posix() == relative]
        raise Refused(own or found)
    return saving.save(workspace, relative, kept)


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """A conflict for the browser."""
    return {"location": list(conflict.location), "ours": conflict.ours, "theirs": conflict.theirs}


def kept_from(asked: Any) -> dict[Location, Kept]:
    """What was chosen where both sides had changed a value.

    Raises:
        ValueError: the browser sends something else.
    """
    if not isinstance(asked, list):
        raise ValueError
    return {location_of(each["location"]): (str(each["keep"]), value_from(each.get("theirs"))) for each in asked}


def value_from(value: Any) -> Tree:
    """A value of a form: nothing, a text, or lists and named values of texts.

    Raises:
        ValueError: it is something else, too deep, or too long.
    """
    if _letters(value, 0) > LONGEST_VALUE:
        raise ValueError
    return _clean(value)


def _letters(value: Any, depth: int) -> int:
    if depth > _DEEPEST:
        raise ValueError
    if value is None:
        return 0
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(_letters(each, depth + 1) + 1 for each in value)
    if isinstance(value, dict) and all(isinstance(name, str) and name and _is_plain(name) for name in value):
        return sum(len(name) + _letters(each, depth + 1) for name, each in value.items())
    raise ValueError


def _is_plain(name: str) -> bool:
    """Whether a key can be written without quotes: letters, digits and hyphens."""
    return len(name) <= 60 and name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _clean(value: Any) -> Tree:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return None


def _trimmed(value: Tree) -> Tree:
    return value.rstrip("\n") if isinstance(value, str) else value
