"""What the rules of composition measure, drawn over each sheet, with the findings beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cache import Cache
from pressroom.colour.profiles import read_profile
from pressroom.desk.as_printed import as_printed
from pressroom.desk.critique_pen import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    Colour,
    Pen,
)
from pressroom.findings import N_, Finding, Value, by_weight
from pressroom.preflight.raster import Renderer
from pressroom.records import dataclass
from pressroom.review import parts_of
from pressroom.review.composition.baselines import neighbours
from pressroom.review.composition.code_height import HIGH
from pressroom.review.composition.dominant import leader
from pressroom.review.composition.empty_band import bands
from pressroom.review.composition.foot_empty import inked
from pressroom.review.composition.foot_margins import margins
from pressroom.review.composition.left_edges import edges
from pressroom.review.composition.levels import levels
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import HANGING
from pressroom.sheet.units import to_mm
from pressroom.stages import Fit
from pressroom.text import translation
from pressroom.text.translation import Translate

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels: the longer side of a sheet, the width of what stands beside it, and its margin.
SIDE, BESIDE, MARGIN = 1500, 760, 28
_PLACE = 14

# A colour, and what it stands for, with the figure of this sheet.
Entry = tuple[Colour, str]
# A sentence and what fills its places, in the reader's language.
Said = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Fonts:
    """Two weights of a face for labels."""

    regular: Path
    bold: Path


def critique(fit: Fit, findings: Sequence[Finding], cache: Cache, fonts: Fonts, translate: Translate) -> list[bytes]:
    """A PNG of each page of a piece: the sheet with the measures, and their legend with the findings on it.

    Raises:
        Refused: the piece cannot be painted.
    """
    parts = parts_of(fit)
    return [_encoded(_page(fit, number, picture, scale, parts, findings, fonts, translate))
            for number, (picture, scale) in enumerate(_pictures(fit, cache), 1)]


def _encoded(picture: Image) -> bytes:
    """A PNG in all colours: a palette of few would merge those of the lines."""
    content = io.BytesIO()
    picture.save(content, "PNG", compress_level=6)
    return content.getvalue()


def _pictures(fit: Fit, cache: Cache) -> Iterator[tuple[Image, float]]:
    """The trim of each page in the colours of print, and its pixels a point."""
    from pressroom.paint import paint  # lazy, as in build

    content = as_printed(paint(fit, cache).content, read_profile(fit.piece.profile), cache)
    renderer = Renderer(content)
    try:
        for number, sheet in enumerate(fit.sheets):
            scale = SIDE / max(sheet.width, sheet.height)
            media = sheet.trim.grown(sheet.bleed + sheet.slug)
            yield renderer.page(number, media, 0).picture(scale, sheet.trim).convert("RGB"), scale
    finally:
        renderer.close()


def _page(fit: Fit, number: int, picture: Image, scale: float, parts: list[ReviewedPart],
          findings: Sequence[Finding], fonts: Fonts, translate: Translate) -> Image:
    legend = list[Entry]()
    for part in parts:
        if part.fitted.page == number:
            pen = Pen(picture, scale, fonts.regular, fonts.bold, part.fitted.shift)
            measured = _measures(part, parts, pen, translate) if fit.piece.kind in HANGING else _boxes(
                part, pen, translate)
            legend += measured
    pen = Pen(picture, scale, fonts.regular, fonts.bold)
    own = [item for item in by_weight(findings) if item.sheet in (None, number)]
    for count, item in enumerate(own, 1):
        if item.area:
            pen.number(item.area.x0, item.area.y0 + (item.area.height / 2), count)
    return _beside(fit, picture, list(dict.fromkeys(legend)), own, fonts, translate)


def _measures(part: ReviewedPart, parts: list[ReviewedPart], pen: Pen, translate: Translate) -> list[Entry]:
    """Draw what is measured on one sheet."""
    def said(sentence: str, **values: Value) -> str:
        return translation.filled(translate(sentence), translation.with_decimals(values, translate))
    entries = _boxes(part, pen, translate)
    entries += _live(part, pen, said)
    entries += _foot(part, parts, pen, said)
    entries += _lines(part, pen, said)
    entries += _heights(part, pen, said)
    return entries


def _boxes(part: ReviewedPart, pen: Pen, translate: Translate) -> list[Entry]:
    composition = part.composition
    boxes = [*(line.ink for block in composition.blocks for line in block.lines),
             *(code.box for code in composition.codes),
             *(one.box for one in (*composition.drawings, *composition.shapes))]
    for box in boxes:
        pen.box(box, SKY, 2, edged=False)
    return [(SKY, translate(N_("boxes around the ink")))]


def _live(part: ReviewedPart, pen: Pen, said: Said) -> Iterator[Entry]:
    composition = part.composition
    pen.box(composition.live, GREY, 2, dashed=True)
    yield GREY, said(N_("inside the margins, without the foot"))
    if largest := leader(composition):
        share = f"{largest.share * 100:.0f} %"
        pen.box(largest.box, ORANGE, 6)
        pen.label(largest.box.x1, largest.box.y0, share, ORANGE, "rt")
        yield ORANGE, said(N_("the largest: {name}, {share} % of that"), name=largest.name,
                           share=f"{largest.share * 100:.0f}")
    every = bands(composition)
    if every:
        band = max(every, key=lambda one: one.height)
        share = f"{composition.of_height(band.height) * 100:.1f}"
        pen.veil(band, BLUE)
        pen.label(band.x1, band.y1, said("{share} %", share=share), BLUE, "rb")
        yield BLUE, said(N_("the largest empty band: {share} % of the height"), share=share)


def _foot(part: ReviewedPart, parts: list[ReviewedPart], pen: Pen, said: Said) -> Iterator[Entry]:
    composition = part.composition
    foot, ends = composition.foot, margins(parts)
    if foot is None:
        return
    size, whole = (foot.width, composition.trim.width) if composition.beside else (
        foot.height, composition.trim.height)
    pen.box(foot, PURPLE, 5)
    share = f"{size / whole * 100:.1f}"
    pen.label(foot.x0 + 4, foot.y0, said("{share} %", share=share), PURPLE, "lb")
    yield PURPLE, said(N_("the foot: {share} % of the sheet, {ink} % of it inked"), share=share,
                       ink=f"{(inked(one.composition for one in parts) or 0.0) * 100:.0f}")
    if ends is None:
        return
    middle = foot.y0 + foot.height * 0.5
    if part is parts[0]:
        pen.line((foot.x0, middle), (foot.x0 + ends[0], middle), PURPLE, 8)
        pen.label(foot.x0, middle + _PLACE, said("{left} mm", left=f"{to_mm(ends[0]):.1f}"), PURPLE)
    if part is parts[-1]:
        pen.line((foot.x1 - ends[1], middle), (foot.x1, middle), PURPLE, 8)
        pen.label(foot.x1, middle + _PLACE, said("{right} mm", right=f"{to_mm(ends[1]):.1f}"), PURPLE, "rt")


def _lines(part: ReviewedPart, pen: Pen, said: Said) -> Iterator[Entry]:
    composition = part.composition
    seen = edges(composition)
    for edge in seen:
        top, bottom = min(box.y0 for box in edge.boxes), max(box.y1 for box in edge.boxes)
        pen.line((edge.x, top), (edge.x, bottom), VERMILION, 3)
        pen.label(edge.x, bottom + 4, said("{left}", left=f"{to_mm(edge.x):.1f}"), VERMILION)
    yield VERMILION, said(N_("{count} left edges, mm from the left"), count=len(seen))
    pairs = list(neighbours(composition))
    for pair in pairs:
        nearest = min(product(pair.first.lines, pair.second.lines),
                      key=lambda two: abs(two[0].baseline - two[1].baseline))
        for block, line in zip((pair.first, pair.second), nearest, strict=True):
            pen.line((block.ink.x0, line.baseline), (block.ink.x1, line.baseline), GREEN, 5 if pair.near_miss else 2,
                     edged=False)
    if pairs:
        yield GREEN, said(N_("baselines side by side; thick where they miss each other"))
    if two := levels(composition):
        first, second = two
        for block in two:
            pen.label(block.ink.x0, block.ink.y0, f"{block.size:.0f} pt", YELLOW, "lb")
        yield YELLOW, said(N_("levels: {first} is {ratio} times as large as {second}"), first=first.name,
                           second=second.name, ratio=f"{first.size / second.size:.1f}")


def _heights(part: ReviewedPart, pen: Pen, said: Said) -> Iterator[Entry]:
    """The height of codes above the floor, on what stands on it."""
    height = part.fitted.sheet.height
    if height < HIGH:
        return
    for code in part.composition.codes:
        x, y = code.box.centre
        pen.line((x, y), (x, height), BLACK, 4, dashed=True)
        pen.label(x, (y + height) / 2, f"{to_mm(height - y):.0f} mm", BLACK, "lm")
        yield BLACK, said(N_("the code: {above} mm above the floor"), above=f"{to_mm(height - y):.0f}")


def _beside(fit: Fit, picture: Image, legend: Sequence[Entry], findings: Sequence[Finding], fonts: Fonts,
            translate: Translate) -> Image:
    """The sheet, and at its right what the colours and the numbers stand for."""
    from PIL import Image

    room = Pen(picture, 1.0, fonts.regular, fonts.bold)
    width = BESIDE - 2 * MARGIN - 50
    texts = [room.wrapped(f"{translation.message(item, translate)} [{item.code}, "
                          f"{translation.severity(item.severity, translate)}]", width) for item in findings]
    entries = [room.wrapped(words, width) for _, words in legend]
    step = round(room.size * 1.4)
    high = 2 * MARGIN + 3 * step + sum(len(lines) * step + 12 for lines in (*entries, *texts)) + step
    whole = Image.new("RGB", (picture.width + BESIDE, max(picture.height, high)), (255, 255, 255))
    whole.paste(picture, (0, 0))
    pen = Pen(whole, 1.0, fonts.regular, fonts.bold)
    x, y = picture.width + MARGIN, float(MARGIN)
    pen.words(x, y, fit.piece.name, bold=True, size=34)
    y += 2 * step
    for (colour, _), lines in zip(legend, entries, strict=True):
        pen.patch(x, y, colour)
        y = _texts(pen, x + 50, y, lines, step)
    y += step
    for number, lines in enumerate(texts, 1):
        pen.disc(x + 14, y + 14, number)
        y = _texts(pen, x + 50, y, lines, step)
    if not findings:
        pen.words(x, y, translate(N_("nothing found")))
    return whole


def _texts(pen: Pen, x: float, y: float, lines: Sequence[str], step: int) -> float:
    for line in lines:
        pen.words(x, y, line)
        y += step
    return y + 12
