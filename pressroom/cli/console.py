"""Messages on the terminal, in the reader's language."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from pressroom.findings import N_, Finding, Severity, Value, alike
from pressroom.text import translation

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36", Severity.NOT_RUN: "35"}
# More findings than this hide the one that matters; the report lists all.
MOST_SHOWN = 60
HINT = N_("hint")
# Text from a file must not command the terminal.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Console:
    """Prints results on standard output, findings and remarks on standard error."""

    def __init__(self, language: str | None) -> None:
        self.language = language or translation.from_environment()
        self.translate = translation.translator(self.language)
        self.colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ

    def print(self, sentence: str, **values: Value) -> None:
        """Print a translated line of the result."""
        sys.stdout.write(self._filled(sentence, values))

    def print_line(self, line: str) -> None:
        """Print a line that needs no translation."""
        sys.stdout.write(_printable(line) + "\n")

    def remark(self, sentence: str, **values: Value) -> None:
        """Print a translated line on standard error, which is no part of the result."""
        sys.stderr.write(self._filled(sentence, values))

    def _filled(self, sentence: str, values: Mapping[str, Value]) -> str:
        shown = translation.with_decimals(values, self.translate)
        return _printable(translation.filled(self.translate(sentence), shown)) + "\n"

    def interrupted(self) -> None:
        """Report that the command was stopped; its terminal may be closed by then."""
        with contextlib.suppress(OSError):
            self.remark(N_("stopped; files that were finished stay as they are"))

    def findings(self, findings: Iterable[Finding]) -> Counter[Severity]:
        """Print each finding: its place, its message, and what to type next.

        Errors come first. Findings that are alike but for the piece are printed, and counted, once.
        """
        groups = alike(findings)
        for items in groups[:MOST_SHOWN]:
            self._finding(items, sys.stderr)
        if len(groups) > MOST_SHOWN:
            self.remark(N_("and {count} more"), count=len(groups) - MOST_SHOWN)
        return Counter(items[0].severity for items in groups)

    def _finding(self, items: list[Finding], stream: TextIO) -> None:
        """Print findings that are alike."""
        item, pieces = items[0], [item.piece for item in items if item.piece]
        users = dict.fromkeys(user for item in items if item.source for user in item.source.used_in)
        where = _printable(str(item.source) if item.source else item.piece)
        sheet = translation.sheets(items, self.translate)
        piece = f"{_several(pieces)}: " if pieces and item.source else ""
        kind = translation.severity(item.severity, self.translate)
        label = f"\033[{_COLOURS[item.severity]}m{kind}\033[0m" if self.colour else kind
        message = _printable(translation.message(item, self.translate))
        stream.write(f"{where}{': ' if where else ''}{label}: {piece}{sheet}{message} [{item.code}]\n")
        if item.source and item.source.text.strip():
            line = _printable(item.source.text.replace("\t", " "))
            column = min(item.source.column, len(line) + 1)
            start = max(0, column - 70)
            stream.write(f"    {line[start:start + 110]}\n    {' ' * (column - 1 - start)}^\n")
        if users:
            stream.write(f"    {translation.used_in(users, self.translate)}\n")
        advice = translation.hint(item, self.translate)
        if advice:
            stream.write(f"    {self.translate(HINT)}: {_printable(advice)}\n")


def _printable(text: str) -> str:
    """The text with a replacement character for each control character but tabs and new lines."""
    return _CONTROLS.sub("\ufffd", text)


def _several(pieces: list[str]) -> str:
    """The pieces that a finding is about, the first few by name."""
    names = [*dict.fromkeys(pieces)]
    return ", ".join(names[:3]) + (f" (+{len(names) - 3})" if len(names) > 3 else "")
