"""Small fonts with PostScript outlines, drawn for these tests, and whole ones made of fonts of the project.

`TINY` and `VARYING` were made with fontTools (FontBuilder). Whole fonts are written here, by rules of their own and not
with the program's: numbers of one form, an operator for every line and curve, and glyphs by name.
"""

from __future__ import annotations

import base64
import struct
import zlib
from itertools import accumulate

import uharfbuzz as hb

# A font of eight letters with 2048 units an em, a ligature of f and i, a kerned pair (Hx), and an accent that is placed
# over x and e by anchors.
TINY = (
    "eNqNVE1ME0EU/mZ3+2MpiyVNRVJLNYVADGo4EA7+oEIhhFBCq9EDwaUWKFJoSpsUwwE9KFoPRklMIDF48kJMD17UxGhiPHHUm4nReOCAaWIgFETW"
    "N9vhN8E4zcy+75tv3nszb6aBUCgAOyYgo/Gi3+89k0I/IM0BrLKlqdmPUlgA+ROAspbOQPDJx2cnCC8Snm0JXrrgnakcBZQHhC8HgifrWrvDs7T2"
    "FOFr4ZgWVzqOBcmfj/DAQES73jvd9ojseer1nCh6w3TSK4R9A7Fk+qibLCg/aKiOaek4bJ1ksmoazMNaLPL93eHPhB8SfhwfGU1S3tQkHt8LxqXA"
    "87YvZ3tKTi9DtmJv24gDJqdpmkwZkiBpjcVqzKRJYVeyhqedzQZ0GiNk+QVFN+F/2nme2iY4R41n6Z2zWPfRew21GR0iPoNSyM7wYyFUsM1UsSLK"
    "nykHiLHikLAlqKgQthllqA1Fh8e6Iv2pIS3BzVphI4QohjGGLkSo3CkMQcM2W7uHF7vgJ+3k3o2vQnLgIP1kI/NW9NHytMy8c7oumMg2o3/TXwP6"
    "Uz3zR/naLfZh37F3hTKW/32cdBwSGGPFu/ZCxPG8R/K03r5V+b4ik9ky7JZ1X8ZtcrpN06blkszKq9IVhwMKY7ZixxEtnEpGwiOx3r6eaHMqMcJd"
    "ejddGrFqcBV+dhctaGOT7B5sjDmc1Q2tVwZv3p9Zm8q5VufN+cVA3vd7yaPmp1S3KZ1zuZVsgVzP5v0edW2cZC+FbIHwHcJvBf7pUTPrPld+UuAu"
    "j7rqzO3A3EP+Q26XYm0j51qrFzFqPCoFJGJcEO0eVdznrbNldKq8ZkxUzoYqNEJq8reHoA5pyWG6M/yWgaomGXrpRiRBbExL3KA6Y+su0gzVqEqo"
    "rNTt4n6WilmKoTcIrjDPZ8ppDZ83GRpZ3GIzmG6WFwyfZLMlpVzk50PdPvkZ73so2q/BKvLiL2Q7Xqn4KjTy98KjmmEIeNL8dVNEyL8KRyNNUKd/"
    "KmWQehb4C8J88RQ="
)
# A variable font of one letter with PostScript outlines (CFF2): I, whose stem and advance grow by 0.2 em from wght 100
# to 900.
VARYING = (
    "eNqNUs9rE0EU/mYnTbe62FVKDIISMAUPLUoEKVgxEiiKSEIM6cGCjnabBBsNa/pLLw3kIDSngievXrx5EkRzKQrB/8GDt94EqVirsH4zu4HYoviW"
    "nfd9b96vmTf5UimPw1iHxLnczEzm5enSCGC9AlC5Wr5SzLrZXUAmyafyN89mcvezHwGRIr9zr64aaKNE3iGfXlhW/pMPtU36F8jTVU/Nq0O5F8Tv"
    "+F+o0jD0WNwl3jH79eaqfI15xq+TO3W12ghDha4Xf6Dq3onRzi3yHnm38fBREzYm2N9T8jMQ2hX4tOnfuD06/Q1SbmO/ZOiyZb0nkrAiG2NkO5gi"
    "2OF+RmyZTIMigYJZIcUldjiE/5E/slymUKVwTbb/4p+KOtgj7ulOTYe66hhXYXSM5+RdUAvuMlsQhFmDIPgcvBmoaWMhYoLe/W4sDJtYmCwOZy2i"
    "VuM4rqvERkhsnIywhSMYj3AcSZwPMf0dXC8rf63oVZYWla/hZIRnvVql2kQZCj7WUISHCpawaHjfOrnPPktWI6+iiejk/xIzC0xYHMXwtpN+e/R5"
    "0thPmfM4Zk1wpc7yG5iHFMJ1x7uJ3fSPQrz17Je70WrZ3cSX73Md11gu/iTSRh0iRGzj67F+7NiB+R6sJENspGeQy9MIE2uv6IvhC9d/+A4EfgM3"
    "GnRw"
)


