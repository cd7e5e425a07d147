"""One file of many records: what they share, then their objects one after another, then trees and references.

Nothing is held in memory but the place of each object; a file of a hundred thousand pages takes as much as one of ten.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Protocol

from pressroom.paint.run_paper import Shared
from pressroom.runs.numbers import Numbers

_ROWS = 10_000  # of the cross references, written at a time


class Out(Protocol):
    """Where bytes are written."""

    def write(self, content: bytes, /) -> int:
        """Write all of them."""


class RunFile:
    """A file being written to `stream`, from its first byte to its last."""

    def __init__(self, stream: Out, shared: Shared, numbers: Numbers) -> None:
        """Write what the records share."""
        self._stream, self._shared, self._numbers = stream, shared, numbers
        self._offsets = array("Q", bytes(8 * numbers.end))
        for number, offset in shared.offsets.items():
            self._offsets[number] = offset
        self._at = 0
        self._next = numbers.first
        self._write(shared.head)

    def add(self, content: bytes, lengths: Iterable[int]) -> None:
        """Write the objects of further records; `lengths` are those of each object."""
        offset = self._at
        for length in lengths:
            self._offsets[self._next] = offset
            self._next += 1
            offset += length
        if offset != self._at + len(content):
            raise ValueError("the lengths are not those of the content")
        self._write(content)

    def close(self) -> None:
        """Write the trees, the catalog, the cross references and the trailer."""
        numbers, shared = self._numbers, self._shared
        if self._next != numbers.nodes:
            raise ValueError("records are missing")
        for batch in range(numbers.batches):
            pages = b" ".join(b"%d 0 R" % numbers.page(record, sheet) for record in numbers.in_batch(batch)
                              for sheet in range(numbers.sheets))
            self._object(numbers.pages_node(batch), b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [ %s ] >>" % (
                shared.pages, len(numbers.in_batch(batch)) * numbers.sheets, pages))
        if numbers.parts:
            self._write_parts()
        nodes = b" ".join(b"%d 0 R" % numbers.pages_node(batch) for batch in range(numbers.batches))
        self._object(shared.pages, b"<< /Type /Pages /Count %d /Kids [ %s ] %s >>" % (
            numbers.count * numbers.sheets, nodes, shared.inherited))
        catalog, entries = shared.catalog
        root = b" /DPartRoot %d 0 R" % shared.parts if numbers.parts else b""
        self._object(catalog, b"<< %s%s >>" % (entries, root))
        self._close_references(catalog)

    def _write_parts(self) -> None:
        """The document parts above those of the records (ISO 32000-2, 14.12): the run, and its batches."""
        numbers, shared = self._numbers, self._shared
        for batch in range(numbers.batches):
            leaves = b" ".join(b"%d 0 R" % numbers.part(record) for record in numbers.in_batch(batch))
            self._object(numbers.parts_node(batch), b"<< /Type /DPart /Parent %d 0 R /DParts [ [ %s ] ] >>" % (
                shared.top, leaves))
        nodes = b" ".join(b"%d 0 R" % numbers.parts_node(batch) for batch in range(numbers.batches))
        self._object(shared.top, b"<< /Type /DPart /Parent %d 0 R /DParts [ [ %s ] ] >>" % (shared.parts, nodes))
        self._object(shared.parts, b"<< /Type /DPartRoot /DPartRootNode %d 0 R /RecordLevel 2"
                                   b" /NodeNameList [ /Run /Batch /Record ] >>" % shared.top)

    def _close_references(self, catalog: int) -> None:
        start, free = self._at, [number for number in range(1, len(self._offsets)) if not self._offsets[number]]
        following = dict(zip([0, *free], [*free, 0], strict=True))  # free numbers form a list (ISO 32000-1, 7.5.4)
        self._write(b"xref\n0 %d\n" % len(self._offsets))
        for first in range(0, len(self._offsets), _ROWS):
            rows = [b"%010d 00000 n \n" % self._offsets[number] if number not in following else
                    b"%010d %05d f \n" % (following[number], 65535 if not number else 0)
                    for number in range(first, min(first + _ROWS, len(self._offsets)))]
            self._write(b"".join(rows))
        self._write(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(self._offsets), catalog, self._shared.info, self._shared.identifier, start))

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _write(self, content: bytes) -> None:
        self._stream.write(content)
        self._at += len(content)
