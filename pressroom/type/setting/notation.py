r"""The notation of emphasis inside words.

`*italic*`, `**bold**`, `***both***`, `[words]{ink-name}`; they nest. `1^er^` sets the letters or
digits between two carets as superiors. A backslash before one of `* ^ [ ] { } \` makes it an ordinary
character; `\-` is a soft hyphen (a place where a word may be divided), and `\u` with four hexadecimal
digits is any character. A star between spaces, a single caret and a bracket without `{ink-name}` are
ordinary characters. A line's end is a forced break; in text, a line that starts with `- `, `– ` or `• ` is
an item of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.type.fonts import INVISIBLE

NOTATION = code(
    "notation",
    N_("A star or a bracket that is not closed would be printed, or change the look of the rest of the text."),
    N_("Close it, or write a backslash before it when the character itself is meant."))

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_TOKEN = re.compile(r"""
    \\u(?P<number>[0-9A-Fa-f]{4}) | \\(?P<plain>[*^\[\]{}\\]) | (?P<soft>\\-) | (?P<unknown>\\)
    | (?<![^\s])(?P<lone>\*+)(?!\S) | (?P<stars>\*+)
    | \^(?P<raised>[^\W_]+)\^ | (?P<open>\[) | \](?:\{(?P<ink>[\w-]*)\})? """, re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one look.

    Attributes:
        text: without notation; it may hold line ends and soft hyphens.
        bold, italic: which face.
        ink: the name of a brand ink; empty for the ink of the style.
        raised: whether they are superior letters or figures.
    """

    text: str
    bold: bool = False
    italic: bool = False
    ink: str = ""
    raised: bool = False


@lru_cache(maxsize=1024)
def parse(words: str, source: Place | None = None) -> tuple[Span, ...]:
    """The spans of `words`.

    Raises:
        Refused: `notation`, for a mark that is not closed or not known.
    """
    inks, literal = _brackets(words, source)
    spans: list[Span] = []
    bold = italic = False
    ink_stack: list[str] = []
    at = 0

    def add(text: str, raised: bool = False) -> None:
        span = Span(text, bold, italic, ink_stack[-1] if ink_stack else "", raised)
        if text and spans and replace(spans[-1], text=text) == span:
            spans[-1] = replace(span, text=spans[-1].text + text)
        elif text:
            spans.append(span)

    for token in _TOKEN.finditer(words):
        add(words[at:token.start()])
        at = token.end()
        if token.start() in literal:
            add(token[0])
        elif token["stars"]:
            bold, italic = bold ^ (len(token[0]) > 1), italic ^ (len(token[0]) != 2)
        elif token["raised"]:
            add(token["raised"], raised=True)
        elif token["open"]:
            ink_stack.append(inks[token.start()])
        elif token[0].startswith("]"):
            ink_stack.pop()
        else:
            add(_character(token, words, source))
        if token["stars"] and len(token[0]) > 3:
            raise _fault(words, token.start(), source)
    add(words[at:])
    if bold or italic:
        raise _fault(words, words.rfind("*"), source)
    return tuple(spans)


def plain(words: str) -> str:
    """The readable text of `words`: NFC, without notation and invisible characters; line ends stay.

    Raises:
        Refused: as for `parse`.
    """
    return normalize("NFC", "".join(span.text for span in parse(words)).translate(_INVISIBLE))


def _character(token: re.Match[str], words: str, source: Place | None) -> str:
    if token["unknown"]:
        raise _fault(words, token.start(), source)
    if token["number"]:
        return chr(int(token["number"], 16))
    return "\u00ad" if token["soft"] else token["plain"] or token[0]


def _brackets(words: str, source: Place | None) -> tuple[dict[int, str], set[int]]:
    """Inks by the place of their opening bracket, and the brackets that are ordinary characters."""
    inks: dict[int, str] = {}
    literal: set[int] = set()
    waiting: list[int] = []
    for token in _TOKEN.finditer(words):
        if token["open"]:
            waiting.append(token.start())
        elif token[0].startswith("]"):
            opening = waiting.pop() if waiting else None
            if token["ink"] is None:
                literal |= {token.start()} if opening is None else {token.start(), opening}
            elif opening is None or not token["ink"]:
                raise _fault(words, token.start(), source)
            else:
                inks[opening] = token["ink"]
    return inks, literal | set(waiting)


def _fault(words: str, at: int, source: Place | None) -> Refused:
    around = words[max(0, at - 12):at + 13].replace("\n", " ")
    return Refused([finding(NOTATION, N_("a mark of emphasis is not closed, or not known, in: {words}"),
                            N_("write \\{character} for the character itself"), source=source, words=around,
                            character=words[at])])
