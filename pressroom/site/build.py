"""Builds the site from the files that a build left in out/."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from pressroom import files, load
from pressroom.build.known_inputs import KnownInputs, of_shared_files
from pressroom.cache import Cache
from pressroom.file_index import FileIndex
from pressroom.files import as_on_disk
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.patterns import regex
from pressroom.publish import folder, stored_manifest
from pressroom.records import replace
from pressroom.site import freshness, links, lookup
from pressroom.site.catalogue import Catalogue, gather, newest_day
from pressroom.site.figures import figures_of
from pressroom.site.freshness import FOLDER, REGISTER, Site, SiteRequest
from pressroom.site.looks import Looks, looks, web_fonts
from pressroom.site.making import all_made
from pressroom.site.offers import Offer
from pressroom.site.pages import Card, Contents, pages
from pressroom.site.replace import replace_folder
from pressroom.site.texts import Phrases, alternative_text, words_of
from pressroom.stages import Job
from pressroom.text import translation

_BASE = regex(r"^https?://[A-Za-z0-9.\-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~%\-]+)*/?$")
_MOST_LOGO_BYTES = 10 * 2**20
_OUTLINE = regex(r"[MmLlHhVvCcSsQqTtAaZz\d\s.,eE+-]*")

NO_SUCH_DAY = code("no-such-day", N_("The site needs a date: embargoes and last days are compared with it."),
                   N_("Write it as 2023-01-31."))
BASE_URL = code("base-url", N_("Link previews, the feed and the sitemap need the full address of the site."),
                N_("Give it as https://www.example.org/page/, with --base-url or under links: site: in campaign.yaml."))


def make(root: Path, out: Path, today: str = "", base: str = "", database: Path | None = None,
         waiting: Callable[[], None] = lambda: None) -> Site:
    """Write the site of the last build in `out`; an error leaves the old site unchanged.

    Args:
        root: the project.
        out: the folder of finished files.
        today: the day for embargoes and last days, as 2023-01-31; empty for the newest date of the materials.
        base: the site's address; empty for the campaign's.
        database: the register of officials; None for the project's. Without a register, or with one from before an
            election, the site has no lookup.
        waiting: called once when another build holds the lock of `out`.

    Raises:
        Refused: the day or the address is not valid, a file in out/ was changed, or the site cannot be written.
    """
    with folder.lock(out, waiting):
        cache = Cache(root / ".cache")
        shared = of_shared_files(root, cache)
        job = load.job(root)
        day = _valid_day(today or newest_day(job))
        address = _address(job, base)
        index = FileIndex(out, cache)
        catalogue = gather(job, stored_manifest.read(out, index.manifest), index, day)
        look = looks(job, cache)
        known = KnownInputs(job, out / FOLDER, cache, shared)
        cards, findings = _cards(job, catalogue, out, look, cache, known)
        known.save()
        register, register_days, age = _register(database or root / REGISTER, job, day, cache)
        contents = _contents(job, catalogue, cards, look, day, address, register_days, cache)
        phrases = {language: Phrases(language) for language in translation.LANGUAGES}
        static = {**web_fonts(job, cache), "icon.svg": _icon(look)}
        files = {**pages(contents, static, phrases), **_pictures(cards), **register}
        links = {one.path: out / one.source for offer in catalogue.offers for one in offer.downloads}
        size = replace_folder(out / FOLDER, files, links)
        site = Site(out / FOLDER, len(files) + len(links), size, day, (*catalogue.findings, *findings, *age))
        freshness.keep(SiteRequest(root, out, today, base, database), site,
                  {one.path: one.source for offer in catalogue.offers for one in offer.downloads},
                  _sources(catalogue))
        return site


def _register(database: Path, job: Job, day: str, cache: Cache) -> tuple[
        Mapping[str, bytes], Mapping[str, str], list[Finding]]:
    """The lookup's files, the days of its tables, and findings about their age; nothing from before an election."""
    age = [*lookup.age_findings(database, job, day)]
    if any(item.fails for item in age):  # whoever held an office before it is not offered as its holder
        return {}, {}, age
    return *lookup.register_pages(database, cache), age


def _sources(catalogue: Catalogue) -> dict[str, str]:
    """The SHA-256 of every finished file that the site links to or shows, by path in out/."""
    return {**{one.source: one.sha256 for offer in catalogue.offers for one in offer.downloads},
            **{one.source: one.sha256 for offer in catalogue.offers for one in offer.shown}}


def _valid_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused([finding(NO_SUCH_DAY, N_("{day} is not a date"), N_("write it as 2023-01-31"), day=text)],
                      exit_code=2) from None


def _address(job: Job, base: str) -> str:
    """The site's address, with a slash at its end."""
    campaign = job.campaign
    address = base or ((campaign.links["site"].url if "site" in campaign.links else None)
                       or campaign.organisation.site)
    if not _BASE.match(address):
        raise Refused([finding(BASE_URL, N_("{url} is not the address of a site"), N_("write https://www.example.org/page/"),
                               url=address or "?")], exit_code=2)
    return address if address.endswith("/") else f"{address}/"


