"""Compact font programs (CFF) for a PDF, written from the outlines and the advances that lines are set with.

A font with PostScript outlines (`CFF ` or `CFF2`, of any number of units, with subroutines, composed accents or CID
keys) comes out as one plain program, whose widths are those of its hmtx table. Source of the format: Adobe technical
notes 5176 (CFF) and 5177 (Type 2 charstrings).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import uharfbuzz as hb

Point = tuple[int, int]

_FARTHEST = 16_000.0  # units, so that the distance of two points fits 16 bits
_FIXED = 1 << 16  # coordinates are kept in 1/65536, the finest that a charstring can hold
_MOST_OPERANDS = 48  # of one operator (5177, appendix B)
_RMOVETO, _RLINETO, _RRCURVETO, _ENDCHAR = b"\x15", b"\x05", b"\x08", b"\x0e"
_STANDARD_STRINGS = 391  # the strings of a font are numbered after these (5176, appendix A)
# Operators of DICTs (5176, tables 9, 10 and 23).
_ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT, _MATRIX = b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25", b"\x0c\x07"
_BOX, _CHARSET, _CHARSTRINGS, _PRIVATE = b"\x05", b"\x0f", b"\x11", b"\x12"
_DEFAULT_WIDTH, _NOMINAL_WIDTH = b"\x14", b"\x15"
# The standard strings 1 to 228 as the characters that they name (5176, appendix A).
_NAMED = (
    " !\"#$%&\u2019()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_\u2018abcdefghijklmnopqrstuvwxyz{|}~"
    "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽ"
    "áâäàåãçéêëèíîïìñóôöòõšúûüùýÿž")
_STRING_OF = {character: number for number, character in enumerate(_NAMED, 1)}
_EURO = "€"  # the one character of WinAnsiEncoding that has no standard string


def by_code(font: hb.Font, name: str, gids: Sequence[int], box: tuple[int, int, int, int]) -> bytes:
    """A program keyed by CID: CID 0 is glyph 0, CID 1 the first of `gids`, and so on; a glyph may come twice.

    `font` is at its own scale, of one for each unit; `box` is that of the whole font, in units.
    """
    strings = [b"Adobe", b"Identity"]
    glyphs = [_charstring(font, gid) for gid in (0, *gids)]
    charset = b"\x02" + struct.pack(">HH", 1, len(gids) - 1) if gids else b"\0"
    head = [(_ROS, [_STANDARD_STRINGS, _STANDARD_STRINGS + 1, 0]), (_CID_COUNT, [len(glyphs)])]
    select = b"\x03" + struct.pack(">HHBH", 1, 0, 0, len(glyphs))
    return _program(font, name, strings, head, box, charset, glyphs, select)


def by_name(font: hb.Font, name: str, gid_of: dict[str, int], box: tuple[int, int, int, int]) -> bytes:
    """A program whose glyphs have the names of their characters, of which those of WinAnsiEncoding are known."""
    known = [character for character in gid_of if character in _STRING_OF or character == _EURO]
    glyphs = [_charstring(font, gid) for gid in (0, *(gid_of[character] for character in known))]
    charset = b"\0" + b"".join(struct.pack(">H", _STRING_OF.get(character, _STANDARD_STRINGS)) for character in known)
    return _program(font, name, [b"Euro"], [], box, charset, glyphs, b"")


def _program(font: hb.Font, name: str, strings: list[bytes], head: list[tuple[bytes, list[int]]],
             box: tuple[int, int, int, int], charset: bytes, glyphs: list[bytes], select: bytes) -> bytes:
    """The tables one after another; DICTs give offsets from the program's beginning, so they are written twice."""
    private = _entry(_DEFAULT_WIDTH, [0]) + _entry(_NOMINAL_WIDTH, [0])
    charstrings = _index(glyphs)
    start = b"\x01\0\x04\x04" + _index([name.encode("ascii", "replace")])
    rest = _index(strings) + _index([])

    def top(at: int) -> bytes:
        places = {_CHARSET: at, _FD_SELECT: at + len(charset), _CHARSTRINGS: at + len(charset) + len(select)}
        body = at + len(charset) + len(select) + len(charstrings)
        made = b"".join(_entry(operator, operands) for operator, operands in head) + _entry(_BOX, [*box])
        if font.face.upem != 1000:
            scale = _real(1 / font.face.upem)
            made += scale + _number(0) * 2 + scale + _number(0) * 2 + _MATRIX
        made += _offset(places[_CHARSET]) + _CHARSET + _offset(places[_CHARSTRINGS]) + _CHARSTRINGS
        if select:
            return made + _offset(body + len(private)) + _FD_ARRAY + _offset(places[_FD_SELECT]) + _FD_SELECT
        return made + _number(len(private)) + _offset(body) + _PRIVATE
    at = len(start) + len(_index([top(0)])) + len(rest)
    body = at + len(charset) + len(select) + len(charstrings)
    descriptions = _index([_number(len(private)) + _offset(body) + _PRIVATE]) if select else b""
    return b"".join((start, _index([top(at)]), rest, charset, select, charstrings, private, descriptions))


