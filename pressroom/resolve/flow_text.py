"""Pieces of running text: words of a release or a letter for the layout's slots, and blocks that run over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pressroom import library, prose
from pressroom.elements.context import Words
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.prose import Block, Figure, Heading, Paragraph
from pressroom.records import dataclass, field
from pressroom.resolve.context import Context
from pressroom.resolve.other_language import in_other_language
from pressroom.resolve.readiness import real_contacts
from pressroom.resolve.typed_words import word_findings
from pressroom.resolve.words import rules
from pressroom.specs.document import Document, Location
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.running_text import ReleaseSpec, TextSpec
from pressroom.specs.text_places import inside
from pressroom.specs.validate import UNKNOWN_NAME, WRONG_VALUE
from pressroom.stages import Job
from pressroom.text import dates
from pressroom.text.figures import figure_hint
from pressroom.text.placeholders import fill, names_in
from pressroom.type.setting import plain
from pressroom.type.typography import polish

EMBARGO = code(
    "embargo",
    N_("A release under embargo is for newsrooms that keep it; on a page that everybody reads it is published."),
    N_("Send it under embargo if you like, but put it nowhere before that day."), severity=Severity.WARNING)
PICTURE_UNUSED = code(
    "picture-unused", N_("A picture that is described and not shown was probably meant to be seen."),
    N_("Write {pictures.NAME} where it belongs, or take the picture away from pictures:."), severity=Severity.WARNING)


@dataclass(frozen=True, slots=True)
class FlowText:
    """What a text says.

    Attributes:
        words: for the layout's slots, by name.
        blocks: what runs over the pages.
        title: of the document, with its figures.
        embargo: the day from which it may be published; empty for any.
    """

    words: Mapping[str, Words] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    title: str = ""
    embargo: str = ""


def flow_text(context: Context) -> FlowText:
    """The words and blocks of the context's material; what cannot be set is among the context's findings."""
    writer = WRITERS.get(context.spec.kind)
    if writer is None or not isinstance(context.spec, TextSpec):
        return FlowText()
    text: FlowText = writer(Writer(context))
    context.findings += unknown_blocks(text.blocks, context.layout, context.layout_document)
    return text


def embargoes(job: Job, today: str) -> list[Finding]:
    """Findings about releases that may not be published on this day; none when no day is given."""
    return [finding(EMBARGO, N_("{name} is under embargo until {day}"),
                    source=job.documents[library.material_file(name, job.documents)].place(("embargo",)), name=name,
                    day=spec.embargo)
            for name, spec in job.materials.items()
            if isinstance(spec, ReleaseSpec) and spec.embargo and "" < today < spec.embargo]


def unknown_blocks(blocks: tuple[Block, ...], layout: LayoutSpec, document: Document) -> list[Finding]:
    """Findings about blocks of which the layout does not say how they are set."""
    known = layout.flow.blocks if layout.flow else {}
    return [finding(UNKNOWN_NAME, N_("the layout does not say how a {name} is set"),
                    source=document.place(("flow", "blocks")), name=name)
            for name in dict.fromkeys(prose.looks_of(blocks)) if name not in known]


class Writer:
    """What writes words and blocks in the material's language, with its figures and typography."""

    def __init__(self, context: Context) -> None:
        assert isinstance(context.spec, TextSpec)
        self.context, self.spec = context, context.spec
        self.language = context.language
        self.rules = rules(context.job, context.spec)
        self.figures = {f"figures.{name}": figure.value for name, figure in context.campaign.figures.items()}

    def words(self, name: str, text: str, document: Document, location: Location) -> dict[str, Words]:
        """Words for a slot, made of the text at `location`; none where there is no text."""
        place = document.place(location)
        self.context.findings += word_findings(document, location, text, self.language, self.rules)
        polished = polish(self.filled(text, place), self.language, self.rules)
        return {name: Words(polished.text, place, name)} if text else {}

    def filled(self, text: str, place: Place) -> str:
        """The text with its figures; one that the campaign does not have is a finding."""
        for name in names_in(text):
            if name not in self.figures:
                hint, near, known = figure_hint(name, self.figures)
                self.context.findings.append(finding(UNKNOWN_NAME, N_("{name} is no figure of the campaign"), hint,
                                                     source=place, name=name, near=near, known=known))
        return fill(text, self.figures)

    def text(self, words: str, document: Document, location: Location) -> prose.Text:
        """Words of a block, in the notation, made of the text at `location`."""
        self.context.findings += word_findings(document, location, words, self.language, self.rules)
        return prose.text(words, self.language, self.rules, document.place(location))

    def blocks(self, markdown: str, document: Document, location: Location,
               pictures: Mapping[str, Figure] | None = None) -> tuple[Block, ...]:
        """Blocks of a Markdown text that stands at `location`; none, and findings, where some of it cannot be set.

        `pictures` as in `prose.blocks`.
        """
        try:
            return prose.blocks(markdown, figures=self.figures, language=self.language, rules=self.rules,
                                at=inside(document, location), hints=self.context.findings, pictures=pictures)
        except Refused as refused:
            self.context.findings += refused.findings
            return ()

    def day(self, day: str, location: Location) -> str:
        """A day in words; one that is in no calendar is a finding."""
        try:
            return dates.day_in_words(day, self.language)
        except ValueError:
            self.context.findings.append(finding(WRONG_VALUE, N_("{day} is no day of the calendar"),
                                                 source=self.context.document.place(location), day=day))
            return day


