"""What the judge is told of a piece: plain values, taken from what was asked, never from what was painted."""

from __future__ import annotations

from pathlib import Path

from pressroom import icc
from pressroom.brief import Brief, Limits, PageBrief
from pressroom.nouns import Fit
from pressroom.specs.brand import PrinterSpec
from pressroom.units import mm

# A printer accepts words this close to the trim at the most (PRESS 0.3: safe 5 mm, error below 3 mm).
SAFE_ERROR_SHARE = 0.6


def brief_of(fit: Fit) -> Brief:
    """The brief of a fitted piece."""
    piece, printer = fit.piece, fit.piece.printer_spec
    press = piece.edition == "press"
    pages = tuple(PageBrief((piece.format.width, piece.format.height), sheet.qr, sheet.words, folds=sheet.folds)
                  for sheet in fit.sheets)
    # A leaflet's code is scanned in the hand, from a panel, however large the open sheet is.
    shape = piece.folding.usual if piece.folding else piece.format
    limits = Limits(
        ink=printer.ink_limit / 100, picture_ppi_error=printer.pictures.error,
        picture_ppi_warning=printer.pictures.warning, qr_module=shape.qr_module * 0.999, safe=printer.safe,
        safe_error=printer.safe * SAFE_ERROR_SHARE)
    return Brief(
        name=piece.name, edition=piece.edition, standard=printer.standard if press else "", pages=pages,
        bleed=printer.bleed if press else 0.0, marks=printer.marks == "crop" if press else False,
        condition=printer.condition.identifier if press else "",
        profile_sha256=icc.read_profile(piece.profile).sha256 if press else "", title=piece.title,
        language=piece.language, limits=limits,
        waivers={waiver.code: waiver.reason for waiver in printer.waivers}, ours=True)


def brief_for_file(printer: PrinterSpec | None, profile: Path | None, trim: tuple[float, float] | None,
                   qr: tuple[str, ...]) -> Brief:
    """The brief of a file that somebody else made, as far as the command line says what it should be.

    With a preset the file must be a press file for it; without one it is judged as PDF/X-4 if it says it is.
    """
    pages = (PageBrief(trim, qr),) if trim or qr else ()
    if printer is None:
        return Brief(pages=pages)
    limits = Limits(ink=printer.ink_limit / 100, picture_ppi_error=printer.pictures.error,
                    picture_ppi_warning=printer.pictures.warning, qr_module=mm(0.5), safe=printer.safe,
                    safe_error=printer.safe * SAFE_ERROR_SHARE)
    return Brief(
        edition="press", standard=printer.standard, pages=pages, bleed=printer.bleed,
        marks=True if printer.marks == "crop" else None, condition=printer.condition.identifier,
        profile_sha256=icc.read_profile(profile).sha256 if profile else "", limits=limits,
        waivers={waiver.code: waiver.reason for waiver in printer.waivers})
