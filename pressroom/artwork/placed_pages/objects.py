"""New objects, of the same types as the objects that are read, and their notation."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from math import log10
from typing import Any

from pressroom.pdf.objects import Name, Pdf, Reference, Stream

_DECIMALS = 5
_SIGNIFICANT = 8  # digits of a number with a fraction
_REGULAR = frozenset(range(0x21, 0x7F)) - frozenset(b"#%()<>[]{}/")


def pdf_object(value: Any) -> Pdf:
    """A plain value as an object: strings become names, numbers are rounded, mappings become dictionaries.

    Raises:
        TypeError: it is of another kind.
    """
    if value is None or isinstance(value, bool | int | bytes | Reference | Stream):
        return value
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, str):
        return Name(value)
    if isinstance(value, Mapping):
        return {Name(key): pdf_object(each) for key, each in value.items()}
    if isinstance(value, Iterable):
        return [pdf_object(each) for each in value]
    raise TypeError(type(value).__name__)


def stream(content: bytes, entries: Mapping[str, Any], *, coded: bool = False) -> Stream:
    """A stream; its bytes are deflated unless they are `coded` already."""
    whole = {Name(key): pdf_object(each) for key, each in entries.items()}
    if coded:
        return Stream(whole, content)
    return Stream({**whole, Name("/Filter"): Name("/FlateDecode")}, zlib.compress(content, 6))


def operand(value: float) -> bytes:
    """A number as an operand of a content stream."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"


def name_notation(name: str) -> bytes:
    """The notation of a name in a file or a content stream."""
    plain = name[1:].encode("utf-8", "surrogateescape")
    return b"/" + b"".join(bytes((byte,)) if byte in _REGULAR else b"#%02X" % byte for byte in plain)


def notation(value: Pdf) -> bytes:
    """The notation of anything but an array, a dictionary, a stream or a reference.

    Raises:
        TypeError: it is one of those.
    """
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        places = max(1, _SIGNIFICANT - int(log10(abs(value)))) if value else 1
        return f"{value:.{places}f}".rstrip("0").rstrip(".").encode() if value else b"0.0"
    if isinstance(value, str):
        return name_notation(value)
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    raise TypeError(type(value).__name__)
