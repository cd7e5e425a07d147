"""Reading a font file: TrueType and OpenType outlines that may be embedded are accepted."""

from __future__ import annotations

import struct
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import uharfbuzz as hb

from pressroom import files
from pressroom.findings import N_, Finding, FindingCode, Place, Refused, Value, code

UNREADABLE = code(
    "font-unreadable",
    N_("A font that cannot be read, or only in part, would print as boxes or as nothing."),
    N_("Put a whole TrueType or OpenType file (.ttf, .otf) of one face in its place."),
    source="OpenType 1.9.1")
OUTLINES = code(
    "font-outlines",
    N_("Glyphs are embedded as outlines; a font whose glyphs are pixels or coloured pictures alone has none."),
    N_("Use a font with outlines: a TrueType or OpenType file (.ttf, .otf)."),
    source="ISO 32000-2:2020, 9.7.4")
LICENCE = code(
    "font-licence",
    N_("The font's licence forbids embedding it, whole or in part; printers refuse files without their fonts."),
    N_("Choose a font whose licence allows embedding, such as the SIL Open Font License."),
    source="OpenType 1.9.1, OS/2")
AXIS = code(
    "font-axis",
    N_("An axis that the font lacks, or a value outside its range, would silently give another weight or width."),
    N_("Give an axis of the font and a value inside its range."),
    source="OpenType 1.9.1, fvar")

MOST_BYTES = 128 * 2**20  # of a font; those of Chinese, Japanese and Korean have 20 to 40 MB
_REQUIRED = ("cmap", "head", "hhea", "hmtx", "maxp")
_OUTLINES = frozenset({"glyf", "CFF ", "CFF2"})
_WIDEST = 32_767  # units of an advance, the largest whole number of a charstring (Adobe technical note 5177, 3.2)
_LOOKED_AT = 1_000  # characters; the first of a font are controls and spaces
_PIXELS = frozenset({"CBDT", "EBDT", "sbix", "bdat", "SVG "})
_RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200


def open_font(file: Path, instance: tuple[tuple[str, float], ...]) -> hb.Face:
    """The face in `file`; a variable font is pinned to `instance`, with its other axes at their defaults.

    Raises:
        Refused: the file is not a complete font with outlines, may not be embedded, or lacks an axis of `instance`.
    """
    content = _content(file)
    tables = _tables(file, content)
    if not tables & _OUTLINES and tables & _PIXELS:
        raise _refusal(OUTLINES, file, N_("{font} has glyphs of pixels or pictures, and no outlines"))
    outlines = () if tables & {"CFF ", "CFF2"} else ("loca", "glyf")
    lacking = [table for table in (*_REQUIRED, *outlines) if table not in tables]
    if lacking:
        raise _refusal(UNREADABLE, file, N_("{font} lacks the table {table}"), table=lacking[0].strip())
    face = hb.Face(content)
    if not face.glyph_count or not len(face.unicodes):
        raise _refusal(UNREADABLE, file, N_("{font} is damaged: it maps no character to a glyph"))
    _may_be_embedded(file, face)
    pinned = _pin(file, face, instance)
    if not _draws(pinned):
        raise _refusal(UNREADABLE, file, N_("{font} is damaged: its outlines cannot be read"))
    if not outlines and (widest := _widest(pinned)) > _WIDEST:
        raise _refusal(UNREADABLE, file, N_("{font} is damaged: it has an advance of {widest} units, and PostScript "
                                            "outlines may have {most}"), widest=widest, most=_WIDEST)
    return pinned


