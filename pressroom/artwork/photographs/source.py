"""A picture read in bands of rows: turned, cropped and scaled, without a second copy in memory."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops

from pressroom import files
from pressroom.artwork.photographs.opening import has_alpha, open_picture, orientation
from pressroom.artwork.photographs.rules import BROKEN, CHANGED
from pressroom.findings import N_, Place, Refused, finding
from pressroom.marks import Picture
from pressroom.records import dataclass
from pressroom.sheet.units import ppi

BAND_ROWS = 64
SCALED_ABOVE = 1.5  # times the target resolution; below that, scaling blurs the picture and saves little

Bounds = tuple[float, float, float, float]

_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAIN = {"1": "1", "L": "L", "LA": "LA", "La": "LA", "RGB": "RGB", "RGBX": "RGB", "RGBA": "RGBA", "RGBa": "RGBA",
          "PA": "RGBA", "P": "RGB", "YCbCr": "RGB", "CMYK": "CMYK", "LAB": "LAB", "I;16": "L", "I;16B": "L"}
_WITH_ALPHA = {"1": "LA", "L": "LA", "RGB": "RGBA"}


@dataclass(slots=True)
class Source:
    """The cropped part of an open picture.

    Attributes:
        picture: its pixels, as stored.
        turn: EXIF orientation, 1 to 8.
        crop: the part in pixels, after orientation; whole numbers unless it is scaled.
        size: width and height of the result, in pixels.
        mode: of the bands: 1, L, LA, RGB, RGBA, CMYK or LAB.
        lossy: whether its pixels were coded with loss.
        inverted: whether the library gives them the wrong way round.
    """

    picture: Image.Image
    turn: int
    crop: Bounds
    size: tuple[int, int]
    mode: str
    lossy: bool = False
    inverted: bool = False

    @property
    def scaled(self) -> bool:
        """Whether the result has fewer pixels than the crop."""
        return self.size != (round(self.crop[2] - self.crop[0]), round(self.crop[3] - self.crop[1]))

    def release(self) -> None:
        """Free the memory of the pixels after the last band."""
        self.picture.close()

    def bands(self) -> Iterator[Image.Image]:
        """The bands from top to bottom, of `BAND_ROWS` rows each."""
        for top in range(0, self.size[1], BAND_ROWS):
            yield self.band(top)

    def band(self, top: int) -> Image.Image:
        """Rows `top` to `top + BAND_ROWS`, or to the end."""
        bottom = min(top + BAND_ROWS, self.size[1])
        x0, y0, x1, y1 = self.crop
        if not self.scaled:
            return self._region(int(x0), int(y0) + top, int(x1), int(y0) + bottom)
        step = (y1 - y0) / self.size[1]
        region = (x0, y0 + top * step, x1, y0 + bottom * step)
        # Lanczos reads three steps beyond the region; with these rows the bands join without a seam.
        around = math.ceil(3 * max(step, 1.0)) + 1
        left, above = math.floor(x0), max(math.floor(y0), math.floor(region[1]) - around)
        part = self._region(left, above, math.ceil(x1), min(math.ceil(y1), math.ceil(region[3]) + around))
        box = (region[0] - left, region[1] - above, region[2] - left, region[3] - above)
        # By rounding, the box may extend beyond the part, which the library refuses.
        box = (box[0], box[1], min(box[2], part.width), min(box[3], part.height))
        return part.resize((self.size[0], bottom - top), Image.Resampling.LANCZOS, box=box)

    def _region(self, x0: int, y0: int, x1: int, y1: int) -> Image.Image:
        part = self.picture.crop(_as_stored((x0, y0, x1, y1), self.turn, self.picture.size))
        if self.turn in _TURN:
            part = part.transpose(_TURN[self.turn])
        upright = plain(part, self.mode)
        return ImageChops.invert(upright) if self.inverted else upright


def _as_stored(box: tuple[int, int, int, int], turn: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box of the stored picture (of `size`) that corresponds to a box of the turned one."""
    x0, y0, x1, y1 = box
    width, height = size
    return {
        1: (x0, y0, x1, y1),
        2: (width - x1, y0, width - x0, y1),
        3: (width - x1, height - y1, width - x0, height - y0),
        4: (x0, height - y1, x1, height - y0),
        5: (y0, x0, y1, x1),
        6: (y0, height - x1, y1, height - x0),
        7: (width - y1, height - x1, width - y0, height - x0),
        8: (width - y1, x0, width - y0, x1),
    }[turn]


