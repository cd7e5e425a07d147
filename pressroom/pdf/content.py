"""A content stream's operators, each with its operands (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from pressroom.patterns import regex
from pressroom.pdf.bounds import DEEPEST_BRACKET
from pressroom.pdf.errors import Malformed
from pressroom.pdf.inline import picture
from pressroom.pdf.syntax import SPACE, TOKEN, UNSIGNED, WORDS, Operand, close_bracket, lenient, literal

# An operator with nothing but plain numbers before it, as nine of ten are: one match instead of one for each number.
_WITH_NUMBERS = regex(rb"%s*+((?:[+-]?%s%s++)*+)([A-Za-z'\"*]++[01]?+)(?=[\x00\t\n\f\r ()<>\[\]{}/%%]|$)"
                      % (SPACE, UNSIGNED, SPACE))


class Instruction(NamedTuple):
    """One operator.

    Attributes:
        operator: its name; `BI` for a whole inline picture.
        operands: the values before it; for an inline picture its dictionary as in the file, and its bytes.
        start, end: its position in the content, operands included.
    """

    operator: str
    operands: list[Operand]
    start: int
    end: int


def instructions(content: bytes) -> Iterator[Instruction]:
    """Operators in order, each with its operands; operands without an operator are ignored, as in viewers.

    Anything that is no operand (a stray bracket or brace, a word in an array) becomes None, which no operator accepts.

    Raises:
        Malformed: a bracket, a string or a picture does not end; brackets nest too deep; a key is no name.
    """
    operands, open_brackets = list[Operand](), list[tuple[bytes, list[Operand]]]()
    start, match = -1, TOKEN.match
    at = yield from _with_plain_numbers(content, 0)
    while (token := match(content, at)) is not None:
        begin, at, kind = at, token.end(), token.lastgroup
        if kind is None:
            continue
        start = begin if start < 0 else start
        if kind == "number":
            operands.append(float(token[0]))
        elif kind == "word":
            word = token[0]
            if open_brackets or word in WORDS or word[0] in b"+-.0123456789":
                operands.append(WORDS[word] if word in WORDS else lenient(word))
                continue
            if word == b"BI":
                *operands, at = picture(content, at)
            yield Instruction(word.decode("latin-1"), operands, start, at)
            operands, start = [], -1
            at = yield from _with_plain_numbers(content, at)
        elif kind == "open":
            if len(open_brackets) >= DEEPEST_BRACKET:
                raise Malformed("brackets nested too deep")
            open_brackets.append((token[0], operands))
            operands = []
        elif kind == "close":
            operands = close_bracket(token[0], operands, open_brackets)
        else:
            value, at = literal(kind, content, begin, at)
            operands.append(value)
    if open_brackets:
        raise Malformed("an unclosed bracket")


def _with_plain_numbers(content: bytes, at: int) -> Generator[Instruction, None, int]:
    """The operators from `at` on, up to the first that has other operands; returns where that one begins."""
    while (whole := _WITH_NUMBERS.match(content, at)) is not None:
        numbers, word = whole.groups()
        if word in WORDS or word == b"BI":
            break
        at = whole.end()
        yield Instruction(word.decode("latin-1"), list(map(float, numbers.split())), whole.start(1), at)
    return at
