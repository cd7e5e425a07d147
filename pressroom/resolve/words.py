"""Words: what a piece says, after microtypography."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.editions import OFFICE
from pressroom.elements.base import Element
from pressroom.elements.context import Link, Words
from pressroom.findings import DID_YOU_MEAN, N_, Severity, code, finding, nearest
from pressroom.records import replace
from pressroom.resolve.context import Context
from pressroom.resolve.data import data, data_words
from pressroom.resolve.data_notice import information
from pressroom.resolve.links import link_words
from pressroom.resolve.other_language import in_other_language
from pressroom.resolve.typed_words import word_findings
from pressroom.sheet import formats
from pressroom.specs.document import Document, Location
from pressroom.specs.material import Wording
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.validate import MISSING_KEY, UNKNOWN_NAME
from pressroom.stages import Job
from pressroom.text.fallbacks import wordings
from pressroom.text.figures import figure_hint
from pressroom.text.placeholders import fill, names_in
from pressroom.type.typography import Polished, Rules
from pressroom.type.typography.kept import kept_texts

SHEETS_DIFFER = code(
    "sheets-differ", N_("A layout of several sheets needs words for each of them, and no more."),
    N_("Give one entry of `sheets:` for each sheet of the layout."))
IMPRINT_BLANK = code(
    "imprint-blank",
    N_("Every printed piece made public bears the name and address of its printer; until the preset names one, a line "
       "is left to fill in."),
    N_("Fill in imprint: name and address in the printer's preset."), severity=Severity.WARNING, weighable=True,
    source="Loi du 29 juillet 1881, article 3")
PRACTICE_UNNAMED = code(
    "practice-unnamed",
    N_("Who prints a poster names himself on it, the practice too: it needs a line to write its name and address on."),
    N_("Put {practice} into imprint: members in campaign.yaml."), severity=Severity.NOTE, weighable=True,
    source="Loi du 29 juillet 1881, article 3")
BLANK = "_" * 28
# Words of the campaign that are names, the same in every language; what is shown of a link is its address.
_NAMES = frozenset(("organisation.name", "organisation.site"))
# Written for `partner`: the partner that the campaign's link names is left out.
NO_PARTNER = "none"
# Where an official sorting sign is put by whoever may use it; the project ships none.
OFFICIAL_SIGN = "assets/logos/sorting.svg"


def rules(job: Job, spec: AnyMaterial) -> Rules:
    """The choices of typography: the material's, else the campaign's."""
    spaces = {"nbsp": "\u00a0", "nnbsp": "\u202f"}
    chosen = spec.typography or job.campaign.typography
    return Rules(off=frozenset(chosen.off), in_guillemets=spaces[chosen.guillemets], before_colon=spaces[chosen.colon])


def words(context: Context, known_links: Mapping[str, Link]) -> tuple[Mapping[str, Words], ...]:
    """Texts by name, one mapping a sheet; what is missing, too much or unknown is a finding."""
    spec, layout = context.spec, context.layout
    count = len(layout.sheets)
    if len(spec.sheets) != count:
        context.findings.append(finding(
            SHEETS_DIFFER, N_("the layout has {wanted} sheet{wanted||s}, here are words for {given}"),
            source=context.document.place(("sheets",)), wanted=max(count, 1), given=len(spec.sheets)))
        return ()
    if layout.panels:
        return _by_panel(context, known_links)
    _unknown_words(context)
    common = _over(_campaign_words(context, known_links), _own(context, spec.words, ("words",)))
    if not count:
        at, elements = layout.sheet(formats.parse(context.choice.format), 0)
        _missing(context, common, elements, at, ("words",))
        return (common,)
    sheets = [_over(common, _own(context, sheet.words, ("sheets", number, "words")))
              for number, sheet in enumerate(spec.sheets)]
    for number, sheet in enumerate(sheets):
        _missing(context, sheet, layout.sheets[number].elements, ("sheets", number, "elements"),
                 ("sheets", number, "words"))
    return tuple(sheets)


def _by_panel(context: Context, known_links: Mapping[str, Link]) -> tuple[Mapping[str, Words], ...]:
    """The words of a leaflet, one mapping a panel, in the layout's order."""
    _unknown_words(context)
    common = _over(_campaign_words(context, known_links), _own(context, context.spec.words, ("words",)))
    texts = []
    for name, panel in context.layout.panels.items():
        spec = context.spec.panels.get(name)
        own = _own(context, spec.words, ("panels", name, "words")) if spec else {}
        _missing(context, _over(common, own), panel.elements, ("panels", name, "elements"), ("panels", name, "words"))
        texts.append(_over(common, own))
    return tuple(texts)


