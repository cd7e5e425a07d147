"""The kind of a picture file by its first bytes, whatever its name, and whether it can be read here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

HEAD_BYTES = 1 << 16
"""As much of a file as its kind, its size and its colours are looked for in."""

NAMES = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "TIFF": "TIFF", "WEBP": "WebP", "AVIF": "AVIF", "GIF": "GIF",
         "HEIF": "HEIC"}
"""What the formats of the imaging library are called. Phones write JPEG files with further pictures behind the
photograph (MPO)."""

PLAIN = ("JPEG", "PNG", "TIFF")
"""Those that are read in every installation, in bands of rows; the others are first decoded whole."""

ENDINGS = {"JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"), "PNG": (".png",), "TIFF": (".tif", ".tiff"),
           "WebP": (".webp",), "AVIF": (".avif",), "GIF": (".gif",), "HEIC": (".heic", ".heif", ".hif")}

_MOST_CHUNKS = 10_000
_SIGNATURES = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
               (b"II+\0", "TIFF"), (b"MM\0+", "TIFF"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"))
_AVIF = (b"avif", b"avis")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class NotReadableError(OSError):
    """A picture of a format that this installation does not read.

    Attributes:
        kind: its format, as in `NAMES`.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(f"no {NAMES[kind]} here")
        self.kind = kind


def kind_of(head: bytes) -> str:
    """The format, as the imaging library calls it; empty for a file of another kind."""
    found = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")
    if found:
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] != b"ftyp":
        return ""
    end = min(int.from_bytes(head[:4], "big"), 256)  # the box of brands (ISO/IEC 14496-12, 4.3)
    brands = [head[8:12], *(head[at:at + 4] for at in range(16, end - 3, 4))]
    if any(brand in _AVIF for brand in brands):
        return "AVIF"
    return "HEIF" if any(brand in _HEIC for brand in brands) else ""


def make_readable(kind: str) -> None:
    """Load what reads this format; only that, as loading the readers of all formats takes 50 ms.

    Raises:
        NotReadableError: it was not installed.
    """
    if kind not in ("WEBP", "AVIF", "GIF", "HEIF"):
        return
    if kind == "HEIF":
        try:
            import pillow_heif
        except ImportError as fault:
            raise NotReadableError(kind) from fault
        pillow_heif.register_heif_opener()
        return
    from PIL import features
    if kind in ("WEBP", "AVIF") and not features.check(kind.lower()):
        raise NotReadableError(kind)
    if kind == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401 - its import makes the format known
    elif kind == "AVIF":
        from PIL import AvifImagePlugin  # noqa: F401


def chunks(stream: IO[bytes], kind: str) -> Iterator[tuple[bytes, int]]:
    """The chunks of a PNG or WebP file from the stream's place on: name, and where its content begins.

    The names of other chunks may stand in profiles and comments, which may be longer than any beginning of a file.
    """
    at, size_first = (stream.tell() + 8, True) if kind == "PNG" else (stream.tell() + 12, False)
    for _ in range(_MOST_CHUNKS):
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            return
        name, size = (head[4:], head[:4]) if size_first else (head[:4], head[4:])
        yield name, at + 8
        length = int.from_bytes(size, "big" if size_first else "little")
        at += 8 + length + (4 if size_first else length % 2)  # a sum behind it, or a byte that makes it even


def is_lossy(kind: str, stream: IO[bytes]) -> bool:
    """Whether its pixels were coded with loss, so that JPEG may code them as well as anything."""
    if kind == "WEBP":
        for name, at in chunks(stream, kind):
            if name == b"ANMF":  # a picture of an animation: its place and time in 16 bytes, then chunks of its own
                stream.seek(at + 16)
                name = stream.read(4)
                if name == b"ALPH":
                    return True
            if name in (b"VP8L", b"VP8 "):
                return name == b"VP8 "
        return True
    return kind in ("JPEG", "MPO", "AVIF", "HEIF")


def webp_size(head: bytes) -> tuple[int, int]:
    """Width and height that a WebP file states; (0, 0) where they cannot be found.

    Its decoder takes memory for them before anything can be asked of it (WebP container specification, RFC 9649).
    """
    def number(at: int, size: int) -> int:
        return int.from_bytes(head[at:at + size], "little")
    if head[12:16] == b"VP8X":
        return number(24, 3) + 1, number(27, 3) + 1
    if head[12:16] == b"VP8 ":
        return number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF
    if head[12:16] == b"VP8L":
        bits = number(21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0
