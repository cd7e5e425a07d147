"""The files that a new project takes over as they are: layouts, fonts, profiles, printers, forms, pictures.

The wheel carries them in `pressroom/starter`; in a checkout they lie beside the package. setup.py copies the same list.
"""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
SAMPLE = _PACKAGE / "sample"
# Of one organisation; a new project gets its own.
_LEFT_OUT = ("assets/brand.yaml", "assets/README.md", "assets/logos")
_FOLDERS = ("layouts", "assets")

# Layouts name a palette, and some name inks. Those of a new project are called after their part, not after a colour.
_PALETTE_OF = {"blue": "house", "night": "house", "yellow": "signal", "coral": "signal", "mist": "pale"}
_INK_OF = {"blue": "deep", "night": "deep", "yellow": "signal", "coral": "signal", "mist": "pale"}
_PALETTE = re.compile(r"\b(variant): (blue|night|yellow|coral|mist)\b")
_INK = re.compile(r"\b(ink|rule|stroke|links|blank): (blue|night|yellow|coral|mist)\b")


def starter(package: Path = _PACKAGE) -> Path:
    """The folder in which the files of the starter lie."""
    packed = package / "starter"
    return packed if packed.is_dir() else package.parent


def files(folder: Path) -> dict[str, Path]:
    """The starter's files under `folder`, by their names in a project, sorted."""
    found = {path.relative_to(folder).as_posix(): path
             for top in _FOLDERS for path in sorted((folder / top).rglob("*")) if path.is_file()}
    return {name: path for name, path in found.items() if not _left_out(name)}


def _left_out(name: str) -> bool:
    hidden = any(part.startswith((".", "__")) for part in name.split("/"))
    return hidden or any(name == each or name.startswith(f"{each}/") for each in _LEFT_OUT)


def layout_for_any_brand(text: str) -> str:
    """A layout's YAML with the names of palettes and inks that a new project's brand has."""
    text = _PALETTE.sub(lambda found: f"{found[1]}: {_PALETTE_OF[found[2]]}", text)
    return _INK.sub(lambda found: f"{found[1]}: {_INK_OF[found[2]]}", text)
