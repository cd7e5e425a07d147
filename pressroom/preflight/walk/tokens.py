"""A content stream's operators and operands (ISO 32000-1, 7.8.2): one regular expression and a loop.

pypdf has a parser, but it builds an object for every number; this one is several times faster and
keeps what it reads as plain Python: floats, bytes for strings, `/Name` strings, lists and dicts.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import Any

Operand = Any
_DEEPEST = 32

_TOKEN = re.compile(rb"""
    [\x00\t\n\f\r ]+ | %[^\r\n]*
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)
  | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
  | (?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<string>\((?:[^()\\]|\\.)*\))
  | (?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)
  | (?P<open>\[|<<)
  | (?P<close>\]|>>)
  | (?P<nested>\()
  | (?P<stray>.)
""", re.VERBOSE | re.DOTALL)
_WHITE = b"\x00\t\n\f\r "
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_INLINE_END = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
_WORDS = {b"true": True, b"false": False, b"null": None}


class Malformed(Exception):  # noqa: N818 - a state of the file, no programming error
    """The content stream cannot be read any further."""


def operations(content: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """Operators in order, each with its operands; an inline image is `BI` with its dictionary and its bytes.

    Raises:
        Malformed: brackets or parentheses that never close, or nest without end.
    """
    operands: list[Operand] = []
    open_at: list[list[Operand]] = []
    at, end, match = 0, len(content), _TOKEN.match
    while at < end:
        token = match(content, at)
        assert token is not None  # `stray` takes any byte
        at, kind = token.end(), token.lastgroup
        if kind == "number":
            operands.append(float(token[0]))
        elif kind == "word":
            word = token[0]
            if open_at or word in _WORDS or word[0] in b"+-.0123456789":
                operands.append(_WORDS[word] if word in _WORDS else _lenient(word))
            elif word == b"BI":
                dictionary, picture, at = _inline(content, at)
                yield "BI", [dictionary, picture]
                operands = []
            else:
                yield word.decode("latin-1"), operands
                operands = []
        elif kind == "open":
            if len(open_at) >= _DEEPEST:
                raise Malformed("nested without end")
            open_at.append(operands)
            operands = []
        elif kind == "close":
            operands = _closed(token[0], operands, open_at)
        elif kind == "nested":
            string, at = _nested(content, at)
            operands.append(string)
        elif kind is not None:
            operands.append(_simple(kind, token[0]))
    if open_at:
        raise Malformed("a bracket that never closes")


def _closed(bracket: bytes, operands: list[Operand], open_at: list[list[Operand]]) -> list[Operand]:
    """The operands outside once an array or a dictionary ends; a bracket that nothing opened is passed over."""
    if not open_at:
        return operands
    outer = open_at.pop()
    outer.append(_dictionary(operands) if bracket == b">>" else operands)
    return outer


def _simple(kind: str, token: bytes) -> Operand:
    if kind == "name":
        plain = token if b"#" not in token else _NAME_HEX.sub(lambda found: binascii.unhexlify(found[1]), token)
        return plain.decode("utf-8", "replace")
    if kind == "string":
        return unescaped(token[1:-1]) if b"\\" in token else token[1:-1]
    if kind == "hex":
        digits = b"".join(token[1:-1].split()).replace(b"\x00", b"")
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    return None


def unescaped(string: bytes) -> bytes:
    """A literal string with its escapes undone (ISO 32000-1, table 3)."""
    def plain(found: re.Match[bytes]) -> bytes:
        body = found[1]
        if body[:1].isdigit() and body[0] < 56:
            return bytes((int(body, 8) & 255,))
        return _ESCAPED.get(body, body)
    return _ESCAPE.sub(plain, string)


def _nested(content: bytes, at: int) -> tuple[bytes, int]:
    """A string with parentheses inside; `at` is behind the first one."""
    depth, start = 1, at
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return unescaped(content[start:found.start()]), found.end()
    raise Malformed("a string that never closes")


def _lenient(word: bytes) -> float | None:
    """What viewers make of a number written wrongly (`--5`, `1.2.3`, `4-`); None for any other word."""
    if word[0] not in b"+-.0123456789":
        return None
    found = re.match(rb"[+-]*(\d*\.?\d*)", word)
    digits = found[1] if found else b""
    value = float(digits) if digits.strip(b".") else 0.0
    return -value if word[0] == 45 else value


def _dictionary(flat: list[Operand]) -> dict[str, Operand]:
    return {key: value for key, value in zip(flat[0::2], flat[1::2], strict=False) if isinstance(key, str)}


def _inline(content: bytes, at: int) -> tuple[dict[str, Operand], bytes, int]:
    """An inline image after its `BI`: its dictionary, its bytes and where the stream goes on."""
    begin = re.compile(rb"[\x00\t\n\f\r >\])]ID[\x00\t\n\f\r ]").search(content, at)
    if begin is None:
        raise Malformed("an inline image without ID")
    flat: list[Operand] = []
    for operator, operands in operations(content[at:begin.start() + 1] + b" ID"):
        if operator == "ID":
            flat = operands
    finish = _INLINE_END.search(content, begin.end() - 1)
    if finish is None:
        raise Malformed("an inline image without EI")
    return _dictionary(flat), content[begin.end():finish.start()], finish.end()
