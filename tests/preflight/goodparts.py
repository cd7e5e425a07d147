"""What a file made by hand consists of: objects, streams and one font, out of pypdf's objects alone."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pypdf
import uharfbuzz as hb
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)


def pdf(value: Any) -> Any:
    """A pypdf object from plain Python: `/Name` strings are names, other strings are text."""
    if isinstance(value, bool):
        return BooleanObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, float):
        return FloatObject(round(value, 4))
    if type(value) is str:
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if type(value) is bytes:
        return ByteStringObject(value)
    if type(value) in (list, tuple):
        return ArrayObject([pdf(item) for item in value])
    if type(value) is dict:
        return DictionaryObject({NameObject(f"/{key}"): pdf(item) for key, item in value.items()})
    return value


def stream(content: bytes, *, flate: bool = True, **entries: Any) -> StreamObject:
    """A stream that holds `content`, compressed unless told otherwise."""
    stream_object = StreamObject()
    stream_object.update(pdf(entries))
    if flate:
        stream_object[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream_object._data = zlib.compress(content) if flate else content
    return stream_object


class Face:
    """A subset of one TrueType font as Type0 with Identity-H; a CID is no glyph number here."""

    def __init__(self, tag: str, file: Path) -> None:
        self.tag, self._file = tag, file
        self._face = hb.Face(hb.Blob.from_file_path(str(file)))
        self._font = hb.Font(self._face)
        self._cids: dict[tuple[int, str], int] = {}

    def shaped(self, text: str) -> list[int]:
        """CIDs of `text`, ligatures and all."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {"kern": False})
        starts = [glyph.cluster for glyph in buffer.glyph_infos] + [len(text)]
        return [self._cids.setdefault((glyph.codepoint, text[start:end]), len(self._cids) + 1)
                for glyph, start, end in zip(buffer.glyph_infos, starts, starts[1:], strict=False)]

    def show(self, text: str) -> str:
        return "<" + "".join(f"{cid:04X}" for cid in self.shaped(text)) + "> Tj"

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        subset_input = hb.SubsetInput()
        old = sorted({gid for gid, _ in self._cids})
        subset_input.glyph_set.update([0, *old])
        subset_input.layout_feature_tag_set.clear()
        plan = hb.SubsetPlan(self._face, subset_input)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)

    def written(self, writer: pypdf.PdfWriter) -> Any:
        program, new = self._subset()
        upem = self._face.upem
        widths = {cid: round(self._font.get_glyph_h_advance(gid) * 1000 / upem)
                  for (gid, _), cid in self._cids.items()}
        to_gid = bytearray(2 * (len(self._cids) + 1))
        rows = []
        for (gid, text), cid in self._cids.items():
            to_gid[2 * cid:2 * cid + 2] = new[gid].to_bytes(2, "big")
            rows.append(f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>")
        cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
                "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar endcmap end end")
        add, name = writer._add_object, f"/ABCDEF+{self._file.stem}"
        descriptor = pdf({"Type": "/FontDescriptor", "FontName": name, "Flags": 4, "ItalicAngle": 0, "Ascent": 1000,
                          "Descent": -250, "CapHeight": 730, "StemV": 120, "FontBBox": [-500, -300, 1500, 1200]})
        descriptor[NameObject("/FontFile2")] = add(stream(program, Length1=len(program)))
        descendant = pdf({"Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name, "DW": 1000,
                          "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0},
                          "W": [1, [widths[cid] for cid in sorted(widths)]]})
        descendant[NameObject("/FontDescriptor")] = add(descriptor)
        descendant[NameObject("/CIDToGIDMap")] = add(stream(bytes(to_gid)))
        font = pdf({"Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H"})
        font[NameObject("/DescendantFonts")] = ArrayObject([add(descendant)])
        font[NameObject("/ToUnicode")] = add(stream(cmap.encode()))
        return add(font)