def _cards(job: Job, catalogue: Catalogue, out: Path, look: Looks, cache: Cache,
           known: KnownInputs) -> tuple[dict[str, Card], list[Finding]]:
    cards: dict[str, Card] = {}
    findings: list[Finding] = []
    phrases = {language: Phrases(language) for language in translation.LANGUAGES}
    made = all_made(job, catalogue.offers, out, look.wall, cache, known)
    for offer in catalogue.offers:
        findings += made[offer.name].findings
        descriptions = [alternative_text(job, offer.spec, number) for number in range(len(offer.previews))]
        title = words_of(job, offer.spec.title, offer.spec)
        card = Card(offer, title, _alts(offer, descriptions, phrases[offer.language]), descriptions[0],
                    made[offer.name].views, made[offer.name].shared)
        cards[offer.name] = _with_text(job, card, cache) if offer.kind == "release" else card
    return cards, findings


def _with_text(job: Job, card: Card, cache: Cache) -> Card:
    """The card of a press release, with its text and the pictures in it."""
    from pressroom import resolve

    spec = card.offer.spec
    blocks = resolve.release_body(job, card.offer.name, cache)
    standfirst = words_of(job, str(getattr(spec, "standfirst", "")), spec)
    return replace(card, blocks=blocks, figures=figures_of(job, card.offer, cache), standfirst=standfirst,
                   dateline=words_of(job, str(getattr(spec, "place", "")), spec), summary=standfirst or card.summary)


def _alts(offer: Offer, descriptions: list[str], phrases: Phrases) -> tuple[str, ...]:
    """The alternative text of each picture."""
    kind, count = phrases.phrase(offer.kind), len(descriptions)
    if count == 1:
        return (phrases.phrase("says", kind=kind, words=descriptions[0]),)
    if offer.kind == "leaflet":
        return (phrases.phrase("folded", kind=kind, words=descriptions[0]), *(
            phrases.phrase("panels-of", kind=kind, number=number, count=count - 1, words=_page(offer, number))
            for number in range(1, count)))
    phrase = "sheet-says" if offer.kind == "triptych" else "panels-of"
    return tuple(phrases.phrase(phrase, kind=kind, number=number, count=count, words=words)
                 for number, words in enumerate(descriptions, start=1))


def _page(offer: Offer, number: int) -> str:
    """The first 200 characters of a leaflet's page, as preflight read them."""
    words = offer.text[number - 1] if number <= len(offer.text) else ""
    return words if len(words) <= 200 else words[:200].rsplit(" ", 1)[0] + "…"


def _contents(job: Job, catalogue: Catalogue, cards: Mapping[str, Card], look: Looks, day: str, address: str,
              register_days: Mapping[str, str], cache: Cache) -> Contents:
    campaign = job.campaign
    letters = lookup.letters_of(job, catalogue.of_kind("letter"), register_days) if register_days else {}
    newest = max((offer.spec.date for offer in catalogue.current), default=day)
    return Contents(
        organisation=campaign.organisation.name, language=campaign.language,
        demands=words_of(job, campaign.demands) if campaign.demands else "", logo=_logo(job),
        logo_alt=job.brand.logo.alt, base=address, day=newest, catalogue=catalogue, cards=cards,
        actions=links.actions(job, links.ACTIONS, day, cache),
        directories=links.actions(job, links.DIRECTORIES, day, cache), looks=look,
        officials=bool(register_days), letters=letters)


def _logo(job: Job) -> str:
    """The logo as inline SVG: only the paths of the file, so that no script or style of it reaches the page."""
    from xml.etree import ElementTree

    space = "{http://www.w3.org/2000/svg}"
    try:
        file = as_on_disk(job.root / "assets/logos" / job.brand.logo.file)
        svg = ElementTree.fromstring(files.content(file, _MOST_LOGO_BYTES))
    except (OSError, ElementTree.ParseError):
        return ""
    box = svg.get("viewBox", "")
    paths = [path.get("d", "") for path in svg.iter(f"{space}path")]
    if not re.fullmatch(r"[-\d. ]+", box) or not all(_OUTLINE.fullmatch(one) for one in paths):
        return ""
    outlines = "".join(f'<path d="{one}"/>' for one in paths)
    return f'<svg viewBox="{box}" aria-hidden="true" fill="currentColor">{outlines}</svg>'


def _icon(look: Looks) -> bytes:
    """The icon for the browser's tab: a sheet in the brand's colours, as SVG."""
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<path fill="{look.ground}" d="M5 1h22v30H5z"/>'
            f'<path fill="{look.accent}" d="M5 21 17 9h10v3L12 27H5z"/></svg>').encode()


def _pictures(cards: Mapping[str, Card]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for card in cards.values():
        for view in card.views:
            files |= {one.path: one.content for one in (*view.thumbnails, view.large)}
        files |= {path: content for one in card.shared for path, content in one.files.items()}
        files |= {one.path: one.content for one in card.figures.values()}
    return files


