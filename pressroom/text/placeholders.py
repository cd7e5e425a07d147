"""`{headline}`, `{figures.loss}`, `{links.second.shown}`: names in braces inside texts."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.patterns import regex

# `[word]{ink}` is the notation of coloured words, not a name.
_NAME = regex(r"(?<!\])\{([a-z0-9-]+(?:\.[a-z0-9-]+){0,2})\}")


def names_in(text: str) -> tuple[str, ...]:
    """The names of a text's placeholders, in order."""
    return tuple(_NAME.findall(text))


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with its placeholders filled; an unknown one, which a finding has reported, is removed."""
    return _NAME.sub(lambda match: known.get(match[1], ""), text).strip()
