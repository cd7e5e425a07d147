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

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb

from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.marks import Glyph
from pressroom.records import dataclass
from pressroom.sheet.geometry import Path as Outline
from pressroom.type.fonts.file import open_font
from pressroom.type.fonts.outline import outline

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
NO_BREAK_SPACES = "\u00a0\u202f"
INVISIBLE = "\u00ad\u200b\u2060"
FILLER = "\u2060"

# Above 48 pt a full space leaves a gap between a word and its `!`: 0.17 em at most. Text extraction that separates
# words by distance (Poppler) joins them under 0.15 em, so a no-break space is never narrower than 0.16 em.
_NARROWEST, _WIDEST_DISPLAY = 0.16, 0.17
_DROPPED = dict.fromkeys(map(ord, INVISIBLE))
_CACHED_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped text and its measures, in em.

    Attributes:
        glyphs: in drawing order.
        advance: the sum of the glyphs' advances.
        left, right: where the ink begins and ends, from the origin; 0 and the advance without ink.
        top, bottom: the highest and the lowest point of the ink, from the baseline; bottom is negative below it.
        exact: whether the glyphs' texts, joined, equal the source text.
    """

    glyphs: tuple[Glyph, ...]
    advance: float
    left: float
    right: float
    top: float
    bottom: float
    exact: bool = True


class Face:
    """One face of a font file; `face()` returns it from a cache.

    Attributes:
        file, instance: what identifies the face; `instance` holds (axis, value) pairs of a variable font.
        upem: font units per em.
        cap_height, x_height: the height of the outlines of H and x, in em.
        ascent, descent: from the font's hhea table, in em; descent is negative.
        postscript_name: without a subset's tag.
    """

    def __init__(self, file: Path, instance: tuple[tuple[str, float], ...]) -> None:
        self.file = file
        self.instance = instance
        self.program = open_font(file, instance)
        self.upem = float(self.program.upem)
        self._font = hb.Font(self.program)
        self._covered = frozenset(self.program.unicodes)
        self._words: dict[tuple[str, tuple[str, ...], str, bool], Shaped] = {}
        self._inks: dict[int, tuple[float, float, float, float]] = {}
        self._widths: dict[int, float] = {}
        self.postscript_name = self.program.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or file.stem
        ascender, descender = struct.unpack(">hh", self.table("hhea")[4:8])
        self.ascent, self.descent = ascender / self.upem, descender / self.upem
        self.cap_height = self._height_of("H", self.ascent)
        self.x_height = self._height_of("x", self.cap_height)
        self._spaces = self._no_break_spaces()

    def __repr__(self) -> str:
        return f"Face({self.postscript_name})"

    def table(self, name: str) -> bytes:
        """The bytes of a table of the font; empty when there is no such table."""
        return bytes(self.program.reference_table(name).data)

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
            shaped = self._words[key] = self._measure(*key)
        return shaped

    def ink(self, gid: int) -> tuple[float, float, float, float]:
        """The box of a glyph's outline (x0, y0, x1, y1) in em, y up; all 0 for an empty glyph."""
        box = self._inks.get(gid)
        if box is None:
            extents = self._font.get_glyph_extents(gid)
            x, y, width, height = (extents.x_bearing, extents.y_bearing, extents.width, extents.height)
            box = self._inks[gid] = (x / self.upem, (y + height) / self.upem, (x + width) / self.upem, y / self.upem)
        return box

    def outline(self, gid: int) -> Outline:
        """The outline of a glyph in em, y down from the baseline; its winding says what is inside."""
        return outline(self._font, gid, self.upem)

    def width(self, gid: int) -> float:
        """The advance that the font states for a glyph, in 1/1000 em: the advance that a PDF viewer uses."""
        advance = self._widths.get(gid)
        if advance is None:
            advance = self._widths[gid] = self._font.get_glyph_h_advance(gid) * 1000 / self.upem
        return advance

    def problems(self, text: str, source: Place | None = None) -> tuple[Finding, ...]:
        """Why `text` cannot be drawn: at most one finding of right-to-left script and one of missing glyphs."""
        chars = sorted(set(unicodedata.normalize("NFC", text)))
        backward = [char for char in chars if unicodedata.bidirectional(char) in ("R", "AL", "AN")]
        lacking = [char for char in chars if char not in backward and not self.covers(char)]
        findings = []
        if backward:
            findings.append(finding(RIGHT_TO_LEFT, N_("a script that runs from right to left: {characters}"),
                                    source=source, characters=_names(backward)))
        if lacking:
            findings.append(finding(MISSING, N_("{font} has no glyph for {characters}"), source=source,
                                    font=self.postscript_name, characters=_names(lacking)))
        return tuple(findings)

    def _height_of(self, letter: str, otherwise: float) -> float:
        gid = self._font.get_nominal_glyph(ord(letter))
        return self.ink(gid)[3] if gid else otherwise

    def _no_break_spaces(self) -> dict[str, tuple[float, float]]:
        """The advance of each no-break space, in em: in text sizes, and in display sizes."""
        def own(char: str, otherwise: float) -> float:
            gid = self._font.get_nominal_glyph(ord(char))
            return self._font.get_glyph_h_advance(gid) / self.upem if gid else otherwise
        space = own(" ", 0.25)
        wide, narrow = max(own("\u00a0", space), _NARROWEST), max(own("\u202f", space / 2), _NARROWEST)
        return {"\u00a0": (wide, min(wide, _WIDEST_DISPLAY)), "\u202f": (narrow, min(narrow, _WIDEST_DISPLAY))}

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
        buffer = hb.Buffer()
        buffer.add_str("".join(self._substitute(char) for char in source))
        # Combining marks keep clusters of their own, so that each glyph's text is what it draws.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        buffer.language = language
        hb.shape(self._font, buffer, _switches(features))
        shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        clusters = [(start, list(members)) for start, members in groupby(shaped, lambda pair: int(pair[0].cluster))]
        ends = [start for start, _ in clusters[1:]] + [len(source)]
        for (start, members), end in zip(clusters, ends, strict=True):
            text = source[start:end]
            for (info, position), glyph_text in zip(members, _glyph_texts(text, len(members)), strict=True):
                advance = position.x_advance / self.upem
                if text in self._spaces:
                    advance = self._spaces[text][display and not _separates_words(source, start, end)]
                yield Glyph(info.codepoint, glyph_text, advance, position.x_offset / self.upem,
                            position.y_offset / self.upem)

    def _substitute(self, char: str) -> str:
        if char in NO_BREAK_SPACES:
            return " "
        return self.hyphen if char == "\u2011" and ord(char) not in self._covered else char


