"""The rows that a run left out, as a table that can be mended and run again."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection
from pathlib import Path

from pressroom.cache import Cache
from pressroom.runs.parts import private
from pressroom.runs.plan import plan
from pressroom.runs.request import RunRequest
from pressroom.runs.source import table_of


def write_left_out(request: RunRequest, rows: Collection[int]) -> Path:
    """Write the rows with these numbers beside the files of the run, for their owner's eyes alone; the table's path."""
    run = plan(request.root, request.name, Cache(request.root / ".cache"), request.today)
    table = table_of(request.root, run, request.table, request.today)
    wanted = frozenset(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(table.names)
    writer.writerows(row.cells for row in table.rows() if row.number in wanted)
    path = request.out / "runs" / request.name / "left-out.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with private(path) as descriptor:
        left = memoryview(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "surrogateescape"))
        while left:
            left = left[os.write(descriptor, left):]
    return path
