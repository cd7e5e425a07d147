"""A Word file as the parts that it is zipped from: read once, written fast, and always as the same bytes.

Parts that stay as they were are kept compressed, so that a thousand letters cost a thousand small deflations.
The format is PKWARE's APPNOTE 6.3.10, 4.3 (no ZIP64, no data descriptors), which is what ECMA-376 part 2 allows.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from pressroom.findings import N_, Refused, code, finding
from pressroom.letters.ooxml import parsed

NOT_A_WORD_FILE = code(
    "not-a-word-file",
    N_("The template of the letters is a Word file (.docx): a zip of XML parts. This one cannot be read as such."),
    N_("Save it again as .docx, or make the template anew with `python -m pressroom.letters.template`."),
    source="ECMA-376")

# No clock: every part bears the first day that a zip can say, 1 January 1980.
_DAY = (1 << 5) | 1
_UTF8 = 0x0800
_LARGEST = 40_000_000
_NEEDED = ("[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels")


@dataclass(frozen=True, slots=True)
class Packed:
    """One part as it lies in the file: its checksum, its full length, and its deflated bytes."""

    name: str
    crc: int
    length: int
    deflated: bytes


def packed(name: str, content: bytes, level: int = 6) -> Packed:
    """A part, deflated."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Packed(name, zlib.crc32(content), len(content), squeeze.compress(content) + squeeze.flush())


def zipped(parts: Iterable[Packed]) -> bytes:
    """The file that these parts make, in their order."""
    out, index = io.BytesIO(), io.BytesIO()
    count = 0
    for part in parts:
        name = part.name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, _UTF8, zipfile.ZIP_DEFLATED, 0, _DAY, part.crc, len(part.deflated),
                             part.length, len(name), 0)
        index.write(b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, out.tell()) + name)
        out.write(b"PK\3\4" + common + name + part.deflated)
        count += 1
    start, directory = out.tell(), index.getvalue()
    out.write(directory)
    out.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0))
    return out.getvalue()


def word_file(parts: Mapping[str, bytes]) -> bytes:
    """The file that these parts make; content types first, as readers expect."""
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    return zipped(packed(name, parts[name], 9) for name in names)


def read(content: bytes, name: str = "letter.docx") -> dict[str, bytes]:
    """The parts of a Word file, by their names.

    Raises:
        Refused: it is no zip of XML parts, or holds far more than a letter.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST:
                raise ValueError("too large")
            parts = {item.filename: archive.read(item) for item in archive.infolist() if not item.is_dir()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error, RuntimeError) as trouble:
        raise Refused([finding(NOT_A_WORD_FILE, N_("{name} is no Word file: {why}"), name=name,
                               why=str(trouble))]) from None
    for needed in _NEEDED:
        if needed not in parts:
            raise Refused([finding(NOT_A_WORD_FILE, N_("{name} is no Word file: {why}"), name=name, why=needed)])
    for part, xml in parts.items():
        if part.endswith((".xml", ".rels")):
            try:
                parsed(xml)
            except etree.XMLSyntaxError as trouble:
                raise Refused([finding(NOT_A_WORD_FILE, N_("{name} is no Word file: {why}"), name=name,
                                       why=f"{part}: {trouble.msg}")]) from None
    return parts
