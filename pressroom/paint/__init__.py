"""Marks to PDF: the only stage that knows ReportLab, and the only place that turns y around.

The press edition and the members' edition differ in a table: how an ink is said, what overprints,
which boxes a page has, what the file declares itself to be.
"""

from __future__ import annotations

from pressroom.cache import Cache
from pressroom.paint.editions import table_of
from pressroom.paint.writer import write
from pressroom.stages import Fit, Painted

__all__ = ["paint"]


def paint(fit: Fit, cache: Cache, note: str = "") -> Painted:
    """The PDF of a fitted piece, for the edition that it was fitted for; `note` is what it says of itself."""
    return write(fit, table_of(fit.piece.edition, fit.piece.printer_spec.standard), cache, note)
