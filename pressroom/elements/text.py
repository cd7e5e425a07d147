"""Texts: a headline, a message, a source line."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import Fitted, Room
from pressroom.elements.typesetting import Anchor, asked, set_words
from pressroom.field_types import Text
from pressroom.marks import Group
from pressroom.sheet.geometry import Box


@element
class TextElement(Element):
    """Words in one of the layout's styles.

    Attributes:
        text: words with the names of slots in braces; nothing is shown when the material gives none of them.
        style: a style of the layout.
        ink: a brand ink or a role of the palette.
        anchor: which edge of the box the words keep to (elements.words.Anchor).
    """

    kind: Literal["text"]
    text: Text
    style: str
    ink: str = "words"
    anchor: Anchor = "top"

    EXAMPLE: ClassVar[str] = """
kind: text
name: headline
at: c1-12 r1-9
text: "{headline}"
style: headline
"""

    def texts(self) -> tuple[str, ...]:
        """The template."""
        return (self.text,)

    def fit(self, room: Room, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The words, as one group that a reader hears as the style says."""
        said = asked(self.text, room, room.place((*location, "text")))
        if said is None:
            return Fitted()
        done = set_words(said, self.style, self.ink, box, room, anchor=self.anchor)
        role = room.styles[self.style].role
        return Fitted((Group(done.runs, role=role),), done.area, (done.text,), settings=(done.setting,))
