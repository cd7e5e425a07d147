"""Places where two pictures differ, gathered to areas, and framed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = tuple[int, int, int, int]

# Changed pixels nearer than this are one area.
_BLOCK = 14
_FRAME = (226, 0, 110)


def areas(changed: Image) -> list[Pixels]:
    """Boxes around the white pixels of a grey picture; blocks that touch are one area."""
    from PIL import Image

    if changed.getbbox() is None:
        return []
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


def framed(picture: Image, boxes: list[Pixels]) -> Image:
    """The picture with a frame around each box."""
    from PIL import ImageDraw

    marked = picture.copy()
    draw = ImageDraw.Draw(marked)
    for box in boxes:
        draw.rectangle((box[0] - 6, box[1] - 6, box[2] + 6, box[3] + 6), outline=(255, 255, 255), width=2)
        draw.rectangle((box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4), outline=_FRAME, width=4)
    return marked


def places(changed: Image, boxes: list[Pixels], area: Box, scale: float) -> list[Box]:
    """The white pixels inside each box on the sheet; the picture shows `area`, at `scale` pixels a point."""
    return [_on_sheet(_tight(changed, box), area, scale) for box in boxes]


def _tight(changed: Image, box: Pixels) -> Pixels:
    inner = changed.crop(box).getbbox() or (0, 0, box[2] - box[0], box[3] - box[1])
    return box[0] + inner[0], box[1] + inner[1], box[0] + inner[2], box[1] + inner[3]


def _on_sheet(box: Pixels, area: Box, scale: float) -> Box:
    return Box(area.x0 + box[0] / scale, area.y0 + box[1] / scale, area.x0 + box[2] / scale, area.y0 + box[3] / scale)
