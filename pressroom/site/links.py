"""Links that the site shows with buttons and QR codes: calls to action, and directories of officials."""

from __future__ import annotations

from itertools import groupby

from pressroom.cache import Cache
from pressroom.elements.symbol import QUIET, Symbol, symbol
from pressroom.records import dataclass
from pressroom.site.texts import words_of
from pressroom.stages import Job

ACTIONS = ("petition", "membership")
DIRECTORIES = ("deputies", "senators")


@dataclass(frozen=True, slots=True)
class Action:
    """A link with its QR code.

    Attributes:
        key, url, shown: as in campaign.yaml.
        call, partner: the button's text, and the partner organisation.
        side: of the code in modules, with its quiet zone.
        path: the code's dark modules, as the path data of an SVG.
    """

    key: str
    url: str
    shown: str
    call: str
    partner: str
    side: int
    path: str


def actions(job: Job, keys: tuple[str, ...], today: str, cache: Cache) -> tuple[Action, ...]:
    """The campaign's links among `keys` that a click opens and that have not ended."""
    current = []
    for key in keys:
        link = job.campaign.links.get(key)
        if link is not None and link.href and not (link.until and today > link.until):
            code = symbol(link.payload, cache)
            current.append(Action(key, link.href, link.words, words_of(job, link.call or link.words),
                                words_of(job, link.partner), code.side + 2 * QUIET, svg_path(code)))
    return tuple(current)


def svg_path(code: Symbol) -> str:
    """Path data of an SVG: a rectangle for each run of dark modules, inside the quiet zone."""
    parts = []
    for number, row in enumerate(code.rows):
        start = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{start + QUIET} {number + QUIET}h{length}v1h-{length}z")
            start += length
    return "".join(parts)
