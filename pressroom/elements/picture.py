"""Pictures and drawings: a photograph cropped around its focus, a pictogram in brand inks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.images import shown
from pressroom.field_types import FileName, Fraction, Treatment
from pressroom.models import Field
from pressroom.sheet.geometry import Box


@element
class PictureElement(Element):
    """The material's picture, or a fixed one of the layout.

    Attributes:
        file: a file of assets/pictures; without one, the material's `picture`.
        alt: what a fixed file shows; empty for decoration.
        ink: for `currentColor` and black in a drawing.
        colours: inks for other colours, classes or ids of a drawing; a material's own map has precedence.
        scaling: `contain` shows all of it, `cover` fills the box and crops around the focus.
        zoom: a factor that enlarges a drawing beyond that; it is cropped around the picture's focus.
        align: the position of a drawing in the remaining space (0 left or top, 1 right or bottom).
        tint: the two inks of a duotone: the darker one for the shadows of a photograph, the other for its lights.
        treatment: of a photograph, unless the material states one: colour, duotone or grey. Left out, a picture in
            grey is printed in black alone, and any other in its colours.
    """

    kind: Literal["picture"]
    file: FileName | None = None
    alt: str = ""
    ink: str = "words"
    colours: dict[str, str] = Field(default_factory=dict)
    scaling: Literal["contain", "cover"] = "contain"
    zoom: Annotated[float, Field(ge=1, le=4)] = 1.0
    align: tuple[Fraction, Fraction] = (0.5, 0.5)
    tint: tuple[str, str] = ("black", "paper")
    treatment: Treatment | None = None

    EXAMPLE: ClassVar[str] = """
kind: picture
at: c5-12 r6-18
ink: accent
scaling: contain
"""

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Its ink, those of a drawing's colours, and the two of a duotone."""
        return (*super().inks(), *((("colours", key), name) for key, name in self.colours.items()),
                *((("tint", number), name) for number, name in enumerate(self.tint)))

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """A figure with its alternative text, clipped to the box where it is cropped."""
        image = context.images.get(self.file or "picture")
        if image is None:
            return Fitted()
        colours = {key: context.inks[name] for key, name in {**self.colours, **image.colours}.items()}
        # a map for whatever picture a material has may hold keys that one of them lacks
        maps = ((self.colours, context.place((*location, "colours"))),) if self.file and self.colours else ()
        return shown(image, box, context, ink=self.ink, colours=colours, maps=maps, scaling=self.scaling,
                     align=self.align, zoom=self.zoom, tint=self.tint, treatment=self.treatment)