def release(writer: Writer) -> FlowText:
    """A press release: its head, its body, who signs, who the union is and whom to ask."""
    spec, context, document = writer.spec, writer.context, writer.context.document
    assert isinstance(spec, ReleaseSpec)
    press, campaign = context.campaign.press, context.campaign_document

    def of_campaign(name: str, text: str, key: str = "") -> dict[str, Words]:
        context.findings += in_other_language(context, ("press", key or name))
        return writer.words(name, text, campaign, ("press", key or name))

    def of_release(name: str, text: str, key: str = "") -> dict[str, Words]:
        return writer.words(name, text, document, (key or name,))
    day = writer.day(spec.date, ("date",))
    words = {
        **of_campaign("label", press.label),
        **of_release("dateline", f"{spec.place}, {'le ' if writer.language == 'fr' else ''}{day}", "place"),
        **of_release("title", spec.title),
        **of_release("standfirst", spec.standfirst),
        **of_campaign("issue", press.issue.replace("{date}", day).replace("{version}", str(spec.version))),
        **writer.words("organisation", context.job.campaign.organisation.name, campaign, ("organisation", "name")),
    }
    if spec.embargo:
        until = writer.day(spec.embargo, ("embargo",))
        words |= of_release("embargo", press.embargo.replace("{day}", until))
    body = body_of(writer)
    context.findings += _unshown(spec, body, document)
    blocks = [*body, *_signature(writer, spec)]
    for name in ("about", "contact"):
        title = getattr(press, f"{name}_title")
        told = press.about if name == "about" else "\\\n".join(real_contacts(context, press.contact))
        heading = f"{name}-title"
        for key in (name, heading):
            context.findings += in_other_language(context, ("press", key))
        blocks += [Heading(writer.text(title, campaign, ("press", heading)), 2, heading)] if title and told else []
        blocks += [Paragraph(block.words, name) if isinstance(block, Paragraph) else block
                   for block in writer.blocks(told, campaign, ("press", name))]
    title = words["title"].text if "title" in words else spec.title
    return FlowText(words, tuple(blocks), plain(title), spec.embargo or "")


def body_of(writer: Writer) -> tuple[Block, ...]:
    """The blocks of a release's own body; what cannot be set is among the context's findings."""
    spec, document = writer.spec, writer.context.document
    assert isinstance(spec, ReleaseSpec)
    return writer.blocks(spec.body, document, ("body",), _figures(writer, spec))


def _figures(writer: Writer, spec: ReleaseSpec) -> dict[str, Figure]:
    """The pictures of a release with their captions, by name."""
    document, figures = writer.context.document, dict[str, Figure]()
    for name, picture in spec.pictures.items():
        lines = [writer.words(key, text, document, ("pictures", name, key))[key]
                 for key, text in (("caption", picture.caption), ("credit", picture.credit)) if text]
        caption = prose.Text("\n".join(one.text for one in lines), (), lines[0].place) if lines else None
        place = document.place(("pictures", name, "width" if picture.width else "file"))
        figures[name] = Figure(name, picture.alt, caption, picture.width, place)
    return figures


def _unshown(spec: ReleaseSpec, body: tuple[Block, ...], document: Document) -> Iterator[Finding]:
    """Findings about pictures that a body does not show; none about a body that cannot be set."""
    shown = {block.name for block in body if isinstance(block, Figure)}
    for name in spec.pictures if body else ():
        if name not in shown:
            yield finding(PICTURE_UNUSED, N_("the picture {name} stands nowhere in the body"),
                          N_("write {place} on a line of its own"), source=document.place(("pictures", name)),
                          name=name, place=f"{{pictures.{name}}}")


def _signature(writer: Writer, spec: ReleaseSpec) -> list[Block]:
    known = writer.context.campaign.press.signatories
    if spec.signed not in known:
        writer.context.unknown(N_("nobody signs under {name}"), spec.signed, known,
                               writer.context.document, ("signed",))
        return []
    who, document = known[spec.signed], writer.context.campaign_document
    writer.context.findings += in_other_language(writer.context, ("press", "signatories", spec.signed, "office"))
    words = writer.text(f"**{who.name}**\n{who.office}", document, ("press", "signatories", spec.signed))
    return [Paragraph(words, "signature")]


def letter(writer: Writer) -> FlowText:
    """A letter to somebody in office, with blanks for whoever sends it."""
    from pressroom.resolve.letter import set_on_paper  # it is written with this module's means

    words, blocks = set_on_paper(writer.context)
    return FlowText(words, blocks)


# Who writes each kind of text.
WRITERS: Mapping[str, Callable[[Writer], FlowText]] = {"release": release, "letter": letter}
