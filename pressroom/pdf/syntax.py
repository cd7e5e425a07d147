"""The notation of objects (ISO 32000-1, 7.2 and 7.3), as files and content streams write them.

Values are plain Python: numbers, bytes for strings, `Name`, lists and
dictionaries.
"""

from __future__ import annotations

import binascii
import re
from typing import Any

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.pdf.errors import Malformed
from pressroom.pdf.objects import Name, Pdf

Operand = Any

SPACE = rb"[\t\n\f\r ]"  # without null bytes, which bytes.split keeps
UNSIGNED = rb"(?:\d++(?:\.\d*+)?+|\.\d++)"
TOKEN = regex(rb"""
    [\x00\t\n\f\r ]+ | %[^\r\n]*
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)
  | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
  | (?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<string>\((?:[^()\\\r]|\\.)*\))
  | (?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)
  | (?P<open>\[|<<)
  | (?P<close>\]|>>)
  | (?P<nested>\()
  | (?P<stray>.)
""", re.VERBOSE | re.DOTALL)
_NUMBERS = regex(rb"(?:[+-]?%s%s++)++" % (UNSIGNED, SPACE))
_PARENTHESES = regex(rb"\\.|[()]", re.DOTALL)
_ESCAPE = regex(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_HEX = regex(rb"#([0-9A-Fa-f]{2})")
_LENIENT = regex(rb"[+-]*(\d*\.?\d*)[+\-.\d]*$")
WORDS = {b"true": True, b"false": False, b"null": None}


def close_bracket(bracket: bytes, operands: list[Operand],
                  open_brackets: list[tuple[bytes, list[Operand]]]) -> list[Operand]:
    """The enclosing operands after an array or a dictionary ends; a bracket without an opening one becomes None.

    Raises:
        Malformed: the bracket is of the other kind, or the dictionary is invalid.
    """
    if not open_brackets:
        return [*operands, None]
    opening, outer = open_brackets.pop()
    if (opening == b"[") is not (bracket == b"]"):
        raise Malformed("an unclosed bracket")
    outer.append(operands if bracket == b"]" else dictionary(operands))
    return outer


def dictionary(flat: list[Operand]) -> dict[Name, Operand]:
    """A dictionary from alternating keys and values.

    Raises:
        Malformed: a key is no name, or has no value.
    """
    keys = flat[0::2]
    if len(flat) % 2 or not all(type(key) is Name for key in keys):
        raise Malformed("a dictionary with keys that are no names")
    return dict(zip(keys, flat[1::2], strict=True))


def literal(kind: str, content: bytes, begin: int, end: int) -> tuple[Operand, int]:
    """The value of a token of the kinds name, string, nested and hex, and where it ends; None for a stray byte.

    Raises:
        Malformed: a string with parentheses in it does not end.
    """
    if kind == "name":
        return name_of(content[begin:end]), end
    if kind == "nested":
        end = _closing(content, end)
    elif kind == "hex":
        digits = b"".join(content[begin + 1:end - 1].split()).replace(b"\x00", b"")
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2)), end
    elif kind == "stray":
        return None, end
    string = content[begin + 1:end - 1]
    return unescaped(string) if b"\\" in string or kind == "nested" else string, end


def name_of(token: bytes) -> Name:
    """A name with its slash, its escapes undone; bytes that are not UTF-8 are kept as surrogates."""
    plain = token if b"#" not in token else _NAME_HEX.sub(lambda match: binascii.unhexlify(match[1]), token)
    return Name(plain.decode("utf-8", "surrogateescape"))


def unescaped(string: bytes) -> bytes:
    """A literal string with its escapes undone (ISO 32000-1, table 3); every line end becomes a line feed."""
    def plain(match: re.Match[bytes]) -> bytes:
        body = match[1]
        if body is None:
            return b"\n"
        if body[:1].isdigit() and body[0] < 56:
            return bytes((int(body, 8) & 255,))
        return _ESCAPED.get(body, body)
    return _ESCAPE.sub(plain, string)


def _closing(content: bytes, at: int) -> int:
    """Where a string with parentheses inside ends; `at` is after its first one.

    Raises:
        Malformed: it does not end.
    """
    depth = 1
    for match in _PARENTHESES.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    raise Malformed(N_("an unterminated string"))


def lenient(word: bytes) -> float | None:
    """The value that viewers read in a malformed number (`--5`, `1.2.3`, `4-`); None for any other word."""
    match = _LENIENT.match(word)
    if match is None:
        return None
    digits = match[1]
    value = float(digits) if digits.strip(b".") else 0.0
    return -value if word[0] == 45 else value


def _number(digits: bytes) -> float:
    return float(digits) if b"." in digits else int(digits)


def value_of(text: bytes, reference: Any) -> Pdf:
    """One object in the notation of a file; `reference` makes a `Reference` of `12 0 R`.

    Raises:
        Malformed: it is not one object.
    """
    values: list[Pdf] = []
    open_brackets: list[tuple[bytes, list[Pdf]]] = []
    at, match = 0, TOKEN.match
    while (token := match(text, at)) is not None:
        begin, at, kind = at, token.end(), token.lastgroup
        if kind is None:
            continue
        if kind == "number":
            values.append(_number(token[0]))
            if text[at:at + 1] == b" " and (more := _NUMBERS.match(text, at + 1)):  # the widths of a font
                values += map(_number, more[0].split())
                at = more.end()
        elif kind == "word":
            if token[0] == b"R" and len(values) > 1:
                number, generation = values[-2:]
                values[-2:] = [reference(number, generation)]
            else:
                values.append(WORDS.get(token[0]))
        elif kind == "open":
            open_brackets.append((token[0], values))
            values = []
        elif kind == "close":
            values = close_bracket(token[0], values, open_brackets)
        else:
            value, at = literal(kind, text, begin, at)
            values.append(value)
    if open_brackets or len(values) != 1:
        raise Malformed("an object that cannot be read")
    return values[0]
