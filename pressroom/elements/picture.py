"""Pictures and drawings: a photograph cropped around its focus, a pictogram in brand inks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pressroom.elements.base import Element, Fitted, Room, element
from pressroom.elements.figures import drawing, photograph
from pressroom.fields import FileName, Fraction
from pressroom.geometry import Box
from pressroom.ink import Ink


@element
class PictureElement(Element):
    """The material's picture, or a fixed one of the layout.

    Attributes:
        file: a file of assets/pictures; left out, the material's `picture`.
        alt: what a fixed file shows; empty for decoration.
        ink: of a drawing, where it says `currentColor` or black.
        colours: inks for other colours, classes or ids of a drawing.
        scaling: `contain` shows all of it, `cover` fills the box and crops around the focus.
        zoom: how much larger than that a drawing is; it is cropped around the picture's focus.
        align: where a drawing stands in the room that is left (0 left or top, 1 right or bottom).
        tint: two inks, for the shadows and the lights of a photograph: a duotone.
    """

    kind: Literal["picture"]
    file: FileName | None = None
    alt: str = ""
    ink: str = "words"
    colours: dict[str, str] = Field(default_factory=dict)
    scaling: Literal["contain", "cover"] = "contain"
    zoom: Annotated[float, Field(ge=1, le=4)] = 1.0
    align: tuple[Fraction, Fraction] = (0.5, 0.5)
    tint: tuple[str, str] | None = None

    EXAMPLE: ClassVar[str] = """
kind: picture
at: c5-12 r6-18
ink: accent
scaling: contain
"""

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Its own, those of a drawing's colours, and the two of a duotone."""
        return (*super().inks(), *((("colours", key), name) for key, name in self.colours.items()),
                *((("tint", number), name) for number, name in enumerate(self.tint or ())))

    def fit(self, room: Room, box: Box, location: tuple[str | int, ...]) -> Fitted:  # noqa: ARG002
        """A figure with its alternative text, clipped to the box where it is cropped."""
        image = room.images.get(self.file or "picture")
        if image is None:
            return Fitted()
        if image.facts is None:
            colours = {key: room.inks[name] for key, name in self.colours.items()}
            return drawing(image, box, room, self.ink, colours=colours, scaling=self.scaling, align=self.align,
                           zoom=self.zoom)
        tint: tuple[Ink, Ink] | None = (room.inks[self.tint[0]], room.inks[self.tint[1]]) if self.tint else None
        return photograph(image, box, room, whole=self.scaling == "contain", align=self.align, tint=tint)
