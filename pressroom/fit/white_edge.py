"""The white edge of what members print: the composition is laid inside it, and nothing is painted on it.

An office printer leaves a few millimetres of every side white, and not always the same. So the whole
layout is fitted on what is left inside an even edge (figures that a reader or a phone asks for stay
those of the paper) and then stands in the middle of the paper like a picture in its mount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.elements.context import Setting
from pressroom.fit.transform import moved
from pressroom.marks import Field, Group, Mark, Picture, PlacedPage, Shape, Sheet, TextRun
from pressroom.records import replace
from pressroom.sheet.geometry import Box, path_box, rectangle
from pressroom.stages import Piece

# Rounding of places, in points.
_TOUCH = 0.01


def inside(piece: Piece) -> Piece:
    """The piece as if its paper ended at the white edge; sheets that hang together keep their distance."""
    if not piece.edge or piece.folding:
        return piece
    spec = piece.spec.model_copy(update={"gap": piece.spec.gap + 2 * piece.edge,
                                         "inner_margin": max(0.0, piece.spec.inner_margin - piece.edge)})
    return replace(piece, format=piece.format.within(piece.edge), spec=spec, edge=0.0)


def mounted(sheet: Sheet, edge: float) -> Sheet:
    """A sheet on its paper, with a white edge around it."""
    if not edge:
        return sheet
    window = Box(edge, edge, sheet.width + edge, sheet.height + edge)
    marks = tuple(cropped(moved(sheet.marks, edge, edge), window, edge))
    return replace(sheet, width=sheet.width + 2 * edge, height=sheet.height + 2 * edge, marks=marks)


def settings_on(settings: Iterable[Setting], edge: float) -> tuple[Setting, ...]:
    """How texts were set, at their place on the paper."""
    return tuple(replace(setting, area=setting.area.moved(edge, edge)) for setting in settings)



def cropped(marks: Iterable[Mark], window: Box, edge: float) -> Iterator[Mark]:
    """Marks of which no ink shows outside `window`; what lies inside is left as it is.

    Bare paper that ends at the window runs on over the edge: two shapes that ended on one line would leave a hairline
    of the lower one.
    """
    for mark in marks:
        if edge and (bare := _bare(mark, window, edge)):
            yield bare
        elif _over(mark, window):
            within = replace(mark, role="", alt="", language="", link="", area=None) if isinstance(
                mark, Group) else mark
            outer = mark if isinstance(mark, Group) else Group((), role="artifact")
            yield replace(outer, marks=(within,), clip=rectangle(window))
        else:
            yield mark


def _bare(mark: Mark, window: Box, edge: float) -> Mark | None:
    """A shape of bare paper, run on over the edges of the window that it touches; None for any other mark."""
    if isinstance(mark, Group):
        inner = [_bare(one, window, edge) for one in mark.marks] if mark.role in ("", "artifact") else [None]
        shapes = tuple(one for one in inner if one)
        return replace(mark, marks=shapes, clip=None) if shapes and len(shapes) == len(inner) else None
    if not isinstance(mark, Shape) or not mark.fill or not mark.fill.is_paper or mark.stroke:
        return None
    box = path_box(mark.path)
    if box is None or mark.path != rectangle(box):
        return None
    return replace(mark, path=rectangle(Box(
        box.x0 - edge if box.x0 <= window.x0 + _TOUCH else box.x0,
        box.y0 - edge if box.y0 <= window.y0 + _TOUCH else box.y0,
        box.x1 + edge if box.x1 >= window.x1 - _TOUCH else box.x1,
        box.y1 + edge if box.y1 >= window.y1 - _TOUCH else box.y1)))


def _over(mark: Mark, window: Box) -> bool:
    """Whether a mark reaches over the window's edge."""
    if isinstance(mark, Group):
        clip = path_box(mark.clip) if mark.clip else None
        return not (clip and window.contains(clip, 0.01)) and any(_over(one, window) for one in mark.marks)
    if isinstance(mark, Shape):
        box = path_box(mark.path)
        return box is not None and not window.contains(box.grown(mark.width / 2 if mark.stroke else 0), 0.01)
    if isinstance(mark, Picture | PlacedPage | Field):
        return not window.contains(mark.box, 0.01)
    return not isinstance(mark, TextRun)
