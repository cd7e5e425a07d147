"""The files of the lookup of officials: the register as static JSON, and the offices and letters for its script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cache import Cache
from pressroom.cache import key as hashed
from pressroom.findings import Finding
from pressroom.program import of_program
from pressroom.site.freshness import of_file
from pressroom.site.offers import Offer
from pressroom.stages import Job
from pressroom.text import dates

if TYPE_CHECKING:
    from pressroom.officials.answers import Official

# The address of a mayor, as in pressroom/officials/register.py.
TOWN_HALL = "Mairie"
_ENGINE = "site register 1"
_CIVILITIES = ("f", "m", "")


def register_pages(database: Path, cache: Cache) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of the register by path, and its tables' dates in words by date; both empty without a register.

    Raises:
        Refused: the database is damaged or of another version.
    """
    if not database.is_file():
        return {}, {}
    from pressroom.officials import departments
    from pressroom.officials.register import Register

    name = hashed(_ENGINE, of_program(), of_file(database))
    with Register(database) as register:
        days = {day: dates.day_in_words(day) for day in register.dates.values() if day}
        stored = cache.get(name)
        pages = json.loads(stored) if stored else {
            path: content.decode() for path, content in departments.pages(register).items()}
    if stored is None:
        cache.put(name, json.dumps(pages, ensure_ascii=False).encode())
    return {path: content.encode() for path, content in pages.items()}, days


def age_findings(database: Path, job: Job, day: str) -> list[Finding]:
    """Findings about tables of the register that are too old on the site's day; none without a register.

    Raises:
        Refused: the database or the list of elections is damaged.
    """
    if not database.is_file():
        return []
    from pressroom.officials.age import Ages, read_elections
    from pressroom.officials.register import Register

    with Register(database) as register:
        return register.too_old(Ages(day, job.campaign.officials.oldest_days,
                                     job.elections or read_elections(job.root)))


def letters_of(job: Job, offers: Iterable[Offer], days: Mapping[str, str]) -> dict[str, object]:
    """The offices, the dates in words, and for each letter its file and its forms of address."""
    language = job.campaign.language
    return {"offices": _offices(job), "days": dict(days),
            "files": [_file(job, offer, language) for offer in offers if offer.first.edition == "word"]}


def _offices(job: Job) -> dict[str, object]:
    from pressroom.officials.recipients import ELECTED, with_office

    def with_words(key: str, civility: str) -> Official:
        from pressroom.officials.answers import Official

        return with_office(Official(key, civility, "", ""), job.campaign.officials)

    offices: dict[str, object] = {}
    for key, office in job.campaign.officials.offices.items():
        offices[key] = {
            "words": {civility: with_words(key, civility).words for civility in _CIVILITIES},
            "holder": "" if key in ELECTED else office.name, "civility": office.civility,
            "address": ", ".join(office.address), "postcode": office.postcode, "town": office.town}
    return offices


def _file(job: Job, offer: Offer, language: str) -> dict[str, object]:
    from pressroom.resolve.letter import letter

    text = letter(job, offer.name)
    civilities = job.forms.civilities if job.forms else {}
    return {
        "name": offer.name, "file": offer.first.path, "title": text.title, "office": text.recipient,
        "forms": text.wordings.forms, "line": text.wordings.line, "greeting": text.wordings.greeting,
        "close": text.wordings.close, "civilities": {key: str(civilities.get(key, "")) for key in ("f", "m")},
        "townhall": TOWN_HALL, "months": [dates.day_in_words(f"2023-{month:02d}-02", language).split(" ")[1]
                                          for month in range(1, 13)],
        "first": dates.day_in_words("2023-01-01", language).split(" ")[0][1:]}