def tiny() -> bytes:
    """The file of `TINY`."""
    return zlib.decompress(base64.b64decode(TINY))


def varying() -> bytes:
    """The file of `VARYING`."""
    return zlib.decompress(base64.b64decode(VARYING))


def as_opentype(truetype: bytes) -> bytes:
    """The same font with PostScript outlines: its other tables stay, `CFF ` takes the place of `glyf` and `loca`."""
    return with_program(truetype, named_program(hb.Font(hb.Face(truetype))))


def with_program(font: bytes, program: bytes, advances: dict[int, int] | None = None) -> bytes:
    """A font with another CFF program, and with some advances changed."""
    face = hb.Face(font)
    tables = {tag: bytes(face.reference_table(tag).data) for tag in (
        "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "name", "post") if tag in face.table_tags}
    tables |= {"CFF ": program, "maxp": struct.pack(">IH", 0x5000, face.glyph_count)}
    tables["post"] = struct.pack(">I", 0x30000) + tables["post"][4:32]
    metrics = bytearray(tables["hmtx"])
    for glyph, advance in (advances or {}).items():
        metrics[4 * glyph:4 * glyph + 2] = struct.pack(">H", advance)
    tables["hmtx"] = bytes(metrics)
    directory, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, content in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag.encode(), 0, at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return b"OTTO" + struct.pack(">HHHH", len(tables), 0, 0, 0) + directory + body


def named_program(font: hb.Font) -> bytes:
    """A CFF program of all glyphs, by name (Adobe technical notes 5176 and 5177)."""
    count, upem = font.face.glyph_count, font.face.upem
    names, strings = index([b"Whole"]), index([b"glyph%d" % glyph for glyph in range(1, count)])
    glyphs = index([charstring(font, glyph) for glyph in range(count)])
    charset = struct.pack(">BHH", 2, 391, count - 2)
    private = wide(0) + b"\x14" + wide(0) + b"\x15"
    digits = f"{1 / upem:.9f}".replace(".", "a") + "f"
    size = bytes.fromhex("1e" + digits + "f" * (len(digits) % 2))
    matrix = size + wide(0) + wide(0) + size + wide(0) + wide(0) + b"\x0c\x07"
    at = 4 + len(names) + len(index([matrix + bytes(5 * 4 + 3)])) + len(strings) + 2
    top = (matrix + wide(at) + b"\x0f" + wide(at + len(charset)) + b"\x11"
           + wide(len(private)) + wide(at + len(charset) + len(glyphs)) + b"\x12")
    return b"\1\0\4\4" + names + index([top]) + strings + b"\0\0" + charset + glyphs + private


def index(parts: list[bytes]) -> bytes:
    offsets = accumulate(map(len, parts), initial=1)
    return struct.pack(">HB", len(parts), 4) + b"".join([*(at.to_bytes(4, "big") for at in offsets), *parts])


def wide(number: int) -> bytes:
    """A whole number of a DICT in five bytes."""
    return struct.pack(">Bi", 29, number)


def fixed(*numbers: int) -> bytes:
    """Numbers of a charstring, in 1/65536."""
    return b"".join(struct.pack(">Bi", 255, number) for number in numbers)


def charstring(font: hb.Font, glyph: int) -> bytes:
    """A glyph's advance and outline."""
    parts = [fixed(font.get_glyph_h_advance(glyph) << 16)]
    here = [0, 0]

    def draw(operator: bytes, *places: float) -> None:
        numbers = []
        for axis, place in zip([0, 1] * 3, places, strict=False):
            numbers.append(round(place * 65536) - here[axis])
            here[axis] += numbers[-1]
        parts.append(fixed(*numbers) + operator)

    def quadratic(x1: float, y1: float, x: float, y: float, _: object) -> None:
        x0, y0 = here[0] / 65536, here[1] / 65536
        draw(b"\x08", (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x + 2 * x1) / 3, (y + 2 * y1) / 3, x, y)
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: draw(b"\x15", x, y))
    pen.set_line_to_func(lambda x, y, _: draw(b"\x05", x, y))
    pen.set_quadratic_to_func(quadratic)
    pen.set_cubic_to_func(lambda *places: draw(b"\x08", *places[:6]))
    font.draw_glyph(glyph, pen)
    return b"".join(parts) + b"\x0e"
