"""What was found in large photographs, kept by whoever asks for the verdict.

Decoding a photograph takes more than half of preflight's time. It seldom changes, while the words over it do. What
is kept is named by all that it depends on: the bytes of the JPEG, how they are to be read, and the question.
"""

from __future__ import annotations

import struct
from typing import Protocol

from pressroom.pdf.objects import entry, numbers
from pressroom.pdf.streams import filters, raw
from pressroom.preflight.pixels import cmyk_jpeg, damage_of, heaviest, is_cmyk_jpeg, mask_damage_of
from pressroom.preflight.walk.painted import PaintedPicture

WORTH_PIXELS = 500_000  # smaller pictures are decoded as fast as they are looked up
_INK, _SIZE = struct.Struct("<dd"), struct.Struct("<II")


class Store(Protocol):
    """Keeps bytes under the parts of a name."""

    def get(self, *parts: str | bytes | float) -> bytes | None:
        """What is kept; None for nothing."""

    def put(self, content: bytes, *parts: str | bytes | float) -> None:
        """Keep it."""


class KeptPictures:
    """Ink and reduced copies of pictures, from a store where there is one and they are in it."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store

    def heaviest(self, picture: PaintedPicture, limit: float) -> tuple[float, float]:
        """As `pixels.heaviest`.

        Raises:
            Undecodable: the pixels cannot be read.
        """
        if self._store is None or not worth_keeping(picture):
            return heaviest(picture, limit)
        parts = ("ink", limit, *_name(picture))
        kept = self._store.get(*parts)
        if kept is not None and len(kept) == _INK.size:
            most, share = _INK.unpack(kept)
        else:
            most, share = heaviest(picture, limit)
            self._store.put(_INK.pack(most, share), *parts)
        return most, share

    def damage(self, picture: PaintedPicture) -> str:
        """As `pixels.damage_of`, of the picture or of its soft mask."""
        if self._store is None or not _is_large_jpeg(picture):
            return damage_of(picture) or mask_damage_of(picture)
        parts = ("damage", picture.space.label if picture.space else "", *_name(picture))
        kept = self._store.get(*parts)
        if kept is None:
            kept = damage_of(picture).encode()
            self._store.put(kept, *parts)
        return kept.decode() or mask_damage_of(picture)

    def reduced(self, picture: PaintedPicture, reduction: int) -> tuple[int, int, bytes]:
        """Width, height and the inks of `pixels.cmyk_jpeg`, four bytes a pixel.

        Raises:
            Undecodable: the pixels cannot be read.
        """
        parts = ("reduced", float(reduction), *_name(picture))
        kept = self._store.get(*parts) if self._store is not None else None
        if kept is not None and len(kept) > _SIZE.size:
            width, height = _SIZE.unpack_from(kept)
            if len(kept) == _SIZE.size + 4 * width * height:
                return width, height, kept[_SIZE.size:]
        image = cmyk_jpeg(picture, reduction)
        content = image.tobytes()
        if self._store is not None:
            self._store.put(_SIZE.pack(image.width, image.height) + content, *parts)
        return image.width, image.height, content


def _is_large_jpeg(picture: PaintedPicture) -> bool:
    """Whether it is a large photograph stored as one JPEG, in any colours."""
    return (picture.content is None and filters(picture.stream) == ["DCTDecode"]
            and picture.pixels[0] * picture.pixels[1] >= WORTH_PIXELS)


def worth_keeping(picture: PaintedPicture) -> bool:
    """Whether it is a large CMYK photograph stored as one JPEG."""
    return is_cmyk_jpeg(picture) and picture.pixels[0] * picture.pixels[1] >= WORTH_PIXELS


def _name(picture: PaintedPicture) -> tuple[str | bytes | float, ...]:
    """All that its inks depend on, once it is known to be a CMYK JPEG."""
    width, height = picture.pixels
    return float(width), float(height), repr(numbers(entry(picture.stream, "/Decode"))), raw(picture.stream)
