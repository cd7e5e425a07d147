"""The file in PDFium: pages as grey pixels, and the text on them.

PDFium is the second reader: checks on what people and phones see use its pixels and text, not the objects that qpdf
reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressroom.pdf.source import HeldFile, opened
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

WHITE = 255
_STRIP_PIXELS = 8_000_000
_MOST_CHARACTERS = 30_000


class NotRun(Exception):  # noqa: N818 - the check's outcome, no programming error
    """A check cannot reach a verdict; the message has the reason."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Part of a page in grey pixels.

    Attributes:
        columns, rows: in pixels.
        grey: one byte a pixel, row after row; 0 black, 255 paper.
        scale: pixels a point.
        left, top: position of the first pixel on the sheet, points from the trim's top-left.
    """

    columns: int
    rows: int
    grey: bytes
    scale: float
    left: float
    top: float

    def column(self, x: float) -> int:
        """The column of `x`, within the raster."""
        return max(0, min(self.columns - 1, int((x - self.left) * self.scale)))

    def row(self, y: float) -> int:
        """The row of `y`, within the raster."""
        return max(0, min(self.rows - 1, int((y - self.top) * self.scale)))

    def across(self, row: int, first: int, last: int) -> bytes:
        """The pixels of a row, `last` not included."""
        return self.grey[row * self.columns + first:row * self.columns + last]

    def down(self, column: int, first: int, last: int) -> bytes:
        """The pixels of a column, `last` not included."""
        return self.grey[first * self.columns + column:last * self.columns:self.columns]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The position of a pixel's corner on the sheet."""
        return self.left + x / self.scale, self.top + y / self.scale

    def view(self) -> memoryview:
        """Rows of pixels, for a reader of symbols."""
        return memoryview(self.grey).cast("B", (self.rows, self.columns))


