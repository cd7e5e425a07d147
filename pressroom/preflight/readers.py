"""Two rasterisers and two readers of QR symbols, whose results are compared."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pressroom.pdf.source import whole
from pressroom.preflight.raster import NotRun
from pressroom.programs import Missing, Unfinished, run_ghostscript
from pressroom.sheet.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

    from pressroom.preflight.proof import Page, Proof

_SECONDS = 30.0
_FRAMES = (1.0, 0.8, 0.6, 0.4)


def by_pdfium(page: Page, scale: float, area: Box) -> Image:
    """`area` of a page in colours, by PDFium."""
    return page.renderer.picture(scale, area)


def by_ghostscript(proof: Proof, page: Page, scale: float, area: Box) -> Image:
    """The same by Ghostscript.

    Raises:
        NotRun: it is missing, it fails, or the page is turned or scaled.
    """
    from PIL import Image

    if page.rotate or page.enlargement != 1.0:
        raise NotRun("the page is turned or scaled")
    clip = area.overlap(page.paper) or page.paper
    left, bottom = clip.x0 - page.paper.x0, page.paper.y1 - clip.y1
    size = f"-g{max(1, round(clip.width * scale))}x{max(1, round(clip.height * scale))}"
    shift = f"<</Install {{{-left:.4f} {-bottom:.4f} translate}}>> setpagedevice"
    with TemporaryDirectory(prefix="symbol-") as directory:
        folder = Path(directory)
        (folder / "file.pdf").write_bytes(whole(proof.pdf))
        try:
            run_ghostscript([
                "-sDEVICE=png16m", f"-r{72 * scale:.4f}", size, "-dFIXEDMEDIA", f"-dFirstPage={page.number}",
                f"-dLastPage={page.number}", "-o", "out.png", "-c", shift, "-f", "file.pdf"],
                seconds=_SECONDS, folder=folder)
            with Image.open(folder / "out.png", formats=["PNG"]) as image:
                return image.convert("RGB")
        except Missing:
            raise NotRun("Ghostscript is not installed") from None
        except (Unfinished, OSError) as reason:
            raise NotRun(str(reason)) from reason


def by_zxing(picture: Image) -> list[str]:
    """The contents of the symbols in the picture, by zxing-cpp; like a phone it also tries smaller frames."""
    try:
        import zxingcpp
    except ImportError as error:
        raise NotRun(f"zxing-cpp is missing: {error}") from error
    payloads: list[str] = []
    for share in _FRAMES:
        frame = picture if share == 1 else picture.resize(
            (max(1, round(picture.width * share)), max(1, round(picture.height * share))))
        shape = (frame.height, frame.width, 3) if frame.mode == "RGB" else (frame.height, frame.width)
        pixels = memoryview(frame.tobytes()).cast("B", shape)
        payloads = [each.text for each in zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)]
        if payloads:
            break
    return payloads


def by_opencv(picture: Image) -> list[str]:
    """The same by OpenCV, an optional program: without it this reader does not run."""
    try:
        cv2: Any = importlib.import_module("cv2")
    except ImportError as error:
        raise NotRun("OpenCV is not installed") from error
    out = io.BytesIO()
    picture.save(out, "PNG", icc_profile=None)
    with TemporaryDirectory(prefix="symbol-") as directory:  # a file, as numpy is no dependency
        file = Path(directory) / "symbol.png"
        file.write_bytes(out.getvalue())
        pixels = cv2.imread(str(file))
    try:
        payloads, *_ = cv2.QRCodeDetector().detectAndDecode(pixels)
    except cv2.error:
        payloads = ""
    return [payloads] if payloads else []
