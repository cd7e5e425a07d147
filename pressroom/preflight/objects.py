"""Safe steps through a PDF's objects: what is absent or of another kind reads as None, whoever wrote the file.

A PDF object of pypdf and a plain Python value (out of a content stream) are read alike: names are
strings that start with a slash, strings are bytes or text, dictionaries are dicts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pressroom.sheet.geometry import Box

Pdf = Any
"""An object of pypdf, or what a content stream holds in its place."""

LARGEST_PAGE = 14_400.0  # points: ISO 32000-1 annex C.2, the largest page without UserUnit
_DEEPEST_REFERENCE = 8


def resolved(value: Pdf) -> Pdf:
    """The object that a reference leads to; None for a null, a dead end, a circle or a broken object.

    A broken object is passed over here and told once for the whole file, by `file-repaired`.
    """
    try:
        return read(value)
    except Exception:  # pypdf raises what it likes for a broken object
        return None


def read(value: Pdf) -> Pdf:
    """`resolved`, but a broken object raises whatever pypdf raises."""
    for _ in range(_DEEPEST_REFERENCE):
        if not hasattr(value, "idnum"):
            return None if type(value).__name__ == "NullObject" else value
        value = value.get_object()
    return None


def entry(holder: Pdf, *path: str) -> Pdf:
    """What stands at the end of a path of keys (`"/Resources", "/Font"`), or None."""
    for key in path:
        holder = raw_entry(holder, key)
    return resolved(holder)


def raw_entry(holder: Pdf, key: str) -> Pdf:
    """The value of one key as it stands, perhaps a reference; None when absent."""
    holder = resolved(holder)
    return dict.get(holder, key) if isinstance(holder, dict) else None


def identity(holder: Pdf, key: str) -> int:
    """A number that is the same wherever the same object is used: its object number, else its address."""
    raw = raw_entry(holder, key)
    return int(raw.idnum) if hasattr(raw, "idnum") else -id(raw)


def items(value: Pdf) -> list[Pdf]:
    """The members of an array, each resolved; empty for anything else."""
    value = resolved(value)
    return [resolved(member) for member in list.__iter__(value)] if isinstance(value, list) else []


def pairs(holder: Pdf) -> Iterator[tuple[str, Pdf]]:
    """Keys and resolved values of a dictionary; nothing for anything else."""
    holder = resolved(holder)
    if isinstance(holder, dict):
        for key in list(holder):
            yield str(key), resolved(dict.__getitem__(holder, key))


def number(value: Pdf, default: float | None = None) -> float | None:
    """A finite number, or `default`."""
    value = resolved(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return float(value) if abs(value) < 1e12 else default


def numbers(value: Pdf) -> list[float]:
    """The numbers of an array, in order; empty when any member is none."""
    found = [number(member) for member in items(value)]
    return [] if None in found else [each for each in found if each is not None]


def truth(value: Pdf) -> bool | None:
    """A Boolean, or None."""
    value = resolved(value)
    return value if isinstance(value, bool) else getattr(value, "value", None)


def name(value: Pdf) -> str:
    """A name without its slash; empty for anything else."""
    value = resolved(value)
    return value[1:] if isinstance(value, str) and value.startswith("/") else ""


def text(value: Pdf) -> str:
    """A text string, decoded; empty for anything else."""
    value = resolved(value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if isinstance(value, str) else ""


def rectangle(value: Pdf) -> tuple[float, float, float, float] | None:
    """A rectangle as left, bottom, right, top in the page's own space; None unless it has an area."""
    found = numbers(value)
    if len(found) != 4:
        return None
    x0, y0, x1, y1 = found
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (left, bottom, right, top) if right > left and top > bottom else None


def on_sheet(corners: tuple[float, float, float, float], origin: tuple[float, float]) -> Box:
    """A rectangle of the page's space on the sheet; `origin` is the trim's top-left corner in that space."""
    left, bottom, right, top = corners
    return Box(left - origin[0], origin[1] - top, right - origin[0], origin[1] - bottom)


def is_stream(value: Pdf) -> bool:
    """Whether the object is a stream."""
    return hasattr(resolved(value), "_data")


def fingerprint(content: bytes) -> str:
    """SHA-256 of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
