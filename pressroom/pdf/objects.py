"""Objects of a PDF and safe access to them: what is absent or of another kind reads as None.

Arrays are lists, dictionaries are dicts, strings are bytes, numbers and Booleans are Python's, null is None; `Name`,
`Reference` and `Stream` are the other kinds. The same functions read operands of content streams, and files under
construction in pypdf's writer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, overload

from pressroom.sheet.geometry import Box

Pdf = Any
"""An object of a file."""

LARGEST_PAGE = 14_400.0  # points: ISO 32000-1 annex C.2, the largest page without UserUnit
_LARGEST_NUMBER = 1e12
_DEEPEST_REFERENCE = 8
# PDFDocEncoding where it is not Latin-1 (ISO 32000-1, annex D.3).
_DOCUMENT_ENCODING = dict(zip(
    (*range(0x18, 0x20), *range(0x80, 0x9F), 0xA0),
    "˘ˇˆ˙˝˛˚˜•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž€", strict=True))


class Name(str):
    """A name with its slash; bytes that are not UTF-8 are kept as surrogates, so that equal names are equal bytes."""

    __slots__ = ()


class Reference:
    """A reference to an object of the file.

    Attributes:
        idnum, generation: its number in the file.
    """

    __slots__ = ("_read", "generation", "idnum")

    def __init__(self, idnum: int, generation: int, read: Callable[[int, int], Pdf]) -> None:
        self.idnum, self.generation, self._read = idnum, generation, read

    def get_object(self) -> Pdf:
        """Its target, which may be another reference."""
        return self._read(self.idnum, self.generation)

    def __repr__(self) -> str:
        return f"{self.idnum} {self.generation} R"


class Stream(dict[Name, Pdf]):
    """A stream: its dictionary without /Length, and its bytes as in the file, filters not undone.

    Attributes:
        identity: number and generation of the object in the file; (0, 0) for a stream that is in none.
    """

    __slots__ = ("_raw", "identity")

    def __init__(self, entries: Mapping[Name, Pdf], raw: bytes | Callable[[], bytes],
                 identity: tuple[int, int] = (0, 0)) -> None:
        super().__init__(entries)
        self._raw, self.identity = raw, identity

    @property
    def raw(self) -> bytes:
        """The bytes, read from the file on each use: a file of large pictures would be in memory twice otherwise.

        Raises:
            Undecodable: they cannot be read.
        """
        return self._raw if isinstance(self._raw, bytes) else self._raw()


def resolved(value: Pdf) -> Pdf:
    """The target of a reference; None for null, a missing object, a circular reference or a broken object.

    A broken object is reported once for the whole file, by the check `file-repaired`.
    """
    try:
        return read(value)
    except Exception:  # a broken object can make the reader raise anything
        return None


def read(value: Pdf) -> Pdf:
    """As `resolved`, but the reader's exception for a broken object is passed on."""
    for _ in range(_DEEPEST_REFERENCE):
        if not hasattr(value, "idnum"):
            return None if type(value).__name__ == "NullObject" else value
        value = value.get_object()
    return None


def entry(holder: Pdf, *path: str) -> Pdf:
    """The value at the end of a path of keys (`"/Resources", "/Font"`), or None."""
    for key in path:
        holder = raw_entry(holder, key)
    return resolved(holder)


def raw_entry(holder: Pdf, key: str) -> Pdf:
    """The value of one key, which may be a reference; None when absent."""
    holder = resolved(holder)
    return dict.get(holder, key) if isinstance(holder, dict) else None


def entry_id(holder: Pdf, key: str) -> int:
    """A number that identifies the object under a key: its object number, else its address."""
    raw = raw_entry(holder, key)
    return int(raw.idnum) if hasattr(raw, "idnum") else -id(raw)


def stream_id(stream: Pdf) -> int:
    """A number that identifies a stream: its object number, else its address."""
    number, _ = getattr(stream, "identity", (0, 0))
    return number or -id(stream)


