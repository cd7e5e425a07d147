"""Type 1 font programs, as far as preflight needs them: names, built-in codes and widths of their glyphs.

Written from "Adobe Type 1 Font Format", 1990: encryption (7), charstrings (6), the program's parts (2).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

from pressroom.patterns import regex
from pressroom.preflight.font_program import UnreadableFont
from pressroom.preflight.glyph_names import standard

_EEXEC_KEY, _CHARSTRING_KEY, _BEGINNING = 55665, 4330, 4
_MOST_BEGINNING = 64  # bytes of a charstring, in which its width is stated
_HEX = regex(rb"[0-9A-Fa-f\s]{8}")
_SEGMENT = regex(rb"\x80[\x01\x02]")
_LEN_IV = regex(rb"/lenIV\s+(-?\d+)")
_MATRIX = regex(rb"/FontMatrix\s*[\[{]\s*([-+.\deE]+)\s")
_STANDARD = regex(rb"/Encoding\s+StandardEncoding\s+def")
_CODE = regex(rb"\bdup\s+(\d{1,3})\s*/([^\s/\[\]{}()<>%]+)\s+put\b")
_GLYPH = regex(rb"/([^\s/\[\]{}()<>%]+)\s+(\d{1,6})\s+\S{1,12} ")
_HSBW, _SBW, _DIVIDE = 13, 1207, 1212


class Type1Program:
    """A Type 1 program.

    Attributes:
        glyphs: how many glyphs it holds.
        encoding: the names of its own codes.
    """

    def __init__(self, program: bytes) -> None:
        try:
            self._read(_without_segments(program))
        except (ValueError, IndexError, OverflowError) as error:
            raise UnreadableFont(f"{type(error).__name__}: {error}") from error

    def _read(self, program: bytes) -> None:
        at = program.find(b"eexec")
        if at < 0:
            raise ValueError("no encrypted part")
        clear, secret = program[:at], program[at + 5:].lstrip(b" \t\r\n")
        if _HEX.match(secret):
            digits = b"".join(secret.split())
            end = next((index for index, digit in enumerate(digits) if digit not in b"0123456789abcdefABCDEF"),
                       len(digits))
            secret = bytes.fromhex(digits[:end // 2 * 2].decode())
        private = _decrypted(secret, _EEXEC_KEY, len(secret))[_BEGINNING:]
        matrix, skipped = _MATRIX.search(clear), _LEN_IV.search(private)
        self._scale = 1000 * float(matrix[1]) if matrix else 1.0
        if not math.isfinite(self._scale) or not self._scale:
            raise ValueError("no size of its units")
        self._skipped = int(skipped[1]) if skipped else _BEGINNING
        self.encoding = standard() if _STANDARD.search(clear) else {
            int(code): name.decode("latin-1") for code, name in _CODE.findall(clear)}
        self._charstrings = dict(_charstrings(private))
        self._names = {name: glyph for glyph, name in enumerate(self._charstrings)}
        self._in_order = list(self._charstrings.values())
        self.glyphs = len(self._in_order)
        if not self.glyphs:
            raise ValueError("no glyphs")

    def named(self, name: str) -> int | None:
        """The number of a glyph; None for a name that the program does not have."""
        return self._names.get(name)

    def is_missing(self, glyph: int) -> bool:
        """Whether the glyph stands for missing characters."""
        return self._names.get(".notdef") == glyph

    def width(self, glyph: int) -> float:
        """A glyph's advance in thousandths of the size.

        Raises:
            UnreadableFont: its charstring does not begin with its width.
        """
        try:
            return _width(self._plain(self._in_order[glyph])) * self._scale
        except (ValueError, IndexError, struct.error, OverflowError, ZeroDivisionError) as error:
            raise UnreadableFont(f"charstring {glyph}: {error}") from error

    def _plain(self, charstring: bytes) -> bytes:
        """The beginning of a charstring."""
        if self._skipped < 0:  # they are not encrypted
            return charstring[:_MOST_BEGINNING]
        return _decrypted(charstring, _CHARSTRING_KEY, self._skipped + _MOST_BEGINNING)[self._skipped:]


def _without_segments(program: bytes) -> bytes:
    """The program without the headers of a PFB file."""
    pieces, at = [], 0
    while _SEGMENT.match(program, at):
        length = int.from_bytes(program[at + 2:at + 6], "little")
        pieces.append(program[at + 6:at + 6 + length])
        at += 6 + length
    return b"".join(pieces) if pieces else program


def _decrypted(content: bytes, key: int, most: int) -> bytes:
    plain = bytearray()
    for byte in content[:most]:
        plain.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(plain)


def _charstrings(private: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and encrypted charstrings, in order."""
    at = private.find(b"/CharStrings")
    if at < 0:
        raise ValueError("no glyphs")
    at += len(b"/CharStrings")
    while glyph := _GLYPH.search(private, at):
        at = glyph.end() + int(glyph[2])
        yield glyph[1].decode("latin-1"), private[glyph.end():at]


def _width(charstring: bytes) -> float:
    """The advance that a charstring states with its first command."""
    stack: list[float] = []
    at = 0
    while at < len(charstring):
        byte, at = charstring[at], at + 1
        if byte == 255:
            stack.append(struct.unpack_from(">i", charstring, at)[0])
            at += 4
        elif byte >= 247:
            sign, base = (1, 247) if byte < 251 else (-1, 251)
            stack.append(sign * ((byte - base) * 256 + charstring[at] + 108))
            at += 1
        elif byte >= 32:
            stack.append(byte - 139)
        else:
            operator, at = (1200 + charstring[at], at + 1) if byte == 12 else (byte, at)
            if operator in (_HSBW, _SBW):
                return stack[1 if operator == _HSBW else 2]
            if operator != _DIVIDE:
                raise ValueError(f"it begins with command {operator}")
            divisor = stack.pop()
            stack.append(stack.pop() / divisor)
    raise ValueError("it has no width")
