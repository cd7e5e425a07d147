"""Both files as they are drawn: through one printing condition where there is one, and cut to what is compared."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from pressroom import programs
from pressroom.desk.comparison.intent import condition
from pressroom.desk.comparison.pairs import Pair
from pressroom.desk.original import Original
from pressroom.desk.rendering import render_page
from pressroom.findings import Refused
from pressroom.preflight.page import Page
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 60
"""Pages that are drawn: each is drawn twice, and separated twice."""

SECONDS = 300.0
"""After this, no further page is drawn."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is drawn.

    Attributes:
        content: the file.
        number: of the page.
        rotate: for display, degrees clockwise.
        paper: what is drawn, on the sheet.
        area: what of it is compared, on the sheet.
    """

    content: bytes
    number: int
    rotate: int
    paper: Box
    area: Box

    def cut(self, whole: Image, scale: float) -> Image:
        """The compared part of a picture of the paper."""
        left, top = round((self.area.x0 - self.paper.x0) * scale), round((self.area.y0 - self.paper.y0) * scale)
        return whole.crop((left, top, left + round(self.area.width * scale), top + round(self.area.height * scale)))


class Drawing:
    """What may still be drawn of two files, and how.

    Attributes:
        profile: of the printing condition, that of the new file first; None without one, or without Ghostscript.
        condition: its name.
        left: how many pages may still be drawn.
        omitted: the pages that differ and were not drawn.
    """

    def __init__(self, old: Original, new: Original) -> None:
        self._files = old, new
        known = condition(new.proof) or condition(old.proof)
        self.condition = known[0] if known else ""
        self.profile = known[1] if known else None
        self.left = MOST_PAGES
        self.omitted: list[int] = []
        self._end = time.monotonic() + SECONDS

    @property
    def unsimulated(self) -> bool:
        """Whether there is a printing condition, and no Ghostscript to draw through it."""
        return self.profile is not None and not programs.ghostscript()

    def may_draw(self, number: int) -> bool:
        """Count a page; False when it exceeds the bounds."""
        if self.left <= 0 or time.monotonic() > self._end:
            self.omitted.append(number)
            return False
        self.left -= 1
        return True

    def sheets(self, pair: Pair) -> tuple[Sheet, Sheet]:
        """Both pages; where paper or rotation differs, each is cut to what is compared, so that pixels lie alike."""
        dx, dy = pair.shift
        areas = pair.area.moved(-dx, -dy), pair.area
        if pair.same_paper and pair.old.rotate == pair.new.rotate and (pair.by_paper or _alike_on_paper(pair)):
            return self._each(pair, lambda index, page: Sheet(
                self._files[index].content, pair.number, page.rotate, page.paper, areas[index]))
        return self._each(pair, lambda index, page: Sheet(
            _with_paper(self._files[index].content, page, areas[index]), 1, 0, areas[index], areas[index]))

    @staticmethod
    def _each(pair: Pair, make: Callable[[int, Page], Sheet]) -> tuple[Sheet, Sheet]:
        return make(0, pair.old), make(1, pair.new)

    def picture(self, sheet: Sheet, dpi: float) -> Image:
        """The compared part of a page, without rotation.

        Raises:
            Refused: it cannot be drawn.
        """
        rendering = render_page(sheet.content, sheet.number, dpi, self.profile)
        whole = rendering.picture
        if rendering.through_condition and sheet.rotate:
            whole = whole.rotate(sheet.rotate, expand=True)
        return sheet.cut(whole, dpi / 72)


def _alike_on_paper(pair: Pair) -> bool:
    dx, dy = pair.new.paper.x0 - pair.old.paper.x0, pair.new.paper.y0 - pair.old.paper.y0
    return max(abs(dx), abs(dy)) < 0.01


def _with_paper(content: bytes, page: Page, area: Box) -> bytes:
    """The page alone, without rotation, its media box being an area of its sheet."""
    import pikepdf  # lazy: for papers of two sizes alone

    x0, top = page.origin
    try:
        with pikepdf.open(io.BytesIO(content)) as source, pikepdf.new() as alone:
            alone.pages.append(source.pages[page.number - 1])
            leaf = alone.pages[0].obj
            leaf.MediaBox = pikepdf.Array([x0 + area.x0, top - area.y1, x0 + area.x1, top - area.y0])
            leaf.Rotate = 0
            for key in ("/CropBox", "/UserUnit"):
                if key in leaf:
                    del leaf[key]
            if "/OCProperties" in source.Root:
                alone.Root.OCProperties = alone.copy_foreign(source.Root.OCProperties)
            out = io.BytesIO()
            alone.save(out, compress_streams=False)
    except (pikepdf.PdfError, ValueError, IndexError, AttributeError, RuntimeError) as trouble:
        raise Refused(()) from trouble
    return out.getvalue()
