"""A sheet as it will print, on the screen: through the printing condition, with trim, bleed and safe margin drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.desk.original import Original
from pressroom.desk.rendering import NO_OVERPRINT, drawn, fit_dpi, plates, png
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm
from pressroom.text.translation import Translate

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 110.0
MOST_PAGES = 40
# Lines of the overlay: what is cut along, how far artwork must reach, where words must stay inside.
_TRIM, _BLEED, _SAFE, _PAPER = (226, 0, 110), (0, 120, 220), (0, 140, 60), (255, 255, 255)
_FOOT = 26

PAGES_LEFT = code("pages-not-shown", N_("A proof shows the first pages of a long file."),
                  N_("Take the pages that matter out into a file of their own."), severity=Severity.NOTE)


@dataclass(frozen=True, slots=True)
class SoftProof:
    """Pictures of one file.

    Attributes:
        pictures: PNG by file name.
        findings: what the pictures do not show.
    """

    pictures: dict[str, bytes]
    findings: tuple[Finding, ...]


def soft_proof(brought: Original, name: str, profile: Path | bytes | None, safe: float, translate: Translate, *,
               overlays: bool = True, separated: bool = False) -> SoftProof:
    """Every page of a file as a picture, and every plate when they are asked for.

    Raises:
        Refused: a page cannot be drawn, or plates are asked for without Ghostscript (exit 3).
    """
    pictures: dict[str, bytes] = {}
    findings: list[Finding] = []
    pages = min(brought.pages, MOST_PAGES)
    for number in range(1, pages + 1):
        page = brought.page(number)
        dpi = fit_dpi(page.paper, DPI)
        made = drawn(brought.content, number, dpi, profile)
        tail = f"-{number}" if brought.pages > 1 else ""
        if not made.pressed and number == 1:
            findings.append(finding(
                NO_OVERPRINT, N_("overprint is not simulated, and colours do not go through the printing condition"),
                N_("install Ghostscript"), piece=name))
        picture = _overlaid(made.picture, page, dpi, safe, translate) if overlays and not page.rotate else made.picture
        pictures[f"{name}-proof{tail}.png"] = png(picture)
        if separated:
            for plate, one in plates(brought.content, number, dpi).items():
                pictures[f"{name}-plate{tail}-{_file_name(plate)}.png"] = png(one)
    if pages < brought.pages:
        findings.append(finding(PAGES_LEFT, N_("{count} pages are not shown"), piece=name,
                                count=brought.pages - pages))
    return SoftProof(pictures, tuple(findings))


def _file_name(plate: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in plate.lower()).strip("-") or "plate"


def _overlaid(picture: Image, page: Any, dpi: float, safe: float, translate: Translate) -> Image:
    """The picture with its lines, and below it what they mean."""
    from PIL import Image, ImageDraw, ImageFont

    shown = Image.new("RGB", (picture.width, picture.height + _FOOT), _PAPER)
    shown.paste(picture.convert("RGB"), (0, 0))
    pen = ImageDraw.Draw(shown)
    wanted = ((_BLEED, page.bleed, N_("bleed")), (_TRIM, page.trim, N_("trim")),
              (_SAFE, page.trim.grown(-safe), N_("safe margin")))
    for ink, box, _ in wanted:
        _dashed(pen, _pixels(box, page.paper, dpi / 72, picture.size), ink)
    x, font = 8, ImageFont.load_default(13)
    for ink, _, label in wanted:
        pen.line((x, picture.height + _FOOT // 2, x + 22, picture.height + _FOOT // 2), fill=ink, width=3)
        said = translate(label)
        pen.text((x + 28, picture.height + 5), said, fill=(0, 0, 0), font=font)
        x += 44 + int(pen.textlength(said, font=font))
    return shown


def _pixels(box: Box, paper: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    return (round((box.x0 - paper.x0) * scale), round((box.y0 - paper.y0) * scale),
            min(size[0] - 1, round((box.x1 - paper.x0) * scale)), min(size[1] - 1, round((box.y1 - paper.y0) * scale)))


def _dashed(pen: Any, box: tuple[int, int, int, int], ink: tuple[int, int, int]) -> None:
    """A frame of dashes with white between them, so that it shows on any colour."""
    x0, y0, x1, y1 = box
    for start, end in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
        pen.line((*start, *end), fill=_PAPER, width=2)
        for first, last in _dashes(start, end):
            pen.line((*first, *last), fill=ink, width=2)


def _dashes(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    length, step = max(abs(end[0] - start[0]), abs(end[1] - start[1])), 9
    along = (1, 0) if end[0] != start[0] else (0, 1)
    for at in range(0, length, 2 * step):
        stop = min(length, at + step)
        yield ((start[0] + along[0] * at, start[1] + along[1] * at),
               (start[0] + along[0] * stop, start[1] + along[1] * stop))


def usual_safe() -> float:
    """The safe margin of a file whose printer is not known, in points."""
    return mm(5)
