"""The proof: one finished file, opened once for all checks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pressroom.brief import Brief, PageBrief
from pressroom.pdf.bounds import MOST_PAGES
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Locked, TooLarge, TooMuch, Undecodable, Unreadable
from pressroom.pdf.objects import (
    LARGEST_PAGE,
    Pdf,
    entry,
    is_stream,
    items,
    name,
    number,
    on_sheet,
    rectangle,
    resolved,
)
from pressroom.pdf.pages import INHERITED, leaves
from pressroom.pdf.reachable import reachable_objects
from pressroom.pdf.streams import decoded, decoded_if_large
from pressroom.preflight.guarded import GuardedRenderer, renderer
from pressroom.preflight.plates import Plates, Sheet, separate
from pressroom.preflight.raster import NotRun, PageRenderer, Raster, Renderer
from pressroom.preflight.symbols import Symbol, symbols
from pressroom.preflight.technical_inks import without_technical_inks
from pressroom.preflight.walk import walk_page
from pressroom.preflight.walk.painted import Walk
from pressroom.preflight.walk.state import Budget
from pressroom.preflight.walk.typeface import Typeface
from pressroom.preflight.walk.walker import Faces
from pressroom.sheet.geometry import Box

Trouble = Literal["", "broken", "encrypted", "pages", "large"]

_PIXELS_OF_FILE, _MOST_PIXELS, _LEAST_PIXELS = 90_000_000, 3_000_000, 250_000
_HALF_MARK = 0.25  # points
_A4 = (0.0, 0.0, 595.276, 841.89)


class Page:
    """One page of the proof.

    Attributes:
        number: counted from 1.
        leaf: its dictionary.
        inherited: MediaBox, CropBox, Resources and Rotate, its own or its ancestors'.
        brief: its requirements; None without any.
    """

    def __init__(self, proof: Proof, number: int, leaf: Pdf, inherited: Mapping[str, Pdf], brief: PageBrief | None):
        self.number, self.leaf, self.inherited, self.brief = number, leaf, inherited, brief
        self._proof = proof

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

    def box(self, key: str) -> Box | None:
        """A page box on the sheet."""
        corners = self.corners(key)
        return None if corners is None else on_sheet(corners, self.origin)

    @cached_property
    def paper(self) -> Box:
        """The media box on the sheet."""
        return on_sheet(self.media, self.origin)

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
        matrix = (1.0, 0.0, 0.0, -1.0, -self.origin[0], self.origin[1])
        return walk_page(self.leaf, resolved(self.inherited.get("/Resources")), matrix, self._proof.budget,
                         self._proof.faces)

    @cached_property
    def renderer(self) -> PageRenderer:
        """The page in PDFium; NotRun when it cannot be opened, or its content exceeds the budget."""
        if self.walk.over_budget:
            raise NotRun(f"the page was not drawn: {self.walk.stop_reason}")
        return self._proof.renderer.page(self.number - 1, self.paper, self.rotate)

    @cached_property
    def raster(self) -> Raster:
        """The whole page in grey pixels."""
        share = _PIXELS_OF_FILE // len(self._proof.pages)
        return self.renderer.whole(max(_LEAST_PIXELS, min(_MOST_PIXELS, share)))

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """QR symbols read back from the pixels."""
        return symbols(self.raster, self.renderer, self.walk, self.brief.qr if self.brief else (),
                       self._proof.brief.limits.qr_module)

    @cached_property
    def text(self) -> str:
        """The characters that PDFium extracts, unchanged."""
        return self.renderer.text()

    @cached_property
    def lines(self) -> list[tuple[Box, str]]:
        """Runs of words and the boxes around them."""
        return self.renderer.lines()


class Proof:
    """A finished file and its brief.

    Attributes:
        pdf: its bytes.
        brief: its requirements.
        trouble: why it cannot be checked; empty when it can.
        detail: more about the trouble, in English.
        catalogue, trailer: its root and trailer dictionaries.
        pages: in order.
        document: the file as it was opened; None when it cannot be.
        encrypted: whether it is encrypted, though it opens without a password.
        complaints: the repairs that reading it took.
    """

    def __init__(self, pdf: bytes, brief: Brief, complaints: list[str]) -> None:
        self.pdf, self.brief, self.complaints = pdf, brief, complaints
        self.trouble: Trouble = ""
        self.detail = self._unseparated = ""
        self.document: Document | None = None
        self.encrypted = False
        self.catalogue: Pdf = None
        self.trailer: Pdf = None
        self.pages: tuple[Page, ...] = ()
        self.budget = Budget()
        self.faces: Faces = {}
        self._profiles: dict[int, bytes] = {}
        try:
            self._open()
        except Locked:
            self._fail("encrypted")
        except (TooLarge, TooMuch) as bound:
            self._fail("large", str(bound))
        except Exception as error:  # a hostile file can make the reader raise anything, RecursionError included
            detail = str(error) if isinstance(error, Unreadable) else f"{type(error).__name__}: {error}"
            self._fail("broken", detail[:200])

    def _fail(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble, self.detail = trouble, detail

    def _open(self) -> None:
        document = Document(self.pdf)
        self.document, self.encrypted = document, document.encrypted
        self.trailer, self.catalogue = document.trailer, document.catalogue()
        pages: list[Page] = []
        for leaf in leaves(self.catalogue):
            page_brief = self.brief.pages[len(pages)] if len(pages) < len(self.brief.pages) else None
            pages.append(Page(self, len(pages) + 1, leaf.entries, leaf.inherited, page_brief))
            if len(pages) > MOST_PAGES:
                return self._fail("large", f"more than {MOST_PAGES} pages")
        self.pages = tuple(pages)
        if not pages:
            return self._fail("pages")
        return self._fail("large", "a stream decompresses beyond its bound") if self._bomb() else None

    def _bomb(self) -> bool:
        """Whether a stream that PDFium would decode whole decompresses beyond its bound."""
        try:
            for each in self.streams:
                content = decoded_if_large(each)
                if content is not None and _is_profile(content):
                    self._profiles[id(each)] = content  # decoding 2 MB again would take a tenth of preflight's time
        except NotRun:  # too many objects; the checks that read them report it
            return False
        except TooLarge:
            return True
        return self.document is not None and self.document.too_large

    @cached_property
    def renderer(self) -> Renderer:
        """The file in PDFium, without its technical inks.

        A file of another program is opened in a process of its own, within bounds.
        """
        technical = self.brief.technical
        printed = without_technical_inks(self.pdf, technical) if technical else self.pdf
        return Renderer(printed) if self.brief.ours else renderer(printed)

    def end_drawing(self) -> str:
        """End the drawing process; the reason if PDFium was stopped."""
        drawing = self.__dict__.get("renderer")
        if not isinstance(drawing, GuardedRenderer):
            return ""
        drawing.close()
        return drawing.halt_reason

    @cached_property
    def plates(self) -> tuple[Plates, ...]:
        """The separated plates of every page; NotRun without Ghostscript, or when it fails."""
        if any(page.walk.over_budget for page in self.pages):
            raise NotRun("the pages exceed the bound on drawing work")
        if self._unseparated:  # a slow failure is not tried again by the next check
            raise NotRun(self._unseparated)
        try:
            return tuple(separate(self.pdf, tuple(
                Sheet(page.number, page.paper, page.printed, page.rotate) for page in self.pages)))
        except NotRun as reason:
            self._unseparated = str(reason)
            raise

    @cached_property
    def objects(self) -> tuple[Pdf, ...]:
        """Every dictionary and stream reachable from the trailer; NotRun when there are too many."""
        broken: list[str] = []
        try:
            return reachable_objects(self.trailer, broken)
        except TooMuch as bound:
            raise NotRun(str(bound)) from None
        finally:
            self.complaints += [*(self.document.complaints if self.document else ()), *broken]

    @cached_property
    def intents(self) -> list[Pdf]:
        """Output intents for PDF/X."""
        return [each for each in items(entry(self.catalogue, "/OutputIntents"))
                if name(entry(each, "/S")) == "GTS_PDFX"]

    @property
    def intent(self) -> Pdf:
        """The output intent for PDF/X; None when there is none or more than one."""
        return self.intents[0] if len(self.intents) == 1 else None

    @cached_property
    def profile(self) -> bytes | None:
        """The output intent's profile; None without a valid embedded one (ICC.1:2010, 7.2.1)."""
        stream = entry(self.intent, "/DestOutputProfile")
        if id(stream) in self._profiles:
            return self._profiles[id(stream)]
        try:
            content = decoded(stream) if is_stream(stream) else b""
        except Undecodable:
            return None
        return content if _is_profile(content) else None

    @cached_property
    def fonts_shown(self) -> dict[Typeface, tuple[set[int], Page]]:
        """Every font that shows text, with the codes shown and the first page."""
        fonts: dict[Typeface, tuple[set[int], Page]] = {}
        for page in self.pages:
            for text in page.walk.texts:
                fonts.setdefault(text.face, (set(), page))[0].update(text.face.codes(text.string))
        return fonts

    @cached_property
    def streams(self) -> tuple[Pdf, ...]:
        """Every stream."""
        return tuple(each for each in self.objects if is_stream(each))


def _is_profile(content: bytes) -> bool:
    return content[36:40] == b"acsp"  # ICC.1:2010, 7.2.1
