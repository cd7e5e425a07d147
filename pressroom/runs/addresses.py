"""What a run adds to addresses, and what it should not: people's names, and parameters that a short address drops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.runs.wording import keys_in
from pressroom.specs.document import Document
from pressroom.specs.run import RunSpec
from pressroom.stages import Job

RUN_LINK = code(
    "run-link", N_("A name or an e-mail in an address is kept by every server on the way, and shown to who scans."),
    N_("Add a number or a short code instead, and keep the list of whose it is."), severity=Severity.WARNING)
SHORTENED = code(
    "run-shortener",
    N_("Many short addresses lead on without what was added to them: the codes work, and count nothing."),
    N_("Try it: open the address with the parameter, and look where it leads. If it is kept, write the day into "
       "campaign.yaml: parameters: {kept: 2026-11-30}"), severity=Severity.WARNING)
_PERSONAL = frozenset(("name", "nom", "prenom", "firstname", "lastname", "mail", "email", "courriel", "e-mail", "tel",
                       "phone", "telephone", "mobile"))
# Hosts that shorten other sites' addresses, as their owners say; a campaign's own short address is none of them.
_SHORTENERS = frozenset(("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "cutt.ly", "rb.gy",
                         "shorturl.at", "chng.it", "urlz.fr", "lc.cx", "tiny.cc", "v.gd", "s.id", "t.ly", "vu.fr"))


def with_parameters(address: str, added: Mapping[str, str]) -> str:
    """An address with parameters after those that it has."""
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, *(f"{name}={quote(text, safe='')}" for name, text in added.items()))))
    return urlunsplit(parts._replace(query=query))


def address_findings(job: Job, spec: RunSpec, document: Document) -> Iterator[Finding]:
    """Findings about what is added to addresses."""
    link = spec.link
    if link is None or link.key not in job.campaign.links:
        return
    target = job.campaign.links[link.key]
    host = (urlsplit(target.url or "").hostname or "").removeprefix("www.")
    if link.parameters and not link.address and host in _SHORTENERS and not target.parameters:
        yield finding(SHORTENED, N_("{host} shortens addresses: it may drop what is added to them"),
                      source=document.place(("link", "parameters")), host=host)
    for name, text in link.parameters.items():
        if found := sorted(_people(name, keys_in(text), spec)):
            yield finding(RUN_LINK, N_("{name} puts {what} into the address"),
                          source=document.place(("link", "parameters", name)), name=name, what=", ".join(found))


def _people(name: str, keys: Iterable[str], spec: RunSpec) -> Iterator[str]:
    """What of a parameter looks like the name, the mail or the telephone of a person."""
    if name.lower() in _PERSONAL:
        yield name
    for key in keys:
        words = {key.lower(), *key.lower().split("-"), *spec.columns[key].name.lower().replace("é", "e").split()}
        if words & _PERSONAL:
            yield spec.columns[key].name

