"""Paper formats, and what follows from a sheet's size: reading distance, QR side.

Points throughout. The figures for the A formats are those of docs/sources.md (Reading distance; QR practice, rule 4);
every free size follows from its short side by straight lines between them, and in proportion beyond A0.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.sheet.units import mm, to_mm

_NAMED_MM = {
    "DL": (99.0, 210.0), "A6": (105.0, 148.0), "A5": (148.0, 210.0), "A4": (210.0, 297.0), "A3": (297.0, 420.0),
    "A2": (420.0, 594.0), "A1": (594.0, 841.0), "A0": (841.0, 1189.0),
}
NAMED = tuple(_NAMED_MM)
_FREE = regex(r"^(?P<w>\d{1,5}(?:\.\d+)?)x(?P<h>\d{1,5}(?:\.\d+)?)(?P<unit>mm|cm|m)$")
_SCREEN = regex(r"^(?P<w>\d{3,4})x(?P<h>\d{3,4})px$")
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0}

SMALLEST_MM, LARGEST_MM = 50.0, 50_000.0
LARGEST_PAGE = 14_400.0
"""The longest side of a page, in its own units: 5.08 m in points (ISO 32000-1, annex C.2)."""
SMALLEST_PX, LARGEST_PX = 200, 4096
PIXEL = 0.75
"""A pixel of a screen's format, in points (CSS Values and Units, 5.2)."""
SCREENS = ("1080x1080px", "1080x1350px", "1080x1920px", "1500x500px", "1200x630px", "600x800px")
"""The usual pictures for screens: square and upright posts, a story, the head of a profile, a link's preview, and one
for e-mail, whose width programs show whole; its height gives headlines of 96 pixels the room of four lines."""
SCREEN = "screen"
"""In a list of formats: all of SCREENS."""
STANDING_MM, BANNER_MM = 1500.0, 2000.0
"""From that height on a tall sheet stands on the floor; from that width on a broad one hangs over a crowd."""
STANDING, HANGING = ("850x2000mm", "1000x2000mm"), ("3000x1000mm", "3000x2000mm")
"""Usual sizes of roll-ups and of banners."""
SHAPES = ("tall", "portrait", "landscape", "wide", "roll-up", "banner", "screen-square", "screen-story", "screen-wide")
"""The shapes of sheets; `screen-` those of pictures for screens."""

# Of a story of 1080 x 1920 pixels: what names and buttons cover at its top and its bottom.
_STORY, _STORY_TOP, _STORY_BOTTOM = 1920, 250, 340
# Of a screen's format: at this distance headlines are 96 pixels at least, and messages 62.
_SCREEN_M = 96 * PIXEL / 34

# By use: a roll-up stands in an entrance or an aisle, a banner goes by in a street.
_USE_M = {"roll-up": 5.0, "banner": 10.0}

# (short side mm, reading distance m, QR side mm): a leaflet in the hand up to a poster across a hall.
_STEPS = ((148.0, 0.4, 24.0), (210.0, 1.5, 30.0), (297.0, 2.0, 40.0), (420.0, 3.0, 60.0), (594.0, 5.0, 90.0),
          (841.0, 8.0, 120.0))
