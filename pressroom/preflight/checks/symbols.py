"""QR symbols: read back from pixels, large enough, on bare paper, in black alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressroom.brief import Brief
from pressroom.findings import N_, Severity, compared
from pressroom.patterns import regex
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import WHITE
from pressroom.preflight.spoils import Spoil, painted
from pressroom.preflight.symbols import Symbol, core, ground, ring
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPicture, PaintedShading
from pressroom.sheet.units import to_mm

_SHADE = 40  # greys by which an object in the quiet zone differs from its background
# The version above which a symbol is a warning, and the last that is no error: of an address, of another content that a
# phone acts on, and of a transfer, whose symbols the bank's own app reads (EPC069-12: version 13, level M).
_ADDRESS_VERSIONS, _OTHER_VERSIONS, _TRANSFER_VERSIONS = (4, 6), (6, 10), (13, 13)
_TRANSFER = regex(r"BCD\r?\n00[12]\r?\n")
_OTHER = regex(r"(?:BEGIN:VCARD|MECARD:|WIFI:|mailto:|sms:|smsto:|tel:|geo:)", re.IGNORECASE)
_MODULE_TOLERANCE = 0.01
_LEAST_CONTRAST = 0.55


def _symbols(proof: Proof) -> Iterator[tuple[Page, Symbol]]:
    for page in proof.pages:
        for symbol in page.symbols:
            yield page, symbol


def _pattern(url: str, level: str = "M", version: int = 0) -> list[bytes]:
    """Rows of a symbol's modules, 0 for dark."""
    import zxingcpp

    options = {"version": version} if version else {}
    code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **options)
    return [bytes(row) for row in memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist()]


def _extra(*, url: str = "", module: float = 2.2, level: str = "M", version: int = 0, dark: str = "0 0 0 1 k",
           panel: str = "0 0 0 0 k", x: float = 160.0, y: float = 60.0, more: str = "") -> Spoil:
    """A spoil that paints one more symbol, by default with the content of the first one."""
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
       why=N_("The QR code is the purpose of the poster: it must be readable by a phone from the printed page."),
       mend=N_("Print the QR code dark on bare paper, large enough, with its quiet zone, and with this address."),
       source="Pressroom, rule 2; ISO/IEC 18004:2015", needs=("qr",),
       spoil=_covered)
def qr_missing(proof: Proof) -> Iterator[Fault]:
    """Every expected address is read back on its page."""
    for page in proof.pages:
        payloads = {symbol.url for symbol in page.symbols}
        for url in page.brief.qr if page.brief else ():
            if url not in payloads:
                others = ", ".join(sorted(payloads))
                yield fault(N_("no QR code reads as {url}"), N_("on the page: {others}"), page=page, url=url,
                            others=others or "-")


@check("qr-unexpected",
       why=N_("A QR code that was not ordered leads readers to an address that was not checked."),
       mend=N_("Remove the QR code, or add its link to the material."), source="Pressroom, rule 2",
       severity=Severity.WARNING, needs=("pages",), spoil=_extra(url="https://elsewhere.example/"))
def qr_unexpected(proof: Proof) -> Iterator[Fault]:
    """Every symbol is in the brief; files of other programs are checked only if the brief has an address."""
    expects_symbols = proof.brief.ours or any(page.qr for page in proof.brief.pages)
    for page, symbol in _symbols(proof):
        if expects_symbols and page.brief and symbol.url not in page.brief.qr:
            yield fault(N_("a QR code reads as {url}, which was not ordered"), page=page, area=symbol.box,
                        url=symbol.url)


@check("qr-module",
       why=N_("Modules that are too small run together in print, and phones cannot distinguish them."),
       mend=N_("Print the QR code larger, or give it a shorter address."), source="QR practice, rule 1",
       needs=("finished",), spoil=_extra(module=1.3))
def qr_module(proof: Proof) -> Iterator[Fault]:
    """A module is at least as large as the limit."""
    limit = proof.brief.limits.qr_module
    for page, symbol in _symbols(proof):
        if symbol.module < limit - _MODULE_TOLERANCE:
            found, asked = compared(to_mm(symbol.module), to_mm(limit), 2)
            yield fault(N_("a module of the QR code is {found} mm; at least {asked} mm are required"), page=page,
                        area=symbol.box, found=found, asked=asked,
                        measured=symbol.module, limit=limit)


@check("qr-crowded",
       why=N_("A long address makes many small modules, which old phones cannot read, nor any phone in dim light."),
       mend=N_("Use a shorter address: version 4 is recommended, version 6 is the maximum; of a contact or a message 6 "
               "and 10, of a transfer 13."),
       source="QR practice, rule 4; QR practice, rule 6; EPC069-12", severity=Severity.WARNING, needs=("finished",),
       spoil=_extra(version=5, module=1.5))
def qr_crowded(proof: Proof) -> Iterator[Fault]:
    """Symbols of addresses are of version 4 at most, above 6 is an error; contents of other kinds may hold more."""
    for page, symbol in _symbols(proof):
        large, largest = _versions(symbol.url)
        if symbol.version > large:
            too_large = symbol.version > largest
            yield fault(N_("the QR code is of version {version}"), page=page, area=symbol.box, version=symbol.version,
                        measured=symbol.version, limit=largest if too_large else large,
                        severity=Severity.ERROR if too_large else None)


def _versions(content: str) -> tuple[int, int]:
    if _TRANSFER.match(content):
        return _TRANSFER_VERSIONS
    return _OTHER_VERSIONS if _OTHER.match(content) else _ADDRESS_VERSIONS


