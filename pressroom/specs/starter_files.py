"""The files that a new project copies unchanged: layouts, fonts, profiles, printers, forms, pictures.

The wheel has them in `pressroom/starter`; in a checkout they are beside the package. setup.py copies the same list.
"""

from __future__ import annotations

from pathlib import Path

from pressroom.patterns import regex

_PACKAGE = Path(__file__).resolve().parents[1]
SAMPLE = _PACKAGE / "sample"
_LAUNCHERS = _PACKAGE / "studio/launchers"
_RUN = (".sh", ".command", ".desktop")
# Files of one organisation, which a new project replaces.
_LEFT_OUT = ("assets/brand.yaml", "assets/README.md", "assets/logos")
_FOLDERS = ("layouts", "assets")

# Layouts name palettes and inks; those of a new project are named by role, not by colour.
_PALETTE_OF = {"blue": "house", "night": "house", "yellow": "signal", "coral": "signal", "mist": "pale"}
_INK_OF = {"blue": "deep", "night": "deep", "yellow": "signal", "coral": "signal", "mist": "pale"}
_PALETTE = regex(r"\b(variant): (blue|night|yellow|coral|mist)\b")
_INK = regex(r"\b(ink|rule|stroke|links|blank): (blue|night|yellow|coral|mist)\b")


def starter(package: Path = _PACKAGE) -> Path:
    """The folder of the starter files."""
    packed = package / "starter"
    return packed if packed.is_dir() else package.parent


def files(folder: Path) -> dict[str, Path]:
    """The starter's files under `folder`, by their names in a project, sorted."""
    paths = {path.relative_to(folder).as_posix(): path
             for top in _FOLDERS for path in sorted((folder / top).rglob("*")) if path.is_file()}
    return {name: path for name, path in paths.items() if not _left_out(name)}


def _left_out(name: str) -> bool:
    hidden = any(part.startswith((".", "__")) for part in name.split("/"))
    return hidden or any(name == each or name.startswith(f"{each}/") for each in _LEFT_OUT)


def launchers() -> dict[str, bytes]:
    """What starts the studio of a project by a double click: files for Windows, macOS and Linux, by name."""
    return {path.name: path.read_bytes() for path in sorted(_LAUNCHERS.iterdir()) if path.is_file()}


def is_run(name: str) -> bool:
    """Whether a file of a project is a program, which needs the permission to be run."""
    return name.endswith(_RUN)


def layout_for_any_brand(text: str) -> str:
    """A layout's YAML with the names of palettes and inks that a new project's brand has."""
    text = _PALETTE.sub(lambda paths: f"{paths[1]}: {_PALETTE_OF[paths[2]]}", text)
    return _INK.sub(lambda paths: f"{paths[1]}: {_INK_OF[paths[2]]}", text)
