"""Files written byte by byte, for faults that no library would write."""

from __future__ import annotations

import zlib


def file(objects: dict[int, bytes]) -> bytes:
    """A PDF of numbered objects; number 1 is the catalogue."""
    out, places, last = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), {}, max(objects) + 1
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % last
    for number in range(1, last):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last, table))


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A Flate stream."""
    small = zlib.compress(content, 9)
    return b"<</Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(small), entries, small)


def page(content: bytes = b"", resources: bytes = b"<<>>", more: bytes = b"",
         objects: dict[int, bytes] | None = None, raw: bytes | None = None) -> bytes:
    """A file of one page of 300 x 300 points; further objects are numbered from 5."""
    return file({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources %b %b>>" % (resources, more),
        4: packed(content) if raw is None else raw, **(objects or {})})


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]"


def endless_shading(steps: int = 200_000) -> bytes:
    """A page whose content is four operators, and whose shading takes PDFium a second for every hundred steps."""
    program = b"{ " + b"sin cos " * steps + b"add dup dup }"
    return page(b"q 300 0 0 300 0 0 cm /S sh Q", b"<</Shading<</S 5 0 R>>>>", objects={
        5: b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Function 6 0 R>>",
        6: packed(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")})
