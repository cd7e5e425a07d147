"""A leaflet: each panel is fitted like a small sheet of its own width, then laid where the fold wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pressroom.cache import Cache
from pressroom.elements.base import Element
from pressroom.elements.context import Fitted, Setting
from pressroom.elements.grid import Grid, lay
from pressroom.field_types import LengthOrShare
from pressroom.findings import N_, Finding, finding
from pressroom.fit.low_ink import frame, seams
from pressroom.fit.printmarks import Printed
from pressroom.fit.sheets import ACROSS_WORDS, context_of, fit_elements, outside_marks
from pressroom.fit.transform import moved
from pressroom.fit.transparency import on_press, on_screen
from pressroom.fit.white_edge import cropped
from pressroom.marks import Group, Mark, Sheet, tools
from pressroom.records import dataclass, replace
from pressroom.sheet.folds import FOLD_CLEAR, Folding, Panel
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box, Path, rectangle
from pressroom.specs.document import Location
from pressroom.stages import FittedLeaflet, FittedPanel, FittedSheet, Piece, Placed


@dataclass(frozen=True, slots=True)
class Run:
    """Artwork over several panels, at its place on their page.

    Attributes:
        element, location: what it is, and where the layout names it.
        joint: the panels that it runs over, as one.
        marks: on the page.
        part: the panel that names it, counted in reading order.
        findings: what was seen.
    """

    element: Element
    location: Location
    joint: Panel
    marks: tuple[Mark, ...]
    part: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PanelsAndRuns:
    """The panels of a leaflet, and what runs across folds under them."""

    leaflet: FittedLeaflet
    runs: tuple[Run, ...]

    def findings(self) -> list[Finding]:
        """About fitting them, at their places on the two pages."""
        return [*(item for run in self.runs for item in run.findings),
                *(item for one in self.leaflet.panels for item in one.fitted.on_page(one.fitted.findings))]


def fit_panels(piece: Piece, folding: Folding, caps: Mapping[str, float], cache: Cache,
               wording: int = 0) -> PanelsAndRuns:
    """A leaflet's panels, texts no larger than `caps` says, words giving way from `wording` on."""
    runs: list[Run] = []
    for location, element in _running(piece, folding):
        runs += [_run(piece, row, location, element, cache, runs) for row in folding.rows(element.across)]
    panels = tuple(_panel(piece, folding, number, runs, caps, cache, wording)
                   for number in range(len(piece.spec.panels)))
    return PanelsAndRuns(FittedLeaflet(folding, panels), tuple(runs))


def _panel(piece: Piece, folding: Folding, number: int, runs: Sequence[Run], caps: Mapping[str, float],
           cache: Cache, wording: int) -> FittedPanel:
    panel = folding.panel(list(piece.spec.panels)[number])
    spec, (width, height) = piece.spec.panels[panel.name], (panel.box.width, panel.box.height)
    alone = replace(piece, format=folding.usual, words=(piece.words[number],), images=(piece.images[number],))
    grid = _fixed(spec.grid or piece.spec.grid, folding.usual, piece.edge)
    frame = lay(grid, width, height, piece.printer_spec.safe, FOLD_CLEAR)
    context = context_of(alone, 0, replace(frame, aside=piece.edge / 2), caps, cache)
    context.folded, context.wording = panel.folded, wording
    own = tuple(fit_elements([(("panels", panel.name, "elements", index), element)
                              for index, element in enumerate(spec.elements)
                              if not element.across and element.fold in (None, folding.name)], context))
    under = _as_seen_from(panel, runs, rectangle(context.reach))
    press = piece.edition == "press"
    marks = on_press(own, alone, context.reach, context.findings, panel.page, under=under) if press else (
        mark for one in own for mark in one.fitted.marks)
    sheet = Sheet(width, height, context.bleed, tuple(marks),
                  words=tuple(text for one in own for text in one.fitted.words),
                  qr=tuple(url for one in own for url in one.fitted.qr))
    settings = tuple(setting for one in own for setting in one.fitted.settings)
    fitted = FittedSheet(alone, sheet, 1, (*under, *own), settings, tuple(context.findings), panel.page,
                         (panel.box.x0, 0.0))
    return FittedPanel(panel, fitted, own, context.reach)


def _fixed(grid: Grid, usual: Format, edge: float) -> Grid:
    """The grid with the margin and the gutter that it has on a panel of the usual width.

    Folds stand where they are, so a white edge takes from the margin, which gives way by half of it.
    """
    def points(part: LengthOrShare, more: float = 0.0) -> LengthOrShare:
        return LengthOrShare.model_construct(number=part.points(usual.short) + more, relative=False)
    return grid.model_copy(update={"margin": points(grid.margin, edge / 2), "gutter": points(grid.gutter)})


