"""Quotation marks: those of the language in place of any others, by level; and marks without their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.type.typography.edits import SPACE, Edit, Rule, Rules

Pair = tuple[str, str]
FRENCH: tuple[Pair, ...] = (("«", "»"), ("“", "”"), ("‘", "’"))
ENGLISH: tuple[Pair, ...] = (("“", "”"), ("‘", "’"), ("“", "”"))

_TOKEN = regex(r"<<(?!<)|>>(?!>)|[\"«»“”„‟‹›‘’‚']")
_ELISION = regex(r"(?:\s|^|(?<!\w)(?:[cdjlmnst]|\w*qu))\Z", re.IGNORECASE)
_SPACES = regex(f"{SPACE}*")
_OPENING, _CLOSING = frozenset(("«", "„", "‟", "‹", "‚", "<<")), frozenset(("»", "›", ">>"))
_SINGLE = frozenset("‘’‚'")
# The marks that close each opening one, as languages and keyboards have them: “x”, „x“, ‘x’, <<x>>.
_CLOSERS = {"«": "»", "<<": ">>", "‹": "›", "“": "”\"", "„": "“”\"", "‟": "”\"", '"': "\"”", "‘": "’'", "‚": "‘’'",
            "'": "'’", "”": "”"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of quotation marks: where each starts, and its sign."""

    start: int
    end: int
    opening: str
    closing: str


def quotes(levels: Sequence[Pair], *, singles: bool) -> Rule:
    """Every pair of marks becomes that of its level; with `singles`, 'x' and ‘x’ are such pairs too.

    A pair of the language that stands in another of the same kind stays: « a « b » c » is good French.
    """
    def rule(plain: str, _rules: Rules) -> Iterator[Edit]:
        edits: list[Edit] = []
        open_pairs: list[tuple[Quotation, str, str]] = []  # the pair, how it was typed, its new opening mark
        for pair in sorted(_matched(plain, singles)[0], key=lambda pair: pair.start):
            while open_pairs and open_pairs[-1][0].end < pair.start:
                open_pairs.pop()
            outer = open_pairs[-1] if open_pairs else None
            typed = pair.opening
            alike = outer and outer[1] == typed == levels[0][0] == "«"
            marks = levels[0] if alike else levels[min(len(open_pairs), len(levels) - 1)]
            open_pairs.append((pair, typed, marks[0]))
            if (pair.opening, pair.closing) != marks or marks[0] != "«":
                edits += _edits(plain, pair, marks)
        return iter(sorted(edits))
    return rule


def unpaired(plain: str, *, singles: bool) -> list[int]:
    """Where marks stand that nothing closes, or that close nothing; never apostrophes, feet and inches."""
    return _matched(plain, singles)[1]


def _edits(plain: str, pair: Quotation, marks: Pair) -> Iterator[Edit]:
    """The two marks, without the spaces inside them that no other rule replaces."""
    first, last = pair.start + len(pair.opening), pair.end
    inner = first + len(_spaces_at(plain, first))
    outer = last - len(_spaces_before(plain, last))
    if inner >= outer:  # nothing stands between them
        return
    yield pair.start, inner, marks[0]
    yield outer, last + len(pair.closing), marks[1]


def _spaces_at(plain: str, at: int) -> str:
    match = _SPACES.match(plain, at)
    return match[0] if match else ""


def _spaces_before(plain: str, at: int) -> str:
    start = at
    while start and re.match(SPACE, plain[start - 1]):
        start -= 1
    return plain[start:at]


def _matched(plain: str, singles: bool) -> tuple[list[Quotation], list[int]]:
    """The pairs of the text, and the places of the marks that belong to none."""
    pairs: list[Quotation] = []
    alone: list[int] = []
    waiting: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(plain):
        mark, at = token[0], token.start()
        if mark in _SINGLE and not singles:
            continue
        closed = next((index for index in range(len(waiting) - 1, -1, -1) if mark in _closers(waiting[index][1])), None)
        opens = _opens(plain, token)
        again = opens and mark in "\"'‘“" and plain[token.end()].isalnum()
        if closed is not None and not again and _may_close(plain, token):
            alone += [place for place, left in waiting[closed + 1:] if left not in _SINGLE]
            pairs.append(Quotation(waiting[closed][0], at, waiting[closed][1], mark))
            del waiting[closed:]
        elif opens:
            waiting.append((at, mark))
        elif mark not in _SINGLE and not _ordinary(plain, token):
            alone.append(at)
    alone += [at for at, mark in waiting if mark not in _SINGLE]
    return pairs, sorted(alone)


def _closers(opening: str) -> tuple[str, ...]:
    closers = _CLOSERS[opening]
    return (closers,) if closers == ">>" else tuple(closers)


def _opens(plain: str, token: re.Match[str]) -> bool:
    """Whether a mark may open: by itself, or by what stands around it."""
    mark, before, after = token[0], plain[token.start() - 1:token.start()], plain[token.end():token.end() + 1]
    if mark in _OPENING:
        return mark != "‹" or not after.isspace() or before != " "
    if mark in _CLOSING or not after:
        return False
    boundary = not before or before.isspace() or before in "([{–—/«“„‘’'\"-"
    if mark == "“":
        return boundary or not after.isspace()
    if mark == "”":
        return boundary and after.isalnum()
    if mark in ("'", "’"):
        return boundary and after.isalpha() and mark == "'"
    return boundary and not after.isspace()


def _may_close(plain: str, token: re.Match[str]) -> bool:
    """Whether a mark may close: a single one only after a word and not as an apostrophe inside one."""
    if token[0] not in _SINGLE:
        return True
    after = plain[token.end():token.end() + 1]
    return not after.isalnum() and not _ELISION.search(plain, 0, token.start())


def _ordinary(plain: str, token: re.Match[str]) -> bool:
    """Whether a mark without another half is none: inches, an arrow or a crumb between spaces."""
    before, after = plain[token.start() - 1:token.start()], plain[token.end():token.end() + 1]
    return (token[0] in '"”' and before.isdigit()) or (
        token[0] in ("›", ">>", "‹", "<<") and (not before or before.isspace()) and (not after or after.isspace()))
