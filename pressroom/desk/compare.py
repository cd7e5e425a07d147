"""What differs from one PDF to another: words, pixels, plates, inks, boxes, fonts, pictures, metadata and tags.

Pages whose objects are equal are equal in everything, and are not drawn; of the others each kind is compared by
itself. What cannot be compared is a finding, never silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom import programs
from pressroom.desk.comparison.boxes import boxes
from pressroom.desk.comparison.difference import TITLES, Difference, PageChange, difference
from pressroom.desk.comparison.digest import Digests, TooMany
from pressroom.desk.comparison.drawn import MOST_PAGES, Drawing
from pressroom.desk.comparison.intent import intent
from pressroom.desk.comparison.inventory import Inventory, inventories_differ, inventory_differences
from pressroom.desk.comparison.metadata import apart, metadata
from pressroom.desk.comparison.other import annotated, other
from pressroom.desk.comparison.overprint import overprint
from pressroom.desk.comparison.page_pictures import PagePictures
from pressroom.desk.comparison.pairs import Pair
from pressroom.desk.comparison.pictures import pictures
from pressroom.desk.comparison.sequences import words_changed
from pressroom.desk.comparison.tags import TooManyTags, tags
from pressroom.desk.original import Original
from pressroom.desk.rendering import NO_OVERPRINT
from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.pdf.objects import raw_entry
from pressroom.preflight.page import Page
from pressroom.preflight.raster import NotRun
from pressroom.preflight.text_matching import normalized
from pressroom.preflight.walk.state import Budget
from pressroom.records import dataclass

_A_SHARE = 100  # pages that share a budget, and a drawing process
_OWN = frozenset(("/Annots", "/Parent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified", "/DPart",
                  "/MediaBox", "/CropBox", "/Resources", "/Rotate", "/B", "/Tabs", "/Thumb"))
"""Entries of a page that are compared by themselves, inherited, or nothing of what it shows."""

TOO_MUCH_TO_COMPARE = code(
    "too-much-to-compare",
    N_("Each page that differs is drawn and separated twice, which takes too long for more than sixty pages. Words, "
       "inks, boxes, fonts and pictures of all pages are compared."),
    N_("Compare the files in parts, to see the pixels and plates of every page."), severity=Severity.NOT_RUN)
NOT_COMPARED = code(
    "not-compared",
    N_("A part of the comparison could not be made; what it would have found is unknown."),
    N_("Install Ghostscript for plates, or look at the page with render.py proof."), severity=Severity.NOT_RUN)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two files.

    Attributes:
        old, new: their names.
        differences: of the file and of each page, in the order of kinds.
        pages: the pages whose words or pixels changed, or whose plates differ, with pictures.
        apart: what only tells the files apart: dates, identifiers, pages that are written in another way.
        findings: what was not compared.
        old_count, count: how many pages each file has.
        condition: the printing condition through which both were drawn; empty without one.
        plates_by: how plates were compared: `separated`, by `content`, in `both` ways, or `none` where no page differs.
        open_kinds: kinds of which something was not compared.
        unread: whether that was because a page cannot be read or drawn.
    """

    old: str
    new: str
    differences: tuple[Difference, ...]
    pages: tuple[PageChange, ...]
    apart: tuple[Difference, ...]
    findings: tuple[Finding, ...]
    old_count: int
    count: int
    condition: str
    plates_by: str
    open_kinds: frozenset[str]
    unread: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of differences, in order."""
        found = {each.kind for each in self.differences}
        return tuple(kind for kind in TITLES if kind in found)

    @property
    def equal(self) -> bool:
        """Whether all that was compared is equal, and everything was compared."""
        return not self.differences and not self.findings


def compare_files(old: Original, new: Original) -> Comparison:
    """The comparison of two files; they are read and drawn within bounds of time and memory."""
    try:
        return _Comparing(old, new).whole()
    finally:
        for file in (old, new):
            file.proof.end_drawing()


class _Comparing:
    """A comparison while it is made."""

    def __init__(self, old: Original, new: Original) -> None:
        self.old, self.new = old, new
        self.digests = Digests(), Digests()
        self.inventories = Inventory(), Inventory()
        self.drawing = Drawing(old, new)
        self.page_pictures = PagePictures(self.drawing)
        self.found: list[Difference] = []
        self.apart: list[Difference] = []
        self.pages: list[PageChange] = []
        self.missed: list[Finding] = []
        self.open: set[str] = set()

    def whole(self) -> Comparison:
        """Compare page after page, then the files."""
        if self.old.content != self.new.content:
            self._every_page()
            self._files()
        order = [*TITLES]
        self.found.sort(key=lambda each: (order.index(each.kind), each.page))
        return Comparison(self.old.path.name, self.new.path.name, tuple(self.found), tuple(self.pages),
                          tuple(self.apart), (*self._drawn_findings(), *self.missed), self.old.pages, self.new.pages,
                          self.drawing.condition if self.page_pictures.through_condition else "",
                          self.page_pictures.plates_by, self._open_kinds(), bool(self.missed))

    def _open_kinds(self) -> frozenset[str]:
        drawn = {"pixels", "plates"} if self.drawing.omitted else set[str]()
        if self.page_pictures.unseparated:
            drawn.add("plates")
        return frozenset(drawn | self.open)

    def _every_page(self) -> None:
        alike, shared = list[int](), min(self.old.pages, self.new.pages)
        layers = self._same(self.old.proof.catalogue, self.new.proof.catalogue, "/OCProperties")
        for number in range(1, shared + 1):
            if number % _A_SHARE == 1:
                self._begin_share()
            pair = Pair(number, self.old.proof.pages[number - 1], self.new.proof.pages[number - 1])
            if layers and self._equal_pages(pair):
                alike.append(number)
                self.found += annotated(pair, self.digests)
            else:
                self._page(pair)
            self.old.proof.let_go(pair.old)
            self.new.proof.let_go(pair.new)
        self._more_pages(shared)
        self._inventory_of(alike)

    def _begin_share(self) -> None:
        for file in (self.old, self.new):
            file.proof.budget = Budget()
            file.proof.end_drawing()
            file.proof.__dict__.pop("renderer", None)

    def _equal_pages(self, pair: Pair) -> bool:
        """Whether all objects of both pages are equal, so that nothing can differ."""
        try:
            each = [(page.rotate, digests.of_entries(page.leaf, _OWN), digests.of(page.inherited.get("/MediaBox")),
                     digests.of(page.inherited.get("/CropBox")), digests.of(page.inherited.get("/Resources") or {}))
                    for page, digests in zip((pair.old, pair.new), self.digests, strict=True)]
        except TooMany:
            return False
        return each[0] == each[1] and self._same(pair.old.leaf, pair.new.leaf, "/Annots")

    def _same(self, one: object, another: object, key: str) -> bool:
        try:
            return self.digests[0].of(raw_entry(one, key)) == self.digests[1].of(raw_entry(another, key))
        except TooMany:
            return False

    def _page(self, pair: Pair) -> None:
        """Compare a page whose objects differ."""
        before = len(self.found)
        for page in (pair.old, pair.new):
            if reason := page.walk.stop_reason:
                self._missed(N_("page {page}: its content was not compared whole: {reason}"), pair.number, reason)
                self.open |= {"spots", "overprint", "fonts", "pictures"}
        for page, inventory, digests in zip((pair.old, pair.new), self.inventories, self.digests, strict=True):
            inventory.add(page, digests)
        self.found += [*boxes(pair), *overprint(pair), *pictures(pair, self.digests),
                       *annotated(pair, self.digests)]
        gone, come = self._words(pair)
        if gone or come:
            self.found.append(difference("words", N_("words: gone {was}; new {now}"), pair.number,
                                         was=_quoted(gone), now=_quoted(come)))
        self._drawn(pair, gone, come)
        if len(self.found) == before:
            self.apart.append(difference("other", N_("the page is written in another way; nothing that is compared "
                                                     "differs"), pair.number))

    def _drawn(self, pair: Pair, gone: tuple[str, ...], come: tuple[str, ...]) -> None:
        result = self.page_pictures.page(pair, self.digests)
        self.found += result.found
        for sentence, reason in result.missed:
            self._missed(sentence, pair.number, reason, "pixels")
        change = PageChange(pair.number, gone, come, result.areas, result.share, result.before, result.picture,
                            result.plates)
        if change.changed or change.plates:
            self.pages.append(change)

    def _words(self, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
        try:
            before, after = (normalized(page.text) for page in (pair.old, pair.new))
        except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
            self._missed(N_("page {page}: its words were not compared: {reason}"), pair.number, str(trouble), "words")
            return (), ()
        if pair.old.rotate != pair.new.rotate and sorted(before.split()) == sorted(after.split()):
            return (), ()  # PDFium's order of words follows the rotation
        return words_changed(before, after)

    def _more_pages(self, shared: int) -> None:
        """Pages that one file has and the other has not."""
        if self.old.pages == self.new.pages:
            return
        self.found.append(difference("pages", N_("{count} {count|page|pages} instead of {was}"), count=self.new.pages,
                                     was=self.old.pages))
        longer, inventory = (self.old, self.inventories[0]) if self.old.pages > shared else (
            self.new, self.inventories[1])
        digests = self.digests[0 if longer is self.old else 1]
        for page in longer.proof.pages[shared:]:
            if page.number % _A_SHARE == 1:
                self._begin_share()
            inventory.add(page, digests)
            text = (self._text(page),)
            gone, come = (text, ()) if longer is self.old else ((), text)
            self.pages.append(PageChange(page.number, gone, come, areas=-1))
            longer.proof.let_go(page)

    def _text(self, page: Page) -> str:
        try:
            return normalized(page.text)
        except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
            self._missed(N_("page {page}: its words were not compared: {reason}"), page.number, str(trouble), "words")
            return ""

    def _inventory_of(self, alike: Iterable[int]) -> None:
        """Add what pages that are alike have, to know what is on one side only: as far as that is open."""
        for number in alike:
            if not inventories_differ(*self.inventories):
                break
            page = self.old.proof.pages[number - 1]
            if number % _A_SHARE == 1:
                self._begin_share()
            for inventory in self.inventories:
                inventory.add(page, self.digests[0])
            self.old.proof.let_go(page)
        self.found += inventory_differences(*self.inventories)

    def _files(self) -> None:
        """Compare what is not on pages."""
        old, new = self.old.proof, self.new.proof
        self.found += intent(old, new)
        self.found += metadata(old, new)
        self.apart += apart(old, new)
        self.found += other(old, new, self.digests)
        try:
            self.found += tags(old, new)
        except TooManyTags:
            self.open.add("tags")
            self.missed.append(finding(NOT_COMPARED, N_("the tags were not compared: there are too many"),
                                       source=Place(self.new.path)))

    def _missed(self, sentence: str, page: int, reason: str, kind: str = "") -> None:
        self.open |= {kind} - {""}
        self.missed.append(finding(NOT_COMPARED, sentence, source=Place(self.new.path), page=page,
                                   reason=reason[:200]))

    def _drawn_findings(self) -> Iterator[Finding]:
        if self.drawing.omitted:
            yield finding(TOO_MUCH_TO_COMPARE, N_("{count} {count|page|pages} that {count|differs was|differ were} not "
                                                  "drawn, from page {page} on: pixels were not compared there, and "
                                                  "plates by what the content says"), source=Place(self.new.path),
                          measured=len(self.drawing.omitted) + self.page_pictures.drawn, limit=MOST_PAGES,
                          count=len(self.drawing.omitted), page=self.drawing.omitted[0])
        if self.page_pictures.drawn and self.drawing.unsimulated:
            yield finding(NO_OVERPRINT, N_("overprint is not simulated, and colours do not go through the printing "
                                           "condition"), N_("install Ghostscript"), source=Place(self.new.path))
        if reason := self.page_pictures.unseparated:
            hint = "" if programs.ghostscript() else N_("install Ghostscript")
            yield finding(NOT_COMPARED, N_("plates were compared by what the content says, not separated: {reason}"),
                          hint, source=Place(self.new.path), reason=reason)


def _quoted(runs: Iterable[str]) -> str:
    return ", ".join(f"“{each}”" for each in runs) or "-"
