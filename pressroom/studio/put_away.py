"""Files that were put away or deleted: each in a numbered folder of its own, under the path that it had before."""

from __future__ import annotations

import secrets
from pathlib import Path

from pressroom import file_moves
from pressroom.findings import Refused
from pressroom.patterns import regex
from pressroom.publish.folder import unwritable
from pressroom.studio.studio_folder import FOLDER, private

TRASH = f"{FOLDER}/trash"
NUMBER = regex(r"\d{4,}-[0-9a-f]{8}")


def put_away(root: Path, base: str, relative: str) -> str:
    """Move a file of the project below `base`; the number of its folder there, which no other ever has.

    Raises:
        Refused: it cannot be moved.
    """
    if base.startswith(FOLDER):
        private(root)
    folder = root / base
    numbers = [int(path.name.partition("-")[0]) for path in folder.glob("*") if NUMBER.fullmatch(path.name)]
    number = f"{max(numbers, default=0) + 1:04}-{secrets.token_hex(4)}"
    target = folder / number / relative
    try:
        target.parent.mkdir(parents=True)
        file_moves.rename(root / relative, target)
    except OSError as trouble:
        raise Refused([unwritable(target.parent, trouble)]) from None
    return number


def sweep(folder: Path) -> None:
    """Remove a numbered folder whose file was brought back."""
    for empty in sorted(folder.rglob("*"), reverse=True):
        empty.rmdir()
    folder.rmdir()
