"""What changed from one PDF to another: removed and added words, and pictures with the changed areas framed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pressroom.desk.original import Original
from pressroom.desk.rendering import fit_dpi, png, render_page
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.preflight.raster import NotRun
from pressroom.preflight.text_matching import normalized
from pressroom.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 60
DPI = 100.0
# Differences up to this many levels of 255 come from rasterising, not from the page.
_LEVELS = 12
# Changed pixels nearer than this are one area.
_BLOCK = 14
_FRAME = (226, 0, 110)

TOO_MUCH_TO_COMPARE = code(
    "too-much-to-compare", N_("Each page is drawn twice, which takes too long for more than sixty pages."),
    N_("Compare the files page by page, or in parts."))


@dataclass(frozen=True, slots=True)
class PageChange:
    """What changed on one page.

    Attributes:
        page: counted from 1.
        gone, come: runs of words that were removed, and added.
        areas: how many changed areas were framed; -1 for a page whose size differs, or that is in one file only.
        share: of its pixels that differ, 0 to 1.
        picture: PNG of the new page with its changed areas framed; empty when no pixel changed.
    """

    page: int
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    areas: int = 0
    share: float = 0.0
    picture: bytes = b""

    @property
    def changed(self) -> bool:
        """Whether words or pixels differ."""
        return bool(self.gone or self.come or self.areas)


def compare_pages(old: Original, new: Original) -> list[PageChange]:
    """The changes of each page.

    Raises:
        Refused: there are too many pages, or one cannot be drawn.
    """
    most = max(old.pages, new.pages)
    if most > MOST_PAGES:
        raise Refused([finding(TOO_MUCH_TO_COMPARE, N_("{count} pages are more than {limit}"), source=Place(new.path),
                               measured=most, limit=MOST_PAGES, count=most)])
    return [_page(old, new, number) for number in range(1, most + 1)]


def _page(old: Original, new: Original, number: int) -> PageChange:
    if number > new.pages:
        return PageChange(number, gone=(_text(old, number),), areas=-1)
    if number > old.pages:
        return PageChange(number, come=(_text(new, number),), areas=-1)
    gone, come = words_changed(_text(old, number), _text(new, number))
    before, after = old.page(number), new.page(number)
    if abs(before.trim.width - after.trim.width) > 0.5 or abs(before.trim.height - after.trim.height) > 0.5:
        return PageChange(number, gone, come, areas=-1)
    areas, share, picture = _pixels(old, new, number)
    return PageChange(number, gone, come, areas, share, picture)


def _text(file: Original, number: int) -> str:
    try:
        return normalized(file.page(number).text)
    except (NotRun, RuntimeError, ValueError, MemoryError):
        return ""


def words_changed(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Runs of words that were removed, and added."""
    before, after = old.split(), new.split()
    gone, come = [], []
    for kind, i0, i1, j0, j1 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.append(" ".join(before[i0:i1]))
            come.append(" ".join(after[j0:j1]))
    return tuple(filter(None, gone)), tuple(filter(None, come))


def _pixels(old: Original, new: Original, number: int) -> tuple[int, float, bytes]:
    """Areas whose pixels differ, within trim and bleed as far as both pages have them."""
    from PIL import ImageChops, ImageDraw

    pages = old.page(number), new.page(number)
    dpi = min(fit_dpi(page.paper, DPI) for page in pages)
    first, second = (_trimmed_picture(file, number, dpi, min(_margin(page) for page in pages))
                     for file, page in zip((old, new), pages, strict=True))
    size = min(first.width, second.width), min(first.height, second.height)
    first, second = first.crop((0, 0, *size)), second.crop((0, 0, *size))
    bands = ImageChops.difference(first, second).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    changed = most.point(lambda level: 255 if level > _LEVELS else 0)
    boxes = _areas(changed)
    if not boxes:
        return 0, 0.0, b""
    marked = second.copy()
    draw = ImageDraw.Draw(marked)
    for box in boxes:
        draw.rectangle((box[0] - 6, box[1] - 6, box[2] + 6, box[3] + 6), outline=(255, 255, 255), width=2)
        draw.rectangle((box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4), outline=_FRAME, width=4)
    return len(boxes), changed.histogram()[255] / (size[0] * size[1]), png(marked)


def _margin(page: object) -> float:
    bleed, trim = page.bleed, page.trim  # type: ignore[attr-defined]
    return float(max(0.0, min(trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1)))


def _trimmed_picture(file: Original, number: int, dpi: float, margin: float) -> Image:
    page = file.page(number)
    scale, paper, kept = dpi / 72, page.paper, page.trim.grown(margin)
    whole = render_page(file.content, number, dpi).picture
    left, top = round((kept.x0 - paper.x0) * scale), round((kept.y0 - paper.y0) * scale)
    return whole.crop((left, top, left + round(kept.width * scale), top + round(kept.height * scale)))


def _areas(changed: Image) -> list[tuple[int, int, int, int]]:
    """Boxes around changed pixels; blocks that touch are one area."""
    from PIL import Image

    small = changed.reduce(_BLOCK) if min(changed.size) >= _BLOCK else changed.resize((1, 1), Image.Resampling.BOX)
    columns = small.width
    cells = {(index % columns, index // columns) for index, level in enumerate(small.tobytes()) if level}
    boxes = []
    while cells:
        group, edge = set(), [cells.pop()]
        while edge:
            x, y = edge.pop()
            group.add((x, y))
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & cells
            cells -= near
            edge += near
        xs, ys = [x for x, _ in group], [y for _, y in group]
        boxes.append((min(xs) * _BLOCK, min(ys) * _BLOCK, min(changed.width, (max(xs) + 1) * _BLOCK),
                      min(changed.height, (max(ys) + 1) * _BLOCK)))
    return sorted(boxes, key=lambda box: (box[1], box[0]))
