"""Pages as form XObjects, in plain bytes: the writer of a file needs no reader of PDFs."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom.artwork.placed_pages.boxes import Corners
from pressroom.findings import N_, code
from pressroom.records import dataclass, field, replace

Body = tuple["bytes | int", ...]


PAGE_NOT_TAKEN = code(
    "page-not-taken",
    N_("A page can only be placed if all of its artwork can be copied: anything omitted would be missing in print."),
    N_("Open the file in the program that made it and save it again as PDF/X-4, without password or layers."))


@dataclass(frozen=True, slots=True)
class Form:
    """One page as a form XObject.

    Attributes:
        body: its number among the bodies.
        media, bleed, trim: left, bottom, right, top in the page's own space.
        rotate: rotation for display, degrees clockwise.
        omitted_notes: number of notes and fields without an appearance over the page, which are not copied.
    """

    body: int
    media: Corners
    bleed: Corners
    trim: Corners
    rotate: int
    omitted_notes: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trim after rotation, in points."""
        width, height = self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]
        return (height, width) if self.rotate % 180 else (width, height)

    @property
    def own_bleed(self) -> float:
        """The smallest distance from bleed box to trim box, in points."""
        return max(0.0, min(self.trim[0] - self.bleed[0], self.trim[1] - self.bleed[1],
                            self.bleed[2] - self.trim[2], self.bleed[3] - self.trim[3]))


@dataclass(frozen=True, slots=True)
class ExtractedPages:
    """Pages of one file.

    Attributes:
        bodies: objects; a number in one is a reference to the body of that index.
        streams: the stream of each body, compressed; None for an object that is no stream.
        forms: by page, counted from 1.
        intent: the body of the output intent for PDF/X; None without one.
        standard: `PDF/X-4` when the file says so, else empty.
    """

    bodies: tuple[Body, ...]
    streams: tuple[bytes | None, ...]
    forms: dict[int, Form] = field(default_factory=dict)
    intent: int | None = None
    standard: str = ""


def join(parts: Iterable[ExtractedPages]) -> ExtractedPages:
    """Pages of one file that were extracted one by one, as one."""
    bodies: list[Body] = []
    streams: list[bytes | None] = []
    forms: dict[int, Form] = {}
    for part in parts:
        start = len(bodies)
        bodies += [tuple(each + start if isinstance(each, int) else each for each in body) for body in part.bodies]
        streams += part.streams
        forms |= {page: replace(form, body=form.body + start) for page, form in part.forms.items()}
    return ExtractedPages(tuple(bodies), tuple(streams), forms)
