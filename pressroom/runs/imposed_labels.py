"""What stands beside the places of a sheet: which pile, which sheet, whose copy.

The places of a sheet touch each other with their bleed, so that the words stand where there is paper that is cut off:
at the head of each column for the places of its upper half, at its foot for those of the lower half.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pressroom.colour.ink import BLACK
from pressroom.marks import Glyph, TextRun
from pressroom.records import dataclass
from pressroom.sheet.imposition import EDGE, Plan
from pressroom.sheet.units import mm
from pressroom.type.fonts import Face

_SIZES = (6.0, 5.5, 5.0, 4.5, 4.0)  # points: the first at which all words of a column stand on its lines
_LEADING, _ASCENT = 1.2, 0.83  # of the size, as those of the slug line
_CLEAR, _MOST_CLEAR = mm(0.4), mm(1)  # from the bleed: no less, and no more than this where there is room
_ASIDE = mm(1)  # from crop marks
_BETWEEN = "   "
_TEXTS = {"fr": "pile {pile} · feuille {sheet}/{sheets} · {key}", "en": "pile {pile} · sheet {sheet}/{sheets} · {key}"}
_SHORT = "{pile} · {sheet}/{sheets} · {key}"
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))


@dataclass(frozen=True, slots=True)
class Labels:
    """The words beside the places of a file's sheets.

    Attributes:
        plan: of the sheets.
        face: in which they are set.
        language: of the printer.
        sheets: how many there are.
    """

    plan: Plan
    face: Face
    language: str
    sheets: int

    def glyphs(self, characters: Iterable[str]) -> set[tuple[int, str]]:
        """The number and the text of each glyph that labels may have, if keys have these characters."""
        own = "".join((*_TEXTS.values(), _BETWEEN, "0123456789…?", *characters))
        return {(glyph.gid, glyph.text) for char in set(self.typed(own)) for glyph in self._glyphs(char)}

    def typed(self, key: str) -> str:
        """A key in the characters that the face has; a question mark stands for each of the others."""
        return "".join(char if self.face.covers(char) and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT else "?"
                       for char in unicodedata.normalize("NFC", " ".join(key.split())))

    def runs(self, sheet: int, keys: Sequence[str | None]) -> Iterator[TextRun]:
        """The words of sheet `sheet` (from 0), of which each place has the copy of a key, or none."""
        trims, bleed, rows = self.plan.trims(), self.plan.bleed, self.plan.rows
        for column in range(self.plan.columns):
            for lower in (False, True):
                half = range((rows + 1) // 2, rows) if lower else range((rows + 1) // 2)
                shown = [(place + 1, self.typed(key)) for row in half
                         if (key := keys[place := row * self.plan.columns + column]) is not None]
                edge = trims[half[-1] * self.plan.columns].y1 if lower and half else trims[0].y0
                size, lines = self._lines(sheet, shown)
                height = len(lines) * _LEADING * size
                clear = min(_CLEAR + max(self._room - height, 0.0), _MOST_CLEAR)
                top = edge + bleed + clear if lower else edge - bleed - clear - height
                for number, line in enumerate(lines):
                    y = top + (number * _LEADING + _ASCENT) * size
                    yield TextRun(self.face.file, size, trims[column].x0 + _ASIDE, y, self._set(line), BLACK,
                                  instance=self.face.instance)

    @property
    def _room(self) -> float:
        """The height that there is for lines."""
        return self.plan.block.y0 - self.plan.bleed - _CLEAR - EDGE

    def _lines(self, sheet: int, shown: Sequence[tuple[int, str]]) -> tuple[float, list[str]]:
        """The size of a column's words, and their lines."""
        if not shown:
            return _SIZES[-1], []
        room = self._room
        width = self.plan.cell[0] - 2 * _ASIDE
        for size in _SIZES:
            for text in (_TEXTS[self.language], _SHORT):
                lines = self._filled([self._text(text, sheet, *each) for each in shown], width / size)
                if len(lines) * _LEADING * size <= room + 0.01 and all(self._width(line) * size <= width
                                                                      for line in lines):
                    return size, lines
        size = _SIZES[-1]
        count = max(int((room + 0.01) // (_LEADING * size)), 1)
        each = -(-len(shown) // count)
        most = (width / size - (each - 1) * self._width(_BETWEEN)) / each
        cut = [self._cut(self._text(_SHORT, sheet, *one), most) for one in shown]
        return size, [_BETWEEN.join(cut[at:at + each]) for at in range(0, len(cut), each)]

    def _text(self, text: str, sheet: int, pile: int, key: str) -> str:
        return self.typed(text.format(pile=pile, sheet=sheet + 1, sheets=self.sheets, key=key))

    def _filled(self, texts: Iterable[str], width: float) -> list[str]:
        """The texts on as few lines of that width, in em, as they need in their order."""
        lines: list[str] = []
        for text in texts:
            longer = f"{lines[-1]}{_BETWEEN}{text}" if lines else text
            if lines and self._width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(text)
        return lines

    def _cut(self, text: str, width: float) -> str:
        if self._width(text) <= width:
            return text
        mark = self.typed("…")
        while text and self._width(text + mark) > width:
            text = text[:-1]
        return text + mark

    def _width(self, text: str) -> float:
        return sum(glyph.advance for glyph in self._set(text))

    def _set(self, text: str) -> tuple[Glyph, ...]:
        return tuple(glyph for char in text for glyph in self._glyphs(char))

    def _glyphs(self, char: str) -> tuple[Glyph, ...]:
        """Of one character alone: which glyphs keys need is known from their characters, whatever stands together."""
        return self.face.shape(char, size=_SIZES[0])
