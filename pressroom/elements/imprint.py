"""The imprint: who publishes, who printed, what the law wants said; small, and on every piece."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pressroom.elements.base import Element, Fitted, Room, element
from pressroom.elements.words import Anchor, Asked, set_words
from pressroom.geometry import Box
from pressroom.marks import Group

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
        """One group of small print."""
        if not room.imprint:
            return Fitted()
        text = "\n".join(line.text for line in room.imprint)
        if room.filled_in:
            text = _BLANK.sub(room.filled_in, text)
        said = Asked((text,), room.imprint, room.place(location))
        done = set_words(said, self.style, self.ink, box, room, anchor=self.anchor)
        return Fitted((Group(done.runs, role="paragraph"),), done.area, (done.text,), settings=(done.setting,))
