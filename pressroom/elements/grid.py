"""The place of an element: cells of the layout's grid, the whole sheet, or an exact box."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pressroom.field_types import LengthOrShare, PartLength, Spec
from pressroom.findings import N_
from pressroom.models import BeforeValidator, Field, PydanticCustomError, WithJsonSchema
from pressroom.patterns import regex
from pressroom.records import dataclass
from pressroom.sheet.formats import SHAPES
from pressroom.sheet.geometry import Box

Side = Literal["left", "right", "top", "bottom"]
# The areas that a shape of sheet uses, in order; the first that the layout states counts.
_FALLBACK = {"tall": ("tall", "portrait"), "portrait": ("portrait",), "landscape": ("landscape", "portrait"),
             "wide": ("wide", "landscape", "portrait"), "roll-up": ("roll-up", "tall", "portrait"),
             "banner": ("banner", "wide", "landscape", "portrait"),
             "screen-square": ("screen-square", "screen", "portrait"),
             "screen-story": ("screen-story", "screen", "tall", "portrait"),
             "screen-wide": ("screen-wide", "screen", "landscape", "portrait")}
_STATED = frozenset({"screen", *SHAPES})
_CELLS = regex(r"^(?:c(?P<c0>\d+)(?:-(?P<c1>\d+))?)?\s*(?:r(?P<r0>\d+)(?:-(?P<r1>\d+))?)?$")


class Cells(Spec):
    """Cells of the grid, counted from 1; None means all columns, or all rows."""

    columns: tuple[int, int] | None = None
    rows: tuple[int, int] | None = None


class Edges(Spec):
    """An exact box, each edge measured inward from the same edge of the trim."""

    left: PartLength = LengthOrShare.model_construct(number=0.0, relative=False)
    top: PartLength = LengthOrShare.model_construct(number=0.0, relative=False)
    right: PartLength = LengthOrShare.model_construct(number=0.0, relative=False)
    bottom: PartLength = LengthOrShare.model_construct(number=0.0, relative=False)


def _area(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.strip() == "none":
        return "none"
    if value.strip() == "sheet":
        return {"left": "0mm", "top": "0mm", "right": "0mm", "bottom": "0mm"}
    match = _CELLS.match(value.strip())
    if not match or not value.strip():
        raise PydanticCustomError("cells", "{value} names no cells: write c1-12 r3-9, r3-9, c4, sheet, or none",
                                  {"value": value})

    def span(first: str | None, last: str | None) -> tuple[int, int] | None:
        return (int(first), int(last or first)) if first else None
    return {"columns": span(match["c0"], match["c1"]), "rows": span(match["r0"], match["r1"])}


Area = Annotated[Cells | Edges | Literal["none"], Field(union_mode="left_to_right"), BeforeValidator(_area)]


def _by_shape(value: Any) -> Any:
    return value if isinstance(value, dict) and set(value) & _STATED else {"portrait": value}


class ByShape(Spec):
    """One area for each shape of sheet; an omitted one falls back to `portrait`.

    `screen` is for all shapes of screens; `none` takes the element off a shape.
    """

    tall: Area | None = None
    portrait: Area | None = None
    landscape: Area | None = None
    wide: Area | None = None
    roll_up: Area | None = None
    banner: Area | None = None
    screen: Area | None = None
    screen_square: Area | None = None
    screen_story: Area | None = None
    screen_wide: Area | None = None

    @property
    def stated(self) -> tuple[str, ...]:
        """The shapes for which it has an area; what was read from a store does not know what was written."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)

    def on(self, shape: str) -> Cells | Edges | None:
        """The area on a sheet of that shape (formats.Format.shape); None when the layout names none."""
        for name in _FALLBACK[shape]:
            area: Cells | Edges | Literal["none"] | None = getattr(self, name.replace("-", "_"))
            if area is not None:
                return None if area == "none" else area
        return None

    def names(self, screen: str) -> bool:
        """Whether it has an area for a shape of screens itself, or for all of them."""
        return next((area for area in (getattr(self, screen.replace("-", "_")), self.screen) if area is not None),
                    "none") != "none"


At = Annotated[ByShape, BeforeValidator(_by_shape), WithJsonSchema({
    # groups without names, which the regular expressions of JSON Schema do not know
    "anyOf": [{"type": "string", "pattern": re.sub(r"\?P<\w+>", "", _CELLS.pattern) + "|^sheet$",
               "examples": ["c1-12 r3-9"]},
              {"type": "object"}]})]


