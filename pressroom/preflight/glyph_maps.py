"""Which glyph of an embedded program each code of a font shows (ISO 32000-1, 9.6.6 and 9.7.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import entry, is_stream, items, name, number
from pressroom.pdf.streams import decoded
from pressroom.preflight.cff_program import CffProgram
from pressroom.preflight.font_program import Program, UnreadableFont
from pressroom.preflight.glyph_names import character_of, encoding
from pressroom.preflight.type1_program import Type1Program
from pressroom.preflight.walk.typeface import Typeface

_LARGEST_FONT = 32 * 2**20
_SYMBOLIC = 4  # ISO 32000-1, table 123
_CODE_PAGES = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_BARE = ("CIDFontType0C", "Type1C")

AnyProgram = Program | CffProgram | Type1Program
_Find = Callable[[int], int | None]


def glyph_map(face: Typeface, codes: set[int]) -> tuple[AnyProgram, dict[int, int]]:
    """The program, and the glyph of every code whose glyph is known.

    Raises:
        UnreadableFont: program or mapping cannot be read.
    """
    program = _program(face)
    try:
        find = _composite(face, program) if face.composite else _simple(face, program)
    except Undecodable as error:
        raise UnreadableFont(f"CIDToGIDMap: {error}") from error
    if find is None and not face.identity:
        raise UnreadableFont("its codes are CIDs by a CMap that is not followed here")
    if find is None:  # font-cidtogid says so
        return program, {}
    return program, {code: glyph for code in sorted(codes) if (glyph := find(code)) is not None}


def _program(face: Typeface) -> AnyProgram:
    key, font_file = face.program
    subtype = name(entry(font_file, "/Subtype"))
    try:
        content = decoded(font_file, _LARGEST_FONT)
    except Undecodable as error:
        raise UnreadableFont(str(error)) from error
    if key == "FontFile":
        return Type1Program(content)
    if key == "FontFile3" and subtype in _BARE:
        return CffProgram(content)
    return Program(content)


def _composite(face: Typeface, program: AnyProgram) -> _Find | None:
    """The function from CIDs to glyphs; None when it is unknown."""
    if not face.identity:
        return None
    if isinstance(program, CffProgram):
        return program.glyph_of
    mapping = entry(face.descendant, "/CIDToGIDMap")
    if is_stream(mapping):
        table = decoded(mapping, 2 * 65_536)
        return lambda cid: int.from_bytes(table[2 * cid:2 * cid + 2], "big")
    if name(mapping) == "Identity" or face.program[0] == "FontFile3":
        return lambda cid: cid
    return None


def _simple(face: Typeface, program: AnyProgram) -> _Find:
    """The function from the codes of a simple font to glyphs, which gives None for codes whose glyph is unknown."""
    stated = entry(face.font, "/Encoding")
    base = name(stated) or name(entry(stated, "/BaseEncoding"))
    differences = dict(_differences(items(entry(stated, "/Differences"))))
    if isinstance(program, Program):
        return _truetype(face, program, base, differences)
    if isinstance(program, CffProgram) and program.is_cid:
        raise UnreadableFont("its program is for a composite font")
    names = (encoding(base) if base else program.encoding) | differences
    return lambda code: program.named(names[code]) if code in names else None


def _truetype(face: Typeface, program: Program, base: str, differences: dict[int, str]) -> _Find:
    symbolic = bool(int(number(entry(face.descriptor, "/Flags"), 0.0) or 0) & _SYMBOLIC)
    codec = _CODE_PAGES.get(base, "cp1252")
    unicode_of = {code: ord(bytes((code,)).decode(codec, "replace")) for code in range(256)}
    table = program.simple_codes(unicode_of, symbolic=symbolic)

    def find(code: int) -> int | None:
        if code not in differences:
            return table.get(code)
        # readers disagree on the names of a symbolic font, unless they are those of its own glyphs
        glyph_name = differences[code]
        return program.named(glyph_name) if not symbolic or not character_of(glyph_name) else None
    return find


def _differences(differences: list[Any]) -> Iterator[tuple[int, str]]:
    code = 0
    for each in differences:
        if isinstance(each, str):
            yield code, name(each)
            code += 1
        else:
            code = int(each)
