r"""Microtypography: corrections by custom, in French and in English.

`polish` is pure and idempotent. It leaves URLs, e-mail addresses, `{places}`, times (12:30) and ratios
(16:9) unchanged, and ignores the notation of emphasis (`*`, `**`, `^..^`, `[..]{ink}`, backslashes).
Accents missing from capitals are findings; only the writer can decide about them.

Superior letters (1er, 2e, XXIe, Mme Durand) are put between carets, `1^er^`. Setting removes that
notation, so extracted text holds plain letters.

Sources: Imprimerie nationale, Lexique des règles typographiques (spaces, numbers, abbreviations,
ordinals); for English, New Hart's Rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.type.typography.accents import LOST_ACCENT, lost_accents
from pressroom.type.typography.quotes import unpaired
from pressroom.type.typography.rules import RULE_NAMES, RULES, SINGLE_QUOTES, SUPERIOR, Rule, Rules

__all__ = ["LOST_ACCENT", "RULE_NAMES", "Change", "Polished", "Rules", "hints", "polish", "without_notation"]


QUOTE_ALONE = code(
    "quote-alone",
    N_("A quotation mark without its other half leaves open where the quotation ends; it is set as it was typed."),
    N_("Write the other mark, or take this one away."), severity=Severity.WARNING, weighable=True,
    source="Lexique de l'Imprimerie nationale")


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: the characters at `position` of the original text, those that replace them, and the rule."""

    before: str
    after: str
    rule: str
    position: int


@dataclass(frozen=True, slots=True)
class Polished:
    """The corrected text.

    Attributes:
        text: with the notation of the original.
        changes: in the order they were made.
        superiors: (start, end) in `text` of superior letters, without their carets.
    """

    text: str
    changes: tuple[Change, ...]
    superiors: tuple[tuple[int, int], ...] = ()


def polish(text: str, language: str = "fr", rules: Rules | None = None) -> Polished:
    """`text` with the typography of `language` (fr or en; other languages are left unchanged)."""
    return _mend(text, language.split("-")[0], rules or Rules())


def hints(text: str, language: str = "fr", rules: Rules | None = None) -> Iterator[tuple[int, Finding]]:
    """What only the writer can act on, with its place in the text as it was typed: lost accents, lone quotes."""
    off = rules.off if rules else frozenset()
    if language.split("-")[0] == "fr" and "lost-accents" not in off:
        yield from lost_accents(text)
    for at in _unpaired_quotes(text, language) if "quotes" not in off else ():
        yield at, finding(QUOTE_ALONE, N_("the quotation mark {mark} has no other half"),
                          N_("write both marks, or take this one away"), mark=text[at])


