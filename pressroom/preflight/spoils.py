"""Damage to a good file, one fault at a time, which shows that every check trips.

A spoil is a function from bytes to bytes. Spoils are built from these functions, next to their checks.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

from pressroom.pdf.objects import Pdf, entry
from pressroom.pdf.streams import decoded

Spoil = Callable[[bytes], bytes]
Act = Callable[[Any], None]


def changed(act: Act) -> Spoil:
    """A spoil by `act`, which changes the file's objects through a pypdf writer."""
    def spoil(good: bytes) -> bytes:
        import pypdf

        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(good)))
        writer.pdf_header = good[:8].decode("ascii")
        act(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    return spoil


def replaced(old: bytes, new: bytes) -> Spoil:
    """A spoil of the bytes themselves; the length must not change, because of the offsets in the file."""
    def spoil(good: bytes) -> bytes:
        if old not in good or len(old) != len(new):
            raise ValueError(f"cannot replace {old!r}")
        return good.replace(old, new, 1)
    return spoil


def pypdf_object(value: Any) -> Pdf:
    """A pypdf object from plain Python: `/Name` strings become names, bytes and other strings become strings."""
    from pypdf import generic as g

    if isinstance(value, bool):
        return g.BooleanObject(value)
    if type(value) is int:
        return g.NumberObject(value)
    if type(value) is float:
        return g.FloatObject(value)
    if type(value) is str:
        return g.NameObject(value) if value.startswith("/") else g.TextStringObject(value)
    if type(value) is bytes:
        return g.ByteStringObject(value)
    if type(value) in (list, tuple):
        return g.ArrayObject([pypdf_object(item) for item in value])
    if type(value) is dict:
        return g.DictionaryObject({g.NameObject(key): pypdf_object(item) for key, item in value.items()})
    return value


def stream(content: bytes, entries: dict[str, Any] | None = None, *, flate: bool = True) -> Pdf:
    """A stream object with `content`."""
    from pypdf import generic as g

    new = g.StreamObject()
    new.update(pypdf_object(entries or {}))
    if flate:
        new[g.NameObject("/Filter")] = g.NameObject("/FlateDecode")
    new._data = zlib.compress(content) if flate else content
    return new


def put(holder: Pdf, key: str, value: Any) -> None:
    """Set one entry of a dictionary."""
    from pypdf.generic import NameObject

    holder[NameObject(key)] = pypdf_object(value)


def drop(holder: Pdf, key: str) -> None:
    """Remove one entry of a dictionary; it must exist."""
    del holder[key]


def first_page(writer: Any) -> Pdf:
    """The first page's dictionary."""
    return writer.pages[0]


def second_page(writer: Any) -> Pdf:
    """Add a copy of the first page; its boxes may be changed, its content is the same object."""
    page, pages = first_page(writer), entry(catalogue(writer), "/Pages")
    copy = writer._add_object(pypdf_object({key: dict.__getitem__(page, key) for key in page}))
    pages["/Kids"].append(copy)
    put(pages, "/Count", len(pages["/Kids"]))
    return copy.get_object()


def catalogue(writer: Any) -> Pdf:
    """The document's root."""
    return writer._root_object


def page_entry(key: str, value: Any) -> Spoil:
    """A spoil that sets one entry of the first page."""
    return changed(lambda writer: put(first_page(writer), key, value))


def root_entry(key: str, value: Any) -> Spoil:
    """A spoil that sets one entry of the catalogue."""
    return changed(lambda writer: put(catalogue(writer), key, value))


def content(writer: Any) -> bytes:
    """The first page's content, decompressed."""
    return decoded(entry(first_page(writer), "/Contents"))


def set_content(writer: Any, new: bytes) -> None:
    """Replace the first page's content."""
    put(first_page(writer), "/Contents", writer._add_object(stream(new)))


def painted(operators: str, resources: dict[str, dict[str, Any]] | None = None, *, below: bool = False,
            after: bytes = b"") -> Spoil:
    """A spoil that paints more on the first page.

    `operators` may have placeholders: {x0} {y0} {x1} {y1} are the trim's edges, {font} is a font of the page.
    `below` paints it before everything else, `after` after the first occurrence of these bytes.
    """
    def act(writer: Any) -> None:
        page = first_page(writer)
        x0, y0, x1, y1 = (float(each) for each in entry(page, "/TrimBox"))
        fonts = entry(page, "/Resources", "/Font") or {}
        more = operators.format(x0=x0, y0=y0, x1=x1, y1=y1, font=sorted(fonts)[-1][1:] if fonts else "")
        add_resources(writer, resources or {})
        was, new = content(writer), f"\nq {more} Q\n".encode("latin-1")
        if after:
            at = was.index(after) + len(after)
            set_content(writer, was[:at] + new + was[at:])
        else:
            set_content(writer, new + was if below else was + new)
    return changed(act)


def add_resources(writer: Any, resources: dict[str, dict[str, Any]]) -> None:
    """Add named resources to the first page; streams become objects of their own."""
    own = entry(first_page(writer), "/Resources")
    for kind, entries in resources.items():
        if kind not in own:
            put(own, kind, {})
        for key, value in entries.items():
            new = value(writer) if callable(value) else pypdf_object(value)
            put(entry(own, kind), key, writer._add_object(new) if hasattr(new, "_data") else new)


def xmp(old: bytes, new: bytes) -> Spoil:
    """A spoil of the XMP packet: the first occurrence of `old` becomes `new`."""
    def act(writer: Any) -> None:
        was = decoded(entry(catalogue(writer), "/Metadata"))
        if old not in was:
            raise ValueError(f"no {old!r} in the XMP packet")
        put(catalogue(writer), "/Metadata", writer._add_object(stream(
            was.replace(old, new, 1), {"/Type": "/Metadata", "/Subtype": "/XML"}, flate=False)))
    return changed(act)


def first_font(writer: Any) -> Pdf:
    """The first Type0 font of the first page."""
    fonts = entry(first_page(writer), "/Resources", "/Font")
    return entry(fonts, sorted(fonts)[0])


def picture(writer: Any) -> Pdf:
    """The first page's picture."""
    pictures = entry(first_page(writer), "/Resources", "/XObject")
    return entry(pictures, sorted(pictures)[0])
