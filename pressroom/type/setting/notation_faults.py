"""Marks in words that cannot be followed: not closed, crossed, or of another notation.

`TOKEN` is the grammar of the notation, which `notation` describes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass

NOTATION = code(
    "notation",
    N_("A mark of emphasis that is not closed, crosses another or belongs to another notation would be printed, or "
       "change the look of the rest of the text."),
    N_("Close it, or write a backslash before it when the character itself is meant."))

TOKEN = regex(r"""
    \\u(?P<number>[0-9A-Fa-f]{4}) | \\(?P<plain>[*^_\[\]{}\\]) | (?P<soft>\\-) | (?P<unknown>\\)
    | (?<![^\s])(?P<lone>\*+)(?!\S) | (?P<stars>\*+)
    | \^(?P<raised>[^\W_]+)\^ | (?P<open>\[) | \](?:\{(?P<ink>\?|[\w-]*)\})? """, re.VERBOSE)
# Marks that strangers bring from Markdown, HTML and messengers; they would be printed.
_FOREIGN = regex(r"""
    \\. | (?P<link>\[[^\[\]]*\]\((?:https?:|www\.|mailto:)[^()\s]*\))
    | (?<![\w/@.:\#=?&-])(?P<underscores>_{1,2})(?=[^\W_])(?P<words>[^_\n]*(?<=[^\s_]))(?P=underscores)(?!\w)
    | (?<![\w/@.:\#=?&-])(?P<single>_{1,2})(?=[^\W_])
    | (?P<html></?(?:a|b|big|br|center|div|em|font|h[1-6]|i|p|s|small|span|strong|su[bp]|u)(?:\s[^<>]*)?/?>)
    | (?P<entity>&(?:\#\d+|\#x[0-9a-f]+|[a-z]\w*);) | (?P<struck>~~[^~\n]+~~) | (?P<code>`[^`\n]+`)
    """, re.VERBOSE | re.IGNORECASE)
_SINGLE = regex(r"""
    \\. | \^[^\W_]+\^ | (?P<caret>(?<=[^\W_])\^|\^(?=[^\W_]))
    | \]\{(?:\?|[\w-]*)\} | \{[a-z0-9-]+(?:\.[a-z0-9-]+){0,2}\}
    | (?P<name>\{\s*[^\W_][\w-]*(?:\s*\.\s*[\w-]+){0,2}\s*\}) | (?P<brace>[{}]) """, re.VERBOSE)

_NOT_CLOSED = N_("{mark} is not closed")
_CLOSE = N_("close it with {other}, or write {escaped} for the character itself")
_ITSELF = N_("write {escaped} for the character itself")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mark that cannot be followed.

    Attributes:
        at: its place in the words.
        mark: the mark itself.
        message, hint: sentences with `{mark}`, `{other}` and `{escaped}`.
        other: another mark, which it crosses or which is meant.
    """

    at: int
    mark: str
    message: str
    hint: str
    other: str = ""

    def finding(self, source: Place | None, doubled: bool = False) -> Finding:
        """The finding; `doubled` where a backslash is written twice, as between double quotes in YAML."""
        escaped = f"\\{self.mark[:1]}"
        return finding(NOTATION, self.message, self.hint, source=source, mark=self.mark[:40], other=self.other[:40],
                       escaped=escaped.replace("\\", "\\\\") if doubled else escaped)


@lru_cache(maxsize=1024)
def faults(words: str) -> tuple[Fault, ...]:
    """What cannot be followed in `words`, in order; names in braces are no faults."""
    every = [*_Nesting(words).faults, *_singles(words)]
    return tuple(sorted(every, key=lambda fault: fault.at))


def unclosed(at: int, mark: str) -> Fault:
    """The fault of a mark that opens what nothing closes."""
    return Fault(at, mark, _NOT_CLOSED, _CLOSE, mark)


def foreign(words: str) -> Iterator[Fault]:
    """Marks of Markdown, HTML and messengers in words as they were typed, where they would be printed."""
    printed = N_("{mark} is no mark here and would be printed")
    for match in _FOREIGN.finditer(words):
        kind = match.lastgroup
        if match["underscores"]:
            star = "*" * len(match["underscores"])
            yield Fault(match.start(), match[0], printed, N_("write {other}, or {escaped} for the character itself"),
                        f"{star}{match['words'][:30]}{star}")
        elif kind == "single":
            yield Fault(match.start(), match[0], printed, _ITSELF)
        elif kind == "link":
            yield Fault(match.start(), match[0], printed,
                        N_("write the words alone; the address is a link of campaign.yaml"))
        elif kind in ("html", "struck", "code") or (kind == "entity" and _entity(match[0])):
            yield Fault(match.start(), match[0], printed, N_("write *italic*, **bold** or the character itself"))


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    at: int


class _Nesting:
    """The marks that are open from one token to the next, and what is wrong with them."""

    def __init__(self, words: str) -> None:
        self.faults: list[Fault] = []
        self.open: list[_Open] = []
        tokens = list(TOKEN.finditer(words))
        inked = self._brackets(tokens)
        for token in tokens:
            if token["unknown"] or "d800" <= (token["number"] or "").lower() <= "dfff":
                self.faults.append(Fault(token.start(), token[0], N_("{mark} escapes no character"),
                                         N_("delete the backslash, or write {escaped} for the character itself")))
            elif token["stars"]:
                self._stars(token)
            elif token.start() in inked:
                self._bracket(token)
        for left in self.open:
            self.faults.append(unclosed(left.at, left.mark))

    def _brackets(self, tokens: list[re.Match[str]]) -> set[int]:
        """The places of brackets that set an ink; those that have no other half are faults."""
        inked: set[int] = set()
        waiting: list[int] = []
        for token in tokens:
            if token["open"]:
                waiting.append(token.start())
            elif token[0].startswith("]"):
                if not waiting:
                    self.faults.append(Fault(token.start(), "]", N_("{mark} closes nothing"), _ITSELF))
                elif token["ink"]:
                    inked |= {waiting.pop(), token.start()}
                else:
                    waiting.pop()
                    if token["ink"] is not None:
                        self.faults.append(Fault(token.start() + 1, "{}", N_("{mark} names no ink"),
                                                 N_("write the name of an ink of the brand between the braces")))
        self.faults += [Fault(at, "[", _NOT_CLOSED,
                              N_("write {other} for words in another ink, or {escaped} for the character itself"),
                              "[…]{accent}") for at in waiting]
        return inked

    def _stars(self, token: re.Match[str]) -> None:
        stars = token[0]
        if len(stars) > 3:
            self.faults.append(Fault(token.start(), stars, N_("{mark}: there are at most three stars"),
                                     N_("write one for italic, two for bold, three for both")))
            return
        marks = ["**", "*"] if len(stars) == 3 else [stars]
        # What is open is closed before anything is opened, and the last that was opened first.
        ranks = {left.mark: rank for rank, left in enumerate(self.open)}
        for mark in sorted(marks, key=lambda mark: -ranks.get(mark, -1)):
            if mark in ranks:
                self._close(mark, token.start())
            else:
                self.open.append(_Open(mark, token.start()))

    def _bracket(self, token: re.Match[str]) -> None:
        if token["open"]:
            self.open.append(_Open("[", token.start()))
        elif any(left.mark == "[" for left in self.open):
            self._close("[", token.start())

    def _close(self, mark: str, at: int) -> None:
        """Close the last `mark`; what was opened after it, and not by the same stars, is crossed."""
        index = max(rank for rank, left in enumerate(self.open) if left.mark == mark)
        begun = self.open.pop(index)
        inner = [left for left in self.open[index:] if left.at != begun.at]
        if inner:
            self.faults.append(Fault(at, "]" if mark == "[" else mark,
                                     N_("{mark} crosses {other}, which was opened later and is not closed yet"),
                                     N_("close {other} before {mark}"), inner[-1].mark))


def _singles(words: str) -> Iterator[Fault]:
    """Carets and braces without their other half, and braces around no name."""
    for match in _SINGLE.finditer(words):
        if match["caret"]:
            yield unclosed(match.start(), "^")
        elif match["name"]:
            yield Fault(match.start(), match[0], N_("{mark} is no name: names have small letters, digits and hyphens"),
                        N_("write {other}, or {escaped} for the character itself"), _in_small_letters(match[0]))
        elif match["brace"]:
            yield Fault(match.start(), match[0], N_("{mark} belongs to no name in braces"),
                        N_("write the name of a figure in small letters between two braces, without spaces, or "
                           "{escaped} for the character itself"))


def _in_small_letters(name: str) -> str:
    """A name in braces as it is written: without capitals, accents and spaces."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(plain.replace("_", "-").split())


def _entity(text: str) -> bool:
    from html.entities import html5  # lazy: a list of 2,231 names

    return text[1] == "#" or text[1:] in html5