def _over(common: Mapping[str, Words], own: Mapping[str, Words]) -> dict[str, Words]:
    """Texts with the nearer ones in their place; `partner: none` takes away the link's.

    A link that says itself what its code does, such as a donation, has the word before the material.
    """
    left_out = {name for name, words_ in own.items() if name == "partner" and words_.text == NO_PARTNER}
    every = {name: text for name, text in {**common, **own}.items() if name not in left_out}
    if "scan" in own and (caption := common.get("link.caption")):
        every["scan"] = replace(caption, name="scan")
    return every


def _unknown_words(context: Context) -> None:
    names: list[tuple[Location, str]] = [(("words", name), name) for name in context.spec.words]
    names += [(("sheets", number, "words", name), name) for number, sheet in enumerate(context.spec.sheets)
              for name in sheet.words]
    names += [(("panels", panel, "words", name), name) for panel, spec in context.spec.panels.items()
              for name in spec.words]
    slots = context.layout.slots
    for at, name in names:
        if name not in slots:
            near = nearest(name, slots)
            context.findings.append(finding(
                UNKNOWN_NAME, N_("the layout {layout} shows no {name}"),
                DID_YOU_MEAN if near else N_("it shows: {known}"), source=context.document.place(at, of_key=True),
                layout=context.spec.layout, name=name, near=near, known=", ".join(slots)))


def _missing(context: Context, texts: Mapping[str, Words], elements: Iterable[Element], elements_at: Location,
             at: Location) -> None:
    """Findings about texts of elements (at `drawn` in the layout) that the material should give at `at`."""
    slots = context.layout.slots
    reported: set[str] = set()
    for number, element in enumerate(elements):
        for name in (name for text in element.texts() for name in names_in(text)):
            slot = slots.get(name)
            if slot is None and name not in texts and "." not in name:
                context.unknown(N_("there is no text {name}: the layout's slots do not name it"), name, slots,
                                context.layout_document, (*elements_at, number))
            elif slot and slot.needed and name not in texts and name not in reported:
                reported.add(name)
                context.findings.append(finding(MISSING_KEY, N_("{key} is missing: {says}"),
                                                source=context.document.place(at), key=name, says=slot.says or name))


def _campaign_words(context: Context, known_links: Mapping[str, Link]) -> dict[str, Words]:
    """What every piece may say: only the figures that the layout shows count, so that others remake nothing."""
    campaign, source = context.campaign, context.campaign_document
    texts: dict[str, tuple[str, Location]] = {
        "organisation.name": (campaign.organisation.name, ("organisation", "name")),
        "organisation.site": (campaign.organisation.site, ("organisation", "site"))}
    if context.choice.edition in OFFICE:
        texts |= {"imprint.field": (campaign.imprint.field, ("imprint", "field")),
                  "imprint.practice": (campaign.imprint.practice, ("imprint", "practice"))}
    used = {name for _, element in context.layout.every_element()
            for text in element.texts() for name in names_in(text)}
    for name, figure in campaign.figures.items():
        if f"figures.{name}" in used:
            texts[f"figures.{name}"] = (figure.value, ("figures", name, "value"))
    texts |= {name: (text, at) for name, text, at in data_words(context, data(context))}
    texts |= {name: (text, at) for name, text, at in information(context)}
    own, exact = link_words(context, known_links)
    texts |= own
    for name, (text, at) in texts.items():
        _judge(context, text, source, at)
        if at[-1] != "shown" and name not in _NAMES:
            context.findings += in_other_language(context, at)
    return {**{name: Words(_polished(context, text), source.place(at), name)
               for name, (text, at) in texts.items() if text},
            **{name: Words(text, source.place(at), name, _breakable(text)) for name, (text, at) in exact.items()}}


