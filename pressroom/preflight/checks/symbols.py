"""QR symbols: read back from pixels, large enough, on bare paper, in black alone."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.brief import Brief
from pressroom.findings import N_, Severity
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import WHITE
from pressroom.preflight.spoils import Spoil, painted
from pressroom.preflight.symbols import Symbol, core, ground, ring
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPicture, PaintedShading
from pressroom.sheet.units import to_mm

_SHADE = 40  # greys by which something in the quiet zone stands out from its ground
_LARGE_VERSION, _LARGEST_VERSION = 4, 6
_MODULE_TOLERANCE = 0.01
_LEAST_CONTRAST = 0.55


def _judged(proof: Proof) -> Iterator[tuple[Page, Symbol]]:
    for page in proof.pages:
        for symbol in page.symbols:
            yield page, symbol


def _pattern(url: str, level: str = "M", version: int = 0) -> list[bytes]:
    """Rows of a symbol's modules, 0 for dark."""
    import zxingcpp

    options = {"version": version} if version else {}
    made = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **options)
    return [bytes(row) for row in memoryview(made.to_image(scale=1, add_quiet_zones=False)).tolist()]


def _extra(*, url: str = "", module: float = 2.2, level: str = "M", version: int = 0, dark: str = "0 0 0 1 k",
           panel: str = "0 0 0 0 k", x: float = 160.0, y: float = 60.0, more: str = "") -> Spoil:
    """A spoil that paints one more symbol; it says what the good file's says unless told otherwise."""
    def spoil(good: bytes) -> bytes:
        rows = _pattern(url or _first(good)[1].url, level, version)
        side, quiet = len(rows) * module, 4 * module
        runs = " ".join(f"{column * module:.4f} {(len(rows) - 1 - index) * module:.4f} {module:.4f} {module:.4f} re"
                        for index, row in enumerate(rows) for column, value in enumerate(row) if value == 0)
        edge = f"{-quiet:.4f} {-quiet:.4f} {side + 2 * quiet:.4f} {side + 2 * quiet:.4f} re f"
        return painted(f"1 0 0 1 {{x0}} {{y0}} cm 1 0 0 1 {x} {y} cm {panel} {edge} {dark} {runs} f {more}")(good)
    return spoil


def _first(good: bytes) -> tuple[Page, Symbol]:
    """The first page of a good file and the symbol on it."""
    page = Proof(good, Brief(), []).pages[0]
    return page, page.symbols[0]


def _covered(good: bytes) -> bytes:
    page, symbol = _first(good)
    x, y, side = symbol.box.x0, page.trim.height - symbol.box.y1, symbol.side
    return painted(f"0 0 0 0 k 1 0 0 1 {{x0}} {{y0}} cm {x:.3f} {y:.3f} {side:.3f} {side:.3f} re f")(good)


@check("qr-missing",
       why=N_("The symbol is why the poster hangs: if a phone cannot read it from the printed page, it is lost."),
       mend=N_("Print the symbol dark on bare paper, large enough, with its quiet zone, and with this address."),
       source="Pressroom, rule 2; ISO/IEC 18004:2015", needs=("qr",),
       spoil=_covered)
def qr_missing(proof: Proof) -> Iterator[Fault]:
    """Every expected address is read back on its page."""
    for page in proof.pages:
        read = {symbol.url for symbol in page.symbols}
        for url in page.asked.qr if page.asked else ():
            if url not in read:
                others = ", ".join(sorted(read))
                yield fault(N_("no symbol reads as {url}"), N_("found on the page: {others}"), page=page, url=url,
                            others=others or "-")


@check("qr-unexpected",
       why=N_("A symbol that nobody ordered leads readers somewhere nobody checked."),
       mend=N_("Remove the symbol, or order it in the material."), source="Pressroom, rule 2",
       severity=Severity.WARNING, needs=("pages",), spoil=_extra(url="https://elsewhere.example/"))
def qr_unexpected(proof: Proof) -> Iterator[Fault]:
    """No symbol says what was not asked for; of a file from elsewhere only where some address was asked for."""
    asked = proof.brief.ours or any(page.qr for page in proof.brief.pages)
    for page, symbol in _judged(proof):
        if asked and page.asked and symbol.url not in page.asked.qr:
            yield fault(N_("a symbol reads as {url}, which is not wanted here"), page=page, area=symbol.box,
                        url=symbol.url)


@check("qr-module",
       why=N_("Modules that are too small run together in print and cannot be told apart by a phone."),
       mend=N_("Print the symbol larger, or give it a shorter address."), source="QR practice, rule 1",
       needs=("finished",), spoil=_extra(module=1.3))
def qr_module(proof: Proof) -> Iterator[Fault]:
    """A module is at least as large as the limit."""
    limit = proof.brief.limits.qr_module
    for page, symbol in _judged(proof):
        if symbol.module < limit - _MODULE_TOLERANCE:
            yield fault(N_("a module of the symbol is {found} mm, {asked} mm are the least"), page=page,
                        area=symbol.box, found=round(to_mm(symbol.module), 2), asked=round(to_mm(limit), 2),
                        measured=symbol.module, limit=limit)


@check("qr-crowded",
       why=N_("A long address makes many small modules, which old phones and dim rooms do not forgive."),
       mend=N_("Use a short address: version 4 is a sensible limit, version 6 the last."),
       source="QR practice, rule 4", severity=Severity.WARNING, needs=("finished",),
       spoil=_extra(version=5, module=1.5))
