"""The mark of a draft: its word in outlines, again and again across the sheet, so that no copy passes for ready.

The letters are lines, white under black, and show on every ground; nothing is hidden under them. They are drawn, not
written: text that is read out of the file stays the piece's own. A code and its quiet zone are left free, so that a
draft can be tried with a phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from pressroom.colour.ink import BLACK, PAPER
from pressroom.findings import N_
from pressroom.marks import Group, Mark, Shape, Sheet
from pressroom.records import replace
from pressroom.sheet.geometry import Box, Command, Path, path_box
from pressroom.stages import Fit, Piece
from pressroom.text import translation
from pressroom.type.fonts import Face

WORD = N_("DRAFT")
_ANGLE = math.radians(-30)
# Shares of the shorter side: the letters' size, the lines' thickness, and from one row of words to the next.
_SIZE, _LINE, _ROW = 0.105, 0.0018, 0.23
_LEAST_LINE = 0.4  # points: what a press prints and a screen shows
_APART = 1.35  # from the start of one word to the next, in its own widths
_QUIET = 0.2  # of a code's side: its quiet zone of four modules, of 21 at the least, and a little


def marked(fitted: Fit) -> Fit:
    """The piece with the mark on every sheet; as it is, unless it is a draft."""
    if not fitted.piece.draft:
        return fitted
    return replace(fitted, sheets=tuple(_marked(sheet, fitted.piece) for sheet in fitted.sheets))


def _marked(sheet: Sheet, piece: Piece) -> Sheet:
    faces = next(iter(piece.faces.values()))
    face = faces.bold or faces.regular
    word = translation.translator("fr" if piece.language == "fr" else "en")(WORD)
    page, free = Box(0, 0, sheet.width, sheet.height), [*_codes(sheet.marks)]
    shapes = [shape for path in _words(word, face, page, free) for shape in _lines(path, page)]
    return replace(sheet, marks=(*sheet.marks, Group(tuple(shapes), role="figure", alt=word, area=page)))


def _lines(path: Path, page: Box) -> Iterator[Shape]:
    width = max(_LEAST_LINE, _LINE * min(page.width, page.height))
    yield Shape(path, stroke=PAPER, width=3 * width)
    yield Shape(path, stroke=BLACK, width=width)


def _words(word: str, face: Face, page: Box, free: list[Box]) -> Iterator[Path]:
    """The outlines of the word at its places, those that reach into a code or over the edge left out."""
    size, row = (share * min(page.width, page.height) for share in (_SIZE, _ROW))
    glyphs = face.shape(word, size=size)
    step = sum(glyph.advance for glyph in glyphs) * size * _APART
    reach = math.hypot(page.width, page.height) / 2
    rows, columns = math.ceil(reach / row), math.ceil(reach / step)
    for down in range(-rows, rows + 1):
        for across in range(-columns, columns + 1):
            x, letters = (across + down % 2 / 2) * step - step / _APART / 2, list[Path]()
            for glyph in glyphs:
                letters.append(_turned(face.outline(glyph.gid), size, x + glyph.dx * size, down * row, page))
                x += glyph.advance * size
            path = tuple(command for letter in letters for command in letter)
            box = path_box(path)
            if box and page.grown(-size / 4).contains(box) and not any(box.overlap(one) for one in free):
                yield path


def _turned(path: Path, size: float, x: float, y: float, page: Box) -> Path:
    """A letter's outline in em, as large as `size`, at x and y from the middle of a page that is turned."""
    cos, sin = math.cos(_ANGLE), math.sin(_ANGLE)
    middle = page.centre

    def place(ax: float, ay: float) -> tuple[float, float]:
        bx, by = x + ax * size, y + ay * size
        return middle[0] + bx * cos - by * sin, middle[1] + bx * sin + by * cos
    turned: list[Command] = []
    for command in path:
        if command[0] == "C":
            turned.append(("C", *place(*command[1:3]), *place(*command[3:5]), *place(*command[5:7])))
        elif command[0] == "Z":
            turned.append(command)
        elif command[0] == "M":
            turned.append(("M", *place(*command[1:])))
        else:
            turned.append(("L", *place(*command[1:])))
    return tuple(turned)


def _codes(marks: Iterable[Mark]) -> Iterator[Box]:
    """Every code on the sheet with its quiet zone, whatever it holds: not every kind has a link to click."""
    for mark in marks:
        if isinstance(mark, Group) and mark.code and mark.area:
            yield mark.area.grown(_QUIET * mark.area.width)
        elif isinstance(mark, Group):
            yield from _codes(mark.marks)