def without_notation(text: str) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The text as it is read, where each of its characters starts in `text`, and its addresses, times and names."""
    plain, starts, _, protected = _Editing(text).plain()
    return plain, starts, protected


def _unpaired_quotes(text: str, language: str = "fr") -> list[int]:
    """Where quotation marks stand that nothing closes, or that close nothing; none in a language without rules."""
    singles = SINGLE_QUOTES.get(language.split("-")[0])
    if singles is None:
        return []
    plain, starts, _, protected = _Editing(text).plain()
    return [starts[at] for at in unpaired(plain, singles=singles)
            if not any(start <= at < end for start, end in protected)]


@lru_cache(maxsize=4096)
def _mend(text: str, language: str, rules: Rules) -> Polished:
    """The same; cached, because the words of a letter are set in its file, its page and its site."""
    chosen = RULES.get(language, {})
    editing = _Editing(text)
    for _ in range(8):  # a rule may enable one before it; the second pass usually changes nothing
        before = editing.text
        for name, rule in chosen.items():
            if name not in rules.off:
                editing.apply(name, rule, rules)
        if editing.text == before:
            break
    superiors = editing.superiors(mark="superiors" not in rules.off) if language == "fr" else []
    return Polished(editing.text, tuple(editing.changes), tuple(superiors))


_NOTATION = regex(r"""
    \\u[0-9A-Fa-f]{4} | \\- | \\(?=[*^_\[\]{}\\]) | \^(?=[^\W_]+\^) | (?<=[^\W_])\^ | (?<=\S)\*+ | \*+(?=\S)
    | \[ | \]\{[\w-]*\} """, re.VERBOSE)
_PROTECTED = regex(r"""
    (?:https?://|www\.)\S+?(?=[.,;:!?…»”)\]"'’›]*(?:\s|$))
    | [\w.+'-]+@[\w-]+(?:\.[\w-]+)+
    | \b[\w-]+(?:\.[\w-]+)+/\S*?(?=[.,;:!?…»”)\]"'’›]*(?:\s|$))
    | \d+:\d+(?::\d+)?
    | \{[\w.-]+\} """, re.VERBOSE)

_Plain = tuple[str, list[int], list[int], list[tuple[int, int]]]


class _Editing:
    """A text with its changes, and the origin of each character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.changes: list[Change] = []
        self._origin = list(range(len(text) + 1))
        self._parsed: tuple[str, _Plain] | None = None

    def apply(self, name: str, rule: Rule, rules: Rules) -> None:
        """Make the edits that the rule proposes for the text without notation, outside protected spans."""
        plain, starts, ends, protected = self.plain()
        edits = [(start, end, new) for start, end, new in rule(plain, rules)
                 if plain[start:end] != new and not any(_overlaps(start, end, *span) for span in protected)]
        for start, end, new in reversed(edits):
            at = starts[start]
            stop = ends[end - 1] if end > start else at
            # Notation between the characters is kept, after them.
            inside = "".join(self.text[ends[i]:starts[i + 1]] for i in range(start, end - 1))
            self.changes.append(Change(plain[start:end], new, name, self._origin[at]))
            self.text = self.text[:at] + new + inside + self.text[stop:]
            self._origin[at:stop] = [self._origin[at]] * (len(new) + len(inside))

    def superiors(self, mark: bool) -> list[tuple[int, int]]:
        """The places of superior letters; with `mark`, carets are put around those without."""
        plain, starts, ends, protected = self.plain()
        places, shift = [], 0
        for match in SUPERIOR.finditer(plain):
            first, last = match.span(match.lastindex or 0)
            start, end = starts[first] + shift, ends[last - 1] + shift
            letters = self.text[start:end]
            if any(_overlaps(first, last, *span) for span in protected) or letters != plain[first:last]:
                continue
            if mark and self.text[start - 1:start] != "^":
                raised = f"^{letters}^"
                self.changes.append(Change(letters, raised, "superiors", self._origin[start - shift]))
                self.text = self.text[:start] + raised + self.text[end:]
                start, end, shift = start + 1, end + 1, shift + 2
            places.append((start, end))
        return places

    def plain(self) -> _Plain:
        """The text without notation, where each of its characters starts and ends, and spans that no rule may touch.

        Cached until the text changes, as most rules change nothing.
        """
        if self._parsed is None or self._parsed[0] != self.text:
            self._parsed = (self.text, self._strip_notation())
        return self._parsed[1]

    def _strip_notation(self) -> _Plain:
        if _NOTATION.search(self.text) is None:  # as in most texts
            places = list(range(len(self.text) + 1))
            return self.text, places, places[1:], [match.span() for match in _PROTECTED.finditer(self.text)]
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        escape = -1
        while at < len(self.text):
            match = _NOTATION.match(self.text, at)
            if match and match[0] != "\\" and escape < 0:
                at = match.end()
            elif match and escape < 0:
                escape, at = at, at + 1
            else:
                chars.append(self.text[at])
                starts.append(at if escape < 0 else escape)
                ends.append(at + 1)
                escape, at = -1, at + 1
        starts.append(len(self.text))
        plain = "".join(chars)
        return plain, starts, ends, [match.span() for match in _PROTECTED.finditer(plain)]


def _overlaps(start: int, end: int, first: int, last: int) -> bool:
    """Whether an edit touches the span from `first` to `last`; an insertion at its edge does not."""
    return first < start < last if start == end else start < last and end > first