def face(file: Path, instance: tuple[tuple[str, float], ...] = ()) -> Face:
    """The face in `file`, read again only when the file has changed.

    Raises:
        Refused: `font-unreadable`, `font-outlines`, `font-licence` or `font-axis`.
    """
    try:
        stamp = file.stat()
    except OSError:
        return Face(file, instance)  # raises the finding
    return _face(file, tuple(instance), stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=64)
def _face(file: Path, instance: tuple[tuple[str, float], ...], _changed: int, _bytes: int) -> Face:
    return Face(file, instance)


def _names(chars: list[str]) -> str:
    return ", ".join(f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}" for char in chars)


@lru_cache(maxsize=256)
def _switches(features: tuple[str, ...]) -> dict[str, int]:
    switches = {"kern": 1, "liga": 1}
    for feature in features:
        tag, _, value = feature.lstrip("+-").partition("=")
        switches[tag] = 0 if feature.startswith("-") else int(value or 1)
    return switches


def _separates_words(text: str, start: int, end: int) -> bool:
    """Whether a space is between two words, and not beside a number, a sign or a punctuation mark."""
    return text[max(start - 1, 0):start].isalpha() and text[end:end + 1].isalpha()


def _glyph_texts(text: str, glyphs: int) -> list[str]:
    """The text of each glyph of one cluster; never empty."""
    if glyphs == 1:
        return [text]
    for parts in (text, unicodedata.normalize("NFD", text)):
        if len(parts) == glyphs:
            return list(parts)
    return [text] + [FILLER] * (glyphs - 1)
