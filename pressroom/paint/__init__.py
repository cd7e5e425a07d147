"""Marks to PDF: the only stage that uses ReportLab, and the only one that flips y.

The press edition and the members' edition differ by a table: the operators of inks, what overprints,
the boxes of a page, and the standard that the file declares.
"""

from __future__ import annotations

from pressroom.cache import Cache
from pressroom.paint.editions import table_of
from pressroom.paint.writer import write
from pressroom.stages import Fit, Painted

__all__ = ["paint"]


def paint(fit: Fit, cache: Cache, note: str = "") -> Painted:
    """The PDF of a fitted piece in its edition; `note` becomes the subject of the document."""
    return write(fit, table_of(fit.piece.edition, fit.piece.printer_spec.standard), cache, note)