class Renderer:
    """The file in PDFium."""

    def __init__(self, pdf: bytes | HeldFile) -> None:
        try:
            import pypdfium2
        except ImportError as error:
            raise NotRun(f"PDFium is missing: {error}") from error
        try:
            self._document = pypdfium2.PdfDocument(pdf if isinstance(pdf, bytes) else opened(pdf),
                                                   autoclose=not isinstance(pdf, bytes))
        except pypdfium2.PdfiumError as error:
            raise NotRun(f"PDFium cannot open the file: {error}") from error

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Free the memory."""
        self._document.close()

    def page(self, index: int, media: Box, rotate: int, corner: tuple[float, float] = (0.0, 0.0)) -> PageRenderer:
        """One page, counted from 0: its media box on the sheet, and that box's lower left corner in the page's space.

        PDFium itself states the box of pages alone that have one of their own, and not one of the page tree.
        """
        import pypdfium2

        try:
            return PageRenderer(self._document[index], media, rotate, corner)
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise NotRun(f"PDFium cannot open page {index + 1}: {error}") from error

    def sheet(self, index: int, scale: float) -> Image:
        """A page's media box in colours, without rotation, at `scale` pixels a point.

        Raises:
            NotRun: it cannot be drawn.
        """
        import pypdfium2

        try:
            page = self._document[index]
            if own := page.get_mediabox(fallback_ok=False):  # else PDFium takes that of the page tree
                page.set_cropbox(*own)
            image: Image = page.render(scale=scale, rotation=-page.get_rotation() % 360).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError) as error:
            raise NotRun(f"PDFium cannot draw page {index + 1}: {error}") from error
        return image


class PageRenderer:
    """One page in PDFium."""

    def __init__(self, page: Any, media: Box, rotate: int, corner: tuple[float, float]) -> None:
        self._page, self._media, self._turn = page, media, -rotate % 360
        left, bottom = corner
        right, top = left + media.width, bottom + media.height
        self._left, self._top = left, top
        page.set_mediabox(left, bottom, right, top)
        page.set_cropbox(left, bottom, right, top)  # the whole paper, including what viewers crop

    @property
    def height(self) -> float:
        """Of the page as PDFium measures it, points."""
        return float(self._page.get_height())

    def raster(self, scale: float, area: Box | None = None) -> Raster:
        """The pixels of `area` of the sheet, of the whole media box without one, at `scale` pixels a point."""
        clip = (self._media if area is None else area.overlap(self._media)) or self._media
        crop = (clip.x0 - self._media.x0, self._media.y1 - clip.y1, self._media.x1 - clip.x1, clip.y0 - self._media.y0)
        bitmap = self._page.render(scale=scale, grayscale=True, crop=crop, rotation=self._turn, may_draw_forms=False)
        columns, rows, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = memoryview(bitmap.buffer)
        grey = bytes(pixels) if stride == columns else b"".join(
            pixels[row * stride:row * stride + columns] for row in range(rows))
        pixels.release()
        bitmap.close()
        return Raster(columns, rows, grey, scale, clip.x0, clip.y0)

    def picture(self, scale: float, area: Box) -> Image:
        """`area` of the sheet in colours, as a viewer shows it, at `scale` pixels a point."""
        import PIL.Image

        clip = area.overlap(self._media) or self._media
        crop = (clip.x0 - self._media.x0, self._media.y1 - clip.y1, self._media.x1 - clip.x1, clip.y0 - self._media.y0)
        # PDFium writes what Pillow reads without another copy
        bitmap = self._page.render(scale=scale, crop=crop, rotation=self._turn, may_draw_forms=False,
                                   rev_byteorder=True, prefer_bgrx=True)
        size = bitmap.width, bitmap.height
        image = PIL.Image.frombuffer("RGBX", size, bitmap.buffer, "raw", "RGBX", bitmap.stride, 1).convert("RGB")
        bitmap.close()
        return image

    def whole(self, most_pixels: int) -> Raster:
        """The whole media box, as fine as a bounded number of pixels allows (144 dpi at most)."""
        area = max(1.0, self._media.width * self._media.height)
        return self.raster(min(2.0, (most_pixels / area) ** 0.5))

    def strips(self, scale: float, overlap: float) -> list[Box]:
        """Areas that cover the page in strips of bounded size; neighbours share `overlap` points."""
        height = max(2 * overlap, _STRIP_PIXELS / scale ** 2 / max(1.0, self._media.width))
        areas, top = [], self._media.y0
        while True:
            bottom = min(self._media.y1, top + height)
            areas.append(Box(self._media.x0, top, self._media.x1, bottom))
            if bottom >= self._media.y1:
                return areas
            top = bottom - overlap

    def text(self) -> str:
        """The characters, in the order of the content."""
        return str(self._words.get_text_range())

    def lines(self) -> list[tuple[Box, str]]:
        """Lines of words with the box around their ink, white space left out; points from the trim's top-left."""
        import ctypes

        from pypdfium2 import raw

        page = self._words.raw
        edges = [ctypes.c_double() for _ in range(4)]
        places, (left, right, bottom, top) = [ctypes.byref(edge) for edge in edges], edges
        unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
        lines: list[tuple[Box, str]] = []
        letters: list[str] = []
        ink: list[tuple[float, float, float, float]] = []
        for index in range(min(self._words.count_chars(), _MOST_CHARACTERS)):
            letter = chr(unicode_of(page, index))
            if letter in "\r\n":
                lines.extend(_line(ink, letters))
                letters, ink = [], []
                continue
            letters.append(letter)
            if not letter.isspace() and box_of(page, index, *places):
                ink.append((left.value, -top.value, right.value, -bottom.value))
        lines.extend(_line(ink, letters))
        across, down = self._media.x0 - self._left, self._media.y0 + self._top
        return [(each.moved(across, down), words) for each, words in lines]

    @property
    def _words(self) -> Any:
        if not hasattr(self, "_text_page"):
            self._text_page = self._page.get_textpage()
        return self._text_page


def _line(ink: list[tuple[float, float, float, float]], letters: list[str]) -> list[tuple[Box, str]]:
    """One line of words and the box around its letters; nothing without ink."""
    if not ink:
        return []
    lefts, tops, rights, bottoms = zip(*ink, strict=True)
    # PDFium counts in UTF-16: a character beyond the first 65,536 comes in two halves
    words = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return [(Box(min(lefts), min(tops), max(rights), max(bottoms)), words)]
