"""Imposed sheets, read back from the finished bytes: each record at its place, with its words and its codes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pressroom.patterns import regex
from pressroom.runs.finished import FinishedFile

_SHEET = regex(rb"<</Type/Page/Parent \d+ 0 R(.*?)/Resources<<(.*?)/XObject<<(.*?)>>>>/Contents (\d+) 0 R>>", 16)
_FORM = regex(rb"<</Type/XObject/Subtype/Form(.*?)/Filter/FlateDecode/Length (\d+)>>\nstream\n", 16)
_DRAWN = regex(rb"(?m)^(q 1 0 0 1 .*? cm /R(\d+) Do Q)$")
_NAMED = regex(rb"/R(\d+) (\d+) 0 R")


class ImposedFile(FinishedFile):
    """A finished file of sheets, whose records are the forms that the sheets draw."""

    def __init__(self, path: Path, count: int, entries: bytes, drawn: Sequence[bytes]) -> None:
        """Open it.

        Args:
            path: the file.
            count: of records.
            entries: of every sheet's page.
            drawn: the operators that draw each place.
        """
        super().__init__(path, 1)
        self.sheets, self.records = self.records, count
        self._entries, self._drawn = entries, drawn

    def pages(self, record: int) -> Iterator[tuple[int, bytes, bytes, int]]:
        """The form that a sheet draws at the place of a record: its number, its entries, its content, and 0.

        Raises:
            ValueError: the sheet is not what it has to be.
        """
        if self.sheets != -(-self.records // len(self._drawn)):
            raise ValueError("sheets are missing")
        place, sheet = divmod(record, self.sheets)
        forms = self._on(sheet)
        found = _FORM.match(self.object(forms[place]))
        if found is None:
            raise ValueError(f"object {forms[place]} is no form")
        content = self.object(forms[place])[found.end():found.end() + int(found[2])]
        yield forms[place], found[1], zlib.decompress(content), 0

    def _on(self, sheet: int) -> dict[int, int]:
        """The number of the form at each place of a sheet that has one."""
        number = self._pages[sheet]
        found = _SHEET.match(self.object(number))
        if found is None or found[1] != self._entries:
            raise ValueError(f"object {number} is no page of this sheet's boxes")
        forms = {int(place): int(form) for place, form in _NAMED.findall(found[3])}
        drawn = {int(place): operators for operators, place in _DRAWN.findall(self.stream(int(found[4])))}
        wanted = {place: operators for place, operators in enumerate(self._drawn)
                  if place * self.sheets + sheet < self.records}
        if drawn != wanted or forms.keys() != wanted.keys():
            raise ValueError("its sheet draws other places")
        return forms
