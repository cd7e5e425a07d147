"""RGB and Lab values as inks of a printing condition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pressroom.colour.profiles import lab_profile, opened, srgb_profile, transform
from pressroom.desk.file_editor import operand
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.spaces import Space
from pressroom.pdf.streams import decoded

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsTransform

_SRGB, _LAB = b"", b"Lab"  # in place of a profile


class Separation:
    """RGB and Lab values as inks of a printing condition; neutral RGB is set on the black plate alone."""

    def __init__(self, profile: bytes) -> None:
        self.profile = profile
        self.inks = lru_cache(maxsize=4096)(self._inks)
        self.conversion = cache(self._conversion)
        self._profiles: dict[tuple[int, int], bytes | None] = {}

    def __call__(self, space: Space, parts: Sequence[float]) -> bytes | None:
        """The operands of `k`; None for a space whose values are not known."""
        inks = self.row(space, [parts])
        return None if inks is None else b" ".join(map(operand, inks[0]))

    def row(self, space: Space, values: Sequence[Sequence[float]]) -> list[tuple[float, ...]] | None:
        """The inks of several values of a space, 0 to 1; None for a space whose values are not known.

        They are K alone where all values are neutral RGB: a gradient would else jump from K to black of four inks.
        """
        if space.family == "Indexed" or space.kind not in ("rgb", "lab") or any(len(each) != 3 for each in values):
            return None
        own = _LAB if space.kind == "lab" else self.profile_of(space)
        if own is None:
            return None
        pixels = [_lab(each) if own == _LAB else _rgb(each) for each in values]
        inks = self.inks(own, b"".join(pixels))
        if inks is None:
            return None
        if own != _LAB and all(len(set(_clamped(each))) == 1 for each in values):
            return [_black(each) for each in values]
        return inks

    def profile_of(self, space: Space) -> bytes | None:
        """The profile of an RGB space; empty for sRGB, which device RGB is taken as; None where it cannot be read."""
        if space.profile is None:
            return _SRGB
        stream = space.profile.identity
        if stream not in self._profiles:
            try:
                self._profiles[stream] = decoded(space.profile)
            except Undecodable:
                self._profiles[stream] = None
        return self._profiles[stream]

    def _inks(self, own: bytes, pixels: bytes) -> list[tuple[float, ...]] | None:
        from PIL import Image, ImageCms

        conversion = self.conversion(own)
        if conversion is None:
            return None
        row = Image.frombytes("LAB" if own == _LAB else "RGB", (len(pixels) // 3, 1), pixels)
        converted = ImageCms.applyTransform(row, conversion)
        assert converted is not None
        found = converted.tobytes()
        return [tuple(part / 255 for part in found[at:at + 4]) for at in range(0, len(found), 4)]

    def _conversion(self, own: bytes) -> ImageCmsTransform | None:
        """From a profile to the condition; None where it is no profile of RGB."""
        from PIL import ImageCms

        try:
            have = lab_profile() if own == _LAB else opened(own) if own else srgb_profile()
            return transform(have, "LAB" if own == _LAB else "RGB", opened(self.profile), "CMYK")
        except ImageCms.PyCMSError:
            return None


def _clamped(parts: Sequence[float]) -> tuple[float, ...]:
    return tuple(min(1.0, max(0.0, part)) for part in parts)


def _rgb(parts: Sequence[float]) -> bytes:
    return bytes(round(255 * part) for part in _clamped(parts))


def _lab(parts: Sequence[float]) -> bytes:
    """As Pillow holds Lab: lightness in 255 steps, a and b as signed bytes."""
    light, a, b = parts
    return bytes((round(2.55 * min(100.0, max(0.0, light))), *(round(min(127.0, max(-128.0, part))) & 255
                                                                for part in (a, b))))


def _black(parts: Sequence[float]) -> tuple[float, ...]:
    return 0.0, 0.0, 0.0, 1.0 - _clamped(parts)[0]