class Grid(Spec):
    """The grid of a layout.

    Attributes:
        columns, rows: how many cells.
        margin: from the trim to the live area, on every side; per cent of the short side, or a length.
        gutter: between columns; per cent of the short side, or a length. Rows have none.
    """

    columns: Annotated[int, Field(ge=1, le=48)] = 12
    rows: Annotated[int, Field(ge=1, le=96)] = 24
    margin: PartLength = LengthOrShare.model_construct(number=6.0, relative=True)
    gutter: PartLength = LengthOrShare.model_construct(number=1.6, relative=True)


class NoPlaceError(ValueError):
    """A place that the sheet does not have.

    Attributes:
        message: an English sentence with `{places}`, to translate; `{format}` is for the caller to fill.
        values: what fills the other places.
    """

    def __init__(self, message: str, **values: int) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid on one sheet.

    Attributes:
        trim: the sheet.
        live: inside the margins.
        columns, rows, gutter: as the grid has them, the gutter in points.
        aside: points added to the left and right edges of exact boxes, as to the margins.
    """

    trim: Box
    live: Box
    columns: int
    rows: int
    gutter: float
    aside: float = 0.0

    def box(self, area: Cells | Edges) -> Box:
        """The place of cells or edges on the sheet, in points.

        Raises:
            NoPlaceError: a cell is outside the grid, or the edges leave nothing.
        """
        if isinstance(area, Edges):
            trim = self.trim
            left, right = (self.aside if side.number > 0 else 0.0 for side in (area.left, area.right))
            box = Box(trim.x0 + area.left.points(trim.width) + left, trim.y0 + area.top.points(trim.height),
                      trim.x1 - area.right.points(trim.width) - right, trim.y1 - area.bottom.points(trim.height))
        else:
            x0, x1 = self._columns(area.columns or (1, self.columns))
            y0, y1 = self._rows(area.rows or (1, self.rows))
            box = Box(x0, y0, x1, y1)
        if box.width <= 0 or box.height <= 0:
            raise NoPlaceError(N_("on {format}, nothing is left between the edges of this element"))
        return box

    def _columns(self, span: tuple[int, int]) -> tuple[float, float]:
        first, last = span
        if not 1 <= first <= last <= self.columns:
            raise NoPlaceError(N_("columns {first} to {last} are not in the grid, which has {count} columns on "
                                  "{format}"),
                               first=first, last=last, count=self.columns)
        width = (self.live.width - (self.columns - 1) * self.gutter) / self.columns
        left = self.live.x0 + (first - 1) * (width + self.gutter)
        return left, self.live.x0 + last * width + (last - 1) * self.gutter

    def _rows(self, span: tuple[int, int]) -> tuple[float, float]:
        first, last = span
        if not 1 <= first <= last <= self.rows:
            raise NoPlaceError(N_("rows {first} to {last} are not in the grid, which has {count} rows on {format}"),
                               first=first, last=last, count=self.rows)
        height = self.live.height / self.rows
        return self.live.y0 + (first - 1) * height, self.live.y0 + last * height


def lay(grid: Grid, width: float, height: float, least_margin: float = 0.0, inner_margin: float = 0.0) -> Frame:
    """`grid` on a sheet of that size (points), with margins of at least `least_margin` points.

    `inner_margin` is the least margin at left and right, for sheets that hang side by side; it leaves rows unchanged.
    """
    return lay_in(grid, Box(0, 0, width, height), least_margin, inner_margin)


def lay_in(grid: Grid, seen: Box, least_margin: float = 0.0, inner_margin: float = 0.0,
           covered: tuple[float, float] = (0.0, 0.0)) -> Frame:
    """`grid` on what is seen of a sheet, with margins as for `lay`.

    `covered` are the least margins at the top and the bottom (`Format.covered`).
    """
    short = min(seen.width, seen.height)
    margin = max(grid.margin.points(short), least_margin)
    side = max(margin, inner_margin)
    top, bottom = (max(margin, each) for each in covered)
    live = Box(seen.x0 + side, seen.y0 + top, seen.x1 - side, seen.y1 - bottom)
    return Frame(seen, live, grid.columns, grid.rows, grid.gutter.points(short))
