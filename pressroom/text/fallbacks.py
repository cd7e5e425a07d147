"""Shorter wordings: optional words, and a second wording of a text.

`[en partenariat ]{?}avec le SNMKR` marks words that may be left out when space is short. A material may also give
two wordings, `headline: {long: ..., short: ...}`.
"""

from __future__ import annotations

from pressroom.patterns import regex

_OPTIONAL = regex(r"\[([^\[\]]*)\]\{\?\}")
_SPACES = regex(r"[ \t]{2,}")


def wordings(long: str, short: str = "") -> tuple[str, ...]:
    """The wordings of a text, from the longest to the shortest; at least one."""
    versions: dict[str, None] = {}
    for text in filter(None, (long, short)):
        versions[_OPTIONAL.sub(r"\1", text)] = None
        versions[_tidy(_OPTIONAL.sub("", text))] = None
    return tuple(versions) or ("",)


def _tidy(text: str) -> str:
    """The text without double spaces or spaces before punctuation, which removed words leave."""
    return _SPACES.sub(" ", text).replace(" .", ".").replace(" ,", ",").strip()
