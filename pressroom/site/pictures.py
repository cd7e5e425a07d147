"""Pictures of pieces for the screen: WebP from the previews of a build, kept by what they were made from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from pressroom import files
from pressroom.cache import Cache, key
from pressroom.site.catalogue import Offer, Shown

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
    """A page of a piece in every width: thumbnails, narrowest first, and large."""

    thumbnails: tuple[Picture, ...]
    large: Picture


def views(offer: Offer, out: Path, cache: Cache) -> tuple[Views, ...]:
    """The pictures of each page of `offer`."""
    return tuple(_views(f"{offer.name}-{number}" if len(offer.shown) > 1 else offer.name, shown, out, cache)
                 for number, shown in enumerate(offer.shown, start=1))


def _views(name: str, shown: Shown, out: Path, cache: Cache) -> Views:
    small = tuple(_picture(name, shown, out, width, MOST_BYTES, cache) for width in THUMBNAIL_WIDTHS)
    return Views(small, _picture(name, shown, out, LARGE_WIDTH, 4 * MOST_BYTES, cache))


def _picture(name: str, shown: Shown, out: Path, width: int, most: int, cache: Cache) -> Picture:
    made = key(_ENGINE, shown.sha256, width, most)
    kept = cache.get(made)
    if kept is None:
        kept = _webp(out / shown.source, width, most)
        cache.put(made, kept)
    across, down = (int.from_bytes(kept[at:at + 4], "big") for at in (0, 4))
    content = kept[8:]
    return Picture(f"pictures/{name}-{width}-{made[:10]}.webp", across, down, content)


def _webp(file: Path, width: int, most: int) -> bytes:
    """Width and height, four bytes each, and the file: as good as `most` bytes allow."""
    from PIL import Image

    with files.opened(file) as stream, Image.open(stream) as opened:
        whole = opened.convert("RGB")
    across = min(width, whole.width)
    picture = whole.resize((across, max(1, round(whole.height * across / whole.width))), Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= most:
            break
    return across.to_bytes(4, "big") + picture.height.to_bytes(4, "big") + out.getvalue()
