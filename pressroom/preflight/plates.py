"""The ink on the plates: pages separated by Ghostscript, their inks added up by Pillow.

The walk computes the ink of each object; only a separation has the sum of two objects of which one overprints or
multiplies the other. Ghostscript's `tiffsep` writes one grey image for each plate.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pressroom.preflight.raster import NotRun
from pressroom.programs import Missing, Unfinished, run_ghostscript
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

if TYPE_CHECKING:
    from PIL.Image import Image

SQUARE = mm(15)
"""Side of the square over which ink is averaged, points: GWG 2022 R0026."""

_FINEST, _COARSEST = 72.0, 24.0  # pixels an inch
_PIXELS_OF_FILE = 24_000_000
_PAGES_A_RUN = 8
_SECONDS, _SECONDS_A_PAGE = 30.0, 4.0
_MOST_PLATES = 16
_HEAT_SIDE = 760  # pixels of the longer side of a heat map
_TOP = 4.0  # ink at which the heat map ends
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to separate.

    Attributes:
        number: counted from 1.
        paper: the media box.
        printed: where ink counts.
        rotate: rotation for display, degrees clockwise.
        scale: how many times larger than in the file all of this is; UserUnit, which Ghostscript heeds, not counted.
    """

    number: int
    paper: Box
    printed: Box
    rotate: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Plates:
    """The plates of one page, inside its bleed box.

    Attributes:
        names: of the plates with ink, process inks first.
        resolution: pixels an inch at which they were made.
        most: the most ink of a single pixel; 3.0 is 300 %.
        spot, spot_at: the most ink that all of three by three pixels have (a millimetre at 72 ppi, so that specks do
            not count), and its place.
        mean, mean_at: the most ink that a square of 15 mm has on average, and its place.
        heat: a picture of the ink, PNG.
    """

    names: tuple[str, ...]
    resolution: float
    most: float
    spot: float
    spot_at: Box
    mean: float
    mean_at: Box
    heat: bytes


def separate(pdf: bytes, pages: tuple[Sheet, ...], tools: Collection[str] = ()) -> Iterator[Plates]:
    """The plates of every page, in order; those of `tools` print nothing, and count as no ink.

    Raises:
        NotRun: Ghostscript is missing, fails, or takes too long.
    """
    resolution = resolution_for(pages)
    for page, inks in separations(pdf, pages, resolution):
        yield _plates(page, inks, resolution, tools)


def resolution_for(pages: tuple[Sheet, ...], finest: float = _FINEST) -> float:
    """Pixels an inch at which the plates of these pages are made, `finest` at most."""
    area = sum(page.paper.width * page.paper.height for page in pages) / 72 ** 2
    return max(_COARSEST, min(finest, math.sqrt(_PIXELS_OF_FILE / max(area, 1.0))))


def separations(pdf: bytes, pages: tuple[Sheet, ...], resolution: float) -> Iterator[tuple[Sheet, dict[str, Image]]]:
    """Every page with its plates that have ink, by name, 255 being full ink; numbers of pages must follow each other.

    Raises:
        NotRun: Ghostscript is missing, fails, or takes too long.
    """
    with TemporaryDirectory(prefix="plates-") as directory:
        folder = Path(directory)
        (folder / "file.pdf").write_bytes(pdf)
        for start in range(0, len(pages), _PAGES_A_RUN):
            some = pages[start:start + _PAGES_A_RUN]
            _run_ghostscript(folder, some[0].number, some[-1].number, resolution * some[0].scale)
            for index, page in enumerate(some, 1):
                yield page, _inks(page, sorted(folder.glob(f"p{index:03d}(*).tif")), resolution / 72)
            for used in folder.glob("*.tif"):
                used.unlink()


def _run_ghostscript(folder: Path, first: int, last: int, resolution: float) -> None:
    words = ["-sDEVICE=tiffsep", f"-r{resolution:.2f}", "-dOverprint=/enable", f"-dFirstPage={first}",
             f"-dLastPage={last}", "-o", "p%03d.tif", "file.pdf"]
    try:
        run_ghostscript(words, seconds=_SECONDS + _SECONDS_A_PAGE * (last - first + 1), folder=folder)
    except Missing:
        raise NotRun("Ghostscript is not installed") from None
    except Unfinished as reason:
        raise NotRun(str(reason)) from reason


def _inks(page: Sheet, files: list[Path], scale: float) -> dict[str, Image]:
    """The plates with ink, by name."""
    if not files or len(files) > _MOST_PLATES:
        raise NotRun(f"Ghostscript made {len(files)} plates of page {page.number}")
    inks: dict[str, Image] = {}
    for file in files:
        plate = _plate(file, page, scale)
        if plate.getextrema()[1]:
            inks[file.stem.partition("(")[2].removesuffix(")")] = plate
    return inks


