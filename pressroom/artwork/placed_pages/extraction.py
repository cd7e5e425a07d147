"""Pages extracted from their file as form XObjects.

The result is plain bytes with references between them, so that the writer of a file needs no reader of PDFs.
Compressed streams are copied without being decompressed, where possible.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from pressroom.artwork.placed_pages.annotations import annotations_of, draw_fields
from pressroom.artwork.placed_pages.boxes import boxes_of
from pressroom.artwork.placed_pages.forms import PAGE_NOT_TAKEN, Body, ExtractedPages, Form
from pressroom.artwork.placed_pages.objects import name_notation, notation
from pressroom.findings import N_, Refused, finding
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
    number,
    object_id,
    raw_entry,
    raw_pairs,
    resolved,
)
from pressroom.pdf.objects import name as name_of
from pressroom.pdf.pages import Leaf, all_pages, hidden_layers, page_content
from pressroom.pdf.streams import decoded, decoded_if_large
from pressroom.records import dataclass

MOST_BYTES = 512 * 2**20
_DEEPEST, _LARGEST_PACKET = 60, 2**20
# Keys that refer to things outside the page's artwork: other pages, the structure tree, data of other programs.
_OMITTED_KEYS = frozenset(("/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/Parent", "/LastModified"))


def extract(content: bytes, pages: Sequence[int], name: str = "") -> ExtractedPages:
    """Pages (counted from 1) of a PDF, unchanged, and its output intent.

    Raises:
        Refused: `page-not-taken`, with the reason.
    """
    try:
        document, catalogue = open_document(content)
        if hidden_layers(catalogue):
            raise Unreadable(N_("it has hidden layers, which would show"))
        leaves = all_pages(catalogue)
        copier = _Copier()
        forms = {}
        for page in pages:
            if not 1 <= page <= len(leaves):
                raise Unreadable(N_("it has no such page"))
            forms[page] = copier.form(leaves[page - 1])
        intent = _intent(catalogue)
        place = None if intent is None else copier.add(intent)
        copier.finish()
        if document.too_large:
            raise TooLarge(N_("its objects decompress to more than 64 MB"))
        standard = "PDF/X-4" if _declares_x4(catalogue) else ""
    except Unreadable as why:
        raise _refused(name, str(why)) from None
    except Exception as trouble:  # a broken file can make the reader raise anything, RecursionError included
        raise _refused(name, f"{type(trouble).__name__}: {trouble}"[:160]) from None
    return ExtractedPages(tuple(copier.bodies), tuple(copier.streams), forms, place, standard)


def open_document(content: bytes) -> tuple[Document, Pdf]:
    """A file and its catalogue.

    Raises:
        Unreadable: it is no PDF, or needs a password.
    """
    try:
        document = Document(content)
        return document, document.catalogue()
    except Broken:
        raise Unreadable(N_("it is not a PDF, or it is damaged")) from None


def _refused(name: str, reason: str) -> Refused:
    return Refused([finding(PAGE_NOT_TAKEN, N_("{name} cannot be placed: {reason}"), piece=name, name=name,
                            reason=reason)])


@dataclass(frozen=True, slots=True)
class Artwork:
    """A page's artwork, transcribed.

    Attributes:
        content: its operators.
        resources: what they refer to; streams may take the place of references.
        group: its transparency group; None without one.
    """

    content: bytes
    resources: Any
    group: Any


def copy_page(page: Leaf, page_number: int, artwork: Artwork) -> ExtractedPages:
    """A page with transcribed artwork, in its own boxes; UserUnit is ignored.

    Raises:
        Unreadable: it cannot be copied, with the reason.
    """
    copier = _Copier()
    forms = {page_number: copier.transcribed(page, artwork)}
    copier.finish()
    return ExtractedPages(tuple(copier.bodies), tuple(copier.streams), forms)


class _Copier:
    """Copies objects out of a file, each once."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self.streams: list[bytes | None] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, Any]] = []
        self._bytes = 0

    def form(self, page: Leaf) -> Form:
        if number(entry(page.entries, "/UserUnit"), 1.0) != 1:
            raise Unreadable(N_("its units are scaled (UserUnit)"))
        annotations, resources = annotations_of(page.entries), page.inherited.get("/Resources") or {}
        group = raw_entry(page.entries, "/Group") if entry(page.entries, "/Group") is not None else None
        if not annotations.appearances:
            return self._form(page, *self._content(page), resources, group, annotations.omitted_notes)
        content, resources = draw_fields(page_content(page.entries) + b"\n", resources, annotations)
        return self._form(page, *_deflated(content), resources, group, annotations.omitted_notes)

    def transcribed(self, page: Leaf, artwork: Artwork) -> Form:
        """A page with `artwork` in place of its own."""
        return self._form(page, *_deflated(artwork.content), artwork.resources, artwork.group, 0)

    def _form(self, page: Leaf, stream: bytes, entries: list[bytes | int], resources: Any, group: Any,
              omitted_notes: int) -> Form:
        boxes = boxes_of(page)
        media = " ".join(f"{edge:.4f}" for edge in boxes["/MediaBox"])
        body: list[bytes | int] = [
            f"/Type /XObject /Subtype /Form /FormType 1 /BBox [{media}] /Resources ".encode(),
            *self._notation(resources, 0)]
        if group is not None:
            body += [b" /Group ", *self._notation(group, 0)]
        place = self._reserve()
        self.bodies[place] = (b"<< ", *body, *entries)
        self._keep(place, stream)
        rotate = int(number(page.inherited.get("/Rotate"), 0.0)) % 360 // 90 * 90
        return Form(place, boxes["/MediaBox"], boxes["/BleedBox"], boxes["/TrimBox"], rotate, omitted_notes)

    def _content(self, page: Leaf) -> tuple[bytes, list[bytes | int]]:
        """The page's operators and the entries that describe their coding; several streams become one."""
        parts = entry(page.entries, "/Contents")
        streams = items(parts) if isinstance(parts, list) else [parts] if parts is not None else []
        if len(streams) != 1 or not is_stream(streams[0]):
            return _deflated(page_content(page.entries) + (b"\n" if streams else b""))
        decoded(streams[0])  # refuses content that cannot be decoded
        entries: list[bytes | int] = []
        for key in ("/Filter", "/DecodeParms"):
            if key in streams[0]:
                entries += [f" {key} ".encode(), *self._notation(raw_entry(streams[0], key), 0)]
        return streams[0].raw, entries

    def add(self, value: Pdf) -> int:
        """The number under which an object will be copied."""
        place = self._reserve()
        self._waiting.append((place, resolved(value)))
        return place

    def finish(self) -> None:
        """Copy the objects that are waiting, and all objects that they refer to."""
        while self._waiting:
            place, value = self._waiting.pop()
            if isinstance(value, Stream):
                if "/F" in value:
                    raise Unreadable(N_("part of it is in another file"))
                decoded_if_large(value)
                self.bodies[place] = self._dictionary(value, 0)[:-1]
                self._keep(place, value.raw)
            else:
                self.bodies[place] = tuple(self._notation(value, 0))

    def _reserve(self) -> int:
        if len(self.bodies) >= MOST_OBJECTS:
            raise Unreadable(N_("it has too many objects"))
        self.bodies.append(())
        self.streams.append(None)
        return len(self.bodies) - 1

    def _keep(self, number: int, stream: bytes) -> None:
        self._bytes += len(stream)
        if self._bytes > MOST_BYTES:
            raise Unreadable(N_("it is too large"))
        self.streams[number] = stream

    def _notation(self, value: Any, depth: int) -> list[bytes | int]:
        """A value in the notation of PDF, references as numbers of bodies; every stream becomes an object."""
        if depth > _DEEPEST:
            raise Unreadable(N_("its objects are nested too deeply"))
        if isinstance(value, Reference | Stream):
            if object_id(value) not in self._numbers:
                self._numbers[object_id(value)] = self._reserve()
                self._waiting.append((self._numbers[object_id(value)], resolved(value)))
            return [self._numbers[object_id(value)]]
        if isinstance(value, dict):
            return list(self._dictionary(value, depth))
        if isinstance(value, list):
            body: list[bytes | int] = [b"["]
            for each in value:
                body += [*self._notation(each, depth + 1), b" "]
            return [*body, b"]"]
        return [notation(value)]

    def _dictionary(self, entries: Pdf, depth: int) -> Body:
        body: list[bytes | int] = [b"<<"]
        for key, value in raw_pairs(entries):
            if key not in _OMITTED_KEYS:
                body += [b" ", name_notation(key), b" ", *self._notation(value, depth + 1)]
        return (*body, b" >>")


def _deflated(content: bytes) -> tuple[bytes, list[bytes | int]]:
    return zlib.compress(content, 6), [b" /Filter /FlateDecode"]


def _intent(catalogue: Pdf) -> Pdf:
    """The output intent for PDF/X; None without one."""
    intents = entry(catalogue, "/OutputIntents")
    return next((each for each in (list.__iter__(intents) if isinstance(intents, list) else ())
                 if name_of(entry(each, "/S")) == "GTS_PDFX"), None)


def _declares_x4(catalogue: Pdf) -> bool:
    packet = entry(catalogue, "/Metadata")
    return is_stream(packet) and b"PDF/X-4" in decoded(packet)[:_LARGEST_PACKET]
