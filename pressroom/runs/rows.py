"""Rows of a table as people write them: `120-131,977`."""

from __future__ import annotations

from pressroom.findings import N_, Refused, code, finding
from pressroom.patterns import regex

WRONG_ROWS = code("run-rows", N_("Rows are numbers of the table, as messages and file names have them."),
                  N_("Write them as 120-131,977."))
_ROWS = regex(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")
_MOST = 500  # ranges: each record is looked for in all of them


def rows_of(text: str) -> tuple[range, ...]:
    """The rows that a text names; none for an empty one, which means all.

    Raises:
        Refused: they are written in another way.
    """
    found: list[range] = []
    for part in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        rows = _ROWS.fullmatch(part)
        if rows is None or int(rows[2] or rows[1]) < int(rows[1]) or len(found) >= _MOST:
            raise Refused([finding(WRONG_ROWS, N_("{rows} are no rows"), N_("write them as 120-131,977"),
                                   rows=part[:40])], exit_code=2)
        found.append(range(int(rows[1]), int(rows[2] or rows[1]) + 1))
    return tuple(found)
