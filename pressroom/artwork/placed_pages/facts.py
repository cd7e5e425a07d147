"""A page of a PDF as a picture: its facts, and its form for either edition."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom import files
from pressroom.artwork.placed_pages.forms import PAGE_NOT_TAKEN, ExtractedPages
from pressroom.cache import Cache, key
from pressroom.findings import N_, Place, Refused, finding
from pressroom.records import dataclass, field

if TYPE_CHECKING:
    from pressroom.colour.profiles import Profile

MOST_FILE_BYTES = 200 * 2**20
_ENGINE = "placed page 3"  # part of every cache key: a new number invalidates the stored answers


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page of a PDF, inspected.

    Attributes:
        file: its path.
        sha256: of its bytes, hex.
        page: counted from 1.
        size: width and height of what is shown (trim box, else art box, else crop box, else media box), as it is
        size: width and height of the trim box (else art box, crop box, media box) after rotation, in points.
        observations: what a press or a reader may refuse, by kind (see `findings`).
        omitted_notes: number of notes and unfilled fields over the page, which are not placed.
        place: where the specification names it.
    """

    file: Path
    sha256: str
    page: int
    size: tuple[float, float]
    observations: dict[str, list[list[str]]] = field(default_factory=dict)
    omitted_notes: int = 0
    place: Place | None = None


def is_pdf(file: Path) -> bool:
    """Whether a file is a PDF by its name or its first bytes."""
    if file.suffix.lower() == ".pdf":
        return True
    try:
        with files.opened(file) as stream:
            return stream.read(5) == b"%PDF-"
    except OSError:
        return False


def inspect(file: Path, page: int, cache: Cache, source: Place | None = None) -> PageFacts:
    """The facts of a page; the whole page is read once, and the facts are cached by the file's content.

    Raises:
        Refused: `page-not-taken`, with the reason, at `source`.
    """
    place = source or Place(file)
    content = _content(file, place)
    sha256 = hashlib.sha256(content).hexdigest()
    name = key(_ENGINE, sha256, page)
    stored = cache.get(name)
    record: dict[str, Any] = json.loads(stored) if stored else _read_page(content, page)
    if not stored:
        cache.put(name, json.dumps(record, sort_keys=True).encode())
    if "why" in record:
        raise _refused(file, page, record["why"], place, pages=record.get("pages", 0))
    return PageFacts(file, sha256, page, (record["size"][0], record["size"][1]), record["observations"],
                     record["omitted_notes"], place)


def _content(file: Path, place: Place) -> bytes:
    try:
        return files.content(file, MOST_FILE_BYTES)
    except files.Unread as trouble:
        raise _refused(file, 0, str(trouble), place) from trouble


def _refused(file: Path, page: int, why: str, place: Place, pages: int = 0) -> Refused:
    message = (N_("page {page} of {file} cannot be placed: {reason}") if page
               else N_("{file} cannot be placed: {reason}"))
    hint = N_("name a page from 1 to {pages}") if pages else ""
    return Refused([finding(PAGE_NOT_TAKEN, message, hint, source=place, file=file.name, page=page, reason=why,
                            pages=pages)])


def _read_page(content: bytes, page: int) -> dict[str, Any]:
    """Plain values for the cache: size, observations and omitted notes; or `why` the page cannot be placed."""
    from pressroom.artwork.placed_pages.page import NoSuchPage, transcribe_page
    from pressroom.artwork.placed_pages.spaces import Inks
    from pressroom.pdf.errors import Unreadable

    try:
        page_edition = transcribe_page(content, page, Inks(None))
    except Unreadable as why:
        return {"why": str(why), "pages": why.pages if isinstance(why, NoSuchPage) else 0}
    except MemoryError:
        raise
    except Exception as trouble:  # a broken file can make the reader raise anything, RecursionError included
        return {"why": f"{type(trouble).__name__}: {trouble}"[:160]}
    form = page_edition.pages.forms[page]
    return {"size": [form.size[0], form.size[1]], "observations": page_edition.observations,
            "omitted_notes": page_edition.omitted_notes}


def page_form(facts: PageFacts, profile: Profile | None) -> ExtractedPages:
    """The page as a form: for a press without `profile`, in sRGB with the profile of the printing condition.

    Raises:
        Refused: the file has changed since it was inspected, or has no equivalent in sRGB.
    """
    from pressroom.artwork.placed_pages.page import transcribe_page
    from pressroom.artwork.placed_pages.spaces import Inks

    place = facts.place or Place(facts.file)
    content = _content(facts.file, place)
    if hashlib.sha256(content).hexdigest() != facts.sha256:
        raise _refused(facts.file, facts.page, N_("it has changed since it was checked"), place)
    try:
        return transcribe_page(content, facts.page, Inks(profile)).pages
    except MemoryError:
        raise
    except Exception as trouble:  # Unreadable, and Pillow's exceptions for broken parts
        raise _refused(facts.file, facts.page, str(trouble)[:160] or type(trouble).__name__, place) from trouble