def _breakable(text: str) -> tuple[str, ...]:
    """A number or an IBAN with a break at every space, for boxes too narrow for its parts."""
    return (text.replace("\u00a0", " "),) if "\u00a0" in text else ()


def _own(context: Context, texts: Mapping[str, Wording | str], at: Location) -> dict[str, Words]:
    figures = {f"figures.{name}": figure.value for name, figure in context.campaign.figures.items()}
    known = {**figures, **context.job.record}
    by_name = {}
    for name, wording in texts.items():
        parts = {"long": wording.long, "short": wording.short} if isinstance(wording, Wording) else {"": wording}
        for key, text in parts.items():
            _judge(context, text, context.document, (*at, name, *([key] if key else ())))
        every = wordings(*parts.values())
        for figure in names_in("\n".join(every)):
            if figure in context.job.record:
                continue
            if figure not in figures:
                hint, near, others = figure_hint(figure, known)
                context.findings.append(finding(UNKNOWN_NAME, N_("{name} is no figure of the campaign"), hint,
                                                source=context.document.place((*at, name)), name=figure, near=near,
                                                known=others))
            else:
                context.findings += in_other_language(context, ("figures", figure.partition(".")[2], "value"))
        place = context.document.place((*at, name))
        polished = [_mended(context, text_filled) for text in every if (text_filled := fill(text, known))]
        if polished:
            by_name[name] = Words(polished[0].text, place, name, tuple(one.text for one in polished[1:]))
    return by_name


def _judge(context: Context, text: str, document: Document, location: Location) -> None:
    language = context.language
    context.findings += word_findings(document, location, text, language, rules(context.job, context.spec))


def _polished(context: Context, text: str) -> str:
    return _mended(context, text).text


def _mended(context: Context, text: str) -> Polished:
    return kept_texts(context.cache).polish(text, context.language, rules(context.job, context.spec))


def official_sign(context: Context) -> bool:
    """Whether a sign of those who rule over sorting was put in; it says its own words."""
    return (context.job.root / OFFICIAL_SIGN).is_file()


def imprint(context: Context) -> tuple[Words, ...]:
    """The lines of the imprint, for this edition and printer; a printer without a name leaves a blank and a warning."""
    if context.layout.use == "private":
        return ()
    source, spec = context.campaign_document, context.campaign.imprint
    printer = context.job.printers[context.choice.printer]
    lines: list[tuple[str, Location]] = [(spec.publisher, ("imprint", "publisher"))]
    if context.choice.edition == "press":
        who = ", ".join(part for part in (printer.imprint.name, printer.imprint.address) if part)
        if not printer.imprint.name:
            context.findings.append(finding(
                IMPRINT_BLANK, N_("the printer {name} has no name for the imprint: a line is left to fill in"),
                source=context.printer_document.place(("imprint", "name"), of_key=True), name=context.choice.printer))
        lines.append((spec.press.replace("{printer}", who or BLANK), ("imprint", "press")))
    else:
        if spec.members and "{practice}" not in spec.members:
            context.findings.append(finding(
                PRACTICE_UNNAMED, N_("the members' imprint leaves no line for the practice's name and address"),
                N_("write {practice} where they are filled in"), source=source.place(("imprint", "members"))))
        lines.append((spec.members.replace("{practice}", BLANK), ("imprint", "members")))
    if context.layout.use == "posted":
        lines.append((spec.mention, ("imprint", "mention")))
    if spec.sorting:
        lines.append((spec.sorting_words, ("imprint", "sorting")))
    if spec.sorting_sign and not official_sign(context):
        lines.append((spec.sorting_sign_words, ("imprint", "sorting-sign")))
    for key in ("publisher", "press", "members", "mention", "sorting-words", "sorting-sign-words"):
        _judge(context, getattr(spec, key.replace("-", "_")), source, ("imprint", key))
    for _, at in lines:
        where: Location = ("imprint", f"{at[1]}-words") if at[1] in ("sorting", "sorting-sign") else at
        context.findings += in_other_language(context, where)
    return tuple(Words(_polished(context, text), source.place(at), str(at[1])) for text, at in lines if text)

