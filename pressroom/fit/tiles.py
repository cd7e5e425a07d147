"""A large poster on sheets that an office printer takes: the members' edition, parted, to be glued together.

The first sheet says how, in words and with a plan. Every other sheet shows its part of the poster as one
figure, which a reader hears by its place ("part A2, 2 of 4"), and says in the margin what is glued where.
No seam runs through a code where that can be helped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pressroom.colour.ink import BLACK, PAPER
from pressroom.findings import N_, Refused, finding
from pressroom.fit.assembly import TEXTS
from pressroom.fit.tiling import GREY, Cuts, cut_lines, cuts_along, label_of
from pressroom.fit.transform import moved, scaled
from pressroom.marks import Field, Glyph, Group, Mark, Picture, PlacedPage, Role, Shape, Sheet, TextRun
from pressroom.records import dataclass, replace
from pressroom.sheet.formats import Format
from pressroom.sheet.geometry import Box, path_box, rectangle
from pressroom.sheet.units import mm
from pressroom.stages import Fit, Piece
from pressroom.type import setting as typeset
from pressroom.type.setting import Faces, Style
from pressroom.type.typography import polish

PAPER_MM = (210.0, 297.0)
# Office printers leave 5 mm white; what is cut off beyond that gives the hand something to hold, and the words a line.
MARGIN, LAP = mm(10), mm(9)
_WORDS, _LABEL, _TITLE, _STEPS = 6.5, 11.0, 26.0, 12.0
_PLAN, _BELOW = mm(5), mm(1.6)


@dataclass(frozen=True, slots=True)
class _Parts:
    """One poster, parted.

    Attributes:
        sheet: the poster.
        across, down: where it is cut.
        number: which of the posters it is, from 1; 0 for the only one.
    """

    sheet: Sheet
    across: Cuts
    down: Cuts
    number: int

    @property
    def count(self) -> int:
        return len(self.across.starts) * len(self.down.starts)

    def label(self, column: int, row: int) -> str:
        """`A2`; `1-A2` of the first of several posters."""
        return f"{self.number}-{label_of(column, row)}" if self.number else label_of(column, row)


def tiled(fit: Fit) -> Fit:
    """The sheets of a fitted piece of the members' edition, on A4."""
    piece = fit.piece
    sides = _sides(fit)
    several = len(fit.sheets) > 1
    posters = [_Parts(sheet, *_cuts(sheet, sides), number if several else 0)
               for number, sheet in enumerate(fit.sheets, 1)]
    texts = TEXTS["en" if piece.language.startswith("en") else "fr"]
    tiled_piece = replace(piece, format=Format(piece.format.name, *sides), edition="tiled", edge=0.0, folding=None,
                          title=str(texts["title"]).format(title=piece.title))
    hand = _Hand(piece, texts)
    sheets = [_guide(hand, posters, sides)]
    for poster in posters:
        sheets += [_tile(hand, poster, column, row, sides) for row in range(len(poster.down.starts))
                   for column in range(len(poster.across.starts))]
    return Fit(tiled_piece, tuple(sheets), ((),) * len(sheets))


def _sides(fit: Fit) -> tuple[float, float]:
    """A4 upright or lying: whichever cuts no code, then whichever needs fewer sheets."""
    short, long = (mm(side) for side in PAPER_MM)

    def cost(sides: tuple[float, float]) -> tuple[int, int]:
        cuts = [_cuts(sheet, sides) for sheet in fit.sheets]
        return (sum(len(one.through) for pair in cuts for one in pair),
                sum(len(across.starts) * len(down.starts) for across, down in cuts))
    return min(((short, long), (long, short)), key=cost)


def _cuts(sheet: Sheet, sides: tuple[float, float]) -> tuple[Cuts, Cuts]:
    codes = [box for box, _ in _codes(sheet.marks)]
    return (cuts_along(sheet.width, sides[0] - 2 * MARGIN, LAP, [(box.x0, box.x1) for box in codes]),
            cuts_along(sheet.height, sides[1] - 2 * MARGIN, LAP, [(box.y0, box.y1) for box in codes]))


def _codes(marks: Iterable[Mark]) -> Iterator[tuple[Box, str]]:
    """Where codes stand, with something of their quiet zone, and what they hold."""
    for mark in marks:
        if isinstance(mark, Group):
            if mark.code and mark.area:
                yield mark.area.grown(mark.area.width * 0.16), mark.code  # four modules of 25
            else:
                yield from _codes(mark.marks)


