"""From Markdown to blocks; what cannot be set is a finding at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.patterns import regex
from pressroom.prose.model import Block, Figure, Heading, ListItems, Paragraph, Quote, Table, Text
from pressroom.prose.notation_writer import STAR, TYPED, UNDERSCORE, NotationWriter, literal, unclosed_marks
from pressroom.prose.pictures import misplaced, named_pictures, unknown
from pressroom.prose.positions import Positions
from pressroom.prose.tables import TableReader, broken_table
from pressroom.records import replace
from pressroom.text.figures import figure_hint
from pressroom.text.placeholders import fill, names_in
from pressroom.type.setting import notation_faults as notation
from pressroom.type.typography import Rules, polish
from pressroom.type.typography import hints as typography_hints

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NOT_SET = code(
    "not-set",
    N_("A body is running text: paragraphs, headings, lists, quotes, emphasis and links, in a release also tables and "
       "the pictures under pictures:. Anything else would be lost or printed as code."),
    N_("Write it as running text, or make it a piece of its own."), source="CommonMark 0.31")
PROSE_TOO_LONG = code("prose-too-long", N_("A text of this length is usually a mistake."),
                      N_("Check the content of the body, or split it into several pieces."))
HEADING_LEVEL = code(
    "heading-level",
    N_("The title is the only heading of the first level. Screen readers navigate by headings, and a level that is "
       "left out seems to be missing text."),
    N_("Write ## for a heading, and ### only below such a heading."), source="ISO 14289-1:2014 (PDF/UA-1), 7.4.2")
UNKNOWN_FIGURE = code("unknown-figure", N_("Figures are defined in campaign.yaml, with their sources; this one is "
                                           "not there."),
                      N_("Correct the name, or add the figure to campaign.yaml."))

MOST_CHARACTERS = 400_000
_AROUND = 12  # characters by which a mark is found in its line
DEEPEST = 3  # levels of nested lists and quotes
_SAFE = regex(r"(?:https?://[^\s]+|mailto:[^\s]+)\Z")
_RESERVED = regex(r"\]\{link-[^{}]*\}")
_NOWHERE = Path("-")

At = Callable[[int, int], Place]


def blocks(markdown: str, *, figures: Mapping[str, str] | None = None, language: str = "fr",
           rules: Rules | None = None, at: At | None = None, hints: list[Finding] | None = None,
           pictures: Mapping[str, Figure] | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown text.

    `figures` are the values of figures by name, `figures.loss` for `{figures.loss}`; `language` and `rules` are for
    microtypography; `at` gives the place in the user's file of a line and column of the text (from 1); `hints` takes
    what only the writer can act on, and what refuses nothing. `pictures` are those that the text may show, by name;
    None for a text that takes neither pictures nor tables.

    Raises:
        Refused: the text contains what cannot be set; every finding at once.
    """
    where = at or (lambda _line, _column: Place(_NOWHERE))
    if len(markdown) > MOST_CHARACTERS:
        raise Refused([finding(PROSE_TOO_LONG, N_("the text has {count} characters; at most {most} are allowed"),
                               source=where(1, 1), measured=len(markdown), limit=MOST_CHARACTERS,
                               count=len(markdown), most=MOST_CHARACTERS)])
    reader = _BlockReader(markdown, figures or {}, language, rules, where)
    reader.pictures = pictures
    result = reader.blocks(_parser().parse(markdown))
    if hints is not None:
        hints += reader.hints
    if reader.findings:
        raise Refused(reader.findings)
    return result


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, and with HTML, so that it is found and refused."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 24})
    # Unused references would vanish from the text; joined escapes would lose their meaning.
    parser.enable("table").disable(["reference", "text_join"])
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]  # addresses are checked below
    return parser


