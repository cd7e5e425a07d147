"""Artwork where ink is spared: fields become paper, large shapes a thin tint with a drawn edge, small ones stay.

The composition is the same; a line of the piece's colour frames the sheet, and lines part its fields,
since paper does not part from paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pressroom.colour.ink import PAPER, Ink
from pressroom.elements.base import Element
from pressroom.elements.context import Fitted
from pressroom.marks import Group, Mark, Picture, Shape, TextRun
from pressroom.records import replace
from pressroom.sheet.geometry import Box, path_box, polygon, rectangle
from pressroom.stages import Placed

# Shares of the sheet's short side: below the first a shape is a rule, and stays solid; widths of edges and frame.
_RULE, _EDGE, _FRAME = 0.022, 0.0032, 0.0065
# What a quantity's share covers of its sheet, when it may be solid.
_LARGE = 0.03
_FIELDS = ("ground", "foot")
# Letters from this size on are a headline's.
_LEAST_LARGE = 0.075
# So much larger, all of them are one giant number.
_GIANT = 3.5


def lighter(element: Element, fitted: Fitted, inks: Mapping[str, Ink], sheet: Box) -> Fitted:
    """What an element became, with the ink spared; small words, codes and the word mark are left as they are."""
    if "tint" not in inks:
        return fitted
    if element.kind == "text":
        return replace(fitted, marks=tuple(_thinner(fitted.marks, inks, getattr(element, "ink", ""),
                                                    _LEAST_LARGE * min(sheet.width, sheet.height))))
    if element.kind not in ("shape", "picture"):
        return fitted
    outlined = getattr(element, "share", None) is not None
    return replace(fitted, marks=tuple(_lighter(fitted.marks, inks, sheet, outlined=outlined)))


def _thinner(marks: Iterable[Mark], inks: Mapping[str, Ink], role: str, least: float) -> Iterator[Mark]:
    """Large letters in a screen of the element's ink; words of another ink among them are stressed, and stay."""
    thin = inks.get(f"{role}-large")
    own = {inks[role].name} if thin else set()
    for mark in marks:
        if isinstance(mark, Group):
            yield replace(mark, marks=tuple(_thinner(mark.marks, inks, role, least)))
        elif thin and isinstance(mark, TextRun) and mark.size >= least and (
                mark.ink.name in own or (role == "accent" and mark.size >= _GIANT * least)):
            yield replace(mark, ink=thin)
        else:
            yield mark


def _lighter(marks: Iterable[Mark], inks: Mapping[str, Ink], sheet: Box, *, outlined: bool) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, Group):
            yield replace(mark, opacity=1.0, marks=tuple(_lighter(mark.marks, inks, sheet, outlined=outlined)))
        elif isinstance(mark, Picture):
            yield replace(mark, tint=(inks["shadow"], PAPER))
        elif isinstance(mark, Shape):
            yield _shape(mark, inks, sheet, outlined=outlined)
        else:
            yield mark


def _shape(shape: Shape, inks: Mapping[str, Ink], sheet: Box, *, outlined: bool) -> Shape:
    short, box = min(sheet.width, sheet.height), path_box(shape.path)
    filling = shape.gradient.stops[0].ink if shape.gradient else shape.fill
    if filling is None or box is None or (filling.is_paper and shape.is_flat and not outlined):
        return shape
    visible = box.overlap(sheet) or box
    if min(visible.width, visible.height) < _RULE * short:
        return shape
    if outlined and filling.name == inks["accent"].name and (
            visible.width * visible.height < _LARGE * sheet.width * sheet.height):
        return shape
    fill = inks["tint"] if filling.name == inks["accent"].name else PAPER
    return replace(shape, fill=fill, gradient=None, opacity=1.0, stroke=inks["line"], width=_EDGE * short)


def framed(placed: Iterable[Placed], inks: Mapping[str, Ink], sheet: Box) -> tuple[Mark, ...]:
    """The frame around a sheet, and lines where its fields meet."""
    return (*seams(((one.element, one.fitted.marks) for one in placed), inks, sheet), frame(inks, sheet))


def frame(inks: Mapping[str, Ink], sheet: Box) -> Group:
    """A line along the edges of `sheet`, inside it."""
    width = _FRAME * min(sheet.width, sheet.height)
    line = Shape(rectangle(sheet.grown(-width / 2)), stroke=inks["frame"], width=width)
    return Group((line,), role="artifact")


def seams(elements: Iterable[tuple[Element, tuple[Mark, ...]]], inks: Mapping[str, Ink], sheet: Box) -> Iterator[Group]:
    """Lines where a field ends inside the sheet."""
    width = _EDGE * min(sheet.width, sheet.height)
    for element, marks in elements:
        if element.kind != "shape" or not element.bleed or getattr(element, "ink", "") not in _FIELDS:
            continue
        for box in (box for mark in marks if (box := _box(mark))):
            lines = [Shape(polygon(ends, closed=False), stroke=inks["line"], width=width)
                     for ends in _inside(box, sheet)]
            if lines:
                yield Group(tuple(lines), role="artifact")


def _inside(box: Box, sheet: Box) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The edges of a box that lie inside the sheet."""
    visible = box.overlap(sheet)
    if visible is None:
        return
    if visible.x0 > sheet.x0 + 1:
        yield (visible.x0, visible.y0), (visible.x0, visible.y1)
    if visible.x1 < sheet.x1 - 1:
        yield (visible.x1, visible.y0), (visible.x1, visible.y1)
    if visible.y0 > sheet.y0 + 1:
        yield (visible.x0, visible.y0), (visible.x1, visible.y0)
    if visible.y1 < sheet.y1 - 1:
        yield (visible.x0, visible.y1), (visible.x1, visible.y1)


def _box(mark: Mark) -> Box | None:
    if isinstance(mark, Group):
        return _box(mark.marks[0]) if len(mark.marks) == 1 else None
    return path_box(mark.path) if isinstance(mark, Shape) else None
