"""One line of YAML as it is written, for messages about lines that cannot be read."""

from __future__ import annotations

from pressroom.patterns import regex
from pressroom.records import dataclass

SAMPLE = "!sample"
"""The mark of words that `new` wrote as an example: `headline: !sample "..."`."""

_MARK = regex(rf"{SAMPLE}[ \t]+")
_HEAD = regex(r"[ \t]*(?:- +)*")
_KEY = regex(r"(?P<key>[\w][\w .\u00a0-]*?|\"[^\"]*\"|'[^']*')(?P<colon>[ \u00a0]*:)(?P<gap>[ \t]+|$)")
_TIGHT = regex(r"[A-Za-z][\w-]*:(?=[^\s:/])")
_BARE = regex(r"[a-z][a-z-]*(?= +[^\s:=])")
_COMMENT = regex(r"(?:[ \t]{2,}|\t)#(?: .*|)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's parts.

    Attributes:
        text: all of it.
        head: its indentation, and the hyphens of lists.
        key: its key; None without one.
        lead: the key, its colon and the space after it.
        mark: the mark of a sample, which goes when its words are edited.
        value: what follows, without a comment that stands apart; comment: that comment with the space before it.
        tight: how many characters of a key and colon come before a value without a space; 0 for none.
        bare: a first word that may be a key without its colon.
    """

    text: str
    head: str
    key: str | None
    lead: str
    mark: str
    value: str
    comment: str
    tight: int = 0
    bare: str = ""

    @property
    def column(self) -> int:
        """Where the value begins, from 0."""
        return len(self.head) + len(self.lead) + len(self.mark)

    def with_value(self, value: str) -> str:
        """The line with another value, without its head and mark."""
        return f"{self.lead}{value}{self.comment}"


def parsed_line(text: str) -> Line:
    """The parts of a line."""
    head = _HEAD.match(text)
    start = head.end() if head else 0
    body = text[start:]
    found = _KEY.match(body)
    key, lead = (found["key"], found[0]) if found else (None, "")
    mark = _MARK.match(body, len(lead))
    rest = body[mark.end() if mark else len(lead):]
    note = _COMMENT.search(rest)
    comment = note[0] if note else ""
    value = rest[:len(rest) - len(comment)]
    trailing = len(value) - len(value.rstrip())
    value, comment = value.rstrip(), value[len(value) - trailing:] + comment
    tight, bare = None if found else _TIGHT.match(body), None if found else _BARE.match(body)
    return Line(text, text[:start], key, lead, mark[0] if mark else "", value, comment.rstrip(),
                tight.end() if tight else 0, bare[0] if bare and not tight else "")


def indented(body: str, width: int) -> str:
    """`body` after `width` spaces."""
    return " " * width + body


def quoted(text: str) -> str:
    """`text` between quotes, such that nothing in it ends them; apostrophes become typographic where both are in it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "’") + "'"
