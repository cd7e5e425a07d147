"""QR symbols as they were fitted: room for them, and modules that a phone can tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.symbol import limits
from pressroom.findings import N_, Severity, compared
from pressroom.review import press_spoils
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.units import to_mm

_SLACK = 0.01


@rule("qr-small",
      why=N_("A symbol smaller than a tenth of the scanning distance, or of modules that a phone cannot tell apart, is "
             "not read."),
      mend=N_("Give the code a larger box in the layout, or the link a shorter url."),
      source="QR practice, rule 1; QR practice, rule 2", spoil=press_spoils.symbol_larger_than_its_box)
def qr_small(part: ReviewedPart) -> Iterator[Fault]:
    """A symbol of the size that its format asks for has room in its box."""
    for placed in part.placed:
        for symbol in placed.fitted.symbols:
            (width, height), (box_width, box_height) = symbol.needs, symbol.box
            if width > box_width + _SLACK or height > box_height + _SLACK:
                size = [compared(*pair, 1) for pair in ((to_mm(width), to_mm(box_width)),
                                                        (to_mm(height), to_mm(box_height)))]
                yield fault(
                    N_("the QR code needs {width} x {height} mm, its box is {box_width} x {box_height} mm"),
                    N_("give it more cells, or the link a shorter url"), source=part.place((*placed.location, "at")),
                    width=f"{size[0][0]:g}", height=f"{size[1][0]:g}", box_width=f"{size[0][1]:g}",
                    box_height=f"{size[1][1]:g}")


@rule("qr-dense", why=N_("A long address makes many small modules, which phones read late or not at all."),
      mend=N_("Use a short link; up to 62 characters stay within version 4 at error correction M."),
      severity=Severity.WARNING, source="QR practice, rule 4; ISO/IEC 18004:2015",
      spoil=press_spoils.symbol_of_many_modules)
def qr_dense(part: ReviewedPart) -> Iterator[Fault]:
    """An address's symbol is of version 4 at the most, one beyond version 6 is an error; others may hold more."""
    for placed in part.placed:
        for symbol in placed.fitted.symbols:
            first, last = limits(symbol.link.kind)
            if symbol.version > first:
                yield fault(
                    N_("the code of {name} is of version {version}: many small modules"),
                    N_("give it a shorter content, of {most} characters at most") if symbol.version > last else
                    N_("give it a shorter content"), source=symbol.link.place, measured=symbol.version, limit=first,
                    name=symbol.link.key, version=symbol.version, most=symbol.most,
                    severity=Severity.ERROR if symbol.version > last else None)