def _plates(page: Sheet, plates: dict[str, Image], resolution: float, tools: Collection[str]) -> Plates:
    scale = resolution / 72
    names = [*plates]
    inks = [plate for name, plate in plates.items() if name not in tools]
    box = page.printed.overlap(page.paper) or page.paper
    if not inks:
        return Plates(tuple(names), resolution, 0.0, 0.0, box, 0.0, box, b"")
    total = _sum(inks)
    spot, spot_at = _peak(_spots(total), box, scale, 1.5 / scale)
    mean, mean_at = _mean(inks, box, scale)
    ordered = sorted(names, key=lambda name: (_PROCESS.index(name) if name in _PROCESS else 9, name))
    most = total.getextrema()[1]
    assert isinstance(most, int | float)
    return Plates(tuple(ordered), resolution, most / 255, spot, spot_at, mean, mean_at, _heat(total))


def _plate(file: Path, page: Sheet, scale: float) -> Image:
    """One plate inside the bleed box, 255 being full ink."""
    from PIL import Image, ImageChops

    try:
        with Image.open(file, formats=["TIFF"]) as tiff:
            whole = tiff.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotRun(f"a plate cannot be read: {error}") from error
    if page.rotate:
        whole = whole.rotate(page.rotate, expand=True)
    size = (page.paper.width * scale, page.paper.height * scale)
    if any(abs(actual - expected) > 2 for actual, expected in zip(whole.size, size, strict=True)):
        raise NotRun("Ghostscript takes the page for another size")
    area = page.printed.overlap(page.paper) or page.paper
    left, top = round((area.x0 - page.paper.x0) * scale), round((area.y0 - page.paper.y0) * scale)
    right, bottom = int((area.x1 - page.paper.x0) * scale), int((area.y1 - page.paper.y0) * scale)
    return ImageChops.invert(whole.crop((left, top, max(right, left + 1), max(bottom, top + 1))))


def _sum(inks: list[Image]) -> Image:
    """All plates added, 255 being one full plate."""
    from PIL import ImageMath

    total = inks[0].convert("I")
    for ink in inks[1:]:
        total = ImageMath.lambda_eval(lambda parts: parts["a"] + parts["b"], a=total, b=ink.convert("I"))
    return total


def _spots(total: Image) -> Image:
    """The ink that holds throughout three by three pixels; the page itself where it is smaller."""
    from PIL import ImageFilter

    return total.filter(ImageFilter.MinFilter(3)) if min(total.size) > 3 else total


def _mean(inks: list[Image], box: Box, scale: float) -> tuple[float, Box]:
    """The heaviest square and its mean; a page smaller than the square is averaged whole."""
    from PIL import ImageFilter, ImageStat

    width, height = inks[0].size
    radius = int((SQUARE * scale - 1) / 2)
    if min(width, height) <= 2 * radius + 1:
        return sum(ImageStat.Stat(ink).mean[0] for ink in inks) / 255, box
    inner = (radius, radius, width - radius, height - radius)
    blurred = _sum([ink.filter(ImageFilter.BoxBlur(radius)).crop(inner) for ink in inks])
    at = Box(box.x0 + radius / scale, box.y0 + radius / scale, box.x1 - radius / scale, box.y1 - radius / scale)
    return _peak(blurred, at, scale, SQUARE / 2)


def _peak(total: Image, box: Box, scale: float, around: float) -> tuple[float, Box]:
    """The largest value and the square around the first pixel that has it."""
    extremes = total.getextrema()
    most = extremes[1]
    assert isinstance(most, int | float)
    at = (total.point(lambda value: value * 1 + (1 - most)).convert("L")).getbbox() or (0, 0, 1, 1)
    # the box spans all pixels of that value; the first row's first one is a pixel for certain
    row = total.crop((0, at[1], total.width, at[1] + 1)).point(lambda value: value * 1 + (1 - most)).convert("L")
    column = (row.getbbox() or at)[0]
    x, y = box.x0 + (column + 0.5) / scale, box.y0 + (at[1] + 0.5) / scale
    return float(most) / 255, Box(x, y, x, y).grown(around)


def _heat(total: Image) -> bytes:
    """A picture of the ink: paper white, then from green over yellow to red; above 300 % black."""
    from PIL import Image

    level = total.point(lambda value: value * (1 / _TOP) + 0).convert("L")
    level.thumbnail((_HEAT_SIDE, _HEAT_SIDE), Image.Resampling.BILINEAR)
    picture = Image.frombytes("P", level.size, level.tobytes())
    picture.putpalette([part for step in range(256) for part in shade(step / 255 * _TOP)])
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


_SHADES = ((0.0, (255, 255, 255)), (1.0, (170, 214, 190)), (2.0, (240, 222, 130)), (2.6, (236, 150, 70)),
           (3.0, (200, 40, 40)), (3.01, (90, 0, 60)), (_TOP, (0, 0, 0)))


def shade(ink: float) -> tuple[int, int, int]:
    """The colour by which a heat map shows that much ink."""
    for (low, dark), (high, light) in pairwise(_SHADES):
        if ink <= high:
            part = max(0.0, (ink - low) / (high - low))
            return (round(dark[0] + part * (light[0] - dark[0])), round(dark[1] + part * (light[1] - dark[1])),
                    round(dark[2] + part * (light[2] - dark[2])))
    return _SHADES[-1][1]
