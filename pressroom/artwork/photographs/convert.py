"""A picture as the stream of the press file, or of the members' file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pressroom.artwork.photographs.encoded import Encoded, pack, unpack
from pressroom.cache import Cache, key
from pressroom.colour.profiles import Profile
from pressroom.marks import Picture

if TYPE_CHECKING:
    from pressroom.colour.ink import Ink

PRESS_PPI = 450.0  # more is not visible in print; from A2 on LARGE_PPI is enough
LARGE_PPI = 300.0
SCREEN_PPI = 220.0

_ENGINE = "pictures 3"  # part of every cache key; increase it when results of this package change


def for_press(picture: Picture, profile: Profile, ink_limit: float, cache: Cache, *,
              cap_ppi: float = PRESS_PPI) -> Encoded:
    """The picture in CMYK of the printing condition, with no decoded pixel above `ink_limit` (3.0 is 300 %).

    What was coded with loss (JPEG, and WebP, AVIF and HEIC alike) becomes JPEG, unless it cannot keep the limit; other
    pictures become Flate; line art of one bit stays one bit, in black alone. `picture.tint` makes a duotone, or grey in
    black alone; `picture.ground` is the ink under a transparent picture. CMYK of the printing condition, or without a
    profile, keeps its inks.

    Raises:
        Refused: the file is damaged, or has changed since it was inspected.
        ValueError: the limit is below one full ink.
    """
    return _cached("press", picture, profile, ink_limit, cache, cap_ppi)


def for_screen(picture: Picture, profile: Profile, cache: Cache, *, cap_ppi: float = SCREEN_PPI) -> Encoded:
    """The picture in sRGB (or grey); `profile` applies to CMYK pictures without a profile.

    Raises:
        Refused: the file is damaged, or has changed since it was inspected.
    """
    return _cached("screen", picture, profile, 0.0, cache, cap_ppi)


def _cached(edition: str, picture: Picture, profile: Profile, ink_limit: float, cache: Cache,
            cap_ppi: float) -> Encoded:
    from PIL import __version__ as imaging
    name = key(_ENGINE, imaging, edition, picture.sha256, *picture.crop, picture.box.width, picture.box.height,
               _tint_key(picture.tint), _tint_key((picture.ground, picture.ground) if picture.ground else None),
               profile.sha256, ink_limit, cap_ppi)
    content = cache.get(name)
    if content is not None:
        return unpack(content)
    from pressroom.artwork.photographs.editions import encode_for_press, encode_for_screen
    if edition == "press":
        encoded = encode_for_press(picture, profile, ink_limit, cap_ppi)
    else:
        encoded = encode_for_screen(picture, profile, cap_ppi)
    cache.put(name, pack(encoded))
    return encoded


def _tint_key(tint: tuple[Ink, Ink] | None) -> str | None:
    return json.dumps([[ink.cmyk, ink.srgb] for ink in tint]) if tint else None
