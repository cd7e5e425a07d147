"""The second stage: names to things. A Job and a choice of format, edition and printer give a Piece."""

from __future__ import annotations

from pathlib import Path

from pressroom import library
from pressroom.cache import Cache
from pressroom.editions import OFFICE
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.prose import Block
from pressroom.resolve.agreements import unagreed
from pressroom.resolve.appearance import faces, images, inks, shares
from pressroom.resolve.context import Choice, Context, unknown
from pressroom.resolve.data import data_findings
from pressroom.resolve.data_notice import data_notice_findings
from pressroom.resolve.finishing import finishing
from pressroom.resolve.flow_text import FlowText, Writer, body_of, embargoes, flow_text
from pressroom.resolve.links import links
from pressroom.resolve.made_for import made_for_findings
from pressroom.resolve.panels import panels
from pressroom.resolve.plates import profile_of
from pressroom.resolve.readiness import unready
from pressroom.resolve.scaling import scaling
from pressroom.resolve.typed_words import layout_word_findings
from pressroom.resolve.words import imprint, rules, words
from pressroom.sheet import folds, formats
from pressroom.sheet.units import mm
from pressroom.specs.layout import LayoutSpec
from pressroom.stages import Job, Piece

__all__ = ["Choice", "embargoes", "piece", "release_body", "rules"]

NO_PRESS = code("no-press-edition", N_("A text is made to be sent and to be read on a screen, not for a print shop."),
                N_("Take the members' edition."))
# Short sides of A5 and A3, the smallest and the largest paper that office printers take, and a little for rounding;
# what is smaller, such as DL, is cut from a larger sheet and needs no edge.
_SMALLEST_OFFICE, _LARGEST_OFFICE = mm(147.5), mm(297.5)

BRAND = Path("assets/brand.yaml")

KIND_DIFFERS = code("kind-differs", N_("A layout serves one kind of piece."),
                    N_("Choose a layout of that kind, or another kind."))


def piece(job: Job, choice: Choice, cache: Cache) -> Piece:
    """The piece that `choice` names.

    Raises:
        Refused: a name stands for nothing, or a font, profile or picture cannot be used.
    """
    context = _context(job, choice, cache)
    printer = job.printers[choice.printer]
    profile, screen = profile_of(context, choice.printer), profile_of(context, job.campaign.printer)
    shape, spec = formats.parse(choice.format), context.spec
    # How near people come to a sheet says nothing of a screen.
    near = None if shape.screen else spec.distance_m or context.layout.distance_m
    folded = panels(context, shape, printer)
    known_inks, known_links = inks(context, profile, screen), links(context)
    flow = flow_text(context) if context.layout.flow else FlowText()
    texts = (flow.words,) if context.layout.flow else words(context, known_links)
    fonts, pictures = faces(context), images(context)
    small = () if context.layout.flow or shape.screen else imprint(context)
    figures, scale = shares(context), scaling(context, folded.sheet if folded else shape, printer)
    finish = finishing(context, printer)
    context.findings += layout_word_findings(context.layout, context.layout_document,
                                             context.language, rules(job, spec))
    context.findings += [*unready(context, texts), *unagreed(context), *made_for_findings(context, shape),
                         *data_findings(context), *data_notice_findings(context)]
    if any(item.fails for item in context.findings):
        raise Refused(context.findings)
    return Piece(
        material=choice.material, layout=spec.layout, printer=choice.printer, kind=spec.kind,
        format=folded.sheet if folded else shape,
        edition=choice.edition, title=flow.title or spec.title, author=job.campaign.organisation.name,
        language=context.language, date=spec.date, version=spec.version,
        distance_m=near or (folds.READING_M if folded else shape.reading_distance_m), spec=context.layout,
        layout_document=context.layout_document, printer_spec=printer, profile=profile, words=texts, inks=known_inks,
        faces=fonts, links=known_links, images=pictures, imprint=small, shares=figures, document=context.document,
        findings=(*context.findings, *_of_brand(job)), folding=folded, blocks=flow.blocks,
        embargo=flow.embargo, draft=spec.state == "draft",
        edge=_edge(job, choice, shape), scale=scale, units=printer.user_unit and choice.edition == "press",
        finish=finish)


def release_body(job: Job, name: str, cache: Cache) -> tuple[Block, ...]:
    """The text of a press release alone, without its head and what the campaign adds to every one.

    Raises:
        Refused: some of it cannot be set.
    """
    context = _context(job, Choice(name, "A4", "members", job.campaign.printer), cache)
    blocks = body_of(Writer(context))
    if any(item.fails for item in context.findings):
        raise Refused(context.findings)
    return blocks


def _of_brand(job: Job) -> list[Finding]:
    """Mistakes in the brand, with which no piece is published: each piece has all of its inks."""
    return [item for item in job.findings if item.fails and item.source and item.source.file == BRAND]


def _edge(job: Job, choice: Choice, shape: formats.Format) -> float:
    """What stays white on every side: from A5 to A3 an office printer prints it, and reaches no edge."""
    office = choice.edition in OFFICE and _SMALLEST_OFFICE <= shape.short <= _LARGEST_OFFICE
    own = job.layouts[job.materials[choice.material].layout].use == "stays"  # it keeps clear of the edges by itself
    return job.brand.office_edge if office and not own else 0.0


def _context(job: Job, choice: Choice, cache: Cache) -> Context:
    spec = job.materials[choice.material]
    document = job.documents[library.material_file(choice.material, job.documents)]
    layout = job.layouts.get(spec.layout)
    findings: list[Finding] = []
    findings += [unknown(N_("there is no printer {name}"), name, job.printers,
                         job.documents["materials/campaign.yaml"], ("printer",))
                 for name in dict.fromkeys((choice.printer, job.campaign.printer)) if name not in job.printers]
    if layout is None:
        file = Path(library.spec_file("layouts", spec.layout, job.documents))
        broken = [item for item in job.findings if item.fails and item.source
                  and file in (place.file for place in (item.source, *item.source.used_in))]
        findings += broken or [unknown(N_("there is no layout {name}"), spec.layout, job.layouts, document,
                                       ("layout",))]
    if layout is None or findings:
        raise Refused(findings)
    context = Context(job, choice, cache, spec, document, layout,
                      job.documents[library.spec_file("layouts", spec.layout, job.documents)])
    if layout.flow and choice.edition == "press":
        raise Refused([finding(NO_PRESS, N_("a {kind} is not made for a print shop"),
                               source=document.place(("kind",)), kind=spec.kind)])
    _same_kind(context, layout)
    return context


def _same_kind(context: Context, layout: LayoutSpec) -> None:
    if layout.kind != context.spec.kind:
        context.findings.append(finding(
            KIND_DIFFERS, N_("the layout {name} makes a {made}, this is a {wanted}"),
            source=context.document.place(("kind",)), name=context.spec.layout, made=layout.kind,
            wanted=context.spec.kind))
