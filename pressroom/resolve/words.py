"""Links and words: what a piece says, after microtypography."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from pressroom import library
from pressroom.editions import OFFICE
from pressroom.elements.base import Element
from pressroom.elements.context import Link, Words
from pressroom.findings import DID_YOU_MEAN, N_, Severity, code, finding, nearest
from pressroom.resolve.context import Desk
from pressroom.specs.material import Wording
from pressroom.specs.reader import Location
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME
from pressroom.specs.written import AnyMaterial
from pressroom.stages import Job
from pressroom.text.fallbacks import wordings
from pressroom.text.placeholders import fill, names_in
from pressroom.type.typography import Polished, Rules, polish

SHEETS_DIFFER = code(
    "sheets-differ", N_("A layout of several sheets needs words for each of them, and no more."),
    N_("Give one entry of `sheets:` for each sheet of the layout."))
IMPRINT_BLANK = code(
    "imprint-blank",
    N_("Every printed piece made public bears the name and address of its printer; until the preset names one, a line "
       "is left to fill in."),
    N_("Fill in imprint: name and address in the printer's preset."), severity=Severity.WARNING,
    source="Loi du 29 juillet 1881, article 3")
PRACTICE_UNNAMED = code(
    "practice-unnamed",
    N_("Who prints a poster names himself on it, the practice too: it needs a line to write its name and address on."),
    N_("Put {practice} into imprint: members in campaign.yaml."), severity=Severity.NOTE,
    source="Loi du 29 juillet 1881, article 3")
LINK_EXPIRED = code(
    "link-expired", N_("A poster hangs for months; a QR code that leads nowhere is worse than none."),
    N_("Give the link a new url and until in campaign.yaml."))
BLANK = "_" * 28
# Where an official sorting sign is put by whoever may use it; the project ships none.
OFFICIAL_SIGN = "assets/logos/sorting.svg"


def rules(job: Job, spec: AnyMaterial) -> Rules:
    """The choices of typography: the material's, else the campaign's."""
    spaces = {"nbsp": "\u00a0", "nnbsp": "\u202f"}
    chosen = spec.typography or job.campaign.typography
    return Rules(off=frozenset(chosen.off), in_guillemets=spaces[chosen.guillemets], before_colon=spaces[chosen.colon])


def links(desk: Desk) -> dict[str, Link]:
    """The material's link, as this piece carries it, under `link`."""
    campaign, source, key = desk.job.campaign, desk.campaign_document, desk.spec.link
    if key is None:
        return {}
    link = campaign.links.get(key)
    if link is None:
        desk.unknown(N_("there is no link {name}"), key, campaign.links, desk.document, ("link",))
        return {}
    if link.until and desk.choice.today > link.until:
        desk.findings.append(finding(LINK_EXPIRED, N_("the link {name} ended on {day}"),
                                     source=source.place(("links", key, "until")), name=key, day=link.until))
    tracking = campaign.tracking
    url = link.url
    if tracking.on:
        url = library.tracked(url, tracking.parameter, desk.spec.kind, desk.choice.format)
    return {"link": Link(key, url, link.shown, source.place(("links", key, "url")))}


def words(desk: Desk, known_links: Mapping[str, Link]) -> tuple[Mapping[str, Words], ...]:
    """Texts by name, one mapping a sheet; what is missing, too much or unknown is a finding."""
    spec, layout = desk.spec, desk.layout
    count = len(layout.sheets)
    if len(spec.sheets) != count:
        desk.findings.append(finding(
            SHEETS_DIFFER, N_("the layout has {wanted} sheets, here are words for {given}"),
            source=desk.document.place(("sheets",)), wanted=max(count, 1), given=len(spec.sheets)))
        return ()
    if layout.panels:
        return _by_panel(desk, known_links)
    _unknown_words(desk)
    common = {**_campaign_words(desk, known_links), **_own(desk, spec.words, ("words",))}
    if not count:
        _missing(desk, common, layout.elements, ("elements",), ("words",))
        return (common,)
    sheets = [{**common, **_own(desk, sheet.words, ("sheets", number, "words"))}
              for number, sheet in enumerate(spec.sheets)]
    for number, sheet in enumerate(sheets):
        _missing(desk, sheet, layout.sheets[number].elements, ("sheets", number, "elements"),
                 ("sheets", number, "words"))
    return tuple(sheets)


def _by_panel(desk: Desk, known_links: Mapping[str, Link]) -> tuple[Mapping[str, Words], ...]:
    """The words of a leaflet, one mapping a panel, in the layout's order."""
    _unknown_words(desk)
    common = {**_campaign_words(desk, known_links), **_own(desk, desk.spec.words, ("words",))}
    found = []
    for name, panel in desk.layout.panels.items():
        given = desk.spec.panels.get(name)
        own = _own(desk, given.words, ("panels", name, "words")) if given else {}
        _missing(desk, {**common, **own}, panel.elements, ("panels", name, "elements"), ("panels", name, "words"))
        found.append({**common, **own})
    return tuple(found)


def _unknown_words(desk: Desk) -> None:
    given: list[tuple[Location, str]] = [(("words", name), name) for name in desk.spec.words]
    given += [(("sheets", number, "words", name), name) for number, sheet in enumerate(desk.spec.sheets)
              for name in sheet.words]
    given += [(("panels", panel, "words", name), name) for panel, spec in desk.spec.panels.items()
              for name in spec.words]
    slots = desk.layout.slots
    for at, name in given:
        if name not in slots:
            near = nearest(name, slots)
            desk.findings.append(finding(
                UNKNOWN_NAME, N_("the layout {layout} shows no {name}"),
                DID_YOU_MEAN if near else N_("it shows: {known}"), source=desk.document.place(at, of_key=True),
                layout=desk.spec.layout, name=name, near=near, known=", ".join(slots)))


