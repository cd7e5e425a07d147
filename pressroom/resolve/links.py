"""The links of a piece: the material's own, and those of further codes that its layout has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from pressroom import library
from pressroom.elements.context import Link
from pressroom.elements.symbol import only_capitals
from pressroom.findings import DID_YOU_MEAN, N_, Severity, code, finding, nearest
from pressroom.resolve.context import Context
from pressroom.specs.document import Location
from pressroom.specs.donation import caption
from pressroom.specs.links import CONTENT, LinkSpec
from pressroom.specs.validate import UNKNOWN_NAME

LINK_EXPIRED = code(
    "link-expired", N_("A poster hangs for months; a QR code that leads nowhere is worse than none."),
    N_("Give the link a new url and until in campaign.yaml."))

LINK_SHOWN = code(
    "link-shown", N_("Who cannot scan the code types the address beside it: both have to lead to the same page."),
    N_("Change shown together with url in campaign.yaml."), severity=Severity.WARNING)

# A text of the campaign, and where it is.
Located = tuple[str, Location]


def links(context: Context) -> dict[str, Link]:
    """The links of the piece as its codes carry them: `link` is the material's own, others have the layout's names."""
    _unused(context)
    found = {name: _link(context, name, key) for name, key in _keys(context).items()}
    return {name: link for name, link in found.items() if link}


def _keys(context: Context) -> dict[str, str]:
    """Keys of campaign.yaml by the name of their code; unknown ones are findings, and left out."""
    campaign, spec = context.job.campaign, context.spec
    keys = {}
    if spec.link is not None:
        keys["link"] = spec.link
        if spec.link not in campaign.links:
            context.unknown(N_("there is no link {name}"), keys.pop("link"), campaign.links, context.document,
                            ("link",))
    for name, location in _codes(context):
        key = spec.links.get(name, name)
        if key in campaign.links:
            keys[name] = key
        elif name in spec.links:
            context.unknown(N_("there is no link {name}"), key, campaign.links, context.document, ("links", name))
        else:
            context.findings.append(finding(
                UNKNOWN_NAME, N_("the layout has a code {name}, and there is no link of this name"),
                N_("write links: {{name}: ...} in {material}, with one of: {known}"),
                source=context.layout_document.place((*location, "link")), name=name,
                material=context.document.file.as_posix(), known=", ".join(campaign.links)))
    return keys


def _codes(context: Context) -> Iterator[tuple[str, Location]]:
    """The names of further codes of the layout, each once, with the place of its element."""
    seen = set[str]()
    for location, element in context.layout.every_element():
        name = getattr(element, "link", None)
        if name is not None and name not in seen:
            seen.add(name)
            yield name, location


def _unused(context: Context) -> None:
    """Findings about codes for which the material names a link, and which the layout does not have."""
    names = [name for name, _ in _codes(context)]
    for name in context.spec.links:
        if name not in names:
            near = nearest(name, names)
            context.findings.append(finding(
                UNKNOWN_NAME, N_("the layout {layout} has no code {name}"),
                DID_YOU_MEAN if near else "", source=context.document.place(("links", name), of_key=True),
                layout=context.spec.layout, name=name, near=near))


def _link(context: Context, name: str, key: str) -> Link | None:
    campaign, source = context.campaign, context.campaign_document
    link = campaign.links[key]
    if link.until and context.choice.today > link.until:
        context.findings.append(finding(LINK_EXPIRED, N_("the link {name} ended on {day}"),
                                        source=source.place(("links", key, "until")), name=key, day=link.until))
    if link.url and _is_another_page(link.shown, link.url):
        context.findings.append(finding(
            LINK_SHOWN, N_("beside the code stands {shown}, and the code leads to {url}"),
            N_("write what belongs to it, such as {address}"), source=source.place(("links", key, "shown")),
            shown=link.shown, url=link.url, address=_address(link.url)))
    payload, href = link.payload, link.href
    if link.url and campaign.tracking.on:
        href = library.tracked(link.url, campaign.tracking.parameter, context.spec.kind, context.choice.format)
        payload = href.upper() if link.capitals else href
        if link.capitals and not only_capitals(payload):
            context.findings.append(finding(
                CONTENT, N_("tracking adds signs with which a code in capitals is no smaller"),
                N_("take capitals: away, or turn tracking off"), source=source.place(("links", key, "capitals"))))
    return Link(key, payload, href, link.words, source.place(("links", key, link.kind)), link.kind,
                "link" if name == "link" else f"links.{name}", len(payload) - len(link.payload))


def _is_another_page(shown: str, url: str) -> bool:
    """Whether words that are an address of the link's own host name another page of it; another host may lead there."""
    host, slash, path = _address(shown).partition("/")
    own_host, _, own_path = _address(url).partition("/")
    return bool(slash) and host == own_host and path != own_path


def _address(text: str) -> str:
    """An address as it is compared and printed: in small letters, without what a browser adds or a page ignores."""
    page = re.split(r"[?#]", unquote(text).strip().lower())[0]
    return re.sub(r"^(https?://)?(www\.)?", "", page).rstrip("/")


def link_words(context: Context, known: Mapping[str, Link]) -> tuple[dict[str, Located], dict[str, Located]]:
    """Texts of the links by name: those that take the language's typography, and those that stay as they are."""
    texts: dict[str, Located] = {}
    exact: dict[str, Located] = {}
    for link in known.values():
        spec, at = context.campaign.links[link.key], ("links", link.key)
        before = "" if link.name == "link" else f"{link.name}."
        texts[f"{before}call"] = (spec.call, (*at, "call"))
        texts[f"{before}partner"] = (spec.partner, (*at, "partner"))
        texts[f"{link.name}.caption"] = (_caption(context, spec), (*at, "caption"))
        if spec.kind == "url":
            texts[f"{link.name}.shown"] = (link.shown, (*at, "shown"))
        else:
            exact[f"{link.name}.shown"] = (re.sub(r"([\\*^_\[\]{}])", r"\\\1", link.shown), (*at, "shown"))
    return texts, exact


def _caption(context: Context, spec: LinkSpec) -> str:
    """The words above a code, where the layout has no say; a donation's say which app reads it."""
    return spec.caption or (caption(context.language) if spec.donation else "")
