"""From words to runs: consecutive glyphs with one look."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.colour.ink import Ink
from pressroom.marks import Glyph, TextRun
from pressroom.records import replace
from pressroom.type.fonts import Face
from pressroom.type.setting.style import Look, Style
from pressroom.type.setting.words import Piece, WordPart

SOFT_HYPHEN = "\u00ad"
OWN_HYPHEN = "\u2010"
"""What a word's own hyphen reads as at the end of a line. Readers drop a `-` there, and join its halves."""


class RunBuilder:
    """Collects the glyphs of one line; those that share a look become one run."""

    def __init__(self, style: Style, look: Look, inks: Mapping[str, Ink], size: float, baseline: float) -> None:
        self.style, self.look, self.inks, self.size, self.baseline = style, look, inks, size, baseline
        self.x = 0.0
        self._runs: list[TextRun] = []
        self._glyphs: list[Glyph] = []
        self._start = 0.0
        self._appearance: tuple[Face, str, float, float] | None = None

    def add_word(self, piece: Piece, hyphen: str = "") -> None:
        """Add a word at `x`; its last glyph reads as `hyphen`, where that is given, and is a run of its own."""
        for part in piece.parts:
            shaped, text = part.shaped, part.fragment.text
            ends = bool(hyphen) and part is piece.parts[-1]
            glyphs = shaped.glyphs[:-1] if ends else shaped.glyphs
            if shaped.exact:
                self._put(glyphs, part)
            else:
                self._single_run(glyphs, part, text[:-1] if ends else text)
            if ends:
                self._single_run((replace(shaped.glyphs[-1], text=hyphen),), part, hyphen)

    def add_space(self, piece: Piece, glyph: Glyph) -> None:
        """Add a space in the look of the end of `piece`, never raised."""
        last = piece.parts[-1]
        self._put((glyph,), replace(last, scale=1.0, rise=0.0) if last.rise else last)

    def runs(self) -> tuple[TextRun, ...]:
        """The runs of the line."""
        self._close()
        return tuple(self._runs)

    def _put(self, glyphs: tuple[Glyph, ...], part: WordPart) -> None:
        appearance = (part.fragment.face, part.fragment.ink, part.scale, part.rise)
        if appearance != self._appearance:
            self._close()
            self._appearance = appearance
        if not self._glyphs:
            self._start = self.x
        self._glyphs += glyphs
        self.x += sum([glyph.advance for glyph in glyphs]) * self.size * part.scale

    def _single_run(self, glyphs: tuple[Glyph, ...], part: WordPart, actual_text: str) -> None:
        """Add a run that states its text."""
        self._close()
        self._put(glyphs, part)
        self._close(actual_text)

    def _close(self, actual_text: str | None = None) -> None:
        if self._glyphs and self._appearance:
            face, ink, scale, rise = self._appearance
            self._runs.append(TextRun(face.file, self.size * scale, self._start, self.baseline - rise * self.size,
                                      tuple(self._glyphs),
                                      self.inks[ink] if ink else self.style.ink, face.instance, actual_text))
            self._glyphs = []
