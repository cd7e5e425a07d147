"""The word mark: one file in assets/logos, the same on every piece."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.images import drawing, placed_page, word_mark
from pressroom.field_types import Fraction
from pressroom.models import Field
from pressroom.sheet.geometry import Box


@element
class LogoElement(Element):
    """The brand's word mark, whole.

    Attributes:
        ink: for `currentColor` and black in the file.
        colours: inks for other colours, classes or ids in the file; they have precedence over the brand's own map.
        align: its position in the remaining space (0 left or top, 1 right or bottom).
    """

    kind: Literal["logo"]
    ink: str = "foot-words"
    colours: dict[str, str] = Field(default_factory=dict)
    align: tuple[Fraction, Fraction] = (0, 0.5)

    EXAMPLE: ClassVar[str] = """
kind: logo
at: c1-4 r24
"""

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Its ink, and those of other colours."""
        return (*super().inks(), *((("colours", key), name) for key, name in self.colours.items()))

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """A figure with the organisation's name as its alternative text."""
        image = context.images["logo"]
        if image.page is not None:
            return placed_page(image, box, context, whole=True, align=self.align)
        if image.facts is None:
            colours = {key: context.inks[name] for key, name in {**image.colours, **self.colours}.items()}
            return drawing(image, box, context, self.ink, colours=colours, align=self.align,
                           maps=((self.colours, context.place((*location, "colours"))),) if self.colours else ())
        return word_mark(image, box, context, self.align)
