"""What this printer's press and bindery ask of a layout, said at the layout's line before anything is painted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressroom.colour.ink import Ink
from pressroom.colour.steps import goes_through
from pressroom.findings import N_, Place, Severity
from pressroom.marks import Picture, Shape, TextRun, flat, tools
from pressroom.review import press_spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.review.type_sizes import text_name
from pressroom.sheet.geometry import passes
from pressroom.specs.printer import SCORED_FROM_GSM
from pressroom.stages import Fit

_SLACK = 0.02


@rule("too-small-to-print", why=N_("Letters smaller than the printer's least fill in on the press."),
      mend=N_("Raise the least size of the style, or its floor:."), source="Printers' guides, rule 4",
      needs=("press",), spoil=press_spoils.words_smaller_than_the_press_prints)
def too_small_to_print(part: ReviewedPart) -> Iterator[Fault]:
    """No text is smaller than the printer's least size."""
    least = part.piece.printer_spec.text.least
    for setting in part.settings:
        if setting.size < least - _SLACK:
            yield fault(N_("{name} is set in {size} pt, this printer asks for {least} pt"),
                        N_("change the size in {where}"), source=setting.at, area=setting.area,
                        measured=setting.size, limit=least, name=text_name(setting), size=f"{setting.size:g}",
                        least=f"{least:g}", where=str(setting.at))


@rule("too-small-reversed",
      why=N_("White letters, and letters of several inks, lose their thin strokes as soon as the plates shift."),
      mend=N_("Raise the size of the style, or print the words in one ink on bare paper."), severity=Severity.WARNING,
      source="GWG 2022, R0016; GWG 2022, R0017", needs=("press",), spoil=press_spoils.small_words_in_white)
def too_small_reversed(part: ReviewedPart) -> Iterator[Fault]:
    """White words, and words of several inks, have the size that the printer asks for them."""
    limits = part.piece.printer_spec.text
    for setting in part.settings:
        if limits.least - _SLACK <= setting.size < limits.reversed - _SLACK and _frail(setting.ink):
            yield fault(N_("{name} is set in {size} pt of {ink}, this printer asks for {least} pt"),
                        N_("change the size in {where}"), source=setting.at, area=setting.area,
                        measured=setting.size, limit=limits.reversed, name=text_name(setting),
                        size=f"{setting.size:g}", ink=setting.ink.name, least=f"{limits.reversed:g}",
                        where=str(setting.at))


def _frail(ink: Ink) -> bool:
    """White, or of more than one plate."""
    return ink.is_paper or len(ink.plates) > 1


@rule("rich-black-words",
      why=N_("Words in a black of four inks blur when the plates shift by a tenth of a millimetre; black alone stays "
             "sharp."),
      mend=N_("Set words in black, and keep the rich black for large areas."), source="GWG 2022, R0015",
      needs=("press",), spoil=press_spoils.words_in_rich_black)
def rich_black_words(part: ReviewedPart) -> Iterator[Fault]:
    """No words are set in a black of several plates."""
    for placed in part.placed:
        rich = next((mark.ink for mark in flat(placed.fitted.marks)
                     if isinstance(mark, TextRun) and mark.ink.is_rich_black), None)
        if rich:
            yield fault(N_("words are set in {ink}, a black of {plates} plates"), N_("set them in black"),
                        source=part.place((*placed.location, "ink")), ink=rich.name, plates=len(rich.plates))


@rule("spot-in-duotone",
      why=N_("Photographs are made of the four process inks. A duotone in a spot colour prints in its stand-in, beside "
             "flats in the real ink: the two look different."),
      mend=N_("Name two process inks under tint:, or leave the spot colour out of the printer's preset."),
      severity=Severity.WARNING, source="Prepress practice, rule 6", spoil=press_spoils.duotone_of_a_spot_colour)
def spot_in_duotone(part: ReviewedPart) -> Iterator[Fault]:
    """No ink of a duotone has a plate of its own: pixels are mixed from the four."""
    for placed in part.placed:
        tints = dict.fromkeys(ink for mark in flat(placed.fitted.marks) if isinstance(mark, Picture)
                              for ink in mark.tint or ())
        for ink in tints:
            if ink.spot and not ink.technical:
                yield fault(N_("the duotone shows {name} by its stand-in; the plate of {spot} is bare there"),
                            source=part.place((*placed.location, "tint")), name=ink.name, spot=ink.spot)


@rule("cut-through",
      why=N_("A tool that runs through words or a code cuts them, or creases them until they cannot be read."),
      mend=N_("Lead the path around them, or move them."), severity=Severity.WARNING,
      source="Binding", needs=("press",), spoil=press_spoils.tool_through_words)
def cut_through(part: ReviewedPart) -> Iterator[Fault]:
    """No path of a tool comes into what is read."""
    for tool in part.placed:
        paths = [mark.path for mark in flat(tools(tool.fitted.marks))
                 if isinstance(mark, Shape) and any(goes_through(ink.step) for ink in mark.inks)]
        for placed in part.placed if paths else ():
            area = placed.fitted.area
            if area and not placed.element.ARTWORK and any(passes(path, area) for path in paths):
                yield fault(N_("a tool's path runs through {name}"), source=part.place(tool.location), area=area,
                            name=called(placed))


@rule("stock-unscored", why=N_("Stock from 170 g cracks along a fold that was not scored first, through the ink."),
      mend=N_("Ask the printer to score the folds and write scored: true, or take lighter stock."),
      severity=Severity.WARNING, source="Binding", needs=("press", "folded"), sees="whole",
      spoil=press_spoils.heavy_stock_unscored)
def stock_unscored(fit: Fit) -> Iterator[Fault]:
    """Heavy stock is scored before it is folded."""
    stock = fit.piece.printer_spec.stock
    if stock.gsm and stock.gsm >= SCORED_FROM_GSM and not stock.scored:
        yield fault(N_("stock of {gsm} g/m² is folded without scoring"), source=_preset(fit), measured=stock.gsm,
                    limit=SCORED_FROM_GSM, gsm=f"{stock.gsm:g}")


@rule("stock-grain", why=N_("Paper that is folded across its grain breaks up and springs back."),
      mend=N_("Ask for stock whose grain runs along the folds."), severity=Severity.WARNING,
      source="Binding", needs=("press", "folded"), sees="whole",
      spoil=press_spoils.grain_across_the_folds)
def stock_grain(fit: Fit) -> Iterator[Fault]:
    """Stock is folded along its grain."""
    if fit.piece.printer_spec.stock.grain == "across":
        yield fault(N_("the stock is folded across its grain"), source=_preset(fit))


def _preset(fit: Fit) -> Place:
    return Place(Path(f"assets/printers/{fit.piece.printer}.yaml"))
