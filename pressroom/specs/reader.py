"""YAML read with line numbers, and with scalars as text.

Every scalar is the text of the file (or None when it is empty), so that `12:30`, `no` and `2023-01-18` stay as typed;
the models convert text to numbers. Every value keeps its place.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from pressroom import files
from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.records import replace
from pressroom.specs.document import FILE_MISSING, Document, Location, Tree
from pressroom.specs.yaml_lost import lost
from pressroom.specs.yaml_slips import Loader, explained
from pressroom.specs.yaml_written import SAMPLE

LARGEST_FILE = 1_000_000
MOST_VALUES = 20_000
DEEPEST = 40

FILE_EMPTY = code("file-empty", N_("An empty specification cannot be built."),
                  N_("Fill the file in, or delete it. `render.py new NAME --layout L` writes one to start from."))
FILE_ENCODING = code(
    "file-encoding",
    N_("Specifications are UTF-8; in another encoding, é and œ become other characters."),
    N_("Save the file as UTF-8 (in most editors: Save with encoding)."))
FILE_TOO_LARGE = code("spec-too-large", N_("A specification is text; a file of more than a megabyte is a mistake."),
                      N_("Check the content of the file; pictures go to assets/pictures/ and are named by file."))
YAML_SYNTAX = code(
    "yaml-syntax",
    N_("The file cannot be read as YAML from this line on."),
    N_("Indent with spaces, put a space after each colon, and quote words that begin with a special character."),
    source="YAML 1.1")
DUPLICATE_KEY = code("duplicate-key", N_("The same key occurs twice; YAML would keep the last one without a message."),
                     N_("Delete one of the two."))
YAML_ALIASES = code("yaml-aliases", N_("Aliases that repeat each other can grow a few lines into billions of values."),
                    N_("Write the values out, or use an alias for one thing only."))


def read(path: Path, shown_as: Path | None = None) -> Document:
    """Read the YAML file at `path`; messages name it `shown_as`.

    Raises:
        Refused: with every finding about its encoding, syntax, size, aliases and duplicate keys.
    """
    name = shown_as or path
    return parsed(_text(path, name), name)


def parsed(text: str, name: Path) -> Document:
    """A text as the file `name` that holds it.

    Raises:
        Refused: as `read`.
    """
    text = files.composed(text)
    lines = tuple(text.splitlines())
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as trouble:
        raise Refused(_syntax(trouble, text, name, lines)) from None
    except (yaml.YAMLError, RecursionError):
        raise Refused([_not_text(name, text)]) from None
    if node is None:
        raise Refused([finding(FILE_EMPTY, N_("the file is empty"), source=Place(name))])
    composer = _Composer(Document(name, lines, None))
    tree = composer.tree(node, ())
    if composer.findings:
        raise Refused(composer.findings)
    return replace(composer.document, tree=tree)


def _text(path: Path, name: Path) -> str:
    try:
        raw = files.content(path, LARGEST_FILE)
    except files.Unread as trouble:
        if trouble.strerror == files.TOO_LARGE:
            raise Refused([finding(FILE_TOO_LARGE, N_("the file is larger than {limit} kB"), source=Place(name),
                                   limit=LARGEST_FILE // 1000)]) from None
        raise Refused([finding(FILE_MISSING, N_("cannot be read: {reason}"), source=Place(name),
                               reason=str(trouble))]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        before = raw[:trouble.start]
        line = before.count(b"\n") + 1
        column = trouble.start - before.rfind(b"\n")
        line_text = raw.split(b"\n")[line - 1].decode("latin-1").rstrip("\r")
        raise Refused([finding(FILE_ENCODING, N_("the file is not UTF-8: byte {byte} cannot be read"),
                               N_("save it as UTF-8; read as Latin-1 this line says: {shown}"),
                               source=Place(name, line, column, line_text), byte=f"0x{raw[trouble.start]:02X}",
                               shown=line_text.strip()[:60])]) from None


def _syntax(trouble: yaml.MarkedYAMLError, text: str, name: Path, lines: tuple[str, ...]) -> list[Finding]:
    """What keeps the text from being read: each known slip, with the line to write, else where reading ended."""
    def place(line: int, column: int) -> Place:
        return Place(name, line, column, lines[line - 1] if 0 < line <= len(lines) else "")
    slips = explained(text)
    if slips:
        return [slip.finding(YAML_SYNTAX, place(slip.line, slip.column)) for slip in slips]
    mark = trouble.problem_mark or trouble.context_mark
    return [finding(YAML_SYNTAX, N_("the file cannot be read from here on: this is no YAML"),
                    N_("check the spaces before the line and after each colon; put words with special signs in quotes"),
                    source=place(mark.line + 1, mark.column + 1) if mark else Place(name))]


def _not_text(name: Path, text: str) -> Finding:
    odd = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    line = text.count("\n", 0, odd.start()) + 1 if odd else 0
    column = odd.start() - text.rfind("\n", 0, odd.start()) if odd else 0
    if odd is None:
        return finding(YAML_SYNTAX, N_("lists or named values are nested too deeply"), source=Place(name))
    return finding(YAML_SYNTAX, N_("the line holds a control character: {sign}"), N_("delete the control character"),
                   source=Place(name, line, column), sign=f"U+{ord(odd[0]):04X}")


class _Composer:
    """Turns YAML nodes into plain values, within bounds."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self.values = 0
        self.open: set[int] = set()

    def tree(self, node: yaml.Node, location: Location) -> Tree:
        mark = node.start_mark
        self.document.places[location] = (mark.line + 1, mark.column + 1)
        self.values += 1
        if node.tag == SAMPLE:
            self.document.samples.add(location)
        if self.values > MOST_VALUES or len(location) > DEEPEST or id(node) in self.open:
            place = self.document.at(mark.line + 1, mark.column + 1)
            raise Refused([*self.findings, finding(
                YAML_ALIASES, N_("aliases repeat each other into more than {limit} values"),
                N_("write the values out instead"), source=place, limit=MOST_VALUES)])
        self.findings += lost(node, self.document.lines, self.document.file, words="words" in location)
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, location)
            if isinstance(node, yaml.SequenceNode):
                return [self.tree(item, (*location, number)) for number, item in enumerate(node.value)]
            # libyaml calls the style of a plain scalar "", PyYAML itself None
            nothing = isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")
            return None if nothing else files.composed(str(node.value))  # an escape may hold an accent apart
        finally:
            self.open.discard(id(node))

    def mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Tree]:
        merged: dict[str, Tree] = {}
        own: dict[str, Tree] = {}
        for key, value in node.value:
            at = self.document.at(key.start_mark.line + 1, key.start_mark.column + 1)
            name = files.composed(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if not isinstance(key, yaml.ScalarNode):
                self.findings.append(finding(YAML_SYNTAX, N_("a key must be one word"), source=at))
            elif name == "<<" and not key.style:
                merged.update(self.merged(value, location))
            elif name in own:
                self.findings.append(finding(
                    DUPLICATE_KEY, N_("{key} occurs twice, first in line {first}"),
                    N_("delete this line, or line {first}"), source=at, key=name,
                    first=self.document.key_places[(*location, name)][0]))
            else:
                self.document.key_places[(*location, name)] = (at.line, at.column)
                own[name] = self.tree(value, (*location, name))
        return {**merged, **own}

    def merged(self, node: yaml.Node, location: Location) -> dict[str, Tree]:
        """The values that `<<: *anchor` brings in; keys of the mapping itself win."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        out: dict[str, Tree] = {}
        for part in reversed(parts):
            value = self.tree(part, location)
            if isinstance(value, dict):
                out.update(value)
            else:
                self.findings.append(finding(
                    YAML_SYNTAX, N_("<< takes the alias of a mapping"),
                    source=self.document.at(part.start_mark.line + 1, part.start_mark.column + 1)))
        return out
