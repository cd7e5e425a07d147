"""Font programs, as far as preflight needs them: the widths of their glyphs (OpenType specification)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cached_property

from pressroom.preflight.glyph_names import character_of

_MOST_TABLES = 64
_MAC_GLYPHS = 258  # names that `post` does not spell out


class UnreadableFont(Exception):  # noqa: N818 - a state of the file, no programming error
    """The program cannot be read; the message has the reason."""


class Program:
    """A TrueType or OpenType font program.

    Attributes:
        units: units an em.
        glyphs: how many glyphs it holds.
    """

    def __init__(self, program: bytes) -> None:
        try:
            self._tables = _tables(program)
            self.units: int = struct.unpack_from(">H", self._tables["head"], 18)[0]
            self.glyphs: int = struct.unpack_from(">H", self._tables["maxp"], 4)[0]
            self._metrics: int = struct.unpack_from(">H", self._tables["hhea"], 34)[0]
            self._advances: tuple[int, ...] = struct.unpack_from(f">{2 * self._metrics}H", self._tables["hmtx"])[0::2]
        except (struct.error, KeyError, IndexError) as error:
            raise UnreadableFont(f"{type(error).__name__}: {error}") from error
        if not self.units or not self._metrics:
            raise UnreadableFont("no units or no metrics")

    def width(self, glyph: int) -> float:
        """A glyph's advance in thousandths of the size."""
        return float(self._advances[min(glyph, self._metrics - 1)]) * 1000 / self.units

    def is_missing(self, glyph: int) -> bool:
        """Whether the glyph stands for missing characters."""
        return glyph == 0

    def named(self, name: str) -> int | None:
        """The glyph of a name: by its character, else by the program's own names; None when neither has it.

        Source: ISO 32000-1, 9.6.6.4.
        """
        character = character_of(name)
        if character and (3, 1) in self._maps and ord(character) in self._maps[3, 1]:
            return self._maps[3, 1][ord(character)]
        code = character.encode("mac_roman", "ignore")
        return (self._maps.get((1, 0), {}).get(code[0]) if code else None) or self._names.get(name)

    def simple_codes(self, unicode_of: Mapping[int, int], *, symbolic: bool) -> dict[int, int]:
        """Glyphs by one-byte code (ISO 32000-1, 9.6.6.4); codes without a glyph are omitted."""
        maps = self._maps
        if not symbolic and (3, 1) in maps:
            return {code: maps[3, 1][character] for code, character in unicode_of.items() if character in maps[3, 1]}
        if (3, 0) in maps:
            symbols = maps[3, 0]
            return {code: symbols.get(code, symbols.get(0xF000 + code, 0)) for code in range(256)
                    if code in symbols or 0xF000 + code in symbols}
        return dict(maps.get((1, 0), {}))

    @cached_property
    def _names(self) -> dict[str, int]:
        """Glyphs by the names of a `post` table of version 2, those that are not of the Macintosh's own set."""
        table = self._tables.get("post", b"")
        if table[:4] != b"\0\2\0\0":
            return {}
        try:
            (count,) = struct.unpack_from(">H", table, 32)
            numbers = struct.unpack_from(f">{count}H", table, 34)
        except struct.error:
            return {}
        strings, at = [], 34 + 2 * count
        while at < len(table):
            strings.append(table[at + 1:at + 1 + table[at]].decode("latin-1"))
            at += 1 + table[at]
        return {strings[number - _MAC_GLYPHS]: glyph for glyph, number in enumerate(numbers)
                if _MAC_GLYPHS <= number < _MAC_GLYPHS + len(strings)}

    @cached_property
    def _maps(self) -> dict[tuple[int, int], dict[int, int]]:
        table, maps = self._tables.get("cmap", b""), {}
        try:
            for index in range(min(_MOST_TABLES, struct.unpack_from(">H", table, 2)[0])):
                platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
                maps[platform, encoding] = _characters(table[offset:])
        except struct.error:
            return {}
        return maps


def _tables(program: bytes) -> dict[str, bytes]:
    if program[:4] == b"ttcf":
        raise UnreadableFont("a collection of fonts")
    count = min(_MOST_TABLES, struct.unpack_from(">H", program, 4)[0])
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        tables[tag.decode("latin-1")] = program[offset:offset + length]
    return tables


def _characters(table: bytes) -> dict[int, int]:
    kind = struct.unpack_from(">H", table)[0]
    if kind == 0:
        return dict(enumerate(table[6:262]))
    if kind == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        return {first + index: glyph for index, glyph in enumerate(struct.unpack_from(f">{count}H", table, 10))}
    return _segments(table) if kind == 4 else {}


def _segments(table: bytes) -> dict[int, int]:
    """A format 4 subtable."""
    half = struct.unpack_from(">H", table, 6)[0] // 2
    last = struct.unpack_from(f">{half}H", table, 14)
    first = struct.unpack_from(f">{half}H", table, 16 + 2 * half)
    shift = struct.unpack_from(f">{half}H", table, 16 + 4 * half)
    at = 16 + 6 * half
    offsets = struct.unpack_from(f">{half}H", table, at)
    glyphs = {}
    for index in range(half):
        for code in range(first[index], min(last[index], 0xFFFE) + 1):
            if offsets[index]:
                place = at + 2 * index + offsets[index] + 2 * (code - first[index])
                glyph = struct.unpack_from(">H", table, place)[0]
                glyphs[code] = (glyph + shift[index]) & 0xFFFF if glyph else 0
            else:
                glyphs[code] = (code + shift[index]) & 0xFFFF
    return glyphs
