"""A page of a PDF as a picture: what it is, and its form for either edition."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom import files
from pressroom.artwork.placed_pages.extraction import PAGE_NOT_TAKEN
from pressroom.artwork.placed_pages.forms import Taken
from pressroom.cache import Cache, key
from pressroom.findings import N_, Place, Refused, finding

if TYPE_CHECKING:
    from pressroom.colour.profiles import Profile

MOST_FILE_BYTES = 200 * 2**20
_ENGINE = "placed page 2"  # part of every cache key: a change in this package makes old answers unknown


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page of a PDF, looked through.

    Attributes:
        file: where it lies.
        sha256: of its bytes, hex.
        page: counted from 1.
        size: width and height of what is shown (trim box, else art box, else crop box, else media box), as it is
            turned; in points.
        met: what a press or a reader may object to, by kind (see `findings`).
        lost: notes and unfilled fields that lie over the page, and are not shown.
        place: where it is named.
    """

    file: Path
    sha256: str
    page: int
    size: tuple[float, float]
    met: dict[str, list[list[str]]] = field(default_factory=dict)
    lost: int = 0
    place: Place | None = None


def is_pdf(file: Path) -> bool:
    """Whether a file calls itself a PDF, by its name or its first bytes."""
    if file.suffix.lower() == ".pdf":
        return True
    try:
        with files.opened(file) as stream:
            return stream.read(5) == b"%PDF-"
    except OSError:
        return False


def inspect(file: Path, page: int, cache: Cache, source: Place | None = None) -> PageFacts:
    """What a page holds; all of it is read once to be sure, and the answer kept under the file's content.

    Raises:
        Refused: `page-not-taken`, with the reason, at `source`.
    """
    place = source or Place(file)
    content = _content(file, place)
    sha256 = hashlib.sha256(content).hexdigest()
    name = key(_ENGINE, sha256, page)
    kept = cache.get(name)
    seen: dict[str, Any] = json.loads(kept) if kept else _seen(content, page)
    if not kept:
        cache.put(name, json.dumps(seen, sort_keys=True).encode())
    if "why" in seen:
        raise _refused(file, page, seen["why"], place, pages=seen.get("pages", 0))
    return PageFacts(file, sha256, page, (seen["size"][0], seen["size"][1]), seen["met"], seen["lost"], place)


def _content(file: Path, place: Place) -> bytes:
    try:
        return files.content(file, MOST_FILE_BYTES)
    except files.Unread as trouble:
        raise _refused(file, 0, str(trouble), place) from trouble


def _refused(file: Path, page: int, why: str, place: Place, pages: int = 0) -> Refused:
    said = N_("page {page} of {file} cannot be placed: {reason}") if page else N_("{file} cannot be placed: {reason}")
    hint = N_("name a page from 1 to {pages}") if pages else ""
    return Refused([finding(PAGE_NOT_TAKEN, said, hint, source=place, file=file.name, page=page, reason=why,
                            pages=pages)])


def _seen(content: bytes, page: int) -> dict[str, Any]:
    """Plain values: the size, what was met, what is lost; or `why` it cannot be taken."""
    from pressroom.artwork.placed_pages.page import NoSuchPage, drawn
    from pressroom.artwork.placed_pages.spaces import Inks
    from pressroom.pdf.errors import Unreadable

    try:
        edition = drawn(content, page, Inks(None))
    except Unreadable as why:
        return {"why": str(why), "pages": why.pages if isinstance(why, NoSuchPage) else 0}
    except MemoryError:
        raise
    except Exception as trouble:  # whatever a broken file makes the reader raise, RecursionError too
        return {"why": f"{type(trouble).__name__}: {trouble}"[:160]}
    form = edition.taken.forms[page]
    return {"size": [form.size[0], form.size[1]], "met": edition.met, "lost": edition.lost}


def pictured(facts: PageFacts, profile: Profile | None) -> Taken:
    """The page as a form: for a press without a profile; in sRGB with that of the printing condition.

    Raises:
        Refused: the file is not the one that was judged, or has a part that has no like on a screen.
    """
    from pressroom.artwork.placed_pages.page import drawn
    from pressroom.artwork.placed_pages.spaces import Inks

    place = facts.place or Place(facts.file)
    content = _content(facts.file, place)
    if hashlib.sha256(content).hexdigest() != facts.sha256:
        raise _refused(facts.file, facts.page, N_("it has changed since it was judged"), place)
    try:
        return drawn(content, facts.page, Inks(profile)).taken
    except MemoryError:
        raise
    except Exception as trouble:  # Unreadable, and what Pillow raises for broken parts
        raise _refused(facts.file, facts.page, str(trouble)[:160] or type(trouble).__name__, place) from trouble
