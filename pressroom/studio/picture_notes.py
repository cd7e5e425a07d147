"""What somebody says of a picture before a piece shows it; the piece's file takes it over then."""

from __future__ import annotations

import json
from typing import Any

from pressroom import files
from pressroom.publish.folder import write_all
from pressroom.specs.document import Tree
from pressroom.studio.pictures import KEYS, path_of
from pressroom.studio.studio_folder import FOLDER, private
from pressroom.studio.workspace import Workspace

_FILE = "pictures.json"
_LARGEST = 2_000_000


def notes(workspace: Workspace, name: str) -> dict[str, Tree]:
    """What was said of a picture so far."""
    return _every(workspace).get(name, {})


def note(workspace: Workspace, name: str, key: str, value: Tree) -> None:
    """Keep one thing that is said of a picture; None takes it away.

    Raises:
        Refused: there is no such picture, or the disk is full.
    """
    path_of(workspace, name)
    every = _every(workspace)
    own = {**every.get(name, {}), key: value}
    every[name] = {known: own[known] for known in KEYS if own.get(known) is not None}
    _write(workspace, every)


def forget(workspace: Workspace, name: str) -> None:
    """Forget what was said of a picture; its pieces say it."""
    every = _every(workspace)
    if every.pop(name, None) is not None:
        _write(workspace, every)


def renamed(workspace: Workspace, name: str, new: str) -> None:
    """Keep what was said under the picture's new name."""
    every = _every(workspace)
    if name in every and name != new:
        every[new] = every.pop(name)
        _write(workspace, every)


def _every(workspace: Workspace) -> dict[str, dict[str, Tree]]:
    """What was said of each picture; empty where the file is damaged."""
    try:
        found: Any = json.loads(files.content(workspace.root / FOLDER / _FILE, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): {key: value[key] for key in KEYS if key in value}
            for name, value in found.items() if isinstance(value, dict)}


def _write(workspace: Workspace, every: dict[str, dict[str, Tree]]) -> None:
    write_all(private(workspace.root), {_FILE: json.dumps(every, ensure_ascii=False).encode()})
