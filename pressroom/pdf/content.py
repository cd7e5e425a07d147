"""A content stream's operators, each with its operands (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pressroom.pdf.bounds import DEEPEST_BRACKET
from pressroom.pdf.errors import Malformed
from pressroom.pdf.inline import picture
from pressroom.pdf.syntax import TOKEN, WORDS, Operand, closed, lenient, literal


class Instruction(NamedTuple):
    """One operator.

    Attributes:
        operator: its name; `BI` stands for a whole inline picture.
        operands: what stands before it; of an inline picture the dictionary as it stands, and the bytes.
        start, end: where it begins and ends in the content, operands included.
    """

    operator: str
    operands: list[Operand]
    start: int
    end: int


def instructions(content: bytes) -> Iterator[Instruction]:
    """Operators in order, each with its operands; operands that no operator follows are left out, as viewers do.

    What is no operand (a stray bracket or brace, a word in an array) stands there as None: no operator takes it.

    Raises:
        Malformed: a bracket, a string or a picture does not end; brackets nest too deep; a key is no name.
    """
    operands: list[Operand] = []
    opened: list[tuple[bytes, list[Operand]]] = []
    at, start, match = 0, -1, TOKEN.match
    while (token := match(content, at)) is not None:
        begin, at, kind = at, token.end(), token.lastgroup
        if kind is None:
            continue
        start = begin if start < 0 else start
        if kind == "number":
            operands.append(float(token[0]))
        elif kind == "word":
            word = token[0]
            if opened or word in WORDS or word[0] in b"+-.0123456789":
                operands.append(WORDS[word] if word in WORDS else lenient(word))
                continue
            if word == b"BI":
                *operands, at = picture(content, at)
            yield Instruction(word.decode("latin-1"), operands, start, at)
            operands, start = [], -1
        elif kind == "open":
            if len(opened) >= DEEPEST_BRACKET:
                raise Malformed("nested without end")
            opened.append((token[0], operands))
            operands = []
        elif kind == "close":
            operands = closed(token[0], operands, opened)
        else:
            value, at = literal(kind, content, begin, at)
            operands.append(value)
    if opened:
        raise Malformed("a bracket that never closes")
