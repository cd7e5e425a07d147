"""Inline pictures (ISO 32000-1, 8.9.7): their dictionary, their bytes, and where they end."""

from __future__ import annotations

import zlib
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.bounds import DEEPEST_BRACKET, MOST_STREAM
from pressroom.pdf.errors import Malformed
from pressroom.pdf.objects import Name
from pressroom.pdf.syntax import TOKEN, WORDS, close_bracket, dictionary, literal

_KEYS = {"/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
         "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/L": "/Length", "/W": "/Width"}
_FILTERS = {"/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode",
            "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}
_PARTS = {"/G": 1, "/DeviceGray": 1, "/CalGray": 1, "/RGB": 3, "/DeviceRGB": 3, "/CMYK": 4, "/DeviceCMYK": 4}
_WHITE = b"\x00\t\n\f\r "
_END = regex(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)")
_END_HERE = regex(rb"[\x00\t\n\f\r ]*EI(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)")
_LOOK_AHEAD = 10  # tokens after EI that must be content, as many as qpdf checks


def full_keys(entries: dict[Name, Any]) -> dict[Name, Any]:
    """An inline picture's dictionary with its keys and filters spelled out (ISO 32000-1, tables 93 and 94)."""
    full = {Name(_KEYS.get(key, key)): value for key, value in entries.items()}
    if "/Filter" in full:
        stated = full[Name("/Filter")]
        filters = stated if isinstance(stated, list) else [stated]
        full_names = [Name(_FILTERS.get(each, each)) if isinstance(each, Name) else each for each in filters]
        full[Name("/Filter")] = full_names if isinstance(stated, list) else full_names[0]
    return full


def picture(content: bytes, at: int) -> tuple[dict[Name, Any], bytes, int]:
    """The inline picture after a `BI`: its dictionary as in the file, its bytes, and the position after it.

    Raises:
        Malformed: it has no dictionary, or does not end.
    """
    entries, begin = _entries(content, at)
    full = full_keys(entries)
    for length in (_flat_length(full), _flate_length(full, content, begin)):
        end = _END_HERE.match(content, begin + length) if length is not None else None
        if end is not None and length is not None:
            return entries, content[begin:begin + length], end.end()
    for end in _END.finditer(content, begin - 1):
        if _content_follows(content, end.end()):
            return entries, content[begin:max(begin, end.start())], end.end()
    raise Malformed(N_("an inline picture without an end"))


def _entries(content: bytes, at: int) -> tuple[dict[Name, Any], int]:
    """The dictionary, and where the bytes begin: after `ID` and one white space."""
    values: list[Any] = []
    open_brackets: list[tuple[bytes, list[Any]]] = []
    while (token := TOKEN.match(content, at)) is not None and len(open_brackets) <= DEEPEST_BRACKET:
        begin, at, kind = at, token.end(), token.lastgroup
        if kind == "number":
            values.append(float(token[0]))
        elif kind == "word" and token[0] == b"ID" and not open_brackets:
            return dictionary(values), at + (content[at:at + 1] in _WHITE)
        elif kind == "word":
            if token[0] not in WORDS:
                break
            values.append(WORDS[token[0]])
        elif kind == "open":
            open_brackets.append((token[0], values))
            values = []
        elif kind == "close":
            values = close_bracket(token[0], values, open_brackets)
        elif kind is not None:
            value, at = literal(kind, content, begin, at)
            values.append(value)
    raise Malformed(N_("an inline picture without an end"))


def _flat_length(full: dict[Name, Any]) -> int | None:
    """The number of bytes of the pixels; None when they are filtered or their number cannot be computed."""
    if full.get(Name("/Filter"), []) != []:
        return None
    width, height = full.get(Name("/Width")), full.get(Name("/Height"))
    space, bits = full.get(Name("/ColorSpace")), full.get(Name("/BitsPerComponent"))
    if full.get(Name("/ImageMask")) is True:
        parts, bits = 1, 1.0
    else:
        parts = 1 if isinstance(space, list) else _PARTS.get(str(space), 0)
    if not (isinstance(width, float) and isinstance(height, float) and isinstance(bits, float) and parts):
        return None
    length = -(-int(width) * parts * int(bits) // 8) * int(height)
    return length if 0 <= length <= MOST_STREAM else None


def _flate_length(full: dict[Name, Any], content: bytes, begin: int) -> int | None:
    """The number of bytes of a Flate stream; None when another filter comes first, or it is damaged."""
    stated = full.get(Name("/Filter"))
    first = stated[0] if isinstance(stated, list) and stated else stated
    if first != "/FlateDecode":
        return None
    engine = zlib.decompressobj()
    try:
        engine.decompress(content[begin:], MOST_STREAM)
    except zlib.error:
        return None
    return len(content) - begin - len(engine.unused_data) if engine.eof else None


def _content_follows(content: bytes, at: int) -> bool:
    """Whether content follows an `EI`, and not more bytes of the picture."""
    for _ in range(_LOOK_AHEAD):
        token = TOKEN.match(content, at)
        if token is None:
            return True
        at = token.end()
        if token.lastgroup == "stray" or (token.lastgroup == "word" and not all(32 < byte < 127 for byte in token[0])):
            return False
    return True
