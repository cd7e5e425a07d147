"""A content stream's instructions (ISO 32000-1, 7.8.2), each with its bytes as they stand.

What is not changed is copied. Operands are kept as tokens and read only where somebody asks, so that a drawing of a
million points costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressroom.findings import N_

# Instructions of one page, forms counted once; a map of a whole country has about a million.
MOST_INSTRUCTIONS = 4_000_000

_TOKEN = re.compile(rb"""
    [\x00\t\n\f\r ]+ | %[^\r\n]*
  | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
  | (?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<string>\((?:[^()\\]|\\.)*\))
  | (?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)
  | (?P<bracket>\[|\]|<<|>>)
  | (?P<nested>\()
  | (?P<stray>.)
""", re.VERBOSE | re.DOTALL)
_PARENTHESES = re.compile(rb"\\.|[()]", re.DOTALL)
_INLINE_BEGIN = re.compile(rb"[\x00\t\n\f\r >\])]ID[\x00\t\n\f\r ]")
_INLINE_END = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
_NUMBER = re.compile(rb"[+-]*\d*\.?\d*")
_NAME_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_NO_OPERATORS = frozenset((b"true", b"false", b"null"))


class Unreadable(Exception):  # noqa: N818 - a state of the file, no programming error
    """The page cannot be read any further; the message says why."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operator.

    Attributes:
        operator: its name; `BI` stands for a whole inline picture.
        operands: the tokens before it, brackets among them.
        raw: all of it as it stands.
        content: an inline picture's bytes.
    """

    operator: bytes
    operands: list[bytes]
    raw: bytes
    content: bytes = b""


def instructions(content: bytes) -> Iterator[Instruction]:
    """Every instruction in order.

    Raises:
        Unreadable: a string or an inline picture never ends.
    """
    at, end, start, match = 0, len(content), 0, _TOKEN.match
    operands: list[bytes] = []
    open_brackets = 0
    while at < end:
        token = match(content, at)
        assert token is not None  # `stray` takes any byte
        begin, at, kind = at, token.end(), token.lastgroup
        if kind is None or kind == "stray":
            start = at if not operands and not open_brackets else start
        elif kind == "nested":
            at = _closed(content, at)
            operands.append(content[begin:at])
        elif kind != "word":
            operands.append(token[0])
            open_brackets += {b"[": 1, b"<<": 1, b"]": -1, b">>": -1}.get(token[0], 0)
        elif open_brackets > 0 or token[0] in _NO_OPERATORS or token[0][0] in b"+-.0123456789":
            operands.append(token[0])
        else:
            picture = b""
            if token[0] == b"BI":
                operands, picture, at = _inline(content, at)
            yield Instruction(token[0], operands, content[start:at], picture)
            operands, start, open_brackets = [], at, 0


def _closed(content: bytes, at: int) -> int:
    """Where a string with parentheses inside ends; `at` is behind its first one."""
    depth = 1
    for found in _PARENTHESES.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise Unreadable(N_("a string that never closes"))


def _inline(content: bytes, at: int) -> tuple[list[bytes], bytes, int]:
    """The tokens of an inline picture's dictionary, its bytes, and where the stream goes on."""
    begin = _INLINE_BEGIN.search(content, at)
    finish = _INLINE_END.search(content, begin.end() - 1) if begin else None
    if begin is None or finish is None:
        raise Unreadable(N_("an inline picture that never ends"))
    tokens = [found[0] for found in _TOKEN.finditer(content, at, begin.start() + 1)
              if found.lastgroup not in (None, "stray")]
    return tokens, content[begin.end():finish.start()], finish.end()


def numbers(tokens: list[bytes]) -> list[float]:
    """The numbers among operands, as viewers read them: `--5` is 5 below nought, `1.2.3` is 1.2."""
    return [_number(token) for token in tokens if token[0] in b"+-.0123456789"]


def _number(token: bytes) -> float:
    try:
        return float(token)
    except ValueError:
        found = _NUMBER.match(token)
        digits = (found[0] if found else b"").lstrip(b"+-")
        value = float(digits) if digits.strip(b".") else 0.0
        return -value if token[:1] == b"-" else value


def said(value: float) -> bytes:
    """A number as an operand."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"


def name(token: bytes) -> str:
    """A name with its slash, its escapes undone."""
    plain = token if b"#" not in token else _NAME_HEX.sub(lambda found: bytes((int(found[1], 16),)), token)
    return plain.decode("utf-8", "replace")


def last_name(tokens: list[bytes]) -> str:
    """The last operand, when it is a name; else empty."""
    return name(tokens[-1]) if tokens and tokens[-1][:1] == b"/" else ""
