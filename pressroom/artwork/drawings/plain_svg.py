"""A drawing written anew as SVG: its outlines, and nothing else of its file."""

from __future__ import annotations

import math

from pressroom.artwork.drawings.art import CURRENT, Drawing, FilledPath

_DIGITS = 6  # of the longer side


def plain_svg(drawing: Drawing, size: tuple[float, float], current: str = "#000000") -> str:
    """The drawing as SVG of `size`, in pixels; `currentColor` becomes `current`."""
    view = drawing.view_box
    decimals = min(max(_DIGITS - math.ceil(math.log10(max(view.width, view.height))), 0), 12)
    paths = "".join(_path(shape, decimals, current) for shape in drawing.shapes)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]:g}" height="{size[1]:g}" '
            f'viewBox="{view.x0!r} {view.y0!r} {view.width!r} {view.height!r}" preserveAspectRatio="none">'
            f"{paths}</svg>")


def _path(shape: FilledPath, decimals: int, current: str) -> str:
    colour = current if shape.colour == CURRENT else shape.colour
    rule = ' fill-rule="evenodd"' if shape.even_odd else ""
    return f'<path fill="{colour}"{rule} d="{_data(shape, decimals)}"/>'


def _data(shape: FilledPath, decimals: int) -> str:
    formats = {"M": f"M%.{decimals}f %.{decimals}f", "L": f"L%.{decimals}f %.{decimals}f",
               "C": "C" + " ".join([f"%.{decimals}f"] * 6), "Z": "Z"}
    return "".join([formats[command[0]] % command[1:] for command in shape.path])
