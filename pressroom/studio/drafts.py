"""The drafts of a project: kept on the disk with every change, until they are saved or thrown away.

They lie in `.studio/drafts`, which git ignores: a closed window, a dead server or a power cut lose nothing typed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pressroom import files
from pressroom.publish.folder import write_all
from pressroom.specs.document import Tree
from pressroom.specs.yaml_spliced import Unspliced
from pressroom.studio.changes import Change, Draft, location_of
from pressroom.studio.studio_folder import FOLDER, private

_DRAFTS = f"{FOLDER}/drafts"
_LARGEST = 4_000_000


class Drafts:
    """Drafts by the file's path in the project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._drafts: dict[str, Draft] = {}
        for path in sorted((root / _DRAFTS).rglob("*.json")):
            draft = _read(path)
            if draft is not None:
                self._drafts[path.relative_to(root / _DRAFTS).as_posix().removesuffix(".json")] = draft

    def get(self, relative: str) -> Draft | None:
        """The draft of a file, if somebody has changed it."""
        return self._drafts.get(relative)

    def begun(self, relative: str) -> Draft:
        """The draft of a file, begun now where there is none.

        Raises:
            files.Unread: there is no such file.
        """
        if relative not in self._drafts:
            self._drafts[relative] = Draft(text_of(self._root / relative))
        return self._drafts[relative]

    def keep(self, relative: str) -> None:
        """Write a draft to the disk; one that says what its file says is removed.

        Raises:
            Refused: the disk is full, or forbids it; the draft stays in memory.
        """
        draft = self._drafts.get(relative)
        if draft is None or not (draft.done or draft.undone):
            self.drop(relative)
            return
        content = json.dumps(_packed(draft), ensure_ascii=False).encode()
        write_all(private(self._root), {f"drafts/{relative}.json": content})

    def drop(self, relative: str) -> None:
        """Forget a draft."""
        self._drafts.pop(relative, None)
        (self._root / _DRAFTS / f"{relative}.json").unlink(missing_ok=True)

    def texts(self) -> dict[str, str]:
        """The texts of all files that are being changed; without one whose file is gone: it is in no project."""
        return {relative: self._drafts[relative].text() for relative in self.names()}

    def names(self) -> tuple[str, ...]:
        """The files that are being changed, and are there."""
        return tuple(relative for relative in self._changed() if (self._root / relative).is_file())

    def orphans(self) -> dict[str, str]:
        """The texts of files that were being changed, and are gone."""
        return {relative: self._drafts[relative].text() for relative in self._changed()
                if not (self._root / relative).is_file()}

    def _changed(self) -> list[str]:
        return [relative for relative, draft in self._drafts.items() if draft.is_changed]


def text_of(path: Path) -> str:
    """The text of a specification, its line ends as they are.

    Raises:
        files.Unread: it cannot be read, or is no UTF-8.
    """
    try:
        return files.content(path, 1_000_000).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise files.Unread(files.UNREADABLE) from None


def _packed(draft: Draft) -> dict[str, Any]:
    return {"base": draft.base, "revision": draft.revision, "done": [_step(each) for each in draft.done],
            "undone": [_step(each) for each in draft.undone]}


def _step(change: Change) -> list[Any]:
    return [list(change.location), change.before, change.after, change.confirms]


def _read(path: Path) -> Draft | None:
    """A draft as it was written; None where the file is damaged."""
    try:
        found = json.loads(files.content(path, _LARGEST))
        draft = Draft(str(found["base"]), [_change(*each) for each in found["done"]],
                      [_change(*each) for each in found["undone"]], int(found["revision"]))
        draft.text()  # whether its changes can be made
        return draft
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, Unspliced):
        return None


def _change(location: list[Any], before: Tree, after: Tree, confirms: bool = False) -> Change:
    return Change(location_of(location), before, after, confirms is True)
