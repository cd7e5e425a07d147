"""Papers of presses, by name: untrimmed ones, and every format of pieces."""

from __future__ import annotations

from pressroom.sheet import formats
from pressroom.sheet.units import mm

# Untrimmed papers (ISO 217), which formats.py does not name because no piece has such a trim.
_PAPERS_MM = {"SRA4": (225.0, 320.0), "SRA3": (320.0, 450.0), "SRA2": (450.0, 640.0), "RA3": (305.0, 430.0)}


def sides(name: str) -> tuple[float, float]:
    """The short and the long side of a paper, in points.

    Raises:
        ValueError: there is no such paper.
    """
    if name.upper() in _PAPERS_MM:
        short, long = _PAPERS_MM[name.upper()]
        return mm(short), mm(long)
    format_ = formats.parse(name)
    return min(format_.width, format_.height), max(format_.width, format_.height)
