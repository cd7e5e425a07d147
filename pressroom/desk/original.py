"""A PDF that somebody brings to the desk: opened within bounds, looked at, never written to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pressroom import files
from pressroom.artwork import placed_pages
from pressroom.artwork.placed_pages import Form
from pressroom.brief import Brief, PageBrief
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.quiet import quiet
from pressroom.preflight.raster import NotRun
from pressroom.sheet.geometry import Box

MOST_BYTES = 300 * 2**20
_WORDS = {
    "broken": N_("it is no PDF, or a broken one"), "encrypted": N_("it is locked with a password"),
    "pages": N_("it has no pages"), "large": N_("it is too large, or has more than 500 pages"),
}

FILE_NOT_OPENED = code(
    "file-not-opened",
    N_("Only a PDF that opens without repair and within bounds can be worked on; the file itself is left as it is."),
    N_("Correct the path, or open the file in the program that made it and save it anew, without a password."))
WRITTEN_OVER = code(
    "written-over",
    N_("What somebody brought to the desk is never written over: it may be the only copy."),
    N_("Name another file with -o, or move the one that is there away."))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol of a page, as the page is seen.

    Attributes:
        url: what it says.
        box: with its quiet zone; points from the top-left of the trim as it is seen.
    """

    url: str
    box: Box


@dataclass(frozen=True, slots=True)
class Original:
    """A PDF that was brought.

    Attributes:
        path: where it lies.
        content: its bytes, all that is ever read of it.
        proof: the same, opened.
    """

    path: Path
    content: bytes
    proof: Proof

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.proof.pages)

    def page(self, number: int) -> Page:
        """A page, counted from 1.

        Raises:
            Refused: there is none of that number, or it asks for more work than an honest page would.
        """
        if not 1 <= number <= self.pages:
            raise Refused([_refusal(self.path, N_("it has {count} pages, and no page {page}"), count=self.pages,
                                    page=number)])
        page = self.proof.pages[number - 1]
        if page.walk.over_budget:
            raise Refused([_refusal(self.path, N_("page {page} asks for more work than any honest page: {reason}"),
                                    page=number, reason=page.walk.stop_reason)])
        return page

    def symbols(self, number: int, form: Form) -> list[Symbol]:
        """The QR symbols of a page, read back from its pixels.

        Raises:
            Refused: the page cannot be drawn.
        """
        page = self.page(number)
        try:
            found = page.symbols
        except (NotRun, RuntimeError, ValueError, MemoryError) as trouble:
            raise Refused([_refusal(self.path, N_("page {page} cannot be drawn: {reason}"), page=number,
                                    reason=str(trouble)[:160])]) from None
        return [Symbol(each.url, turned(each.quiet_zone, page.trim, form.rotate)) for each in found]


def turned(box: Box, trim: Box, rotate: int) -> Box:
    """A box of the unturned sheet where it is seen once the page is turned `rotate` degrees clockwise."""
    width, height = trim.width, trim.height
    if rotate == 90:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if rotate == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if rotate == 270:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return box


def opened(path: Path, qr: tuple[str, ...] = ()) -> Original:
    """The PDF at `path`; `qr` are addresses that are looked for harder on its first page.

    Raises:
        Refused: it cannot be read, or is no PDF that the desk works on.
    """
    try:
        content = files.content(path, MOST_BYTES)
    except files.Unread as trouble:
        raise Refused([_refusal(path, N_("it cannot be read: {reason}"), reason=str(trouble))],
                      exit_code=2 if trouble.names_no_file else 1) from None
    return of_bytes(path, content, qr)


def of_bytes(path: Path, content: bytes, qr: tuple[str, ...] = ()) -> Original:
    """The same for bytes that are already here; `path` names them in findings."""
    with quiet() as complaints:
        proof = Proof(content, Brief(pages=(PageBrief(None, qr),)), complaints)
    if proof.trouble:
        raise Refused([_refusal(path, _WORDS[proof.trouble])])
    return Original(path, content, proof)


def forms(original: Original, pages: tuple[int, ...]) -> placed_pages.ExtractedPages:
    """Pages taken out, to be placed on other sheets.

    Raises:
        Refused: one is not there, asks for too much, or cannot be taken.
    """
    for number in pages:
        original.page(number)
    with quiet():
        return placed_pages.extract(original.content, pages, original.path.name)


def lost(taken: placed_pages.ExtractedPages, path: Path) -> tuple[Finding, ...]:
    """Warnings about notes and empty fields that lie over pages, and do not come with them."""
    return tuple(finding(placed_pages.NOTES_LOST,
                         N_("{count} notes or empty fields over page {page} of {file} are not placed"),
                         source=Place(path), count=form.omitted_notes, page=page, file=path.name)
                 for page, form in sorted(taken.forms.items()) if form.omitted_notes)


def _refusal(path: Path, said: str, /, **values: str | int) -> Finding:
    return Finding(FILE_NOT_OPENED.name, FILE_NOT_OPENED.severity, said, MappingProxyType(values), source=Place(path))


def new_file(path: Path, sources: tuple[Path, ...], *, replace: bool = False) -> None:
    """See that `path` may be written.

    Raises:
        Refused: it is one of the `sources`, or is there already and is not to be replaced.
    """
    same = any(path.exists() and source.exists() and path.samefile(source) for source in sources)
    if same or (path.exists() and not replace):
        raise Refused([finding(WRITTEN_OVER, N_("{file} is there already"), N_("name another file with -o"),
                               source=Place(path), file=path.name)], exit_code=2 if same else 1)
