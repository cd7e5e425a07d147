"""How much smaller than the sheet its file is: a page of a PDF ends at 14,400 units, which are 5.08 m."""

from __future__ import annotations

from pressroom.findings import N_, code, finding
from pressroom.resolve.context import Context
from pressroom.sheet.formats import LARGEST_PAGE, Format
from pressroom.sheet.units import mm, to_mm
from pressroom.specs.printer import PrinterSpec

SHEET_TOO_LONG = code(
    "sheet-too-long",
    N_("A page of a PDF ends at 14,400 units, which are 5.08 m; printers take what is longer at a tenth of its size."),
    N_("Ask the printer, and write scale: 1:10 or user-unit: true in its preset, or choose a smaller format."),
    source="ISO 32000-1:2008, annex C.2; GWG 2022, R0037; Large formats, rule 1")
# Marks of a preset reach no further than this beyond the bleed.
_MARKS = mm(30)
# Files to look at are at a tenth where they must be smaller.
_TENTH = 10.0


def scaling(context: Context, shape: Format, printer: PrinterSpec) -> float:
    """How many times larger than in its file the sheet is; 1 for a file at the final size.

    A press file follows the preset; where it would be too long all the same, the context gets a finding. Other files
    are at a tenth where they have to be.
    """
    longest = max(shape.width, shape.height)
    if context.choice.edition != "press":
        scale = 1.0
        while longest / scale > LARGEST_PAGE:
            scale *= _TENTH
        return scale
    scale = printer.enlargement(longest)
    whole = longest + 2 * (printer.bleed + (_MARKS if printer.marks else 0.0))
    if whole / scale > LARGEST_PAGE:
        context.findings.append(finding(
            SHEET_TOO_LONG, N_("{format} with its bleed is {found} m long, and a page ends at 5.08 m: the preset "
                               "{printer} has no scale for it"),
            source=context.document.place(("formats",)), measured=round(whole), limit=LARGEST_PAGE, format=shape.name,
            found=f"{to_mm(whole) / 1000:.2f}", printer=context.choice.printer))
    return scale
