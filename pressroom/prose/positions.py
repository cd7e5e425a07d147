"""The places of words in the lines of a Markdown text."""

from __future__ import annotations

from collections.abc import Sequence


class Positions:
    """The positions of words in the lines of one block; each search starts after the last match."""

    def __init__(self, lines: Sequence[str], first: int, last: int, column: int = 0) -> None:
        """`first` and `last` are counted from 0; the words of the first line begin after `column` signs."""
        self.lines, self.first, self.last = lines, first, max(last, first + 1)
        self.line = first
        self.column = self.begins = column

    def of(self, words: str) -> tuple[int, int]:
        """Line and column, from 1."""
        text = words.split("\n")[0].strip()
        for line in range(self.line, min(self.last, len(self.lines))):
            column = self.lines[line].find(text, self.column if line == self.line else 0)
            if text and column >= 0:
                self.line, self.column = line, column
                return line + 1, column + 1
        return self.first + 1, self.begins + 1
