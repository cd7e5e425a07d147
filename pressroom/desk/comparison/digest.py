"""Digests of objects of a file: equal for equal contents, whatever their numbers, order of keys and filters.

The filters of pictures count: how a picture is coded is compared.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pressroom.pdf.bounds import MOST_OBJECTS
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import Pdf, Reference, is_stream, name, raw_entry, resolved
from pressroom.pdf.streams import PICTURE_FILTERS, decoded, filters, raw

_DEEPEST = 60
_CODING = frozenset(("/Filter", "/DecodeParms", "/Length", "/DL"))
_NOTES = frozenset(("/StructParent", "/StructParents", "/LastModified", "/Metadata", "/PieceInfo"))
"""What programs note for themselves in pages, forms, pictures and annotations, and numbers of the structure tree."""
_AS_CODED = frozenset(("/Filter", "/DecodeParms"))
_ELSEWHERE = frozenset(("Page", "Pages", "StructElem", "StructTreeRoot", "Catalog"))
"""Types of objects that are compared by themselves: a link to them is not followed."""


class TooMany(Exception):  # noqa: N818 - a state of the file, no programming error
    """There are too many objects, or they are nested too deeply, to be compared."""


class Digests:
    """The digests of one file's objects; each object is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._left = MOST_OBJECTS * 4

    def of(self, value: Pdf) -> bytes:
        """The digest of a value.

        Raises:
            TooMany: it cannot be told within bounds.
        """
        return self._digest(value, 0, ())

    def of_entries(self, holder: Pdf, but: frozenset[str]) -> bytes:
        """The digest of a dictionary of any type, without the keys in `but`.

        Raises:
            TooMany: it cannot be told within bounds.
        """
        return self._entries(resolved(holder), 0, (), but)

    def of_pixels(self, picture: Pdf) -> bytes:
        """The digest of a picture, whatever its coding; one in JPEG or the like is taken as it is coded.

        Raises:
            TooMany: it cannot be told within bounds.
        """
        return self.of_entries(picture, _AS_CODED)

    def _digest(self, value: Any, depth: int, inside: tuple[tuple[int, int], ...]) -> bytes:
        if not isinstance(value, Reference):
            return self._direct(value, depth, inside)
        key = (value.idnum, value.generation)
        if key in inside:
            return b"itself%d" % (len(inside) - inside.index(key))
        if key not in self._known:
            self._known[key] = self._direct(resolved(value), depth, (*inside, key))
        return self._known[key]

    def _direct(self, value: Any, depth: int, inside: tuple[tuple[int, int], ...]) -> bytes:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise TooMany
        if isinstance(value, dict):
            kind = name(raw_entry(value, "/Type"))
            return kind.encode() if kind in _ELSEWHERE else self._entries(value, depth, inside)
        if isinstance(value, list):
            parts = [self._digest(each, depth + 1, inside) for each in list.__iter__(value)]
            return hashlib.sha256(b"[%d " % len(parts) + b" ".join(parts)).digest()
        return _plain(value)

    def _entries(self, value: Any, depth: int, inside: tuple[tuple[int, int], ...],
                 but: frozenset[str] = frozenset()) -> bytes:
        if not isinstance(value, dict):
            return self._digest(value, depth + 1, inside)
        total = hashlib.sha256(b"<<")
        content, skipped = _content(value) if is_stream(value) else (b"", frozenset[str]())
        if name(raw_entry(value, "/Subtype")) == "Image" and "/Filter" not in but:
            total.update(" ".join(filters(value)).encode("utf-8", "replace"))  # a picture's coding is compared
        if is_stream(value) or "/Type" in value or "/Subtype" in value:  # else a name of resources may be such a key
            skipped |= _NOTES
        for key in sorted(str(each) for each in value):
            if key not in skipped and key not in but:
                total.update(key.encode("utf-8", "surrogateescape") + b" ")
                total.update(self._digest(dict.get(value, key), depth + 1, inside) + b" ")
        total.update(content)
        return total.digest()


def _content(stream: Pdf) -> tuple[bytes, frozenset[str]]:
    """The digest of a stream's bytes, and the keys that say no more; undecoded where they cannot be decoded."""
    try:
        return hashlib.sha256(decoded(stream)).digest(), frozenset(("/Length", *_coding_undone(stream)))
    except (Undecodable, MemoryError, ValueError):
        pass
    try:
        return hashlib.sha256(raw(stream)).digest(), frozenset(("/Length",))
    except (Undecodable, ValueError):
        return b"unreadable", frozenset(("/Length",))


def _coding_undone(stream: Pdf) -> frozenset[str]:
    return frozenset() if PICTURE_FILTERS & {*filters(stream)} else _CODING


def _plain(value: Any) -> bytes:
    if isinstance(value, bool) or value is None:
        return repr(value).encode()
    if isinstance(value, int | float):
        return b"%.6g" % value if abs(value) < 1e12 else b"large"
    if isinstance(value, bytes):
        return b"(" + hashlib.sha256(value).digest()
    return repr(str(value)).encode("utf-8", "surrogateescape")
