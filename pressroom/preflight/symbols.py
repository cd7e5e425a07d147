"""QR symbols, read back from pixels, as by a phone."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from pressroom.preflight.raster import WHITE, NotRun, PageRenderer, Raster
from pressroom.preflight.walk.painted import PaintedPath, PaintedPicture, Walk
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

QUIET_MODULES = 4  # ISO/IEC 18004:2015, 6.3.8
_PIXELS_PER_MODULE = 3.0
_LARGEST_SYMBOL = 440.0  # points; the overlap of strips, so that none is cut in two
_FEWEST_PIECES = 30
_SMALLEST_SYMBOL = 15.0  # points


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol that was read.

    Attributes:
        url: its content.
        version: 1 to 40.
        box: around its modules, without the quiet zone; points from the trim's top-left.
        level: error correction, L M Q H.
        raster: the pixels that it was read from.
    """

    url: str
    version: int
    box: Box
    level: str
    raster: Raster

    @property
    def side(self) -> float:
        """Side of the symbol without its quiet zone, points."""
        return (self.box.width + self.box.height) / 2

    @property
    def module(self) -> float:
        """Side of one module, points."""
        return self.side / (17 + 4 * self.version)

    @property
    def quiet_zone(self) -> Box:
        """The box of the symbol with four clear modules around it."""
        return self.box.grown(QUIET_MODULES * self.module)


def symbols(raster: Raster, renderer: PageRenderer, walk: Walk, expected: tuple[str, ...],
            least_module: float) -> tuple[Symbol, ...]:
    """Every symbol on the page; expected symbols that are not found are searched for at finer resolutions."""
    results = _merged([], read_symbols(raster))
    likely = [(box, module) for box, module in candidates(walk) if not _overlaps_any(results, box)]
    for box, module in likely[:12]:
        finer = renderer.raster(min(16.0, 1.4 * _PIXELS_PER_MODULE / module), box.grown(6 * module))
        results = _merged(results, read_symbols(finer))
    if set(expected) - {each.url for each in results}:
        scale = _PIXELS_PER_MODULE / max(0.5, least_module)
        if scale > raster.scale:
            for area in renderer.strips(scale, _LARGEST_SYMBOL):
                results = _merged(results, read_symbols(renderer.raster(scale, area)))
    return tuple(_exact(each, walk) for each in results)


def read_symbols(raster: Raster) -> list[Symbol]:
    """Symbols in a raster."""
    try:
        import zxingcpp
    except ImportError as error:
        raise NotRun(f"zxing-cpp is missing: {error}") from error
    results = []
    for each in zxingcpp.read_barcodes(raster.view(), formats=zxingcpp.BarcodeFormat.QRCode):
        place = each.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        left, top = raster.place(min(corner.x for corner in corners), min(corner.y for corner in corners))
        right, bottom = raster.place(max(corner.x for corner in corners) + 1, max(corner.y for corner in corners) + 1)
        results.append(Symbol(each.text, int(each.extra.get("Version", 0) or 0), Box(left, top, right, bottom),
                              each.ec_level, raster))
    return [each for each in results if each.version > 0]


def candidates(walk: Walk) -> list[tuple[Box, float]]:
    """Boxes of objects that look like symbols, each with the side of a module."""
    places = []
    for thing in walk.things:
        box, module = thing.box, 0.0
        if not (box.width > _SMALLEST_SYMBOL and 0.9 < box.width / max(box.height, 0.1) < 1.1):
            continue
        if isinstance(thing, PaintedPath) and thing.fill and len(thing.pieces) >= _FEWEST_PIECES:
            module = min((piece.height for piece in thing.pieces if piece.height > 0.1), default=0.0)
        elif isinstance(thing, PaintedPicture) and may_be_symbol(thing):
            module = box.width / 45  # version 7: larger ones are hardly printed
        if module > 0:
            places.append((box, module))
    return places


def may_be_symbol(picture: PaintedPicture) -> bool:
    """Whether a picture may be nothing but a symbol."""
    return picture.pixels[0] == picture.pixels[1]


def _overlaps_any(symbols_so_far: Iterable[Symbol], box: Box) -> bool:
    return any(each.box.overlap(box) for each in symbols_so_far)


def _merged(symbols_so_far: list[Symbol], more: list[Symbol]) -> list[Symbol]:
    return [*symbols_so_far, *(each for each in more if not _overlaps_any(symbols_so_far, each.box))]


def _exact(symbol: Symbol, walk: Walk) -> Symbol:
    """The symbol with the exact box of the path that paints it, if there is one of about that place and size."""
    slack = max(1.5 * symbol.module, 2 / symbol.raster.scale)
    for thing in walk.things:
        if isinstance(thing, PaintedPath) and len(thing.pieces) >= _FEWEST_PIECES and thing.box.contains(
                symbol.box, slack) and symbol.box.contains(thing.box, slack):
            return Symbol(symbol.url, symbol.version, thing.box, symbol.level, symbol.raster)
    return symbol


def ring(symbol: Symbol, modules: float = QUIET_MODULES, raster: Raster | None = None) -> bytes:
    """The pixels of some modules around the symbol, by default of its quiet zone, a pixel away from its borders."""
    raster, inner, outer = raster or symbol.raster, symbol.box, symbol.box.grown(modules * symbol.module)
    columns = [raster.column(x) for x in (outer.x0, inner.x0, inner.x1, outer.x1)]
    rows = [raster.row(y) for y in (outer.y0, inner.y0, inner.y1, outer.y1)]
    left, before, after, right = columns[0] + 2, columns[1] - 2, columns[2] + 3, columns[3] - 1
    top, above, below, bottom = rows[0] + 2, rows[1] - 2, rows[2] + 3, rows[3] - 1
    parts = [raster.across(row, left, right) for row in (*range(top, above), *range(below, bottom))]
    parts += [raster.across(row, *ends) for row in range(above, below) for ends in ((left, before), (after, right))]
    return b"".join(parts)


def ground(symbol: Symbol) -> float:
    """The median grey of the quiet zone: 255 for bare paper."""
    pixels = ring(symbol)
    return median(pixels) if pixels else float(WHITE)


def core(symbol: Symbol) -> int:
    """The grey of the middle of a finder pattern: dark unless the symbol is reversed."""
    raster, module = symbol.raster, symbol.module
    x, y = symbol.box.x0 + 3.5 * module, symbol.box.y0 + 3.5 * module
    return raster.grey[raster.row(y) * raster.columns + raster.column(x)]
