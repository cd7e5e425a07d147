"""Finished pages as pictures: through the printing condition with Ghostscript, else as PDFium renders them."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom import files, programs
from pressroom.findings import N_, Refused, Severity, code, finding
from pressroom.preflight.guarded import renderer
from pressroom.preflight.raster import NotRun
from pressroom.programs import Missing, Unfinished, run_ghostscript
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import POINTS_PER_INCH

if TYPE_CHECKING:
    from PIL.Image import Image

# Limit for any sheet: 24 million pixels are 72 MB.
MOST_PIXELS = 24_000_000
_SECONDS = 120.0

NO_OVERPRINT = code(
    "overprint-not-shown",
    N_("Without Ghostscript, PDFium draws the picture: it shows neither the colours of the printing condition nor "
       "overprint."),
    N_("Install Ghostscript to see colours and overprint as they print."), severity=Severity.NOT_RUN)
NO_PLATES = code("no-plates", N_("Plates are drawn by Ghostscript, which is not on this machine."),
                 N_("Install Ghostscript, or leave --plates out."))
NOT_DRAWN = code("not-drawn", N_("The page could not be drawn within the time limit."),
                 N_("Check the file with render.py preflight."))


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as a picture.

    Attributes:
        picture: of the whole paper.
        dpi: pixels an inch.
        pressed: whether it went through the printing condition, with overprint.
    """

    picture: Image
    dpi: float
    through_condition: bool


def fit_dpi(paper: Box, dpi: float) -> float:
    """`dpi`, lowered where a picture of `paper` (points) would exceed MOST_PIXELS."""
    area = max(1.0, paper.width * paper.height) / POINTS_PER_INCH ** 2
    return float(min(dpi, (MOST_PIXELS / area) ** 0.5))


def render_page(content: bytes, page: int, dpi: float, profile: Path | bytes | None = None) -> Rendering:
    """One page (counted from 1); through `profile` when it is given and Ghostscript is installed.

    Raises:
        Refused: it cannot be drawn.
    """
    if profile is not None and programs.ghostscript():
        with tempfile.TemporaryDirectory() as folder:
            profile_path = profile if isinstance(profile, Path) else Path(folder) / "condition.icc"
            if isinstance(profile, bytes):
                profile_path.write_bytes(profile)
            _run(content, Path(folder), page, [
                "-sDEVICE=png16m", f"-r{dpi:.3f}", "-dOverprint=/simulate", "-dTextAlphaBits=4",
                "-dGraphicsAlphaBits=4", f"-sDefaultCMYKProfile={profile_path}",
                f"--permit-file-read={profile_path}"], "page.png")
            return Rendering(_read_picture(Path(folder) / "page.png"), dpi, through_condition=True)
    return Rendering(_by_pdfium(content, page, dpi), dpi, through_condition=False)


def plates(content: bytes, page: int, dpi: float) -> dict[str, Image]:
    """Every plate of a page, by name; dark is ink.

    Raises:
        Refused: Ghostscript is missing (exit 3), or cannot draw it.
    """
    if not programs.ghostscript():
        raise Refused([finding(NO_PLATES, N_("Ghostscript is missing: there are no plates to show"),
                               N_("install Ghostscript, or leave --plates out"))], exit_code=3)
    pictures: dict[str, Image] = {}
    with tempfile.TemporaryDirectory() as folder:
        _run(content, Path(folder), page, ["-sDEVICE=tiffsep", f"-r{dpi:.3f}", "-dMaxSpots=8"], "page.tif")
        for path in sorted(Path(folder).glob("page*.tif")):
            name = re.fullmatch(r"page\((.+)\)\.tif|page\.tif\((.+)\)\.tif", path.name)
            if name:
                pictures[name[1] or name[2]] = _read_picture(path)
    return pictures


def _run(content: bytes, folder: Path, page: int, options: list[str], out: str) -> None:
    (folder / "in.pdf").write_bytes(content)
    try:
        run_ghostscript([f"-dFirstPage={page}", f"-dLastPage={page}", *options, f"-sOutputFile={folder / out}",
                         str(folder / "in.pdf")], seconds=_SECONDS, folder=folder)
        done, reason = (folder / out).exists(), "Ghostscript"
    except (Missing, Unfinished) as trouble:
        done, reason = False, str(trouble).splitlines()[-1][:160]
    if not done:
        raise Refused([finding(NOT_DRAWN, N_("page {page} was not drawn: {reason}"), page=page, reason=reason)])


def _read_picture(path: Path) -> Image:
    from PIL import Image

    with files.opened(path) as stream, Image.open(stream) as picture:
        picture.load()
        return picture.copy()


def _by_pdfium(content: bytes, page: int, dpi: float) -> Image:
    try:
        document = renderer(content)
        try:
            return document.sheet(page - 1, dpi / POINTS_PER_INCH)
        finally:
            document.close()
    except NotRun as trouble:
        raise Refused([finding(NOT_DRAWN, N_("page {page} was not drawn: {reason}"), page=page,
                               reason=str(trouble)[:160])]) from None


def png(picture: Image) -> bytes:
    """The picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