def _running(piece: Piece, folding: Folding) -> Iterator[tuple[Location, Element]]:
    """What runs across folds, in painting order: the layout's own first."""
    every = [(at, element) for at, element in piece.spec.every_element()
             if element.across and element.fold in (None, folding.name)]
    yield from (one for one in every if one[0][0] == "across")
    yield from (one for one in every if one[0][0] != "across")


def _run(piece: Piece, joint: Panel, location: Location, element: Element, cache: Cache, below: Sequence[Run]) -> Run:
    part = list(piece.spec.panels).index(str(location[1])) if location[0] == "panels" else 0
    if element.kind not in ("shape", "picture"):
        refusal = finding(ACROSS_WORDS, N_("a {kind} cannot run across a fold"),
                          source=piece.layout_document.place(location), sheet=joint.page, kind=element.kind)
        return Run(element, location, joint, (), part, (refusal,))
    width, height = joint.box.width, joint.box.height
    alone = replace(piece, format=Format(piece.format.name, width, height), images=(piece.images[part],))
    context = context_of(alone, 0, lay(piece.spec.grid, width, height, piece.printer_spec.safe), {}, cache)
    context.folded = joint.folded
    own = tuple(fit_elements([(location, element)], context))
    marks = on_press(own, alone, context.reach, context.findings, joint.page, under=_as_seen_from(joint, below)) if (
        piece.edition == "press") else (mark for placed in own for mark in placed.fitted.marks)
    moved_marks = moved(tuple(marks), joint.box.x0)
    findings = tuple(replace(item, sheet=joint.page) for item in context.findings)
    return Run(element, location, joint, moved_marks, part, findings)


def _as_seen_from(panel: Panel, runs: Iterable[Run], clip: Path | None = None) -> list[Placed]:
    """What runs across a panel, or across panels joined to one, in its coordinates."""
    return [Placed(run.element, run.location, Fitted((Group(moved(run.marks, -panel.box.x0), clip=clip),)))
            for run in runs if run.joint.page == panel.page and run.joint.box.overlap(panel.box)]


def imposed(piece: Piece, folding: Folding, laid: PanelsAndRuns) -> tuple[list[Sheet], list[tuple[Setting, ...]]]:
    """The two pages, outside and inside, and how the texts of each were set."""
    sheets, settings = [], []
    for page in (1, 2):
        here = [(number, one) for number, one in enumerate(laid.leaflet.panels) if one.panel.page == page]
        marks = [mark for run in laid.runs if run.joint.page == page for mark in _part(run.marks, run.part)]
        for number, one in here:
            marks += _part(moved(one.fitted.sheet.marks, one.panel.box.x0), number)
        if piece.edition == "lowink":
            marks += _outlines(piece, [run for run in laid.runs if run.joint.page == page])
        sheets.append(_page(piece, folding, page, marks, [one for _, one in here]))
        settings.append(tuple(replace(setting, area=setting.area.moved(one.panel.box.x0, 0))
                              for _, one in here for setting in one.fitted.settings))
    return sheets, settings


def _outlines(piece: Piece, runs: list[Run]) -> Iterator[Mark]:
    """What parts paper from paper: the frame of a page, and lines where its fields meet."""
    page = Box(0, 0, piece.format.width, piece.format.height).grown(-piece.edge)
    yield from seams(((run.element, run.marks) for run in runs), piece.inks, page)
    yield frame(piece.inks, page)


def _part(marks: Iterable[Mark], number: int) -> Iterator[Mark]:
    for mark in marks:
        yield replace(mark, part=number) if isinstance(mark, Group) else mark


def _page(piece: Piece, folding: Folding, page: int, marks: list[Mark], panels: list[FittedPanel]) -> Sheet:
    sheet, press = piece.format, piece.edition == "press"
    bleed = piece.printer_spec.bleed if press else 0.0
    trim = Box(0, 0, sheet.width, sheet.height)
    visible = (*on_screen(marks), *tools(marks)) if press else tuple(
        cropped(on_screen(marks), trim.grown(-piece.edge), piece.edge))
    outside = outside_marks(piece, page - 1, trim, visible, folding.folds(page)) if press else Printed()
    return Sheet(sheet.width, sheet.height, bleed, (*visible, *outside.marks), outside.slug,
                 words=tuple(text for one in panels for text in one.fitted.sheet.words),
                 qr=tuple(url for one in panels for url in one.fitted.sheet.qr), folds=folding.folds(page))
