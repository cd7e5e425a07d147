"""Pictures of pieces for the screen: WebP files made from the previews of a build, cached by content."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.records import dataclass
from pressroom.site.offers import Offer, PagePreview

if TYPE_CHECKING:
    from PIL import Image

THUMBNAIL_WIDTHS = (280, 560)
LARGE_WIDTH = 1100
MOST_BYTES = 40_000
"""Of a thumbnail."""
_MOST = {LARGE_WIDTH: 4 * MOST_BYTES, **{width: MOST_BYTES for width in sorted(THUMBNAIL_WIDTHS, reverse=True)}}
"""Bytes of a picture of each width, the widest first."""
_QUALITIES = (84, 78, 72, 66, 58, 50, 40, 30, 20)
_METHOD = 4
"""Of the encoder: files are 2 % larger than with 6, the most thorough, in less than half of its time."""
_ENGINE = "site picture 2"


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
    """Each picture is scaled down from the next wider one, whether that was kept or not: the same bytes every time."""
    digests = {width: key(_ENGINE, preview.sha256, width, most) for width, most in _MOST.items()}
    stored = {width: cache.get(digest) for width, digest in digests.items()}
    if None in stored.values():
        larger = _opened(out / preview.source)
        for width, most in _MOST.items():
            larger = _scaled(larger, width)
            if stored[width] is None:
                stored[width] = webp(larger, width, most)
                cache.put(digests[width], stored[width] or b"")
    pictures = {width: unpacked(kept or b"", f"{name}-{width}-{digests[width][:10]}") for width, kept in stored.items()}
    return Views(tuple(pictures[width] for width in THUMBNAIL_WIDTHS), pictures[LARGE_WIDTH])


def unpacked(stored: bytes, name: str) -> Picture:
    """What `webp` made, as a picture of the site."""
    across, down = (int.from_bytes(stored[at:at + 4], "big") for at in (0, 4))
    return Picture(f"pictures/{name}.webp", across, down, stored[8:])


def _opened(file: Path) -> Image.Image:
    from PIL import Image

    with files.opened(file) as stream, Image.open(stream) as image:
        return image.convert("RGB")


def _scaled(whole: Image.Image, width: int) -> Image.Image:
    """A picture scaled down to `width` pixels where it has more."""
    from PIL import Image

    if whole.width <= width:
        return whole
    return whole.resize((width, max(1, round(whole.height * width / whole.width))), Image.Resampling.LANCZOS)


def webp(whole: Image.Image, width: int, most: int) -> bytes:
    """Width and height in four bytes each, then a WebP file of the best quality within `most` bytes.

    The picture, in RGB, is scaled down to `width` pixels where it has more.
    """
    picture = _scaled(whole, width)
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=_METHOD)
        if out.tell() <= most:
            break
    return picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big") + out.getvalue()
