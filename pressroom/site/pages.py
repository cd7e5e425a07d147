"""The pages of the site in each language, and every text file of the site by path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache as once
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import prose
from pressroom.patterns import regex
from pressroom.prose import Block
from pressroom.records import dataclass, field, replace
from pressroom.site.catalogue import Catalogue
from pressroom.site.links import Action
from pressroom.site.looks import Looks
from pressroom.site.offers import Offer
from pressroom.site.pictures import Picture, Views
from pressroom.site.sharing import SharedPicture
from pressroom.site.texts import Phrases
from pressroom.site.wording import SECTIONS
from pressroom.text import translation

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
AUDIENCES = ("patients", "public", "members", "officials", "press")
# Browsers ignore frame-ancestors in a <meta>; only the HTTP header has it.
POLICY = ("default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
          "connect-src 'self'; base-uri 'none'; form-action 'none'")
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PIECE = regex(r"^(?:[a-z]{2}/)?pieces/([^/]+)\.html$")


@dataclass(frozen=True, slots=True)
class Card:
    """An offer with everything its page shows.

    Attributes:
        offer: the offer.
        title: with its typography.
        alts: the alternative text of each picture, in the piece's language.
        summary: the first alternative text without the kind, or a release's standfirst.
        views: the pictures.
        shared: pictures for social networks.
        blocks, figures: the text of a release, and its pictures by name; else empty.
        dateline, standfirst: of a release.
    """

    offer: Offer
    title: str
    alts: tuple[str, ...]
    summary: str
    views: tuple[Views, ...]
    shared: tuple[SharedPicture, ...]
    blocks: tuple[Block, ...] = ()
    figures: Mapping[str, Picture] = field(default_factory=dict)
    dateline: str = ""
    standfirst: str = ""

    def body(self, up: str) -> str:
        """The text as escaped HTML, for a page from which `up` leads to the site's folder."""
        return prose.html(self.blocks, {name: prose.WebPicture(up + one.path, one.width, one.height)
                                        for name, one in self.figures.items()})

    def inner(self, up: str) -> str:
        """The same text as a part of a page that lists several, with headings from level 4."""
        lower = tuple(replace(block, level=min(6, block.level + 2)) if isinstance(block, prose.Heading) else block
                      for block in self.blocks)
        return replace(self, blocks=lower).body(up)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of all pages.

    Attributes:
        organisation, language: of the campaign.
        demands: the campaign's demands, two sentences.
        logo, logo_alt: inline SVG, and its alternative text.
        base: the site's address, with a slash at its end.
        day: of the last change.
        catalogue, cards: the offers, and their cards by name.
        actions, directories: links.
        looks: the brand's colours.
        officials: whether the site has the register of officials.
        letters: offices and letters for the lookup (`lookup.letters_of`).
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


def pages(contents: Contents, static: Mapping[str, bytes], phrases: Mapping[str, Phrases]) -> dict[str, bytes]:
    """The files of the site by path: pages, style sheet, scripts, feeds, and those in `static`."""
    style = _render("style.css", {"contents": contents, "looks": contents.looks, "empty": _empty(contents)})
    styles = {"style.css": style, **static}
    styles |= {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.is_file()}
    digest = hashlib.sha256()
    for name in sorted(styles):
        digest.update(f"{name}\0{len(styles[name])}\0".encode() + styles[name])
    folder = f"static/{digest.hexdigest()[:12]}"
    files = {f"{folder}/{name}": content for name, content in styles.items()}
    for language in _languages(contents):
        files |= _in_language(contents, language, phrases[language], folder)
    files["sitemap.xml"] = _render("sitemap.xml", {
        "contents": contents, "languages": _languages(contents), "prefix": _prefix})
    files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {contents.base}sitemap.xml\n".encode()
    files["headers.txt"] = _render("headers.txt", {"headers": HEADERS})
    return files


def piece_of(path: str) -> str:
    """The name of the piece whose page is at `path` of the site; empty for other files."""
    match = _PIECE.match(path)
    return match[1] if match else ""


def _languages(contents: Contents) -> tuple[str, ...]:
    first = contents.language
    return (first, *(language for language in sorted(translation.LANGUAGES) if language != first))


def _prefix(contents: Contents, language: str) -> str:
    return "" if language == contents.language else f"{language}/"


def _in_language(contents: Contents, language: str, phrases: Phrases, folder: str) -> dict[str, bytes]:
    prefix = _prefix(contents, language)
    other = next((one for one in _languages(contents) if one != language), language)
    common = {"contents": contents, "phrase": phrases.phrase, "size": phrases.size, "share": phrases.share,
              "paper": phrases.paper, "day": phrases.day, "language": language,
              "other": other, "policy": POLICY, "static": folder, "prefix": prefix, "sections": SECTIONS,
              "other_prefix": _prefix(contents, other), "headline": Headline(contents, phrases)}
    files = {f"{prefix}index.html": _render("index.html", {
        **common, "path": "index.html", "up": "../" * prefix.count("/"), "kinds": _kinds(contents),
        "audiences": _audiences(contents)})}
    if contents.officials:
        lookup = {"words": phrases.script_words(), **contents.letters}
        files[f"{prefix}lookup.json"] = _json(lookup).encode()
    current = contents.catalogue.current
    beside: dict[str, list[Offer | None]] = {offer.name: [None, None] for offer in contents.catalogue.offers}
    for newer, older in pairwise(current):
        beside[newer.name][1], beside[older.name][0] = older, newer
    for offer in contents.catalogue.offers:
        files[f"{prefix}pieces/{offer.name}.html"] = _render("piece.html", {
            **common, "path": f"pieces/{offer.name}.html", "up": "../" * (prefix.count("/") + 1),
            "card": contents.cards[offer.name], "newer": beside[offer.name][0], "older": beside[offer.name][1]})
    files[f"{prefix}feed.xml"] = _render("feed.xml", common)
    return files


class Headline:
    """The page's title, and the three lines of its headline, in the reader's language."""

    def __init__(self, contents: Contents, phrases: Phrases) -> None:
        self.title = f"{phrases.phrase('title')} - {contents.organisation}"
        self.lines = tuple(phrases.phrase(f"headline-{number}") for number in (1, 2, 3))


def _kinds(contents: Contents) -> list[str]:
    return [kind for kind in SECTIONS if contents.catalogue.of_kind(kind)]


def _audiences(contents: Contents) -> list[str]:
    there = {offer.spec.audience for offer in contents.catalogue.current}
    return [audience for audience in AUDIENCES if audience in there]


def _empty(contents: Contents) -> list[tuple[str, str]]:
    """Pairs of kind and audience in the filter that match no offer."""
    there = {(offer.kind, offer.spec.audience) for offer in contents.catalogue.current}
    return [(kind, audience) for kind in _kinds(contents) for audience in _audiences(contents)
            if (kind, audience) not in there]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=dict, sort_keys=True, separators=(",", ":"))


@once
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["stem"] = lambda path: Path(path).name
    return environment


def _render(template: str, values: Mapping[str, object]) -> bytes:
    return (_environment().get_template(template).render(values)).encode()
