"""One page drawn anew for an edition, and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.artwork.placed_pages import states
from pressroom.artwork.placed_pages.boxes import inherited
from pressroom.artwork.placed_pages.fields import over, with_fields
from pressroom.artwork.placed_pages.forms import Taken
from pressroom.artwork.placed_pages.objects import Pdf, entry, items, made
from pressroom.artwork.placed_pages.opening import hidden_layers, leaves, root_of
from pressroom.artwork.placed_pages.scanning import Unreadable
from pressroom.artwork.placed_pages.seen import Met
from pressroom.artwork.placed_pages.spaces import Inks
from pressroom.artwork.placed_pages.taking import Artwork, copied
from pressroom.artwork.placed_pages.transcribing import Transcript
from pressroom.findings import N_


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


def drawn(content: bytes, number: int, inks: Inks) -> Drawn:
    """A page (counted from 1) of a PDF in an edition's colours.

    Raises:
        Unreadable: it cannot be taken, with the reason; pypdf's own errors pass through.
    """
    root = root_of(content)
    page = leaves(root)[number - 1]
    if hidden_layers(root):
        raise Unreadable(N_("it has hidden layers, which would show"))
    transcript = Transcript(inks)
    above = over(page)
    plain = b"".join(transcript.unfolded(part) + b"\n" for part in _parts(page))
    resources = inherited(page, "/Resources")
    if above.drawn:
        plain, resources = with_fields(plain, resources, above)
    written, used = transcript.written(plain, resources)
    group = entry(page, "/Group")
    transcript.seen.group(group)
    kept = states.group(transcript, group) if isinstance(group, dict) else None
    artwork = Artwork(written, made(used), made(kept) if kept else None)
    return Drawn(copied(page, number, artwork), transcript.seen.met, above.lost)


def _parts(page: Pdf) -> list[Pdf]:
    found = entry(page, "/Contents")
    return [each for each in (items(found) if isinstance(found, list) else [found]) if hasattr(each, "get_data")]
