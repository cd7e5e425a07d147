"""A Word file as a zip of parts, with the same bytes for the same parts.

Unchanged parts stay compressed, so that each of a thousand letters compresses only the parts that differ.
The format is PKWARE's APPNOTE 6.3.10, 4.3, without ZIP64 and data descriptors, as ECMA-376 part 2 requires.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from lxml import etree

from pressroom.findings import N_, Refused, code, finding
from pressroom.letters.ooxml import parsed
from pressroom.records import dataclass

NOT_A_WORD_FILE = code(
    "not-a-word-file",
    N_("The letter template must be a Word file (.docx)."),
    N_("Save it again as .docx, or write the template again with `python -m pressroom.letters.template`."),
    source="ECMA-376")

# Same parts, same bytes: every part has the earliest date of the zip format, 1 January 1980.
_DAY = (1 << 5) | 1
_UTF8 = 0x0800
_LARGEST = 40_000_000
_NEEDED = ("[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels")


@dataclass(frozen=True, slots=True)
class Packed:
    """One part in the zip file.

    Attributes:
        name: its path in the file.
        crc, length: of its content.
        deflated: the compressed content.
    """

    name: str
    crc: int
    length: int
    deflated: bytes


def packed(name: str, content: bytes, level: int = 6) -> Packed:
    """A part with its content compressed."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Packed(name, zlib.crc32(content), len(content), squeeze.compress(content) + squeeze.flush())


def zipped(parts: Iterable[Packed]) -> bytes:
    """The zip file of these parts, in their order."""
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
    """The Word file of these parts; content types come first, as readers expect."""
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    return zipped(packed(name, parts[name], 9) for name in names)


def read(content: bytes, name: str = "letter.docx") -> dict[str, bytes]:
    """The parts of a Word file, by name.

    Raises:
        Refused: it is not a zip of XML parts, or is larger than 40 MB when decompressed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST:
                raise ValueError(f"larger than {_LARGEST // 1_000_000} MB")
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
