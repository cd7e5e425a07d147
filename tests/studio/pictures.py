"""Pictures for tests: good ones, and those that somebody hostile would send."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from tests.studio.browser import Answer, Client

HOSTILE_SVG = b"""<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" onload="alert(1)"><script>alert(1)</script>
<text>&x;&b;</text><rect width="10" height="10"/></svg>"""


def photograph(width: int = 1200, height: int = 900, kind: str = "JPEG", **options: Any) -> bytes:
    """A photograph with a bright spot at two thirds of its width."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.paste((250, 220, 40), (width * 2 // 3 - 30, height // 3 - 30, width * 2 // 3 + 30, height // 3 + 30))
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that states more pixels than any memory holds."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000)))
            + chunk(b"IEND", b""))


def upload(client: Client, name: str, content: bytes) -> Answer:
    """Send a picture as the page does."""
    return client.post(f"/pictures/upload?name={name}", content, Content_Type="application/octet-stream")
