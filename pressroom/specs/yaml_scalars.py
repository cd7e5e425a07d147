"""Values as YAML writes them: plain where that says the same, else between quotes; long texts as blocks of lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import yaml

from pressroom.patterns import regex
from pressroom.specs.document import Tree
from pressroom.specs.yaml_slips import Loader

_PLAIN = regex(r"[\w«][^\n#]*")
_WIDTH = 110  # columns of a text that is folded over lines
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_SPACES = "\u00a0\u202f\u2009\u2007"
_SAMPLE = regex(r"!\S+[ \t]+")


def newline_of(text: str) -> str:
    """How the lines of a file end."""
    return "\r\n" if "\r\n" in text else "\n"


def written(value: Tree, *, flow: bool) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if _is_plain(value, flow=flow) else quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(written(item, flow=True) for item in value) + "]"
    return "{" + ", ".join(f"{key}: {written(item, flow=True)}" for key, item in value.items()) + "}"


def quoted(text: str) -> str:
    """A text between double quotes, or between single ones where it holds double ones."""
    simple = "\n" not in text and text.isprintable()
    if simple and '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    return _escaped(text)


def in_style(old: str, value: str, *, indent: int, flow: bool, newline: str) -> Iterator[str]:
    """Ways to write a text in place of `old`, in its style first; the last holds any text.

    A mark of a sample goes: the words are somebody's own now. `indent` is that of a block's lines.
    """
    mark = _SAMPLE.match(old)
    style = old[mark.end() if mark else 0:]
    if style[:1] in ("|", ">") and value.strip():
        yield from _blocks(style, value, indent, newline)
    elif "\n" in value.strip("\n") and not flow:
        yield from _blocks("|", value, indent, newline)
    value = value if style[:1] in ("|", ">") else value.rstrip("\n")
    if style[:1] not in ('"', "'") and _is_plain(value, flow=flow):
        yield value
    if style[:1] == "'" and "\n" not in value:
        yield "'" + value.replace("'", "''") + "'"
    yield quoted(value)


def block_lines(value: Tree, indent: int) -> list[str]:
    """A mapping or list on lines of its own, without the last line end."""
    space = " " * indent
    if isinstance(value, dict):
        lines: list[str] = []
        for key, item in value.items():
            if isinstance(item, dict) and item:
                lines += [f"{space}{key}:", *block_lines(item, indent + 2)]
            elif isinstance(item, str) and "\n" in item.strip("\n"):
                lines += f"{space}{key}: {next(_blocks('|', item, indent + 2, chr(10)))}".split("\n")
            else:
                lines.append(f"{space}{key}: {written(item, flow=False)}".rstrip())
        return lines
    if isinstance(value, list):
        return [f"{space}- {written(item, flow=False)}" for item in value]
    return [space + written(value, flow=False)]


def _blocks(old: str, value: str, indent: int, newline: str) -> Iterator[str]:
    """The text as a block with the header of `old`, and the indentation that its lines have."""
    header, _, body = old.partition("\n")
    header = header.strip()
    first = next((line for line in body.split("\n") if line.strip()), "")
    space = " " * (len(first) - len(first.lstrip(" ")) or indent)
    lines = value.rstrip("\n").split("\n")
    if header[:1] == ">":
        folded = [part for line in lines for part in [*_folded(line, _WIDTH - len(space)), ""]][:-1]
        yield newline.join([header, *(space + line if line else "" for line in folded)])
    yield newline.join([header if header[:1] == "|" else "|", *(space + line if line else "" for line in lines)])


def _folded(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


def _is_plain(value: str, *, flow: bool) -> bool:
    """Whether a text without quotes says itself, and would not look like a comment or a key to a reader."""
    if not _PLAIN.fullmatch(value) or ": " in value or value != value.strip() or not value.isprintable():
        return False
    try:
        node = yaml.compose(f"[{value}]" if flow else f"- {value}", Loader=Loader)
    except yaml.YAMLError:
        return False
    found = node.value if isinstance(node, yaml.SequenceNode) else []
    return (len(found) == 1 and isinstance(found[0], yaml.ScalarNode) and found[0].value == value
            and not found[0].style and value not in ("~", "null"))


def _escaped(text: str) -> str:
    """A text between double quotes; what cannot be seen, but spaces of typography, is written by its number."""
    return '"' + "".join(_ESCAPES.get(sign) or (sign if sign.isprintable() or sign in _SPACES else _numbered(sign))
                         for sign in text) + '"'


def _numbered(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) < 1 << 16 else f"\\U{ord(sign):08X}"
