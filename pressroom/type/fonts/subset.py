"""A face's subset: the font program that a PDF embeds, and the values of its FontDescriptor."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pressroom.cache import key
from pressroom.records import dataclass
from pressroom.type.fonts.face import Face

if TYPE_CHECKING:
    import uharfbuzz as hb

# ISO 32000-2, 9.9: the tables that a CIDFontType2 program needs.
_PDF_TABLES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
_SYMBOLIC, _ITALIC, _FIXED_PITCH = 1 << 2, 1 << 6, 1


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program with the glyphs in use only; measures in 1/1000 em, the unit of PDF.

    Attributes:
        font_bytes: the program, without layout tables or hints: a TrueType file, or a CFF program. The same glyphs give
            the same bytes.
        gid_map: glyph numbers of the whole font to those of the program; 0 stays 0. Empty for CFF, whose glyphs are
            numbered in the order in which they are asked for, from 1.
        widths: advances by glyph number of the whole font, those of the program.
        name: PostScript name with the subset's tag, e.g. `ABCDEF+Inter-Bold`.
        bbox: of the whole font: left, bottom, right, top.
        ascent, descent, cap_height: descent is negative.
        stem_v: width of vertical stems, estimated from the weight class.
        italic_angle: degrees, negative when it leans to the right.
        flags: of the FontDescriptor (ISO 32000-2, table 121).
    """

    font_bytes: bytes
    gid_map: Mapping[int, int]
    widths: Mapping[int, float]
    name: str
    bbox: tuple[float, float, float, float]
    ascent: float
    descent: float
    cap_height: float
    stem_v: float
    italic_angle: float
    flags: int


def subset(face: Face, gids: Iterable[int]) -> Subset:
    """The program that draws `gids`, with their components and glyph 0.

    A CFF program has them in their order, each as often as it is asked for.
    """
    return _subset(face, tuple(gids), "", _PDF_TABLES)


def typable(face: Face, characters: str) -> tuple[Subset, Mapping[str, float]]:
    """The program for a form field: it draws `characters` and maps them to glyphs (cmap).

    Also returns the advance of each character that the font has, in 1/1000 em.
    """
    import uharfbuzz as hb  # lazy: see Face.opened

    if face.postscript:
        gids = {each: face.opened.gid_of(each) for each in characters}
        return _subset(face, (), characters, _PDF_TABLES), {
            each: face.width(gid) for each, gid in gids.items() if gid}
    font_subset = _subset(face, (), characters, _PDF_TABLES | {"cmap"})
    font = hb.Font(hb.Face(hb.Blob(font_subset.font_bytes)))
    gids = {each: font.get_nominal_glyph(ord(each)) for each in characters}
    return font_subset, {each: font.get_glyph_h_advance(gid) * 1000 / face.upem for each, gid in gids.items() if gid}


def numbered(face: Face, gids: Iterable[int]) -> Subset:
    """The program of a TrueType face that draws `gids` under the numbers that they have in the whole font."""
    import uharfbuzz as hb  # lazy: see Face.opened

    program, gid_map = _program(face, tuple(gids), "", _PDF_TABLES, hb.SubsetFlags.RETAIN_GIDS)
    font, scale = hb.Font(program), 1000 / face.upem
    return _described(face, bytes(program.blob.data), gid_map,
                      {gid: font.get_glyph_h_advance(gid) * scale for gid in gid_map})


@lru_cache(maxsize=64)
def _subset(face: Face, gids: tuple[int, ...], characters: str, tables: frozenset[str]) -> Subset:
    """The program, from the cache where an earlier run made it."""
    if face.kept is None:
        return _made(face, gids, characters, tables)
    name = key("subset 2", face.kept.name, repr((gids, characters, sorted(tables))))
    known = _unpacked(face.kept.cache.get(name))
    if known is None:
        known = _made(face, gids, characters, tables)
        face.kept.cache.put(name, _packed(known))
    return known


def _packed(one: Subset) -> bytes:
    head = json.dumps([[*one.gid_map.items()], [*one.widths.items()], one.name, one.bbox, one.ascent, one.descent,
                       one.cap_height, one.stem_v, one.italic_angle, one.flags]).encode()
    return struct.pack(">I", len(head)) + head + one.font_bytes


