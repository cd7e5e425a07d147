"""The proof: one finished file, opened once for all checks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pressroom.brief import Brief
from pressroom.pdf.bounds import MOST_PAGES
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Locked, TooLarge, TooMuch, Undecodable, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, name
from pressroom.pdf.pages import leaves
from pressroom.pdf.reachable import reachable_objects
from pressroom.pdf.streams import decoded, decoded_if_large
from pressroom.preflight.guarded import GuardedRenderer, renderer
from pressroom.preflight.page import Page
from pressroom.preflight.plates import Plates, Sheet, separate
from pressroom.preflight.raster import NotRun, Renderer
from pressroom.preflight.stand_ins import with_stand_ins
from pressroom.preflight.technical_inks import without_technical_inks
from pressroom.preflight.walk.painted import PaintedPicture
from pressroom.preflight.walk.state import Budget
from pressroom.preflight.walk.typeface import Typeface
from pressroom.preflight.walk.walker import Faces

__all__ = ["Page", "Proof"]

Trouble = Literal["", "broken", "encrypted", "pages", "large"]


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
        if technical := self.brief.technical:
            printed = without_technical_inks(self.pdf, technical)
        else:
            printed = with_stand_ins(self.pdf, self.trailer, self._drawn()) if self.brief.ours else self.pdf
        return Renderer(printed) if self.brief.ours else renderer(printed)

    def _drawn(self) -> Iterator[tuple[PaintedPicture, float]]:
        """Every picture, and the pixels a point at which it is drawn."""
        for page in self.pages:
            yield from ((picture, page.scale) for picture in page.walk.pictures)

    def end_drawing(self) -> str:
        """End the drawing process; the reason if PDFium was stopped."""
        drawing = self.__dict__.get("renderer")
        if not isinstance(drawing, GuardedRenderer):
            return ""
        drawing.close()
        return drawing.halt_reason

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.pages)

    def __enter__(self) -> Proof:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything that was read and drawn: pages and streams refer to the file, and the file to them.

        A proof that is closed cannot be read any more.
        """
        if isinstance(drawing := self.__dict__.get("renderer"), Renderer):
            drawing.close()
        for page in self.pages:
            page.close()
        if self.document is not None:
            self.document.close()
        self.__dict__.clear()

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
