"""The fonts of a folder by family, weight and slope, for the words of drawings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pressroom import files
from pressroom.findings import Refused
from pressroom.records import dataclass
from pressroom.sheet.geometry import Command, moved_path
from pressroom.type.fonts import Face, face

ENDINGS = (".ttf", ".otf")
_MOST_BYTES = 128 * 2**20
_TYPOGRAPHIC, _FAMILY = 16, 1  # names in the table `name` (OpenType 1.9.1)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face of a family.

    Attributes:
        face: of the file.
        weight: 400 is regular, 700 bold.
        italic: whether its letters slant.
    """

    face: Face
    weight: int
    italic: bool


class Typefaces:
    """The TrueType and OpenType files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.files: Sequence[Path] = sorted(file for file in folder.iterdir()
                                            if file.suffix.lower() in ENDINGS and file.is_file()
                                            ) if folder.is_dir() else ()

    @cached_property
    def digest(self) -> str:
        """Of all the files; one that cannot be read is told from others by the reason."""
        whole = hashlib.sha256()
        for file in self.files:
            whole.update(f"{file.name}\0{_digest(file)}\0".encode())
        return whole.hexdigest()

    @cached_property
    def families(self) -> dict[str, list[Typeface]]:
        """The faces by the names of their families, in lower case; files that are no fonts are left out."""
        import uharfbuzz as hb  # lazy: for drawings with words alone

        families: dict[str, list[Typeface]] = {}
        for file in self.files:
            try:
                one = face(file)
            except Refused:
                continue
            program = one.opened.program
            font = hb.Font(program)
            typeface = Typeface(one, round(font.get_style_value(hb.StyleTag.WEIGHT)),
                                font.get_style_value(hb.StyleTag.ITALIC) > 0)
            for name in {program.get_name(_TYPOGRAPHIC) or "", program.get_name(_FAMILY) or ""} - {""}:
                families.setdefault(name.lower(), []).append(typeface)
        return families

    def face(self, family: str, weight: int, *, italic: bool) -> Face | None:
        """The face of exactly that family, weight and slope; None where there is none."""
        return next((each.face for each in self.families.get(family.lower(), ())
                     if each.weight == weight and each.italic is italic), None)

    @staticmethod
    def line(one: Face, text: str, size: float) -> tuple[list[Command], float]:
        """The outlines of a line of words from (0, 0), y down, and how wide it is.

        Raises:
            Refused: the font lacks a character, or the text runs from right to left.
        """
        path: list[Command] = []
        x = 0.0
        for glyph in one.shape(text):
            path += moved_path(one.outline(glyph.gid), x + glyph.dx * size, -glyph.dy * size, size, size)
            x += glyph.advance * size
        return path, x


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(files.content(file, _MOST_BYTES)).hexdigest()
    except files.Unread as trouble:  # `face` refuses it too, and the family is then not there
        return str(trouble)