def _unpacked(content: bytes | None) -> Subset | None:
    if content is None:
        return None
    try:
        end = 4 + struct.unpack(">I", content[:4])[0]
        gids, widths, name, bbox, *rest = json.loads(content[4:end])
        return Subset(content[end:], MappingProxyType(dict(gids)), MappingProxyType(dict(widths)), name, tuple(bbox),
                      *rest)
    except (ValueError, TypeError, struct.error):
        return None


def _made(face: Face, gids: tuple[int, ...], characters: str, tables: frozenset[str]) -> Subset:
    if face.postscript:
        return _compact(face, gids, characters)
    import uharfbuzz as hb  # lazy: see Face.opened

    program, gid_map = _program(face, gids, characters, tables, hb.SubsetFlags.DEFAULT)
    font, scale = hb.Font(program), 1000 / face.upem
    widths = {old: font.get_glyph_h_advance(new) * scale for old, new in gid_map.items()}
    return _described(face, bytes(program.blob.data), gid_map, widths)


def _program(face: Face, gids: tuple[int, ...], characters: str, tables: frozenset[str],
             more: hb.SubsetFlags) -> tuple[hb.Face, dict[int, int]]:
    """A TrueType program, and the numbers of its glyphs by those of the whole font."""
    import uharfbuzz as hb  # lazy: see Face.opened

    subset_input = hb.SubsetInput()
    subset_input.glyph_set.update(sorted({0, *gids}))
    subset_input.unicode_set.update(sorted(map(ord, characters)))
    subset_input.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | (
        hb.SubsetFlags.NOTDEF_OUTLINE) | more
    for table in face.opened.program.table_tags:
        if table not in tables:
            subset_input.drop_table_tag_set.add(struct.unpack(">I", table.encode("latin-1"))[0])
    plan = hb.SubsetPlan(face.opened.program, subset_input)
    return plan.execute(), dict(sorted(plan.old_to_new_glyph_mapping.items()))


def _compact(face: Face, gids: tuple[int, ...], characters: str) -> Subset:
    """A CFF program, by codes or, for `characters`, by names."""
    from pressroom.type.fonts import cff  # lazy: it imports HarfBuzz

    font = face.opened.font
    if characters:
        gid_of = {each: gid for each in characters if (gid := face.opened.gid_of(each))}
        program = cff.by_name(font, face.postscript_name, gid_of, _box(face))
        return _described(face, program, {}, {gid: face.width(gid) for gid in gid_of.values()})
    program = cff.by_code(font, face.postscript_name, gids, _box(face))
    return _described(face, program, {}, {gid: face.width(gid) for gid in (0, *gids)})


def _box(face: Face) -> tuple[int, int, int, int]:
    left, bottom, right, top = struct.unpack(">4h", face.opened.table("head")[36:44])
    return left, bottom, right, top


def _described(face: Face, font_bytes: bytes, gid_map: Mapping[int, int], widths: Mapping[int, float]) -> Subset:
    """The program with what a FontDescriptor says of it."""
    angle, fixed = _post(face)
    scale = 1000 / face.upem
    left, bottom, right, top = _box(face)
    return Subset(
        font_bytes, MappingProxyType(dict(gid_map)), MappingProxyType(dict(widths)),
        f"{_tag(font_bytes)}+{face.postscript_name}",
        (left * scale, bottom * scale, right * scale, top * scale),
        face.ascent * 1000, face.descent * 1000, face.cap_height * 1000, _stem(face), angle,
        _SYMBOLIC | (_ITALIC if angle else 0) | (_FIXED_PITCH if fixed else 0))


def _tag(font_bytes: bytes) -> str:
    """The six capitals of a subset's name (ISO 32000-2, 9.9.2), from a digest of the program, so they repeat."""
    number = int.from_bytes(hashlib.sha256(font_bytes).digest()[:8], "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _post(face: Face) -> tuple[float, bool]:
    """The italic angle in degrees, and whether all glyphs are of one width."""
    table = face.opened.table("post")
    if len(table) < 16:
        return 0.0, False
    angle, _, _, fixed = struct.unpack(">ihhI", table[4:16])
    return angle / 65536, bool(fixed)


def _stem(face: Face) -> float:
    table = face.opened.table("OS/2")
    weight = struct.unpack(">H", table[4:6])[0] if len(table) >= 6 else 400
    return round(50 + (weight / 65) ** 2, 1)  # the usual estimate; no table states it
