"""One sheet: every element of the layout in its box, in painting order, artwork that runs across first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from pressroom.cache import Cache
from pressroom.colour.ink import Cmyk, Srgb
from pressroom.editions import OFFICE
from pressroom.elements.base import Element
from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.grid import Frame, NoPlaceError, lay, lay_in
from pressroom.elements.symbol import new_symbol
from pressroom.findings import N_, Finding, Refused, code, finding
from pressroom.fit.areas import painted_box
from pressroom.fit.low_ink import framed, lighter
from pressroom.fit.printmarks import Printed, printed_marks
from pressroom.fit.slug import inks_of, slug_face, slug_line
from pressroom.fit.transparency import on_press, on_screen
from pressroom.fit.zones import bands
from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape, Sheet, tools
from pressroom.records import replace
from pressroom.sheet.geometry import Box, moved_path, path_box, rectangle
from pressroom.specs.document import Location
from pressroom.stages import FittedSheet, Piece, Placed

NO_PLACE = code(
    "no-place",
    N_("An element needs cells that the grid has, on every shape of sheet that it is asked for."),
    N_("Correct `at` in the layout; cells are counted from 1."))
ACROSS_WORDS = code("across-words",
                    N_("Artwork that runs over several sheets is cut at every join, and a word or a code with it."),
                    N_("Put texts and codes on a sheet; only shapes and pictures run across."))



def fit_sheet(piece: Piece, number: int, caps: Mapping[str, float], cache: Cache, wording: int = 0,
              edge: float = 0.0) -> FittedSheet:
    """The sheet `number` (from 0) of a piece, with texts no larger than `caps` says for their style.

    `wording` says how far words with shorter wordings give way from the start; `edge` is what the paper has on every
    side beyond the sheet, in points.
    """
    spec = piece.spec
    context = sheet_context(piece, number, caps, cache)
    context.wording = wording
    across = [placed for placed in _across(piece, number, cache, context.findings)]
    prefix, elements = spec.sheet(piece.format, number)
    placed = fit_elements([((*prefix, index), element) for index, element in enumerate(elements)], context)
    everything = [*across, *placed]
    settings = tuple(setting for one in placed for setting in one.fitted.settings)
    marks, outside = _painted(piece, everything, context)
    sheet = Sheet(piece.format.width, piece.format.height, context.bleed, (*marks, *outside.marks), outside.slug,
                  words=tuple(text for one in placed for text in one.fitted.words),
                  qr=tuple(url for one in placed for url in one.fitted.qr))
    return FittedSheet(piece, sheet, number + 1, tuple(everything), settings, tuple(context.findings), number + 1,
                       (edge, edge))


def fit_elements(elements: Sequence[tuple[Location, Element]], context: FitContext) -> list[Placed]:
    """Elements, each with its place in the layout's file, in painting order."""
    fitted = {index: list(fit_element(elements[index][1], elements[index][0], context))
              for index in order([element for _, element in elements])}
    return [one for index in sorted(fitted) for one in fitted[index]]


def _painted(piece: Piece, placed: Sequence[Placed], context: FitContext) -> tuple[tuple[Mark, ...], Printed]:
    """The marks as this edition shows them, and those for the printer."""
    if piece.edition != "press":
        visible = [mark for one in placed for mark in one.fitted.marks]
        if piece.edition == "lowink":
            visible += framed(placed, piece.inks, context.frame.trim)
        return tuple(on_screen(visible)), Printed()
    trim = context.paper or context.frame.trim
    window = trim.grown(context.bleed)
    painted = tuple(on_press(placed, piece, window, context.findings, context.sheet))
    marks = (*on_screen(painted), *tools(painted))  # a tool's path comes last: what came later would knock it out
    return marks, outside_marks(piece, context.sheet - 1, trim, marks)


def outside_marks(piece: Piece, number: int, trim: Box, marks: tuple[Mark, ...],
                  folds: Sequence[float] = ()) -> Printed:
    """The printer's marks; the slug line is no word of the piece."""
    face = slug_face(piece)
    spots = {ink.spot: ink for ink in inks_of(marks) if ink.spot}
    return printed_marks(trim, piece.printer_spec.bleed, piece.printer_spec.marks,
                         texts=slug_line(piece, number, marks), face=face, folds=folds, spots=tuple(spots.values()))