_MESSAGES = {
    "html_block": N_("HTML cannot be set: {words}"), "html_inline": N_("HTML cannot be set: {words}"),
    "image": N_("a picture cannot be set in a text: {words}"), "table_open": N_("a table cannot be set: {words}"),
    "code_block": N_("code cannot be set: {words}"), "fence": N_("code cannot be set: {words}"),
    "code_inline": N_("code cannot be set: {words}"), "hr": N_("a rule across the page cannot be set: {words}"),
}
_HINTS = {"image": N_("name its file under pictures:, and write {pictures.NAME} on a line of its own"),
          "code_block": N_("start the line with fewer than four spaces"),
          "html_block": N_("write \\< for the sign itself"), "html_inline": N_("write \\< for the sign itself")}


class _BlockReader:
    """Builds blocks from the tokens of one Markdown text."""

    def __init__(self, markdown: str, figures: Mapping[str, str], language: str, rules: Rules | None, at: At) -> None:
        self.lines = markdown.split("\n")
        self.figures, self.language, self.rules, self.at = figures, language, rules, at
        self.findings: list[Finding] = []
        self.hints: list[Finding] = []
        self.pictures: Mapping[str, Figure] | None = None
        self.level, self.deep = 1, False
        self.heading = 0
        self.open: list[list[Block]] = [[]]
        self.lists: list[tuple[bool, int, list[tuple[Block, ...]]]] = []

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """All blocks, built with a stack instead of recursion, so that deep nesting is no risk."""
        table: list[Token] = []
        for token in tokens:
            if table or token.type == "table_open":
                table.append(token)
                if token.type == "table_close":
                    self._table(table)
                    table = []
            elif token.type in _MESSAGES:
                self.refuse(token)
            else:
                self._block(token)
        return tuple(self.open[0])

    def _block(self, token: Token) -> None:
        kind = token.type
        if kind in ("blockquote_open", "list_item_open"):
            if len(self.open) == DEEPEST + 1:
                self.too_deep(token)
            self.open.append([])
        elif kind == "blockquote_close":
            inner = tuple(self.open.pop())
            self.open[-1] += [Quote(inner)] if inner else []
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append((kind.startswith("ordered"), int(token.attrs.get("start", 1)), []))
        elif kind == "list_item_close":
            self.lists[-1][2].append(tuple(self.open.pop()))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            ordered, start, items = self.lists.pop()
            self.open[-1].append(ListItems(tuple(item for item in items if item), ordered, start))
        elif kind == "heading_open":
            self.heading = self._level(token)
        elif kind == "inline":
            self._words(token)
            self.heading = 0

    def _words(self, token: Token) -> None:
        """A paragraph or a heading, or the pictures that stand in its place."""
        line = token.map[0] if token.map else 0
        names = named_pictures(token.content) if self.pictures is not None and not self.heading else ()
        if names and len(self.open) > 1:
            self.findings.append(misplaced(names[0], self.at(line + 1, 1)))
        elif names:
            for down, name in enumerate(names):
                self._figure(name, line + down)
        elif broken := broken_table(token.content):
            self.findings.append(replace(broken, source=self.at(line + 1, 1)))
        else:
            words = self.words(token)
            if words.notation.strip():
                self.open[-1].append(Heading(words, self.heading) if self.heading else Paragraph(words))

    def _figure(self, name: str, line: int) -> None:
        known = self.pictures or {}
        if name in known:
            self.open[-1].append(known[name])
        else:
            column = len(self.lines[line]) - len(self.lines[line].lstrip()) + 1
            self.findings.append(unknown(name, known, self.at(line + 1, column)))

    def _table(self, tokens: Sequence[Token]) -> None:
        if self.pictures is None or len(self.open) > 1:
            self.refuse(tokens[0])
            return
        table: Table | None = TableReader(self.lines, self.words, self.at, self.findings).table(tokens)
        self.open[-1] += [table] if table else []

    def _level(self, token: Token) -> int:
        level = int(token.tag[1:])
        if level not in (2, 3) or level > self.level + 1:
            line = token.map[0] if token.map else 0
            self.findings.append(finding(
                HEADING_LEVEL, N_("a heading of level {level} is not allowed here"), N_("write ## or, under it, ###"),
                source=self.at(line + 1, 1), level=level))
        self.level = max(min(level, 3), 2)
        return self.level

    def words(self, token: Token, column: int = 0) -> Text:
        """The words of one block or cell, from Markdown's tokens to the notation; they begin after `column` signs."""
        first = token.map[0] if token.map else 0
        last = token.map[1] if token.map else first + 1
        positions = Positions(self.lines, first, last, column)
        place = self.at(*positions.of(token.content.split("\n")[0][:40]))
        writer = NotationWriter()
        for child in token.children or ():
            self._inline(child, writer, positions)
        text = writer.notation()
        for name in names_in(text):
            if name.startswith("pictures.") and self.pictures is None:
                self.refuse_at(_MESSAGES["image"], f"{{{name}}}", positions)
            elif name.startswith("pictures."):
                self.findings.append(misplaced(name.removeprefix("pictures."), self.at(*positions.of("{" + name))))
            elif name not in self.figures:
                advice, near, known = figure_hint(name, self.figures)
                self.findings.append(finding(
                    UNKNOWN_FIGURE, N_("{name} is not a figure of the campaign"), advice,
                    source=self.at(*positions.of("{" + name)), name=name, near=near, known=known))
        wrong = sorted([*notation.faults(text), *unclosed_marks(text)], key=lambda fault: fault.at)
        for fault in wrong:
            around = text[fault.at:fault.at + _AROUND].translate(TYPED)
            typed = around if fault.mark.startswith("\\") else around.replace("\\", "")
            self.findings.append(fault.finding(self.at(*Positions(self.lines, first, last, column).of(typed))))
        for at, hint in typography_hints(text, self.language, self.rules):
            typed = text[at:at + _AROUND].translate(TYPED)
            self.hints.append(replace(hint, source=self.at(*Positions(self.lines, first, last, column).of(typed))))
        text = text.replace(STAR, "\\*").replace(UNDERSCORE, "_")
        polished = polish(fill(text, self.figures), self.language, self.rules).text
        return Text("" if wrong else polished, tuple(writer.links), place)

    def _inline(self, child: Token, writer: NotationWriter, positions: Positions) -> None:
        kind = child.type
        if kind in ("text", "text_special"):
            if _RESERVED.search(child.content):
                self.refuse_at(N_("{words} is reserved for links"), child.content[:60], positions)
            writer.add(literal(child))
        elif kind in ("softbreak", "hardbreak"):
            writer.add(" " if kind == "softbreak" else "\n")
        elif kind in ("em_open", "em_close", "strong_open", "strong_close"):
            writer.turn(kind)
        elif kind == "link_open":
            url = str(child.attrs.get("href", ""))
            if not _SAFE.match(url) or child.attrs.get("title"):
                self.refuse_at(N_("a link starts with https:// or mailto: and has no title: {words}"), url[:80],
                               positions)
            writer.open_link(url)
        elif kind == "link_close":
            writer.close_link()
        else:
            before = {"image": "![", "code_inline": child.markup}.get(kind, "")
            hint = "" if kind == "image" and self.pictures is None else _HINTS.get(kind, "")
            self.refuse_at(_MESSAGES.get(kind, N_("this cannot be set: {words}")), before + child.content, positions,
                           hint)

    def refuse(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        line_text = self.lines[line].strip() if line < len(self.lines) else token.content
        column = len(self.lines[line]) - len(self.lines[line].lstrip(" >")) + 1 if line < len(self.lines) else 1
        self.findings.append(finding(NOT_SET, _MESSAGES[token.type], _HINTS.get(token.type, ""),
                                     source=self.at(line + 1, column), words=line_text[:60]))

    def refuse_at(self, message: str, words: str, positions: Positions, hint: str = "") -> None:
        self.findings.append(finding(NOT_SET, message, hint, source=self.at(*positions.of(words)), words=words[:60]))

    def too_deep(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        if not self.deep:
            self.findings.append(finding(NOT_SET, N_("lists and quotes are nested more than {deepest} levels deep"),
                                         source=self.at(line + 1, 1), deepest=DEEPEST))
        self.deep = True
