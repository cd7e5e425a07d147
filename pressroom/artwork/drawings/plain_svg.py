"""A drawing written anew as SVG: its outlines, and nothing else of its file."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pressroom.artwork.drawings.art import CURRENT, Drawing, DrawnGradient, FilledPath

_DIGITS = 6  # of the longer side


def plain_svg(drawing: Drawing, size: tuple[float, float], current: str = "#000000") -> str:
    """The drawing as SVG of `size`, in pixels; `currentColor` becomes `current`."""
    view = drawing.view_box
    decimals = min(max(_DIGITS - math.ceil(math.log10(max(view.width, view.height))), 0), 12)
    paths = "".join(_elements(drawing, decimals, current))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]:g}" height="{size[1]:g}" '
            f'viewBox="{view.x0!r} {view.y0!r} {view.width!r} {view.height!r}" preserveAspectRatio="none">'
            f"{paths}</svg>")


def _elements(drawing: Drawing, decimals: int, current: str) -> Iterator[str]:
    open_groups: tuple[tuple[int, float], ...] = ()
    for number, shape in enumerate(drawing.shapes):
        same = 0
        while same < min(len(open_groups), len(shape.groups)) and open_groups[same] == shape.groups[same]:
            same += 1
        yield "</g>" * (len(open_groups) - same)
        yield from (f'<g opacity="{opacity:.6g}">' for _, opacity in shape.groups[same:])
        open_groups = shape.groups
        fill = _colour(shape.colour, current)
        if shape.gradient:
            fill = f"url(#g{number})"
            yield _gradient(shape.gradient, f"g{number}", current)
        rule = ' fill-rule="evenodd"' if shape.even_odd else ""
        opacity = f' fill-opacity="{shape.opacity:.6g}"' if shape.opacity < 1 else ""
        yield f'<path fill="{fill}"{rule}{opacity} d="{_data(shape, decimals)}"/>'
    yield "</g>" * len(open_groups)


def _colour(colour: str, current: str) -> str:
    return current if colour == CURRENT else colour


def _gradient(gradient: DrawnGradient, name: str, current: str) -> str:
    tag = "radialGradient" if gradient.radial else "linearGradient"
    keys = ("fx", "fy", "fr", "cx", "cy", "r") if gradient.radial else ("x1", "y1", "x2", "y2")
    ends = " ".join(f'{key}="{value!r}"' for key, value in zip(keys, gradient.ends, strict=True))
    stops = "".join(f'<stop offset="{stop.offset!r}" stop-color="{_colour(stop.colour, current)}" '
                    f'stop-opacity="{stop.opacity:.6g}"/>' for stop in gradient.stops)
    matrix = " ".join(map(repr, gradient.matrix))
    return (f'<{tag} id="{name}" gradientUnits="userSpaceOnUse" {ends} gradientTransform="matrix({matrix})">'
            f"{stops}</{tag}>")


def _data(shape: FilledPath, decimals: int) -> str:
    formats = {1 + count: "%s" + " ".join([f"%.{decimals}f"] * count) for count in (0, 2, 6)}
    return "".join([formats[len(command)] % command for command in shape.path])
