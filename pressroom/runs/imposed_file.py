"""The objects of an imposed file: a form for each record, in the records' order, and then the sheets.

The piles of a cut stack hold the records in their order: place p of sheet s has record p * sheets + s, so that the
first pile, laid on the second, and both on the third, are all records one after another.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pressroom.marks import TextRun
from pressroom.paint.content import Content
from pressroom.paint.imposed_paper import MARKS, ImposedShared
from pressroom.paint.numbers import number
from pressroom.records import dataclass
from pressroom.runs.numbers import BATCH, Numbers
from pressroom.sheet.imposition import Plan

_LEVEL = 6  # of deflate, as of pages


@dataclass(frozen=True, slots=True)
class ImposedNumbers(Numbers):
    """Which object has which number: the forms of all records, then each sheet's page and its content.

    Attributes:
        count: of sheets; what `Numbers` says of records is said of them.
        records: how many there are.
        places: on a sheet.
    """

    records: int = 0
    places: int = 1

    @property
    def nodes(self) -> int:
        """The number of the first node."""
        return self.first + self.records + 2 * self.count

    def page(self, record: int, sheet: int) -> int:  # noqa: ARG002 - a sheet has one page
        """The page of sheet `record`, from 0; its content has the next number."""
        return self.first + self.records + 2 * record

    def form(self, record: int) -> int:
        """The form of a record, from 0."""
        return self.first + record

    def on_sheet(self, sheet: int) -> list[int | None]:
        """The record at each place of a sheet; None where the place is empty."""
        return [at if (at := place * self.count + sheet) < self.records else None for place in range(self.places)]


def numbers_of(first: int, records: int, places: int) -> ImposedNumbers:
    """The numbers of a file of so many records, from the first number on that is free."""
    return ImposedNumbers(first, 1, -(-records // places), parts=False, records=records, places=places)


def form(numbers: ImposedNumbers, shared: ImposedShared, record: int, operators: bytes) -> bytes:
    """The form of a record."""
    content = zlib.compress(operators, _LEVEL)
    return (b"%d 0 obj\n<</Type/XObject/Subtype/Form%s/Filter/FlateDecode/Length %d>>\nstream\n"
            b"%s\nendstream\nendobj\n" % (numbers.form(record), shared.form, len(content), content))


def placements(plan: Plan, edge: float) -> list[bytes]:
    """The operators that draw the form of each place; `edge` is from the form's edge to the copy's trim."""
    return [f"q 1 0 0 1 {number(trim.x0 - edge)} {number(plan.height - trim.y1 - edge)} cm /R{place} Do Q".encode()
            for place, trim in enumerate(plan.trims())]


def sheet_objects(numbers: ImposedNumbers, shared: ImposedShared, sheet: int, drawn: Sequence[bytes],
                  content: Content, labels: Sequence[TextRun]) -> tuple[bytes, bytes]:
    """The page of a sheet and its content.

    Args:
        numbers: of the file.
        shared: what its sheets share.
        sheet: which, from 0.
        drawn: the operators of each place.
        content: without anything in it.
        labels: the words beside the places.
    """
    records = numbers.on_sheet(sheet)
    content.lines.append("0 0 0 1 k 0 0 0 1 K")
    content.lines += [drawn[place].decode() for place, record in enumerate(records) if record is not None]
    content.draw(MARKS)
    content.paint(tuple(labels))
    forms = b"".join(b"/R%d %d 0 R" % (place, numbers.form(record)) for place, record in enumerate(records)
                     if record is not None)
    page, packed = numbers.page(sheet, 0), zlib.compress(content.bytes(), _LEVEL)
    return (b"%d 0 obj\n<</Type/Page/Parent %d 0 R%s/Resources<<%s/XObject<<%s%s>>>>/Contents %d 0 R>>\nendobj\n" % (
                page, numbers.pages_node(sheet // BATCH), shared.shared.entries[0], shared.resources, forms,
                shared.marks, page + 1),
            b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
                page + 1, len(packed), packed))
