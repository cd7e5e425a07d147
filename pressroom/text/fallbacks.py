"""Wordings that give way: words that may be left out, and a shorter way to say the same.

`[en partenariat ]{?}avec le SNMKR` marks words that may go when room is short. A material may also give
two wordings, `headline: {long: ..., short: ...}`.
"""

from __future__ import annotations

import re

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]\{\?\}")
_SPACES = re.compile(r"[ \t]{2,}")


def wordings(long: str, short: str = "") -> tuple[str, ...]:
    """What may be said, from the longest to the shortest; always at least one."""
    versions: dict[str, None] = {}
    for text in filter(None, (long, short)):
        versions[_OPTIONAL.sub(r"\1", text)] = None
        versions[_tidy(_OPTIONAL.sub("", text))] = None
    return tuple(versions) or ("",)


def _tidy(text: str) -> str:
    """Without the double space, or the space before a full stop, that words leave behind when they go."""
    return _SPACES.sub(" ", text).replace(" .", ".").replace(" ,", ",").strip()
