"""Small fonts with PostScript outlines, drawn for these tests, and a whole one made of a font of the project."""

from __future__ import annotations

import base64
import struct
import zlib

import uharfbuzz as hb

from pressroom.type.fonts import cff

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
    face = hb.Face(truetype)
    box = struct.unpack(">4h", bytes(face.reference_table("head").data)[36:44])
    outlines = cff.by_code(hb.Font(face), "Outlines", range(1, face.glyph_count), box)
    tables = {tag: bytes(face.reference_table(tag).data) for tag in (
        "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "name", "post") if tag in face.table_tags}
    tables |= {"CFF ": outlines, "maxp": struct.pack(">IH", 0x5000, face.glyph_count)}
    tables["post"] = struct.pack(">I", 0x30000) + tables["post"][4:32]
    directory, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, content in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag.encode(), 0, at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return b"OTTO" + struct.pack(">HHHH", len(tables), 0, 0, 0) + directory + body