@check("qr-correction",
       why=N_("With error correction L a scratch or a fold makes a QR code unreadable."),
       mend=N_("Use M, or Q if something may cover the QR code."),
       source="ISO/IEC 18004:2015, 6.5.1; QR practice, rule 5; EPC069-12",
       severity=Severity.WARNING, needs=("finished",), spoil=_extra(level="L"))
def qr_correction(proof: Proof) -> Iterator[Fault]:
    """Error correction is M or better; that of a transfer is M."""
    for page, symbol in _symbols(proof):
        if symbol.level == "L":
            yield fault(N_("the QR code has error correction L"), page=page, area=symbol.box)
        elif symbol.level != "M" and _TRANSFER.match(symbol.url):
            yield fault(N_("the code of a transfer has error correction {level}, and banks' apps ask for M"), page=page,
                        area=symbol.box, level=symbol.level, severity=Severity.ERROR)


def _reversed(symbol: Symbol) -> bool:
    return core(symbol) > ground(symbol)


@check("qr-reversed",
       why=N_("Many phones cannot read a light QR code on a dark background."),
       mend=N_("Print it dark on light."), source="QR practice, rule 3", needs=("finished",),
       spoil=_extra(panel="0 0 0 1 k", dark="0 0 0 0 k"))
def qr_reversed(proof: Proof) -> Iterator[Fault]:
    """Symbols are dark on light."""
    for page, symbol in _symbols(proof):
        if _reversed(symbol):
            yield fault(N_("the QR code is light on dark"), page=page, area=symbol.box)


@check("qr-quiet-zone",
       why=N_("Without four clear modules around it a phone does not find the edge of the QR code."),
       mend=N_("Keep four modules around the QR code clear."), source="ISO/IEC 18004:2015, 6.3.8",
       needs=("finished",), spoil=_extra(more="0 0 0 1 k -6.6 0 2.2 30 re f"))
def qr_quiet_zone(proof: Proof) -> Iterator[Fault]:
    """The four modules around a symbol are clear."""
    for page, symbol in _symbols(proof):
        pixels = ring(symbol)
        usual = ground(symbol)
        if pixels and max(usual - min(pixels), max(pixels) - usual) > _SHADE:
            yield fault(N_("the quiet zone of the QR code is not clear"), page=page, area=symbol.quiet_zone)


@check("qr-ground",
       why=N_("On a printed background the QR code loses contrast, and shifts of the plates blur its modules."),
       mend=N_("Place the QR code on bare paper, quiet zone included."), source="QR practice, rule 3",
       needs=("press",), spoil=_extra(panel="0 0 0.3 0 k"))
def qr_ground(proof: Proof) -> Iterator[Fault]:
    """A symbol and its quiet zone are on bare paper."""
    for page, symbol in _symbols(proof):
        if ground(symbol) < WHITE and not _reversed(symbol):
            yield fault(N_("the QR code is on a printed background"), page=page, area=symbol.quiet_zone)


@check("qr-ink",
       why=N_("Modules of several inks blur as soon as the plates shift; red ones are invisible to some readers."),
       mend=N_("Paint the QR code in K alone, as paths."), source="ISO/IEC 15415:2011; QR practice, rule 3",
       needs=("press",), spoil=_extra(dark="0.6 0.5 0.5 0.6 k"))
def qr_ink(proof: Proof) -> Iterator[Fault]:
    """Everything inside a symbol is in K alone, or white."""
    for page, symbol in _symbols(proof):
        within = symbol.box.grown(symbol.module)
        for thing in page.walk.things:
            if thing.box.width > 0 and within.contains(thing.box) and not _suits_symbol(thing):
                yield fault(N_("the QR code is not in K alone"), page=page, area=symbol.box)
                break


def _suits_symbol(thing: Painted) -> bool:
    if isinstance(thing, PaintedShading):
        return False
    if isinstance(thing, PaintedPicture):
        return thing.space is None or thing.space.kind == "grey"
    colours: list[Colour] = [colour for colour in (thing.fill, thing.stroke) if colour is not None]
    return all(colour.only_black or colour.is_white for colour in colours)


@check("qr-cut",
       why=N_("A QR code that crosses the cut loses modules or its quiet zone."),
       mend=N_("Move the QR code inside the sheet."), source="ISO/IEC 18004:2015, 6.3.8", needs=("finished",),
       spoil=_extra(x=3.0))
def qr_cut(proof: Proof) -> Iterator[Fault]:
    """A symbol and its quiet zone are inside the trim."""
    for page, symbol in _symbols(proof):
        if not page.trim.contains(symbol.quiet_zone, symbol.module / 4) and page.bleed.overlap(symbol.box):
            yield fault(N_("the QR code with its quiet zone crosses the cut"), page=page, area=symbol.quiet_zone)


@check("qr-contrast",
       why=N_("A pale QR code cannot be read in dim light, under glass or by old phones."),
       mend=N_("Print the QR code in full black on bare paper."),
       source="ISO/IEC 15415:2011", needs=("finished",),
       spoil=_extra(dark="0 0 0 0.4 k"))
def qr_contrast(proof: Proof) -> Iterator[Fault]:
    """The contrast is more than half of that of black on paper."""
    for page, symbol in _symbols(proof):
        contrast = abs(ground(symbol) - core(symbol)) / WHITE
        if contrast < _LEAST_CONTRAST:
            found, asked = compared(100 * contrast, 100 * _LEAST_CONTRAST)
            yield fault(N_("the contrast of the QR code is {found} %; at least {asked} % is required"),
                        page=page, area=symbol.box,
                        found=found, asked=asked, measured=contrast,
                        limit=_LEAST_CONTRAST)
