"""Sentences in the reader's language: gettext over messages/*.po, English as the source.

Catalogues are text; the compiled form is made when it is first needed, and kept in the cache.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pressroom.cache import Cache, key
from pressroom.findings import N_, Finding, Place, Severity, Value

LANGUAGES = ("en", "fr")
Translate = Callable[[str], str]
# Places of sentences that are filled with words of this program, not of the user's files.
OWN_WORDS = frozenset(("thing", "side", "look", "reason", "what", "says"))
FOLDER = Path(__file__).parents[1] / "messages"


def from_environment() -> str:
    """The language that this machine's user reads: French where the locale says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        locale = os.environ.get(name, "")
        if locale:
            return "fr" if locale.lower().startswith("fr") else "en"
    return "en"


def translator(language: str, cache: Cache) -> Translate:
    """What turns an English sentence into `language`."""
    if language == "en":
        return str
    source = (FOLDER / f"{language}.po").read_bytes()
    name = key("messages 1", source)
    compiled = cache.get(name)
    if compiled is None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        out = io.BytesIO()
        write_mo(out, read_po(io.BytesIO(source), locale=language))
        compiled = out.getvalue()
        cache.put(name, compiled)
    return gettext.GNUTranslations(io.BytesIO(compiled)).gettext


def filled(sentence: str, values: Mapping[str, Value]) -> str:
    """A sentence with its places filled; a place without a value stays as it is."""
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", str(value))
    return sentence


def message(item: Finding, translate: Translate) -> str:
    """What a finding says."""
    return filled(translate(item.message), _places(item, translate))


def used_in(users: Iterable[Place], translate: Translate) -> str:
    """Who uses the part of layouts that a finding is about."""
    return filled(translate(N_("used in {places}")), {"places": ", ".join(map(str, users))})


def hint(item: Finding, translate: Translate) -> str:
    """What to type next; empty when there is no hint."""
    return filled(translate(item.hint), _places(item, translate)) if item.hint else ""


def _places(item: Finding, translate: Translate) -> dict[str, Value]:
    """What fills a finding's places: its values, and `{measured}` and `{limit}`.

    Values that are the program's own words are in the reader's language; names that the user gave stay as they are.
    """
    figures = {"measured": item.measured, "limit": item.limit}
    compared = {name: f"{value:g}" if isinstance(value, float) else value
                for name, value in figures.items() if value is not None}
    return {**compared, **{name: translate(value) if name in OWN_WORDS and isinstance(value, str) and value else value
                           for name, value in item.values.items()}}


def severity(item: Severity, translate: Translate) -> str:
    """The name of a severity."""
    return translate(item.value)