class _Hand:
    """Sets the few words of these sheets, in the type of the piece's small print."""

    def __init__(self, piece: Piece, texts: Mapping[str, object]) -> None:
        self.piece, self.texts = piece, texts
        styles = piece.spec.styles
        small = next((style for name, style in styles.items() if "imprint" in (name, style.reads)),
                     next(iter(styles.values())))
        self.faces = piece.faces[small.font]
        heading = next((style for style in styles.values() if style.role == "heading"), small)
        self.display = piece.faces[heading.font]

    def of(self, key: str, **values: object) -> str:
        """A sentence, polished."""
        return polish(str(self.texts[key]).format(**values), self.piece.language).text

    def set(self, words: str, box: Box, size: float, *, role: Role = "paragraph", bold: bool = False,
            display: bool = False, least: float = 0.0) -> tuple[Group, Box]:
        """Words from the top of `box`, smaller where they must be, and where their ink is.

        Raises:
            Refused: they do not fit at all; a word of the title is wider than the sheet.
        """
        faces = self.display if display else self.faces
        if bold and faces.bold:
            faces = Faces(faces.bold)
        style = Style(faces, least or size * 0.5, size, BLACK, language=self.piece.language)
        text = typeset.set_text((typeset.Span(words),), style, box.width, box.height, {})
        if isinstance(text, typeset.Overset):
            raise Refused([finding(typeset.OVERSET, N_("the word {word} is wider than the column"),
                                   source=self.piece.document.place(("title",)), word=(text.too_wide or words)[:40])])
        return Group(text.runs_at(box.x0, box.y0), role=role), text.ink.moved(box.x0, box.y0)


def _guide(hand: _Hand, posters: list[_Parts], sides: tuple[float, float]) -> Sheet:
    """The first sheet: what it will be, how it is put together, and a plan of each poster."""
    live = Box(0, 0, *sides).grown(-mm(18))
    marks: list[Mark] = []
    words = [hand.of("heading", title=hand.piece.title)]
    heading, ink = hand.set(words[0], Box(live.x0, live.y0, live.x1, live.y0 + mm(40)), _TITLE, role="heading",
                            display=True)
    marks.append(heading)
    y = ink.y1 + mm(9)
    steps = hand.texts["steps"]
    for number, step in enumerate(steps if isinstance(steps, tuple) else (), 1):
        words.append(polish(f"{number}. {step}", hand.piece.language).text)
        group, ink = hand.set(words[-1], Box(live.x0, y, live.x1, y + mm(40)), _STEPS)
        marks.append(group)
        y = ink.y1 + mm(4)
    room = Box(live.x0, y + mm(6), live.x1, live.y1)
    each = (room.width - mm(8) * (len(posters) - 1)) / len(posters)
    for number, poster in enumerate(posters):
        x = room.x0 + number * (each + mm(8))
        marks.append(_plan(hand, poster, Box(x, room.y0, x + each, room.y1)))
    return Sheet(*sides, 0.0, tuple(marks), words=tuple(words))


def _plan(hand: _Hand, poster: _Parts, room: Box) -> Group:
    """The poster in small, its seams over it, each part with its name."""
    sheet = poster.sheet
    scale = min(room.width / sheet.width, room.height / sheet.height)
    page = Box(room.x0, room.y0, room.x0 + sheet.width * scale, room.y0 + sheet.height * scale)
    small = scaled(_visible(_sketched(sheet.marks), sheet.trim), scale, page.x0, page.y0)
    marks: list[Mark] = [Group(small, clip=rectangle(page)),
                         Shape(rectangle(page), stroke=BLACK, width=0.5)]
    for row, top in enumerate(poster.down.starts):
        for column, left in enumerate(poster.across.starts):
            right = (*poster.across.starts[1:], sheet.width)[column]
            bottom = (*poster.down.starts[1:], sheet.height)[row]
            box = Box(page.x0 + left * scale, page.y0 + top * scale, page.x0 + right * scale, page.y0 + bottom * scale)
            marks.append(Shape(rectangle(box), stroke=BLACK, width=0.5, dash=(3.0, 2.0)))
            name, ink = hand.set(poster.label(column, row), Box(box.x0 + mm(2), box.y0 + mm(2), box.x1, box.y1), _LABEL,
                                 bold=True, role="")
            marks += [Shape(rectangle(ink.grown(mm(1))), fill=PAPER), name]
    last = len(poster.across.starts) - 1, len(poster.down.starts) - 1
    alt = hand.of("plan", count=poster.count, columns=last[0] + 1, rows=last[1] + 1, first=poster.label(0, 0),
                  last=poster.label(*last))
    return Group(tuple(marks), role="figure", alt=alt)