def _missing(desk: Desk, texts: Mapping[str, Words], elements: Iterable[Element], drawn: Location,
             at: Location) -> None:
    """Findings about texts of elements (at `drawn` in the layout) that the material should give at `at`."""
    slots = desk.layout.slots
    reported: set[str] = set()
    for number, element in enumerate(elements):
        for name in (name for text in element.texts() for name in names_in(text)):
            slot = slots.get(name)
            if slot is None and name not in texts and "." not in name:
                desk.unknown(N_("there is no text {name}: the layout's slots do not name it"), name, slots,
                             desk.layout_document, (*drawn, number))
            elif slot and slot.needed and name not in texts and name not in reported:
                reported.add(name)
                desk.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"),
                                             source=desk.document.place(at), key=name, says=slot.says or name))


def _campaign_words(desk: Desk, known_links: Mapping[str, Link]) -> dict[str, Words]:
    """What every piece may say: only the figures that the layout shows count, so that others remake nothing."""
    campaign, source = desk.job.campaign, desk.campaign_document
    said: dict[str, tuple[str, Location]] = {
        "organisation.name": (campaign.organisation.name, ("organisation", "name")),
        "organisation.site": (campaign.organisation.site, ("organisation", "site"))}
    if desk.choice.edition in OFFICE:
        said |= {"imprint.field": (campaign.imprint.field, ("imprint", "field")),
                 "imprint.practice": (campaign.imprint.practice, ("imprint", "practice"))}
    shown = {name for _, element in desk.layout.drawn() for text in element.texts() for name in names_in(text)}
    for name, figure in campaign.figures.items():
        if f"figures.{name}" in shown:
            said[f"figures.{name}"] = (figure.value, ("figures", name, "value"))
    if known_links and desk.spec.link:
        link = campaign.links[desk.spec.link]
        said["link.shown"] = (link.shown, ("links", desk.spec.link, "shown"))
        said["call"] = (link.call, ("links", desk.spec.link, "call"))
        said["partner"] = (link.partner, ("links", desk.spec.link, "partner"))
    return {name: Words(_polished(desk, text), source.place(at), name) for name, (text, at) in said.items() if text}


def _own(desk: Desk, texts: Mapping[str, Wording | str], at: Location) -> dict[str, Words]:
    figures = {f"figures.{name}": figure.value for name, figure in desk.job.campaign.figures.items()}
    found = {}
    for name, told in texts.items():
        every = wordings(told.long, told.short) if isinstance(told, Wording) else wordings(told)
        for wanted in names_in("\n".join(every)):
            if wanted not in figures:
                desk.unknown(N_("{name} is no figure of the campaign"), wanted, figures, desk.document, (*at, name))
        place = desk.document.place((*at, name))
        polished = [_mended(desk, filled) for text in every if (filled := fill(text, figures))]
        desk.findings.extend(replace(hint, source=place) for one in polished for hint in one.hints)
        if polished:
            found[name] = Words(polished[0].text, place, name, tuple(one.text for one in polished[1:]))
    return found


def _polished(desk: Desk, text: str) -> str:
    return _mended(desk, text).text


def _mended(desk: Desk, text: str) -> Polished:
    return _typeset_text(text, desk.spec.language or desk.job.campaign.language, rules(desk.job, desk.spec))


@lru_cache(maxsize=4096)
def _typeset_text(text: str, language: str, chosen: Rules) -> Polished:
    """Microtypography is pure, and the same words come back in every format and edition."""
    return polish(text, language, chosen)


def official_sign(desk: Desk) -> bool:
    """Whether a sign of those who rule over sorting was put in; it says its own words."""
    return (desk.job.root / OFFICIAL_SIGN).is_file()


def imprint(desk: Desk) -> tuple[Words, ...]:
    """The lines of the imprint, for this edition and printer; a printer without a name leaves a blank and a warning."""
    source, spec = desk.campaign_document, desk.job.campaign.imprint
    printer = desk.job.printers[desk.choice.printer]
    lines: list[tuple[str, Location]] = [(spec.publisher, ("imprint", "publisher"))]
    if desk.choice.edition == "press":
        who = ", ".join(part for part in (printer.imprint.name, printer.imprint.address) if part)
        if not printer.imprint.name:
            desk.findings.append(finding(
                IMPRINT_BLANK, N_("the printer {name} has no name for the imprint: a line is left to fill in"),
                source=desk.printer_document.place(("imprint", "name"), of_key=True), name=desk.choice.printer))
        lines.append((spec.press.replace("{printer}", who or BLANK), ("imprint", "press")))
    else:
        if spec.members and "{practice}" not in spec.members:
            desk.findings.append(finding(
                PRACTICE_UNNAMED, N_("the members' imprint leaves no line for the practice's name and address"),
                N_("write {practice} where they are filled in"), source=source.place(("imprint", "members"))))
        lines.append((spec.members.replace("{practice}", BLANK), ("imprint", "members")))
    lines.append((spec.mention, ("imprint", "mention")))
    if spec.sorting:
        lines.append((spec.sorting_words, ("imprint", "sorting")))
    if spec.sorting_sign and not official_sign(desk):
        lines.append((spec.sorting_sign_words, ("imprint", "sorting-sign")))
    return tuple(Words(_polished(desk, text), source.place(at), str(at[1])) for text, at in lines if text)

