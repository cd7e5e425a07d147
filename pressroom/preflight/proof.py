"""The proof: one finished file, opened once for all checks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import cached_property
from typing import Literal

from pressroom.brief import Brief
from pressroom.pdf.bounds import MOST_OBJECTS, MOST_OBJECTS_A_PAGE, MOST_PAGES
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Locked, TooLarge, TooMuch, Undecodable, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items, name, raw_entry
from pressroom.pdf.pages import leaves
from pressroom.pdf.source import HeldFile, begin, whole
from pressroom.pdf.streams import decoded
from pressroom.preflight.document_parts import Parts, walked
from pressroom.preflight.facts import Facts
from pressroom.preflight.guarded import GuardedRenderer, renderer
from pressroom.preflight.kept_pictures import KeptPictures, Store
from pressroom.preflight.page import Page
from pressroom.preflight.plates import Plates, Sheet, separate
from pressroom.preflight.raster import NotRun, Renderer
from pressroom.preflight.stand_ins import with_stand_ins
from pressroom.preflight.survey import Survey, is_profile, surveyed
from pressroom.preflight.technical_inks import without_technical_inks
from pressroom.preflight.walk.painted import PaintedPicture
from pressroom.preflight.walk.state import Budget
from pressroom.preflight.walk.typeface import FontKey, Typeface
from pressroom.preflight.walk.walker import Faces

__all__ = ["Page", "Proof"]

_HEAD = 2**16  # bytes
_MOST_FACES = 64  # fonts that are not read again for the next page

Trouble = Literal["", "broken", "encrypted", "pages", "large"]


class Proof:
    """A finished file and its brief.

    Attributes:
        pdf: its bytes, or the open file.
        brief: its requirements.
        trouble: why it cannot be checked; empty when it can.
        detail: more about the trouble, in English.
        catalogue, trailer: its root and trailer dictionaries.
        pages: in order; those that it shows, where it was made by `showing`.
        count: how many pages the file has.
        facts: what is known of the pages that have been let go.
        summed_pictures: object numbers of the pictures whose ink was summed.
        whole_pictures: those of the pictures that were looked at for damage.
        document: the file as it was opened; None when it cannot be.
        encrypted: whether it is encrypted, though it opens without a password.
        complaints: the repairs that reading it took.
        pictures: what is known of its large photographs.
    """

    def __init__(self, pdf: bytes | HeldFile, brief: Brief, complaints: list[str], most_pages: int = MOST_PAGES,
                 store: Store | None = None) -> None:
        self.pdf, self.brief, self.complaints = pdf, brief, complaints
        self._most_pages = most_pages
        self.pictures = KeptPictures(store)
        self.trouble: Trouble = ""
        self.detail = self._unseparated = ""
        self.document: Document | None = None
        self.encrypted = False
        self.catalogue: Pdf = None
        self.trailer: Pdf = None
        self.pages: tuple[Page, ...] = ()
        self.count = 0
        self._page_numbers: dict[tuple[int, int], int] = {}
        self.budget = Budget()
        self.faces: Faces = {}
        self.facts = Facts()
        self.summed_pictures: set[int] = set()
        self.whole_pictures: set[int] = set()
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
        for leaf in leaves(self.catalogue, self._most_pages):
            page_brief = self.brief.pages[len(pages)] if len(pages) < len(self.brief.pages) else None
            pages.append(Page(self, len(pages) + 1, leaf.entries, leaf.inherited, page_brief))
            self._page_numbers.setdefault(leaf.identity, len(pages))
            document.let_go()
            if len(pages) > self._most_pages:
                return self._fail("large", f"more than {self._most_pages} pages")
        self.pages, self.count = tuple(pages), len(pages)
        if not pages:
            return self._fail("pages")
        return self._fail("large", "a stream decompresses beyond its bound") if self._bomb() else None

    def _bomb(self) -> bool:
        """Whether a stream that PDFium would decode whole decompresses beyond its bound."""
        return self._survey.bomb or (self.document is not None and self.document.too_large)

    @cached_property
    def renderer(self) -> Renderer:
        """The file in PDFium, without its technical inks.

        A file of another program is opened in a process of its own, within bounds.
        """
        if technical := self.brief.technical:
            printed: bytes | HeldFile = without_technical_inks(whole(self.pdf), technical)
        else:
            printed = (with_stand_ins(whole(self.pdf), self.trailer, self._drawn(), self.pictures)
                       if self.brief.ours else self.pdf)
        return Renderer(printed) if self.brief.ours else renderer(printed)

    @cached_property
    def pages_drawn(self) -> int:
        """How many pages PDFium counts."""
        return len(self.renderer)

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the file, which hold its header."""
        return begin(self.pdf, _HEAD)

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

    def part(self) -> Proof:
        """The same proof with a budget, fonts, facts and a drawing process of its own, for some of its pages.

        Its pages refer to it, not to this proof.
        """
        part = copy(self)
        part.budget, part.faces, part.facts = Budget(), {}, Facts()
        part.summed_pictures, part.whole_pictures = set(), set()
        part.__dict__.pop("renderer", None)
        part.pages = tuple(page.of(part) for page in self.pages)
        return part

    def showing(self, page: Page) -> Proof:
        """The same proof with one page only; it shares everything else."""
        view = copy(self)
        view.pages = (page,)
        return view

    def showing_fonts(self) -> Iterator[Proof]:
        """The same proof for each font that shows text, with that font only; it is let go before the next."""
        for key, (codes, number) in list(self.facts.fonts.items()):
            view, page = copy(self), self.pages[number - 1]
            view.fonts_shown = {self._face(key, page): (codes, page)}
            yield view
            self.faces.pop(key, None)

    def _face(self, key: FontKey, page: Page) -> Typeface:
        """A font; one that is inside another object is found by walking the first page that shows it again."""
        if key not in self.faces and isinstance(key, tuple) and self.document is not None:
            self.faces[key] = Typeface(self.document.object(*key), key)
        elif key not in self.faces:
            self.budget = Budget()
            _ = page.walk
            page.let_go()
        return self.faces[key]

    def let_go(self, page: Page) -> None:
        """Let go of a page whose checks have run, of fonts that were read long before it, and of many objects."""
        page.let_go()
        for key in list(self.faces)[:-_MOST_FACES]:
            del self.faces[key]
        if self.document is not None:
            self.document.let_go()

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

    @property
    def tools(self) -> frozenset[str]:
        """Plates that are for tools and print nothing: technical inks, and inks of processing steps alone."""
        return frozenset(self.brief.technical) | (self.facts.stepped - self.facts.unstepped)

    @cached_property
    def plates(self) -> tuple[Plates, ...]:
        """The separated plates of every page; NotRun without Ghostscript, or when it fails."""
        if any(page.excess for page in self.pages):
            raise NotRun("the pages exceed the bound on drawing work")
        if self._unseparated:  # a slow failure is not tried again by the next check
            raise NotRun(self._unseparated)
        try:
            return tuple(separate(whole(self.pdf), tuple(
                Sheet(page.number, page.paper, page.printed, page.rotate, self.brief.scale) for page in self.pages),
                self.tools))
        except NotRun as reason:
            self._unseparated = str(reason)
            raise

    @cached_property
    def _survey(self) -> Survey:
        beyond = max(0, len(self.pages) - MOST_PAGES)
        broken: list[str] = []
        try:
            return surveyed(self.document, broken, MOST_OBJECTS + MOST_OBJECTS_A_PAGE * beyond)
        finally:
            self.complaints += [*(self.document.complaints if self.document else ()), *broken]

    @property
    def survey(self) -> Survey:
        """What is known of every object reachable from the trailer; NotRun when there are too many."""
        if self._survey.excess:
            raise NotRun(self._survey.excess)
        return self._survey

    @cached_property
    def document_parts(self) -> Parts:
        """What is known of the document parts of the file."""
        let_go = self.document.let_go if self.document else lambda: None
        return walked(self.catalogue, self._page_numbers, [page.leaf for page in self.pages], let_go)

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
        raw, stream = raw_entry(self.intent, "/DestOutputProfile"), entry(self.intent, "/DestOutputProfile")
        if hasattr(raw, "idnum") and raw.idnum in self._survey.profiles:
            return self._survey.profiles[raw.idnum]
        try:
            content = decoded(stream) if is_stream(stream) else b""
        except Undecodable:
            return None
        return content if is_profile(content) else None

    @cached_property
    def fonts_shown(self) -> dict[Typeface, tuple[set[int], Page]]:
        """Every font that shows text on the pages so far, with the codes shown and the first page."""
        return {self._face(key, page): (codes, page) for key, (codes, number) in self.facts.fonts.items()
                for page in [self.pages[number - 1]]}
