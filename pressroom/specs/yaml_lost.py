"""What YAML drops, or reads as something else, without a word: comments, names of values, types, sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.patterns import regex
from pressroom.specs.yaml_values import WRITE, start_message
from pressroom.specs.yaml_written import SAMPLE, parsed_line, quoted

YAML_LOST = code(
    "yaml-lost",
    N_("YAML gives some signs a meaning of their own: ` #` begins a comment, & a name, ! a type, { named values. Words "
       "after them are dropped without a message."),
    N_("Put words that hold such a sign between quotes; write a comment on a line of its own, or after `  # `."),
    source="YAML 1.1")

_NAME = regex(r"[a-z0-9][a-z0-9./:%-]*\Z")
_COMMENT = regex(r"(?P<space>[ \t]*)#(?P<lost>.*)\Z")
_APART = N_("put two spaces before a comment; if it belongs to the words, write: {line}")
_IN_QUOTES = N_("put it between quotes: {line}")


def lost(node: yaml.Node, lines: Sequence[str], file: Path, *, words: bool) -> Iterator[Finding]:
    """Findings about one value; `words` says that it is text to be printed."""
    if isinstance(node, yaml.MappingNode):
        yield from _set(node, lines, file)
    elif isinstance(node, yaml.ScalarNode):
        yield from _named(node, lines, file)
        if not node.style:
            yield from _comment(node, lines, file, words)


def _comment(node: yaml.ScalarNode, lines: Sequence[str], file: Path, words: bool) -> Iterator[Finding]:
    """A comment that was meant as text: `#` without a space after it, or after a single space in several words."""
    row = node.end_mark.line
    text = lines[row] if row < len(lines) else ""
    note = _COMMENT.match(text, node.end_mark.column)
    if not note or (not node.value and not note["space"]):
        return
    tight = note["lost"][:1] not in ("", " ", "#", "!")
    several = note["space"] == " " and " " in node.value
    if not tight and not several:
        return
    if node.value and not words and _NAME.match(node.value):
        return
    written = parsed_line(text)
    whole = f"{node.value} #{note['lost'].rstrip()}".strip()
    one_line = node.start_mark.line == row
    yield finding(YAML_LOST, N_("a space and # begin a comment: {lost} is not read"),
                  _IN_QUOTES if not one_line else WRITE if tight else _APART,
                  source=_place(file, row, note.start("lost") - 1, text), lost=f"#{note['lost'].rstrip()}"[:60],
                  line=f"{written.head}{written.lead}".lstrip() * one_line + quoted(whole))


def _named(node: yaml.ScalarNode, lines: Sequence[str], file: Path) -> Iterator[Finding]:
    """A name that nothing asks for, or a type, at the start of a text."""
    row, column = node.start_mark.line, node.start_mark.column
    text = lines[row] if row < len(lines) else ""
    mark = text[column:column + 1]
    named = re.match(r"&([\w-]+)", text[column:])
    if mark == "!" and node.tag.startswith("tag:yaml.org"):
        return
    if (mark == "&" and named and not any(f"*{named[1]}" in line for line in lines)) or (
            mark == "!" and not node.style and node.tag != SAMPLE):
        yield finding(YAML_LOST, start_message(mark), _hint(text, column), source=_place(file, row, column, text),
                      mark=mark, line=_line(text, column))


def _set(node: yaml.MappingNode, lines: Sequence[str], file: Path) -> Iterator[Finding]:
    """Braces around a name without a colon, such as `{figures.loss}`."""
    if node.flow_style and any(key.end_mark.index == value.start_mark.index and isinstance(value, yaml.ScalarNode)
                               and not value.value for key, value in node.value):
        row, column = node.start_mark.line, node.start_mark.column
        text = lines[row] if row < len(lines) else ""
        yield finding(YAML_LOST, start_message("{"), _hint(text, column), source=_place(file, row, column, text),
                      mark="{", line=_line(text, column, node.end_mark.column if node.end_mark.line == row else None))


def _hint(text: str, column: int) -> str:
    return WRITE if parsed_line(text).column == column else _IN_QUOTES


def _line(text: str, column: int, end: int | None = None) -> str:
    written = parsed_line(text)
    if written.column != column:
        return quoted(text[column:end].strip())
    return f"{written.head}{written.with_value(quoted(written.value))}".strip()


def _place(file: Path, row: int, column: int, text: str) -> Place:
    return Place(file, row + 1, column + 1, text)
