"""A plain SVG as filled outlines: strokes, clips, uses and transforms resolved by the outliner (picosvg, Skia)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from pressroom.sheet.geometry import Box, Command, Path

# Skia outlines strokes with an error of about a quarter of a unit. In a box of 24 units a circle is off by
# 0.03, which is 1 mm on a sheet of 0.8 m; so strokes are outlined at this size.
_STROKED_AT = 16384.0
_DIGITS = 5  # of the box's larger side: 0.01 mm on 1 m
_OUTSIDE = 1e-4


def outlines_of(plain: str, view_box: Box) -> list[tuple[str, Path]]:
    """The colour and the outline of every shape in `plain`, in painting order, clipped to the view box.

    Raises:
        ValueError: the outliner fails; the message is its own.
    """
    from picosvg.svg import SVG
    try:
        svg = SVG.fromstring(plain)
        svg.shapes_to_paths(inplace=True)
        svg.expand_shorthand(inplace=True)
        svg.resolve_use(inplace=True)
        _enlarge_strokes(svg, _STROKED_AT / max(view_box.width, view_box.height))
        digits = max(_DIGITS - math.ceil(math.log10(max(view_box.width, view_box.height))), 0)
        svg.topicosvg(inplace=True, ndigits=digits)
        if any(_reaches_out(shape.bounding_box(), view_box) for shape in svg.shapes()):
            svg.clip_to_viewbox(inplace=True)
        return [(shape.fill, path) for shape in svg.shapes() if (path := _path(shape))]
    except Exception as fault:  # a damaged path may raise any exception
        raise ValueError(str(fault) or type(fault).__name__) from fault


def _enlarge_strokes(svg: Any, factor: float) -> None:
    """Scale stroked shapes up, and add a transform that scales them back."""
    from picosvg.svg_transform import Affine2D
    larger, back = Affine2D(factor, 0, 0, factor, 0, 0), Affine2D(1 / factor, 0, 0, 1 / factor, 0, 0)
    for shape in svg.shapes():
        if shape.stroke == "none":
            continue
        if shape.stroke_width == 0:
            shape.stroke = "none"
            continue
        own = Affine2D.fromstring(shape.transform) if shape.transform else Affine2D.identity()
        shape.update_path(shape.as_path().apply_transform(larger), inplace=True)
        shape.stroke_width *= factor
        shape.stroke_dashoffset *= factor
        if shape.stroke_dasharray != "none":
            shape.stroke_dasharray = ",".join(repr(float(part) * factor) for part in shape.stroke_dasharray.split(","))
        shape.transform = Affine2D.compose_ltr((back, own)).tostring()


def _reaches_out(box: Any, view_box: Box) -> bool:
    slack = _OUTSIDE * max(view_box.width, view_box.height)
    return not view_box.contains(Box(box.x, box.y, box.x + box.w, box.y + box.h), slack)


def _path(shape: Any) -> Path:
    path = shape.as_path()
    path.explicit_lines(inplace=True)
    path.expand_shorthand(inplace=True)
    path.absolute(inplace=True)
    path.arcs_to_cubics(inplace=True)
    return tuple(_commands(path))


def _commands(path: Iterable[tuple[str, tuple[float, ...]]]) -> Iterator[Command]:
    """The path as M, L, C and Z; a quadratic curve becomes the equal cubic one."""
    x = y = 0.0
    for name, numbers in path:
        match name, numbers:
            case "M", (px, py):
                yield "M", px, py
            case "L", (px, py):
                yield "L", px, py
            case "C", (ax, ay, bx, by, px, py):
                yield "C", ax, ay, bx, by, px, py
            case "Q", (qx, qy, px, py):
                yield ("C", x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3,
                       px + (qx - px) * 2 / 3, py + (qy - py) * 2 / 3, px, py)
            case ("Z" | "z"), ():
                yield ("Z",)
            case _:
                raise ValueError(f"the outline holds {name}")
        if numbers:
            x, y = numbers[-2:]
