"""Pages in pixels: how much of them changed, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressroom.desk.comparison.areas import areas, framed, places
from pressroom.desk.comparison.drawn import Drawing, Sheet
from pressroom.desk.rendering import fit_dpi, png
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 100.0
# Differences up to this many levels of 255 come from rasterising, not from the page.
_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Pixels:
    """Two pages in pixels.

    Attributes:
        places: the changed areas, on the new sheet.
        share: of the pixels that differ, 0 to 1.
        before, picture: PNG of both pages with frames; empty when no pixel changed.
        plain: the new page.
    """

    places: tuple[Box, ...]
    share: float
    before: bytes
    picture: bytes
    plain: Image


def pixels(sheets: tuple[Sheet, Sheet], drawing: Drawing) -> Pixels:
    """Areas whose pixels differ.

    Raises:
        Refused: a page cannot be drawn.
    """
    from PIL import ImageChops

    dpi = min(fit_dpi(sheet.paper, DPI) for sheet in sheets)
    first, second = (drawing.picture(sheet, dpi) for sheet in sheets)
    size = min(first.width, second.width), min(first.height, second.height)
    first, second = first.crop((0, 0, *size)), second.crop((0, 0, *size))
    bands = ImageChops.difference(first, second).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    changed = most.point(lambda level: 255 if level > _LEVELS else 0)
    boxes = areas(changed)
    if not boxes:
        return Pixels((), 0.0, b"", b"", second)
    share = changed.histogram()[255] / (size[0] * size[1])
    where = places(changed, boxes, sheets[1].area, dpi / 72)
    return Pixels(tuple(where), share, png(framed(first, boxes)), png(framed(second, boxes)), second)
