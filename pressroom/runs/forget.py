"""The end of a run: its table, its files and what a resumption kept are removed, and what is left is named."""

from __future__ import annotations

import shutil
from pathlib import Path

from pressroom.runs.plan import read
from pressroom.specs.run import FOLDER, OFFICIALS


def forget(root: Path, name: str, out: Path) -> tuple[list[Path], list[Path]]:
    """Remove what a run has of people.

    Returns:
        What was removed, and what may have data of it and was not removed: pictures of records, packages, proofs.

    Raises:
        Refused: there is no such run.
    """
    spec, _ = read(root, name)
    gone, left = [], list[Path]()
    table = root / FOLDER / spec.records if spec.records and spec.records != OFFICIALS else None
    if table and table.is_file():
        table.unlink()
        gone.append(table)
    for folder in (out / "runs" / name, out / "runs" / f".{name}"):
        if folder.is_dir():
            shutil.rmtree(folder)
            gone.append(folder)
    if spec.picture and (root / FOLDER / spec.picture.folder).is_dir():
        left.append(root / FOLDER / spec.picture.folder)
    left += sorted((out / "printers").glob(f"*/{name}-*.zip"))
    left += sorted((out / "proofs").glob(f"{name}-*"))
    return gone, left
