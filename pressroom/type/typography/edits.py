"""What a rule of typography is: a function that proposes edits of a plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pressroom.patterns import regex
from pressroom.records import dataclass

NBSP, NARROW = "\u00a0", "\u202f"
SPACE = "[ \u00a0\u202f\u2009]"

# Where the replaced part starts and ends, and its replacement.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules apply, and with which spaces.

    Attributes:
        off: names of rules that are left out (see `RULE_NAMES`).
        before_marks: before ; ! ? in French.
        before_colon: before : in French.
        in_guillemets: inside « ».
        before_sign: before % and currency signs in French.
    """

    off: frozenset[str] = frozenset()
    before_marks: str = NARROW
    before_colon: str = NBSP
    in_guillemets: str = NBSP
    before_sign: str = NBSP


Rule = Callable[[str, Rules], Iterator[Edit]]


def swap(pattern: str, new: str | Callable[[Rules], str], flags: int = 0) -> Rule:
    """A rule that puts `new` in place of the pattern's first group."""
    compiled = regex(pattern, flags)

    def rule(plain: str, rules: Rules) -> Iterator[Edit]:
        after = new if isinstance(new, str) else new(rules)
        for match in compiled.finditer(plain):
            yield match.start(1), match.end(1), after
    return rule


def bind(pattern: str, new: str = NBSP) -> Rule:
    """A rule that makes every space of a match a no-break space."""
    compiled, spaces = regex(pattern), regex(SPACE)

    def rule(plain: str, _rules: Rules) -> Iterator[Edit]:
        for match in compiled.finditer(plain):
            for space in spaces.finditer(plain, match.start(), match.end()):
                yield space.start(), space.end(), new
    return rule


def together(*several: Rule) -> Rule:
    """Several rules under one name; where two edits overlap, the first one counts."""
    def rule(plain: str, rules: Rules) -> Iterator[Edit]:
        edits: list[Edit] = []
        for one in several:
            for edit in one(plain, rules):
                if not any((edit[0] < end and edit[1] > start) or edit[:2] == (start, end) for start, end, _ in edits):
                    edits.append(edit)
        return iter(sorted(edits))
    return rule
