"""The imprint: who publishes, who printed, what the law wants said; small, and on every piece.

Where the campaign asks for it a sorting sign stands at its left, as high as the lines are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Image, Words
from pressroom.elements.images import drawing
from pressroom.elements.typesetting import Anchor, SetWords, Wordings, set_words
from pressroom.findings import N_, Refused, Severity, code, finding
from pressroom.marks import Group
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm, to_mm

# A sign of this kind is told apart at 6 mm, no smaller (docs/sources.md: Poster design, rule 9).
LEAST_SIGN = mm(6)
# The line that says what our own sign means, as campaign.yaml calls it.
SIGN_WORDS = "sorting-sign"
_MOST_OF_WIDTH = 5  # the lines keep four fifths of the box

SIGN_ROOM = code(
    "sign-room", N_("A sorting sign that is too small to be told apart says nothing, so it was left out."),
    N_("Give the imprint a higher or wider box in the layout, or take sorting-sign away from campaign.yaml."),
    severity=Severity.WARNING, source="Poster design, rule 9")

# A line to write on; where a field stands on the sheet, the imprint points to it instead.
_BLANK = re.compile("_{4,}")


@element
class ImprintElement(Element):
    """The lines that the campaign and the printer's preset give, one under the other.

    Attributes:
        style: a style of the layout.
        ink: a brand ink or a role of the palette.
        anchor: which edge of the box the lines keep to (elements.words.Anchor).
    """

    kind: Literal["imprint"]
    style: str = "imprint"
    ink: str = "foot-words"
    anchor: Anchor = "bottom"

    EXAMPLE: ClassVar[str] = """
kind: imprint
at: c1-8 r24
"""

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """One group of small print, and the sign beside it."""
        sign = context.images.get("sorting")
        if not context.imprint:
            return Fitted()
        if sign is None or sign.facts is not None:
            return self._element(self._lines(context.imprint, box, context, location))
        try:
            text = self._lines(context.imprint, box, context, location)
            figure = self._sign(sign, text, box, context)
            if figure is None or figure.area is None:
                return self._element(text)
            air = figure.area.height / 4  # beside the sign, and as much at the other end, where a code may stand near
            beside = Box(figure.area.x1 + air, box.y0, box.x1 - air, box.y1)
            text = self._lines(context.imprint, beside, context, location)
        except Refused:  # the law asks for the lines, nobody for the sign and its words
            self._report_no_room(sign, box, context)
            required = tuple(line for line in context.imprint if line.name != SIGN_WORDS)
            return self._element(self._lines(required, box, context, location))
        lines = self._element(text)
        return replace(lines, marks=(*figure.marks, *lines.marks), area=text.area.united(figure.area))

    def _lines(self, lines: tuple[Words, ...], box: Box, context: FitContext,
               location: tuple[str | int, ...]) -> SetWords:
        text = "\n".join(line.text for line in lines)
        if context.practice:
            text = _BLANK.sub(context.practice, text)
        wordings = Wordings((text,), lines, context.place(location))
        return set_words(wordings, self.style, self.ink, box, context, anchor=self.anchor)

    def _sign(self, sign: Image, lines: SetWords, box: Box, context: FitContext) -> Fitted | None:
        """The sign as high as the lines, 6 mm at the least; None, and a finding, where the box leaves no room."""
        high = max(LEAST_SIGN, min(lines.area.height, box.width / _MOST_OF_WIDTH))
        if box.height < LEAST_SIGN or box.width < _MOST_OF_WIDTH * LEAST_SIGN:
            self._report_no_room(sign, box, context)
            return None
        low = min(box.y1, max(lines.area.y1, box.y0 + high))
        return drawing(sign, Box(box.x0, low - high, box.x0 + high, low), context, self.ink, align=(0, 1))

    @staticmethod
    def _report_no_room(sign: Image, box: Box, context: FitContext) -> None:
        context.findings.append(finding(
            SIGN_ROOM, N_("the sorting sign needs {least} mm, and the imprint's box is {width} x {height} mm"),
            source=sign.place, sheet=context.sheet, least=f"{to_mm(LEAST_SIGN):g}", width=f"{to_mm(box.width):.0f}",
            height=f"{to_mm(box.height):.0f}"))

    @staticmethod
    def _element(lines: SetWords) -> Fitted:
        return Fitted((Group(lines.runs, role="paragraph"),), lines.area, (lines.text,), settings=(lines.setting,))
