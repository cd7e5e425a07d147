r"""The notation of emphasis inside words.

`*italic*`, `**bold**`, `***both***`, `[words]{ink-name}`; they nest, and what was opened last is closed
first. `1^er^` sets the letters or digits between two carets as superiors. A backslash before one of
`* ^ _ [ ] { } \` makes it an ordinary character; `\-` is a soft hyphen (a place where a word may be
divided), and `\u` with four hexadecimal digits is any character. A star or a caret between spaces and
brackets around words without `{ink-name}` are ordinary characters. A line's end is a forced break; in text,
a line that starts with `- `, `– ` or `• ` is an item of a list. `faults` lists what is not closed, crossed,
or a mark of another notation.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from pressroom.findings import Place, Refused
from pressroom.records import dataclass, replace
from pressroom.type.fonts import INVISIBLE
from pressroom.type.setting.notation_faults import TOKEN, faults

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


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
        Refused: `notation`, for each of `faults`.
    """
    if wrong := faults(words):
        raise Refused([fault.finding(source) for fault in wrong])
    inks = _inks(words)
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

    for token in TOKEN.finditer(words):
        add(words[at:token.start()])
        at = token.end()
        if token["stars"]:
            bold, italic = bold ^ (len(token[0]) > 1), italic ^ (len(token[0]) != 2)
        elif token["raised"]:
            add(token["raised"], raised=True)
        elif token.start() not in inks:
            add(_character(token))
        elif token["open"]:
            ink_stack.append(inks[token.start()])
        else:
            ink_stack.pop()
    add(words[at:])
    return tuple(spans)


def plain(words: str) -> str:
    """The readable text of `words`: NFC, without notation and invisible characters; line ends stay.

    Raises:
        Refused: as for `parse`.
    """
    return normalize("NFC", "".join(span.text for span in parse(words)).translate(_INVISIBLE))


def _character(token: re.Match[str]) -> str:
    if token["number"]:
        return chr(int(token["number"], 16))
    return "\u00ad" if token["soft"] else token["plain"] or token[0]


def _inks(words: str) -> dict[int, str]:
    """The ink of each pair of brackets that names one, by the places of both brackets."""
    inks: dict[int, str] = {}
    waiting: list[int] = []
    for token in TOKEN.finditer(words):
        if token["open"]:
            waiting.append(token.start())
        elif token[0].startswith("]"):
            opening = waiting.pop()
            if token["ink"]:
                inks[opening] = inks[token.start()] = token["ink"]
    return inks
