"""Pages taken out of their file as form XObjects.

What is taken is neutral, bytes with references between them, so that whoever writes a file needs no
reader of PDFs. Compressed streams are copied as they stand: nothing is unfolded that need not be.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressroom.artwork.placed_pages.boxes import boxes_of, inherited
from pressroom.artwork.placed_pages.fields import over, with_fields
from pressroom.artwork.placed_pages.forms import Body, Form, Taken
from pressroom.artwork.placed_pages.scanning import Unreadable
from pressroom.findings import N_, Refused, code, finding

# More than an honest poster needs, and less than would fill a machine.
MOST_OBJECTS, MOST_BYTES = 60_000, 512 * 2**20
_MOST_UNFOLDED, _DEEPEST = 64 * 2**20, 60
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
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unreadable(N_("it is locked with a password"))
        if _hidden_layers(reader.trailer["/Root"]):
            raise Unreadable(N_("it has hidden layers, which would show"))
        count = len(reader.pages)
        copying = _Copying()
        forms = {}
        for page in pages:
            if not 1 <= page <= count:
                raise Unreadable(N_("it has no such page"))
            forms[page] = copying.form(reader.pages[page - 1])
        intent = _intent(reader.trailer["/Root"])
        number = None if intent is None else copying.add(intent)
        copying.finish()
    except Unreadable as why:
        raise _refused(name, str(why)) from None
    except Exception as trouble:  # pypdf raises what it likes for a broken file, RecursionError too
        raise _refused(name, f"{type(trouble).__name__}: {trouble}"[:160]) from None
    return Taken(tuple(copying.bodies), tuple(copying.streams), forms, number,
                 "PDF/X-4" if _says_x4(reader) else "")


def _refused(name: str, reason: str) -> Refused:
    return Refused([finding(PAGE_NOT_TAKEN, N_("{name} cannot be placed: {reason}"), piece=name, name=name,
                            reason=reason)])


@dataclass(frozen=True, slots=True)
class Artwork:
    """A page's artwork, drawn anew.

    Attributes:
        content: its operators.
        resources: what they name, as objects of pypdf; streams may stand where references would.
        group: its transparency group; None without one.
    """

    content: bytes
    resources: Any
    group: Any


def copied(page: Any, number: int, artwork: Artwork) -> Taken:
    """A page whose artwork was drawn anew, in its own boxes; what it counts in (UserUnit) makes no difference.

    Raises:
        Unreadable: it cannot be taken, with the reason.
    """
    copying = _Copying()
    forms = {number: copying.drawn(page, artwork)}
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

    def form(self, page: Any) -> Form:
        if float(page.get("/UserUnit", 1)) != 1:
            raise Unreadable(N_("it counts in units of its own (UserUnit)"))
        above, resources = over(page), inherited(page, "/Resources") or {}
        group = page.raw_get("/Group") if page.get("/Group") is not None else None
        if not above.drawn:
            return self._form(page, *self._content(page), resources, group, above.lost)
        content, resources = with_fields(self._unfolded(page), resources, above)
        return self._form(page, *_deflated(content), resources, group, above.lost)

    def drawn(self, page: Any, artwork: Artwork) -> Form:
        """A page whose artwork is another than the one that it holds."""
        return self._form(page, *_deflated(artwork.content), artwork.resources, artwork.group, 0)

    def _form(self, page: Any, stream: bytes, entries: list[bytes | int], resources: Any, group: Any,
              lost: int) -> Form:
        boxes = boxes_of(page)
        media = " ".join(f"{edge:.4f}" for edge in boxes["/MediaBox"])
        body: list[bytes | int] = [
            f"/Type /XObject /Subtype /Form /FormType 1 /BBox [{media}] /Resources ".encode(),
            *self._said(resources, 0)]
        if group is not None:
            body += [b" /Group ", *self._said(group, 0)]
        number = self._reserve()
        self.bodies[number] = (b"<< ", *body, *entries)
        self._keep(number, stream)
        rotate = int(inherited(page, "/Rotate") or 0) % 360 // 90 * 90
        return Form(number, boxes["/MediaBox"], boxes["/BleedBox"], boxes["/TrimBox"], rotate, lost)

    def _content(self, page: Any) -> tuple[bytes, list[bytes | int]]:
        """The page's operators and how they are compressed; several streams become one."""
        parts = _parts(page)
        if len(parts) == 1:
            entries: list[bytes | int] = []
            for key in ("/Filter", "/DecodeParms"):
                if key in parts[0]:
                    entries += [f" {key} ".encode(), *self._said(parts[0].raw_get(key), 0)]
            return bytes(parts[0]._data), entries
        return _deflated(self._unfolded(page))

    @staticmethod
    def _unfolded(page: Any) -> bytes:
        plain = b""
        for part in _parts(page):
            plain += part.get_data() + b"\n"
            if len(plain) > _MOST_UNFOLDED:
                raise Unreadable(N_("its content unfolds beyond all measure"))
        return plain

    def add(self, value: Any) -> int:
        """The number of an object that is to be copied."""
        number = self._reserve()
        self._waiting.append((number, value.get_object()))
        return number

    def finish(self) -> None:
        """Copy what is waiting, and what that leads to."""
        while self._waiting:
            number, value = self._waiting.pop()
            if hasattr(value, "_data"):
                entries = {key: dict.__getitem__(value, key) for key in value if key not in ("/Length", "/F")}
                if "/F" in value:
                    raise Unreadable(N_("part of it lies in another file"))
                said = self._dictionary(entries, 0)
                self.bodies[number] = said[:-1]
                self._keep(number, bytes(value._data))
            else:
                self.bodies[number] = tuple(self._said(value, 0))

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
        """A value in PDF's own words, references as numbers of bodies."""
        if depth > _DEEPEST:
            raise Unreadable(N_("its objects lie too deep in each other"))
        if hasattr(value, "idnum"):
            key = (value.idnum, value.generation)
            if key not in self._numbers:
                self._numbers[key] = self._reserve()
                self._waiting.append((self._numbers[key], value.get_object()))
            return [self._numbers[key]]
        if hasattr(value, "_data"):  # a stream is an object of its own, wherever it was met
            key = (-1, id(value))
            if key not in self._numbers:
                self._numbers[key] = self._reserve()
                self._waiting.append((self._numbers[key], value))
            return [self._numbers[key]]
        if isinstance(value, dict):
            return list(self._dictionary({key: dict.__getitem__(value, key) for key in value}, depth))
        if isinstance(value, list):
            body: list[bytes | int] = [b"["]
            for each in list.__iter__(value):
                body += [*self._said(each, depth + 1), b" "]
            return [*body, b"]"]
        if value is None:
            return [b"null"]
        out = io.BytesIO()
        value.write_to_stream(out)
        return [out.getvalue()]

    def _dictionary(self, entries: dict[Any, Any], depth: int) -> Body:
        body: list[bytes | int] = [b"<<"]
        for key, value in entries.items():
            if key in _LEFT_OUT:
                continue
            out = io.BytesIO()
            key.write_to_stream(out)
            body += [b" ", out.getvalue(), b" ", *self._said(value, depth + 1)]
        return (*body, b" >>")


def _parts(page: Any) -> list[Any]:
    """The streams of a page's content."""
    found = page.get("/Contents")
    found = found.get_object() if found is not None else None
    return [each.get_object() for each in found] if isinstance(found, list) else [found] if found else []


def _deflated(content: bytes) -> tuple[bytes, list[bytes | int]]:
    return zlib.compress(content, 6), [b" /Filter /FlateDecode"]


def _hidden_layers(root: Any) -> bool:
    layers = root.get("/OCProperties")
    usual = layers.get_object().get("/D") if layers is not None else None
    usual = usual.get_object() if usual is not None else {}
    return bool(usual.get("/OFF")) or usual.get("/BaseState") == "/OFF"


def _intent(root: Any) -> Any:
    listed = root.get("/OutputIntents")
    for each in listed.get_object() if listed is not None else ():
        if each.get_object().get("/S") == "/GTS_PDFX":
            return each
    return None


def _says_x4(reader: Any) -> bool:
    stream = reader.trailer["/Root"].get("/Metadata")
    stream = stream.get_object() if stream is not None else None
    return stream is not None and hasattr(stream, "_data") and b"PDF/X-4" in stream.get_data()[:2**20]
