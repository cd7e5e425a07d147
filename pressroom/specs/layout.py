"""layouts/<name>.yaml: the look of a piece, and the words it needs from a material."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pressroom.elements.base import Element, kinds
from pressroom.elements.grid import Grid
from pressroom.elements.style import StyleSpec
from pressroom.field_types import Length, Name, Spec, Switch, Text
from pressroom.models import AfterValidator, Field, PydanticCustomError, WithJsonSchema, model_validator
from pressroom.sheet import formats
from pressroom.sheet.folds import FoldName
from pressroom.sheet.formats import SHAPES, Format
from pressroom.sheet.units import mm
from pressroom.specs.material import Kind
from pressroom.specs.running_text import TextKind
from pressroom.specs.zones import ZoneSpec

if TYPE_CHECKING:
    AnyElement = Element
else:
    AnyElement = Annotated[functools.reduce(operator.or_, kinds().values()), Field(discriminator="kind")]


def _made_for(value: Any) -> Any:
    try:
        if value not in SHAPES:
            formats.parse(value)
    except (ValueError, TypeError):
        raise PydanticCustomError("made_for", "{value} is neither a format nor a shape: one of {expected}",
                                  {"value": str(value), "expected": ", ".join(SHAPES)}) from None
    return value


MadeFor = Annotated[str, AfterValidator(_made_for), WithJsonSchema({"type": "string", "examples": ["A4", *SHAPES]})]
_USUAL = ("tall", "portrait", "landscape", "wide")
_LEAST_LONG_MM = 200.0  # the long side of DL and A5: less has no room for a foot


class Slot(Spec):
    """A text that the layout shows.

    Attributes:
        needed: whether a material must have it.
        says: what belongs there, for the author of the words.
        most_words: the most that a passer-by can read.
        sample: an example, for a new material.
    """

    needed: Switch = True
    says: Text = ""
    most_words: Annotated[int, Field(ge=1)] | None = None
    sample: Text = ""


class SheetSpec(Spec):
    """One sheet of a layout that has several."""

    elements: tuple[AnyElement, ...]


SheetNumbers = tuple[Annotated[int, Field(ge=1, le=99)], ...]


class HangingSpec(SheetSpec):
    """One of several sheets that hang side by side, or several alike.

    Attributes:
        each: the numbers of these sheets, from 1; left out, the first number that no other entry names. A composed
            layout has one entry for each sheet, and no numbers.
    """

    each: SheetNumbers = ()


class PanelSpec(Spec):
    """One panel of a leaflet: a small sheet of its own width.

    Attributes:
        grid: unless it is the layout's.
        elements: in painting order, which is the reading order.
    """

    grid: Grid | None = None
    elements: tuple[AnyElement, ...]


class ScreenSpec(PanelSpec):
    """The sheet of a picture for screens, composed by itself: no code, no imprint, no foot.

    Attributes:
        grid: unless it is the layout's. Of a story its cells lie where programs cover nothing.
        elements: in painting order, which is the reading order.
    """


class BlockSpec(Spec):
    """How one kind of block is set in a text that runs over pages.

    Attributes:
        style: a style of the layout, at its largest size.
        ink: a brand ink or a role of the palette.
        before, after: space to its neighbours, of which the larger applies; none at the head of a sheet.
        indent: from the left of the body.
        keep: `together` on one sheet; with the `next` block, or with the `previous` one.
        rule: the ink of a thin rule above it.
    """

    style: Name
    ink: str = "words"
    before: Length = 0.0
    after: Length = 0.0
    indent: Length = 0.0
    keep: tuple[Literal["together", "next", "previous"], ...] = ()
    rule: str | None = None


class FlowSpec(Spec):
    """A text that runs over as many sheets as it needs.

    Attributes:
        first, following: the sheets; on each, an element of kind `body` says where the text runs. `{page}` and
            `{pages}` are known there.
        blocks: how the text's blocks are set: `text`, `heading`, `subheading`, `item`, `quote`, and those that a kind
            of material adds: of a release `table-head`, `cell` and `caption`, of which `rule` is the line above a row.
        links: the ink of links.
        tint: the two inks of a duotone, as in an element of kind `picture`.
    """

    first: SheetSpec
    following: SheetSpec
    blocks: dict[Name, BlockSpec]
    links: str = "words"
    tint: tuple[str, str] = ("black", "paper")


class LayoutSpec(Spec):
    """The whole file.

    Attributes:
        title, says: its purpose.
        kind: of its pieces.
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
        made_for: the shapes of sheets that it is drawn for, from the size of DL on, and single formats; left out, every
            shape on paper but `roll-up` and `banner`, and for screens those that an element names.
        data: figures of the campaign that are drawn to scale (`share: NAME`), each with a share, a source and a day;
            texts refer to `{NAME.value}` and, for where all of them come from, `{data.source}`.
        sides: how many sides of one sheet are printed: of two, `sheets` are front and back.
        use: `posted` for what hangs or is handed out; `stays` for what nobody takes along, such as a banner or a sheet
            to sign: the imprint does not ask to keep it off the street; `private` for what is printed for one's own
            trade, such as a card (ouvrage de ville): no imprint.
        distance_m: reading distance in metres, where neither the material nor the format's own counts.
        clear: the width along every edge in which neither words nor codes stand, such as for hems and eyelets.
        zones: how much of the sheet elements take, by their names.
        gives_way: the styles whose words get smaller, in that order, where a zone would else be too small.
        gap: between sheets as they hang.
        inner_margin: least margin on sides that hang together.
        flow: of a text: the sheets over which it runs.
        screen: of a layout with one sheet: what stands in its place in pictures for screens. Left out, elements stand
            there for which `at` names such a shape.
    """

    title: Text
    kind: Kind | TextKind
    says: Text = ""
    grid: Grid = Grid()
    slots: dict[Name, Slot] = Field(default_factory=dict)
    picture: Switch = False
    link: Switch = True
    styles: dict[Name, StyleSpec]
    variant: Name
    elements: tuple[AnyElement, ...] = ()
    sheets: tuple[HangingSpec, ...] = ()
    fold: FoldName | None = None
    panels: dict[Name, PanelSpec] = Field(default_factory=dict)
    across: tuple[AnyElement, ...] = ()
    made_for: tuple[MadeFor, ...] = ()
    data: dict[Name, Slot] = Field(default_factory=dict)
    sides: Annotated[int, Field(ge=1, le=2)] = 1
    use: Literal["posted", "stays", "private"] = "posted"
    distance_m: Annotated[float, Field(gt=0.1, le=100)] | None = None
    clear: Length = 0.0
    zones: dict[Name, ZoneSpec] = Field(default_factory=dict)
    gives_way: tuple[Name, ...] = ()
    gap: Length = 0.0
    inner_margin: Length = 0.0
    flow: FlowSpec | None = None
    screen: ScreenSpec | None = None

    @model_validator(mode="after")
    def _front_and_back(self) -> LayoutSpec:
        if self.sides == 2 and (len(self.sheets) != 2 or self.gap or self.across):
            raise PydanticCustomError("sides", "sides: 2 takes two sheets, front and back, without gap and across", {})
        return self

    def every_element(self) -> tuple[tuple[tuple[str | int, ...], Element], ...]:
        """Every element, with its location in the file."""
        own = tuple((("elements", number), item) for number, item in enumerate(self.elements))
        across = tuple((("across", number), item) for number, item in enumerate(self.across))
        sheets = tuple((("sheets", sheet, "elements", number), item) for sheet, spec in enumerate(self.sheets)
                       for number, item in enumerate(spec.elements))
        screen = tuple((("screen", "elements", number), item)
                       for number, item in enumerate(self.screen.elements if self.screen else ()))
        panels = tuple((("panels", name, "elements", number), item) for name, spec in self.panels.items()
                       for number, item in enumerate(spec.elements))
        return own + screen + across + sheets + panels + self._flowing()

    def sheet(self, shape: Format, number: int) -> tuple[tuple[str | int, ...], tuple[Element, ...]]:
        """The elements of sheet `number` (from 0) in a format, after their location in the file."""
        if shape.screen and self.screen:
            return ("screen", "elements"), self.screen.elements
        return (("sheets", number, "elements"), self.sheets[number].elements) if self.sheets else (
            ("elements",), self.elements)

    def grid_of(self, shape: Format) -> Grid:
        """The grid of a sheet in a format."""
        return self.screen.grid if shape.screen and self.screen and self.screen.grid else self.grid

    def _flowing(self) -> tuple[tuple[tuple[str | int, ...], Element], ...]:
        if self.flow is None:
            return ()
        both = (("first", self.flow.first), ("following", self.flow.following))
        return tuple((("flow", name, "elements", number), item) for name, spec in both
                     for number, item in enumerate(spec.elements))

    def serves(self, sheet: Format) -> bool:
        """Whether it is drawn for a format."""
        if sheet.name in self.made_for:
            return True
        shapes = self.made_for or (self.screens if sheet.screen else _USUAL)
        return sheet.shape in shapes and (sheet.screen or max(sheet.width, sheet.height) >= mm(_LEAST_LONG_MM))

    @property
    def screens(self) -> tuple[str, ...]:
        """The shapes of screens that its elements name."""
        every = self.screen.elements if self.screen else [element for _, element in self.every_element()]
        screens = tuple(shape for shape in SHAPES if shape.startswith("screen-"))
        return tuple(shape for shape in screens if any(element.at.names(shape) for element in every))

    @property
    def pages(self) -> int:
        """The number of pages of its pieces; a leaflet is printed on both sides."""
        return 2 if self.panels else max(len(self.sheets), 1)
