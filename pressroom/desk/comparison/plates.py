"""Pages on their plates: separated by Ghostscript where it is at hand, else by what the content says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressroom.desk.comparison.areas import areas, places
from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.drawn import Sheet
from pressroom.desk.comparison.painted_plates import Places
from pressroom.desk.rendering import png
from pressroom.findings import N_
from pressroom.preflight import plates as separated
from pressroom.sheet.geometry import Box, around

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 100.0
# Ghostscript rounds tints to 8 bits: one level, 0.4 %, may be rounding.
_LEVELS = 1
_PROCESS = {"Cyan": (0, 145, 210), "Magenta": (214, 0, 120), "Yellow": (214, 180, 0), "Black": (20, 20, 20)}
_SPOT = (120, 60, 190)
_PALE = 0.22  # of the page's own colour that is left under the places that differ


def separations(sheets: tuple[Sheet, Sheet]) -> tuple[dict[str, Image], dict[str, Image], float]:
    """The plates with ink of both pages, and their pixels a point.

    Raises:
        NotRun: Ghostscript is missing or fails.
    """
    pages = [separated.Sheet(sheet.number, sheet.paper, sheet.area, sheet.rotate) for sheet in sheets]
    resolution = min(separated.resolution_for((page,), DPI) for page in pages)
    inks = []
    for sheet, page in zip(sheets, pages, strict=True):
        ((_, plates),) = separated.separations(sheet.content, (page,), resolution)
        inks.append(plates)
    return inks[0], inks[1], resolution / 72


def plates(sheets: tuple[Sheet, Sheet], plain: Image, number: int) -> tuple[list[Difference], bytes]:
    """What differs on each plate, and a picture of the places; `plain` is the new page.

    Raises:
        NotRun: Ghostscript is missing or fails.
    """
    old, new, scale = separations(sheets)
    found: list[Difference] = []
    marks: list[tuple[str, Image]] = []
    for plate in _in_order(old.keys() | new.keys()):
        changed = _changed(old.get(plate), new.get(plate))
        boxes = areas(changed)
        if not boxes:
            continue
        share = changed.histogram()[255] / (changed.width * changed.height)
        where = places(changed, boxes, sheets[1].area, scale)
        found.append(_said(plate, (plate in old, plate in new), share, where, number))
        marks.append((plate, changed))
    return found, _picture(marks, plain) if marks else b""


def painted(old: dict[str, Places], new: dict[str, Places], number: int) -> Iterator[Difference]:
    """What differs on each plate by what the content says; nothing is known of where a picture has ink."""
    for plate in _in_order(old.keys() | new.keys()):
        before, after = old.get(plate, Places()), new.get(plate, Places())
        if boxes := before.unlike(after):
            area = around(boxes)
            yield _said(plate, (bool(before.inked), bool(after.inked)), None, [area] if area else [], number,
                        len(boxes))


def _in_order(names: set[str]) -> list[str]:
    order = [*_PROCESS]
    return sorted(names, key=lambda name: (order.index(name) if name in order else 9, name))


def _said(plate: str, has_ink: tuple[bool, bool], share: float | None, where: list[Box], number: int,
          count: int = 0) -> Difference:
    first = max(where, key=lambda box: box.width * box.height, default=None)
    values: dict[str, str | int] = {"plate": plate, "count": count or len(where)}
    if has_ink[0] != has_ink[1]:
        sentence = N_("the plate {plate} is in the new file only") if has_ink[1] else N_(
            "the plate {plate} is in the old file only")
        return difference("plates", sentence, number, first, plate=plate)
    if share is None:
        return difference("plates", N_("the plate {plate} differs in {count} {count|object|objects}"), number, first,
                          **values)
    return difference("plates", N_("the plate {plate} differs on {share} % of the page, in {count} "
                                   "{count|area|areas}"), number, first, share=_percent(share), **values)


def _percent(share: float) -> float:
    """A share in percent, never 0 for what is there."""
    return max(0.01, round(100 * share, 2))


def _changed(old: Image | None, new: Image | None) -> Image:
    """White where the ink differs."""
    from PIL import Image, ImageChops

    first, second = old or new, new or old
    assert first is not None
    assert second is not None
    size = min(first.width, second.width), min(first.height, second.height)
    first, second = first.crop((0, 0, *size)), second.crop((0, 0, *size))
    blank = Image.new("L", size)
    apart = ImageChops.difference(first if old else blank, second if new else blank)
    return apart.point(lambda level: 255 if level > _LEVELS else 0)


def _picture(marks: list[tuple[str, Image]], plain: Image) -> bytes:
    """The new page, pale, with the places where each plate differs in that plate's colour."""
    from PIL import Image

    size = marks[0][1].size
    white = Image.new("RGB", size, (255, 255, 255))
    page = Image.blend(white, plain.convert("L").convert("RGB").resize(size), _PALE)
    for plate, changed in reversed(marks):
        ink = Image.new("RGB", size, _PROCESS.get(plate, _SPOT))
        page.paste(ink, (0, 0), changed.resize(size).point(lambda level: level * 2 // 3))
    return png(page)


