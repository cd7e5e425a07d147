"""layouts/<name>.yaml: how a piece looks, and what a material must say for it."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pressroom.elements.base import Element, kinds
from pressroom.elements.grid import Grid
from pressroom.elements.style import StyleSpec
from pressroom.fields import Length, Name, Spec, Switch, Text
from pressroom.folds import FoldName
from pressroom.specs.material import Kind

if TYPE_CHECKING:
    AnyElement = Element
else:
    AnyElement = Annotated[functools.reduce(operator.or_, kinds().values()), Field(discriminator="kind")]


class Slot(Spec):
    """A text that the layout shows.

    Attributes:
        needed: whether a material must give it.
        says: what belongs there, for whoever writes the words.
        most_words: how many are too many for a passer-by.
        sample: an example, for a new material.
    """

    needed: Switch = True
    says: Text = ""
    most_words: Annotated[int, Field(ge=1)] | None = None
    sample: Text = ""


class SheetSpec(Spec):
    """One sheet of a layout that has several."""

    elements: tuple[AnyElement, ...]


class PanelSpec(Spec):
    """One panel of a leaflet: a small sheet of its own width.

    Attributes:
        grid: where it is not the layout's.
        elements: in painting order, which is reading order.
    """

    grid: Grid | None = None
    elements: tuple[AnyElement, ...]


class LayoutSpec(Spec):
    """The whole file.

    Attributes:
        title, says: what it is good for.
        kind: what pieces it makes.
        grid: of every sheet.
        slots: the words it shows; `picture` and `link` say whether it needs these.
        styles: of its texts.
        variant: the palette, when a material names none.
        elements: of a layout with one sheet.
        sheets: of a layout with several.
        fold: of a leaflet: `roll` or `z`.
        panels: of a leaflet, by name (folds.PANELS), in the order in which they are read.
        across: artwork that runs over all sheets, in boxes of their joint width; in a leaflet, over the panels that
            each element names.
        gap: between sheets as they hang.
        inner_margin: least margin on sides that hang together.
    """

    title: Text
    kind: Kind
    says: Text = ""
    grid: Grid = Grid()
    slots: dict[Name, Slot] = Field(default_factory=dict)
    picture: Switch = False
    link: Switch = True
    styles: dict[Name, StyleSpec]
    variant: Name
    elements: tuple[AnyElement, ...] = ()
    sheets: tuple[SheetSpec, ...] = ()
    fold: FoldName | None = None
    panels: dict[Name, PanelSpec] = Field(default_factory=dict)
    across: tuple[AnyElement, ...] = ()
    gap: Length = 0.0
    inner_margin: Length = 0.0

    def drawn(self) -> tuple[tuple[tuple[str | int, ...], Element], ...]:
        """Every element with its place in the file."""
        own = tuple((("elements", number), item) for number, item in enumerate(self.elements))
        across = tuple((("across", number), item) for number, item in enumerate(self.across))
        sheets = tuple((("sheets", sheet, "elements", number), item) for sheet, spec in enumerate(self.sheets)
                       for number, item in enumerate(spec.elements))
        panels = tuple((("panels", name, "elements", number), item) for name, spec in self.panels.items()
                       for number, item in enumerate(spec.elements))
        return own + across + sheets + panels

    @property
    def pages(self) -> int:
        """How many pages its pieces have: a leaflet is printed on both sides."""
        return 2 if self.panels else max(len(self.sheets), 1)
