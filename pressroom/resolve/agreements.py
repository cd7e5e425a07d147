"""What a printer's preset leaves blank, because no source says it: assumed for the piece, and to be agreed."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom import library
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.resolve.context import Context
from pressroom.sheet.units import to_mm
from pressroom.specs.printer import PrinterSpec, blanks

TO_AGREE = code(
    "to-agree",
    N_("No sheet of this printer's says this value. The piece is made with the usual one, and the printer may ask "
       "for another."),
    N_("Ask the printer, or read the product's page on the day of the order, and write the values and their source "
       "into the preset."),
    severity=Severity.WARNING, weighable=True, source="Printer's preset")


def unagreed(context: Context) -> Iterator[Finding]:
    """A finding that names what the preset of a press file leaves blank, and what is assumed for it."""
    name = context.choice.printer
    printer = context.job.printers[name]
    document = context.job.documents[library.spec_file("assets/printers", name, context.job.documents)]
    blank = blanks(document.tree)
    if blank and context.choice.edition == "press":
        values = ", ".join(f"{key}: {assumed(printer, key)}" for key in blank)
        yield finding(TO_AGREE, N_("to be agreed with the printer, and assumed until then: {values}"),
                      source=document.place((blank[0],), of_key=True), values=values)


def assumed(printer: PrinterSpec, key: str) -> str:
    """The value that counts for a key of the preset, as it would be written there."""
    if key in ("bleed", "safe"):
        return f"{round(to_mm(getattr(printer, key)), 2):g}mm"
    if key == "pictures":
        return f"{printer.pictures.error:g} / {printer.pictures.warning:g} ppi"
    return {"standard": printer.standard, "condition": printer.condition.identifier,
            "marks": ", ".join(printer.marks) or "none", "ink-limit": f"{printer.ink_limit:g} %"}[key]
