"""Outside the bleed: crop marks as the printer requires, and no artwork."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import changed, content, painted, set_content
from pressroom.preflight.walk.painted import Painted, PaintedPath, PaintedText, colours_of, what
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

_OFF = 0.5  # points by which a mark may miss the trim's line
_THICKEST = 1.5  # points; a thicker bar is no mark
_SHORTEST = mm(2)
_MARKS_A_PAGE = 8
_LARGEST = mm(12)  # of a registration target, or of a patch
_OVERHANG = 1.0  # points by which artwork may pass the bleed's edge


def crop_marks(page: Page) -> set[tuple[str, str]]:
    """Crop marks in the slug, by corner and direction: eight when complete."""
    marks = set()
    for path in page.walk.paths:
        for piece in path.pieces:
            if page.bleed.grown(-_OFF).overlap(piece.grown(0.01)) is None and (mark := _mark(page.trim, piece)):
                marks.add(mark)
    return marks


def _mark(trim: Box, piece: Box) -> tuple[str, str] | None:
    (x, y), (across, down) = piece.centre, (piece.width, piece.height)
    left, top = abs(x - trim.x0) < abs(x - trim.x1), abs(y - trim.y0) < abs(y - trim.y1)
    corner = f"{'top' if top else 'bottom'} {'left' if left else 'right'}"
    if across <= _THICKEST and down >= _SHORTEST and min(abs(x - trim.x0), abs(x - trim.x1)) <= _OFF:
        return corner, "vertical"
    if down <= _THICKEST and across >= _SHORTEST and min(abs(y - trim.y0), abs(y - trim.y1)) <= _OFF:
        return corner, "horizontal"
    return None


def _without_marks(writer: Any) -> None:
    was = content(writer)
    set_content(writer, was[:was.rindex(b"q /CsAll CS")])


@check("marks-missing",
       why=N_("This printer cuts by the marks in the file; without them the sheet is cut by eye."),
       mend=N_("Draw eight crop marks from the bleed's edge outward."), source="Printer's preset",
       needs=("press", "marks wanted"), spoil=changed(_without_marks))
def marks_missing(proof: Proof) -> Iterator[Fault]:
    """All eight crop marks are present."""
    for page in proof.pages:
        if (count := len(crop_marks(page))) < _MARKS_A_PAGE:
            yield fault(N_("{count} of 8 crop marks"), page=page, count=count, measured=count, limit=_MARKS_A_PAGE)


@check("marks-unwanted",
       why=N_("This printer adds its own marks; those in the file are printed too, or the file is refused."),
       mend=N_("Export without printer's marks."), source="Printer's preset; Printers' guides, rule 6",
       needs=("press", "marks refused"),
       spoil=painted("0 0 0 1 K 0.25 w 1 0 0 1 {x0} {y0} cm 0 -10 m 0 -24 l S"))
def marks_unwanted(proof: Proof) -> Iterator[Fault]:
    """There are no crop marks."""
    for page in proof.pages:
        if count := len(crop_marks(page)):
            yield fault(N_("{count} crop mark{count||s}; this printer wants none"),
                        page=page, count=count, measured=count, limit=0)


@check("slug-artwork",
       why=N_("Artwork outside the bleed is not part of the sheet; printers take it for a mistake in the page boxes, "
              "or it interferes with their own marks."),
       mend=N_("End artwork at the bleed; keep only marks and a line of small print outside."),
       source="Prepress practice, rule 2", severity=Severity.WARNING, needs=("press",),
       spoil=painted("0 0 0 1 k 1 0 0 1 {x0} {y0} cm 100 -30 12 12 re f"))
def slug_artwork(proof: Proof) -> Iterator[Fault]:
    """Outside the bleed there are only marks and text."""
    for page in proof.pages:
        for thing in page.walk.things if page.corners("/BleedBox") else ():
            colours = colours_of(thing)
            if isinstance(thing, PaintedText) or (colours and all(colour.is_white for colour in colours)):
                continue
            if proof.brief.targets and _target(thing, page):
                continue
            visible = thing.box.overlap(page.paper)
            if visible and min(visible.width, visible.height) > _THICKEST and (
                    not page.bleed.contains(visible, _OVERHANG)):
                yield fault(N_("a {thing} extends beyond the bleed"), page=page, area=thing.box, thing=what(thing))


def _target(thing: Painted, page: Page) -> bool:
    """Whether it is a small mark wholly outside the bleed: a target or a patch of a colour bar."""
    box = thing.box
    return (isinstance(thing, PaintedPath) and max(box.width, box.height) <= _LARGEST
            and page.bleed.grown(-_OFF).overlap(box) is None)
