"""One page drawn anew for an edition, and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.artwork.placed_pages import states
from pressroom.artwork.placed_pages.annotations import over, with_fields
from pressroom.artwork.placed_pages.extraction import Artwork, copied, opened
from pressroom.artwork.placed_pages.forms import Taken
from pressroom.artwork.placed_pages.objects import made
from pressroom.artwork.placed_pages.observations import Met
from pressroom.artwork.placed_pages.spaces import Inks
from pressroom.artwork.placed_pages.transcript import Transcript
from pressroom.findings import N_
from pressroom.pdf.errors import TooLarge, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, items
from pressroom.pdf.pages import all_pages, hidden_layers


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page, drawn anew.

    Attributes:
        taken: its form.
        met: what was seen on the way.
        lost: what lay over it and is not shown.
    """

    taken: Taken
    met: Met
    lost: int


class NoSuchPage(Unreadable):
    """A page that is not there.

    Attributes:
        pages: how many there are.
    """

    def __init__(self, pages: int) -> None:
        super().__init__(N_("it has no such page"))
        self.pages = pages


def drawn(content: bytes, number: int, inks: Inks) -> Drawn:
    """A page (counted from 1) of a PDF in an edition's colours.

    Raises:
        Unreadable: it cannot be taken, with the reason.
    """
    document, catalogue = opened(content)
    pages = all_pages(catalogue)
    if number > len(pages):
        raise NoSuchPage(len(pages))
    if hidden_layers(catalogue):
        raise Unreadable(N_("it has hidden layers, which would show"))
    page, transcript = pages[number - 1], Transcript(inks)
    above = over(page.entries)
    plain = b"".join(transcript.unfolded(part) + b"\n" for part in _parts(page.entries))
    resources = page.inherited.get("/Resources")
    if above.drawn:
        plain, resources = with_fields(plain, resources, above)
    written, used = transcript.written(plain, resources)
    group = entry(page.entries, "/Group")
    transcript.seen.group(group)
    kept = states.group(transcript, group) if isinstance(group, dict) else None
    artwork = Artwork(written, made(used), made(kept) if kept else None)
    form = copied(page, number, artwork)
    if document.too_large:
        raise TooLarge(N_("its objects decompress to more than 64 MB"))
    return Drawn(form, transcript.seen.met, above.lost)


def _parts(page: Pdf) -> list[Pdf]:
    found = entry(page, "/Contents")
    return [each for each in (items(found) if isinstance(found, list) else [found]) if is_stream(each)]
