"""The proof: one finished file on the table, opened once for every check."""

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
from pressroom.preflight.plates import Plates, Sheet, separated
from pressroom.preflight.raster import NotRun, PageRenderer, Raster, Renderer
from pressroom.preflight.symbols import Symbol, symbols
from pressroom.preflight.technical_inks import printed_alone
from pressroom.preflight.walk import walked
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
        asked: what the brief says of it; None when it says nothing.
    """

    def __init__(self, proof: Proof, number_from_1: int, leaf: Pdf, inherited: Mapping[str, Pdf],
                 asked: PageBrief | None) -> None:
        self.number, self.leaf, self.inherited, self.asked = number_from_1, leaf, inherited, asked
        self._proof = proof

    @cached_property
    def media(self) -> tuple[float, float, float, float]:
        """MediaBox in the page's own space; A4 when there is none that makes sense (a check says so)."""
        found = rectangle(items(self.inherited.get("/MediaBox"))[:4])
        return found if found and self.size_makes_sense(found) else _A4

    @staticmethod
    def size_makes_sense(box: tuple[float, float, float, float]) -> bool:
        """Whether a viewer can show it: 3 to 14,400 points either way (ISO 32000-1, annex C)."""
        return all(3 <= side <= LARGEST_PAGE for side in (box[2] - box[0], box[3] - box[1]))

    def corners(self, key: str) -> tuple[float, float, float, float] | None:
        """A page box in the page's own space; None when absent or senseless."""
        return rectangle(self.inherited.get(key)) if key in INHERITED else rectangle(entry(self.leaf, key))

    @cached_property
    def origin(self) -> tuple[float, float]:
        """The sheet's top-left corner in the page's own space: the trim's, the art box's, else the paper's."""
        box = self.corners("/TrimBox") or self.corners("/ArtBox") or self.corners("/CropBox") or self.media
        return box[0], box[3]

    def box(self, key: str) -> Box | None:
        """A page box on the sheet."""
        found = self.corners(key)
        return None if found is None else on_sheet(found, self.origin)

    @cached_property
    def paper(self) -> Box:
        """The media box on the sheet."""
        return on_sheet(self.media, self.origin)

    @cached_property
    def trim(self) -> Box:
        """The sheet after cutting; what stands in for it where no TrimBox does."""
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
        """How the page is turned when shown: 0, 90, 180 or 270."""
        return int(number(self.inherited.get("/Rotate"), 0.0) or 0) % 360 // 90 * 90

    @cached_property
    def walk(self) -> Walk:
        """What the content paints, read once."""
        matrix = (1.0, 0.0, 0.0, -1.0, -self.origin[0], self.origin[1])
        return walked(self.leaf, resolved(self.inherited.get("/Resources")), matrix, self._proof.budget,
                      self._proof.faces)

    @cached_property
    def renderer(self) -> PageRenderer:
        """The page as PDFium opens it; NotRun when it cannot, or when the walk found too much in it."""
        if self.walk.too_much:
            raise NotRun(f"the page was not drawn: {self.walk.stopped}")
        return self._proof.renderer.page(self.number - 1, self.paper, self.rotate)

    @cached_property
    def raster(self) -> Raster:
        """The whole page in grey pixels."""
        share = _PIXELS_OF_FILE // len(self._proof.pages)
        return self.renderer.whole(max(_LEAST_PIXELS, min(_MOST_PIXELS, share)))

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """QR symbols read back from the pixels."""
        return symbols(self.raster, self.renderer, self.walk, self.asked.qr if self.asked else (),
                       self._proof.brief.limits.qr_module)

    @cached_property
    def text(self) -> str:
        """The characters that PDFium extracts, as they come."""
        return self.renderer.text()

    @cached_property
    def lines(self) -> list[tuple[Box, str]]:
        """Runs of words and the boxes around them."""
        return self.renderer.lines()