def plain(part: Image.Image, mode: str) -> Image.Image:
    """The same pixels in one of the plain modes; 16 bits keep the upper 8."""
    if part.mode.startswith("I;16"):
        upper = part.tobytes()[0 if part.mode.endswith("B") else 1::2]
        grey = Image.frombytes("L", part.size, upper)
        return grey if mode == "L" else grey.convert(mode)
    converted = part if part.mode == mode else part.convert(mode)
    converted.info = {}  # comments of the file are not copied
    return converted


def _plain_mode(picture: Image.Image) -> str:
    mode = _PLAIN[picture.mode]
    return _WITH_ALPHA.get(mode, mode) if has_alpha(picture) else mode


@contextmanager
def source_of(picture: Picture, cap_ppi: float) -> Iterator[Source]:
    """The cropped part of `picture`, scaled down where it has over `SCALED_ABOVE` times `cap_ppi`.

    Raises:
        Refused: the file has changed since it was inspected, or cannot be decoded.
    """
    place = Place(picture.file)
    try:
        with files.opened(picture.file) as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != picture.sha256:
                raise Refused([finding(CHANGED, N_("the picture {file} has changed since it was checked"), source=place,
                                       file=picture.file.as_posix())])
            stream.seek(0)
            with open_picture(stream) as raw:
                source = _prepare(raw, picture, cap_ppi)
                yield source
    except OSError as fault:
        raise Refused([finding(BROKEN, N_("the picture {file} is damaged: {reason}"), source=place,
                               file=picture.file.as_posix(), reason=str(fault))]) from fault


def _prepare(raw: Image.Image, picture: Picture, cap_ppi: float) -> Source:
    turn = orientation(raw)
    mode = _plain_mode(raw)
    crop = _whole(_in_pixels(picture.crop, _oriented_size(raw, turn)))
    size = int(crop[2] - crop[0]), int(crop[3] - crop[1])
    resolution = min(ppi(size[0], picture.box.width), ppi(size[1], picture.box.height))
    if resolution > SCALED_ABOVE * cap_ppi and mode != "1":
        size = math.ceil(size[0] * cap_ppi / resolution), math.ceil(size[1] * cap_ppi / resolution)
        if raw.format in ("JPEG", "MPO"):
            stored = math.ceil(raw.width * cap_ppi / resolution), math.ceil(raw.height * cap_ppi / resolution)
            raw.draft(raw.mode, stored)  # decodes at 1/2, 1/4 or 1/8, but not below the given size
        crop = _in_pixels(picture.crop, _oriented_size(raw, turn))
    raw.load()
    return Source(raw, turn, crop, size, mode, bool(raw.info.get("lossy")), bool(raw.info.get("inverted")))


def _oriented_size(raw: Image.Image, turn: int) -> tuple[int, int]:
    return (raw.height, raw.width) if turn >= 5 else raw.size


def _in_pixels(crop: Bounds, size: tuple[int, int]) -> Bounds:
    return crop[0] * size[0], crop[1] * size[1], crop[2] * size[0], crop[3] * size[1]


def _whole(crop: Bounds) -> Bounds:
    """The crop rounded to whole pixels, at least one wide and high."""
    x0, y0 = round(crop[0]), round(crop[1])
    return x0, y0, max(round(crop[2]), x0 + 1), max(round(crop[3]), y0 + 1)
