"""What a fold asks: words keep clear of it, nothing crosses it unasked, and no colour changes on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.fit.panels import FOLD_CLEAR, FittedLeaflet, FittedPanel
from pressroom.fit.placed import Placed
from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape
from pressroom.review.contrast import ground_at
from pressroom.sheet.folds import Folding
from pressroom.sheet.geometry import Box, around, path_box
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import Piece

FOLD_MARGIN = code(
    "fold-margin", N_("Machines fold up to three millimetres beside the line; words there break over the edge."),
    N_("Keep words and codes 5 mm from every fold: give them other cells, or the panel's grid a wider margin."),
    source="PRESS 1.8: 5 mm clear on each side of a fold")
FOLD_CROSSED = code(
    "fold-crossed", N_("What reaches over a fold stands on two panels that are seldom seen together."),
    N_("End it at the fold; or, for a shape or a picture, name the panels that it runs over: across: [inside-1, "
       "inside-2]. Words never cross."), source="PRESS 1.8")
FOLD_COLOUR = code(
    "fold-colour", N_("A fold that is a millimetre off leaves a stripe of the other panel's colour."),
    N_("Let one ground run across both panels, or end it clearly before the fold."), severity=Severity.WARNING,
    source="PRESS 1.8: no change of ground exactly on a fold")

# Rounding of places; far below what a machine folds to.
_SLACK = 0.01
# Grounds are compared this far from the fold, at so many heights.
_BESIDE, _HEIGHTS = mm(2), 24
_ARTWORK = ("shape", "picture")


def fold_findings(piece: Piece, folding: Folding, leaflet: FittedLeaflet) -> Iterator[Finding]:
    """Findings about the folds of a leaflet."""
    for one in leaflet.panels:
        for placed in one.own:
            yield from one.told(_near(piece, one, placed))
    by_name = {one.panel.name: one for one in leaflet.panels}
    for page in (1, 2):
        for left, right in pairwise(folding.on(page)):
            yield from _colours(piece, by_name[left.name], by_name[right.name])


def _near(piece: Piece, one: FittedPanel, placed: Placed) -> Iterator[Finding]:
    """Findings about an element and the folds beside it."""
    artwork = placed.element.kind in _ARTWORK
    box = _shown(placed.fitted.marks) if artwork else placed.fitted.area
    if box is None:
        return
    source = piece.layout_document.place((*placed.location, "at"))
    called = placed.element.name or placed.element.kind
    for side in one.panel.folded:
        clear = box.x0 - one.reach.x0 if side == "left" else one.reach.x1 - box.x1
        if clear < -_SLACK:
            yield finding(FOLD_CROSSED, N_("{name} reaches {over} mm over a fold of the panel {panel}"),
                          N_("keep it on its panel") if not artwork else N_("name the panels: across: [...]"),
                          source=source, area=box, measured=round(to_mm(-clear), 2), limit=0, name=called,
                          over=f"{to_mm(-clear):.1f}", panel=one.panel.name)
        elif not artwork and clear < FOLD_CLEAR - _SLACK:
            yield finding(FOLD_MARGIN, N_("{name} stands {clear} mm from a fold of the panel {panel}, {least} mm are "
                                          "needed"), source=source, area=box, measured=round(to_mm(clear), 2),
                          limit=to_mm(FOLD_CLEAR), name=called, clear=f"{to_mm(clear):.1f}", panel=one.panel.name,
                          least=f"{to_mm(FOLD_CLEAR):g}")


def _shown(marks: Iterable[Mark]) -> Box | None:
    """A box around what shapes and pictures show, clips counted."""
    boxes: list[Box] = []
    for mark in marks:
        if isinstance(mark, Group):
            box = _shown(mark.marks)
            clip = path_box(mark.clip) if mark.clip else None
            box = box.overlap(clip) if box and clip else box
        elif isinstance(mark, Shape):
            box = path_box(mark.path)
            box = box.grown(mark.width / 2) if box and mark.stroke else box
        else:
            box = mark.box if isinstance(mark, Picture | PlacedPage) else None
        if box:
            boxes.append(box)
    return around(boxes)


def _colours(piece: Piece, left: FittedPanel, right: FittedPanel) -> Iterator[Finding]:
    """A finding where the ground of two neighbours changes on their fold."""
    ours, theirs = ([mark for placed in one.fitted.placed for mark in placed.fitted.marks] for one in (left, right))
    height = left.panel.box.height
    for number in range(_HEIGHTS):
        y = (number + 0.5) * height / _HEIGHTS
        before = ground_at(tuple(ours), left.panel.box.width - _BESIDE, y)
        after = ground_at(tuple(theirs), _BESIDE, y)
        if before and after and before.cmyk != after.cmyk:
            yield finding(FOLD_COLOUR, N_("the ground changes from {before} to {after} on the fold between {left} and "
                                          "{right}"), source=piece.layout_document.place(("panels", right.panel.name)),
                          sheet=left.panel.page, area=Box(right.panel.box.x0 - 1, 0, right.panel.box.x0 + 1, height),
                          before=before.name, after=after.name, left=left.panel.name, right=right.panel.name)
            return
