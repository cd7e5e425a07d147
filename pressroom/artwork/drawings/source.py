"""From a file to a `Drawing`, cached under the file's digest."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from pathlib import Path

from pressroom import files
from pressroom.artwork.drawings.art import Drawing, FilledPath
from pressroom.artwork.drawings.rules import MISSING
from pressroom.cache import Cache, key
from pressroom.findings import N_, Place, Refused, finding
from pressroom.sheet.geometry import Box, Command

_MOST_READ = 64 * 2**20  # bytes; a drawing past MOST_BYTES is refused with its size, one past this unread
# Part of every cache key; increase it when outlines of this package change.
_ENGINE = f"svg 3 {sys.byteorder}"
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}  # after each letter of a path


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
        return _unpack(cached, file)
    from pressroom.artwork.drawings.conversion import (
        convert,  # these modules take 25 ms to import; most drawings are cached
    )

    converted = convert(content, file)
    cache.put(name, _pack(converted))
    return converted


def _pack(drawing: Drawing) -> bytes:
    view = drawing.view_box
    shapes = [[shape.colour, shape.names, shape.place.line, shape.place.column, shape.even_odd,
               "".join(command[0] for command in shape.path)] for shape in drawing.shapes]
    numbers = array("d", [number for shape in drawing.shapes for command in shape.path for number in command[1:]])
    head = json.dumps({"view": [view.x0, view.y0, view.x1, view.y1], "shapes": shapes}, separators=(",", ":"))
    return head.encode() + b"\n" + numbers.tobytes()


def _unpack(content: bytes, file: Path) -> Drawing:
    head, _, tail = content.partition(b"\n")
    facts = json.loads(head)
    numbers, at = array("d", tail).tolist(), 0
    shapes = []
    for colour, names, line, column, even_odd, letters in facts["shapes"]:
        path: list[Command] = []
        for letter in letters:
            end = at + _NUMBERS[letter]
            path.append((letter, *numbers[at:end]))
            at = end
        shapes.append(FilledPath(tuple(path), colour, tuple(names), Place(file, line, column), even_odd))
    return Drawing(file, Box(*facts["view"]), tuple(shapes))
