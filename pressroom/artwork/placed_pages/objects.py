"""Safe steps through another file's objects, and new ones in pypdf's terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Pdf = Any
"""An object of pypdf."""

_DEEPEST = 8


def resolved(value: Pdf) -> Pdf:
    """The object that references lead to; None for a null or a circle."""
    for _ in range(_DEEPEST):
        if not hasattr(value, "idnum"):
            return None if type(value).__name__ == "NullObject" else value
        value = value.get_object()
    return None


def raw(holder: Pdf, key: str) -> Pdf:
    """The value of a key as it stands, perhaps a reference; None when absent."""
    holder = resolved(holder)
    return dict.get(holder, key) if isinstance(holder, dict) else None


def entry(holder: Pdf, *path: str) -> Pdf:
    """What stands at the end of a path of keys, or None."""
    for key in path:
        holder = raw(holder, key)
    return resolved(holder)


def items(value: Pdf) -> list[Pdf]:
    """The members of an array, each resolved; empty for anything else."""
    value = resolved(value)
    return [resolved(each) for each in list.__iter__(value)] if isinstance(value, list) else []


def pairs(holder: Pdf) -> list[tuple[str, Pdf]]:
    """Keys and values of a dictionary as they stand; nothing for anything else."""
    holder = resolved(holder)
    return [(str(key), dict.__getitem__(holder, key)) for key in holder] if isinstance(holder, dict) else []


def number(value: Pdf, default: float = 0.0) -> float:
    """A finite number, or `default`."""
    value = resolved(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        return default
    return float(value)


def numbers(value: Pdf) -> list[float]:
    """The numbers of an array."""
    return [number(each) for each in items(value)]


def name(value: Pdf) -> str:
    """A name with its slash; empty for anything else."""
    value = resolved(value)
    return str(value) if isinstance(value, str) and value.startswith("/") else ""


def is_stream(value: Pdf) -> bool:
    """Whether it is a stream."""
    return hasattr(value, "_data")


def mark(value: Pdf) -> tuple[int, int]:
    """The same for the same object: its number in the file, else its address."""
    return (value.idnum, value.generation) if hasattr(value, "idnum") else (-1, id(value))


def truth(value: Pdf) -> bool:
    """Whether it is true."""
    value = resolved(value)
    return bool(getattr(value, "value", value)) if value is not None else False


def made(value: Any) -> Pdf:
    """A plain value as pypdf says it: strings are names, numbers numbers, mappings dictionaries."""
    from pypdf import generic

    if isinstance(value, generic.PdfObject):
        return value
    if isinstance(value, bool):
        return generic.BooleanObject(value)
    if isinstance(value, int):
        return generic.NumberObject(value)
    if isinstance(value, float):
        return generic.FloatObject(f"{value:.5f}")
    if isinstance(value, str):
        return generic.NameObject(value)
    if isinstance(value, bytes):
        return generic.ByteStringObject(value)
    if isinstance(value, Mapping):
        return generic.DictionaryObject({generic.NameObject(key): made(each) for key, each in value.items()})
    if isinstance(value, Iterable):
        return generic.ArrayObject([made(each) for each in value])
    raise TypeError(type(value).__name__)


def stream(content: bytes, entries: Mapping[str, Any], *, coded: bool = False) -> Pdf:
    """A stream; deflated here unless its bytes are `coded` already."""
    import zlib

    from pypdf import generic

    new = generic.EncodedStreamObject()
    new._data = content if coded else zlib.compress(content, 6)
    new.update({generic.NameObject(key): made(each) for key, each in entries.items()})
    if not coded:
        new[generic.NameObject("/Filter")] = generic.NameObject("/FlateDecode")
    return new
