"""A face: how characters become glyphs, and how wide and tall they are.

- Text is brought to NFC first.
- No-break spaces are advances on the space glyph, even where the font has glyphs of its own for
  them, and narrower in display sizes (above `DISPLAY_SIZE`).
- A no-break hyphen falls back to the font's hyphen. Soft hyphens, zero-width spaces and word
  joiners draw nothing and are part of no glyph's text.
- A ligature's glyph reads as all its letters. A character drawn with several glyphs gives each its
  canonical part (`e` and U+0301 for `é`); without such parts the first glyph reads as the whole
  character and the others as U+2060. A run of such glyphs states its `actual_text`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.cache import Cache
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.marks import Glyph
from pressroom.sheet.geometry import Path as Outline
from pressroom.type.fonts.kept import NO_BREAK_SPACES, InkBox, KeptFace, Shaped, Word, kept_face

if TYPE_CHECKING:
    from pressroom.type.fonts.shaping import OpenedFont

MISSING = code(
    "missing-glyph",
    N_("A character that is missing from the font prints as a box or not at all."),
    N_("Choose another character, or a font that has it."),
    source="Measurements, rule 1")
RIGHT_TO_LEFT = code(
    "right-to-left",
    N_("Lines are set from left to right only; Arabic or Hebrew words would come out in the wrong order."),
    N_("Have these words set in another program and place them as a picture with alternative text."),
    source="Unicode Standard Annex 9")

DISPLAY_SIZE = 48.0
INVISIBLE = "\u00ad\u200b\u2060"
_MOST_FACES = 32
_FACES: dict[tuple[Path, tuple[tuple[str, float], ...], int, int], Face] = {}
_DROPPED = dict.fromkeys(map(ord, INVISIBLE))
_CACHED_WORDS = 50_000


class Face:
    """One face of a font file; `face()` returns it from a cache.

    Attributes:
        file, instance: what identifies the face; `instance` holds (axis, value) pairs of a variable font.
        upem: font units per em.
        cap_height, x_height: the height of the outlines of H and x, in em.
        ascent, descent: from the font's hhea table, in em; descent is negative.
        postscript_name: without a subset's tag.
        postscript: whether its outlines are those of PostScript (CFF), not of TrueType.
    """

    def __init__(self, file: Path, instance: tuple[tuple[str, float], ...], kept: KeptFace | None = None) -> None:
        self.file = file
        self.instance = instance
        self.kept = kept
        self.facts = (kept and kept.facts) or self.opened.facts()
        self.upem, self.postscript_name = self.facts.upem, self.facts.postscript_name
        self.postscript = self.facts.postscript
        self.ascent, self.descent = self.facts.ascent, self.facts.descent
        self.cap_height, self.x_height = self.facts.cap_height, self.facts.x_height
        self._words: dict[Word, Shaped] = {}
        self._inks: dict[int, InkBox] = dict(kept.inks) if kept else {}
        self._widths: dict[int, float] = dict(kept.widths) if kept else {}
        self._drawn: set[str] = set()  # characters that are known to be drawn
        self._new_words: dict[Word, Shaped] = {}
        self._is_new = kept is None or kept.facts is None  # whether there is more to keep than words

    @cached_property
    def opened(self) -> OpenedFont:
        """The font itself, opened at its first use: most words are known from before.

        Raises:
            Refused: as `open_font`.
        """
        from pressroom.type.fonts.shaping import OpenedFont  # lazy: the import of HarfBuzz takes 35 ms

        return OpenedFont(self.file, self.instance)

    @cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset(self.facts.covered)

    def keep(self) -> None:
        """Keep what was learned of the face for the next run."""
        if self.kept and (self._is_new or self._new_words):
            self.kept.keep(self.facts, self._new_words, self._inks, self._widths)
        self._is_new, self._new_words = False, {}

    def forget(self) -> None:
        """Forget all shaped words, and keep none of them."""
        self._words.clear()
        self._new_words.clear()

    def __repr__(self) -> str:
        return f"Face({self.postscript_name})"

    def covers(self, char: str) -> bool:
        """Whether `char` can be drawn: by its own glyph, by its canonical parts, or by the substitutes named above."""
        if ord(char) in self._covered or char in NO_BREAK_SPACES or char in INVISIBLE:
            return True
        if char == "\u2011":
            return self.hyphen != ""
        parts = unicodedata.normalize("NFD", char)
        return parts != char and all(ord(part) in self._covered for part in parts)

    def missing_characters(self, text: str) -> list[tuple[int, str]]:
        """Positions in the NFC form of `text`, and the characters there that cannot be drawn."""
        return [(at, char) for at, char in enumerate(unicodedata.normalize("NFC", text)) if not self.covers(char)]

    @property
    def hyphen(self) -> str:
        """The character drawn as a hyphen: U+2010 or, without it, U+002D; empty when the font has neither."""
        return next((char for char in "\u2010-" if ord(char) in self._covered), "")

    def shape(self, text: str, features: tuple[str, ...] = (), language: str = "fr",
              size: float = 12.0) -> tuple[Glyph, ...]:
        """The glyphs of `text`, kerned and with ligatures; the module's docstring states the rules.

        `features` are OpenType tags: `-liga` switches one off, `ss01=2` sets its value. `size`, in points, changes
        only the width of no-break spaces.

        Raises:
            Refused: the font lacks a character, or the text runs from right to left.
        """
        return self.word(text, features, language, size).glyphs

    def word(self, text: str, features: tuple[str, ...] = (), language: str = "fr", size: float = 12.0) -> Shaped:
        """The same as `shape`, with measures; cached.

        Raises:
            Refused: as for `shape`.
        """
        key = (text, features, language, size > DISPLAY_SIZE)
        shaped = self._words.get(key)
        if shaped is None:
            if len(self._words) >= _CACHED_WORDS:  # a run of many names must not fill the memory
                self._words.clear()
                self._new_words.clear()
            shaped = self.kept.word(key) if self.kept else None
            if shaped is None:
                shaped = self._measure(*key)
                if self.kept:
                    self._new_words[key] = shaped
            self._words[key] = shaped
        return shaped

    def ink(self, gid: int) -> InkBox:
        """The box of a glyph's outline (x0, y0, x1, y1) in em, y up; all 0 for an empty glyph."""
        box = self._inks.get(gid)
        if box is None:
            box = self._inks[gid] = self.opened.ink(gid)
            self._is_new = True
        return box

    def outline(self, gid: int) -> Outline:
        """The outline of a glyph in em, y down from the baseline; its winding says what is inside."""
        return self.opened.outline(gid)

    def width(self, gid: int) -> float:
        """The advance that the font states for a glyph, in 1/1000 em: the advance that a PDF viewer uses."""
        advance = self._widths.get(gid)
        if advance is None:
            advance = self._widths[gid] = self.opened.width(gid)
            self._is_new = True
        return advance

    def problems(self, text: str, source: Place | None = None) -> tuple[Finding, ...]:
        """Why `text` cannot be drawn: at most one finding of right-to-left script and one of missing glyphs."""
        distinct = set(unicodedata.normalize("NFC", text))
        if distinct <= self._drawn:
            return ()
        chars = sorted(distinct)
        backward = [char for char in chars if unicodedata.bidirectional(char) in ("R", "AL", "AN")]
        lacking = [char for char in chars if char not in backward and not self.covers(char)]
        findings = []
        if backward:
            findings.append(finding(RIGHT_TO_LEFT, N_("a script that runs from right to left: {characters}"),
                                    source=source, characters=_names(backward)))
        if lacking:
            findings.append(finding(MISSING, N_("{font} has no glyph for {characters}"), source=source,
                                    font=self.postscript_name, characters=_names(lacking)))
        if not findings:
            self._drawn |= distinct
        return tuple(findings)

    def _measure(self, text: str, features: tuple[str, ...], language: str, display: bool) -> Shaped:
        if problems := self.problems(text):
            raise Refused(problems)
        source = unicodedata.normalize("NFC", text).translate(_DROPPED)
        glyphs = tuple(self._glyphs(source, features, language, display))
        position, lefts, rights, tops, bottoms = 0.0, [], [], [], []
        for glyph in glyphs:
            x0, y0, x1, y1 = self.ink(glyph.gid)
            if x1 > x0:
                lefts.append(position + glyph.dx + x0)
                rights.append(position + glyph.dx + x1)
                tops.append(y1 + glyph.dy)
                bottoms.append(y0 + glyph.dy)
            position += glyph.advance
        exact = "".join(glyph.text for glyph in glyphs) == source
        return Shaped(glyphs, position, min(lefts, default=0.0), max(rights, default=position), max(tops, default=0.0),
                      min(bottoms, default=0.0), exact)

    def _glyphs(self, source: str, features: tuple[str, ...], language: str, display: bool) -> Iterator[Glyph]:
        drawn = "".join(self._substitute(char) for char in source)
        return self.opened.glyphs(source, drawn, features, language, self.facts.spaces, display=display)

    def _substitute(self, char: str) -> str:
        if char in NO_BREAK_SPACES:
            return " "
        return self.hyphen if char == "\u2011" and ord(char) not in self._covered else char


