"""Pages taken out of their file as form XObjects.

What is taken is neutral, bytes with references between them, so that whoever writes a file needs no
reader of PDFs. Compressed streams are copied as they stand: nothing is unfolded that need not be.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressroom.artwork.placed_pages.annotations import over, with_fields
from pressroom.artwork.placed_pages.boxes import boxes_of
from pressroom.artwork.placed_pages.forms import Body, Form, Taken
from pressroom.artwork.placed_pages.objects import written, written_name
from pressroom.findings import N_, Refused, code, finding
from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.document import Document
from pressroom.pdf.errors import Broken, TooLarge, Unreadable
from pressroom.pdf.objects import (
    Pdf,
    Reference,
    Stream,
    entry,
    is_stream,
    items,
    mark,
    number,
    raw_entry,
    raw_pairs,
    resolved,
)
from pressroom.pdf.objects import name as name_of
from pressroom.pdf.pages import Leaf, all_pages, hidden_layers, page_content
from pressroom.pdf.streams import checked, decoded

MOST_BYTES = 512 * 2**20
_DEEPEST, _LARGEST_PACKET = 60, 2**20
# Keys that lead out of the page's artwork: to other pages, to the tree that readers hear, to what programs keep there.
_LEFT_OUT = frozenset(("/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/Parent", "/LastModified"))


PAGE_NOT_TAKEN = code(
    "page-not-taken",
    N_("A page can only be placed when all of its artwork can be copied: what is left out would be missing in print."),
    N_("Open the file in the program that made it and save it anew as PDF/X-4, without password and without layers."))


def taken(content: bytes, pages: Sequence[int], name: str = "") -> Taken:
    """These pages (counted from 1) of a PDF, and its output intent.

    Raises:
        Refused: `page-not-taken`, with the reason.
    """
    try:
        document, catalogue = opened(content)
        if hidden_layers(catalogue):
            raise Unreadable(N_("it has hidden layers, which would show"))
        leaves = all_pages(catalogue)
        copying = _Copying()
        forms = {}
        for page in pages:
            if not 1 <= page <= len(leaves):
                raise Unreadable(N_("it has no such page"))
            forms[page] = copying.form(leaves[page - 1])
        intent = _intent(catalogue)
        place = None if intent is None else copying.add(intent)
        copying.finish()
        if document.too_large:
            raise TooLarge(N_("its objects decompress to more than 64 MB"))
        standard = "PDF/X-4" if _says_x4(catalogue) else ""
    except Unreadable as why:
        raise _refused(name, str(why)) from None
    except Exception as trouble:  # whatever a broken file makes the reader raise, RecursionError too
        raise _refused(name, f"{type(trouble).__name__}: {trouble}"[:160]) from None
    return Taken(tuple(copying.bodies), tuple(copying.streams), forms, place, standard)


def opened(content: bytes) -> tuple[Document, Pdf]:
    """A file and its catalogue.

    Raises:
        Unreadable: it is no PDF, or asks for a password.
    """
    try:
        document = Document(content)
        return document, document.catalogue()
    except Broken:
        raise Unreadable(N_("it is no PDF, or a broken one")) from None


def _refused(name: str, reason: str) -> Refused:
    return Refused([finding(PAGE_NOT_TAKEN, N_("{name} cannot be placed: {reason}"), piece=name, name=name,
                            reason=reason)])


@dataclass(frozen=True, slots=True)
class Artwork:
    """A page's artwork, drawn anew.

    Attributes:
        content: its operators.
        resources: what they name; streams may stand where references would.
        group: its transparency group; None without one.
    """

    content: bytes
    resources: Any
    group: Any


def copied(page: Leaf, page_number: int, artwork: Artwork) -> Taken:
    """A page whose artwork was drawn anew, in its own boxes; what it counts in (UserUnit) makes no difference.

    Raises:
        Unreadable: it cannot be taken, with the reason.
    """
    copying = _Copying()
    forms = {page_number: copying.drawn(page, artwork)}
    copying.finish()
    return Taken(tuple(copying.bodies), tuple(copying.streams), forms)


class _Copying:
    """Objects on their way out of a file, each copied once."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self.streams: list[bytes | None] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, Any]] = []
        self._bytes = 0

    def form(self, page: Leaf) -> Form:
        if number(entry(page.entries, "/UserUnit"), 1.0) != 1:
            raise Unreadable(N_("it counts in units of its own (UserUnit)"))
        above, resources = over(page.entries), page.inherited.get("/Resources") or {}
        group = raw_entry(page.entries, "/Group") if entry(page.entries, "/Group") is not None else None
        if not above.drawn:
            return self._form(page, *self._content(page), resources, group, above.lost)
        content, resources = with_fields(page_content(page.entries) + b"\n", resources, above)
        return self._form(page, *_deflated(content), resources, group, above.lost)

    def drawn(self, page: Leaf, artwork: Artwork) -> Form:
        """A page whose artwork is another than the one that it holds."""
        return self._form(page, *_deflated(artwork.content), artwork.resources, artwork.group, 0)

    def _form(self, page: Leaf, stream: bytes, entries: list[bytes | int], resources: Any, group: Any,
              lost: int) -> Form:
        boxes = boxes_of(page)
        media = " ".join(f"{edge:.4f}" for edge in boxes["/MediaBox"])
        body: list[bytes | int] = [
            f"/Type /XObject /Subtype /Form /FormType 1 /BBox [{media}] /Resources ".encode(),
            *self._said(resources, 0)]
        if group is not None:
            body += [b" /Group ", *self._said(group, 0)]
        place = self._reserve()
        self.bodies[place] = (b"<< ", *body, *entries)
        self._keep(place, stream)
        rotate = int(number(page.inherited.get("/Rotate"), 0.0)) % 360 // 90 * 90
        return Form(place, boxes["/MediaBox"], boxes["/BleedBox"], boxes["/TrimBox"], rotate, lost)

    def _content(self, page: Leaf) -> tuple[bytes, list[bytes | int]]:
        """The page's operators and how they are compressed; several streams become one."""
        parts = entry(page.entries, "/Contents")
        listed = items(parts) if isinstance(parts, list) else [parts] if parts is not None else []
        if len(listed) != 1 or not is_stream(listed[0]):
            return _deflated(page_content(page.entries) + (b"\n" if listed else b""))
        decoded(listed[0])  # what cannot be read is not passed on
        entries: list[bytes | int] = []
        for key in ("/Filter", "/DecodeParms"):
            if key in listed[0]:
                entries += [f" {key} ".encode(), *self._said(raw_entry(listed[0], key), 0)]
        return listed[0].raw, entries

    def add(self, value: Pdf) -> int:
        """The number of an object that is to be copied."""
        place = self._reserve()
        self._waiting.append((place, resolved(value)))
        return place

    def finish(self) -> None:
        """Copy what is waiting, and what that leads to."""
        while self._waiting:
            place, value = self._waiting.pop()
            if isinstance(value, Stream):
                if "/F" in value:
                    raise Unreadable(N_("part of it lies in another file"))
                checked(value)
                self.bodies[place] = self._dictionary(value, 0)[:-1]
                self._keep(place, value.raw)
            else:
                self.bodies[place] = tuple(self._said(value, 0))

    def _reserve(self) -> int:
        if len(self.bodies) >= MOST_OBJECTS:
            raise Unreadable(N_("it is made of too many objects"))
        self.bodies.append(())
        self.streams.append(None)
        return len(self.bodies) - 1

    def _keep(self, number: int, stream: bytes) -> None:
        self._bytes += len(stream)
        if self._bytes > MOST_BYTES:
            raise Unreadable(N_("it is too large"))
        self.streams[number] = stream

    def _said(self, value: Any, depth: int) -> list[bytes | int]:
        """A value in PDF's own words, references as numbers of bodies; a stream is an object wherever it was met."""
        if depth > _DEEPEST:
            raise Unreadable(N_("its objects lie too deep in each other"))
        if isinstance(value, Reference | Stream):
            if mark(value) not in self._numbers:
                self._numbers[mark(value)] = self._reserve()
                self._waiting.append((self._numbers[mark(value)], resolved(value)))
            return [self._numbers[mark(value)]]
        if isinstance(value, dict):
            return list(self._dictionary(value, depth))
        if isinstance(value, list):
            body: list[bytes | int] = [b"["]
            for each in value:
                body += [*self._said(each, depth + 1), b" "]
            return [*body, b"]"]
        return [written(value)]

    def _dictionary(self, entries: Pdf, depth: int) -> Body:
        body: list[bytes | int] = [b"<<"]
        for key, value in raw_pairs(entries):
            if key not in _LEFT_OUT:
                body += [b" ", written_name(key), b" ", *self._said(value, depth + 1)]
        return (*body, b" >>")


def _deflated(content: bytes) -> tuple[bytes, list[bytes | int]]:
    return zlib.compress(content, 6), [b" /Filter /FlateDecode"]


def _intent(catalogue: Pdf) -> Pdf:
    """The output intent for PDF/X; None without one."""
    listed = entry(catalogue, "/OutputIntents")
    return next((each for each in (list.__iter__(listed) if isinstance(listed, list) else ())
                 if name_of(entry(each, "/S")) == "GTS_PDFX"), None)


def _says_x4(catalogue: Pdf) -> bool:
    packet = entry(catalogue, "/Metadata")
    return is_stream(packet) and b"PDF/X-4" in decoded(packet)[:_LARGEST_PACKET]
