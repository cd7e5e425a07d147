"""Differences between editions: the operators of inks, overprint, and page boxes."""

from __future__ import annotations

from typing import Literal

from pressroom.colour.ink import Ink
from pressroom.marks import Shape, TextRun
from pressroom.paint.document import X1A, X4
from pressroom.paint.numbers import number
from pressroom.paint.separations import Separations
from pressroom.records import dataclass

# Black text below this size overprints, so that misregister shows no white rim (GWG 2022 R0009 requires it below
# 12 pt); larger text knocks out, because a coloured ground would show through it.
OVERPRINT_TEXT_BELOW = 24.0
# Black lines thinner than this overprint (GWG 2022 R0010).
OVERPRINT_LINE_BELOW = 2.0


@dataclass(frozen=True, slots=True)
class EditionTable:
    """An edition of a piece.

    Attributes:
        space: of its device colours.
        version: of the PDF (PDF/X-4 is based on 1.6: ISO 15930-7:2010, rule 1).
        standard: that the file declares.
        press: whether it has bleed, slug, an output intent and overprint.
    """

    space: Literal["cmyk", "srgb"]
    version: tuple[int, int]
    standard: str
    press: bool

    @property
    def live(self) -> bool:
        """Whether the file may have transparency, and so states its blend space."""
        return self.standard != X1A

    def fill(self, ink: Ink, separations: Separations) -> str:
        """The operator that makes `ink` the fill colour."""
        if self._spot(ink):
            return f"/{separations.key(ink)} cs 1 scn"
        return self._operator(ink, "k" if self.press else "rg")

    def stroke(self, ink: Ink, separations: Separations) -> str:
        """The operator that makes `ink` the stroke colour."""
        if self._spot(ink):
            return f"/{separations.key(ink)} CS 1 SCN"
        return self._operator(ink, "K" if self.press else "RG")

    def overprints(self, mark: TextRun | Shape) -> bool:
        """Whether the mark overprints.

        Small black text, thin black lines and the paths of tools do (a die line must not knock out the artwork); every
        other ink, spots included, knocks out the marks below.
        """
        if not self.press:
            return False
        if isinstance(mark, Shape) and any(ink.technical for ink in mark.inks):
            return True
        if isinstance(mark, TextRun):
            return mark.ink.only_black and mark.size < OVERPRINT_TEXT_BELOW
        return (mark.stroke is not None and mark.stroke.only_black and mark.fill is None
                and mark.width < OVERPRINT_LINE_BELOW)

    def _spot(self, ink: Ink) -> bool:
        return self.press and bool(ink.spot)

    def _operator(self, ink: Ink, operator: str) -> str:
        parts = ink.cmyk if self.press else ink.srgb
        return " ".join(number(part) for part in parts) + f" {operator}"


PRESS = EditionTable("cmyk", (1, 6), X4, press=True)
# PDF/X-1a:2003 is PDF 1.4 (ISO 15930-4:2003, rules 2, 4, 6 and 9): no transparency, no layers, no object streams.
PRESS_X1A = EditionTable("cmyk", (1, 4), X1A, press=True)
MEMBERS = EditionTable("srgb", (1, 7), "", press=False)


def table_of(edition: str, standard: str) -> EditionTable:
    """The table of an edition; that of the press edition depends on the printer's standard."""
    if edition != "press":
        return MEMBERS
    return {X4: PRESS, X1A: PRESS_X1A}[standard]
