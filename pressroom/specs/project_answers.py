"""Answers about a new project: each is read by itself, and all mistakes are reported at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.specs.new_project import MOST_PRINTED, WRONG_LINK, WRONG_NAME, Answers, one_line, parse_link
from pressroom.specs.project_colours import parse
from pressroom.text.translation import LANGUAGES

WRONG_ANSWER = code("init-answer", N_("The answer must be one of those that the question names."),
                    N_("Give one of them."))

MOST_DESCRIPTION = 160
SAMPLE, EMPTY = "sample", "empty"

Answer = TypeVar("Answer")
RawAnswers = Mapping[str, Sequence[str]]


def read_answers(raw: RawAnswers, today: str) -> Answers:
    """The checked answers; `raw` has a list for each option, empty where it was not given.

    Raises:
        Refused: with a finding for every unusable answer.
    """
    faults: list[Finding] = []

    def read_all(key: str, reader: Callable[[str], Answer]) -> list[Answer]:
        values = []
        for text in raw[key]:
            try:
                values.append(reader(text))
            except Refused as refused:
                faults.extend(refused.findings)
        return values

    texts = {key: next(iter(read_all(key, reader)), "") for key, reader in _TEXTS.items()}
    sites, links = read_all("site", _site), read_all("link", parse_link)
    houses, signals = read_all("colour", parse), read_all("second-colour", parse)
    languages = tuple(dict.fromkeys(name for names in read_all("language", languages_in) for name in names))
    campaigns = read_all("campaign", campaign)
    keys = [link.key for link in (*sites, *links)]
    faults += [finding(WRONG_LINK, N_("two links are called {key}"), key=key)
               for key in sorted({key for key in keys if keys.count(key) > 1})]
    if len(texts["name"]) > MOST_PRINTED and not texts["short-name"]:
        faults.append(finding(
            WRONG_NAME, N_("a name of {count} characters needs a short one of at most {most} beside it"),
            N_("add --short-name"), count=len(texts["name"]), most=MOST_PRINTED))
    if faults:
        raise Refused(faults, exit_code=2)
    return Answers(texts["name"], sites[0], houses[0], texts["short-name"], texts["description"], tuple(links),
                   next(iter(signals), None), languages or ("fr",), texts["place"], today, EMPTY not in campaigns)


def languages_in(text: str) -> list[str]:
    """The languages of an answer such as `fr,en`.

    Raises:
        Refused: the program does not know one of them.
    """
    return [_one_of(name, LANGUAGES) for name in text.replace(",", " ").split()]


def campaign(text: str) -> str:
    """Whether the project starts with the sample's pieces: `sample` or `empty`.

    Raises:
        Refused: the answer is neither.
    """
    return _one_of(text, (SAMPLE, EMPTY))


def _one_of(text: str, choices: Sequence[str]) -> str:
    if text not in choices:
        raise Refused([finding(WRONG_ANSWER, N_("{text} is none of {known}"), text=text[:60],
                               known=", ".join(choices))], exit_code=2)
    return text


_site = partial(parse_link, key="site")
_TEXTS: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "name": one_line, "short-name": partial(one_line, most=MOST_PRINTED),
    "description": partial(one_line, most=MOST_DESCRIPTION), "place": one_line})
READERS: Mapping[str, Callable[[str], object]] = MappingProxyType({
    **_TEXTS, "site": _site, "link": parse_link, "colour": parse, "second-colour": parse, "language": languages_in,
    "campaign": campaign})
"""By option: what reads an answer, and refuses one that cannot be used."""
