"""The dark modules of a code as rectangles, with one module as the unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


def module_rectangles(rows: Sequence[int]) -> list[str]:
    """The operators of one path; level runs that go on in the next row are one rectangle with it.

    Each row is an integer whose lowest bit is the module at its left.
    """
    parts: list[str] = []
    begun: dict[str, int] = {}  # where each run of the row before began
    for at, row in enumerate([*rows, 0]):
        runs = dict.fromkeys(_runs(row), at)
        for run in begun.keys() & runs.keys():
            runs[run] = begun.pop(run)
        parts += [run % (top, at - top) for run, top in begun.items()]
        begun = runs
    return parts


@lru_cache(maxsize=20_000)
def _runs(row: int) -> tuple[str, ...]:
    """The rectangles of a row's dark runs, with places for their tops and their heights."""
    runs, start = [], 0
    while row:
        light = (row & -row).bit_length() - 1
        row >>= light
        dark = (~row & row + 1).bit_length() - 1
        runs.append(f"{start + light} %d {dark} %d re")
        row >>= dark
        start += light + dark
    return tuple(runs)
