"""The certificate of a file's QR symbols: each read under five conditions, by two readers, from two rasterisers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import tan
from typing import TYPE_CHECKING, Literal

from pressroom.brief import Brief
from pressroom.findings import N_
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.raster import NotRun
from pressroom.preflight.readers import by_ghostscript, by_opencv, by_pdfium, by_zxing
from pressroom.preflight.symbols import QUIET_MODULES, Symbol, core, ground, ring
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
_AROUND = 8  # modules of the page that are seen with the symbol, as a phone's film would see them
_FRAME, _HALF_ANGLE = 1920, 0.567  # a phone's film frame: pixels along its longer side, half its angle (32.5 degrees)
_RULE_OF_TEN = 10
_SHADE = 40
_MOST_CLEAR = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt.

    Attributes:
        rasteriser, reader: the programs.
        condition: of CONDITIONS.
        result: whether the payload was read, another was, none was, or the attempt could not be made.
        reason: why it was not made.
    """

    rasteriser: str
    reader: str
    condition: str
    result: Result
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Certified:
    """A symbol and how it read.

    Attributes:
        page: counted from 1.
        payload: what it says, by the first reading of the page.
        version, level: 1 to 40, and L M Q H.
        side, module: points.
        quiet: clear modules on the tightest side, counted to six.
        contrast: of its dark to its light, 1.0 being black on white.
        distance: from which it is held to be scanned, points.
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
        """What keeps it from being certified, as sentences to translate.

        No reader may misread it, and each condition must be read from every rasteriser by at least one reader.
        """
        found = []
        if any(each.result == "misread" for each in self.readings):
            found.append(N_("a reader takes it for another address"))
        made: dict[tuple[str, str], list[Result]] = {}
        for each in self.readings:
            if each.result != "not run":
                made.setdefault((each.rasteriser, each.condition), []).append(each.result)
        if not made or any("read" not in results for results in made.values()):
            found.append(N_("under some condition no reader reads it"))
        if self.module < LEAST_MODULE * 0.999:
            found.append(N_("its modules are smaller than 0.5 mm"))
        if self.quiet < QUIET_MODULES:
            found.append(N_("its quiet zone is narrower than four modules"))
        if self.contrast < LEAST_CONTRAST:
            found.append(N_("its contrast is below 55 %"))
        return tuple(found)


def certified(proof: Proof, distance: float | None = None) -> Iterator[Certified]:
    """Every symbol of the file, by page; scanned from `distance` (points), or from ten times its side.

    Raises:
        NotRun: PDFium or zxing-cpp, without which no symbol is found, is missing.
    """
    for page in proof.pages:
        for symbol in page.symbols:
            away = distance or _RULE_OF_TEN * symbol.side
            yield Certified(page.number, symbol.url, symbol.version, symbol.level, symbol.side, symbol.module,
                            _clear(page, symbol), abs(ground(symbol) - core(symbol)) / 255, away,
                            tuple(_readings(proof, page, symbol, away)))


def opened(pdf: bytes, name: str, expected: tuple[str, ...] = ()) -> Proof:
    """The file on the table, with the addresses that its symbols should say."""
    from pressroom.brief import PageBrief

    proof = Proof(pdf, Brief(name=name), [])
    for page in proof.pages if expected else ():
        page.asked = PageBrief(qr=expected)
    return proof


def _readings(proof: Proof, page: Page, symbol: Symbol, distance: float) -> Iterator[Reading]:
    area = symbol.box.grown(_AROUND * symbol.module).overlap(page.paper) or symbol.box
    scale = min(_FINEST, max(_PRINT, _FEWEST / symbol.module))
    rasterisers: tuple[tuple[str, Callable[[], Image]], ...] = (
        ("PDFium", lambda: by_pdfium(page, scale, area)),
        ("Ghostscript", lambda: by_ghostscript(proof, page, scale, area)))
    for rasteriser, draw in rasterisers:
        try:
            drawn = draw()
        except NotRun as reason:
            yield from (Reading(rasteriser, reader, condition, "not run", str(reason))
                        for reader, _ in READERS for condition in CONDITIONS)
            continue
        pictures = _seen(drawn, symbol.module * scale, scale, distance)
        for condition, picture in zip(CONDITIONS, pictures, strict=True):
            for reader, read in READERS:
                try:
                    said = read(picture)
                except NotRun as reason:
                    yield Reading(rasteriser, reader, condition, "not run", str(reason))
                    continue
                result: Result = "read" if symbol.url in said else "misread" if said else "unread"
                yield Reading(rasteriser, reader, condition, result)


READERS = (("zxing-cpp", by_zxing), ("OpenCV", by_opencv))


def _seen(drawn: Image, module: float, scale: float, distance: float) -> Iterator[Image]:
    """The symbol under each condition, in their order; `module` in pixels."""
    from PIL import Image, ImageFilter

    grey = drawn.convert("L")
    yield drawn
    yield grey
    yield grey.filter(ImageFilter.GaussianBlur(module / 2))
    yield grey.point([max(0, min(255, 2 * value - 128)) for value in range(256)])
    share = _FRAME / (2 * distance * tan(_HALF_ANGLE)) / scale
    size = (max(1, round(grey.width * share)), max(1, round(grey.height * share)))
    yield grey.resize(size, Image.Resampling.BOX if share < 1 else Image.Resampling.BICUBIC)


def _clear(page: Page, symbol: Symbol) -> int:
    """How many whole modules around the symbol nothing stands in; what lies beyond the paper counts as clear."""
    scale = max(symbol.raster.scale, _FEWEST / symbol.module)
    around = symbol.box.grown((_MOST_CLEAR + 1) * symbol.module)
    raster = page.renderer.drawn(scale, around)
    usual = ground(symbol)
    for clear in range(_MOST_CLEAR, 0, -1):
        pixels = ring(symbol, clear, raster)
        if pixels and max(usual - min(pixels), max(pixels) - usual) <= _SHADE:
            return clear
    return 0
