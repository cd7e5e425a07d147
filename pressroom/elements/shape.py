"""Flat shapes: rectangles, ellipses, lines, polygons, paths. They are artwork and may be under anything."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar, Literal

from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted
from pressroom.field_types import Length, PartLength, Switch
from pressroom.marks import Group, Shape
from pressroom.models import (
    AfterValidator,
    BeforeValidator,
    Field,
    PydanticCustomError,
    WithJsonSchema,
    model_validator,
)
from pressroom.patterns import regex
from pressroom.sheet.geometry import Box, Command, Path, ellipse, polygon, rectangle

_TOKEN = regex(r"\s*(?:(?P<letter>[MLCZ])|(?P<number>-?\d+(?:\.\d+)?)|(?P<comma>,))")
_COORDINATES = {"M": 2, "L": 2, "C": 6, "Z": 0}
_OPPOSITE: dict[str, Literal["up", "down", "right", "left"]] = {"up": "down", "down": "up", "right": "left",
                                                                "left": "right"}


def _commands(value: Any) -> Any:
    """`M 0 0 L 100 0 ... Z` in hundredths of the box."""
    if not isinstance(value, str):
        return value
    commands: list[tuple[Any, ...]] = []
    at = 0
    while at < len(value.rstrip()):
        match = _TOKEN.match(value, at)
        if not match or (match["number"] and not commands):
            raise PydanticCustomError("path", "{value} is no path: write M, L, C and Z with numbers", {"value": value})
        at = match.end()
        if match["letter"]:
            commands.append((match["letter"],))
        elif match["number"]:
            last = commands[-1]
            if len(last) - 1 == _COORDINATES[last[0]] and last[0] in "LC":
                commands.append((last[0], float(match["number"])))
            else:
                commands[-1] = (*last, float(match["number"]))
    if not commands or commands[0][0] != "M" or any(len(one) - 1 != _COORDINATES[one[0]] for one in commands):
        raise PydanticCustomError("path", "{value} is no path: write M, L, C and Z with numbers", {"value": value})
    return tuple(commands)


Commands = Annotated[tuple[tuple[Any, ...], ...], BeforeValidator(_commands), WithJsonSchema(
    {"type": "string", "examples": ["M 0 0 L 100 0 L 50 100 Z"]})]

# A side flatter than 20 degrees looks like a mistake.
Lean = Annotated[float, Field(ge=-160, le=160), AfterValidator(lambda value: _steep(value))]


def _steep(value: float) -> float:
    if not 20 <= abs(value) <= 160:
        raise PydanticCustomError("lean", "{value} is no lean: write 20 to 160 degrees from the horizontal, or as many "
                                          "below zero", {"value": value})
    return value


def _bleed_out(part: Box, visible: Box, box: Box) -> Box:
    """A part of the box inside the trim, extended into the bleed where it reaches the trim; shares stay to scale."""
    return Box(box.x0 if part.x0 == visible.x0 else part.x0, box.y0 if part.y0 == visible.y0 else part.y0,
               box.x1 if part.x1 == visible.x1 else part.x1, box.y1 if part.y1 == visible.y1 else part.y1)


def _parallelogram(box: Box, degrees: float) -> Path:
    """A rectangle with slanted sides, and horizontal edges at top and bottom."""
    half = box.height / 2 / math.tan(math.radians(degrees))
    return polygon([(box.x0 + half, box.y0), (box.x1 + half, box.y0), (box.x1 - half, box.y1), (box.x0 - half, box.y1)])


@element
class ShapeElement(Element):
    """A flat shape.

    Attributes:
        form: rectangle, ellipse, line (from the box's top-left to its bottom-right), polygon or path.
        ink: of the fill.
        stroke, width: ink and width of the outline.
        points: of a polygon, in hundredths of the box from its top-left.
        path: M, L, C and Z with coordinates in hundredths of the box.
        share: the part of the box that is drawn: a number from 0 to 1, `figure` (of the material; nothing is drawn
            for a material without one), or `figures.NAME`.
        grows: the direction in which that part grows.
        rest: draws the remaining part of the box instead.
        height: from the top of the box, or from its bottom for an element `above` others; per cent of the sheet's
            short side.
        lean: of a rectangle's sides, in degrees from the horizontal: 45 leans to the right, -45 to the left, on every
            shape of sheet. The box has the width of the rectangle at half its height.
    """

    kind: Literal["shape"]
    form: Literal["rectangle", "ellipse", "line", "polygon", "path"] = "rectangle"
    ink: str | None = None
    stroke: str | None = None
    width: Length = 1.0
    points: tuple[tuple[float, float], ...] = ()
    path: Commands = ()
    share: str | Annotated[float, Field(ge=0, le=1)] | None = None
    grows: Literal["up", "down", "right", "left"] = "up"
    rest: Switch = False
    height: PartLength | None = None
    lean: Lean | None = None

    ARTWORK: ClassVar[bool] = True
    EXAMPLE: ClassVar[str] = """
kind: shape
form: polygon
at: sheet
bleed: [left, right, bottom]
ink: accent
points: [[0, 60], [100, 40], [100, 100], [0, 100]]
"""

    @model_validator(mode="after")
    def _whole(self) -> ShapeElement:
        if self.form == "polygon" and len(self.points) < 3:
            raise PydanticCustomError("too_short", "points needs at least {min_length} entries", {"min_length": 3})
        if self.form == "path" and not self.path:
            raise PydanticCustomError("path", "{value} is no path: write M, L, C and Z with numbers", {"value": ""})
        return self

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:  # noqa: ARG002
        """One shape, as artwork without an area."""
        if self.height:
            height = self.height.points(context.format.short)
            box = Box(box.x0, box.y1 - height, box.x1, box.y1) if self.above else Box(
                box.x0, box.y0, box.x1, box.y0 + height)
        visible = box.overlap(context.frame.trim) or box
        part = self._part(visible, context)
        if part is None:
            return Fitted()
        shape = Shape(self._outline(_bleed_out(part, visible, box)), fill=context.inks[self.ink] if self.ink else None,
                      stroke=context.inks[self.stroke] if self.stroke else None,
                      width=self.width if self.stroke else 0.0)
        return Fitted((Group((shape,), role="artifact"),))

    def _part(self, box: Box, context: FitContext) -> Box | None:
        """The part of the box for `share`; None when the material has no figure."""
        if self.share is None:
            return box
        try:
            share = float(self.share)
        except ValueError:
            share_of_material = context.shares.get(str(self.share))
            if share_of_material is None:
                return None
            share = share_of_material
        grows = self.grows
        if self.rest:
            share, grows = 1.0 - share, _OPPOSITE[grows]
        if grows in ("up", "down"):
            height = box.height * share
            return Box(box.x0, box.y1 - height, box.x1, box.y1) if grows == "up" else Box(
                box.x0, box.y0, box.x1, box.y0 + height)
        width = box.width * share
        return Box(box.x0, box.y0, box.x0 + width, box.y1) if grows == "right" else Box(
            box.x1 - width, box.y0, box.x1, box.y1)

    def _outline(self, box: Box) -> Path:
        if self.form == "rectangle":
            return _parallelogram(box, self.lean) if self.lean else rectangle(box)
        if self.form == "ellipse":
            return ellipse(box)
        if self.form == "line":
            return polygon([(box.x0, box.y0), (box.x1, box.y1)], closed=False)
        if self.form == "polygon":
            return polygon([(box.x0 + x * box.width / 100, box.y0 + y * box.height / 100) for x, y in self.points])
        return tuple(self._to_scale(command, box) for command in self.path)

    @staticmethod
    def _to_scale(command: tuple[Any, ...], box: Box) -> Command:
        letter, *numbers = command
        points = [box.x0 + value * box.width / 100 if number % 2 == 0 else box.y0 + value * box.height / 100
                  for number, value in enumerate(numbers)]
        scaled: Command = (letter, *points)
        return scaled
