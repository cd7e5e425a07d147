"""Sentences in the reader's language: gettext over messages/*.mo, English as the source.

The catalogues are messages/*.po; catalogues.py compiles them when a checkout is set up, and when a wheel is built.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pressroom import interpreter
from pressroom.findings import N_, Finding, Place, Refused, Severity, Value, code, finding
from pressroom.patterns import regex

NOT_COMPILED = code(
    "messages-not-compiled",
    N_("Messages are read from a compiled catalogue; without it, or with an outdated one, they would be in the wrong "
       "language or incorrect."),
    N_("Run `make` once, or `python catalogues.py`."))

LANGUAGES = ("en", "fr")
Translate = Callable[[str], str]
# Placeholders whose values are sentences of this program, not words of the user's files.
OWN_WORDS = frozenset(("thing", "side", "look", "reason", "what", "says", "first", "second", "third", "fourth"))
# Placeholders whose values are numbers of this program, although they are text.
FIGURES = frozenset((
    "above", "apart", "bleed", "box_height", "box_width", "clear", "cover", "distance", "edge", "gap", "half", "height",
    "least", "left", "limit", "measured", "module", "most", "off", "over", "ratio", "right", "share", "side", "size",
    "total", "wanted", "width"))
_DECIMAL = regex(r"(?P<whole>-?\d+)\.(?P<part>\d+)")
# Words that follow a number: {count|page|pages}.
_FORMS = regex(r"\{(?P<name>\w+)\|(?P<forms>[^{}|]*(?:\|[^{}|]*){1,2})\}")
FOLDER = Path(__file__).parents[1] / "messages"
_PLACE = regex(r"\{(\w+)\}")


def from_environment() -> str:
    """The language of the environment: French where the locale says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        locale = os.environ.get(name, "")
        if locale:
            return "fr" if locale.lower().startswith("fr") else "en"
    return "en"


def translator(language: str) -> Translate:
    """A function from an English sentence to `language`; the command has the name that the user typed.

    Raises:
        Refused: the catalogue is not compiled, or is older than its text.
    """
    gettext_ = str if language == "en" else _catalogue(language).gettext
    name = interpreter.command_name()
    if name == interpreter.CHECKOUT_COMMAND:
        return gettext_
    return lambda sentence: gettext_(sentence).replace(interpreter.CHECKOUT_COMMAND, name)


def prepare() -> None:
    """Read the catalogues now that would be read for the report; one that cannot be read is told when it is used."""
    for language in LANGUAGES:
        with suppress(Refused):
            translator(language)


def _catalogue(language: str) -> gettext.GNUTranslations:
    compiled, source = FOLDER / f"{language}.mo", FOLDER / f"{language}.po"
    try:
        stale = source.exists() and compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
        if not stale:
            status = compiled.stat()
            return _parsed(compiled, status.st_mtime_ns, status.st_size, status.st_ino)
    except FileNotFoundError:
        pass
    raise Refused([finding(NOT_COMPILED, N_("the messages in {language} are not compiled"), N_("run: make"),
                           language=language)], exit_code=3)


@lru_cache(maxsize=4)
def _parsed(compiled: Path, _changed: int, _bytes: int, _inode: int) -> gettext.GNUTranslations:
    """The catalogue in a file, which is always replaced and never written into."""
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def filled(sentence: str, values: Mapping[str, Value]) -> str:
    """A sentence with its placeholders filled; one without a value stays as it is, and so do braces in values.

    `{count|page|pages}` is the form for one or for several; `{count|page|page|pages}` has one for none before these.
    """
    sentence = _FORMS.sub(lambda place: _form(place, values), sentence)
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), sentence)


def _form(place: re.Match[str], values: Mapping[str, Value]) -> str:
    if place["name"] not in values:
        return place[0]
    *none, one, several = place["forms"].split("|")
    return {"0": none[0] if none else several, "1": one}.get(str(values[place["name"]]), several)


def megabytes(count: int, language: str, translate: Translate) -> str:
    """A number of bytes in megabytes: no decimals from 10, two below 0.1, else one."""
    size = count / 1_000_000
    number = f"{size:.0f}" if size >= 10 else f"{size:.1f}" if size >= 0.1 else f"{max(size, 0.01):.2f}"
    return filled(translate(N_("{size} MB")), {"size": number.replace(".", ",") if language == "fr" else number})


def message(item: Finding, translate: Translate) -> str:
    """The message of a finding."""
    return filled(translate(item.message), _places(item, translate))


def used_in(users: Iterable[Place], translate: Translate) -> str:
    """The places that use the layout part of a finding."""
    return filled(translate(N_("used in {places}")), {"places": ", ".join(map(str, users))})


def sheets(items: Iterable[Finding], translate: Translate) -> str:
    """Before the message of findings that are alike: the sheets that they are about; empty when they are about none."""
    numbers = sorted({item.sheet for item in items if item.sheet})
    sentence = N_("sheet {sheet}: ") if len(numbers) == 1 else N_("sheets {sheet}: ")
    return filled(translate(sentence), {"sheet": ", ".join(map(str, numbers))}) if numbers else ""


def hint(item: Finding, translate: Translate) -> str:
    """The hint of a finding; empty when there is none."""
    return filled(translate(item.hint), _places(item, translate)) if item.hint else ""


def _places(item: Finding, translate: Translate) -> dict[str, Value]:
    """The values of a finding's placeholders, `{measured}` and `{limit}` among them.

    The program's own words are translated; the user's names stay as they are.
    """
    figures = {"measured": item.measured, "limit": item.limit}
    compared = {name: f"{value:g}" if isinstance(value, float) else value
                for name, value in figures.items() if value is not None}
    plain = with_decimals({**compared, **item.values}, translate)
    return {**plain, **{name: filled(translate(value), plain) for name, value in item.values.items()
                        if name in OWN_WORDS and isinstance(value, str) and value}}


def decimals(text: str, translate: Translate) -> str:
    """A text of this program's own numbers and units, with the decimal sign of the language."""
    return _DECIMAL.sub(lambda number: filled(translate(N_("{whole}.{part}")), number.groupdict()), text)


def with_decimals(values: Mapping[str, Value], translate: Translate) -> dict[str, Value]:
    """The values of placeholders, with the decimal sign of the language in numbers; the user's words stay."""
    def shown(name: str, value: Value) -> Value:
        number = _DECIMAL.fullmatch(value if isinstance(value, str) and name in FIGURES else
                                    str(value) if isinstance(value, float) else "")
        return filled(translate(N_("{whole}.{part}")), number.groupdict()) if number else value
    return {name: shown(name, value) for name, value in values.items()}


def severity(item: Severity, translate: Translate) -> str:
    """The name of a severity."""
    return translate(item.value)


# What a source names besides its own title: the msgid, and where it stands in a source.
_SOURCE_WORDS = {"rule": N_("rule {number}"), "table": N_("table {number}"), "annex": N_("annex {number}"),
                 "Printer's preset": N_("Printer's preset")}
_IN_SOURCE = regex(r"\b(?:(?P<word>rule|table|annex) (?P<number>[A-Z\d][.\d]*)|(?P<whole>Printer's preset))")


def source(text: str, translate: Translate) -> str:
    """The source of a rule; titles of standards, and of the entries of docs/sources.md, stay as they are."""
    def words(place: re.Match[str]) -> str:
        return filled(translate(_SOURCE_WORDS[place["word"] or place["whole"]]), {"number": place["number"] or ""})
    return _IN_SOURCE.sub(words, text)
