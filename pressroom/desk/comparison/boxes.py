"""Page boxes, rotation and unit of a page, in millimetres (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.desk.comparison.difference import Difference, difference, millimetres
from pressroom.desk.comparison.pairs import SLACK, Pair, unit
from pressroom.findings import N_
from pressroom.preflight.page import Page
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm

NAMES = {"/MediaBox": N_("paper (MediaBox)"), "/CropBox": N_("visible part (CropBox)"),
         "/BleedBox": N_("bleed (BleedBox)"), "/TrimBox": N_("trim (TrimBox)"), "/ArtBox": N_("art (ArtBox)")}
_DEFAULT = {"/CropBox": "/MediaBox", "/BleedBox": "/CropBox", "/TrimBox": "/CropBox", "/ArtBox": "/CropBox"}
_NEAR = 0.05  # points: less is rounding


def boxes(pair: Pair) -> Iterator[Difference]:
    """What differs in the five boxes, in rotation and unit."""
    number = pair.number
    if not pair.of_one_size:
        yield difference("boxes", N_("the page is of another size: {width} x {height} mm instead of {was_width} x "
                                     "{was_height} mm"), number, None, **_sizes(pair.old.trim, pair.new.trim, pair))
    if pair.old.rotate != pair.new.rotate:
        yield difference("boxes", N_("the page is shown turned by {now}° instead of {was}°"), number,
                         was=pair.old.rotate, now=pair.new.rotate)
    if unit(pair.old) != unit(pair.new):
        yield difference("boxes", N_("a unit of the page is {now} points instead of {was} (UserUnit)"), number,
                         was=round(unit(pair.old), 4), now=round(unit(pair.new), 4))
    for key in NAMES:
        yield from _box(pair, key)


def _box(pair: Pair, key: str) -> Iterator[Difference]:
    stated = [page.box(key) is not None for page in (pair.old, pair.new)]
    if stated == [True, False] and key != "/MediaBox":
        yield difference("boxes", N_("the new page states no {box}"), pair.number, box=NAMES[key])
    elif stated == [False, True] and key != "/MediaBox":
        yield difference("boxes", N_("the old page stated no {box}"), pair.number, box=NAMES[key])
    if key != "/MediaBox" and stated == [False, False]:
        return  # it is the box that it defaults to, which is compared
    old, new = _effective(pair.old, key).moved(*pair.shift), _effective(pair.new, key)
    if key == "/TrimBox" and not pair.of_one_size:
        return  # said already
    if abs(old.width - new.width) > _NEAR or abs(old.height - new.height) > _NEAR:
        if not _rounded(old, new):
            yield difference("boxes", N_("the {box} is {width} x {height} mm instead of {was_width} x {was_height} mm"),
                             pair.number, None, box=NAMES[key], **_sizes(old, new, pair))
    elif max(abs(new.x0 - old.x0), abs(new.y0 - old.y0)) > _NEAR:
        yield from _moved(pair, key, new.x0 - old.x0, new.y0 - old.y0)


def _effective(page: Page, key: str) -> Box:
    """The box, or the one that takes its place (ISO 32000-1, table 30)."""
    if key == "/MediaBox":
        return page.paper
    return page.box(key) or _effective(page, _DEFAULT[key])


def _rounded(old: Box, new: Box) -> bool:
    """Whether no length of the two, in tenths of a millimetre, tells them apart and all edges are near."""
    return all(abs(before - after) < SLACK / 4 for before, after in (
        (old.x0, new.x0), (old.y0, new.y0), (old.x1, new.x1), (old.y1, new.y1)))


def _sizes(old: Box, new: Box, pair: Pair) -> dict[str, float]:
    before, after = unit(pair.old), unit(pair.new)
    return {"width": millimetres(to_mm(new.width * after)), "height": millimetres(to_mm(new.height * after)),
            "was_width": millimetres(to_mm(old.width * before)), "was_height": millimetres(to_mm(old.height * before))}


def _moved(pair: Pair, key: str, dx: float, dy: float) -> Iterator[Difference]:
    scale = unit(pair.new)
    across, down = millimetres(to_mm(abs(dx) * scale)), millimetres(to_mm(abs(dy) * scale))
    side = (N_("to the right") if dx > 0 else N_("to the left")) if across else ""
    look = (N_("down") if dy > 0 else N_("up")) if down else ""
    if side and look:
        yield difference("boxes", N_("the {box} moved by {across} mm {side} and by {below} mm {look}"), pair.number,
                         box=NAMES[key], across=across, side=side, below=down, look=look)
    elif side or look:
        yield difference("boxes", N_("the {box} moved by {across} mm {side}"), pair.number, box=NAMES[key],
                         across=across or down, side=side or look)
