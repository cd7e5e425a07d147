"""From an SVG's bytes to a `Drawing`: read, checked, outlined."""

from __future__ import annotations

import math
import re
from pathlib import Path

from pressroom.artwork.drawings import vocabulary
from pressroom.artwork.drawings.art import Drawing
from pressroom.artwork.drawings.checks import check
from pressroom.artwork.drawings.lengths import in_pixels
from pressroom.artwork.drawings.outline import outlines_of
from pressroom.artwork.drawings.read import Node, read
from pressroom.artwork.drawings.rules import BROKEN, EMPTY
from pressroom.artwork.drawings.words import Typefaces
from pressroom.findings import N_, Refused, finding
from pressroom.sheet.geometry import Box


def convert(content: bytes, file: Path, typefaces: Typefaces | None = None) -> Drawing:
    """The shapes of an SVG's bytes; findings name `file`, words are set in `typefaces`.

    Raises:
        Refused: it contains what cannot be drawn (every fault at once, at its line).
    """
    root = read(content, file)
    view_box = _view_box(root)
    checked = check(root, view_box, typefaces)
    if checked.findings:
        raise Refused(checked.findings)
    shapes = outlines_of(checked.plain, view_box, checked.gradients) if checked.plain else ()
    if not shapes:
        raise Refused([finding(EMPTY, N_("the drawing holds no filled shape"), source=root.place)])
    return Drawing(file, view_box, tuple(shapes))


def _view_box(root: Node) -> Box:
    """The part that is shown: viewBox, or width and height.

    Raises:
        Refused: neither states a size.
    """
    stated = root.attributes.get("viewBox")
    if stated is not None:
        numbers = [vocabulary.number(part) for part in re.split(r"[\s,]+", stated.strip())]
    else:
        numbers = [0.0, 0.0, *(in_pixels(root.attributes.get(name, "")) for name in ("width", "height"))]
    match numbers:
        case [float(x), float(y), float(width), float(height)] if width > 0 and height > 0 and math.isfinite(x + y):
            return Box(x, y, x + width, y + height)
    raise Refused([finding(BROKEN, N_("the drawing does not state its size: its viewBox is {view}"),
                           source=root.place, view=stated if stated is not None else "missing")])
