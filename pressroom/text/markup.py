"""Text in XML and HTML."""

from __future__ import annotations

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_TEXT = str.maketrans(_SIGNS)
_IN_ATTRIBUTE = str.maketrans({**_SIGNS, '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escaped(text: str) -> str:
    """Text between tags. `xml.sax.saxutils` has the same, but imports an HTTP client: 12 ms of every start."""
    return text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """An attribute's value in double quotes."""
    return f'"{text.translate(_IN_ATTRIBUTE)}"'
