"""Lines of which some are filled in by whoever uses the sheet: light words on a dotted line say what belongs there."""

from __future__ import annotations

from typing import ClassVar, Literal

from pressroom.elements.base import Element, Fitted, Room, Words, element
from pressroom.elements.words import Asked, set_words
from pressroom.fields import Text
from pressroom.geometry import Box
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.templates import fill, names_in

_LOW, _DOT, _GAP = 0.28, 0.6, 2.0  # of the dotted line: how low in em, its dots and the gaps between them in points
_LEAST = 0.5  # of the box: what is filled in is rarely shorter


@element
class BlanksElement(Element):
    """Lines of text, each with the names of slots in braces; a line of which nothing is known is left out.

    Attributes:
        lines: from top to bottom.
        style: a style of the layout.
        ink: of what is known.
        blank: the ink of what is to be filled in, and of the dots under it.
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

    def fit(self, room: Room, box: Box, location: tuple[str | int, ...]) -> Fitted:
        """One paragraph, and dots under what is blank."""
        shown: list[str] = []
        used: list[Words] = []
        for line in self.lines:
            names = names_in(line)
            words = [room.words[name] for name in names if name in room.words]
            if words or not names:
                shown.append(fill(line, {one.name: self._said(one) for one in words}))
                used += words
        if not shown:
            return Fitted()
        place = used[0].place if used else room.place(location)
        done = set_words(Asked(("\n".join(shown),), tuple(used), place), self.style, self.ink, box, room)
        dots = tuple(self._dots(done.runs, room, box))
        marks: tuple[Mark, ...] = (Group(done.runs, role=room.styles[self.style].role),)
        if dots:
            marks = (Group(dots, role="artifact"), *marks)
        return Fitted(marks, done.area, (done.text,), settings=(done.setting,))

    def _said(self, words: Words) -> str:
        return f"[{words.text}]{{{self.blank}}}" if words.blank else words.text

    def _dots(self, runs: tuple[TextRun, ...], room: Room, box: Box) -> list[Shape]:
        """A dotted line under each stretch of blank words; the last of a line goes on to half the box."""
        ink = room.inks[self.blank]
        if self.blank == self.ink:
            return []
        found: list[Shape] = []
        for at, run in enumerate(runs):
            follows = runs[at + 1] if at + 1 < len(runs) else None
            if run.ink != ink or not run.text.strip():
                continue
            last = follows is None or abs(follows.y - run.y) > 0.01
            space = run.glyphs[-1].advance * run.size if run.glyphs[-1].text == " " else 0.0
            x1 = run.x + run.width - space
            if last:
                x1 = max(x1, box.x0 + box.width * _LEAST)
            y = run.y + _LOW * run.size
            found.append(Shape((("M", run.x, y), ("L", x1, y)), stroke=ink, width=_DOT, dash=(_DOT, _GAP)))
        return found
