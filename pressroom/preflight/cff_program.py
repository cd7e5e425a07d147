"""CFF font programs, as far as preflight needs them: the widths of their glyphs, and which glyph a CID shows.

Written from Adobe technical notes 5176 (CFF) and 5177 (Type 2 charstrings), apart from the program that writes them.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from itertools import pairwise

from pressroom.preflight.font_program import UnreadableFont
from pressroom.preflight.glyph_names import NAMES, standard
from pressroom.records import dataclass, field

_MOST_CALLS, _MOST_STEPS = 10, 5_000  # 5177, appendix B: calls are nested ten deep at most
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS, _DEFAULT_WIDTH, _NOMINAL_WIDTH = 15, 16, 17, 18, 19, 20, 21
_MATRIX, _ROS, _FD_ARRAY, _FD_SELECT = 1207, 1230, 1236, 1237
_STEMS, _MASKS = (1, 3, 18, 23), (19, 20)
_LEAST_OF_MOVES = {21: 2, 22: 1, 4: 1}

Dict = dict[int, list[float]]


@dataclass(slots=True)
class _Private:
    """What widths depend on in a Private DICT."""

    default: float = 0.0
    nominal: float = 0.0
    subrs: list[bytes] = field(default_factory=list)


class CffProgram:
    """A CFF program.

    Attributes:
        glyphs: how many glyphs it holds.
        is_cid: whether its glyphs are keyed by CID.
        encoding: the names of its own codes; empty where glyphs are keyed by CID.
    """

    def __init__(self, program: bytes) -> None:
        try:
            self._read(program)
        except (struct.error, IndexError, KeyError, ValueError, OverflowError) as error:
            raise UnreadableFont(f"{type(error).__name__}: {error}") from error

    def _read(self, program: bytes) -> None:
        _, at = _index(program, program[2])
        tops, at = _index(program, at)
        strings, at = _index(program, at)
        self._global, _ = _index(program, at)
        top = _dict(tops[0])
        self._charstrings, _ = _index(program, int(top[_CHARSTRINGS][0]))
        self.glyphs = len(self._charstrings)
        self.is_cid = _ROS in top
        self._scale = 1000 * (top[_MATRIX][0] if _MATRIX in top else 0.001)
        self._privates = [_private(program, top)]
        self._private_of = [0] * self.glyphs
        self._cids = {cid: cid for cid in range(self.glyphs)}
        self._names: dict[str, int] = {}
        self.encoding: dict[int, str] = {}
        if not self.is_cid:
            names = [_string(sid, strings) for sid in _charset(program, int(top.get(_CHARSET, [0.0])[0]), self.glyphs)]
            self._names = {name: glyph for glyph, name in enumerate(names)}
            self.encoding = _encoding(program, int(top.get(_ENCODING, [0.0])[0]), names, strings)
        if self.is_cid:
            fonts, _ = _index(program, int(top[_FD_ARRAY][0]))
            self._privates = [_private(program, _dict(font)) for font in fonts]
            self._private_of = _selected(program, int(top[_FD_SELECT][0]), self.glyphs)
            cids = _charset(program, int(top.get(_CHARSET, [0.0])[0]), self.glyphs)
            self._cids = {cid: glyph for glyph, cid in enumerate(cids)}

    def glyph_of(self, cid: int) -> int:
        """The glyph of a CID; without CIDs of its own, a program is asked by glyph numbers (ISO 32000-1, 9.7.4.2)."""
        return self._cids.get(cid, 0)

    def named(self, name: str) -> int | None:
        """The number of a glyph; None for a name that the program does not have."""
        return self._names.get(name)

    def is_missing(self, glyph: int) -> bool:
        """Whether the glyph stands for missing characters."""
        return glyph == 0

    def width(self, glyph: int) -> float:
        """A glyph's advance in thousandths of the size.

        Raises:
            UnreadableFont: its charstring cannot be followed.
        """
        try:
            private = self._privates[self._private_of[glyph]]
            operator, count, first = _beginning(self._charstrings[glyph], self._global, private.subrs)
        except (struct.error, IndexError, ValueError, OverflowError, RecursionError) as error:
            raise UnreadableFont(f"charstring {glyph}: {error}") from error
        if operator in _STEMS or operator in _MASKS:
            has_width = count % 2 == 1
        elif operator in _LEAST_OF_MOVES:
            has_width = count > _LEAST_OF_MOVES[operator]
        else:
            has_width = count in (1, 5)
        return (private.nominal + first if has_width else private.default) * self._scale


def _index(program: bytes, at: int) -> tuple[list[bytes], int]:
    """The parts of an INDEX, and where it ends."""
    (count,) = struct.unpack_from(">H", program, at)
    if not count:
        return [], at + 2
    size = program[at + 2]
    if not 1 <= size <= 4:
        raise ValueError("an INDEX without a size of its offsets")
    offsets = [int.from_bytes(program[start:start + size], "big")
               for start in range(at + 3, at + 3 + size * (count + 1), size)]
    base = at + 2 + size * (count + 1)
    if base + offsets[-1] > len(program) or offsets != sorted(offsets):
        raise ValueError("an INDEX that is not whole")
    return [program[base + first:base + last] for first, last in pairwise(offsets)], base + offsets[-1]


def _dict(content: bytes) -> Dict:
    entries: Dict = {}
    operands: list[float] = []
    at = 0
    while at < len(content):
        byte = content[at]
        if byte <= 21:
            key, at = (1200 + content[at + 1], at + 2) if byte == 12 else (byte, at + 1)
            entries[key], operands = operands, []
        elif byte == 30:
            value, at = _real(content, at + 1)
            operands.append(value)
        elif byte == 29:
            operands.append(struct.unpack_from(">i", content, at + 1)[0])
            at += 5
        else:
            number, at = _whole(content, at)
            operands.append(number)
    return entries


def _real(content: bytes, at: int) -> tuple[float, int]:
    text = ""
    while True:
        for half in (content[at] >> 4, content[at] & 15):
            if half == 15:
                value = float(text or "0")
                if not math.isfinite(value):
                    raise ValueError(f"the number {text[:20]}")
                return value, at + 1
            text += "0123456789.EE -"[half] if half != 12 else "E-"
        at += 1


def _whole(content: bytes, at: int) -> tuple[int, int]:
    byte = content[at]
    if byte == 28:
        return struct.unpack_from(">h", content, at + 1)[0], at + 3
    if 32 <= byte <= 246:
        return byte - 139, at + 1
    if byte <= 250:
        return (byte - 247) * 256 + content[at + 1] + 108, at + 2
    return -(byte - 251) * 256 - content[at + 1] - 108, at + 2


def _private(program: bytes, font: Dict) -> _Private:
    if _PRIVATE not in font:
        return _Private()
    size, at = (int(part) for part in font[_PRIVATE])
    entries = _dict(program[at:at + size])
    subrs = _index(program, at + int(entries[_SUBRS][0]))[0] if _SUBRS in entries else []
    return _Private(entries.get(_DEFAULT_WIDTH, [0.0])[0], entries.get(_NOMINAL_WIDTH, [0.0])[0], subrs)


def _charset(program: bytes, at: int, glyphs: int) -> list[int]:
    """The CID, or the number of the name, of each glyph (5176, section 13)."""
    if at <= 2:
        return list(range(glyphs))
    cids, kind = [0], program[at]
    at += 1
    while len(cids) < glyphs:
        if kind == 0:
            cids.append(struct.unpack_from(">H", program, at)[0])
            at += 2
        else:
            first, more = struct.unpack_from(">HB" if kind == 1 else ">HH", program, at)
            cids.extend(range(first, first + more + 1))
            at += 3 if kind == 1 else 4
    return cids[:glyphs]


def _string(sid: int, strings: list[bytes]) -> str:
    """A name by its number (5176, section 10)."""
    return NAMES[sid] if sid < len(NAMES) else strings[sid - len(NAMES)].decode("latin-1")


def _encoding(program: bytes, at: int, names: list[str], strings: list[bytes]) -> dict[int, str]:
    """The name of each code (5176, section 12)."""
    if at <= 1:
        return {} if at else standard()
    kind, count = program[at], program[at + 1]
    at += 2
    codes: list[int] = []
    if kind & 127:
        for first, more in (program[start:start + 2] for start in range(at, at + 2 * count, 2)):
            codes += range(first, first + more + 1)
        at += 2 * count
    else:
        codes, at = list(program[at:at + count]), at + count
    encoding = dict(zip(codes, names[1:], strict=False))
    if kind & 128:
        for start in range(at + 1, at + 1 + 3 * program[at], 3):
            code, sid = struct.unpack_from(">BH", program, start)
            encoding[code] = _string(sid, strings)
    return encoding


def _selected(program: bytes, at: int, glyphs: int) -> list[int]:
    """The Private DICT of each glyph (5176, section 19)."""
    if program[at] == 0:
        return list(program[at + 1:at + 1 + glyphs])
    (count,) = struct.unpack_from(">H", program, at + 1)
    ranges = [struct.unpack_from(">HB", program, at + 3 + 3 * row) for row in range(count)]
    ends = [*(first for first, _ in ranges[1:]), glyphs]
    chosen = [0] * glyphs
    for (first, font), end in zip(ranges, ends, strict=True):
        chosen[first:end] = [font] * (min(end, glyphs) - first)
    return chosen


def _beginning(charstring: bytes, shared: list[bytes], own: list[bytes]) -> tuple[int, int, float]:
    """The first operator that clears the stack, how many operands it has, and the first of them."""
    stack: list[float] = []
    for steps, (operator, value) in enumerate(_tokens(charstring, shared, own, stack, 0)):
        if steps > _MOST_STEPS:
            raise ValueError("it has no end")
        if operator < 0:
            stack.append(value)
        else:
            return operator, len(stack), stack[0] if stack else 0.0
    raise ValueError("it has no end")


def _tokens(charstring: bytes, shared: list[bytes], own: list[bytes], stack: list[float],
            depth: int) -> Iterator[tuple[int, float]]:
    """Operands (as -1 and their value) and operators, with subroutines in their places."""
    if depth > _MOST_CALLS:
        raise ValueError("its calls are too deep")
    at = 0
    while at < len(charstring):
        byte = charstring[at]
        if byte == 255:
            yield -1, struct.unpack_from(">i", charstring, at + 1)[0] / 65536
            at += 5
        elif byte == 28 or byte >= 32:
            number, at = _whole(charstring, at)
            yield -1, number
        elif byte in (10, 29):
            subrs = own if byte == 10 else shared
            bias = 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768
            yield from _tokens(subrs[int(stack.pop()) + bias], shared, own, stack, depth + 1)
            at += 1
        elif byte == 11:
            return
        else:
            yield (1200 + charstring[at + 1] if byte == 12 else byte), 0.0
            at += 1
