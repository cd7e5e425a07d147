"""Tables in running text: pipe tables of GitHub's Markdown, with as many cells in each row as in the header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.patterns import regex
from pressroom.prose.model import Align, Table, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

TABLE_SHAPE = code(
    "table-shape",
    N_("A table has a header, a line of dashes under it, and rows with as many cells as the header: otherwise cells "
       "would be lost, or stand under another header than theirs. Screen readers read each cell with its header."),
    N_("Write a cell for every column in every row; between the pipes of an empty one stand spaces alone."),
    source="GitHub Flavored Markdown, 4.10")

# A line of dashes with a pipe in it, and a line between two pipes.
_DASHES = regex(r"\s*(?=.*\|)\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPES = regex(r"\s*\|.*\|\s*")
_PIPE = regex(r"(?<!\\)\|")
_ALIGNS: dict[str, Align] = {"text-align:center": "centre", "text-align:right": "right"}

Words = Callable[["Token", int], Text]


def cells_of(line: str) -> list[int]:
    """Where the cells of a row begin, in characters of its line; a pipe after a backslash belongs to its cell."""
    text = line.rstrip()
    starts = [len(text) - len(text.lstrip()), *(match.end() for match in _PIPE.finditer(text))]
    first = 1 if text.lstrip().startswith("|") else 0
    return starts[first:-1] if len(starts) > first + 1 and starts[-1] == len(text) else starts[first:]


def broken_table(text: str) -> Finding | None:
    """What is wrong with a paragraph that was meant as a table: its pipes would be printed."""
    lines = text.split("\n")
    for above, line in pairwise(lines):
        if _DASHES.fullmatch(line):
            return finding(TABLE_SHAPE, N_("the header has {columns} cell{columns||s}, and the line of dashes under it "
                                           "{count}"), columns=len(cells_of(above)), count=len(cells_of(line)))
    if len(lines) > 1 and all(map(_PIPES.fullmatch, lines)):
        dashes = "|" + "---|" * len(cells_of(lines[0]))
        return finding(TABLE_SHAPE, N_("under the header of this table the line of dashes is missing"),
                       N_("write {dashes} under the first line"), dashes=dashes)
    return None


class TableReader:
    """Builds tables from the tokens of one Markdown text."""

    def __init__(self, lines: Sequence[str], words: Words, at: Callable[[int, int], Place],
                 findings: list[Finding]) -> None:
        """`words` reads a cell that begins after some signs of its line; `findings` takes what is wrong."""
        self.lines, self.words, self.at, self.findings = lines, words, at, findings

    def table(self, tokens: Sequence[Token]) -> Table | None:
        """The table of these tokens; None, with a finding, where its rows are wrong."""
        head, *rows = self._rows(tokens)
        first = self._line(tokens[0])
        place = self.at(first + 1, len(self.lines[first]) - len(self.lines[first].lstrip()) + 1)
        whole = [row for row in rows if self._is_whole(self._line(row[0]), len(head))]
        texts = [self._cells(row) for row in (head, *whole)]
        if not rows:
            self.findings.append(finding(TABLE_SHAPE, N_("the table has a header and no rows"), source=place))
        elif not any(token.content for token in head):
            self.findings.append(finding(TABLE_SHAPE, N_("the header of the table is empty"),
                                         N_("say in it what each column holds"), source=place))
        elif whole == rows:
            return Table(texts[0], tuple(texts[1:]), self._aligns(tokens), place)
        return None

    def _rows(self, tokens: Sequence[Token]) -> list[list[Token]]:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        return rows

    def _aligns(self, tokens: Sequence[Token]) -> tuple[Align, ...]:
        return tuple(_ALIGNS.get(str(token.attrs.get("style", "")), "left") for token in tokens
                     if token.type == "th_open")

    def _line(self, token: Token) -> int:
        return token.map[0] if token.map else 0

    def _cells(self, row: Sequence[Token]) -> tuple[Text, ...]:
        starts = cells_of(self.lines[self._line(row[0])])
        return tuple(self.words(token, start) for token, start in zip(row, starts, strict=True))

    def _is_whole(self, line: int, columns: int) -> bool:
        """Whether a row has as many cells as the header; Markdown would drop those too many, and add those missing."""
        count = len(cells_of(self.lines[line]))
        if count != columns:
            alone = "|" not in self.lines[line]
            hint = N_("leave an empty line between the table and the text after it") if alone else ""
            self.findings.append(finding(
                TABLE_SHAPE, N_("the row has {count} cell{count||s}, the header has {columns}"), hint,
                source=self.at(line + 1, 1), count=count, columns=columns))
        return count == columns
