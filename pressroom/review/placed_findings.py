"""What the judge of the finished file says of a picture or a placed page, pointed at the line that names it.

The judge sees one file, and not what it was made from; a thin line or too much ink inside a placed page is mended
there, and too few pixels in the picture's file, so the finding bears the picture's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pressroom.findings import Finding, Place, Severity
from pressroom.marks import Group, Mark, Picture, PlacedPage
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, path_box
from pressroom.stages import Fit

_MOSTLY = 0.5
# Rules about the whole file that what this program writes itself keeps by construction.
_FROM_ELSEWHERE = ("font-", "colour-", "picture-", "bitmap-", "x1a-", "halftone", "transfer-", "form-group")

# Rules about pixels, whose findings are pointed at photographs.
_OF_PIXELS = ("picture-", "bitmap-")
# Rules whose breach in a file from elsewhere is a warning, and in our own an error.
_OWN_MARKS = ("black-text-knocks-out", "black-line-knocks-out", "colour-grey")


@dataclass(frozen=True, slots=True)
class _Window:
    """Where a sheet shows a picture that a file names at `place`; `pixels` where it is a photograph."""

    sheet: int
    box: Box
    place: Place
    pixels: bool


def pointed(fit: Fit, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings; those about a picture or a placed page with the place where it is named."""
    places = {(image.file, image.page.page if image.page else 0): image.place for images in fit.piece.images
              for image in images.values() if image.page or image.facts}
    if not places:
        return tuple(findings)
    windows = [window for number, sheet in enumerate(fit.sheets, 1)
               for window in _windows(sheet.marks, number, None, places)]
    weights = fit.piece.printer_spec.weights
    return tuple(_advised(_placed(item, windows), item, weights) for item in findings)


def _advised(placed: Finding, item: Finding, weights: Mapping[str, Severity]) -> Finding:
    """What is asked of our own marks without fail is advice for a placed page, unless the printer weighs it."""
    if placed is item or item.code not in _OWN_MARKS or item.code in weights or not item.fails:
        return placed
    return replace(placed, severity=Severity.WARNING)


def _windows(marks: Iterable[Mark], sheet: int, clip: Box | None,
             places: dict[tuple[Path, int], Place]) -> Iterator[_Window]:
    for mark in marks:
        if isinstance(mark, Group):
            inner = path_box(mark.clip) if mark.clip else None
            yield from _windows(mark.marks, sheet, inner.overlap(clip) if inner and clip else inner or clip, places)
        elif isinstance(mark, Picture | PlacedPage):
            pixels = isinstance(mark, Picture)
            place = places.get((mark.file, 0 if isinstance(mark, Picture) else mark.page))
            if place:
                shown = mark.box.overlap(clip) or clip if clip and not pixels else mark.box
                yield _Window(sheet, shown, place, pixels)


def _placed(item: Finding, windows: list[_Window]) -> Finding:
    if item.source is not None:
        return item
    windows = [window for window in windows if not window.pixels or (item.area and item.code.startswith(_OF_PIXELS))]
    if item.area is not None:
        area = item.area
        under = [window for window in windows if item.sheet in (None, window.sheet) and _within(area, window.box)]
    else:
        under = windows if item.fails and item.code.startswith(_FROM_ELSEWHERE) else []
    places = {str(window.place): window.place for window in under}
    return replace(item, source=next(iter(places.values()))) if len(places) == 1 else item


def _within(area: Box, box: Box) -> bool:
    """Whether most of an area lies in a box; a line has no area, and is grown a little."""
    area = area.grown(0.05)
    common = area.overlap(box.grown(0.1))
    return common is not None and common.width * common.height > _MOSTLY * area.width * area.height
