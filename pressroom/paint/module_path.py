"""The dark modules of a code as rectangles, with one module as the unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pressroom.patterns import regex

_DARK = regex("1+")


def module_rectangles(rows: Sequence[int]) -> list[str]:
    """The operators of one path; level runs that go on in the next row are one rectangle with it.

    Each row is an integer whose lowest bit is the module at its left.
    """
    side = len(rows)
    stride = side + 1  # a light module after each row: no run goes on in the next
    modules = "0".join([f"{row:0{side}b}"[::-1] for row in rows])
    runs = {start: end - start for start, end in [found.span() for found in _DARK.finditer(modules)]}
    corners, sizes = _corners(side), _sizes(side)
    parts: list[str] = []
    for start, width in [*runs.items()]:
        if start not in runs:
            continue
        below, height = start + stride, 1
        while runs.get(below) == width:
            del runs[below]
            below, height = below + stride, height + 1
        parts.append(corners[start] + sizes[width][height])
    return parts


@lru_cache(maxsize=16)
def _corners(side: int) -> list[str]:
    """The place of each module, as an operand."""
    return [f"{at % (side + 1)} {at // (side + 1)} " for at in range(side * (side + 1))]


@lru_cache(maxsize=4)
def _sizes(side: int) -> list[list[str]]:
    """The end of the operator for each width and height."""
    return [[f"{width} {height} re" for height in range(side + 1)] for width in range(side + 1)]
