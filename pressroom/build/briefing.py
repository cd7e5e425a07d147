"""What the judge is told of a piece: plain values, taken from what was asked, never from what was painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pressroom.brief import Brief, Limits, PageBrief
from pressroom.colour import profiles
from pressroom.marks import Field, Group, Mark
from pressroom.records import replace
from pressroom.sheet import formats
from pressroom.sheet.units import mm
from pressroom.specs.printer import NEAREST_LOOK_M, PrinterSpec
from pressroom.stages import Fit

# A printer accepts words this close to the trim at the most (Printers' guides, rule 2).
SAFE_ERROR_SHARE = 0.6
# A full field covers 60 to 75 % of a sheet; an edition that spares ink covers a third of that or less.
MOST_COVER = 0.25
_ANYWHERE = -1e6


def brief_of(fit: Fit) -> Brief:
    """The brief of a fitted piece."""
    piece, printer = fit.piece, fit.piece.printer_spec
    press = piece.edition == "press"
    pages = tuple(PageBrief((piece.format.width, piece.format.height), sheet.qr, sheet.words, folds=sheet.folds)
                  for sheet in fit.sheets)
    # A leaflet's code is scanned in the hand, from a panel, however large the open sheet is.
    shape = piece.folding.usual if piece.folding else piece.format
    limits = replace(_limits(printer, piece.format.name, piece.distance_m), qr_module=shape.qr_module * 0.999)
    if piece.edition in ("tiled", "screen"):  # words run over the seams; nothing is cut
        limits = replace(limits, safe=_ANYWHERE, safe_error=_ANYWHERE)
    if not press:
        return Brief(name=piece.name, edition="members", pages=pages, marks=False, title=piece.title,
                     language=piece.language, limits=limits, severities=printer.weights, waivers=printer.reasons,
                     ours=True, pictures=piece.spec.flow is not None, edge=piece.edge, scale=piece.scale,
                     most_cover=MOST_COVER if piece.edition == "lowink" else None,
                     forms=tuple(sorted({mark.name for sheet in fit.sheets for mark in _fields(sheet.marks)})))
    technical = tuple(sorted({ink.spot for ink in piece.inks.values() if ink.technical}))
    spots = tuple(sorted({ink.spot for ink in piece.inks.values() if ink.spot and printer.prints(ink.spot)}))
    return replace(_brief(printer, piece.profile, pages, limits), name=piece.name, title=piece.title, spots=spots,
                   technical=technical, marks="crop" in printer.marks, language=piece.language, ours=True,
                   scale=1.0 if piece.units else piece.scale)


def _fields(marks: Iterable[Mark]) -> Iterator[Field]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _fields(mark.marks)
        elif isinstance(mark, Field):
            yield mark


def brief_for_file(printer: PrinterSpec | None, profile: Path | None, trim: tuple[float, float] | None,
                   qr: tuple[str, ...]) -> Brief:
    """The brief of a file that somebody else made, as far as the command line says what it should be.

    With a preset the file must be a press file for it; without one it is judged as PDF/X-4 if it says it is.
    Where the preset's resolution follows the sheet, the trim says which sheet it is.
    """
    pages = (PageBrief(trim, qr),) if trim or qr else ()
    if printer is None:
        return Brief(pages=pages)
    sheet = formats.of_size(*trim) if trim else None
    limits = _limits(printer, sheet.name if sheet else "", sheet.reading_distance_m if sheet else NEAREST_LOOK_M)
    brief = _brief(printer, profile, pages, replace(limits, qr_module=mm(0.5)))
    return replace(brief, scale=printer.enlargement(max(trim))) if trim and not printer.user_unit else brief


def _brief(printer: PrinterSpec, profile: Path | None, pages: tuple[PageBrief, ...], limits: Limits) -> Brief:
    """What a preset asks of any file, whoever made it."""
    return Brief(
        edition="press", standard=printer.standard, pages=pages, bleed=printer.bleed,
        marks=True if "crop" in printer.marks else None, targets=bool({"registration", "bar"} & {*printer.marks}),
        spots=printer.spots, steps=printer.steps, units=printer.user_unit, single=printer.variant.single,
        condition=printer.condition.identifier,
        profile_sha256=profiles.read_profile(profile).sha256 if profile else "", limits=limits,
        severities=printer.weights, waivers=printer.reasons)


def _limits(printer: PrinterSpec, format_name: str, distance_m: float) -> Limits:
    """The printer's figures for one format; a QR module's is the piece's own."""
    pictures = printer.pictures.on(format_name, distance_m)
    bitmaps = printer.bitmaps.on(format_name, distance_m)
    return Limits(
        ink=printer.ink_limit / 100, picture_ppi_error=pictures[0], picture_ppi_warning=pictures[1],
        bitmap_ppi_error=bitmaps[0], bitmap_ppi_warning=bitmaps[1], text=printer.text.least,
        text_reversed=printer.text.reversed, line=printer.lines.least, line_reversed=printer.lines.reversed,
        safe=printer.safe, safe_error=printer.safe * SAFE_ERROR_SHARE, rich_black=printer.rich_black / 100,
        rich_black_text=printer.variant.rich_text, ink_mean=printer.variant.ink_mean,
        scan_ppi_error=printer.variant.scans[0] if printer.variant.scans else None,
        scan_ppi_warning=printer.variant.scans[1] if printer.variant.scans else 0.0,
        black_text=printer.variant.black_text, black_lines=printer.variant.black_lines)
