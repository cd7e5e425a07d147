"""From a file to a `Drawing`, once: the outlines are kept under the file's content."""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

from pressroom.cache import Cache, key
from pressroom.errors import N_, Place, Refused, finding
from pressroom.geometry import Box, Command
from pressroom.svg import words
from pressroom.svg.art import Drawing, Drawn
from pressroom.svg.judge import judged
from pressroom.svg.outline import outlined
from pressroom.svg.read import Node, read
from pressroom.svg.rules import BROKEN, EMPTY, MISSING

_ENGINE = "svg 1"  # part of every cache key: a change in this package makes old outlines unknown


def drawing(file: Path, cache: Cache, source: Place | None = None) -> Drawing:
    """The flat shapes of an SVG file; `source` is where the user named it.

    Raises:
        Refused: it cannot be read, or holds what cannot be drawn (every fault at once, at its line).
    """
    try:
        content = file.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the drawing {file} cannot be read: {reason}"),
                               source=source or Place(file), file=file.as_posix(), reason=reason)]) from fault
    name = key(_ENGINE, hashlib.sha256(content).hexdigest())
    kept = cache.get(name)
    if kept is not None:
        return _unpacked(json.loads(kept), file)
    made = _made(content, file)
    cache.put(name, _packed(made))
    return made


def _made(content: bytes, file: Path) -> Drawing:
    root = read(content, file)
    view_box = _view_box(root)
    seen = judged(root, (view_box.x0, view_box.y0, view_box.width, view_box.height))
    if seen.findings:
        raise Refused(seen.findings)
    try:
        outlines = outlined(seen.plain, view_box)
    except ValueError as fault:
        raise Refused([finding(BROKEN, N_("the drawing cannot be followed: {reason}"), source=Place(file),
                               reason=str(fault))]) from fault
    if not outlines:
        raise Refused([finding(EMPTY, N_("the drawing holds no filled shape"), source=root.place)])
    shapes = []
    for number, path in outlines:
        paint = seen.paints[int(number[1:], 16) - 1]
        shapes.append(Drawn(path, paint.colour, paint.names, paint.place or root.place))
    return Drawing(file, view_box, tuple(shapes))


def _view_box(root: Node) -> Box:
    """The part that is shown: viewBox, or width and height.

    Raises:
        Refused: neither says how large it is.
    """
    written = root.attributes.get("viewBox")
    if written is not None:
        numbers = [words.number(part) for part in re.split(r"[\s,]+", written.strip())]
    else:
        numbers = [0.0, 0.0, *(words.number(root.attributes.get(name, "")) for name in ("width", "height"))]
    match numbers:
        case [float(x), float(y), float(width), float(height)] if width > 0 and height > 0 and math.isfinite(x + y):
            return Box(x, y, x + width, y + height)
    raise Refused([finding(BROKEN, N_("the drawing does not say how large it is: its viewBox is {view}"),
                           source=root.place, view=written if written is not None else "missing")])


def _packed(drawing: Drawing) -> bytes:
    view = drawing.view_box
    shapes = [[shape.path, shape.colour, shape.names, shape.place.line, shape.place.column] for shape in drawing.shapes]
    return json.dumps({"view": [view.x0, view.y0, view.x1, view.y1], "shapes": shapes}, separators=(",", ":")).encode()


def _unpacked(kept: dict[str, Any], file: Path) -> Drawing:
    def command(parts: list[Any]) -> Command:
        return tuple(parts)
    shapes = (Drawn(tuple(map(command, path)), colour, tuple(names), Place(file, line, column))
              for path, colour, names, line, column in kept["shapes"])
    return Drawing(file, Box(*kept["view"]), tuple(shapes))
