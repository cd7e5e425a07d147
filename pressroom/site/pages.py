"""The pages: what each template is given, in each language, and every file of the site by its path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache as once
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.site.catalogue import Catalogue, Offer
from pressroom.site.links import Action
from pressroom.site.looks import Looks
from pressroom.site.pictures import Views
from pressroom.site.sharing import Shared
from pressroom.site.texts import Speaker
from pressroom.site.wording import SECTIONS
from pressroom.text import translation

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
AUDIENCES = ("patients", "public", "members", "officials", "press")
# frame-ancestors is for the header alone: a page's own <meta> may not say it.
POLICY = ("default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
          "connect-src 'self'; base-uri 'none'; form-action 'none'")
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An offer, ready to be shown.

    Attributes:
        offer: what it is.
        title: with its typography.
        alts: of each picture, in the piece's language.
        summary: the words of the first, without what kind it is.
        views: the pictures.
        shared: pictures for social networks.
        body: the running text of a release as HTML, escaped, under a heading of the first level; `inner` the same
            under one of the third. Empty for what is a picture.
        dateline, standfirst: of a release.
    """

    offer: Offer
    title: str
    alts: tuple[str, ...]
    summary: str
    views: tuple[Views, ...]
    shared: tuple[Shared, ...]
    body: str = ""
    inner: str = ""
    dateline: str = ""
    standfirst: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the pages say.

    Attributes:
        organisation, language: of the campaign.
        demands: two sentences.
        logo: the word mark as SVG, checked; its alternative text.
        base: the site's own address, with a slash at its end.
        day: of the last change.
        catalogue, cards: what is offered; cards by name.
        actions, directories: links.
        looks: the brand on a screen.
        officials: whether the site has the register of elected officials.
        letters: what the lookup needs to know of offices and letters (`lookup.spoken`).
    """

    organisation: str
    language: str
    demands: str
    logo: str
    logo_alt: str
    base: str
    day: str
    catalogue: Catalogue
    cards: Mapping[str, Card]
    actions: tuple[Action, ...]
    directories: tuple[Action, ...]
    looks: Looks
    officials: bool
    letters: Mapping[str, object]


def pages(told: Contents, static: Mapping[str, bytes], speakers: Mapping[str, Speaker]) -> dict[str, bytes]:
    """Every text file of the site: pages, style sheet, scripts, feeds."""
    styles = {"style.css": _filled("style.css", {"told": told, "looks": told.looks, "empty": _empty(told)}), **static}
    styles |= {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.is_file()}
    digest = hashlib.sha256()
    for name in sorted(styles):
        digest.update(f"{name}\0{len(styles[name])}\0".encode() + styles[name])
    folder = f"static/{digest.hexdigest()[:12]}"
    made = {f"{folder}/{name}": content for name, content in styles.items()}
    for language in _languages(told):
        made |= _in_language(told, language, speakers, folder)
    made["sitemap.xml"] = _filled("sitemap.xml", {"told": told, "languages": _languages(told), "prefix": _prefix})
    made["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {told.base}sitemap.xml\n".encode()
    made["headers.txt"] = _filled("headers.txt", {"headers": HEADERS})
    return made


def _languages(told: Contents) -> tuple[str, ...]:
    return (told.language, *(language for language in sorted(translation.LANGUAGES) if language != told.language))


def _prefix(told: Contents, language: str) -> str:
    return "" if language == told.language else f"{language}/"


def _in_language(told: Contents, language: str, speakers: Mapping[str, Speaker], folder: str) -> dict[str, bytes]:
    speaker, prefix = speakers[language], _prefix(told, language)
    other = next((one for one in _languages(told) if one != language), language)
    common = {"told": told, "say": speaker.say, "size": speaker.size, "share": speaker.share,
              "paper": speaker.paper, "day": speaker.day, "language": language,
              "other": other, "policy": POLICY, "static": folder, "prefix": prefix, "sections": SECTIONS,
              "other_prefix": _prefix(told, other), "headline": Headline(told, speaker)}
    made = {f"{prefix}index.html": _filled("index.html", {
        **common, "path": "index.html", "up": "../" * prefix.count("/"), "kinds": _kinds(told),
        "audiences": _audiences(told)})}
    if told.officials:
        lookup = {"words": speaker.script_words(), **told.letters}
        made[f"{prefix}lookup.json"] = _json(lookup).encode()
    current = told.catalogue.current
    beside: dict[str, list[Offer | None]] = {offer.name: [None, None] for offer in told.catalogue.offers}
    for newer, older in pairwise(current):
        beside[newer.name][1], beside[older.name][0] = older, newer
    for offer in told.catalogue.offers:
        made[f"{prefix}pieces/{offer.name}.html"] = _filled("piece.html", {
            **common, "path": f"pieces/{offer.name}.html", "up": "../" * (prefix.count("/") + 1),
            "card": told.cards[offer.name], "newer": beside[offer.name][0], "older": beside[offer.name][1]})
    made[f"{prefix}feed.xml"] = _filled("feed.xml", common)
    return made


class Headline:
    """The three words that the page opens with, in the reader's language."""

    def __init__(self, told: Contents, speaker: Speaker) -> None:
        self.title = f"{speaker.say('title')} - {told.organisation}"
        self.lines = tuple(speaker.say(f"headline-{number}") for number in (1, 2, 3))


def _kinds(told: Contents) -> list[str]:
    return [kind for kind in SECTIONS if told.catalogue.of_kind(kind)]


def _audiences(told: Contents) -> list[str]:
    there = {offer.spec.audience for offer in told.catalogue.current}
    return [audience for audience in AUDIENCES if audience in there]


def _empty(told: Contents) -> list[tuple[str, str]]:
    """Choices of the filter that leave nothing."""
    there = {(offer.kind, offer.spec.audience) for offer in told.catalogue.current}
    return [(kind, audience) for kind in _kinds(told) for audience in _audiences(told) if (kind, audience) not in there]


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, default=dict, sort_keys=True, separators=(",", ":"))


@once
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.filters["stem"] = lambda path: Path(path).name
    return made


def _filled(template: str, values: Mapping[str, object]) -> bytes:
    return (_environment().get_template(template).render(values)).encode()
