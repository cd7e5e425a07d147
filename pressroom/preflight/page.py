"""One page of a proof: its boxes, what its content paints, and its pixels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pressroom.brief import Brief, PageBrief
from pressroom.pdf.objects import LARGEST_PAGE, Pdf, entry, items, number, on_sheet, rectangle, resolved
from pressroom.pdf.pages import INHERITED
from pressroom.preflight.cover import of_picture, scale_for
from pressroom.preflight.drawing import Drawing, draw, scale_of
from pressroom.preflight.enlarged import EnlargedPage, enlarged
from pressroom.preflight.raster import NotRun, PageRenderer, Raster, Renderer
from pressroom.preflight.symbols import Symbol, symbols
from pressroom.preflight.walk import walk_page
from pressroom.preflight.walk.painted import NOWHERE, Walk
from pressroom.preflight.walk.state import Budget
from pressroom.preflight.walk.tracing import Tracing
from pressroom.preflight.walk.walker import Faces
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_HALF_MARK = 0.25  # points
_LARGE = frozenset({"walk", "renderer", "drawing", "symbols", "text", "lines", "printed_lines"})
_A4 = (0.0, 0.0, 595.276, 841.89)


class OpenFile(Protocol):
    """What a page needs of its file."""

    brief: Brief
    budget: Budget
    faces: Faces

    @property
    def count(self) -> int:
        """How many pages there are."""

    @property
    def renderer(self) -> Renderer:
        """The file in PDFium."""


class Page:
    """One page of the proof.

    Attributes:
        number: counted from 1.
        leaf: its dictionary.
        inherited: MediaBox, CropBox, Resources and Rotate, its own or its ancestors'.
        brief: its requirements; None without any.
    """

    def __init__(self, file: OpenFile, number: int, leaf: Pdf, inherited: Mapping[str, Pdf], brief: PageBrief | None):
        self.number, self.leaf, self.inherited, self.brief = number, leaf, inherited, brief
        self._file = file

    def of(self, file: OpenFile) -> Page:
        """The same page of another view of the file."""
        return Page(file, self.number, self.leaf, self.inherited, self.brief)

    @cached_property
    def media(self) -> tuple[float, float, float, float]:
        """MediaBox in the page's own space; A4 when it is missing or invalid (`box-media` reports it)."""
        box = rectangle(items(self.inherited.get("/MediaBox"))[:4])
        return box if box and self.size_makes_sense(box) else _A4

    @staticmethod
    def size_makes_sense(box: tuple[float, float, float, float]) -> bool:
        """Whether a viewer can show it: 3 to 14,400 points either way (ISO 32000-1, annex C)."""
        return all(3 <= side <= LARGEST_PAGE for side in (box[2] - box[0], box[3] - box[1]))

    def corners(self, key: str) -> tuple[float, float, float, float] | None:
        """A page box in the page's own space; None when absent or invalid."""
        return rectangle(self.inherited.get(key)) if key in INHERITED else rectangle(entry(self.leaf, key))

    @cached_property
    def origin(self) -> tuple[float, float]:
        """The sheet's top-left corner in the page's own space: of the trim, art, crop or media box."""
        box = self.corners("/TrimBox") or self.corners("/ArtBox") or self.corners("/CropBox") or self.media
        return box[0], box[3]

    @cached_property
    def enlargement(self) -> float:
        """How many times larger it is printed than its own space says: the scale of the file, times its unit."""
        unit = number(entry(self.leaf, "/UserUnit"), 1.0) or 1.0
        return self._file.brief.scale * (unit if self._file.brief.units and unit > 0 else 1.0)

    def place(self, corners: tuple[float, float, float, float]) -> Box:
        """A box of the page's own space on the sheet, at the final size."""
        return enlarged(on_sheet(corners, self.origin), self.enlargement)

    def box(self, key: str) -> Box | None:
        """A page box on the sheet."""
        corners = self.corners(key)
        return None if corners is None else self.place(corners)

    @cached_property
    def paper(self) -> Box:
        """The media box on the sheet."""
        return self.place(self.media)

    def shows(self, area: Box) -> bool:
        """Whether any of an area of the sheet is on the paper."""
        return area != NOWHERE and area.grown(_HALF_MARK).overlap(self.paper) is not None

    @cached_property
    def trim(self) -> Box:
        """The sheet after cutting: the TrimBox, else the ArtBox, CropBox or MediaBox."""
        return self.box("/TrimBox") or self.box("/ArtBox") or self.box("/CropBox") or self.paper

    @cached_property
    def bleed(self) -> Box:
        """The bleed box; the trim where there is none."""
        return self.box("/BleedBox") or self.trim

    @cached_property
    def printed(self) -> Box:
        """Where ink counts: the bleed box, less half a mark's width, since marks may begin at its edge."""
        return self.bleed.grown(-_HALF_MARK)

    @cached_property
    def rotate(self) -> int:
        """The rotation of the page for display: 0, 90, 180 or 270."""
        return int(number(self.inherited.get("/Rotate"), 0.0) or 0) % 360 // 90 * 90

    @cached_property
    def walk(self) -> Walk:
        """What the content paints, read once."""
        return walk_page(self.leaf, resolved(self.inherited.get("/Resources")), self._matrix, self._file.budget,
                         self._file.faces, self.paper)

    def tracing(self) -> Tracing:
        """What its content enters, and where each painted object is written."""
        found = Tracing()
        walk_page(self.leaf, resolved(self.inherited.get("/Resources")), self._matrix, Budget(), self._file.faces,
                  self.paper, found)
        return found

    @property
    def _matrix(self) -> tuple[float, float, float, float, float, float]:
        """From the page's own space to the sheet."""
        by, (left, top) = self.enlargement, self.origin
        return by, 0.0, 0.0, -by, -left * by, top * by

    @cached_property
    def excess(self) -> str:
        """Why the content exceeds the budget, in English; empty when it does not."""
        return self.walk.stop_reason if self.walk.over_budget else ""

    @cached_property
    def renderer(self) -> PageRenderer:
        """The page in PDFium; NotRun when it cannot be opened, or its content exceeds the budget."""
        if self.excess:
            raise NotRun(f"the page was not drawn: {self.excess}")
        inner = self._file.renderer.page(self.number - 1, on_sheet(self.media, self.origin), self.rotate,
                                         self.media[:2])
        return inner if self.enlargement == 1.0 else EnlargedPage(inner, self.paper, self.enlargement)

    @cached_property
    def drawing(self) -> Drawing:
        """The whole page in pixels, drawn once for every check and for its preview."""
        return draw(self.renderer, self.scale, self.paper, self._file.brief)

    @cached_property
    def scale(self) -> float:
        """Pixels a point at which the page is drawn."""
        walk = self.walk if self.expected_codes else None
        return scale_of(self.paper, self._file.count, self._file.brief, walk)

    @property
    def raster(self) -> Raster:
        """The whole page in grey pixels."""
        return self.drawing.raster

    @cached_property
    def cover(self) -> float:
        """The share of the paper with ink, 1.0 being full ink everywhere; NotRun when the page cannot be drawn."""
        if self.drawing.cover is not None:
            return self.drawing.cover
        scale = scale_for(self.paper.width, self.paper.height)
        return of_picture(self.renderer.picture(scale, self.paper), scale)

    @property
    def expected_codes(self) -> tuple[str, ...]:
        """The contents of the QR symbols that the brief asks for."""
        return self.brief.qr if self.brief else ()

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """QR symbols read back from the pixels."""
        return symbols(self.raster, self.renderer, self.walk, self.expected_codes,
                       self._file.brief.limits.qr_module)

    @cached_property
    def text(self) -> str:
        """The characters that PDFium extracts, unchanged."""
        return self.renderer.text()

    @cached_property
    def lines(self) -> list[tuple[Box, str]]:
        """Runs of words and the boxes around them."""
        return self.renderer.lines()

    @cached_property
    def printed_lines(self) -> list[tuple[Box, str]]:
        """Those runs of words that are printed: some of them is inside the bleed, and not clipped away."""
        visible = [text.box for text in self.walk.texts]  # after clipping, which PDFium's text ignores
        return [(box, words) for box, words in self.lines if words.strip()
                and self.printed.overlap(box) is not None and any(map(box.overlap, visible))]

    @cached_property
    def preview(self) -> Image | None:
        """The page in colours, from the pixels that were judged; None where the brief asks for no preview."""
        return self.drawing.picture

    def let_go(self) -> None:
        """Let go of content and pixels; sizes, the preview and whether the content exceeds the budget are kept."""
        if "drawing" in self.__dict__ and self._file.brief.preview_height:
            _ = self.preview
        for each in _LARGE & self.__dict__.keys():
            del self.__dict__[each]

    def close(self) -> None:
        """Let go of everything that was read and drawn."""
        for each in [name for name in self.__dict__ if isinstance(getattr(type(self), name, None), cached_property)]:
            del self.__dict__[each]
