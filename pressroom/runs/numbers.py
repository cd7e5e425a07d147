"""The numbers of a run's objects: known before any of them is written, so that copies can be made in any order."""

from __future__ import annotations

from pressroom.records import dataclass

BATCH = 500
"""Records under one node of the page tree, and of the document parts."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which object has which number.

    Each record has, for each of its sheets, a page and its content, and then its document part.

    Attributes:
        first: the number of the first record's first page.
        sheets: pages of each record.
        count: of records.
        parts: whether records have document parts.
    """

    first: int
    sheets: int
    count: int
    parts: bool

    @property
    def of_record(self) -> int:
        """Objects of one record."""
        return 2 * self.sheets + self.parts

    @property
    def nodes(self) -> int:
        """The number of the first node."""
        return self.first + self.count * self.of_record

    @property
    def batches(self) -> int:
        """How many nodes of each tree there are under its root."""
        return -(-self.count // BATCH)

    @property
    def end(self) -> int:
        """The first number that no object has."""
        return self.nodes + self.batches * (1 + self.parts)

    def page(self, record: int, sheet: int) -> int:
        """The page of a record (from 0) and a sheet (from 0); its content has the next number."""
        return self.first + record * self.of_record + 2 * sheet

    def part(self, record: int) -> int:
        """The document part of a record."""
        return self.first + record * self.of_record + 2 * self.sheets

    def pages_node(self, batch: int) -> int:
        """The node of the page tree over a batch of records."""
        return self.nodes + batch

    def parts_node(self, batch: int) -> int:
        """The node of the document parts over a batch of records."""
        return self.nodes + self.batches + batch

    def in_batch(self, batch: int) -> range:
        """The records of a batch."""
        return range(batch * BATCH, min((batch + 1) * BATCH, self.count))
