"""An opened font: what HarfBuzz says of its measures, and the glyphs that it makes of a text."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb

from pressroom.marks import Glyph
from pressroom.sheet.geometry import Path as Outline
from pressroom.type.fonts.file import open_font
from pressroom.type.fonts.kept import FILLER, Facts, InkBox
from pressroom.type.fonts.outline import outline

# Above 48 pt a full space leaves a gap between a word and its `!`: 0.17 em at most. Text extraction that separates
# words by distance (Poppler) joins them under 0.15 em, so a no-break space is never narrower than 0.16 em.
_NARROWEST, _WIDEST_DISPLAY = 0.16, 0.17


class OpenedFont:
    """A font file, or an instance of a variable one, in HarfBuzz.

    Attributes:
        program: the font.
        upem: font units per em.

    Raises:
        Refused: as `open_font`.
    """

    def __init__(self, file: Path, instance: tuple[tuple[str, float], ...]) -> None:
        self.program = open_font(file, instance)
        self.upem = float(self.program.upem)
        self._font = hb.Font(self.program)
        self._stem, self._instance = file.stem, instance

    def facts(self) -> Facts:
        """What holds for the whole face."""
        ascender, descender = struct.unpack(">hh", self.table("hhea")[4:8])
        cap_height = self._height_of("H", ascender / self.upem)
        return Facts(
            self.upem, tuple(sorted(self.program.unicodes)), self._name(), ascender / self.upem,
            descender / self.upem, cap_height, self._height_of("x", cap_height), self._no_break_spaces(),
            not {"CFF ", "CFF2"}.isdisjoint(self.program.table_tags))

    def _name(self) -> str:
        """The PostScript name; that of an instance has its axes (Adobe technical note 5902)."""
        own = self.program.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self._stem
        return "_".join((own, *(f"{value:g}{tag.strip()}" for tag, value in self._instance)))

    @property
    def font(self) -> hb.Font:
        """The font at its own scale, of one for each unit."""
        return self._font

    def table(self, name: str) -> bytes:
        """The bytes of a table of the font; empty when there is no such table."""
        return bytes(self.program.reference_table(name).data)

    def ink(self, gid: int) -> InkBox:
        """The box of a glyph's outline, as `Face.ink`."""
        extents = self._font.get_glyph_extents(gid)
        x, y, width, height = (extents.x_bearing, extents.y_bearing, extents.width, extents.height)
        return x / self.upem, (y + height) / self.upem, (x + width) / self.upem, y / self.upem

    def outline(self, gid: int) -> Outline:
        """The outline of a glyph, as `Face.outline`."""
        return outline(self._font, gid, self.upem)

    def gid_of(self, character: str) -> int:
        """The glyph of a character by itself; 0 where the font has none."""
        return int(self._font.get_nominal_glyph(ord(character)) or 0)

    def width(self, gid: int) -> float:
        """The advance that the font states for a glyph, in 1/1000 em."""
        return float(self._font.get_glyph_h_advance(gid) * 1000 / self.upem)

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

    def glyphs(self, source: str, drawn: str, features: tuple[str, ...], language: str,
               spaces: dict[str, tuple[float, float]], *, display: bool) -> Iterator[Glyph]:
        """The glyphs of `source`, for which the characters of `drawn` are drawn, one for each of its own."""
        buffer = hb.Buffer()
        buffer.add_str(drawn)
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
                if text in spaces:
                    advance = spaces[text][display and not _separates_words(source, start, end)]
                yield Glyph(info.codepoint, glyph_text, advance, position.x_offset / self.upem,
                            position.y_offset / self.upem)


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
