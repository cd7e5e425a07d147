"""The words of a text that a dictionary can judge, with their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pressroom.patterns import regex

# Letters with apostrophes and hyphens inside; no part of an address, a handle, an ordinal or an inclusive ending.
_WORD = regex(r"(?<![\w@#·])[^\W\d_]+(?:['’\u2010\u2011\u00ad-][^\W\d_]+)*(?![\w@])")
_ELISION = regex(r"(?:[cdjlmnstç]|qu|(?:jus|lors|puis|quoi|quel|pres)qu)['’](?=\w)", re.IGNORECASE)
_NUMERAL = regex(r"[IVXLCDM]+|(?:[IVXLCDM]{2,}|[IVX])(?:[eè]r|i?[eè]me|r?e)s?")
_LONGEST_ACRONYM = 6


def words(plain: str, language: str, known: Collection[str],
          protected: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, str]]:
    """The words of `plain` to look up, as dictionaries write them, each with its place.

    Left out are words of `known` (in lower case) with their plurals, numerals, acronyms among other words, single
    letters, and what lies in a `protected` span. A compound with a known part is looked up in parts.
    """
    mixed = any(char.islower() for char in plain)
    for match in _WORD.finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in protected):
            continue
        at, word = match.start(), match[0]
        while language == "fr" and (elision := _ELISION.match(word)) and not is_known(word, known):
            at, word = at + elision.end(), word[elision.end():]
        acronym = mixed and word.isupper() and len(word) <= _LONGEST_ACRONYM
        if len(word) < 2 or _NUMERAL.fullmatch(word) or acronym or is_known(word, known):
            continue
        for part_at, part in _parts(at, word, known):
            yield part_at, part.replace("’", "'").replace("\u00ad", "").replace("\u2010", "-").replace("\u2011", "-")


def is_known(word: str, known: Collection[str]) -> bool:
    """Whether `known` has the word, or its singular."""
    lower = word.lower().replace("’", "'")
    return lower in known or (lower[-1:] in ("s", "x") and lower[:-1] in known)


def _parts(at: int, word: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    parts = list(re.finditer(r"[^\u2010\u2011-]+", word))
    if not any(is_known(part[0], known) for part in parts):
        yield at, word
        return
    for part in parts:
        if len(part[0]) > 1 and not is_known(part[0], known):
            yield at + part.start(), part[0]
