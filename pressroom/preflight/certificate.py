"""Certificates of a file's QR symbols: each is read under five conditions, by two readers, from two rasterisers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import tan
from typing import TYPE_CHECKING, Literal

from pressroom.brief import Brief
from pressroom.findings import N_
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.readers import by_ghostscript, by_opencv, by_pdfium, by_zxing
from pressroom.preflight.symbols import QUIET_MODULES, Symbol, core, ground, ring
from pressroom.records import dataclass
from pressroom.sheet.units import mm

if TYPE_CHECKING:
    from PIL.Image import Image

Result = Literal["read", "misread", "unread", "not run"]
CONDITIONS = (N_("print size"), N_("greyscale"), N_("blurred by half"), N_("photocopy, 200 % contrast"),
              N_("scanning distance"))
LEAST_CONTRAST = 0.55  # ISO/IEC 15415:2011, grade B
LEAST_MODULE = mm(0.5)
_PRINT = 300 / 72  # pixels a point
_FEWEST = 4.0  # pixels a module at print size: a small module is drawn finer, as a plate would
_FINEST = 1200 / 72
_AROUND = 8  # modules of the page around the symbol that are read with it, as in a phone's camera
_FRAME, _HALF_ANGLE = 1920, 0.567  # a phone's video frame: pixels of its longer side, half its angle (32.5 degrees)
_RULE_OF_TEN = 10
_SHADE = 40
_MOST_CLEAR = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt.

    Attributes:
        rasteriser, reader: the programs.
        condition: of CONDITIONS.
        result: whether the payload was read, another one, none, or the attempt was not made.
        reason: why it was not made.
    """

    rasteriser: str
    reader: str
    condition: str
    result: Result
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SymbolCertificate:
    """A symbol and the readings of it.

    Attributes:
        page: counted from 1.
        payload: its content, by the first reading of the page.
        version, level: 1 to 40, and L M Q H.
        side, module: points.
        quiet: clear modules on the tightest side, counted to six.
        contrast: of its dark to its light, 1.0 being black on white.
        distance: the scanning distance, points.
        readings: every attempt.
    """

    page: int
    payload: str
    version: int
    level: str
    side: float
    module: float
    quiet: int
    contrast: float
    distance: float
    readings: tuple[Reading, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """The reasons why it is not certified, as sentences to translate.

        No reader may misread it, and each condition must be read from every rasteriser by at least one reader.
        """
        faults = []
        if any(each.result == "misread" for each in self.readings):
            faults.append(N_("a reader reads another address"))
        attempts: dict[tuple[str, str], list[Result]] = {}
        for each in self.readings:
            if each.result != "not run":
                attempts.setdefault((each.rasteriser, each.condition), []).append(each.result)
        if not attempts or any("read" not in results for results in attempts.values()):
            faults.append(N_("under one of the conditions no reader reads it"))
        if self.module < LEAST_MODULE * 0.999:
            faults.append(N_("its modules are smaller than 0.5 mm"))
        if self.quiet < QUIET_MODULES:
            faults.append(N_("its quiet zone is narrower than four modules"))
        if self.contrast < LEAST_CONTRAST:
            faults.append(N_("its contrast is below 55 %"))
        return tuple(faults)


def certificates(proof: Proof, distance: float | None = None) -> Iterator[SymbolCertificate]:
    """Every symbol of the file, by page; scanned from `distance` (points), or from ten times its side.

    Raises:
        NotRun: PDFium or zxing-cpp, without which no symbol is found, is missing.
    """
    for page in proof.pages:
        for symbol in page.symbols:
            away = distance or _RULE_OF_TEN * symbol.side
            yield SymbolCertificate(page.number, symbol.url, symbol.version, symbol.level, symbol.side, symbol.module,
                                    _clear(page, symbol), abs(ground(symbol) - core(symbol)) / 255, away,
                                    tuple(_readings(proof, page, symbol, away)))


def open_proof(pdf: bytes, name: str, expected: tuple[str, ...] = ()) -> Proof:
    """The proof of a file, with the addresses that its symbols should contain."""
    from pressroom.brief import PageBrief

    proof = Proof(pdf, Brief(name=name), [])
    for page in proof.pages if expected else ():
        page.brief = PageBrief(qr=expected)
    return proof


def _readings(proof: Proof, page: Page, symbol: Symbol, distance: float) -> Iterator[Reading]:
    area = symbol.box.grown(_AROUND * symbol.module).overlap(page.paper) or symbol.box
    scale = min(_FINEST, max(_PRINT, _FEWEST / symbol.module))
    rasterisers: tuple[tuple[str, Callable[[], Image]], ...] = (
        ("PDFium", lambda: by_pdfium(page, scale, area)),
        ("Ghostscript", lambda: by_ghostscript(proof, page, scale, area)))
    for rasteriser, draw in rasterisers:
        try:
            raster = draw()
        except NotRun as reason:
            yield from (Reading(rasteriser, reader, condition, "not run", str(reason))
                        for reader, _ in READERS for condition in CONDITIONS)
            continue
        pictures = _views(raster, symbol.module * scale, scale, distance)
        for condition, picture in zip(CONDITIONS, pictures, strict=True):
            for reader, decode in READERS:
                try:
                    payloads = decode(picture)
                except NotRun as reason:
                    yield Reading(rasteriser, reader, condition, "not run", str(reason))
                    continue
                result: Result = "read" if symbol.url in payloads else "misread" if payloads else "unread"
                yield Reading(rasteriser, reader, condition, result)


READERS = (("zxing-cpp", by_zxing), ("OpenCV", by_opencv))


def _views(raster: Image, module: float, scale: float, distance: float) -> Iterator[Image]:
    """The symbol under each condition, in their order; `module` in pixels."""
    from PIL import Image, ImageFilter

    grey = raster.convert("L")
    yield raster
    yield grey
    yield grey.filter(ImageFilter.GaussianBlur(module / 2))
    yield grey.point([max(0, min(255, 2 * value - 128)) for value in range(256)])
    share = _FRAME / (2 * distance * tan(_HALF_ANGLE)) / scale
    size = (max(1, round(grey.width * share)), max(1, round(grey.height * share)))
    yield grey.resize(size, Image.Resampling.BOX if share < 1 else Image.Resampling.BICUBIC)


def _clear(page: Page, symbol: Symbol) -> int:
    """The number of clear modules around the symbol; modules beyond the paper count as clear."""
    scale = max(symbol.raster.scale, _FEWEST / symbol.module)
    around = symbol.box.grown((_MOST_CLEAR + 1) * symbol.module)
    raster = page.renderer.raster(scale, around)
    usual = ground(symbol)
    for clear in range(_MOST_CLEAR, 0, -1):
        pixels = ring(symbol, clear, raster)
        if pixels and max(usual - min(pixels), max(pixels) - usual) <= _SHADE:
            return clear
    return 0
