"""How a layout sets words: faces, sizes, spacing and alignment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pressroom.colour.ink import Ink
from pressroom.records import dataclass
from pressroom.type.fonts import DISPLAY_SIZE, Face

Align = Literal["left", "right", "centre", "justify"]


class Look(NamedTuple):
    """What decides a word's glyphs, for every size of one regime."""

    features: tuple[str, ...]
    tracking: float
    language: str
    size: float


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of one style; None where the family has none, which is a finding where words need it."""

    regular: Face
    bold: Face | None = None
    italic: Face | None = None
    bold_italic: Face | None = None

    def pick(self, bold: bool, italic: bool) -> Face | None:
        """The face that is bold, italic, both or neither."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set.

    Attributes:
        faces: the regular face sets the height of capitals.
        size_least, size_most: points; the largest size that fits is used.
        ink: of all words without an ink of their own.
        leading: from baseline to baseline in em, increased where the ink of two lines would touch; None for the
            ink's height and 0.05 em, but at least `leading.least_leading`.
        tracking: pairs (above this size in points, em between letters), ascending; above 0 em no ligatures.
        features: OpenType tags as in `Face.shape`.
        align: `justify` is for text; a headline is then aligned left.
        language: of the words, `fr` or `en`: hyphenation, small words, shaping.
        hyphenate: whether words of a text may be divided; those of a headline never are.
        balance: True for a headline, False for text.
        hang: whether punctuation hangs outside the edge (see `hanging`).
        optical: whether lines align by their ink, not by the side bearings of the glyphs.
        paragraph_gap: added at a blank line, in leadings.
    """

    faces: Faces
    size_least: float
    size_most: float
    ink: Ink
    leading: float | None = None
    tracking: tuple[tuple[float, float], ...] = ()
    features: tuple[str, ...] = ()
    align: Align = "left"
    language: str = "fr"
    hyphenate: bool = False
    balance: bool = False
    hang: bool = False
    optical: bool = True
    paragraph_gap: float = 0.5

    def look(self, size: float) -> Look:
        """The look of words at `size` points; letters with positive tracking form no ligatures."""
        tracking = 0.0
        for above, em in self.tracking:
            if size > above:
                tracking = em
        features = (*self.features, "-liga", "-clig") if tracking > 0 else self.features
        return Look(features, tracking, self.language, DISPLAY_SIZE + (size > DISPLAY_SIZE))

    def regimes(self) -> Iterator[tuple[float, float]]:
        """Ranges of size (above, up to) in which widths are linear in size; the largest sizes first.

        Between two of them tracking changes, or the width of no-break spaces.
        """
        steps = {DISPLAY_SIZE, *(above for above, _ in self.tracking)}
        inner = sorted((step for step in steps if self.size_least <= step < self.size_most), reverse=True)
        ends = [self.size_most, *inner]
        floors = [*inner, 0.0]
        # A step equal to the least size gives a range of that size alone.
        yield from zip(floors, ends, strict=True)
