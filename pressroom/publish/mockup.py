"""A leaflet as it looks in the hand: closed, half open and open, made from the pictures of its two pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressroom.colour.ink import Ink
from pressroom.sheet.folds import Folding

if TYPE_CHECKING:
    from PIL import Image

# Pixels of the finished picture; it is drawn twice as large, so that edges come out smooth.
HEIGHT, PANEL_HEIGHT, GAP = 1600, 1060, 150
FINER = 2
# How much of the palette's ground the flat background keeps, and how much darker a shadow on it is.
TINT, SHADOW = 0.16, 0.86
# How far shadows fall, to the right and down.
FALL = (14, 18)
# Shares of a panel's full width that are seen of one turned away, and of its height where it comes near or goes far.
TURNED, OPENED = 0.72, 0.955
NEAR, FAR = 1.045, 0.965

Point = tuple[float, float]

# Pixels at a picture's edge that are not shown: what lies outside it is black, and would draw a line there.
_INSET = 3


@dataclass(frozen=True, slots=True)
class _Face:
    """A panel in sight: its left and right edges (x, share of the full height), and how much light falls on it."""

    panel: str
    left: Point
    right: Point
    light: float


def mockup_name(piece: str) -> str:
    """Where a leaflet's picture lies in out/."""
    return f"previews/{piece}-mockup.png"


def mockup(pages: Sequence[bytes], folding: Folding, ground: Ink) -> bytes:
    """A PNG of the folded leaflet on a tint of its ground; `pages` are pictures of the outside and the inside."""
    from PIL import Image

    faces = _panels(pages, folding)
    widths = {name: face.width * PANEL_HEIGHT / face.height for name, face in faces.items()}
    stands = [list(stand(folding, widths)) for stand in (_closed, _half_open, _open)]
    total = sum(_width(stand) for stand in stands) + GAP * (len(stands) + 1)
    paper = tuple(round(255 * (1 - TINT + TINT * part)) for part in ground.srgb)
    canvas = Image.new("RGB", (round(total) * FINER, HEIGHT * FINER), paper)
    x = float(GAP)
    for stand in stands:
        for face in stand:
            _shadow(canvas, face, x, tuple(round(part * SHADOW) for part in paper))
        for face in stand:
            _paste(canvas, faces[face.panel], face, x)
        x += _width(stand) + GAP
    shown = canvas.resize((canvas.width // FINER, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _panels(pages: Sequence[bytes], folding: Folding) -> dict[str, Image.Image]:
    """A picture of each panel."""
    from PIL import Image

    found = {}
    for number, content in enumerate(pages[:2], start=1):
        with Image.open(io.BytesIO(content)) as page:
            picture = page.convert("RGB")
        scale = picture.width / folding.sheet.width
        for panel in folding.on(number):
            found[panel.name] = picture.crop((round(panel.box.x0 * scale), 0, round(panel.box.x1 * scale),
                                              picture.height))
    return found


def _closed(_: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The cover, turned a little, its fold at the left."""
    yield _Face("cover", (0, NEAR), (widths["cover"] * OPENED, 1.0), 1.0)


def _half_open(folding: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The cover swung open: in a roll fold the flap lies at the right, a Z fold unfolds like an accordion."""
    swung, rest = widths["inside-1"] * TURNED, widths["inside-2"]
    if folding.name == "roll":  # the flap is narrower: a strip of the panel under it is seen beside the fold
        yield _Face("inside-2", (swung, 1.0), (swung + rest, 1.0), 0.9)
        yield _Face("flap", (swung + rest - widths["flap"], 1.0), (swung + rest, 1.0), 1.0)
        yield _Face("inside-1", (0, NEAR), (swung, 1.0), 0.9)
        return
    yield from _row(folding, widths, (NEAR, FAR, NEAR, FAR), TURNED)


def _open(folding: Folding, widths: Mapping[str, float]) -> Iterator[_Face]:
    """The whole inside; the folds still show."""
    edges = (NEAR, 1.0, 1.0, NEAR) if folding.name == "roll" else (1.02, FAR, 1.02, FAR)
    yield from _row(folding, widths, edges, OPENED)


def _row(folding: Folding, widths: Mapping[str, float], heights: Sequence[float], seen: float) -> Iterator[_Face]:
    """The inside's panels, edge to edge; one whose edges are equally high faces the reader."""
    x = 0.0
    for number, panel in enumerate(folding.on(2)):
        left, right = heights[number], heights[number + 1]
        width = widths[panel.name] * (1.0 if left == right else seen)
        yield _Face(panel.name, (x, left), (x + width, right), 1.0 if left == right else 0.96 if left < right else 0.9)
        x += width


def _width(stand: Sequence[_Face]) -> float:
    return max(face.right[0] for face in stand)


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
    drawn = lit.transform(size, Image.Transform.PERSPECTIVE, _seen(local, picture.size), Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(local, fill=255)
    canvas.paste(drawn, (left, top), mask)


def _seen(corners: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """The eight figures of the perspective that shows a picture of that size between `corners` (Pillow's order)."""
    width, height = size
    rows = []
    near, right, low = _INSET, width - _INSET, height - _INSET
    for (x, y), (u, v) in zip(corners, ((near, near), (right, near), (right, low), (near, low)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """The unknowns of as many linear equations, the last figure of each row being its right side (Gauss, Jordan)."""
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]
