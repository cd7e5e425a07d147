"""Lines with blanks to be filled in: light words on a dotted line state what belongs there."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar, Literal

from pressroom.colour.ink import Ink
from pressroom.elements.base import Element, element
from pressroom.elements.context import FitContext, Fitted, Words
from pressroom.elements.typesetting import Wordings, set_words
from pressroom.field_types import Text
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.records import replace
from pressroom.sheet.geometry import Box
from pressroom.text.placeholders import fill, names_in

_LOW, _DOT, _GAP = 0.28, 0.6, 2.0  # of the dotted line: distance below the baseline in em, dots and gaps in points
_REACH = 0.9  # of the box: the end of the last blank of a line
_INK = "blank-"


@element
class BlanksElement(Element):
    """Lines of text, each with the names of slots in braces; a line without any known slot is omitted.

    Attributes:
        lines: from top to bottom.
        style: a style of the layout.
        ink: of known words.
        blank: the ink of blanks and of the dots under them.
    """

    kind: Literal["blanks"]
    lines: tuple[Text, ...]
    style: str
    ink: str = "words"
    blank: str = "words"

    EXAMPLE: ClassVar[str] = """
kind: blanks
at: {left: 110mm, top: 45mm, right: 20mm, bottom: 210mm}
lines: ["{recipient-name}", "{recipient-address}", "{recipient-postcode} {recipient-town}"]
style: address
"""

    def texts(self) -> tuple[str, ...]:
        """The templates."""
        return self.lines

    def inks(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Both inks."""
        return (("ink",), self.ink), (("blank",), self.blank)

    def fit(self, context: FitContext, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """One paragraph, with dots under its blanks."""
        templates: list[str] = []
        texts: list[Words] = []
        for line in self.lines:
            names = names_in(line)
            words = [context.words[name] for name in names if name in context.words]
            if words or not names:
                values = {one.name: _value(one, len(texts) + number) for number, one in enumerate(words)}
                templates.append(fill(line, values))
                texts += words
        if not templates:
            return Fitted()
        place = texts[0].place if texts else context.place(location)
        # Each blank has an ink with a name of its own, which identifies its runs after setting.
        inks = {**context.inks, **{f"{_INK}{number}": replace(context.inks[self.blank], name=f"{_INK}{number}")
                                   for number in range(len(texts))}}
        lines = set_words(Wordings(("\n".join(templates),), tuple(texts), place), self.style, self.ink, box,
                          replace(context, inks=inks))
        dots = tuple(self._dots(lines.runs, context, box))
        runs = tuple(replace(run, ink=context.inks[self.blank]) if run.ink.name.startswith(_INK) else run
                     for run in lines.runs)
        marks: tuple[Mark, ...] = (Group(runs, role=context.styles[self.style].role),)
        if dots:
            marks = (Group(dots, role="artifact"), *marks)
        return Fitted(marks, lines.area, (lines.text,), settings=(lines.setting,))

    def _dots(self, runs: tuple[TextRun, ...], context: FitContext, box: Box) -> list[Shape]:
        """A dotted line under each blank; the last one of a line extends across most of the box."""
        shapes: list[Shape] = []
        for (y, name), group in groupby(runs, key=lambda run: (run.y, run.ink.name)):
            if not name.startswith(_INK):
                continue
            blank = list(group)
            last = blank[-1]
            space = last.glyphs[-1].advance * last.size if last.glyphs[-1].text == " " else 0.0
            x0, x1 = blank[0].x, last.x + last.width - space
            if not any(run.y == y and run.x > last.x for run in runs):
                x1 = max(x1, box.x0 + box.width * _REACH)
            shapes.append(dotted_line(x0, x1, blank[0].y, last.size, context.inks[self.blank]))
        return shapes


def dotted_line(x0: float, x1: float, y: float, size: float, ink: Ink) -> Shape:
    """The dotted line under a blank of `size` points with its baseline at `y`."""
    low = y + _LOW * size
    return Shape((("M", x0, low), ("L", x1, low)), stroke=ink, width=_DOT, dash=(_DOT, _GAP))


def _value(words: Words, number: int) -> str:
    return f"[{words.text}]{{{_INK}{number}}}" if words.blank else words.text
