"""From a file to a `Drawing`, cached under the file's digest."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom import files
from pressroom.artwork.drawings.art import Drawing, DrawnGradient, FilledPath, Stop
from pressroom.artwork.drawings.rules import MISSING, NOT_COMPARED
from pressroom.cache import Cache, key
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.sheet.geometry import Box, Command

if TYPE_CHECKING:
    from pressroom.artwork.drawings.words import Typefaces

_MOST_READ = 64 * 2**20  # bytes; a drawing past MOST_BYTES is refused with its size, one past this unread
# Part of every cache key; increase it when outlines of this package change.
_ENGINE = f"svg 6 {sys.byteorder}"
_WORDS = regex(rb"<(?:[\w.-]+:)?text[\s>]")
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}  # after each letter of a path


def drawing(file: Path, cache: Cache, source: Place | None = None, typefaces: Typefaces | None = None) -> Drawing:
    """The shapes of an SVG file; `source` is where the user names it, `typefaces` are the fonts of its words.

    Raises:
        Refused: it cannot be read, or contains what cannot be drawn (every fault at once, at its line), or an
            independent renderer draws something else.
    """
    try:
        content = files.content(file, _MOST_READ)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused([finding(MISSING, N_("the drawing {file} cannot be read: {reason}"),
                               source=source or Place(file), file=file.as_posix(), reason=reason)]) from fault
    if not has_words(content):
        typefaces = None
    name = key(_ENGINE, hashlib.sha256(content).hexdigest(), *([typefaces.digest] if typefaces else []))
    cached = cache.get(name)
    kept = None if cached is None else _unpack(cached, file)
    if kept is not None and (kept.compared or not can_compare()):
        return kept
    # lazy: these modules take 25 ms to import; most drawings are cached
    from pressroom.artwork.drawings.compared import held
    from pressroom.artwork.drawings.conversion import convert

    converted = kept or convert(content, file, typefaces)
    fonts = typefaces.files if typefaces else ()
    converted = held(content, converted, fonts) if can_compare() else replace(converted, compared=False)
    cache.put(name, _pack(converted))
    return converted


def has_words(content: bytes) -> bool:
    """Whether an SVG file may have words, which depend on the fonts of the project."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return bool(_WORDS.search(content.decode("utf-16", "replace").encode() if wide else content))


def fonts_of(file: Path, typefaces: Typefaces) -> str:
    """The digest of the fonts that a drawing depends on; empty for one without words, or one that cannot be read."""
    try:
        return typefaces.digest if has_words(files.content(file, _MOST_READ)) else ""
    except (OSError, ValueError):
        return ""


def can_compare() -> bool:
    """Whether the renderer is installed with which new drawings are compared."""
    return find_spec("resvg_py") is not None


def not_compared(drawing: Drawing, place: Place) -> Finding:
    """That no independent renderer drew the same; `place` is where the drawing is named."""
    return finding(NOT_COMPARED, N_("the drawing {file} was not compared with an independent renderer: resvg-py is not "
                                    "installed"), source=place, file=drawing.file.name)


def _pack(drawing: Drawing) -> bytes:
    view = drawing.view_box
    shapes = [[shape.colour, shape.names, shape.place.line, shape.place.column, shape.even_odd,
               "".join(command[0] for command in shape.path), shape.opacity, _packed(shape.gradient), shape.groups]
              for shape in drawing.shapes]
    numbers = array("d", [number for shape in drawing.shapes for command in shape.path for number in command[1:]])
    head = json.dumps({"view": [view.x0, view.y0, view.x1, view.y1], "shapes": shapes,
                       "compared": drawing.compared}, separators=(",", ":"))
    return head.encode() + b"\n" + numbers.tobytes()


def _packed(gradient: DrawnGradient | None) -> list[object] | None:
    return None if gradient is None else [gradient.radial, gradient.ends, gradient.matrix, [
        [stop.offset, stop.colour, stop.names, stop.place.line, stop.place.column, stop.opacity]
        for stop in gradient.stops]]


def _gradient(packed: list[Any] | None, file: Path) -> DrawnGradient | None:
    if packed is None:
        return None
    radial, ends, (a, b, c, d, e, f), stops = packed
    return DrawnGradient(radial, tuple(ends), (a, b, c, d, e, f), tuple(
        Stop(offset, colour, tuple(names), Place(file, line, column), opacity)
        for offset, colour, names, line, column, opacity in stops))


def _unpack(content: bytes, file: Path) -> Drawing:
    head, _, tail = content.partition(b"\n")
    facts = json.loads(head)
    numbers, at = array("d", tail).tolist(), 0
    shapes = []
    for colour, names, line, column, even_odd, letters, opacity, gradient, groups in facts["shapes"]:
        path: list[Command] = []
        for letter in letters:
            end = at + _NUMBERS[letter]
            path.append((letter, *numbers[at:end]))
            at = end
        shapes.append(FilledPath(tuple(path), colour, tuple(names), Place(file, line, column), even_odd, opacity,
                                 _gradient(gradient, file), tuple((number, share) for number, share in groups)))
    return Drawing(file, Box(*facts["view"]), tuple(shapes), facts["compared"])
