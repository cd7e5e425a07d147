"""Text styles of a layout."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pressroom.field_types import Spec, Switch, TypeSize
from pressroom.models import BeforeValidator, Field, PydanticCustomError, WithJsonSchema

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
        font: a family of brand.yaml, with a weight other than the regular one: `text.semibold`.
        size: the least and the most; the largest size that fits is used.
        floor: a least size for every sheet, e.g. 8pt for words of several inks.
        long_words: the least size of words that do not fit, where one of them takes more than half of a line.
        leading: baseline to baseline in em; by default, the ink of the lines and 0.05 em.
        tightest: the least leading for `gives-way: leading`, in em.
        tracking: letter spacing in em; or pairs of a size in points and the spacing above it.
        features: OpenType features, e.g. `tnum`, `case`, `ss01`; `-liga` turns one off.
        align: left, right, centre or justify.
        balance: lines of similar length that end by sense, never hyphenated (headlines).
        hyphenate: whether words may be divided.
        hang: whether opening quotation marks and dashes hang outside the left edge, stops outside a straight right one.
        role: the tag for assistive technology; `artifact` is for text that repeats on every sheet and is not read out.
        reads: the function for readers at a distance; it sets the least size for the reading distance.
        gives_way: what is reduced first where space is short: `size`, `leading`, `words` (optional and shorter ones).
        same_size: in a run, whether all records are set in the size at which the longest fits; left out, it is so where
            lines are balanced, as in headlines.
    """

    font: str
    size: Annotated[tuple[TypeSize, TypeSize], BeforeValidator(_range), WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}]})]
    floor: TypeSize | None = None
    long_words: TypeSize | None = None
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
    same_size: Switch | None = None

    @property
    def one_size(self) -> bool:
        """Whether the records of a run are all set in one size."""
        return self.balance if self.same_size is None else self.same_size

    def sizes(self, short: float, distance_m: float) -> tuple[float, float]:
        """Least and most size in points on a sheet of that short side, read from that distance."""
        least, most = (size.points(short, distance_m) for size in self.size)
        if self.floor:
            least = max(least, self.floor.points(short, distance_m))
        return least, max(least, most)

    def least_of_all(self, short: float, distance_m: float) -> float:
        """The least size in points that any words may have, long ones among them."""
        least, _ = self.sizes(short, distance_m)
        return min(least, self.long_words.points(short, distance_m)) if self.long_words else least


