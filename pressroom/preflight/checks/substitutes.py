"""Fonts that took the place of missing ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.pdf.objects import entry, items
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import changed, first_font, put


def _courier(writer: Any) -> None:
    font = first_font(writer)
    for holder in (font, *items(entry(font, "/DescendantFonts"))):
        put(holder, "/BaseFont", "/ABCDEF+Courier")


@check("font-courier", sees="font",
       why=N_("Courier takes the place of fonts that a program did not have: the words may be set in a font that "
              "nobody chose."),
       mend=N_("Look at the words, and export the file again with the fonts that they were set in."),
       source="GWG 2022, R0014", severity=Severity.WARNING, needs=("press",), spoil=changed(_courier))
def font_courier(proof: Proof) -> Iterator[Fault]:
    """No text is set in the font that is called Courier; longer names, such as Courier New, are others."""
    for face, (_, page) in proof.fonts_shown.items():
        if face.label.rpartition("+")[2] == "Courier":
            yield fault(N_("text is set in Courier"), page=page)
