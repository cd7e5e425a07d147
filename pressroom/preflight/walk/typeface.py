"""A font as the file describes it: the codes of its strings, their widths, and the text that they stand for."""

from __future__ import annotations

import re
from functools import cached_property

from pressroom.patterns import regex
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, name, number
from pressroom.pdf.streams import decoded

FontKey = tuple[int, int] | str
"""The number and the generation of a font's object, or a hash of a font that is inside another object."""

_MOST_CODES = 70_000
_RANGE = regex(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PART = regex(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class Typeface:
    """One font of a file, shared by every text in it.

    Attributes:
        key: what identifies it in the file.
        font: its dictionary.
        label: its name in messages.
        kind: Type0, TrueType, Type1, Type3, MMType1.
        descendant: the CID font of a Type0 font; the font itself for others.
    """

    def __init__(self, font: Pdf, key: FontKey = "") -> None:
        self.key = key
        self.font = font
        self.kind = name(entry(font, "/Subtype"))
        descendants = items(entry(font, "/DescendantFonts"))
        self.descendant = descendants[0] if self.composite and descendants else font
        self.label = name(entry(font, "/BaseFont")) or name(entry(font, "/Name")) or self.kind or "?"

    @property
    def composite(self) -> bool:
        """Whether a code takes two bytes."""
        return self.kind == "Type0"

    @property
    def identity(self) -> bool:
        """Whether codes are CIDs."""
        return name(entry(self.font, "/Encoding")) in ("Identity-H", "Identity-V")

    def codes(self, string: bytes) -> list[int]:
        """The codes of a string, in order."""
        if not self.composite:
            return list(string)
        return [high << 8 | low for high, low in zip(string[0::2], string[1::2], strict=False)]

    @cached_property
    def descriptor(self) -> Pdf:
        """The font descriptor, or None."""
        return entry(self.descendant, "/FontDescriptor")

    @cached_property
    def program(self) -> tuple[str, Pdf]:
        """The key and the stream of the embedded program; ("", None) when nothing is embedded."""
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            font_file = entry(self.descriptor, key)
            if is_stream(font_file):
                return key[1:], font_file
        return "", None

    @cached_property
    def widths(self) -> dict[int, float]:
        """Stated widths by code or CID, in thousandths of the size."""
        return self._cid_widths() if self.composite else self._simple_widths()

    def width(self, code: int) -> float:
        """The advance of one code, in thousandths of the size (Type 3: in glyph space x 1000)."""
        return self.widths.get(code, self._missing_width)

    @cached_property
    def _missing_width(self) -> float:
        if self.composite:
            return number(entry(self.descendant, "/DW"), 1000.0) or 0.0
        # a standard font need not state its widths; half the size is near enough for the place of its text
        return number(entry(self.descriptor, "/MissingWidth"), 0.0 if self.widths else 500.0) or 0.0

    def _simple_widths(self) -> dict[int, float]:
        first = int(number(entry(self.font, "/FirstChar"), 0.0) or 0)
        scale = 1.0
        if self.kind == "Type3":
            matrix = items(entry(self.font, "/FontMatrix"))
            scale = 1000 * abs(number(matrix[0], 0.001) or 0.001) if matrix else 1.0
        widths = items(entry(self.font, "/Widths"))[:256]
        return {first + index: (number(each, 0.0) or 0.0) * scale for index, each in enumerate(widths)}

    def _cid_widths(self) -> dict[int, float]:
        widths: dict[int, float] = {}
        waiting: list[float] = []
        for each in items(entry(self.descendant, "/W")):
            if isinstance(each, list) and len(waiting) == 1:
                start = int(waiting[0])
                widths.update((start + index, number(width, 0.0) or 0.0) for index, width in enumerate(items(each)))
                waiting = []
            else:
                waiting.append(number(each, 0.0) or 0.0)
                if len(waiting) == 3:
                    first, last, width = int(waiting[0]), int(waiting[1]), waiting[2]
                    widths.update(dict.fromkeys(range(first, min(last, first + 65_535) + 1), width))
                    waiting = []
            if len(widths) > _MOST_CODES:
                break
        return widths

    @cached_property
    def height(self) -> tuple[float, float]:
        """Descent and ascent in thousandths of the size, by the descriptor, else usual ones."""
        descent, ascent = number(entry(self.descriptor, "/Descent")), number(entry(self.descriptor, "/Ascent"))
        return (descent or -220.0, ascent or 800.0)

    @cached_property
    def reads_as(self) -> dict[int, str] | None:
        """The text of each code by ToUnicode; None without a readable map."""
        stream = entry(self.font, "/ToUnicode")
        if not is_stream(stream):
            return None
        try:
            return to_unicode(decoded(stream, 4 * 2**20))
        except Undecodable:
            return None


def to_unicode(cmap: bytes) -> dict[int, str]:
    """The map of a ToUnicode stream (ISO 32000-1, 9.10.3), for codes of up to two bytes."""
    characters: dict[int, str] = {}
    for block in _RANGE.finditer(cmap):
        parts = [(b"".join((part[1] or b"").split()), part[2], part[3]) for part in _PART.finditer(block[2])]
        if block[1] == b"bfchar":
            hexes = [digits for digits, opening, closing in parts if not opening and not closing]
            for source, target in zip(hexes[0::2], hexes[1::2], strict=False):
                characters[_code(source)] = _characters(target)
        else:
            _add_ranges(characters, parts)
        if len(characters) > _MOST_CODES:
            break
    return characters


def _add_ranges(characters: dict[int, str], parts: list[tuple[bytes, bytes | None, bytes | None]]) -> None:
    at = 0
    while at + 2 < len(parts):
        first, last = _code(parts[at][0]), _code(parts[at + 1][0])
        span = range(first, min(last, first + 65_535) + 1)
        if parts[at + 2][1]:
            at += 3
            for code in span:
                if at >= len(parts) or parts[at][2]:
                    break
                characters[code] = _characters(parts[at][0])
                at += 1
            while at < len(parts) and not parts[at][2]:
                at += 1
            at += 1
        else:
            target = _characters(parts[at + 2][0])
            for step, code in enumerate(span):
                characters[code] = target[:-1] + chr(min(0x10FFFF, ord(target[-1]) + step)) if target else ""
            at += 3
        if len(characters) > _MOST_CODES:
            break


def _code(digits: bytes) -> int:
    return int(digits[:8] or b"0", 16)


def _characters(digits: bytes) -> str:
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "replace")
