"""Colours of shadings that are meshes of triangles or patches (ISO 32000-1, 8.7.4.5.5 to 8.7.4.5.8)."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_
from pressroom.pdf.errors import TooMuch, Unreadable
from pressroom.pdf.objects import Pdf, entry, is_stream, number, numbers
from pressroom.pdf.streams import decoded

MESHES = (4, 5, 6, 7)
_MOST_CORNERS = 500_000
_FLAG_BITS, _COORDINATE_BITS, _COMPONENT_BITS = (2, 4, 8), (1, 2, 4, 8, 12, 16, 24, 32), (1, 2, 4, 8, 12, 16)
_POINTS = {6: (12, 8), 7: (16, 12)}  # of a patch of its own, and of one that shares an edge


def mesh_colours(shading: Pdf, parts: int) -> list[tuple[float, ...]]:
    """The colours at the corners of a mesh, each once.

    Args:
        shading: its stream.
        parts: the numbers of a colour; 1 where a function makes colours of them.

    Raises:
        Unreadable: it is damaged.
        TooMuch: it has more corners than are read.
    """
    kind = int(number(entry(shading, "/ShadingType"), 0.0))
    flag, coordinate, component = (int(number(entry(shading, key), 0.0)) for key in (
        "/BitsPerFlag", "/BitsPerCoordinate", "/BitsPerComponent"))
    decode = numbers(entry(shading, "/Decode"))
    if (not is_stream(shading) or coordinate not in _COORDINATE_BITS or component not in _COMPONENT_BITS
            or (kind != 5 and flag not in _FLAG_BITS) or len(decode) != 4 + 2 * parts):
        raise Unreadable(N_("a mesh of colours whose form is not stated"))
    content = decoded(shading)
    read = _patches(content, kind, flag, coordinate, component, parts) if kind in _POINTS else _corners(
        content, 0 if kind == 5 else flag, coordinate, component, parts)
    found: dict[tuple[int, ...], None] = {}
    for count, colour in enumerate(read):
        if count > _MOST_CORNERS:
            raise TooMuch(N_("a mesh of colours with too many corners"))
        found[colour] = None
    if not found:
        raise Unreadable(N_("a mesh of colours without corners"))
    most = (1 << component) - 1
    low, high = decode[4::2], decode[5::2]
    return [tuple(low[at] + value * (high[at] - low[at]) / most for at, value in enumerate(colour)) for colour in found]


def _corners(content: bytes, flag: int, coordinate: int, component: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Of triangles and lattices: each corner is a whole number of bytes."""
    bits = flag + 2 * coordinate + parts * component
    size, unused = -(-bits // 8), -bits % 8
    for start in range(0, len(content) - size + 1, size):
        packed = int.from_bytes(content[start:start + size], "big") >> unused
        yield _parts(packed, component, parts)


def _patches(content: bytes, kind: int, flag: int, coordinate: int, component: int, parts: int) -> Iterator[
        tuple[int, ...]]:
    at = 0
    while at < len(content):
        shared = content[at] >> 8 - flag & 3
        points, colours = (_POINTS[kind][1], 2) if shared else (_POINTS[kind][0], 4)
        bits = flag + 2 * points * coordinate + colours * parts * component
        size = -(-bits // 8)
        if at + size > len(content):
            if len(content) - at > 4:  # some programs pad the stream
                raise Unreadable(N_("a mesh of colours that ends too early"))
            return
        packed = int.from_bytes(content[at:at + size], "big") >> -bits % 8
        for corner in range(colours - 1, -1, -1):
            yield _parts(packed >> corner * parts * component, component, parts)
        at += size


def _parts(packed: int, component: int, parts: int) -> tuple[int, ...]:
    mask = (1 << component) - 1
    return tuple(packed >> component * place & mask for place in range(parts - 1, -1, -1))
