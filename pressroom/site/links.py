"""Links that the site shows as buttons and codes: what readers are asked to do, and where officials are listed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from pressroom.cache import Cache
from pressroom.elements.qr import QUIET, Symbol, symbol
from pressroom.site.texts import words_of
from pressroom.stages import Job

ACTIONS = ("petition", "membership")
DIRECTORIES = ("deputies", "senators")


@dataclass(frozen=True, slots=True)
class Action:
    """A link to follow.

    Attributes:
        key, url, shown: as in campaign.yaml.
        call, partner: what a reader is asked to do, and with whom; the campaign's words.
        side: of the code's picture in modules, its quiet zone counted.
        path: the code's dark modules, as the path of an SVG.
    """

    key: str
    url: str
    shown: str
    call: str
    partner: str
    side: int
    path: str


def actions(job: Job, keys: tuple[str, ...], today: str, cache: Cache) -> tuple[Action, ...]:
    """Those of `keys` that the campaign has and that still lead somewhere."""
    current = []
    for key in keys:
        link = job.campaign.links.get(key)
        if link is not None and not (link.until and today > link.until):
            code = symbol(link.url, cache)
            current.append(Action(key, link.url, link.shown, words_of(job, link.call or link.shown),
                                words_of(job, link.partner), code.side + 2 * QUIET, svg_path(code)))
    return tuple(current)


def svg_path(code: Symbol) -> str:
    """One path of rectangles, a run of dark modules each, inside the quiet zone."""
    parts = []
    for number, row in enumerate(code.rows):
        start = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{start + QUIET} {number + QUIET}h{length}v1h-{length}z")
            start += length
    return "".join(parts)
