"""A picture of a sheet as it will print, with trim, bleed and safe margin drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressroom.desk.original import Original
from pressroom.desk.rendering import NO_OVERPRINT, fit_dpi, plates, png, render_page
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm
from pressroom.text.translation import Translate

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 110.0
MOST_PAGES = 40
# Colours of the lines: the cut, the reach of artwork, the limit of text; and the background.
_TRIM, _BLEED, _SAFE, _PAPER = (226, 0, 110), (0, 120, 220), (0, 140, 60), (255, 255, 255)
_ZONE = (200, 90, 0)
_FOOT = 26

PAGES_LEFT = code("pages-not-shown", N_("A proof shows only the first pages of a long file."),
                  N_("Extract the pages that you need into a separate file."), severity=Severity.NOTE)


@dataclass(frozen=True, slots=True)
class SoftProof:
    """Pictures of one file.

    Attributes:
        pictures: PNG by file name.
        findings: about what the pictures do not show.
    """

    pictures: dict[str, bytes]
    findings: tuple[Finding, ...]


def soft_proof(original: Original, name: str, profile: Path | bytes | None, safe: float, translate: Translate, *,
               overlays: bool, separated: bool, zones: Sequence[Box] = ()) -> SoftProof:
    """Every page of a file as a picture, with lines where `overlays` asks for them, and every plate with `separated`.

    `safe` and `zones`, which are not seen or not free once the sheet hangs, are in points of the file.

    Raises:
        Refused: a page cannot be drawn, or plates need Ghostscript, which is missing (exit 3).
    """
    pictures: dict[str, bytes] = {}
    findings: list[Finding] = []
    pages = min(original.pages, MOST_PAGES)
    for number in range(1, pages + 1):
        page = original.page(number)
        dpi = fit_dpi(page.paper, DPI)
        rendering = render_page(original.content, number, dpi, profile)
        tail = f"-{number}" if original.pages > 1 else ""
        if not rendering.through_condition and number == 1:
            findings.append(finding(
                NO_OVERPRINT, N_("overprint is not simulated, and colours do not go through the printing condition"),
                N_("install Ghostscript"), piece=name))
        picture = rendering.picture
        if overlays and not page.rotate:
            picture = _with_lines(picture, page, dpi, safe, zones, translate)
        pictures[f"{name}-proof{tail}.png"] = png(picture)
        if separated:
            for plate, one in plates(original.content, number, dpi).items():
                pictures[f"{name}-plate{tail}-{_file_name(plate)}.png"] = png(one)
    if pages < original.pages:
        findings.append(finding(PAGES_LEFT, N_("{count} {count|page is|pages are} not shown"), piece=name,
                                count=original.pages - pages))
    return SoftProof(pictures, tuple(findings))


def _file_name(plate: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in plate.lower()).strip("-") or "plate"


def _with_lines(picture: Image, page: Any, dpi: float, safe: float, zones: Sequence[Box],
                translate: Translate) -> Image:
    """The picture with its lines, and a legend below."""
    from PIL import Image, ImageDraw, ImageFont

    framed = Image.new("RGB", (picture.width, picture.height + _FOOT), _PAPER)
    framed.paste(picture.convert("RGB"), (0, 0))
    draw = ImageDraw.Draw(framed)
    lines = [(_BLEED, [page.bleed], N_("bleed")), (_TRIM, [page.trim], N_("trim")),
             (_SAFE, [page.trim.grown(-safe)], N_("safe margin"))]
    if zones:
        lines.append((_ZONE, [*zones], N_("hidden, hem or eyelet")))
    for ink, boxes, _ in lines:
        for box in boxes:
            _dashed(draw, _pixels(box, page.paper, dpi / 72, picture.size), ink)
    x, font = 8, ImageFont.load_default(13)
    for ink, _, label in lines:
        draw.line((x, picture.height + _FOOT // 2, x + 22, picture.height + _FOOT // 2), fill=ink, width=3)
        text = translate(label)
        draw.text((x + 28, picture.height + 5), text, fill=(0, 0, 0), font=font)
        x += 44 + int(draw.textlength(text, font=font))
    return framed


def _pixels(box: Box, paper: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    return (round((box.x0 - paper.x0) * scale), round((box.y0 - paper.y0) * scale),
            min(size[0] - 1, round((box.x1 - paper.x0) * scale)), min(size[1] - 1, round((box.y1 - paper.y0) * scale)))


def _dashed(draw: Any, box: tuple[int, int, int, int], ink: tuple[int, int, int]) -> None:
    """A frame of dashes on white, visible on any colour."""
    x0, y0, x1, y1 = box
    for start, end in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
        draw.line((*start, *end), fill=_PAPER, width=2)
        for first, last in _dashes(start, end):
            draw.line((*first, *last), fill=ink, width=2)


def _dashes(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    length, step = max(abs(end[0] - start[0]), abs(end[1] - start[1])), 9
    along = (1, 0) if end[0] != start[0] else (0, 1)
    for at in range(0, length, 2 * step):
        stop = min(length, at + step)
        yield ((start[0] + along[0] * at, start[1] + along[1] * at),
               (start[0] + along[0] * stop, start[1] + along[1] * stop))


def default_safe() -> float:
    """The safe margin of a file of unknown printer, in points."""
    return mm(5)
