"""What sets the editions apart: how inks are said, what overprints, what boxes a page has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pressroom.ink import Ink
from pressroom.marks import Shape, TextRun
from pressroom.paint.content import number

# Black text below this size overprints, so that a plate out of register shows no white rim (GWG 2022 R0009 asks for
# it below 12 pt); larger text knocks out, because a coloured ground would shine through it.
OVERPRINT_TEXT_BELOW = 24.0
# Black lines thinner than this overprint (GWG 2022 R0010).
OVERPRINT_LINE_BELOW = 2.0


@dataclass(frozen=True, slots=True)
class EditionTable:
    """An edition of a piece.

    Attributes:
        space: the device colours it is made of.
        version: of the PDF (X-4 is 1.6 based, PRESS 1.1 #1).
        standard: what the file declares.
        press: whether it has bleed, slug, an output intent and overprint.
    """

    space: Literal["cmyk", "srgb"]
    version: tuple[int, int]
    standard: str
    press: bool

    def fill(self, ink: Ink) -> str:
        """The operator that makes `ink` the fill colour."""
        return self._say(ink, "k" if self.press else "rg")

    def stroke(self, ink: Ink) -> str:
        """The operator that makes `ink` the stroke colour."""
        return self._say(ink, "K" if self.press else "RG")

    def overprints(self, mark: TextRun | Shape) -> bool:
        """Whether the mark leaves the other plates as they are: small black text and thin black lines."""
        if not self.press:
            return False
        if isinstance(mark, TextRun):
            return mark.ink.only_black and mark.size < OVERPRINT_TEXT_BELOW
        return (mark.stroke is not None and mark.stroke.only_black and mark.fill is None
                and mark.width < OVERPRINT_LINE_BELOW)

    def _say(self, ink: Ink, operator: str) -> str:
        parts = ink.cmyk if self.press else ink.srgb
        return " ".join(number(part) for part in parts) + f" {operator}"


PRESS = EditionTable("cmyk", (1, 6), "PDF/X-4", press=True)
MEMBERS = EditionTable("srgb", (1, 7), "", press=False)