class Proof:
    """A finished file and what was asked of it.

    Attributes:
        pdf: its bytes.
        brief: what it must be.
        trouble: why it cannot be judged at all; empty when it can.
        detail: more about the trouble, in English.
        catalogue, trailer: its root and trailer dictionaries.
        pages: in order.
        document: the file as it was opened; None when it cannot be.
        encrypted: whether it is encrypted, though it opens without a password.
        complaints: what had to be repaired.
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
        except Exception as error:  # whatever a hostile file makes the reader raise, RecursionError too
            detail = str(error) if isinstance(error, Unreadable) else f"{type(error).__name__}: {error}"
            self._fail("broken", detail[:200])

    def _fail(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble, self.detail = trouble, detail

    def _open(self) -> None:
        document = Document(self.pdf)
        self.document, self.encrypted = document, document.encrypted
        self.trailer, self.catalogue = document.trailer, document.catalogue()
        found: list[Page] = []
        for leaf in leaves(self.catalogue):
            asked = self.brief.pages[len(found)] if len(found) < len(self.brief.pages) else None
            found.append(Page(self, len(found) + 1, leaf.entries, leaf.inherited, asked))
            if len(found) > MOST_PAGES:
                return self._fail("large", f"more than {MOST_PAGES} pages")
        self.pages = tuple(found)
        if not found:
            return self._fail("pages")
        return self._fail("large", "a stream unfolds without end") if self._bomb() else None

    def _bomb(self) -> bool:
        """Whether some stream that PDFium would decode whole unfolds to more than an honest one."""
        try:
            for each in self.streams:
                content = decoded_if_large(each)
                if content is not None and _is_profile(content):
                    self._profiles[id(each)] = content  # decoding 2 MB twice would be a tenth of the judging
        except NotRun:  # too many objects to look at; the check that counts them says so
            return False
        except TooLarge:
            return True
        return self.document is not None and self.document.too_large

    @cached_property
    def renderer(self) -> Renderer:
        """The file as PDFium opens it, without the paths of tools, which are no ink.

        A file that we did not make is opened in a process of its own, and may not take for ever.
        """
        technical = self.brief.technical
        shown = printed_alone(self.pdf, technical) if technical else self.pdf
        return Renderer(shown) if self.brief.ours else renderer(shown)

    def rest(self) -> str:
        """Give back what drawing holds; why PDFium was ended, if it was."""
        held = self.__dict__.get("renderer")
        if not isinstance(held, GuardedRenderer):
            return ""
        held.close()
        return held.halted

    @cached_property
    def plates(self) -> tuple[Plates, ...]:
        """The separated plates of every page; NotRun without Ghostscript, or where it cannot."""
        if any(page.walk.too_much for page in self.pages):
            raise NotRun("the pages ask for too much work")
        if self._unseparated:  # a failure took its time, and is not tried again by the next check
            raise NotRun(self._unseparated)
        try:
            return tuple(separated(self.pdf, tuple(
                Sheet(page.number, page.paper, page.printed, page.rotate) for page in self.pages)))
        except NotRun as reason:
            self._unseparated = str(reason)
            raise

    @cached_property
    def objects(self) -> tuple[Pdf, ...]:
        """Every dictionary and stream that can be reached from the trailer; NotRun when there are too many."""
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
        """The one output intent; None when there is none, or when nobody knows which."""
        return self.intents[0] if len(self.intents) == 1 else None

    @cached_property
    def profile(self) -> bytes | None:
        """The output intent's profile; None when none is embedded that is one (ICC.1:2010, 7.2.1)."""
        found = entry(self.intent, "/DestOutputProfile")
        if id(found) in self._profiles:
            return self._profiles[id(found)]
        try:
            content = decoded(found) if is_stream(found) else b""
        except Undecodable:
            return None
        return content if _is_profile(content) else None

    @cached_property
    def shown(self) -> dict[Typeface, tuple[set[int], Page]]:
        """Every font that shows text: the codes shown, and the first page that does."""
        found: dict[Typeface, tuple[set[int], Page]] = {}
        for page in self.pages:
            for text in page.walk.texts:
                found.setdefault(text.face, (set(), page))[0].update(text.face.codes(text.shown))
        return found

    @cached_property
    def streams(self) -> tuple[Pdf, ...]:
        """Every stream."""
        return tuple(each for each in self.objects if is_stream(each))


def _is_profile(content: bytes) -> bool:
    return content[36:40] == b"acsp"  # ICC.1:2010, 7.2.1
