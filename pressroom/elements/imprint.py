"""The imprint: publisher, printer and legal notices in small print, on every piece.

If the campaign has a sorting sign, it is placed at the left, as high as the lines.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Image, Words
from pressroom.elements.images import drawing
from pressroom.elements.typesetting import Anchor, SetWords, Wordings, set_words
from pressroom.findings import N_, Refused, Severity, code, compared, finding
from pressroom.marks import Group
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm, to_mm

# The least height at which a sign of this kind is recognisable (docs/sources.md: Poster design, rule 9).
LEAST_SIGN = mm(6)
# The name in campaign.yaml of the line that explains the sign.
SIGN_WORDS = "sorting-sign"
_MOST_OF_WIDTH = 5  # the sign takes at most a fifth of the box

SIGN_ROOM = code(
    "sign-room", N_("A sorting sign that is too small cannot be recognised, so it is left out."),
    N_("Give the imprint a higher or wider box in the layout, or remove sorting-sign from campaign.yaml."),
    severity=Severity.WARNING, weighable=True, source="Poster design, rule 9")

# A line to write on; on a sheet with a field, the imprint refers to the field instead.
_BLANK = regex("_{4,}")


@element
class ImprintElement(Element):
    """The lines of the campaign and of the printer's preset, one below the other.

    Attributes:
        style: a style of the layout.
        ink: a brand ink or a role of the palette.
        anchor: how the lines are aligned in the box (elements.typesetting.Anchor).
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
            air = figure.area.height / 4  # beside the sign, and at the other end, where a QR code may be near
            beside = Box(figure.area.x1 + air, box.y0, box.x1 - air, box.y1)
            text = self._lines(context.imprint, beside, context, location)
        except Refused:  # the law requires the lines, but not the sign and its words
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
        """The sign, as high as the lines and at least 6 mm; None and a finding where the box is too small."""
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
            height=f"{compared(to_mm(box.height), to_mm(LEAST_SIGN))[0]:g}"))

    @staticmethod
    def _element(lines: SetWords) -> Fitted:
        return Fitted((Group(lines.runs, role="paragraph"),), lines.area, (lines.text,), settings=(lines.setting,))
