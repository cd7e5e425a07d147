"""Shapes and drawings that cannot be told from what adjoins them, since both are of one ink.

The measure: points along the outline of a shape, each a little outside of it; the share of the outline, by length, at
which another element shows in the shape's own ink. A part of a whole that is drawn to scale (`share:`) loses its
meaning when one of its sides is lost; any other shape, and the rest of that whole, when half of its outline is. How the
shapes of one drawing adjoin each other is not judged, nor is a drawing that the layout puts right on another element
(`above`, `below` or `on` without a `gap`), such as a figure on a floor.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from pressroom.elements.base import kinds
from pressroom.elements.context import Fitted
from pressroom.findings import N_, Severity, compared
from pressroom.marks import Shape
from pressroom.records import dataclass, replace
from pressroom.review.composition.damage import two_sides
from pressroom.review.composition.measure import within
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.review.visibility import Area, top_at
from pressroom.sheet.geometry import Box, contains_point, edges, rectangle
from pressroom.sheet.units import mm
from pressroom.stages import FittedSheet, Placed

MOST, MOST_OF_SHARE = 0.5, 0.15
# How far outside of an outline the ground is looked at.
_OUTSIDE = mm(0.3)
_MOST_EDGES, _FEW = 32, 12
# Ends and middle of an edge.
_ALONG = (0.12, 0.5, 0.88)
# Shapes of a drawing that are looked at, the largest first.
_MOST_SHAPES = 6


@dataclass(frozen=True, slots=True)
class Adjoining:
    """A shape and what adjoins it in its own ink.

    Attributes:
        placed: the element of the shape.
        other: that of its neighbour.
        box: around the shape.
        share: of the outline that is lost.
        limit: of it.
    """

    placed: Placed
    other: Placed
    box: Box
    share: float
    limit: float


def adjoining(part: ReviewedPart) -> Iterator[Adjoining]:
    """Every shape and drawing that is not a ground, where something of its ink adjoins it."""
    painted = [(placed, area) for placed, own in part.areas if placed.element.kind not in ("qr", "logo", "field")
               for area in own]
    grounds = _grounds(part, painted)
    for placed in part.placed:
        if placed.element.kind not in ("shape", "picture"):
            continue
        own = sorted((area for one, area in painted if one is placed and isinstance(area.mark, Shape) and area.ink
                      and id(area) not in grounds), key=lambda area: -area.box.width * area.box.height)[:_MOST_SHAPES]
        likely = next((one for one, area in painted if not _joined(placed, one) and any(
            area.ink == shape.ink and area.box.overlap(shape.box.grown(_OUTSIDE)) for shape in own)), None)
        if likely:
            yield from _lost(part, placed, own, painted, likely)


def _grounds(part: ReviewedPart, painted: list[tuple[Placed, Area]]) -> frozenset[int]:
    """Shapes under words, and the foot; by identity."""
    trim, foot = part.fitted.sheet.trim, part.composition.foot
    words = [one.fitted.area for one in part.placed if one.fitted.settings and one.fitted.area
             and not (foot and within(one.fitted.area, foot))]
    return frozenset(id(area) for placed, area in painted if placed.element.kind == "shape" and (
        any(within(box, area.box) for box in words) or (area.box.width >= trim.width and area.box.y1 >= trim.y1)))


def _lost(part: ReviewedPart, placed: Placed, own: list[Area], painted: list[tuple[Placed, Area]],
          likely: Placed) -> Iterator[Adjoining]:
    owner = {id(area): one for one, area in painted if not _joined(placed, one)}
    length = lost = 0.0
    other = likely
    for shape in own:
        rest = [area for _, area in painted if area is not shape]
        near = [area.box.grown(_OUTSIDE) for _, area in painted if id(area) in owner and area.ink == shape.ink]
        for x, y, weight, shift in _outline(shape, part.fitted.sheet.trim):
            length += weight
            if not any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in near):
                continue
            top = top_at(rest, *_outside(shape, x, y, shift))
            if top is not None and top.ink == shape.ink and id(top) in owner:
                lost, other = lost + weight, owner[id(top)]
    if length:
        element = placed.element
        scaled = getattr(element, "share", None) is not None and not getattr(element, "rest", False)
        yield Adjoining(placed, other, own[0].box, lost / length, MOST_OF_SHARE if scaled else MOST)


def _joined(one: Placed, other: Placed) -> bool:
    """Whether they are one element, or the layout puts one of them right on the other."""
    return one is other or any(second.element.name and second.element.name in (
        *first.element.above, *first.element.below, first.element.on) and not (
            first.element.gap and first.element.gap.number) for first, second in ((one, other), (other, one)))


def _outline(shape: Area, trim: Box) -> Iterator[tuple[float, float, float, tuple[float, float]]]:
    """Points on a shape's outline that the trim and its clip show, each with the length of outline that it stands for.

    With each is the way to one side of the outline.
    """
    assert isinstance(shape.mark, Shape)
    lines = edges(shape.mark.path)
    along = _ALONG if len(lines) <= _FEW else (0.5,)
    for (ax, ay), (bx, by) in lines[::max(1, len(lines) // _MOST_EDGES)]:
        size = hypot(bx - ax, by - ay)
        if size < 1e-6:
            continue
        shift = (by - ay) / size * _OUTSIDE, (ax - bx) / size * _OUTSIDE
        for at in along:
            x, y = ax + (bx - ax) * at, ay + (by - ay) * at
            if trim.x0 < x < trim.x1 and trim.y0 < y < trim.y1 and all(
                    contains_point(clip, x, y) for clip in shape.clips):
                yield x, y, size / len(along), shift


def _outside(shape: Area, x: float, y: float, shift: tuple[float, float]) -> tuple[float, float]:
    """The point beside one of the outline that lies outside of the shape."""
    assert isinstance(shape.mark, Shape)
    across, down = x + shift[0], y + shift[1]
    if contains_point(shape.mark.path, across, down, even_odd=shape.mark.even_odd):
        return x - shift[0], y - shift[1]
    return across, down


def _two_bars(part: FittedSheet, to: float) -> FittedSheet:
    """A part of a whole, drawn to scale at the head of the sheet, and a shape of its ink `to` points from its end."""
    side = part.sheet.trim.width / 30
    first = Box(side, side / 4, 3 * side, side / 2 + side)
    second = Box(first.x1 + to, first.y0, first.x1 + to + 4 * side, first.y1)
    fields = {"kind": "shape", "at": "sheet"}
    bars = tuple(Placed(kinds()["shape"].model_validate({**fields, **more}), ("spoil", number),
                        Fitted((Shape(rectangle(box), fill=part.piece.inks["foot"]),)))
                 for number, (box, more) in enumerate(((first, {"share": 0.3}), (second, {}))))
    return replace(part, placed=(*part.placed, *bars))


SPOIL, NEAR = two_sides(_two_bars, 0.0, mm(1))


@rule("shapes-merge",
      why=N_("Two shapes of one ink that touch are one shape: a figure in the ink of its ground cannot be seen, "
             "and a bar that runs into its neighbour cannot be read off."),
      mend=N_("Give one of them another ink, or part them."), severity=Severity.ERROR,
      source="Poster design, rule 18", needs=("press",), spoil=SPOIL, near=NEAR)
def shapes_merge(part: ReviewedPart) -> Iterator[Fault]:
    """No shape or drawing is lost in what adjoins it in the same ink."""
    for one in adjoining(part):
        if one.share >= one.limit:
            shown, most = compared(one.share * 100, one.limit * 100)
            yield fault(N_("{share} % of the outline of {name} is lost in {other}, of the same ink; at "
                           "most {most} %"),
                        N_("change `ink` of one of them, in the layout or in the palette"),
                        source=part.place(one.placed.location), area=one.box,
                        measured=compared(one.share, one.limit, 3)[0], limit=one.limit,
                        name=called(one.placed), other=called(one.other), share=f"{shown:g}", most=f"{most:g}")