def lasting_id(value: Pdf) -> tuple[int, int] | str:
    """What identifies an object even after it is read again: its number and generation, else a hash of its content."""
    if hasattr(value, "idnum"):
        return value.idnum, value.generation
    return fingerprint(repr(value).encode("utf-8", "surrogateescape"))


def object_id(value: Pdf) -> tuple[int, int]:
    """What identifies an object: its number and generation in the file, else its address."""
    return (value.idnum, value.generation) if hasattr(value, "idnum") else (-1, id(value))


def items(value: Pdf) -> list[Pdf]:
    """The members of an array, each resolved; empty for anything else."""
    value = resolved(value)
    return [resolved(member) for member in list.__iter__(value)] if isinstance(value, list) else []


def pairs(holder: Pdf) -> Iterator[tuple[str, Pdf]]:
    """Keys and resolved values of a dictionary; nothing for anything else."""
    for key, value in raw_pairs(holder):
        yield key, resolved(value)


def raw_pairs(holder: Pdf) -> list[tuple[str, Pdf]]:
    """Keys and values of a dictionary, references not resolved; nothing for anything else."""
    holder = resolved(holder)
    return [(str(key), dict.__getitem__(holder, key)) for key in holder] if isinstance(holder, dict) else []


@overload
def number(value: Pdf, default: float) -> float: ...
@overload
def number(value: Pdf, default: None = None) -> float | None: ...
def number(value: Pdf, default: float | None = None) -> float | None:
    """A finite number, or `default`."""
    value = resolved(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return float(value) if abs(value) < _LARGEST_NUMBER else default


def numbers(value: Pdf) -> list[float]:
    """The numbers of an array, in order; empty when any member is none."""
    members = [number(member) for member in items(value)]
    return [] if None in members else [each for each in members if each is not None]


def truth(value: Pdf) -> bool | None:
    """A Boolean, or None."""
    value = resolved(value)
    return value if isinstance(value, bool) else getattr(value, "value", None)


def key_of(value: Pdf) -> str:
    """A name with its slash, as a key of dictionaries; empty for anything else."""
    value = resolved(value)
    return str(value) if isinstance(value, str) and value.startswith("/") else ""


def name(value: Pdf) -> str:
    """A name without its slash, for messages and comparison; empty for anything else."""
    key = key_of(value)[1:]
    return key if key.isascii() else key.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def text(value: Pdf) -> str:
    """A text string, decoded (ISO 32000-1, 7.9.2.2); empty for anything else."""
    value = resolved(value)
    if isinstance(value, bytes):
        if value[:2] in (b"\xfe\xff", b"\xff\xfe"):
            return value.decode("utf-16", "replace")
        if value[:3] == b"\xef\xbb\xbf":
            return value[3:].decode("utf-8", "replace")
        return value.decode("latin-1").translate(_DOCUMENT_ENCODING)
    return str(value) if isinstance(value, str) else ""


def rectangle(value: Pdf) -> tuple[float, float, float, float] | None:
    """A rectangle as left, bottom, right, top in the page's own space; None unless it has an area."""
    edges = numbers(value)
    if len(edges) != 4:
        return None
    x0, y0, x1, y1 = edges
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (left, bottom, right, top) if right > left and top > bottom else None


def on_sheet(corners: tuple[float, float, float, float], origin: tuple[float, float]) -> Box:
    """A rectangle of the page's space on the sheet; `origin` is the trim's top-left corner in that space."""
    left, bottom, right, top = corners
    return Box(left - origin[0], origin[1] - top, right - origin[0], origin[1] - bottom)


def is_stream(value: Pdf) -> bool:
    """Whether the object is a stream."""
    value = resolved(value)
    return isinstance(value, Stream) or hasattr(value, "_data")


def fingerprint(content: bytes) -> str:
    """SHA-256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
