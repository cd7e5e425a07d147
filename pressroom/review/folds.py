"""What a fold asks: words keep clear of it, nothing crosses it unasked, and no colour changes on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pressroom.colour.ink import Ink
from pressroom.findings import N_, Severity, compared
from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape
from pressroom.review import press_spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.review.visibility import Area, areas, ground_of, top_at
from pressroom.sheet.folds import FOLD_CLEAR
from pressroom.sheet.geometry import Box, around, path_box
from pressroom.sheet.units import mm, to_mm
from pressroom.stages import Fit, FittedPanel, Placed

# Rounding of places; far below what a machine folds to.
_SLACK = 0.01
# Grounds are compared this far from the fold, at so many heights.
_BESIDE, _HEIGHTS = mm(2), 24
_ARTWORK = ("shape", "picture")


@rule("fold-margin", why=N_("Machines fold up to three millimetres beside the line; words there break over the edge."),
      mend=N_("Keep words and codes 5 mm from every fold: give them other cells, or the panel's grid a wider margin."),
      source="Folding, rule 2", needs=("folded",), spoil=press_spoils.words_near_a_fold)
def fold_margin(part: ReviewedPart) -> Iterator[Fault]:
    """Words and codes keep 5 mm from a fold."""
    for placed, box, clear in _beside_folds(part):
        if not _is_artwork(placed) and -_SLACK <= clear < FOLD_CLEAR - _SLACK:
            found, least = compared(to_mm(clear), to_mm(FOLD_CLEAR), 1)
            yield fault(N_("{name} stands {clear} mm from a fold of the panel {panel}, {least} mm are needed"),
                        source=part.place((*placed.location, "at")), area=box,
                        measured=compared(to_mm(clear), to_mm(FOLD_CLEAR), 2)[0], limit=to_mm(FOLD_CLEAR),
                        name=called(placed), panel=_name(part),
                        clear=f"{found:g}", least=f"{least:g}")


@rule("fold-crossed", why=N_("What reaches over a fold stands on two panels that are seldom seen together."),
      mend=N_("End it at the fold; or, for a shape or a picture, name the panels that it runs over: across: [inside-1, "
              "inside-2]. Words never cross."),
      source="Folding, rule 5", needs=("folded",), spoil=press_spoils.words_over_a_fold)
def fold_crossed(part: ReviewedPart) -> Iterator[Fault]:
    """Nothing reaches over a fold, unless the layout says that it runs across."""
    for placed, box, clear in _beside_folds(part):
        if clear < -_SLACK:
            yield fault(N_("{name} reaches {over} mm over a fold of the panel {panel}"),
                        N_("name the panels: across: [...]") if _is_artwork(placed) else N_("keep it on its panel"),
                        source=part.place((*placed.location, "at")), area=box,
                        measured=compared(to_mm(-clear), 0.0, 2)[0], limit=0, name=called(placed),
                        over=f"{compared(to_mm(-clear), 0.0, 1)[0]:g}", panel=_name(part))


@rule("fold-colour", why=N_("A fold that is a millimetre off leaves a stripe of the other panel's colour."),
      mend=N_("Let one ground run across both panels, or end it clearly before the fold."), severity=Severity.WARNING,
      source="Folding, rule 3", needs=("folded",), sees="whole",
      spoil=press_spoils.ground_that_changes_on_a_fold)
def fold_colour(fit: Fit) -> Iterator[Fault]:
    """The ground of two neighbours does not change on their fold."""
    if fit.leaflet is None:
        return
    by_name = {one.panel.name: one for one in fit.leaflet.panels}
    for page in (1, 2):
        for left, right in pairwise(fit.leaflet.folding.on(page)):
            change = _change(by_name[left.name], by_name[right.name])
            if change:
                yield fault(N_("the ground changes from {before} to {after} on the fold between {left} and {right}"),
                            source=fit.piece.layout_document.place(("panels", right.name)), page=page,
                            area=Box(right.box.x0 - 1, 0, right.box.x0 + 1, left.box.height), before=change[0].name,
                            after=change[1].name, left=left.name, right=right.name)


def _beside_folds(part: ReviewedPart) -> Iterator[tuple[Placed, Box, float]]:
    """The panel's own elements, their ink, and how far it stays from each fold; below 0 where it crosses one."""
    if part.panel is None:
        return
    for placed in part.panel.own:
        box = _visible(placed.fitted.marks) if _is_artwork(placed) else placed.fitted.area
        for side in part.panel.panel.folded if box else ():
            assert box is not None
            yield placed, box, box.x0 - part.panel.reach.x0 if side == "left" else part.panel.reach.x1 - box.x1


def _is_artwork(placed: Placed) -> bool:
    return placed.element.kind in _ARTWORK


def _name(part: ReviewedPart) -> str:
    return part.panel.panel.name if part.panel else ""


def _visible(marks: Iterable[Mark]) -> Box | None:
    """A box around what shapes and pictures show, clips counted."""
    boxes: list[Box] = []
    for mark in marks:
        if isinstance(mark, Group):
            box = _visible(mark.marks)
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


def _change(left: FittedPanel, right: FittedPanel) -> tuple[Ink, Ink] | None:
    """The grounds of two neighbours where they differ beside the fold; None where they do not."""
    ours, theirs = (areas([mark for placed in one.fitted.placed for mark in placed.fitted.marks])
                    for one in (left, right))
    for number in range(_HEIGHTS):
        y = (number + 0.5) * left.panel.box.height / _HEIGHTS
        before = _ground(top_at(ours, left.panel.box.width - _BESIDE, y))
        after = _ground(top_at(theirs, _BESIDE, y))
        if before and after and before.cmyk != after.cmyk:
            return before, after
    return None


def _ground(top: Area | None) -> Ink | None:
    """The ink of what shows; None for a picture."""
    return ground_of(top)
