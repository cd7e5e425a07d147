"""Zones of a layout: how much of the sheet an element takes at the least and at the most, and how high it stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pressroom.field_types import Length, Spec
from pressroom.models import BeforeValidator, Field, PydanticCustomError, WithJsonSchema
from pressroom.patterns import regex
from pressroom.sheet.formats import SHAPES

Shape = Literal["tall", "portrait", "landscape", "wide", "roll-up", "banner", "screen-square", "screen-story",
                "screen-wide"]
assert get_args(Shape) == SHAPES
_SHARE = regex(r"^\s*(?P<number>\d+(?:\.\d+)?)\s*%\s*$")


def _share(value: Any) -> float:
    match = _SHARE.match(value) if isinstance(value, str) else None
    if not match or not 0 < float(match["number"]) <= 100:
        raise PydanticCustomError("share", "{value} is not a share: write 34%", {"value": str(value)})
    return float(match["number"]) / 100


Share = Annotated[float, BeforeValidator(_share), WithJsonSchema(
    {"type": "string", "pattern": r"^[0-9.]+ ?%$", "examples": ["34%"]})]


class ZoneSpec(Spec):
    """What holds for one element, by its name.

    Attributes:
        least, most: share of the sheet that what it draws takes, by the box around it.
        from_floor: of a sheet that stands on the floor, how high above it the element stands: at the least and at the
            most.
        shapes: the shapes of sheets for which it holds; left out, every one on paper.
    """

    least: Share | None = None
    most: Share | None = None
    from_floor: Annotated[tuple[Length, Length], Field(min_length=2, max_length=2)] | None = None
    shapes: tuple[Shape, ...] = ()

    def holds_on(self, shape: str) -> bool:
        """Whether it holds on a sheet of that shape."""
        return shape in self.shapes if self.shapes else not shape.startswith("screen-")
