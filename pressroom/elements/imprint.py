"""The imprint: who publishes, who printed, what the law wants said; small, and on every piece.

Where the campaign asks for it a sorting sign stands at its left, as high as the lines are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import Fitted, Image, Room, Words
from pressroom.elements.images import drawing
from pressroom.elements.typesetting import Anchor, Asked, SetWords, set_words
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

    def fit(self, room: Room, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """One group of small print, and the sign beside it."""
        sign = room.images.get("sorting")
        if not room.imprint:
            return Fitted()
        if sign is None or sign.facts is not None:
            return self._fitted(self._lines(room.imprint, box, room, location))
        try:
            done = self._lines(room.imprint, box, room, location)
            drawn = self._sign(sign, done, box, room)
            if drawn is None or drawn.area is None:
                return self._fitted(done)
            air = drawn.area.height / 4  # beside the sign, and as much at the other end, where a code may stand near
            beside = Box(drawn.area.x1 + air, box.y0, box.x1 - air, box.y1)
            done = self._lines(room.imprint, beside, room, location)
        except Refused:  # the law asks for the lines, nobody for the sign and its words
            self._no_room(sign, box, room)
            asked = tuple(line for line in room.imprint if line.name != SIGN_WORDS)
            return self._fitted(self._lines(asked, box, room, location))
        lines = self._fitted(done)
        return replace(lines, marks=(*drawn.marks, *lines.marks), area=done.area.united(drawn.area))

    def _lines(self, lines: tuple[Words, ...], box: Box, room: Room, location: tuple[str | int, ...]) -> SetWords:
        text = "\n".join(line.text for line in lines)
        if room.filled_in:
            text = _BLANK.sub(room.filled_in, text)
        said = Asked((text,), lines, room.place(location))
        return set_words(said, self.style, self.ink, box, room, anchor=self.anchor)

    def _sign(self, sign: Image, lines: SetWords, box: Box, room: Room) -> Fitted | None:
        """The sign as high as the lines, 6 mm at the least; None, and a finding, where the box leaves no room."""
        high = max(LEAST_SIGN, min(lines.area.height, box.width / _MOST_OF_WIDTH))
        if box.height < LEAST_SIGN or box.width < _MOST_OF_WIDTH * LEAST_SIGN:
            self._no_room(sign, box, room)
            return None
        low = min(box.y1, max(lines.area.y1, box.y0 + high))
        return drawing(sign, Box(box.x0, low - high, box.x0 + high, low), room, self.ink, align=(0, 1))

    @staticmethod
    def _no_room(sign: Image, box: Box, room: Room) -> None:
        room.findings.append(finding(
            SIGN_ROOM, N_("the sorting sign needs {least} mm, and the imprint's box is {width} x {height} mm"),
            source=sign.place, sheet=room.sheet, least=f"{to_mm(LEAST_SIGN):g}", width=f"{to_mm(box.width):.0f}",
            height=f"{to_mm(box.height):.0f}"))

    @staticmethod
    def _fitted(done: SetWords) -> Fitted:
        return Fitted((Group(done.runs, role="paragraph"),), done.area, (done.text,), settings=(done.setting,))
