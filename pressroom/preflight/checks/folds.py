"""Folded sheets: text away from the folds, and fold marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, compared
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import changed, content, painted, set_content
from pressroom.preflight.text_matching import normalized
from pressroom.sheet.units import mm, to_mm

_CLEAR, _SLACK = mm(5), 0.3
_OFF = 0.5  # points by which a mark may miss its fold
_THICKEST, _SHORTEST = 1.5, mm(2)


def _ends(page: Page, x: float) -> set[str]:
    """The ends of a fold that have a mark, wholly outside the bleed."""
    ends = set()
    for path in page.walk.paths:
        for piece in path.pieces:
            thin = piece.width <= _THICKEST and piece.height >= _SHORTEST and abs(piece.centre[0] - x) <= _OFF
            if thin and page.bleed.grown(-_OFF).overlap(piece.grown(0.01)) is None:
                ends.add("top" if piece.centre[1] < page.trim.centre[1] else "bottom")
    return ends


def _without_marks(writer: Any) -> None:
    was = content(writer)
    set_content(writer, was[:was.rindex(b"q 0 0 0 1 K [")])


@check("fold-marks-missing",
       why=N_("This printer folds by the marks in the file; without them the sheet is folded by eye."),
       mend=N_("Draw a dashed line above and below each fold, from the bleed's edge outward."),
       source="Folding, rule 4; Printer's preset",
       needs=("press", "marks wanted", "folds"), spoil=changed(_without_marks))
def fold_marks_missing(proof: Proof) -> Iterator[Fault]:
    """Each fold has its two marks."""
    for page in proof.pages:
        for fold in page.brief.folds if page.brief else ():
            if len(ends := _ends(page, page.trim.x0 + fold)) < 2:
                yield fault(N_("{count} of 2 fold marks at {fold} mm from the left"), page=page, count=len(ends),
                            fold=round(to_mm(fold), 1), measured=len(ends), limit=2)


@check("words-on-fold",
       why=N_("Machines fold up to three millimetres beside the line; text there runs over the edge."),
       mend=N_("Keep text 5 mm away from every fold."), source="Folding, rule 2",
       needs=("finished", "folds"),
       spoil=painted("1 0 0 1 {x0} {y1} cm 0 0 0 1 k BT /{font} 30 Tf 1 0 0 1 16 -80 Tm <0001> Tj ET"))
def words_on_fold(proof: Proof) -> Iterator[Fault]:
    """Text keeps its distance from the folds."""
    for page in proof.pages:
        for fold in page.brief.folds if page.brief else ():
            x = page.trim.x0 + fold
            for box, words in page.lines:
                clear = max(box.x0 - x, x - box.x1)
                if words.strip() and clear < _CLEAR - _SLACK and page.printed.overlap(box):
                    found, asked = compared(to_mm(max(clear, 0.0)), to_mm(_CLEAR), 1)
                    yield fault(N_("“{words}” is {found} mm from the fold at {fold} mm; {asked} mm are required"),
                                page=page, area=box, words=normalized(words)[:40],
                                found=found, fold=round(to_mm(fold), 1), asked=asked, measured=clear, limit=_CLEAR)
