"""Elements: their common fields in a layout, and `fit`, which turns an element into marks at a place.

A new kind is one file in this folder: a class with `@element`, an example, and `fit`. It returns
only marks of the closed set, so painting needs no change.
"""

from __future__ import annotations

import importlib
import pkgutil
from abc import abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar, TypeVar, get_args

from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.grid import At, Cells, Edges, Side
from pressroom.field_types import Name, PartLength, Spec
from pressroom.models import BeforeValidator, Field, WithJsonSchema, annotation_of
from pressroom.sheet.folds import FoldName
from pressroom.sheet.geometry import Box

# One name, or several.
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
                  WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})]


class Element(Spec):
    """The fields that every element has.

    Attributes:
        name: by which other elements refer to it (`below`, `over`).
        at: cells such as `c1-12 r3-9`, `sheet`, edges, or one of these for each shape of sheet.
        below: elements; this one begins `gap` below their ink, and ends with the box of `at`.
        above: elements; this one ends `gap` above their ink, and begins with the box of `at`. As with `below`, elements
            that are not on the sheet, or are beside the box, are ignored.
        on: the element on whose ink it stands: its box ends where that ink does. Ignored where that is not on the
            sheet.
        along: a figure of the layout's data, or a number from 0 to 1: the box is moved down by that share of its
            height.
        where: a figure of the layout's data; without it, the element is left out.
        bleed: sides on which its box extends over the trim; an edge that `at` sets inside the sheet stays there.
        over: elements that it may cover.
        across: panels of a leaflet that it spans, or `outside` or `inside` for a whole page; its box is then in the
            joint width of adjacent panels, and it is painted under the elements of single panels.
        fold: the fold of a leaflet with which it is drawn; without one, with every fold.
    """

    kind: str
    name: Name | None = None
    at: At
    below: Names = ()
    above: Names = ()
    gap: PartLength | None = None
    on: Name | None = None
    where: Name | None = None
    along: Name | Annotated[float, Field(ge=0, le=1)] | None = None
    bleed: tuple[Side, ...] = ()
    over: tuple[Name, ...] = ()
    across: Names = ()
    fold: FoldName | None = None

    EXAMPLE: ClassVar[str] = ""
    ARTWORK: ClassVar[bool] = False

    @abstractmethod
    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The element's marks in `box`; `location` is its place in the layout, for findings."""
        raise NotImplementedError

    def texts(self) -> tuple[str, ...]:
        """The element's texts with `{names}`, for the check that each name exists."""
        return ()

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """The inks that the element names, each with its key, for the check that they exist."""
        return tuple(((key,), name) for key in ("ink", "stroke") if (name := getattr(self, key, None)))

    def box(self, context: FitContext) -> Box | None:
        """Its box on the sheet; None when the layout gives it none on this shape of sheet.

        Raises:
            NoPlaceError: it is outside the grid.
        """
        area = self.at.on(context.format.shape)
        if area is None or (self.where is not None and self.where not in context.shares):
            return None
        box = context.frame.box(area)
        if self.along is not None:
            share = self.along if isinstance(self.along, float) else context.shares.get(self.along)
            if share is None:
                return None
            box = box.moved(0.0, share * box.height)
        gap = self.gap.points(context.format.short) if self.gap else 0.0
        higher = [one.y1 for one in self._neighbours(self.below, box, context)]
        lower = [one.y0 for one in self._neighbours(self.above, box, context)]
        if higher:
            box = Box(box.x0, min(max(higher) + gap, box.y1 - 1.0), box.x1, box.y1)
        if lower:
            box = Box(box.x0, box.y0, box.x1, max(min(lower) - gap, box.y0 + 1.0))
        if self.name is not None and self.name in context.bands:
            top, bottom = context.bands[self.name]
            box = box.overlap(Box(box.x0, top, box.x1, bottom)) or Box(box.x0, top, box.x1, bottom)
        if self.on in context.ink_boxes:
            box = box.overlap(context.ink_boxes[self.on]) or box
        reach, bleed = context.reach, self._bleeding(area)
        return Box(reach.x0 if "left" in bleed else box.x0, reach.y0 if "top" in bleed else box.y0,
                   reach.x1 if "right" in bleed else box.x1, reach.y1 if "bottom" in bleed else box.y1)

    @staticmethod
    def _neighbours(names: Names, box: Box, context: FitContext) -> list[Box]:
        """The ink boxes of those elements that are on the sheet and not beside the box."""
        boxes = [context.ink_boxes[name] for name in names if name in context.ink_boxes]
        return [one for one in boxes if one.x0 < box.x1 and one.x1 > box.x0]

    def _bleeding(self, area: Cells | Edges) -> frozenset[str]:
        """The sides of `bleed`, without edges that `at` sets inside the sheet."""
        return frozenset(side for side in self.bleed
                         if not (isinstance(area, Edges) and getattr(area, side).number > 0))


_KINDS: dict[str, type[Element]] = {}
Kind = TypeVar("Kind", bound=type[Element])


def element(kind: Kind) -> Kind:
    """Register a class as an element kind; its `kind` field is a literal, and it has an example.

    Raises:
        TypeError: the kind exists already, or has no example.
    """
    (name,) = get_args(annotation_of(kind, "kind"))
    if name in _KINDS or not kind.EXAMPLE:
        raise TypeError(f"element kind {name}: {'named twice' if name in _KINDS else 'has no example'}")
    _KINDS[name] = kind
    return kind


@cache
def kinds() -> Mapping[str, type[Element]]:
    """Every element kind by name, found by folder; a module that does not import stops the program."""
    import pressroom.elements as folder

    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda item: item.name):
        importlib.import_module(f"pressroom.elements.{module.name}")
    return dict(sorted(_KINDS.items()))


def summary_of(kind: type[Element]) -> str:
    """What elements of a kind are, in one English sentence: the first of its docstring."""
    return (kind.__doc__ or "").strip().splitlines()[0]
