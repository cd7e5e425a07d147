"""From a file to a `Drawing`, cached under the file's digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pressroom import files
from pressroom.artwork.drawings.art import Drawing, FilledPath
from pressroom.artwork.drawings.rules import MISSING
from pressroom.cache import Cache, key
from pressroom.findings import N_, Place, Refused, finding
from pressroom.sheet.geometry import Box, Command

_MOST_READ = 64 * 2**20  # bytes; a drawing past MOST_BYTES is refused with its size, one past this unread
_ENGINE = "svg 1"  # part of every cache key; increase it when outlines of this package change


def drawing(file: Path, cache: Cache, source: Place | None = None) -> Drawing:
    """The flat shapes of an SVG file; `source` is where the user names it.

    Raises:
        Refused: it cannot be read, or contains what cannot be drawn (every fault at once, at its line).
    """
    try:
        content = files.content(file, _MOST_READ)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the drawing {file} cannot be read: {reason}"),
                               source=source or Place(file), file=file.as_posix(), reason=reason)]) from fault
    name = key(_ENGINE, hashlib.sha256(content).hexdigest())
    cached = cache.get(name)
    if cached is not None:
        return _unpack(json.loads(cached), file)
    from pressroom.artwork.drawings.conversion import (
        convert,  # these modules take 25 ms to import; most drawings are cached
    )

    converted = convert(content, file)
    cache.put(name, _pack(converted))
    return converted


def _pack(drawing: Drawing) -> bytes:
    view = drawing.view_box
    shapes = [[shape.path, shape.colour, shape.names, shape.place.line, shape.place.column] for shape in drawing.shapes]
    return json.dumps({"view": [view.x0, view.y0, view.x1, view.y1], "shapes": shapes}, separators=(",", ":")).encode()


def _unpack(content: dict[str, Any], file: Path) -> Drawing:
    def command(parts: list[Any]) -> Command:
        return tuple(parts)
    shapes = (FilledPath(tuple(map(command, path)), colour, tuple(names), Place(file, line, column))
              for path, colour, names, line, column in content["shapes"])
    return Drawing(file, Box(*content["view"]), tuple(shapes))
