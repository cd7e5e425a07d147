"""Fonts as PDF objects: one embedded subset per face, with codes that identify characters.

A code is not a glyph number: each pair of a glyph and its text has a code of its own, and a map leads
from codes to glyphs. So a ligature reads as its letters, a no-break space drawn with the space's
glyph reads as a no-break space, and text copied from the file equals the source.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from pathlib import Path

from pressroom.marks import Glyph, TextRun
from pressroom.paint.document import File, Stream, array, dictionary, name, text
from pressroom.records import dataclass, field
from pressroom.type.fonts import Face, face

# The font file and the instance of a face.
FaceKey = tuple[Path, tuple[tuple[str, float], ...]]

_BLOCK = 100  # most lines of a bfchar block (Adobe technical note 5014)


@dataclass(slots=True)
class FontResource:
    """A face in one file.

    Attributes:
        face: the font.
        key: its name in the page's resources.
        codes: of each (glyph, text), from 1; code 0 is .notdef and is not used.
        written: of each (glyph, text), its code as hexadecimal digits, and the width that the font states.
    """

    face: Face
    key: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    written: dict[tuple[int, str], tuple[str, float]] = field(default_factory=dict)

    def write(self, glyph: Glyph) -> tuple[str, float]:
        """The code of `glyph` as hexadecimal digits, and its stated width in 1/1000 em."""
        found = self.written[glyph.gid, glyph.text] = f"{self.code(glyph):04X}", self.face.width(glyph.gid)
        return found

    def code(self, glyph: Glyph) -> int:
        """The code that draws `glyph` and reads as its text."""
        return self.codes.setdefault((glyph.gid, glyph.text), len(self.codes) + 1)


class FontResources:
    """The faces of one file, in order of first use."""

    def __init__(self) -> None:
        self.used: dict[FaceKey, FontResource] = {}

    def of(self, run: TextRun) -> FontResource:
        """The face of a run."""
        return self.resource(run.font, run.instance)

    def resource(self, font: Path, instance: tuple[tuple[str, float], ...]) -> FontResource:
        """A face by its file and instance."""
        key = (font, instance)
        if key not in self.used:
            self.used[key] = FontResource(face(font, instance), f"F{len(self.used) + 1}")
        return self.used[key]

    def embed(self, file: File) -> dict[str, object]:
        """Add every face to the file; the resources by name."""
        return {font.key: file.add(_font(file, font)) for font in self.used.values() if font.codes}


def _font(file: File, font: FontResource) -> object:
    from pressroom.type.fonts import subset as subset_of

    postscript = font.face.postscript
    gids_by_code = [gid for gid, _ in font.codes]
    subset = subset_of(font.face, gids_by_code if postscript else sorted(set(gids_by_code)))
    tag = sha256(subset.font_bytes).digest()
    base = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + font.face.postscript_name
    widths = [0.0, *(subset.widths[gid] for gid in gids_by_code)]
    program = file.add(Stream(subset.font_bytes, {"Subtype": name("CIDFontType0C")} if postscript else
                              {"Length1": len(subset.font_bytes)}))
    descriptor = file.add(dictionary({
        "Type": name("FontDescriptor"), "FontName": name(base), "Flags": subset.flags, "FontBBox": array(subset.bbox),
        "ItalicAngle": subset.italic_angle, "Ascent": subset.ascent, "Descent": subset.descent,
        "CapHeight": subset.cap_height, "StemV": subset.stem_v, "FontFile3" if postscript else "FontFile2": program}))
    entries: dict[str, object] = {
        "Type": name("Font"), "Subtype": name("CIDFontType0" if postscript else "CIDFontType2"), "BaseFont": name(base),
        "CIDSystemInfo": dictionary({"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0}),
        "FontDescriptor": descriptor, "DW": 0, "W": array([1, array(widths[1:])])}
    if not postscript:  # the glyphs of a CFF program are numbered by code
        gids = struct.pack(f">{len(widths)}H", 0, *(subset.gid_map[gid] for gid in gids_by_code))
        entries["CIDToGIDMap"] = file.add(Stream(gids, {}))
    descendant = file.add(dictionary(entries))
    return dictionary({
        "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": name("Identity-H"),
        "DescendantFonts": array([descendant]), "ToUnicode": file.add(Stream(_to_unicode(font), {}))})


def _to_unicode(font: FontResource) -> bytes:
    rows = [f"<{code:04X}> <{characters.encode('utf-16-be').hex().upper()}>"
            for (_, characters), code in font.codes.items()]
    blocks = [rows[start:start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend").encode()
