"""Artwork that reaches the cut must fill the bleed, checked on pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pressroom.findings import N_
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import Raster
from pressroom.preflight.spoils import painted
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm, to_mm

_PAPER = 251  # grey from which a pixel counts as unprinted
_INKED = bytes(1 if grey < _PAPER else 0 for grey in range(256))
_DRIFT = 4  # pixels by which a slanted edge may move from one line of pixels to the next
_STRETCH = mm(2)  # a shorter gap is a corner or a stroke's end


@check("bleed-unpainted",
       why=N_("Artwork touches the cut but does not fill the bleed: wherever the sheet shifts under the guillotine, "
              "a white sliver appears."),
       mend=N_("Let every ground, picture and shape that touches the trim reach the bleed's outer edge."),
       source="GWG 2022; Printer's preset", needs=("press", "bleed"),
       spoil=painted("0 0 0 0 k 1 0 0 1 {x0} {y0} cm -20 100 20 200 re f"))
def bleed_unpainted(proof: Proof) -> Iterator[Fault]:
    """Artwork that touches the trim is painted to the bleed's edge."""
    for page in proof.pages:
        for side, start, length in gaps(page.raster, page, proof.brief.bleed):
            yield fault(N_("at the {side}, {length} mm of artwork touch the trim but do not fill the bleed"),
                        page=page, area=_strip(page.trim, side, start, length), side=side,
                        length=round(to_mm(length), 1))


def gaps(raster: Raster, page: Page, bleed: float) -> list[tuple[str, float, float]]:
    """Stretches along the trim where artwork ends inside the bleed: side, start and length."""
    stretches = []
    trim, outer = page.trim, page.trim.grown(bleed)
    columns = raster.column(trim.x0) + 1, raster.column(trim.x1)
    rows = raster.row(trim.y0) + 1, raster.row(trim.y1)
    sides = ((N_("left"), [raster.down(column, *rows) for column in _inside_out(
                 raster.column(trim.x0), raster.column(outer.x0), -1)]),
             (N_("right"), [raster.down(column, *rows) for column in _inside_out(
                 raster.column(trim.x1), raster.column(outer.x1), 1)]),
             (N_("top"), [raster.across(row, *columns) for row in _inside_out(
                 raster.row(trim.y0), raster.row(outer.y0), -1)]),
             (N_("bottom"), [raster.across(row, *columns) for row in _inside_out(
                 raster.row(trim.y1), raster.row(outer.y1), 1)]))
    for side, lines in sides:
        start, length = _longest_gap(lines)
        if length >= _STRETCH * raster.scale:
            stretches.append((side, start / raster.scale, length / raster.scale))
    return stretches


def _inside_out(trim: int, edge: int, step: int) -> range:
    """Lines of pixels from just inside the trim to just inside the bleed's edge."""
    return range(trim - step, edge, step)


def _longest_gap(lines: list[bytes]) -> tuple[int, int]:
    """The longest stretch that is painted in one line of pixels but not in the next, within `_DRIFT`: start, length."""
    best = (0, 0)
    painted_lines = [int.from_bytes(line.translate(_INKED), "big") for line in lines]
    width = len(lines[0]) if lines else 0
    for here, beyond in pairwise(painted_lines):
        reach = beyond
        for shift in range(1, _DRIFT + 1):
            reach |= beyond << 8 * shift | beyond >> 8 * shift
        gone = here & ~reach
        if gone <= 0:
            continue
        start = 0
        for run in gone.to_bytes(width, "big").split(b"\0"):
            if len(run) > best[1]:
                best = (start, len(run))
            start += len(run) + 1
    return best


def _strip(trim: Box, side: str, start: float, length: float) -> Box:
    if side in ("left", "right"):
        x = trim.x0 if side == "left" else trim.x1
        return Box(x - 3, trim.y0 + start, x + 3, trim.y0 + start + length)
    y = trim.y0 if side == "top" else trim.y1
    return Box(trim.x0 + start, y - 3, trim.x0 + start + length, y + 3)
