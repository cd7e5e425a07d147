"""Rectangles, circles, ellipses, lines and polygons as paths (SVG 1.1, 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressroom.artwork.drawings.path_data import PathDataError, numbers_of, path_data
from pressroom.sheet.geometry import KAPPA, Box, Command, ellipse, rectangle


def outline_of(tag: str, outline: str, geometry: Mapping[str, float]) -> Sequence[Command]:
    """The path of a shape, in its own units; empty where its size is 0 or less.

    Raises:
        PathDataError: the text of `d` or `points` cannot be read.
    """
    length = geometry.get
    match tag:
        case "path":
            return path_data(outline)
        case "polyline" | "polygon":
            return _polygon(outline, closed=tag == "polygon")
        case "line":
            return (("M", length("x1", 0.0), length("y1", 0.0)), ("L", length("x2", 0.0), length("y2", 0.0)))
        case "rect":
            return _rectangle(geometry)
        case "circle":
            rx = ry = length("r", 0.0)
        case "ellipse":
            rx, ry = length("rx", length("ry", 0.0)), length("ry", length("rx", 0.0))
        case _:
            raise ValueError(f"{tag} is no shape")
    x, y = length("cx", 0.0), length("cy", 0.0)
    return ellipse(Box(x - rx, y - ry, x + rx, y + ry)) if rx > 0 and ry > 0 else ()


def _polygon(points: str, *, closed: bool) -> Sequence[Command]:
    numbers = numbers_of(points)
    if len(numbers) % 2:
        raise PathDataError(points.strip()[-40:])
    path: list[Command] = [("L", x, y) for x, y in zip(numbers[0::2], numbers[1::2], strict=True)]
    path[:1] = [("M", *numbers[:2])] if path else []  # type: ignore[list-item]
    return [*path, ("Z",)] if closed and path else path


def _rectangle(geometry: Mapping[str, float]) -> Sequence[Command]:
    length = geometry.get
    x0, y0, width, height = (length(name, 0.0) for name in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return ()
    x1, y1 = x0 + width, y0 + height
    rx, ry = (min(max(length(name, length(other, 0.0)), 0.0), side / 2)
              for name, other, side in (("rx", "ry", width), ("ry", "rx", height)))
    if not (rx and ry):
        return rectangle(Box(x0, y0, x1, y1))
    # The control points' distances from the corners.
    p, q = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return (("M", x0 + rx, y0),
            ("L", x1 - rx, y0), ("C", x1 - p, y0, x1, y0 + q, x1, y0 + ry),
            ("L", x1, y1 - ry), ("C", x1, y1 - q, x1 - p, y1, x1 - rx, y1),
            ("L", x0 + rx, y1), ("C", x0 + p, y1, x0, y1 - q, x0, y1 - ry),
            ("L", x0, y0 + ry), ("C", x0, y0 + q, x0 + p, y0, x0 + rx, y0), ("Z",))
