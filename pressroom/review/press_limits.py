"""What this printer's press and bindery ask of a layout, said at the layout's line before anything is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressroom.colour.ink import Ink
from pressroom.elements.room import Setting
from pressroom.findings import N_, Finding, Place, Severity, code, finding
from pressroom.fit.sheets import FittedSheet
from pressroom.fit.slug import flat
from pressroom.fit.transparency import tools
from pressroom.marks import Shape, TextRun
from pressroom.sheet.geometry import passes
from pressroom.specs.printer import SCORED_FROM_GSM, StockSpec
from pressroom.stages import Piece

SMALL_PRINT = code(
    "too-small-to-print", N_("Letters smaller than the printer's least fill in on the press."),
    N_("Raise the least size of the style, or its floor:."), source="printers' sheets of conditions: 5 to 6 pt")
SMALL_REVERSED = code(
    "too-small-reversed",
    N_("White letters, and letters of several inks, lose their thin strokes as soon as the plates shift."),
    N_("Raise the size of the style, or print the words in one ink on bare paper."), severity=Severity.WARNING,
    source="GWG 2022 R0016, R0017")
RICH_BLACK_WORDS = code(
    "rich-black-words",
    N_("Words in a black of four inks blur when the plates shift by a tenth of a millimetre; black alone stays sharp."),
    N_("Set words in black, and keep the rich black for large areas."), source="GWG 2022 R0015; PRESS 1.10")
UNSCORED = code(
    "stock-unscored", N_("Stock from 170 g cracks along a fold that was not scored first, through the ink."),
    N_("Ask the printer to score the folds and write scored: true, or take lighter stock."),
    severity=Severity.WARNING, source="usual practice of binders")
GRAIN = code(
    "stock-grain", N_("Paper that is folded across its grain breaks up and springs back."),
    N_("Ask for stock whose grain runs along the folds."), severity=Severity.WARNING,
    source="usual practice of binders")

CUT_THROUGH = code(
    "cut-through", N_("A tool that runs through words or a code cuts them, or creases them until they cannot be read."),
    N_("Lead the path around them, or move them."), severity=Severity.WARNING, source="usual practice of binders")

_SLACK = 0.02


def press_demands(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about one fitted sheet of the press edition."""
    if piece.edition != "press":
        return
    for setting in sheet.settings:
        yield from _size(piece, sheet, setting)
    yield from _cuts(piece, sheet)
    for placed in sheet.placed:
        rich = next((mark for mark in flat(placed.fitted.marks)
                     if isinstance(mark, TextRun) and mark.ink.is_rich_black), None)
        if rich:
            yield finding(RICH_BLACK_WORDS, N_("words are set in {ink}, a black of {plates} plates"),
                          N_("set them in black"), source=piece.layout_document.place((*placed.location, "ink")),
                          sheet=sheet.number, ink=rich.ink.name, plates=len(rich.ink.plates))


def _cuts(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Paths of tools that come into what is read."""
    for tool in sheet.placed:
        paths = [mark.path for mark in flat(tools(tool.fitted.marks)) if isinstance(mark, Shape)]
        for placed in sheet.placed if paths else ():
            area = placed.fitted.area
            if area and not placed.element.ARTWORK and any(passes(path, area) for path in paths):
                name = placed.element.name or placed.element.kind
                yield finding(CUT_THROUGH, N_("a tool's path runs through {name}"), sheet=sheet.number, area=area,
                              source=piece.layout_document.place(tool.location), name=name)


def _size(piece: Piece, sheet: FittedSheet, setting: Setting) -> Iterator[Finding]:
    least, name = piece.printer_spec.text, setting.words[0].name if setting.words else setting.style
    if setting.size < least.least - _SLACK:
        yield finding(SMALL_PRINT, N_("{name} is set in {size} pt, this printer asks for {least} pt"),
                      N_("change the size in {where}"), source=setting.at, sheet=sheet.number, area=setting.area,
                      measured=setting.size, limit=least.least, name=name, size=f"{setting.size:g}",
                      least=f"{least.least:g}", where=str(setting.at))
    elif setting.size < least.reversed - _SLACK and _frail(setting.ink):
        yield finding(SMALL_REVERSED, N_("{name} is set in {size} pt of {ink}, this printer asks for {least} pt"),
                      N_("change the size in {where}"), source=setting.at, sheet=sheet.number, area=setting.area,
                      measured=setting.size, limit=least.reversed, name=name, size=f"{setting.size:g}",
                      ink=setting.ink.name, least=f"{least.reversed:g}", where=str(setting.at))


def _frail(ink: Ink) -> bool:
    """White, or of more than one plate."""
    return ink.is_paper or len(ink.plates) > 1


def folded_stock(stock: StockSpec, folds: Sequence[float], place: Place) -> Iterator[Finding]:
    """Findings about stock that is folded; `place` is the preset's."""
    if not folds:
        return
    if stock.gsm and stock.gsm >= SCORED_FROM_GSM and not stock.scored:
        yield finding(UNSCORED, N_("stock of {gsm} g/m² is folded without scoring"), source=place,
                      measured=stock.gsm, limit=SCORED_FROM_GSM, gsm=f"{stock.gsm:g}")
    if stock.grain == "across":
        yield finding(GRAIN, N_("the stock is folded across its grain"), source=place)