def order(elements: Sequence[Element]) -> list[int]:
    """Which to fit first: what an element stands above or below comes before it; else as written.

    Painting and reading order stay those of the layout. Elements that wait for each other are taken as written.
    """
    waiting, ordered = list(range(len(elements))), list[int]()
    while waiting:
        ahead = {name for index in waiting if (name := elements[index].name)}
        ready = next((index for index in waiting if not ahead & {
            *elements[index].below, *elements[index].above, elements[index].on}), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return ordered


def sheet_context(piece: Piece, number: int, caps: Mapping[str, float], cache: Cache) -> FitContext:
    """What elements may use on sheet `number` (from 0); its grid lies in what is seen once the sheet hangs."""
    trim = Box(0.0, 0.0, piece.format.width, piece.format.height)
    inner = piece.spec.inner_margin if len(piece.spec.sheets) > 1 else 0.0
    frame = lay_in(piece.spec.grid_of(piece.format), piece.finish.visible(trim), piece.safe, inner,
                   piece.format.covered)
    context = context_of(piece, number, frame, caps, cache)
    context.paper = trim
    return context


def context_of(piece: Piece, number: int, frame: Frame, caps: Mapping[str, float], cache: Cache) -> FitContext:
    """What elements may use on sheet `number` (from 0) of a piece."""
    return FitContext(
        format=piece.format, frame=frame, bleed=piece.printer_spec.bleed if piece.edition == "press" else -piece.edge,
        distance_m=piece.distance_m, words=piece.words[number], inks=piece.inks, styles=piece.spec.styles,
        faces=piece.faces, links=piece.links, images=piece.images[number], imprint=piece.imprint,
        language=piece.language, cache=cache, place=piece.layout_document.place, shares=piece.shares, size_caps=caps,
        sheet=number + 1, safe=piece.safe, fillable=piece.edition in OFFICE, fields=piece.fields,
        bands=bands(piece.spec.zones, piece.format), sizes=piece.sizes,
        encode=new_symbol if piece.record else None, separate=partial(_separated, piece))


def _separated(piece: Piece, colour: Srgb) -> Cmyk:
    """The inks that print a screen colour in the piece's printing condition."""
    from pressroom.colour.profiles import read_profile
    from pressroom.colour.proposals import Press, propose  # lazy: for drawings that are refused alone

    return propose(colour, Press(read_profile(piece.profile)), piece.printer_spec.ink_limit).cmyk


def fit_element(element: Element, location: Location, context: FitContext) -> Iterator[Placed]:
    """The element at its place, where it has one on this sheet; what is wrong with it is in the context's findings."""
    try:
        box = element.box(context)
        if box is None:
            return
        fitted = element.fit(context, box, location)
    except NoPlaceError as trouble:
        refusal = finding(NO_PLACE, trouble.message, N_("correct at:, or change grid: in the layout"),
                          source=context.place((*location, "at")))
        context.findings.append(replace(refusal, values={**trouble.values, "format": context.format.name}))
        return
    except Refused as refused:
        context.findings.extend(refused.findings)
        return
    fitted = lighter(element, fitted, context.inks, context.frame.trim)
    area = fitted.area or painted_box(fitted.marks)
    if element.name and area:
        context.ink_boxes[element.name] = area
    yield Placed(element, location, fitted)


def _across(piece: Piece, number: int, cache: Cache, findings: list[Finding]) -> Iterator[Placed]:
    """Artwork over all sheets as they hang, cut to this one and its bleed."""
    spec, width = piece.spec, piece.format.width
    if not spec.across:
        return
    count = len(spec.sheets)
    whole = width * count + spec.gap * (count - 1)
    joint = lay(spec.grid, whole, piece.format.height)
    context = context_of(piece, number, joint, {}, cache)
    left = number * (width + spec.gap)
    window = Box(0, 0, width, piece.format.height).grown(context.bleed)
    for index, element in enumerate(spec.across):
        location: Location = ("across", index)
        if element.kind not in ("shape", "picture"):
            findings.append(finding(ACROSS_WORDS, N_("a {kind} cannot run across sheets"),
                                    source=context.place(location), kind=element.kind))
            continue
        for placed in fit_element(element, location, context):
            marks = tuple(_moved(placed.fitted.marks, -left, window))
            if marks:
                group = Group(marks, clip=rectangle(window), role="artifact")
                yield Placed(element, location, Fitted((group,)))
    findings.extend(context.findings)


def _moved(marks: Iterable[Mark], dx: float, window: Box) -> Iterator[Mark]:
    """Marks shifted sideways; those that the window does not show are left out."""
    for mark in marks:
        if isinstance(mark, Group):
            inner = tuple(_moved(mark.marks, dx, window))
            if inner:
                yield replace(mark, marks=inner, clip=moved_path(mark.clip, dx, 0) if mark.clip else None)
        elif isinstance(mark, Shape):
            path = moved_path(mark.path, dx, 0)
            box = path_box(path)
            if box and box.grown(mark.width).overlap(window):
                yield replace(mark, path=path, gradient=mark.gradient and mark.gradient.moved(dx, 0))
        elif isinstance(mark, Picture | PlacedPage) and mark.box.moved(dx, 0).overlap(window):
            yield replace(mark, box=mark.box.moved(dx, 0))
