"""Texts: a headline, a message, a source line."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.typesetting import Anchor, set_words, wordings_of
from pressroom.field_types import Text
from pressroom.marks import Group
from pressroom.sheet.geometry import Box


@element
class TextElement(Element):
    """Words in one of the layout's styles.

    Attributes:
        text: words with the names of slots in braces; nothing is set when the material gives none of them.
        style: a style of the layout.
        ink: a brand ink or a role of the palette.
        anchor: how the words are aligned in the box (elements.typesetting.Anchor).
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

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The words, as one group with the role of the style."""
        wordings = wordings_of(self.text, context, context.place((*location, "text")))
        if wordings is None:
            return Fitted()
        lines = set_words(wordings, self.style, self.ink, box, context, anchor=self.anchor)
        role = context.styles[self.style].role
        return Fitted((Group(lines.runs, role=role),), lines.area, (lines.text,), settings=(lines.setting,))
