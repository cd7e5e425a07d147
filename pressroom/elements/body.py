"""The body: the column of a text that runs over as many sheets as it needs."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted
from pressroom.sheet.geometry import Box


@element
class BodyElement(Element):
    """The column of a text; `flow: blocks:` of the layout sets the style of its blocks."""

    kind: Literal["body"]

    EXAMPLE: ClassVar[str] = """
kind: body
name: body
at: {left: 60mm, top: 60mm, right: 25mm, bottom: 35mm}
"""

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:  # noqa: ARG002
        """The part of the text on this sheet."""
        return context.flow(box) if context.flow else Fitted()