def qr_crowded(proof: Proof) -> Iterator[Fault]:
    """Symbols are of version 4 at most; above 6 is an error."""
    for page, symbol in _judged(proof):
        if symbol.version > _LARGE_VERSION:
            too_large = symbol.version > _LARGEST_VERSION
            yield fault(N_("the symbol is of version {version}"), page=page, area=symbol.box, version=symbol.version,
                        measured=symbol.version, limit=_LARGEST_VERSION if too_large else _LARGE_VERSION,
                        severity=Severity.ERROR if too_large else None)


@check("qr-correction",
       why=N_("Error correction L lets a symbol fail at the first scratch or fold."),
       mend=N_("Use M, or Q where something may cover the symbol."),
       source="ISO/IEC 18004:2015, 6.5.1; QR practice, rule 5",
       severity=Severity.WARNING, needs=("finished",), spoil=_extra(level="L"))
def qr_correction(proof: Proof) -> Iterator[Fault]:
    """Error correction is M or better."""
    for page, symbol in _judged(proof):
        if symbol.level == "L":
            yield fault(N_("the symbol has error correction L"), page=page, area=symbol.box)


def _reversed(symbol: Symbol) -> bool:
    return core(symbol) > ground(symbol)


@check("qr-reversed",
       why=N_("Many phones cannot read a light symbol on a dark ground."),
       mend=N_("Print it dark on light."), source="QR practice, rule 3", needs=("finished",),
       spoil=_extra(panel="0 0 0 1 k", dark="0 0 0 0 k"))
def qr_reversed(proof: Proof) -> Iterator[Fault]:
    """Symbols are dark on light."""
    for page, symbol in _judged(proof):
        if _reversed(symbol):
            yield fault(N_("the symbol is light on dark"), page=page, area=symbol.box)


@check("qr-quiet-zone",
       why=N_("Without four clear modules around it a phone does not find the symbol's edge."),
       mend=N_("Keep four modules around the symbol free of everything."), source="ISO/IEC 18004:2015, 6.3.8",
       needs=("finished",), spoil=_extra(more="0 0 0 1 k -6.6 0 2.2 30 re f"))
def qr_quiet_zone(proof: Proof) -> Iterator[Fault]:
    """Nothing stands in the four modules around a symbol."""
    for page, symbol in _judged(proof):
        pixels = ring(symbol)
        usual = ground(symbol)
        if pixels and max(usual - min(pixels), max(pixels) - usual) > _SHADE:
            yield fault(N_("something stands in the symbol's quiet zone"), page=page, area=symbol.quiet_zone)


@check("qr-ground",
       why=N_("On a printed ground the symbol loses contrast, and each plate's shift eats into its modules."),
       mend=N_("Stand the symbol on bare paper, quiet zone included."), source="QR practice, rule 3",
       needs=("press",), spoil=_extra(panel="0 0 0.3 0 k"))
def qr_ground(proof: Proof) -> Iterator[Fault]:
    """A symbol and its quiet zone stand on bare paper."""
    for page, symbol in _judged(proof):
        if ground(symbol) < WHITE and not _reversed(symbol):
            yield fault(N_("the symbol stands on a printed ground"), page=page, area=symbol.quiet_zone)


@check("qr-ink",
       why=N_("Modules of several inks blur as soon as the plates shift; red ones are invisible to some readers."),
       mend=N_("Paint the symbol in K alone, as paths."), source="ISO/IEC 15415:2011; QR practice, rule 3",
       needs=("press",), spoil=_extra(dark="0.6 0.5 0.5 0.6 k"))
def qr_ink(proof: Proof) -> Iterator[Fault]:
    """What is painted inside a symbol is K alone or white."""
    for page, symbol in _judged(proof):
        within = symbol.box.grown(symbol.module)
        for thing in page.walk.things:
            if thing.box.width > 0 and within.contains(thing.box) and not _suits_symbol(thing):
                yield fault(N_("the symbol is not painted in K alone"), page=page, area=symbol.box)
                break


def _suits_symbol(thing: Painted) -> bool:
    if isinstance(thing, PaintedShading):
        return False
    if isinstance(thing, PaintedPicture):
        return thing.space is None or thing.space.kind == "grey"
    colours: list[Colour] = [colour for colour in (thing.fill, thing.stroke) if colour is not None]
    return all(colour.only_black or colour.is_white for colour in colours)


@check("qr-cut",
       why=N_("A symbol that reaches over the cut loses modules or its quiet zone."),
       mend=N_("Move the symbol inside the sheet."), source="ISO/IEC 18004:2015, 6.3.8", needs=("finished",),
       spoil=_extra(x=3.0))
def qr_cut(proof: Proof) -> Iterator[Fault]:
    """A symbol and its quiet zone lie inside the trim."""
    for page, symbol in _judged(proof):
        if not page.trim.contains(symbol.quiet_zone, symbol.module / 4) and page.bleed.overlap(symbol.box):
            yield fault(N_("the symbol with its quiet zone reaches over the cut"), page=page, area=symbol.quiet_zone)


@check("qr-contrast",
       why=N_("A pale symbol is lost in dim light, under glass and on old phones."),
       mend=N_("Print the symbol in full black on bare paper."),
       source="ISO/IEC 15415:2011", needs=("finished",),
       spoil=_extra(dark="0 0 0 0.4 k"))
def qr_contrast(proof: Proof) -> Iterator[Fault]:
    """Dark and light differ by more than half of what paper and black do."""
    for page, symbol in _judged(proof):
        contrast = abs(ground(symbol) - core(symbol)) / WHITE
        if contrast < _LEAST_CONTRAST:
            yield fault(N_("the symbol's contrast is {found} %, {asked} % are the least"), page=page, area=symbol.box,
                        found=round(100 * contrast), asked=round(100 * _LEAST_CONTRAST), measured=contrast,
                        limit=_LEAST_CONTRAST)