_CAPITALS = 0.04
_HAND_HELD_MM = 160.0
_MODULE_HAND_MM, _MODULE_POSTER_MM = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Format:
    """A sheet size.

    Attributes:
        name: as the material writes it, e.g. `A3`, `A4-landscape`, `400x600mm`; part of file names.
        width, height: the trim, in points.
        paper: short side of the paper around it, in points, where it is the part that an office printer prints: codes
            keep the size, and readers the distance, that the paper asks for. 0 when it is the whole sheet.
    """

    name: str
    width: float
    height: float
    paper: float = 0.0

    @property
    def short(self) -> float:
        """The short side, in points."""
        return min(self.width, self.height)

    @property
    def trim_mm(self) -> tuple[float, float]:
        """Width and height in millimetres, to a hundredth."""
        return round(to_mm(self.width), 2), round(to_mm(self.height), 2)

    @property
    def shape(self) -> str:
        """`tall` (narrower than 1 : 1.8), `portrait`, `landscape` or `wide` (beyond 1.8 : 1), or by its use.

        Sheets up to 1 : 1.2, squares among them, are laid out as `landscape`: a foot across them is too low for a QR.
        A `roll-up` stands on the floor, a `banner` hangs over a crowd. Of screens: `screen-story` from 1 : 1.5 on,
        `screen-wide` from 1.4 : 1 on, else `screen-square`.
        """
        width, height = self.trim_mm  # in whole hundredths: points are off in their last digits
        if self.screen:
            return "screen-story" if 2 * height >= 3 * width else (
                "screen-wide" if 5 * width >= 7 * height else "screen-square")
        if 10 * height >= 18 * width:
            return "roll-up" if height >= STANDING_MM else "tall"
        if width >= BANNER_MM and 10 * width >= 12 * height:
            return "banner"
        if 10 * height > 12 * width:
            return "portrait"
        return "landscape" if 18 * height > 10 * width else "wide"

    @property
    def screen(self) -> bool:
        """Whether it is made of pixels, for a screen."""
        return self.name.endswith("px")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels of a screen."""
        return round(self.width / PIXEL), round(self.height / PIXEL)

    @property
    def covered(self) -> tuple[float, float]:
        """What programs cover of it at its top and its bottom, in points (docs/sources.md, Pictures for screens)."""
        if self.shape != "screen-story":
            return 0.0, 0.0
        return self.height * _STORY_TOP / _STORY, self.height * _STORY_BOTTOM / _STORY

    @property
    def reading_distance_m(self) -> float:
        """How far away it is read, in metres, unless the material says otherwise."""
        if self.screen:
            return _SCREEN_M
        if self.shape in _USE_M:
            return _USE_M[self.shape]
        return _between(to_mm(self.paper or self.short), 1)

    @property
    def least_capitals(self) -> float:
        """Least height of a headline's capitals, in points: 4 % of the height, at most of twice the width."""
        return _CAPITALS * min(self.height, 2 * self.width)

    @property
    def qr_side(self) -> float:
        """Least side of a QR symbol without its quiet zone, in points; it is scanned from ten times that."""
        return mm(_between(to_mm(self.paper or self.short), 2))

    @property
    def qr_module(self) -> float:
        """Least side of one QR module, in points: 0.5 mm in the hand, 1 mm on a wall."""
        return mm(_MODULE_HAND_MM if to_mm(self.paper or self.short) <= _HAND_HELD_MM else _MODULE_POSTER_MM)

    def within(self, edge: float) -> Format:
        """What is left of the sheet inside a white edge of `edge` points."""
        return replace(self, width=self.width - 2 * edge, height=self.height - 2 * edge, paper=self.paper or self.short)


def _between(short_mm: float, column: int) -> float:
    if short_mm <= _STEPS[0][0]:
        return _STEPS[0][column]
    for low, high in itertools.pairwise(_STEPS):
        if short_mm <= high[0]:
            part = (short_mm - low[0]) / (high[0] - low[0])
            return low[column] + part * (high[column] - low[column])
    return _STEPS[-1][column] * short_mm / _STEPS[-1][0]


def expanded(names: Iterable[str]) -> tuple[str, ...]:
    """A list of formats with those that the word `screen` stands for, each once."""
    return tuple(dict.fromkeys(each for name in names for each in (SCREENS if name == SCREEN else (name,))))


def parse(name: str) -> Format:
    """The format of a name: `A0` to `A6`, `DL`, either with `-landscape`, or free: `400x600mm`, `3x1m`, `1080x1350px`.

    Raises:
        ValueError: no such name, or a side outside 50 mm to 50 m (files of what is longer than 5 m are at a scale), or
            outside 200 to 4,096 pixels.
    """
    base, _, turned = name.partition("-")
    if base in _NAMED_MM and turned in ("", "landscape"):
        width, height = _NAMED_MM[base]
        return Format(name, mm(height), mm(width)) if turned else Format(name, mm(width), mm(height))
    if screen := _SCREEN.match(name):
        pixels = int(screen["w"]), int(screen["h"])
        if min(pixels) < SMALLEST_PX or max(pixels) > LARGEST_PX:
            raise ValueError(name)
        return Format(name, pixels[0] * PIXEL, pixels[1] * PIXEL)
    free = _FREE.match(name)
    if not free:
        raise ValueError(name)
    sides = float(free["w"]) * _MM[free["unit"]], float(free["h"]) * _MM[free["unit"]]
    if min(sides) < SMALLEST_MM or max(sides) > LARGEST_MM:
        raise ValueError(name)
    return Format(name, mm(sides[0]), mm(sides[1]))


def of_size(width: float, height: float) -> Format:
    """The format of a trim of `width` x `height` points, by name where it has one (to 0.1 mm)."""
    for name, (short, long) in _NAMED_MM.items():
        for called, across, down in ((name, short, long), (f"{name}-landscape", long, short)):
            if abs(mm(across) - width) < mm(0.1) and abs(mm(down) - height) < mm(0.1):
                return Format(called, width, height)
    return Format(f"{to_mm(width):g}x{to_mm(height):g}mm", width, height)