def _tile(hand: _Hand, poster: _Parts, column: int, row: int, sides: tuple[float, float]) -> Sheet:
    left, top = poster.across.starts[column], poster.down.starts[row]
    part = Box(left, top, poster.across.ends[column], poster.down.ends[row])
    box = part.moved(MARGIN - left, MARGIN - top)
    number = row * len(poster.across.starts) + column + 1
    visible = moved(_visible(poster.sheet.marks, part), MARGIN - left, MARGIN - top)
    page = hand.of("page", page=poster.number) if poster.number else ""
    alt = hand.of("alt", label=poster.label(column, row), number=number, count=poster.count, title=hand.piece.title,
                  page=page)
    cuts = {"left": True, "top": True, "right": column == len(poster.across.starts) - 1,
            "bottom": row == len(poster.down.starts) - 1}
    figure = Group(visible, clip=rectangle(box), role="figure", alt=alt)
    lines = cut_lines(box, cuts, (poster.across.lap(column), poster.down.lap(row)))
    labels, words = _labels(hand, poster, (column, row), box, cuts, sides)
    codes = tuple(content for code, content in _codes(poster.sheet.marks) if part.contains(code, 0.1))
    return Sheet(*sides, 0.0, (figure, *lines, *labels), words=words, qr=codes)


def _labels(hand: _Hand, poster: _Parts, at: tuple[int, int], box: Box, cuts: dict[str, bool],
            sides: tuple[float, float]) -> tuple[list[Mark], tuple[str, ...]]:
    """In the margin below: the part's name, where it stands, and what is glued on it."""
    column, row = at
    y = box.y1 + _BELOW
    name = poster.label(column, row)
    label, ink = hand.set(name, Box(box.x0, y, box.x0 + mm(20), y + 20), _LABEL, bold=True)
    small = Box(ink.x1 + mm(2), y, ink.x1 + mm(2) + _PLAN, y + mm(3.4))
    labels = [hand.of("sheet", number=row * len(poster.across.starts) + column + 1, count=poster.count),
            hand.of("cut")]
    if not cuts["right"]:
        labels.append(hand.of("right", label=poster.label(column + 1, row)))
    if not cuts["bottom"]:
        labels.append(hand.of("foot", label=poster.label(column, row + 1)))
    text = polish(" · ".join(labels), hand.piece.language).text
    right = max(box.x1, sides[0] - MARGIN)
    words, _ = hand.set(text, Box(small.x1 + mm(3), y, right, y + 30), _WORDS, least=5.5)
    return [label, _small_plan(poster, small, column, row), words], (name, text)


def _small_plan(poster: _Parts, box: Box, column: int, row: int) -> Group:
    """All sheets in small, this one black."""
    columns, rows = len(poster.across.starts), len(poster.down.starts)
    cell = min(box.width / columns, box.height / rows)
    marks = []
    for one in range(columns * rows):
        x, y = box.x0 + one % columns * cell, box.y0 + one // columns * cell
        here = (one % columns, one // columns) == (column, row)
        marks.append(Shape(rectangle(Box(x, y, x + cell, y + cell)), fill=BLACK if here else PAPER, stroke=BLACK,
                           width=0.3))
    return Group(tuple(marks), role="artifact")


def _visible(marks: Iterable[Mark], part: Box) -> tuple[Mark, ...]:
    """What a part shows, as mere artwork: no links, no fields, and nothing that lies elsewhere."""
    return tuple(_overlapping(marks, part))


def _overlapping(marks: Iterable[Mark], part: Box) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, TextRun):
            yield from _letters(mark, part)
            continue
        if isinstance(mark, Group):
            clip = path_box(mark.clip) if mark.clip else None
            inner = () if clip and not clip.overlap(part) else tuple(_overlapping(mark.marks, part))
            if inner:
                yield replace(mark, marks=inner, role="", alt="", link="", code="", area=None)
        elif not isinstance(mark, Field) and (box := _reach(mark)) and box.overlap(part):
            yield mark


def _letters(run: TextRun, part: Box) -> Iterator[TextRun]:
    """The letters of a run that reach into the part."""
    if run.y + 0.5 * run.size < part.y0 or run.y - 1.3 * run.size > part.y1:
        return
    glyphs: list[Glyph] = []
    pen = start = run.x
    for glyph in run.glyphs:
        ahead = pen + glyph.advance * run.size
        if ahead + 0.1 * run.size > part.x0 and pen - 0.1 * run.size < part.x1:
            start = start if glyphs else pen
            glyphs.append(glyph)
        pen = ahead
    if glyphs:
        whole = len(glyphs) == len(run.glyphs)
        yield replace(run, x=start, glyphs=tuple(glyphs), actual_text=run.actual_text if whole else None)


def _sketched(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Artwork for the plan: codes as grey squares, since nobody should scan one there."""
    for mark in marks:
        if isinstance(mark, Group) and mark.code and mark.area:
            yield Shape(rectangle(mark.area), fill=GREY)
        elif isinstance(mark, Group):
            yield replace(mark, marks=tuple(_sketched(mark.marks)))
        else:
            yield mark


def _reach(mark: Mark) -> Box | None:
    if isinstance(mark, Shape):
        box = path_box(mark.path)
        return box.grown(max(mark.width, 0.01)) if box else None
    return mark.box if isinstance(mark, Picture | PlacedPage) else None
