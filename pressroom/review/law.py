"""What French law says of printed matter, as far as marks can show it: advice for staff, no legal opinion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.colour.ink import Ink
from pressroom.findings import N_, Severity
from pressroom.marks import Mark, Picture, PlacedPage, Shape, TextRun, flat
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule


@rule("black-on-white",
      why=N_("Posters in black alone on white paper are reserved for official notices; a coloured text or "
             "illustration, or coloured paper, tells one from the other."),
      mend=N_("Choose a palette with a colour, or have it printed on coloured paper."), severity=Severity.WARNING,
      source="Loi du 29 juillet 1881, article 15", needs=("hangs", "paper"), spoil=spoils.everything_in_black)
def black_on_white(part: ReviewedPart) -> Iterator[Fault]:
    """A sheet that is posted shows a colour."""
    if not any(_coloured(ink) for ink in _inks(part.fitted.sheet.marks)):
        yield fault(N_("this poster is printed in black alone, on white paper"), N_("choose a variant with a colour"),
                    source=part.piece.document.place(("variant",)))


def _coloured(ink: Ink | None) -> bool:
    """Whether an ink is more than black; None is a picture's own colours."""
    return ink is None or not (ink.only_black or ink.is_paper)


def _inks(marks: Iterable[Mark]) -> Iterator[Ink | None]:
    """The inks of marks; None for the colours of a picture or of a page from elsewhere."""
    for mark in flat(marks):
        if isinstance(mark, TextRun):
            yield mark.ink
        elif isinstance(mark, Shape):
            yield from mark.inks
        elif isinstance(mark, Picture):
            yield from mark.tint or (None,)
        elif isinstance(mark, PlacedPage):
            yield None
