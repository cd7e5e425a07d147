"""Text styles of a layout."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from pressroom.field_types import Spec, Switch, TypeSize

Weight = Literal["regular", "italic", "medium", "semibold", "bold", "bold-italic"]


def _range(value: Any) -> Any:
    if isinstance(value, str):
        return [value, value]
    if isinstance(value, list) and len(value) == 2:
        return value
    raise PydanticCustomError("size_range", "a size is one value, or the least and the most: [22pt/m, 8%]", {})


def _steps(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [[0.0, value]]


Spacing = Annotated[float, Field(ge=-0.2, le=1)]
Tracking = Annotated[tuple[tuple[float, Spacing], ...], BeforeValidator(_steps), WithJsonSchema(
    {"anyOf": [{"type": "number"}, {"type": "array"}]})]


class StyleSpec(Spec):
    """How a text is set.

    Attributes:
        font: a family of brand.yaml, with a weight where it is not the regular one: `text.semibold`.
        size: the least and the most; the engine takes the largest that fits.
        floor: no smaller than this, whatever the sheet: 8pt for words of several inks, say.
        leading: baseline to baseline in em; left out, it follows the ink of the lines with 0.05 em of air.
        tightest: the least leading that `gives-way: leading` may go down to, in em.
        tracking: letter spacing in em; or pairs of a size in points and the spacing above it.
        features: OpenType features, e.g. `tnum`, `case`, `ss01`; `-liga` turns one off.
        align: left, right, centre or justify.
        balance: lines of like length, broken by sense, never hyphenated (headlines).
        hyphenate: whether words may be divided.
        hang: whether opening quotation marks and dashes stand outside the left edge, stops outside an even right one.
        role: what the text is to a reader who hears the page; `artifact` repeats on every sheet and is not heard.
        reads: what it is to a passer-by; the least size follows from it and the reading distance.
        gives_way: what gives first where room is short: `size`, `leading`, `words` (optional and shorter ones).
    """

    font: str
    size: Annotated[tuple[TypeSize, TypeSize], BeforeValidator(_range), WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}]})]
    floor: TypeSize | None = None
    leading: Annotated[float, Field(ge=0.7, le=3)] | None = None
    tightest: Annotated[float, Field(ge=0.7, le=3)] | None = None
    tracking: Tracking = ()
    features: tuple[str, ...] = ()
    align: Literal["left", "right", "centre", "justify"] = "left"
    balance: Switch = False
    hyphenate: Switch = False
    hang: Switch = False
    role: Literal["heading", "paragraph", "caption", "artifact"] = "paragraph"
    reads: Literal["headline", "message", "practical", "call", "caption", "imprint"] | None = None
    gives_way: tuple[Literal["size", "leading", "words"], ...] = ("size", "words")

    def sizes(self, short: float, distance_m: float) -> tuple[float, float]:
        """Least and most size in points on a sheet of that short side, read from that distance."""
        least, most = (size.points(short, distance_m) for size in self.size)
        if self.floor:
            least = max(least, self.floor.points(short, distance_m))
        return least, max(least, most)


