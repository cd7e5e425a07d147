"""Writing what was changed to its file: never over what somebody else has written meanwhile."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from pressroom import files
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.publish.folder import write_file
from pressroom.specs.document import Location
from pressroom.specs.yaml_spliced import Unspliced
from pressroom.studio import history
from pressroom.studio.changes import Conflict, Draft, Kept
from pressroom.studio.drafts import text_of
from pressroom.studio.workspace import Workspace

NOT_CHANGED_HERE = code(
    "not-changed-here",
    N_("The studio changes single values of a file. A value that stands in several places at once, and a file that "
       "cannot be read, are left to an editor."),
    N_("Open the file in an editor, and write the value out, or mend what the message names."))


def refusal(relative: str) -> Refused:
    """That a file cannot be changed at a place."""
    return Refused([finding(NOT_CHANGED_HERE, N_("{name} cannot be changed at this place"),
                            N_("open it in an editor: the value may stand in several places at once"), name=relative)])


def up_to_date(workspace: Workspace, relative: str, draft: Draft,
               kept: Mapping[Location, Kept] | None = None) -> list[Conflict]:
    """Take over what the file says now; the values that were changed on both sides, if there are any.

    Raises:
        Refused: the file is gone, or cannot be read any more.
    """
    try:
        text = text_of(workspace.root / relative)
        if text == draft.base:
            return []
        conflicts = draft.rebased(text, kept)
    except (files.Unread, Unspliced):
        raise Refused(trouble_of(workspace.root, relative)) from None
    if not conflicts:
        workspace.drafts.keep(relative)
    return conflicts


def trouble_of(root: Path, relative: str) -> tuple[Finding, ...]:
    """Why nothing can be changed in a file: what its reader says of it, or that the place is in the way."""
    from pressroom.specs.reader import read  # lazy: only where something is wrong

    try:
        read(root / relative, Path(relative))
    except Refused as refused:
        return tuple(refused.findings)
    return tuple(refusal(relative).findings)


def difference(draft: Draft) -> list[dict[str, str]]:
    """The lines that saving would change: `sign` is -, + or a space, with a line of the file."""
    return lines_between(draft.base, draft.text())


def lines_between(old: str, new: str) -> list[dict[str, str]]:
    """The lines in which two texts differ, as `difference` has them."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1)
    return [{"sign": line[:1], "text": line[1:]} for line in lines if line[:3] not in ("---", "+++", "@@ ")]


def save(workspace: Workspace, relative: str, kept: Mapping[Location, Kept] | None = None) -> list[Conflict]:
    """Write a draft to its file; nothing where values were changed on both sides, which are returned.

    Raises:
        Refused: the file is gone, cannot be read any more, or the disk is full.
    """
    draft = workspace.drafts.get(relative)
    if draft is None or not draft.is_changed:
        return []
    with workspace.saving:
        conflicts = up_to_date(workspace, relative, draft, kept)
        if conflicts:
            return conflicts
        path = workspace.root / relative
        try:
            text = draft.text()
        except Unspliced:
            raise refusal(relative) from None
        history.keep(workspace.root, relative, draft.base)
        write_file(path, encoded(path, text))
        workspace.drafts.drop(relative)
    workspace.events.tell("saved", file=relative)
    return []


def go_back(workspace: Workspace, name: str, version: str) -> None:
    """Write an earlier version to its file; what the file and the draft said becomes one, too.

    Raises:
        Refused: there is no such version, or the disk is full.
    """
    relative = workspace.file_of(name)
    text = history.text_of(workspace.root, relative, version)
    if text is None:
        raise refusal(relative)
    with workspace.saving:
        path = workspace.root / relative
        for each in dict.fromkeys((text_of(path), workspace.text_of(relative))):
            history.keep(workspace.root, relative, each)
        write_file(path, encoded(path, text))
        workspace.drafts.drop(relative)


def encoded(path: Path, text: str) -> bytes:
    """The text as bytes, with the mark at its start that some editors write where the file has it."""
    mark = b"\xef\xbb\xbf"
    return (mark if files.content(path).startswith(mark) else b"") + text.encode()