def _index(parts: Sequence[bytes]) -> bytes:
    """An INDEX (5176, section 5), with offsets of four bytes."""
    if not parts:
        return b"\0\0"
    offsets = [1]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(">HB", len(parts), 4) + struct.pack(f">{len(offsets)}I", *offsets) + b"".join(parts)


def _entry(operator: bytes, operands: Iterable[int]) -> bytes:
    return b"".join(map(_number, operands)) + operator


def _number(value: int) -> bytes:
    """A whole number of a DICT (5176, table 3)."""
    if -32768 <= value <= 32767:
        return _short(value)
    return _offset(value)


def _short(value: int) -> bytes:
    """A whole number of a DICT or a charstring; both write up to 16 bits alike."""
    if -107 <= value <= 107:
        return bytes((value + 139,))
    if 108 <= value <= 1131:
        return bytes(((value - 108 >> 8) + 247, value - 108 & 255))
    if -1131 <= value <= -108:
        return bytes(((-value - 108 >> 8) + 251, -value - 108 & 255))
    return struct.pack(">Bh", 28, value)


def _offset(value: int) -> bytes:
    """A number of a DICT that always takes five bytes."""
    return struct.pack(">Bi", 29, value)


def _real(value: float) -> bytes:
    """A real number of a DICT, two digits in a byte (5176, table 5)."""
    digits = "".join({".": "a", "E-": "c", "-": "e"}.get(part, part) for part in f"{value:.12f}".rstrip("0"))
    digits += "f" if len(digits) % 2 else "ff"
    return b"\x1e" + bytes.fromhex(digits)


def _charstring(font: hb.Font, gid: int) -> bytes:
    """A glyph: its advance, and its outline as moves, lines and curves (5177, 4.1)."""
    pen, draw = _Pen(), hb.DrawFuncs()
    draw.set_move_to_func(pen.move)
    draw.set_line_to_func(pen.line)
    draw.set_quadratic_to_func(pen.quadratic)
    draw.set_cubic_to_func(pen.curve)
    draw.set_close_path_func(pen.close)
    font.draw_glyph(gid, draw)
    return _operand(round(font.get_glyph_h_advance(gid) * _FIXED)) + pen.finish()


def _operand(value: int) -> bytes:
    """A number of a charstring, from 1/65536: whole where it is whole."""
    return struct.pack(">Bi", 255, value) if value % _FIXED else _short(value // _FIXED)


class _Pen:
    """Writes what HarfBuzz draws as a charstring."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.at: Point = (0, 0)
        self.operator, self.operands = b"", list[bytes]()

    def move(self, x: float, y: float, _: object) -> None:
        """Begin a contour; the one before closes itself (5177, 4.1)."""
        self._write(_RMOVETO, [_place(x, y)])
        self._flush()

    def line(self, x: float, y: float, _: object) -> None:
        """A line, beside those before it under one operator."""
        self._write(_RLINETO, [_place(x, y)])

    def quadratic(self, control_x: float, control_y: float, x: float, y: float, _: object) -> None:
        """The cubic of the same curve."""
        start, control, end = self.at, _place(control_x, control_y), _place(x, y)
        first, second = ((corner[0] + round((control[0] - corner[0]) * 2 / 3),
                          corner[1] + round((control[1] - corner[1]) * 2 / 3)) for corner in (start, end))
        self._write(_RRCURVETO, [first, second, end])

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float, _: object) -> None:
        """A cubic curve."""
        self._write(_RRCURVETO, [_place(x1, y1), _place(x2, y2), _place(x, y)])

    def close(self, _: object) -> None:
        """Nothing: a contour closes itself."""

    def finish(self) -> bytes:
        """The charstring without its width."""
        self._flush()
        return b"".join(self.written) + _ENDCHAR

    def _write(self, operator: bytes, points: list[Point]) -> None:
        if operator != self.operator or len(self.operands) + 2 * len(points) > _MOST_OPERANDS:
            self._flush()
        self.operator = operator
        for point in points:
            self.operands += [_operand(point[0] - self.at[0]), _operand(point[1] - self.at[1])]
            self.at = point

    def _flush(self) -> None:
        if self.operands:
            self.written += [*self.operands, self.operator]
        self.operator, self.operands = b"", []


def _place(x: float, y: float) -> Point:
    """A point in 1/65536; one far outside of all that can be drawn is brought to the edge of it."""
    across, down = (min(max(part, -_FARTHEST), _FARTHEST) for part in (x, y))
    return round(across * _FIXED), round(down * _FIXED)
