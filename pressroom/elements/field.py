"""A field to fill in on screen, by hand or with a stamp, in editions that a practice prints itself."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.colour.ink import PAPER
from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Words
from pressroom.elements.style import StyleSpec
from pressroom.elements.typesetting import Wordings, set_words, wordings_of
from pressroom.field_types import Length, Size, Text
from pressroom.findings import N_, Severity, code, finding
from pressroom.marks import Field, Group, Shape
from pressroom.sheet.geometry import Box, rectangle
from pressroom.sheet.units import mm, to_mm

FIELD_LEFT_OUT = code(
    "field-left-out",
    N_("A practice's stamp needs space; on a sheet without it, the imprint keeps a line to write on."),
    N_("Give the field more cells in the layout."), severity=Severity.NOTE, weighable=True)

# A dotted hairline looks like a place for a stamp, not like part of the design.
_LINE, _DOTS = 0.7, (0.7, 1.9)
_PAD = mm(1.4)
# The quiet zone of a QR code beside a field may extend over the gutter between the columns.
_AIR = mm(3)
# A stamp of a practice is about 45 x 18 mm, its smallest kind (name and telephone) 38 x 10 mm.
_LEAST = (mm(38), mm(10))
_SIZE, _LEAST_SIZE = 11.0, 8.0
_LINES = 4


@element
class FieldElement(Element):
    """A framed box with a label: a form field on screen, a place for a stamp on paper.

    Attributes:
        label: what belongs there.
        field: the form field's name: fields of one name are filled in together.
        style: a style of the layout, for the label and for typed text.
        ink: of the frame and the label.
        height, width: the largest size, as stamps have one size on every sheet.
        anchor: the edge of the box at which it is placed.
    """

    kind: Literal["field"]
    label: Text = "{imprint.field}"
    field: Text = "practice"
    style: str = "imprint"
    ink: str = "foot-words"
    height: Length = mm(24)
    width: Length = mm(68)
    anchor: Literal["top", "bottom"] = "top"

    EXAMPLE: ClassVar[str] = """
kind: field
at: c4-8 r20-22
"""

    def texts(self) -> tuple[str, ...]:
        """The label."""
        return (self.label,)

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """The frame, the label and the field; nothing in an edition without fields."""
        if self.field in context.fields:
            return self._filled(context.fields[self.field], self._place(box), context)
        wordings = wordings_of(self.label, context, context.place((*location, "label"))) if context.fillable else None
        if wordings is None:
            return Fitted()
        box = self._place(box)
        if box.width < _LEAST[0] or box.height < _LEAST[1]:
            context.findings.append(finding(
                FIELD_LEFT_OUT, N_("the field {name} has only {width} x {height} mm on {format}, and is left out"),
                source=context.place((*location, "at")), sheet=context.sheet, name=self.name or self.field,
                width=f"{to_mm(box.width):.0f}", height=f"{to_mm(box.height):.0f}", format=context.format.name))
            return Fitted()
        label = set_words(wordings, self.style, self.ink, box.grown(-_PAD), context)
        inner = box.grown(-_PAD / 2)
        place = Box(inner.x0, label.area.y1 + _PAD / 2, inner.x1, inner.y1)
        face = context.faces[context.styles[self.style].font].regular
        size = max(_LEAST_SIZE, min(_SIZE * context.format.short / mm(210), place.height / _LINES / 1.2))
        frame = Shape(rectangle(box), fill=PAPER, stroke=context.inks[self.ink], width=_LINE, dash=_DOTS)
        mark = Field(self.field, place, label.text, face.file, size, context.inks[self.ink], face.instance)
        practice = context.words.get("imprint.practice")
        context.practice = practice.text if practice else ""
        return Fitted((Group((frame,), role="artifact"), Group(label.runs, role="caption"),
                       Group((mark,), role="form")), box, (label.text,), settings=(label.setting,))

    def _place(self, box: Box) -> Box:
        """The field's own part of its box."""
        height = min(box.height, self.height)
        box = Box(box.x0, box.y0, min(box.x1 - _AIR, box.x0 + self.width), box.y1)
        return Box(box.x0, box.y1 - height, box.x1, box.y1) if self.anchor == "bottom" else Box(
            box.x0, box.y0, box.x1, box.y0 + height)

    def _filled(self, words: Words, box: Box, context: FitContext) -> Fitted:
        """The words of a record in place of the field, in the size of what would be typed there."""
        texts = tuple(text for text in (words.text, *words.shorter) if text)
        if not texts:
            return Fitted(area=box)
        text = set_words(Wordings(texts, (words,), words.place), style_name(self.field), self.ink, box, context,
                         anchor=self.anchor)
        # As large as the field, whatever stands in it: what is placed by it stays in its place.
        return Fitted((Group(text.runs, role="paragraph"),), box, (text.text,), settings=(text.setting,))


def field_style(label: StyleSpec, short: float) -> StyleSpec:
    """The style of words in a field on a sheet of that short side: its label's, as large as what is typed there."""
    most = max(_LEAST_SIZE, _SIZE * short / mm(210))
    size = tuple(Size.model_construct(number=number, unit="pt") for number in (_LEAST_SIZE, most))
    return label.model_copy(update={"size": size, "floor": None, "reads": None})


def style_name(field: str) -> str:
    """By which a layout's styles name that of words in a field."""
    return f"field-{field}"
