"""A mock-up of a folded leaflet: closed, half open and open, made from the pictures of its two pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pressroom.colour.ink import Ink
from pressroom.png import encoded
from pressroom.records import dataclass
from pressroom.sheet.folds import Folding

if TYPE_CHECKING:
    from PIL import Image

# Pixels of the finished picture; it is drawn at `FINER` times that size and reduced, for smooth edges.
HEIGHT, PANEL_HEIGHT, GAP = 1600, 1060, 150
FINER = 2
# The background: the share of the palette's ground in it, and the factor that darkens it in a shadow.
TINT, SHADOW = 0.16, 0.86
# The offset of a shadow, to the right and down.
FALL = (14, 18)
# The visible share of the width of a half-open and an open panel, and of the height of an edge near and far.
TURNED_SHARE, OPEN_SHARE = 0.72, 0.955
NEAR, FAR = 1.045, 0.965

Point = tuple[float, float]

# Pixels cut off at a picture's edge: the resampling filter reads black outside it, which would show as a line.
_INSET = 3


@dataclass(frozen=True, slots=True)
class _Face:
    """A visible panel: its left and right edges as (x, share of the full height), and its brightness from 0 to 1."""

    panel: str
    left: Point
    right: Point
    light: float


def mockup_name(piece: str) -> str:
    """The path of a leaflet's mock-up in out/."""
    return f"previews/{piece}-mockup.png"


def mockup(pages: Sequence[bytes], folding: Folding, ground: Ink) -> bytes:
    """A PNG of the folded leaflet on a tint of its ground; `pages` are pictures of the outside and the inside."""
    from PIL import Image

    faces = _panels(pages, folding)
    widths = {name: face.width * PANEL_HEIGHT / face.height for name, face in faces.items()}
    views = [list(view(folding, widths)) for view in (_closed, _half_open, _open)]
    total = sum(_width(view) for view in views) + GAP * (len(views) + 1)
    paper = tuple(round(255 * (1 - TINT + TINT * part)) for part in ground.srgb)
    picture = Image.new("RGB", (round(total), HEIGHT), paper)
    x = float(GAP)
    for view in views:  # each on a canvas of its own: all three at that size take 200 MB
        left, right = int(x) - GAP // 2, int(x + _width(view)) + GAP // 2
        canvas = Image.new("RGB", ((right - left) * FINER, HEIGHT * FINER), paper)
        for face in view:
            _shadow(canvas, face, x - left, tuple(round(part * SHADOW) for part in paper))
        for face in view:
            _paste(canvas, faces[face.panel], face, x - left)
        picture.paste(canvas.resize((right - left, HEIGHT), Image.Resampling.LANCZOS), (left, 0))
        x += _width(view) + GAP
    return encoded(picture)


def _panels(pages: Sequence[bytes], folding: Folding) -> dict[str, Image.Image]:
    """A picture of each panel."""
    from PIL import Image

    panels = {}
    for number, content in enumerate(pages[:2], start=1):
        with Image.open(io.BytesIO(content)) as page:
            picture = page.convert("RGB")
        scale = picture.width / folding.sheet.width
        for panel in folding.on(number):
            panels[panel.name] = picture.crop((round(panel.box.x0 * scale), 0, round(panel.box.x1 * scale),
                                              picture.height))
    return panels


def _closed(_: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The cover at a slight angle, its fold at the left."""
    yield _Face("cover", (0, NEAR), (widths["cover"] * OPEN_SHARE, 1.0), 1.0)


def _half_open(folding: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The cover swung open: in a roll fold the flap lies at the right, a Z fold unfolds like an accordion."""
    swung, rest = widths["inside-1"] * TURNED_SHARE, widths["inside-2"]
    if folding.name == "roll":  # the flap is narrower, so a strip of the panel under it shows beside the fold
        yield _Face("inside-2", (swung, 1.0), (swung + rest, 1.0), 0.9)
        yield _Face("flap", (swung + rest - widths["flap"], 1.0), (swung + rest, 1.0), 1.0)
        yield _Face("inside-1", (0, NEAR), (swung, 1.0), 0.9)
        return
    yield from _row(folding, widths, (NEAR, FAR, NEAR, FAR), TURNED_SHARE)


def _open(folding: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The whole inside, its folds slightly bent."""
    edges = (NEAR, 1.0, 1.0, NEAR) if folding.name == "roll" else (1.02, FAR, 1.02, FAR)
    yield from _row(folding, widths, edges, OPEN_SHARE)


def _row(folding: Folding, widths: Mapping[str, float], heights: Sequence[float], share: float) -> Iterator[_Face]:
    """The inside's panels, edge to edge; a panel with equally high edges faces the reader at full width."""
    x = 0.0
    for number, panel in enumerate(folding.on(2)):
        left, right = heights[number], heights[number + 1]
        width = widths[panel.name] * (1.0 if left == right else share)
        yield _Face(panel.name, (x, left), (x + width, right), 1.0 if left == right else 0.96 if left < right else 0.9)
        x += width


def _width(faces: Sequence[_Face]) -> float:
    return max(face.right[0] for face in faces)


def _corners(face: _Face, x: float) -> list[Point]:
    """The face's corners on the finer canvas: top-left, top-right, bottom-right, bottom-left."""
    middle = HEIGHT / 2
    (x0, high0), (x1, high1) = face.left, face.right
    half0, half1 = high0 * PANEL_HEIGHT / 2, high1 * PANEL_HEIGHT / 2
    return [((x + across) * FINER, (middle + down) * FINER)
            for across, down in ((x0, -half0), (x1, -half1), (x1, half1), (x0, half0))]


def _shadow(canvas: Image.Image, face: _Face, x: float, colour: tuple[int, ...]) -> None:
    from PIL import ImageDraw

    shifted = [(across + FALL[0] * FINER, down + FALL[1] * FINER) for across, down in _corners(face, x)]
    ImageDraw.Draw(canvas).polygon(shifted, fill=colour)


def _paste(canvas: Image.Image, picture: Image.Image, face: _Face, x: float) -> None:
    from PIL import Image, ImageDraw

    corners = _corners(face, x)
    left, top = int(corners[0][0]), int(min(corners[0][1], corners[1][1]))
    size = int(corners[1][0]) - left + 1, int(max(corners[2][1], corners[3][1])) - top + 1
    local = [(across - left, down - top) for across, down in corners]
    lit = picture.point(lambda value: round(value * face.light))
    turned = lit.transform(size, Image.Transform.PERSPECTIVE, _perspective(local, picture.size),
                           Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(local, fill=255)
    canvas.paste(turned, (left, top), mask)


def _perspective(corners: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """The eight coefficients that map a picture of that size onto `corners`, in Pillow's order."""
    width, height = size
    rows = []
    near, right, low = _INSET, width - _INSET, height - _INSET
    for (x, y), (u, v) in zip(corners, ((near, near), (right, near), (right, low), (near, low)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solution(rows)


def _solution(rows: list[list[float]]) -> list[float]:
    """The solution of linear equations by Gauss-Jordan elimination; the last value of each row is its right side."""
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]
