"""Pictures of pieces for the screen: WebP files made from the previews of a build, cached by content."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.records import dataclass
from pressroom.site.catalogue import Offer, PagePreview

if TYPE_CHECKING:
    from PIL import Image

THUMBNAIL_WIDTHS = (280, 560)
LARGE_WIDTH = 1100
MOST_BYTES = 40_000
"""Of a thumbnail."""
_QUALITIES = (84, 78, 72, 66, 58, 50, 40, 30, 20)
_ENGINE = "site picture 1"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in one width.

    Attributes:
        path: inside the site.
        width, height: in pixels.
        content: a WebP file.
    """

    path: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Views:
    """The pictures of one page: thumbnails, the narrowest first, and a large one."""

    thumbnails: tuple[Picture, ...]
    large: Picture


def views(offer: Offer, out: Path, cache: Cache) -> tuple[Views, ...]:
    """The pictures of each page of `offer`."""
    return tuple(_views(f"{offer.name}-{number}" if len(offer.previews) > 1 else offer.name, preview, out, cache)
                 for number, preview in enumerate(offer.previews, start=1))


def _views(name: str, preview: PagePreview, out: Path, cache: Cache) -> Views:
    small = tuple(_picture(name, preview, out, width, MOST_BYTES, cache) for width in THUMBNAIL_WIDTHS)
    return Views(small, _picture(name, preview, out, LARGE_WIDTH, 4 * MOST_BYTES, cache))


def _picture(name: str, preview: PagePreview, out: Path, width: int, most: int, cache: Cache) -> Picture:
    digest = key(_ENGINE, preview.sha256, width, most)
    stored = cache.get(digest)
    if stored is None:
        stored = _webp(out / preview.source, width, most)
        cache.put(digest, stored)
    return unpacked(stored, f"{name}-{width}-{digest[:10]}")


def unpacked(stored: bytes, name: str) -> Picture:
    """What `webp` made, as a picture of the site."""
    across, down = (int.from_bytes(stored[at:at + 4], "big") for at in (0, 4))
    return Picture(f"pictures/{name}.webp", across, down, stored[8:])


def _webp(file: Path, width: int, most: int) -> bytes:
    """Width and height in four bytes each, then a WebP file of the best quality within `most` bytes."""
    from PIL import Image

    with files.opened(file) as stream, Image.open(stream) as image:
        return webp(image.convert("RGB"), width, most)


def webp(whole: Image.Image, width: int, most: int) -> bytes:
    """As `_webp`, of a picture in RGB that is scaled down to `width` pixels where it has more."""
    from PIL import Image

    across = min(width, whole.width)
    picture = whole.resize((across, max(1, round(whole.height * across / whole.width))), Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= most:
            break
    return across.to_bytes(4, "big") + picture.height.to_bytes(4, "big") + out.getvalue()
