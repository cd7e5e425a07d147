"""The source PDF of a command: opened within bounds, and never written to."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from pressroom import files
from pressroom.artwork import placed_pages
from pressroom.artwork.placed_pages import Form
from pressroom.artwork.placed_pages.extraction import extract
from pressroom.brief import Brief, PageBrief
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.pdf.bounds import MOST_JUDGED_PAGES, MOST_PAGES
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.quiet import quiet
from pressroom.preflight.raster import NotRun
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

MOST_BYTES = 300 * 2**20
_WORDS = {
    "broken": N_("it is not a PDF, or a damaged one"), "encrypted": N_("it is locked with a password"),
    "pages": N_("it has no pages"), "large": N_("it is too large, or has more than 500 pages"),
}
_TOO_LONG = N_("it is too large, or has more than 5,000 pages")

FILE_NOT_OPENED = code(
    "file-not-opened",
    N_("Only a PDF that opens without repair and within size limits can be used; the file itself is not changed."),
    N_("Correct the path, or open the file in the program that made it and save it anew, without a password."))
WRITTEN_OVER = code(
    "written-over",
    N_("A source file is never overwritten: it may be the only copy."),
    N_("Name another file with -o, or move the existing one."))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol on the page as displayed.

    Attributes:
        url: its content.
        box: with its quiet zone; points from the top-left of the trim as displayed.
    """

    url: str
    box: Box


@dataclass(frozen=True, slots=True)
class Original:
    """A source PDF.

    Attributes:
        path: of the file.
        content: its bytes; the file is read once.
        proof: the bytes, opened.
    """

    path: Path
    content: bytes
    proof: Proof

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.proof.pages)

    def page(self, number: int) -> Page:
        """A page, counted from 1.

        Raises:
            Refused: there is no such page, or it exceeds the limits of drawing instructions.
        """
        if not 1 <= number <= self.pages:
            raise Refused([_refusal(self.path, N_("it has {count} pages, and no page {page}"), count=self.pages,
                                    page=number)])
        page = self.proof.pages[number - 1]
        if page.walk.over_budget:
            raise Refused([_refusal(self.path, N_("page {page} is too complex to draw: {reason}"),
                                    page=number, reason=page.walk.stop_reason)])
        return page

    def symbols(self, number: int, form: Form) -> list[Symbol]:
        """The QR symbols of a page, read back from its pixels.

        Raises:
            Refused: the page cannot be drawn.
        """
        page = self.page(number)
        try:
            symbols = page.symbols
        except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
            raise Refused([_refusal(self.path, N_("page {page} cannot be drawn: {reason}"), page=number,
                                    reason=str(trouble)[:160])]) from None
        return [Symbol(each.url, turn_box(each.quiet_zone, page.trim, form.rotate)) for each in symbols]


def turn_box(box: Box, trim: Box, rotate: int) -> Box:
    """A box of the unrotated page, on the page as displayed: rotated `rotate` degrees clockwise."""
    width, height = trim.width, trim.height
    if rotate == 90:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if rotate == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if rotate == 270:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return box


def open_original(path: Path, qr: tuple[str, ...] = (), *, long: bool = False) -> Original:
    """The PDF at `path`; `qr` are addresses to search for harder on its first page.

    It may have 500 pages; with `long`, where nothing is kept of a page that was read, 5,000.

    Raises:
        Refused: it cannot be read, or is not a usable PDF.
    """
    try:
        content = files.content(path, MOST_BYTES)
    except files.Unread as trouble:
        raise Refused([_refusal(path, N_("it cannot be read: {reason}"), reason=str(trouble))],
                      exit_code=2 if trouble.names_no_file else 1) from None
    return original_of(path, content, qr, long=long)


def original_of(path: Path, content: bytes, qr: tuple[str, ...] = (), *, long: bool = False) -> Original:
    """The PDF in `content`; `path` names it in findings."""
    with quiet() as complaints:
        proof = Proof(content, Brief(pages=(PageBrief(None, qr),)), complaints,
                      MOST_JUDGED_PAGES if long else MOST_PAGES)
    if proof.trouble:
        raise Refused([_refusal(path, _TOO_LONG if long and proof.trouble == "large" else _WORDS[proof.trouble])])
    return Original(path, content, proof)


def extract_pages(original: Original, pages: tuple[int, ...]) -> placed_pages.ExtractedPages:
    """Pages as forms, to place on other sheets.

    Raises:
        Refused: a page does not exist, is too complex, or cannot be placed.
    """
    for number in pages:
        original.page(number)
    with quiet():
        return extract(original.content, pages, original.path.name)


def lost_annotations(pages: placed_pages.ExtractedPages, path: Path) -> tuple[Finding, ...]:
    """Warnings about notes and empty fields over pages, which are not placed."""
    return tuple(finding(placed_pages.NOTES_LOST,
                         N_("not placed from page {page} of {file}: {count} {count|note or empty field|notes or empty "
                            "fields}"),
                         source=Place(path), count=form.omitted_notes, page=page, file=path.name)
                 for page, form in sorted(pages.forms.items()) if form.omitted_notes)


def _refusal(path: Path, message: str, /, **values: str | int) -> Finding:
    return Finding(FILE_NOT_OPENED.name, FILE_NOT_OPENED.severity, message, MappingProxyType(values),
                   source=Place(path))


def new_file(path: Path, source: Path, *, replace: bool) -> None:
    """Check that `path` may be written.

    Raises:
        Refused: it is the `source`, or it exists and `replace` is false.
    """
    same = path.exists() and source.exists() and path.samefile(source)
    if same or (path.exists() and not replace):
        raise Refused([finding(WRITTEN_OVER, N_("{file} exists already"), N_("name another file with -o"),
                               source=Place(path), file=path.name)], exit_code=2 if same else 1)
