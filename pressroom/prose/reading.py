"""From Markdown to blocks; what cannot be set is a finding at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.findings import N_, Finding, Place, Refused, code, finding
from pressroom.patterns import regex
from pressroom.prose.model import Block, Heading, ListItems, Paragraph, Quote, Text
from pressroom.prose.notation_writer import STAR, TYPED, UNDERSCORE, NotationWriter, literal, unclosed_marks
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
    N_("A body is running text: paragraphs, headings, lists, quotes, emphasis and links. Anything else would be lost "
       "or printed as code."),
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
           rules: Rules | None = None, at: At | None = None, hints: list[Finding] | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown text.

    `figures` are the values of figures by name, `figures.loss` for `{figures.loss}`; `language` and `rules` are for
    microtypography; `at` gives the place in the user's file of a line and column of the text (from 1); `hints` takes
    what only the writer can act on, and what refuses nothing.

    Raises:
        Refused: the text contains what cannot be set; every finding at once.
    """
    where = at or (lambda _line, _column: Place(_NOWHERE))
    if len(markdown) > MOST_CHARACTERS:
        raise Refused([finding(PROSE_TOO_LONG, N_("the text has {count} characters; at most {most} are allowed"),
                               source=where(1, 1), measured=len(markdown), limit=MOST_CHARACTERS,
                               count=len(markdown), most=MOST_CHARACTERS)])
    reader = _BlockReader(markdown, figures or {}, language, rules, where)
    result = reader.blocks(_parser().parse(markdown))
    if hints is not None:
        hints += reader.hints
    if reader.findings:
        raise Refused(reader.findings)
    return result


@cache
def _parser() -> MarkdownIt:
    """CommonMark with HTML and tables, so that they are found and refused."""
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
_HINTS = {"code_block": N_("start the line with fewer than four spaces"),
          "html_block": N_("write \\< for the sign itself"), "html_inline": N_("write \\< for the sign itself")}


class _BlockReader:
    """Builds blocks from the tokens of one Markdown text."""

    def __init__(self, markdown: str, figures: Mapping[str, str], language: str, rules: Rules | None, at: At) -> None:
        self.lines = markdown.split("\n")
        self.figures, self.language, self.rules, self.at = figures, language, rules, at
        self.findings: list[Finding] = []
        self.hints: list[Finding] = []
        self.level, self.deep = 1, False
        self.heading = 0
        self.open: list[list[Block]] = [[]]
        self.lists: list[tuple[bool, int, list[tuple[Block, ...]]]] = []

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """All blocks, built with a stack instead of recursion, so that deep nesting is no risk."""
        skipped = 0  # depth inside a refused table
        for token in tokens:
            if skipped or token.type == "table_open":
                if not skipped:
                    self.refuse(token)
                skipped += token.nesting
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
            words = self.words(token)
            if words.notation.strip():
                self.open[-1].append(Heading(words, self.heading) if self.heading else Paragraph(words))
            self.heading = 0

    def _level(self, token: Token) -> int:
        level = int(token.tag[1:])
        if level not in (2, 3) or level > self.level + 1:
            line = token.map[0] if token.map else 0
            self.findings.append(finding(
                HEADING_LEVEL, N_("a heading of level {level} is not allowed here"), N_("write ## or, under it, ###"),
                source=self.at(line + 1, 1), level=level))
        self.level = max(min(level, 3), 2)
        return self.level

    def words(self, token: Token) -> Text:
        """The words of one block, from Markdown's tokens to the notation."""
        first = token.map[0] if token.map else 0
        last = token.map[1] if token.map else first + 1
        positions = _Positions(self.lines, first, last)
        place = self.at(*positions.of(token.content.split("\n")[0][:40]))
        writer = NotationWriter()
        for child in token.children or ():
            self._inline(child, writer, positions)
        text = writer.notation()
        for name in names_in(text):
            if name not in self.figures:
                advice, near, known = figure_hint(name, self.figures)
                self.findings.append(finding(
                    UNKNOWN_FIGURE, N_("{name} is not a figure of the campaign"), advice,
                    source=self.at(*positions.of("{" + name)), name=name, near=near, known=known))
        wrong = sorted([*notation.faults(text), *unclosed_marks(text)], key=lambda fault: fault.at)
        for fault in wrong:
            around = text[fault.at:fault.at + _AROUND].translate(TYPED)
            typed = around if fault.mark.startswith("\\") else around.replace("\\", "")
            self.findings.append(fault.finding(self.at(*_Positions(self.lines, first, last).of(typed))))
        for at, hint in typography_hints(text, self.language, self.rules):
            typed = text[at:at + _AROUND].translate(TYPED)
            self.hints.append(replace(hint, source=self.at(*_Positions(self.lines, first, last).of(typed))))
        text = text.replace(STAR, "\\*").replace(UNDERSCORE, "_")
        polished = polish(fill(text, self.figures), self.language, self.rules).text
        return Text("" if wrong else polished, tuple(writer.links), place)

    def _inline(self, child: Token, writer: NotationWriter, positions: _Positions) -> None:
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
            self.refuse_at(_MESSAGES.get(kind, N_("this cannot be set: {words}")), before + child.content, positions,
                           _HINTS.get(kind, ""))

    def refuse(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        line_text = self.lines[line].strip() if line < len(self.lines) else token.content
        column = len(self.lines[line]) - len(self.lines[line].lstrip(" >")) + 1 if line < len(self.lines) else 1
        self.findings.append(finding(NOT_SET, _MESSAGES[token.type], _HINTS.get(token.type, ""),
                                     source=self.at(line + 1, column), words=line_text[:60]))

    def refuse_at(self, message: str, words: str, positions: _Positions, hint: str = "") -> None:
        self.findings.append(finding(NOT_SET, message, hint, source=self.at(*positions.of(words)), words=words[:60]))

    def too_deep(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        if not self.deep:
            self.findings.append(finding(NOT_SET, N_("lists and quotes are nested more than {deepest} levels deep"),
                                         source=self.at(line + 1, 1), deepest=DEEPEST))
        self.deep = True


class _Positions:
    """The positions of words in the lines of one block; each search starts after the last match."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        self.lines, self.first, self.last = lines, first, max(last, first + 1)
        self.line, self.column = first, 0

    def of(self, words: str) -> tuple[int, int]:
        """Line and column, from 1."""
        text = words.split("\n")[0].strip()
        for line in range(self.line, min(self.last, len(self.lines))):
            column = self.lines[line].find(text, self.column if line == self.line else 0)
            if text and column >= 0:
                self.line, self.column = line, column
                return line + 1, column + 1
        return self.first + 1, 1
