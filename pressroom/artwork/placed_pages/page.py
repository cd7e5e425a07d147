"""One page transcribed for an edition, and extracted."""

from __future__ import annotations

from pressroom.artwork.placed_pages import states
from pressroom.artwork.placed_pages.annotations import annotations_of, draw_fields
from pressroom.artwork.placed_pages.extraction import Artwork, copy_page, open_document
from pressroom.artwork.placed_pages.forms import ExtractedPages
from pressroom.artwork.placed_pages.objects import pdf_object
from pressroom.artwork.placed_pages.observations import Observations
from pressroom.artwork.placed_pages.spaces import Inks
from pressroom.artwork.placed_pages.transcript import Transcript
from pressroom.findings import N_
from pressroom.pdf.errors import TooLarge, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items
from pressroom.pdf.pages import all_pages, hidden_layers
from pressroom.records import dataclass


@dataclass(frozen=True, slots=True)
class PageEdition:
    """A page transcribed for an edition.

    Attributes:
        pages: its form.
        observations: what a press or a reader may refuse, by kind.
        omitted_notes: number of notes over it, which are not placed.
    """

    pages: ExtractedPages
    observations: Observations
    omitted_notes: int


class NoSuchPage(Unreadable):
    """The file has no page of that number.

    Attributes:
        pages: number of pages.
    """

    def __init__(self, pages: int) -> None:
        super().__init__(N_("it has no such page"))
        self.pages = pages


def transcribe_page(content: bytes, number: int, inks: Inks) -> PageEdition:
    """A page (counted from 1) of a PDF in an edition's colours.

    Raises:
        Unreadable: it cannot be placed, with the reason.
    """
    document, catalogue = open_document(content)
    pages = all_pages(catalogue)
    if number > len(pages):
        raise NoSuchPage(len(pages))
    if hidden_layers(catalogue):
        raise Unreadable(N_("it has hidden layers, which would show"))
    page, transcript = pages[number - 1], Transcript(inks)
    annotations = annotations_of(page.entries)
    plain = b"".join(transcript.decoded_content(part) + b"\n" for part in _parts(page.entries))
    resources = page.inherited.get("/Resources")
    if annotations.appearances:
        plain, resources = draw_fields(plain, resources, annotations)
    operators, used_resources = transcript.transcribe(plain, resources)
    group = entry(page.entries, "/Group")
    transcript.observer.group(group)
    page_group = states.group(transcript, group) if isinstance(group, dict) else None
    artwork = Artwork(operators, pdf_object(used_resources), pdf_object(page_group) if page_group else None)
    form = copy_page(page, number, artwork)
    if document.too_large:
        raise TooLarge(N_("its objects decompress to more than 64 MB"))
    return PageEdition(form, transcript.observer.observations, annotations.omitted_notes)


def _parts(page: Pdf) -> list[Pdf]:
    contents = entry(page, "/Contents")
    return [each for each in (items(contents) if isinstance(contents, list) else [contents]) if is_stream(each)]
