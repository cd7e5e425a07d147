"""Where preflight keeps what it found in large photographs: the project's cache, for this very program."""

from __future__ import annotations

from pathlib import Path

from pressroom.cache import Cache, key
from pressroom.program import of_program
from pressroom.records import dataclass

_FORM = "picture 1"


@dataclass(frozen=True, slots=True)
class PictureStore:
    """The store of `preflight.kept_pictures` in a cache.

    Attributes:
        cache: the project's.
    """

    cache: Cache

    def get(self, *parts: str | bytes | float) -> bytes | None:
        """What is kept under these parts; None for nothing."""
        return self.cache.get(key(_FORM, of_program(self.cache), *parts))

    def put(self, content: bytes, *parts: str | bytes | float) -> None:
        """Keep it."""
        self.cache.put(key(_FORM, of_program(self.cache), *parts), content)


def store_in(folder: Path | None) -> PictureStore | None:
    """The store in this folder of a cache; None without a folder."""
    return PictureStore(Cache(folder)) if folder else None