def _widest(face: hb.Face) -> int:
    """The largest advance of the font, in units."""
    head, metrics = (bytes(face.reference_table(tag).data) for tag in ("hhea", "hmtx"))
    count = min(struct.unpack_from(">H", head, 34)[0] if len(head) >= 36 else 0, len(metrics) // 4)
    return max((advance for advance, _ in struct.iter_unpack(">Hh", metrics[:4 * count])), default=0)


def _draws(face: hb.Face) -> bool:
    """Whether a glyph of the font has an outline: HarfBuzz draws nothing where a table is damaged."""
    font = hb.Font(face)
    for character in islice(sorted(face.unicodes), _LOOKED_AT):
        extents = font.get_glyph_extents(font.get_nominal_glyph(character) or 0)
        if extents and extents.width:
            return True
    return False


def _refusal(rule: FindingCode, file: Path, message: str, **values: Value) -> Refused:
    places = MappingProxyType({"font": file.name, **values})
    return Refused([Finding(rule.name, rule.severity, message, places, source=Place(file))])


def _content(file: Path) -> bytes:
    try:
        return files.content(file, MOST_BYTES)
    except files.Unread as fault:
        raise _refusal(UNREADABLE, file, N_("{font} cannot be read: {reason}"), reason=str(fault)) from fault


def _tables(file: Path, content: bytes) -> set[str]:
    """The names in the table directory; each table must be inside the file."""
    signature = content[:4]
    if signature == b"ttcf":
        raise _refusal(UNREADABLE, file, N_("{font} is a collection of fonts; use a file with a single face"))
    if signature in (b"wOFF", b"wOF2"):
        raise _refusal(UNREADABLE, file, N_("{font} is compressed for the web (WOFF); use its .ttf or .otf file"))
    if signature not in (b"\0\1\0\0", b"true", b"OTTO") or len(content) < 12:
        raise _refusal(UNREADABLE, file, N_("{font} is not a TrueType or OpenType font"))
    count = struct.unpack(">H", content[4:6])[0]
    if len(content) < 12 + 16 * count:
        raise _refusal(UNREADABLE, file, N_("{font} is cut short"))
    names = set()
    for record in struct.iter_unpack(">4sLLL", content[12:12 + 16 * count]):
        if record[2] + record[3] > len(content):
            raise _refusal(UNREADABLE, file, N_("{font} is cut short"))
        names.add(record[0].decode("latin-1"))
    return names


def _may_be_embedded(file: Path, face: hb.Face) -> None:
    table = face.reference_table("OS/2").data
    fs_type = struct.unpack(">H", table[8:10])[0] if len(table) >= 10 else 0
    if fs_type & (_RESTRICTED | _BITMAPS_ONLY):
        raise _refusal(LICENCE, file, N_("{font} may not be embedded (fsType {bits})"), bits=fs_type)
    if fs_type & _NO_SUBSETTING:
        raise _refusal(LICENCE, file, N_("{font} may be embedded as a whole only (fsType {bits})"), bits=fs_type)


def _pin(file: Path, face: hb.Face, instance: tuple[tuple[str, float], ...]) -> hb.Face:
    """A static face, so that shaping, measuring and subsetting read the same numbers."""
    axes = {axis.tag: axis for axis in face.axis_infos} if face.has_var_data else {}
    for tag, value in instance:
        if tag not in axes:
            raise _refusal(AXIS, file, N_("{font} has no axis {axis}; it has: {axes}"), axis=tag,
                           axes=", ".join(axes) or "-")
        if not axes[tag].min_value <= value <= axes[tag].max_value:
            raise _refusal(AXIS, file, N_("{font}: axis {axis} goes from {least} to {most}, not to {value}"), axis=tag,
                           least=axes[tag].min_value, most=axes[tag].max_value, value=value)
    if not axes:
        return face
    subset_input = hb.SubsetInput()
    subset_input.keep_everything()
    # Browsers read CFF everywhere, and CFF2 in some.
    subset_input.flags = hb.SubsetFlags(int(subset_input.flags) | int(hb.SubsetFlags.DOWNGRADE_CFF2))
    subset_input.pin_all_axes_to_default(face)
    for tag, value in instance:
        subset_input.pin_axis_location(face, tag, value)
    try:
        return hb.Face(bytes(hb.subset(face, subset_input).blob.data))
    except RuntimeError as fault:
        raise _refusal(UNREADABLE, file, N_("{font} is damaged: no instance of its axes can be made")) from fault
