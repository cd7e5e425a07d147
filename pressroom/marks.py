"""Marks: the closed set of things that a painter can meet.

Between layout and paint stands nothing else. Every place is in points, from the trim's top-left,
y down; only `paint` turns y around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Literal

from pressroom.colour.gradient import Gradient
from pressroom.colour.ink import Ink
from pressroom.records import dataclass, field, replace
from pressroom.sheet.geometry import Box, Path

Role = Literal["", "heading", "paragraph", "figure", "artifact", "caption", "link", "list", "numbered-list", "item",
               "label", "item-body", "quote", "form", "table", "table-head", "table-body", "table-row", "header-cell",
               "cell", "illustration", "figure-caption"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped run.

    Attributes:
        gid: its number in the font file.
        text: the characters it stands for (`ffi` for a ligature); never empty.
        advance: how far the pen moves, in em (1.0 is the size).
        dx, dy: where it is drawn from the pen, in em, y up as in the font.
    """

    gid: int
    text: str
    advance: float
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class TextRun:
    """Glyphs of one font, size and ink on one baseline.

    Attributes:
        font: the font file; together with `instance` it names the face.
        size: in points.
        x, y: the pen's start, on the baseline.
        glyphs: in drawing order, left to right.
        ink: what it is printed with.
        instance: axis values of a variable font, as (tag, value) pairs.
        actual_text: what the run reads as when its glyphs cannot say it (a line-end hyphen: the soft hyphen).
    """

    font: FilePath
    size: float
    x: float
    y: float
    glyphs: tuple[Glyph, ...]
    ink: Ink
    instance: tuple[tuple[str, float], ...] = ()
    actual_text: str | None = None

    @property
    def text(self) -> str:
        """The characters it reads as."""
        return "".join(glyph.text for glyph in self.glyphs) if self.actual_text is None else self.actual_text

    @property
    def width(self) -> float:
        """From the first pen position to the last, in points."""
        return sum(glyph.advance for glyph in self.glyphs) * self.size


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, filled or stroked in flat ink, or filled with a gradient.

    Attributes:
        path: the outline.
        fill, stroke: inks; None for neither.
        width: the stroke's, in points.
        dash: lengths of dashes and gaps, in points; empty for a solid line.
        even_odd: which points are inside (True for holes by even-odd, False by winding).
        registration: printed on every plate, for marks outside the bleed.
        gradient: what fills it; it then has no `fill`.
        opacity: of fill and gradient, 0 to 1.
    """

    path: Path
    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    registration: bool = False
    gradient: Gradient | None = None
    opacity: float = 1.0

    @property
    def inks(self) -> tuple[Ink, ...]:
        """Every ink that it is printed with."""
        shaded = (stop.ink for stop in self.gradient.stops) if self.gradient else ()
        return tuple(ink for ink in (self.fill, self.stroke, *shaded) if ink)

    @property
    def is_flat(self) -> bool:
        """Whether its area is of one ink, which hides what is below."""
        return self.gradient is None and self.opacity >= 1

    @property
    def is_see_through(self) -> bool:
        """Whether what is below shows through its area."""
        return self.opacity < 1 or (self.gradient is not None and not self.gradient.is_opaque)


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels from a file.

    Attributes:
        file: the picture.
        sha256: of the file's bytes, so that what is painted is what was judged.
        box: where the kept part is shown.
        crop: the kept part as fractions of the picture (x0, y0, x1, y1), after EXIF orientation.
        pixels: width and height of the kept part, after EXIF orientation.
        tint: the dark and the light ink of a duotone; None for the picture's own colours.
        see_through: whether parts of it are transparent.
        ground: the flat ink that a see-through picture is laid on for good; None leaves it transparent.
    """

    file: FilePath
    sha256: str
    box: Box
    crop: tuple[float, float, float, float]
    pixels: tuple[int, int]
    tint: tuple[Ink, Ink] | None = None
    see_through: bool = False
    ground: Ink | None = None


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page of another PDF, kept as vectors.

    Attributes:
        file: the PDF.
        page: counted from 1.
        box: where its trim box is shown.
        reach: how far artwork beyond its trim is shown, in points on the sheet.
        turn: degrees clockwise, a multiple of 90, over how the page is shown by itself.
    """

    file: FilePath
    page: int
    box: Box
    reach: float = 0.0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A place to fill in by hand or on screen; of several lines.

    Attributes:
        name: those of one name on a piece say the same.
        box: where it stands.
        label: what a screen reader says.
        font, instance: the face of what is typed in.
        size: of its type, in points.
        ink: of its type.
    """

    name: str
    box: Box
    label: str
    font: FilePath
    size: float
    ink: Ink
    instance: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together.

    Attributes:
        marks: in painting order.
        clip: what is shown of them; None for everything.
        role: what the group is to a reader who hears the page.
        alt: what a figure shows, in words.
        language: of the words inside, when it is not the piece's (BCP 47).
        link: where a click leads, in the members' edition.
        area: where a click is taken; None for the marks themselves.
        part: which part of the piece it belongs to, in reading order, where that is not the order of the pages.
        level: of a heading; 0 for the title's on the first page that has one, and 2 after it.
        thread: groups of one thread are one thing to a reader, on however many pages they stand; 0 for none.
        code: the content of the QR code that it draws, in `area`.
        opacity: of the marks as a whole: where they overlap, the upper one hides the lower.
    """

    marks: tuple[Mark, ...]
    clip: Path | None = None
    role: Role = ""
    alt: str = ""
    language: str = ""
    link: str = ""
    area: Box | None = None
    part: int = 0
    level: int = 0
    thread: int = 0
    code: str = ""
    opacity: float = 1.0


Mark = TextRun | Shape | Picture | PlacedPage | Field | Group


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a piece.

    Attributes:
        width, height: the trim, in points.
        bleed: how far artwork reaches over every edge, in points.
        slug: room for marks outside the bleed, in points.
        marks: in painting order.
        words: every text on it, after microtypography and before line breaking, in reading order.
        qr: URLs of its symbols.
        folds: where it is folded, points from the left trim.
    """

    width: float
    height: float
    bleed: float
    marks: tuple[Mark, ...]
    slug: float = 0.0
    words: tuple[str, ...] = ()
    qr: tuple[str, ...] = field(default=())
    folds: tuple[float, ...] = ()

    @property
    def trim(self) -> Box:
        """The sheet after cutting."""
        return Box(0.0, 0.0, self.width, self.height)


def flat(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks without their groups."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from flat(mark.marks)
        else:
            yield mark


def tools(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks in technical inks alone, with the groups that clip them."""
    for mark in marks:
        if isinstance(mark, Group):
            inner = tuple(tools(mark.marks))
            if inner:
                yield replace(mark, marks=inner)
        elif is_technical(mark):
            yield mark


def is_technical(mark: Mark) -> bool:
    """Whether a mark is the path of a tool, such as a cutting die, and prints nothing."""
    return isinstance(mark, Shape) and any(ink.technical for ink in mark.inks)
