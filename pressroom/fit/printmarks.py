"""Printer's marks: outside the bleed, on every plate, as much of them as the preset asks for.

    5 mm from the bleed outward    crop and fold marks, registration targets
    then a band at the head        the slug line: which piece, of what day, for whom, on which plates
    and a band at the foot         the colour bar: solids, two inks over each other, half tones

The medium grows with them; none ever stands in the bleed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.colour.ink import BLACK, Ink
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, Path, ellipse, polygon, rectangle
from pressroom.sheet.units import mm
from pressroom.specs.printer import Mark as Kind
from pressroom.type.fonts import Face

# Crop marks: 0.25 pt, 5 mm long, from the bleed edge outward, in a slug of 10 mm (Prepress practice, rule 7).
LINE = 0.25
LENGTH = mm(5)
SLUG = mm(10)
# Fold marks: dashed, 0.25 to 0.5 pt, black, from the bleed edge 5 mm outward, never inside (Folding, rule 4).
FOLD_LINE = 0.5
FOLD_DASH = (2.5, 1.5)
_TARGET = mm(2)  # a registration target's radius; its cross reaches half as far again
_PATCH, _LEAST_PATCH = mm(5), mm(2)
_SMALL, _LEADING, _ASCENT = 6.0, 7.2, 5.0  # points: of the slug line

BAR: tuple[Ink, ...] = tuple(
    Ink(name, parts, (0.0, 0.0, 0.0)) for name, parts in (
        ("C", (1.0, 0.0, 0.0, 0.0)), ("M", (0.0, 1.0, 0.0, 0.0)), ("Y", (0.0, 0.0, 1.0, 0.0)),
        ("K", (0.0, 0.0, 0.0, 1.0)), ("C+M", (1.0, 1.0, 0.0, 0.0)), ("M+Y", (0.0, 1.0, 1.0, 0.0)),
        ("C+Y", (1.0, 0.0, 1.0, 0.0)), ("C 50", (0.5, 0.0, 0.0, 0.0)), ("M 50", (0.0, 0.5, 0.0, 0.0)),
        ("Y 50", (0.0, 0.0, 0.5, 0.0)), ("K 50", (0.0, 0.0, 0.0, 0.5))))


@dataclass(frozen=True, slots=True)
class Printed:
    """Marks and the room that they need.

    Attributes:
        marks: in painting order.
        slug: room outside the bleed on every side, in points.
    """

    marks: tuple[Mark, ...] = ()
    slug: float = 0.0


def printed_marks(trim: Box, bleed: float, kinds: Sequence[Kind], *, texts: Sequence[str] = (),
                  face: Face | None = None, folds: Sequence[float] = (), spots: Sequence[Ink] = ()) -> Printed:
    """The marks that a preset asks for; nothing, and no slug, when it asks for none.

    `told` is what the slug line says, part by part, in `face`; `folds` are the folds' distances from the left trim, in
    points; `spots` are inks with plates of their own, which the colour bar then shows too.
    """
    if not kinds:
        return Printed()
    lines = _slug_lines(texts, face, trim.width) if "slug" in kinds and face else []
    band = max(_PATCH if "bar" in kinds else 0.0, len(lines) * _LEADING)
    slug = SLUG + (band + mm(1) if band else 0.0)
    marks: list[Mark] = []
    if "crop" in kinds:
        marks += [_line(*line) for line in _corners(trim, bleed)]
    if folds and ("fold" in kinds or "crop" in kinds):
        marks.append(fold_marks(trim, bleed, folds))
    if "registration" in kinds:
        marks += [shape for x, y in _middles(trim, bleed, folds) for shape in _target(x, y)]
    if "bar" in kinds:
        marks += _bar(trim, trim.y1 + bleed + SLUG - mm(1), [*BAR, *(ink for ink in spots if not ink.technical)])
    if lines and face:
        top = trim.y0 - bleed - SLUG + mm(1) - len(lines) * _LEADING
        marks += [_words(line, face, trim.x0, top + number * _LEADING + _ASCENT) for number, line in enumerate(lines)]
    return Printed((Group(tuple(marks), role="artifact"),), slug)


def _line(start: tuple[float, float], end: tuple[float, float], dash: tuple[float, ...] = ()) -> Shape:
    return Shape(polygon((start, end), closed=False), width=LINE, dash=dash, registration=True)


Line = tuple[tuple[float, float], tuple[float, float]]


def _corners(trim: Box, bleed: float) -> list[Line]:
    """Eight lines that point at the corners of the trim."""
    near, far = bleed, bleed + LENGTH
    lines: list[Line] = []
    for x in (trim.x0, trim.x1):
        lines += [((x, trim.y0 - far), (x, trim.y0 - near)), ((x, trim.y1 + near), (x, trim.y1 + far))]
    for y in (trim.y0, trim.y1):
        lines += [((trim.x0 - far, y), (trim.x0 - near, y)), ((trim.x1 + near, y), (trim.x1 + far, y))]
    return lines


def fold_marks(trim: Box, bleed: float, folds: Sequence[float]) -> Group:
    """Dashed lines over and under each fold (points from the left trim), in black that overprints."""
    near, far = bleed, bleed + LENGTH
    lines = [((trim.x0 + x, y0), (trim.x0 + x, y1)) for x in folds
             for y0, y1 in ((trim.y0 - near, trim.y0 - far), (trim.y1 + near, trim.y1 + far))]
    return Group(tuple(Shape(polygon(line, closed=False), stroke=BLACK, width=FOLD_LINE, dash=FOLD_DASH)
                       for line in lines), role="artifact")


def _middles(trim: Box, bleed: float, folds: Sequence[float]) -> list[tuple[float, float]]:
    """Where targets stand: the middle of each side; a fold mark there moves those of head and foot aside."""
    across, down = trim.centre
    away, reach = bleed + SLUG / 2, 2 * _TARGET
    while any(abs(trim.x0 + fold - across) < reach for fold in folds):
        across += reach
    return [(trim.x0 - away, down), (trim.x1 + away, down), (across, trim.y0 - away), (across, trim.y1 + away)]


def _target(x: float, y: float) -> list[Shape]:
    """A circle and a cross."""
    arm = 1.5 * _TARGET
    circle: Path = ellipse(Box(x, y, x, y).grown(_TARGET))
    return [Shape(circle, width=LINE, registration=True), _line((x - arm, y), (x + arm, y)),
            _line((x, y - arm), (x, y + arm))]


def _bar(trim: Box, top: float, inks: Sequence[Ink]) -> list[Shape]:
    """Patches side by side, in the middle of the foot; smaller on a narrow sheet."""
    side = max(_LEAST_PATCH, min(_PATCH, trim.width / len(inks)))
    left = trim.centre[0] - side * len(inks) / 2
    return [Shape(rectangle(Box(left + number * side, top, left + (number + 1) * side, top + side)), fill=ink)
            for number, ink in enumerate(inks)]


def _slug_lines(texts: Sequence[str], face: Face, width: float) -> list[str]:
    """The parts on as many lines as the sheet's width asks for."""
    lines: list[str] = []
    for part in texts:
        longer = f"{lines[-1]}  ·  {part}" if lines else part
        if lines and face.word(longer).advance * _SMALL <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _words(text: str, face: Face, x: float, y: float) -> TextRun:
    return TextRun(face.file, _SMALL, x, y, face.shape(text, size=_SMALL), BLACK, instance=face.instance)