def face(file: Path, instance: tuple[tuple[str, float], ...] = (), cache: Cache | None = None) -> Face:
    """The face in `file`, read again only when the file has changed; `cache` has what earlier runs knew of it.

    Raises:
        Refused: `font-unreadable`, `font-outlines`, `font-licence` or `font-axis`.
    """
    try:
        stamp = file.stat()
    except OSError:
        return Face(file, instance)  # raises the finding
    named = (file, tuple(instance), stamp.st_mtime_ns, stamp.st_size)
    if named not in _FACES:
        if len(_FACES) >= _MOST_FACES:
            _FACES.clear()
        _FACES[named] = Face(file, tuple(instance), _kept(file, tuple(instance), cache))
    return _FACES[named]


def keep_faces() -> None:
    """Keep what this process has learned of its faces, for the next run."""
    for each in _FACES.values():
        each.keep()


def forget_words() -> None:
    """Forget the words that were shaped since they were last kept: those of people's records are kept nowhere."""
    for each in _FACES.values():
        each.forget()


def _kept(file: Path, instance: tuple[tuple[str, float], ...], cache: Cache | None) -> KeptFace | None:
    try:
        return kept_face(file, instance, cache) if cache else None
    except files.Unread:
        return None  # the font cannot be opened, which says why


def _names(chars: list[str]) -> str:
    return ", ".join(f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}" for char in chars)
