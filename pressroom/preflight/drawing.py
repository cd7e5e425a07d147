"""A page in pixels: drawn once, at the resolution that the checks need, and in colours where one of them needs those.

Most of preflight's time goes into drawing where a page has photographs, as PDFium decodes them anew for each file.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pressroom.brief import Brief
from pressroom.preflight.cover import of_picture, scale_for
from pressroom.preflight.raster import PageRenderer, Raster
from pressroom.preflight.symbols import candidates
from pressroom.preflight.walk.painted import Walk
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_PIXELS_OF_FILE, _MOST_PIXELS, _LEAST_PIXELS = 90_000_000, 3_000_000, 250_000
_FINEST = 2.0  # pixels a point: 144 dpi
_BLEED_PIXELS = 1_800_000  # of a page at which bleed is judged
_PIXELS_PER_MODULE = 4.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page as it was drawn.

    Attributes:
        raster: in grey pixels.
        cover: the share of the paper with ink; None where the page was drawn in grey.
        picture: in colours, for its preview; None where the brief asks for none.
    """

    raster: Raster
    cover: float | None = None
    picture: Image | None = None


def scale_of(paper: Box, pages: int, brief: Brief, walk: Walk | None) -> float:
    """The pixels a point at which a page is drawn; `walk` is its content if symbols are expected on it.

    A file of another program is drawn as finely as the bounds on pixels allow. In a file of this program the symbols
    are where the content has them, and their modules decide; a symbol that is not found is looked for more finely.
    """
    if brief.ours and brief.preview_height:
        return brief.preview_height / paper.height
    share = max(_LEAST_PIXELS, min(_MOST_PIXELS, _PIXELS_OF_FILE // pages))
    finest = min(_FINEST, _scale(share, paper))
    if not brief.ours:
        return finest
    modules = [module for _, module in candidates(walk)] if walk else []
    plain = _scale(_BLEED_PIXELS, paper) if brief.bleed else scale_for(paper.width, paper.height)
    return min(finest, max([plain, *(_PIXELS_PER_MODULE / module for module in modules)]))


def _scale(pixels: int, paper: Box) -> float:
    return math.sqrt(pixels / max(1.0, paper.width * paper.height))


def draw(renderer: PageRenderer, scale: float, paper: Box, brief: Brief) -> Drawing:
    """The page at `scale` pixels a point."""
    if not brief.ours or (brief.edition != "members" and not brief.preview_height):
        return Drawing(renderer.raster(scale))
    if brief.preview_height:  # by the height that PDFium rounds, so that none has a row more
        scale = brief.preview_height / renderer.height
    picture = renderer.picture(scale, paper)
    raster = Raster(picture.width, picture.height, picture.convert("L").tobytes(), scale, paper.x0, paper.y0)
    return Drawing(raster, of_picture(picture, scale), picture if brief.preview_height else None)
