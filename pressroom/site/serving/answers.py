"""The answer to a request: its path, ranges, and conditional requests.

Sources: RFC 9110 (13 conditional requests, 14 ranges), RFC 9112 (3 request targets).
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote_to_bytes

from pressroom import files
from pressroom.patterns import regex
from pressroom.records import dataclass, field
from pressroom.site.pages import HEADERS

CHANGES, SCRIPT = "/-/changes", "/-/reload.js"
LONGEST_TARGET = 2048
_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".woff": "font/woff", ".woff2": "font/woff2",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_FOREVER, _ASK = "public, max-age=31536000, immutable", "no-cache"
_HASHED = regex(r"^(?:static/[0-9a-f]{12}/|pictures/[^/]+-[0-9a-f]{10}\.)")
_ESCAPES = regex(r"%(?![0-9A-Fa-f]{2})")
_RANGE = regex(r"^bytes=(\d{0,18})-(\d{0,18})$")
_RELOAD = f'<script src="{SCRIPT}" defer></script>'.encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, its headers, and `length` bytes of `content` from `start`; `content` is None without a body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content: BinaryIO | None = None
    start: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its method, its target as sent, its headers by lower-case name."""

    method: str
    target: str
    headers: Mapping[str, str]


def answer(site: Path, request: Request, *, live: bool = False) -> Answer:
    """The answer to `request` from the folder `site`; with `live`, pages get the reload script."""
    if request.method not in ("GET", "HEAD"):
        return plain(405, {"Allow": "GET, HEAD"})
    if len(request.target) > LONGEST_TARGET:
        return plain(414)
    parts = segments(request.target)
    if parts is None:
        return plain(400)
    if any(part.startswith(".") for part in parts):
        return plain(404)
    wants_folder = not parts or request.target.partition("?")[0].endswith("/")
    file = _inside(site, [*parts, "index.html"] if wants_folder else parts)
    if file is None and not wants_folder and _inside(site, [*parts, "index.html"]):
        return plain(301, {"Location": "/" + "/".join(quote(part) for part in parts) + "/"})
    if file is None:
        return plain(404)
    return _of_file(file, "/".join(parts), request, live)


def segments(target: str) -> list[str] | None:
    """The names in the path of a request; None when it is malformed or leads out of the folder."""
    target_path = target.partition("?")[0]
    if not target_path.startswith("/") or _ESCAPES.search(target_path):
        return None
    try:
        path = unquote_to_bytes(target_path.encode("ascii")).decode("utf-8")
    except UnicodeError:
        return None
    if "\\" in path or any(ord(sign) < 32 or ord(sign) == 127 for sign in path):
        return None
    parts = path[1:].removesuffix("/").split("/") if path != "/" else []
    return None if any(part in ("", ".", "..") for part in parts) else parts


def _inside(site: Path, parts: list[str]) -> Path | None:
    """A file of the site; None for folders, and for links that lead out of the site."""
    try:
        root = site.resolve(strict=True)
        file = root.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError):
        return None
    return file if file.is_relative_to(root) and file.is_file() else None


def plain(status: int, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer with the status as its text."""
    content = f"{status}\n".encode()
    all_headers = {**HEADERS, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store",
            "Content-Length": str(len(content)), **(headers or {})}
    return Answer(status, all_headers, io.BytesIO(content), 0, len(content))


def _of_file(file: Path, path: str, request: Request, live: bool) -> Answer:
    try:
        content: BinaryIO = files.opened(file)
    except OSError:
        return plain(404)
    stamp = os.fstat(content.fileno())
    size, tag = stamp.st_size, f'"{stamp.st_mtime_ns:x}-{stamp.st_size:x}-{stamp.st_ino:x}{"-live" if live else ""}"'
    if live and file.suffix == ".html":
        with content:
            page = content.read().replace(b"</body>", _RELOAD + b"</body>")
        content, size = io.BytesIO(page), len(page)
    headers = {**HEADERS, "Content-Type": _TYPES.get(file.suffix.lower(), "application/octet-stream"), "ETag": tag,
               "Accept-Ranges": "bytes", "Cache-Control": _FOREVER if _HASHED.match(path) else _ASK}
    if _has_already(request.headers.get("if-none-match", ""), tag):
        content.close()
        return Answer(304, headers)
    return _part(content, size, tag, request, headers)


def _part(content: BinaryIO, size: int, tag: str, request: Request, headers: Mapping[str, str]) -> Answer:
    byte_range_header = request.headers.get("range", "") if request.method == "GET" else ""
    if request.headers.get("if-range", tag) != tag:
        byte_range_header = ""
    part = byte_range(byte_range_header, size)
    if part is None:
        return Answer(200, {**headers, "Content-Length": str(size)}, content, 0, size)
    first, last = part
    if first > last:
        content.close()
        return plain(416, {"Content-Range": f"bytes */{size}"})
    return Answer(206, {**headers, "Content-Length": str(last - first + 1),
                        "Content-Range": f"bytes {first}-{last}/{size}"}, content, first, last - first + 1)


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header; (1, 0) when it cannot be satisfied; None for the whole file.

    Several ranges, and an invalid header, get the whole file (RFC 9110, 14.2).
    """
    match = _RANGE.match(header.strip())
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        count = min(int(match[2]), size)
        return (size - count, size - 1) if count else (1, 0)
    first, last = int(match[1]), min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    return (first, last) if first < size else (1, 0)


def _has_already(header: str, tag: str) -> bool:
    """Whether an If-None-Match header contains the file's tag; weak tags match (RFC 9110, 13.1.2)."""
    return header.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in header.split(","))
