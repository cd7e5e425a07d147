"""What an element is: fields in a layout, and `fit`, which turns it into marks at a place.

A new kind is one file in this folder: a class with `@element`, an example, and `fit`. It returns
nothing but the closed marks, so no painter has to learn of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from abc import abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar, TypeVar, get_args

from pydantic import BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.grid import At, Cells, Edges, Side
from pressroom.field_types import Name, PartLength, Spec
from pressroom.sheet.folds import FoldName
from pressroom.sheet.geometry import Box

# One name, or several.
Names = Annotated[tuple[Name, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
                  WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})]


class Element(Spec):
    """The fields that every element has.

    Attributes:
        name: how others refer to it (`below`, `over`).
        at: cells such as `c1-12 r3-9`, `sheet`, edges, or one of these for each shape of sheet.
        below: the elements under whose ink this one begins, `gap` lower; the box of `at` ends it.
        above: the elements over whose ink this one ends, `gap` higher; the box of `at` begins it. One that the sheet
            does not show, or that stands beside the box, is passed over; so it is with `below`.
        bleed: sides on which its box runs on over the trim; an edge that `at` sets inside the sheet stays there.
        over: elements that it may cover.
        across: panels of a leaflet over which it runs, or `outside` or `inside` for a whole page; its box is then in
            the joint width of those that lie side by side, and it lies under all that stands on one panel.
        fold: the one way of folding a leaflet under which it is drawn; left out, under any.
    """

    kind: str
    name: Name | None = None
    at: At
    below: Names = ()
    above: Names = ()
    gap: PartLength | None = None
    bleed: tuple[Side, ...] = ()
    over: tuple[Name, ...] = ()
    across: Names = ()
    fold: FoldName | None = None

    EXAMPLE: ClassVar[str] = ""
    ARTWORK: ClassVar[bool] = False

    @abstractmethod
    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The element's marks in `box`; `location` is where the layout names it, for findings."""
        raise NotImplementedError

    def texts(self) -> tuple[str, ...]:
        """Texts of the element that hold `{names}`, for checking that each name exists."""
        return ()

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """The inks that the element names, each with its key, for checking that they exist."""
        return tuple(((key,), name) for key in ("ink", "stroke") if (name := getattr(self, key, None)))

    def box(self, context: FitContext) -> Box | None:
        """Its box on the sheet; None when the layout has no place for it on this shape of sheet.

        Raises:
            ValueError: outside the grid.
        """
        area = self.at.on(context.format.shape)
        if area is None:
            return None
        box = context.frame.box(area)
        gap = self.gap.points(context.format.short) if self.gap else 0.0
        higher = [one.y1 for one in self._neighbours(self.below, box, context)]
        lower = [one.y0 for one in self._neighbours(self.above, box, context)]
        if higher:
            box = Box(box.x0, min(max(higher) + gap, box.y1 - 1.0), box.x1, box.y1)
        if lower:
            box = Box(box.x0, box.y0, box.x1, max(min(lower) - gap, box.y0 + 1.0))
        reach, bleed = context.reach, self._bleeding(area)
        return Box(reach.x0 if "left" in bleed else box.x0, reach.y0 if "top" in bleed else box.y0,
                   reach.x1 if "right" in bleed else box.x1, reach.y1 if "bottom" in bleed else box.y1)

    @staticmethod
    def _neighbours(names: Names, box: Box, context: FitContext) -> list[Box]:
        """Where the ink of these stands, as far as the sheet shows them, and not beside the box."""
        boxes = [context.ink_boxes[name] for name in names if name in context.ink_boxes]
        return [one for one in boxes if one.x0 < box.x1 and one.x1 > box.x0]

    def _bleeding(self, area: Cells | Edges) -> frozenset[str]:
        """The sides to bleed on: those named, but no edge that `at` sets inside the sheet."""
        return frozenset(side for side in self.bleed
                         if not (isinstance(area, Edges) and getattr(area, side).number > 0))


_KINDS: dict[str, type[Element]] = {}
Kind = TypeVar("Kind", bound=type[Element])


def element(kind: Kind) -> Kind:
    """Make a class known as an element kind; its `kind` field is a literal, and it carries an example.

    Raises:
        TypeError: the kind exists already, or has no example.
    """
    (name,) = get_args(_fields(kind)["kind"].annotation)
    if name in _KINDS or not kind.EXAMPLE:
        raise TypeError(f"element kind {name}: {'named twice' if name in _KINDS else 'has no example'}")
    _KINDS[name] = kind
    return kind


def _fields(kind: type[Element]) -> Mapping[str, FieldInfo]:
    return kind.model_fields


@cache
def kinds() -> Mapping[str, type[Element]]:
    """Every element kind by name, found by folder; a module that does not import stops the program."""
    import pressroom.elements as folder

    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda item: item.name):
        importlib.import_module(f"pressroom.elements.{module.name}")
    return dict(sorted(_KINDS.items()))
