"""The pictures of every offer, made by several processes where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressroom.build.known_inputs import Known, KnownInputs
from pressroom.build.workers import Workers, cores
from pressroom.cache import Cache
from pressroom.findings import Finding
from pressroom.records import dataclass
from pressroom.resolve import Choice
from pressroom.site.offers import Offer
from pressroom.site.pictures import Views, views
from pressroom.site.sharing import SharedPicture, shared_pictures
from pressroom.stages import Job

WORTH_WORKERS = 6
"""Fewer offers than this are made sooner by one process than workers take to start."""


@dataclass(frozen=True, slots=True)
class Made:
    """The pictures of one offer.

    Attributes:
        views: of its pages.
        shared: for social networks; none of one that has expired.
        findings: about these.
        known: what their making has learnt, for the next time.
    """

    views: tuple[Views, ...]
    shared: tuple[SharedPicture, ...]
    findings: tuple[Finding, ...]
    known: tuple[tuple[Choice, tuple[str, ...], Known], ...] = ()


class _Noting(KnownInputs):
    """What is known, and what a process adds to it."""

    def __init__(self, known: KnownInputs) -> None:
        self._known = known
        self.added: list[tuple[Choice, tuple[str, ...], Known]] = []

    def get(self, choice: Choice, editions: Sequence[str]) -> Known | None:
        """As `KnownInputs.get`."""
        return self._known.get(choice, editions)

    def put(self, choice: Choice, editions: Sequence[str], known: Known) -> None:
        """As `KnownInputs.put`, and noted."""
        self._known.put(choice, editions, known)
        self.added.append((choice, tuple(editions), known))


def all_made(job: Job, offers: Sequence[Offer], out: Path, ground: str, cache: Cache,
             known: KnownInputs) -> dict[str, Made]:
    """The pictures of each offer, by its name; `ground` is the colour around sheets that do not fill a picture."""
    by_name = {offer.name: offer for offer in offers}

    def make(name: str) -> Made:
        noting = _Noting(known)
        offer = by_name[name]
        shared, findings = ((), []) if offer.expired else shared_pictures(job, offer, out, ground, cache, noting)
        return Made(views(offer, out, cache), tuple(shared), tuple(findings), tuple(noting.added))
    if len(by_name) < WORTH_WORKERS or cores() < 2:
        return {name: make(name) for name in by_name}
    workers: Workers[str, Made] = Workers(make, by_name)
    try:
        made = {name: workers.result(name) for name in by_name}
    finally:
        workers.close()
    for each in made.values():
        for entry in each.known:
            known.put(*entry)
    return made
