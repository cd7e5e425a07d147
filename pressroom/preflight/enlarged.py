"""Pages that are printed larger than they are in the file, at 1:10 or with UserUnit, seen at the final size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressroom.preflight.raster import PageRenderer, Raster
from pressroom.records import replace
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image


def enlarged(box: Box, by: float) -> Box:
    """A box in units that are `by` times smaller."""
    return Box(box.x0 * by, box.y0 * by, box.x1 * by, box.y1 * by)


class EnlargedPage(PageRenderer):
    """A page of PDFium's, in points of the final size."""

    def __init__(self, page: PageRenderer, media: Box, by: float) -> None:
        self._inner, self._media, self._by = page, media, by

    @property
    def height(self) -> float:
        """Of the page, points."""
        return self._inner.height * self._by

    def raster(self, scale: float, area: Box | None = None) -> Raster:
        """As `PageRenderer.raster`."""
        raster = self._inner.raster(scale * self._by, enlarged(area, 1 / self._by) if area else None)
        return replace(raster, scale=raster.scale / self._by, left=raster.left * self._by, top=raster.top * self._by)

    def picture(self, scale: float, area: Box) -> Image:
        """As `PageRenderer.picture`."""
        return self._inner.picture(scale * self._by, enlarged(area, 1 / self._by))

    def text(self) -> str:
        """As `PageRenderer.text`."""
        return self._inner.text()

    def lines(self) -> list[tuple[Box, str]]:
        """As `PageRenderer.lines`."""
        return [(enlarged(box, self._by), words) for box, words in self._inner.lines()]
