"""What the first sign of a value, or a sign inside it, does in YAML, where words were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressroom.findings import N_, Value
from pressroom.patterns import regex
from pressroom.records import dataclass, field
from pressroom.specs.yaml_written import Line, quoted

WRITE = N_("write: {line}")

_ESCAPES = regex(r"\\(?:[0abtnvfe \"/\\N_LP\t]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$)")
_EMPHASIS = regex(r"(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1")
_LIST = regex(r"[\[{][\w\s,.:x\"'*$%-]*\Z")
_PAIRS = {"[": "]", "{": "}"}

# What a sign does at the start of a value.
_STARTS = {
    "{": N_("{mark} at the start begins named values, not text"),
    "[": N_("{mark} at the start begins a list, not text"),
    "*": N_("{mark} at the start asks for a copy of what is named so elsewhere in the file"),
    "&": N_("{mark} at the start gives the value a name, and is not printed"),
    "!": N_("{mark} at the start states a type, and is not printed"),
    "|": N_("{mark} at the start announces text on the lines below"),
    ">": N_("{mark} at the start announces text on the lines below"),
    "-": N_("{mark} and a space begin an entry of a list, on a line of its own"),
    **dict.fromkeys("@`%?:,]}", N_("{mark} cannot begin a text in YAML")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A sign that does something else than what was meant.

    Attributes:
        column: its place in the line, from 0.
        message: what it does; `values` fills its places.
        text: the line to write, without its head; None where it is to be deleted.
        hint: what to type, where it is more than that line.
    """

    column: int
    message: str
    text: str | None
    values: dict[str, Value] = field(default_factory=dict)
    hint: str = ""



def value_faults(line: Line) -> Iterator[Fault]:
    """What may be wrong in the value of a line, the likeliest first."""
    value = line.value
    if not value:
        return
    if value[0] in "\"'":
        yield from _quoted(line, value[0])
    elif value[0] in _PAIRS:
        yield from _flow(line)
        yield _start(line)
    elif value[0] in _STARTS and (value[0] not in "-?:" or value[1:2] in (" ", "")) and value not in ("|", ">", "-"):
        yield _start(line)
    else:
        yield from _colons(line)


def start_message(mark: str) -> str:
    """What `mark` does at the start of a value; empty for a sign that does nothing."""
    return _STARTS.get(mark, "")


def _start(line: Line) -> Fault:
    mark = line.value[0]
    if mark == "`":  # code in Markdown; the marks themselves are no part of the words
        return Fault(line.column, _STARTS[mark], line.with_value(quoted(line.value.replace("`", ""))), {"mark": mark})
    plain = _EMPHASIS.sub(r"\2", line.value)
    if plain != line.value:
        return Fault(line.column, _STARTS[mark], line.with_value(quoted(plain)),
                     {"mark": mark, "other": quoted(line.value)},
                     N_("for italic or bold, where the font has it, write {other}; else write: {line}"))
    return Fault(line.column, _STARTS[mark], line.with_value(quoted(line.value)), {"mark": mark})


def _colons(line: Line) -> Iterator[Fault]:
    """A colon in plain words; where the line has no key, the first one may be the key's own."""
    found = re.search(r":(?=\s|$)", line.value)
    if found and line.key is not None:
        yield Fault(line.column + found.start(), N_("a colon and a space make a key of {before}"),
                    line.with_value(quoted(line.value)), {"before": line.value[:found.start()].rstrip()[-30:]})


def _quoted(line: Line, quote: str) -> Iterator[Fault]:
    value = line.value
    ends = _closing(value, quote)
    if ends is None:
        yield from _escapes(line, quote)
        yield Fault(line.column, N_("the quote that opens here is not closed in its line"),
                    line.with_value(quoted(_inner(value[1:], quote))), {})
    elif ends < len(value) - 1:
        wraps = value.endswith(quote) and (value[ends + 1].isalnum() or value[ends - 1].isspace())
        text = _inner(value[1:-1] if wraps else value, quote)
        message = (N_("the apostrophe in {around} ends the text, because a single quote began it")
                   if quote == "'" and wraps else
                   N_("the double quote before {around} ends the text, because a double quote began it") if wraps else
                   N_("the text ends with its second quote: {around} is left over"))
        around = _word_around(value, ends) if quote == "'" and wraps else value[ends + 1:].strip()[:30]
        yield Fault(line.column + ends, message, line.with_value(quoted(text)), {"around": around})
    else:
        yield from _escapes(line, quote)


def _closing(value: str, quote: str) -> int | None:
    """Where the quote that begins `value` is closed."""
    at = 1
    while at < len(value):
        if (quote == '"' and value[at] == "\\") or (value.startswith("''", at) and quote == "'"):
            at += 2
        elif value[at] == quote:
            return at
        else:
            at += 1
    return None


def _inner(text: str, quote: str) -> str:
    """The text between quotes, as it is meant."""
    return text.replace("''", "'") if quote == "'" else text.replace('\\"', '"')


def _word_around(value: str, at: int) -> str:
    """The word around a place."""
    start = max(value.rfind(" ", 0, at), 0) + 1
    end = value.find(" ", at)
    return value[start:end if end > 0 else len(value)].strip("'")[:30]


def _escapes(line: Line, quote: str) -> Iterator[Fault]:
    """Backslashes that begin no escape between double quotes."""
    if quote != '"':
        return
    value, parts, at, first = line.value, [], 0, -1
    while at < len(value):
        known = _ESCAPES.match(value, at)
        if value[at] == "\\" and not known:
            first = at if first < 0 else first
            parts.append("\\\\")
            at += 1
        else:
            parts.append(known[0] if known else value[at])
            at += len(parts[-1])
    if first >= 0:
        yield Fault(line.column + first, N_("between double quotes {sign} stands for no character"),
                    line.with_value("".join(parts)), {"sign": value[first:first + 2]})


def _flow(line: Line) -> Iterator[Fault]:
    """A bracket or brace that is not closed in its line."""
    value = line.value
    if _LIST.match(value) and value.count(value[0]) > value.count(_PAIRS[value[0]]):
        yield Fault(line.column, N_("{mark} is not closed"), line.with_value(value + _PAIRS[value[0]]),
                    {"mark": value[0]})
