"""Contrast of words to what lies under them: in print colours, in grey, and to eyes that miss a colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pressroom.colour.ink import PAPER, Ink, contrast, linear
from pressroom.findings import N_, Code, Finding, Severity, code, finding
from pressroom.fit.placed import Placed
from pressroom.fit.sheets import FittedSheet
from pressroom.marks import Group, Mark, Shape, TextRun
from pressroom.review.visibility import Area, areas, top_at
from pressroom.sheet.geometry import Box
from pressroom.stages import Piece

CONTRAST = code(
    "contrast", N_("Words too like their ground are lost at a distance, in dim light, and to many eyes."),
    N_("Choose another ink or palette for one of the two."),
    source="WCAG 2.1, 1.4.3: 4.5 to 1, large print 3 to 1; computed after conversion to print colours")
GREY_CONTRAST = code(
    "contrast-grey", N_("Members print in black; what differs by hue alone becomes one grey."),
    N_("Choose inks that differ in lightness."), severity=Severity.WARNING,
    source="WCAG 2.1, 1.4.3, on the luma of ITU-R BT.601 that drivers turn colours into")
COLOUR_BLIND = code(
    "contrast-colour-blind", N_("One man in twelve does not tell red from green; words must not need that difference."),
    N_("Choose inks that differ in lightness."), severity=Severity.WARNING,
    source="WCAG 2.1, 1.4.3, on colours simulated after Machado, Oliveira and Fernandes 2009, severity 1.0")
ON_PICTURE = code(
    "text-on-picture", N_("A photograph is light here and dark there; words on it need a ground of their own."),
    N_("Put a shape between the picture and the words."))

TEXT_CONTRAST, HEADLINE_CONTRAST = 4.5, 3.0
_SAMPLES = (0.02, 0.26, 0.5, 0.74, 0.98)
# Rows of the matrices that turn linear RGB into what an eye without red, green or blue cones sees.
_BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """A way to look at two inks: the rule it stands for, what it makes of an ink, what is said."""

    rule: Code
    seen: Callable[[Ink], Ink]
    said: str
    eye: str = ""


def _grey(ink: Ink) -> Ink:
    red, green, blue = ink.srgb
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return Ink(ink.name, ink.cmyk, (luma, luma, luma))


def _seen_by(matrix: tuple[tuple[float, float, float], ...]) -> Callable[[Ink], Ink]:
    def seen(ink: Ink) -> Ink:
        parts = [linear(part) for part in ink.srgb]
        mixed = [min(max(sum(a * b for a, b in zip(row, parts, strict=True)), 0.0), 1.0) for row in matrix]
        red, green, blue = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in mixed)
        return Ink(ink.name, ink.cmyk, (red, green, blue))
    return seen


_LOOKS = (
    _Look(CONTRAST, lambda ink: ink, N_("{name}: {ink} on {ground} has a contrast of {ratio}, at least {least} is "
                                        "needed")),
    _Look(GREY_CONTRAST, _grey, N_("{name}: printed in grey, {ink} on {ground} has a contrast of {ratio}, at least "
                                   "{least} is needed")),
    *(_Look(COLOUR_BLIND, _seen_by(matrix), N_("{name}: with {eye}, {ink} on {ground} has a contrast of {ratio}, at "
                                               "least {least} is needed"), eye)
      for eye, matrix in _BLINDNESS.items()))


def contrasts(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about every pair of an ink of words and an ink under them, once an element."""
    painted: list[Area] = []
    for placed in sheet.placed:
        flat = areas(placed.fitted.marks)
        own = [one for one in flat if isinstance(one.mark, Shape)]
        seen: set[tuple[str, str]] = set()
        for run, heading in _runs(placed.fitted.marks, heading=False):
            for ground in _grounds(run, [*painted, *own]):
                pair = (run.ink.name, ground.name if ground else "")
                if pair not in seen:
                    seen.add(pair)
                    yield from _pair(piece, sheet, placed, run, ground, heading)
        painted += flat


def _pair(piece: Piece, sheet: FittedSheet, placed: Placed, run: TextRun, ground: Ink | None,
          heading: bool) -> Iterator[Finding]:
    source, name = piece.layout_document.place(placed.location), placed.element.name or placed.element.kind
    if ground is None:
        yield finding(ON_PICTURE, N_("{name} stands on a picture without a ground"), source=source, sheet=sheet.number,
                      name=name)
        return
    least = HEADLINE_CONTRAST if heading else TEXT_CONTRAST
    for look in _LOOKS:
        measured = contrast(look.seen(run.ink), look.seen(ground))
        if measured < least:
            yield finding(look.rule, look.said, source=source, sheet=sheet.number, area=_box(run),
                          measured=round(measured, 2), limit=least, name=name, ink=run.ink.name, ground=ground.name,
                          ratio=f"{measured:.1f}", least=f"{least:g}", eye=look.eye)


def _box(run: TextRun) -> Box:
    """Around a run's letters; the space that parts it from the next line has no ink, and may lie off the sheet."""
    drawn = len(run.glyphs)
    while drawn and run.glyphs[drawn - 1].text.isspace():
        drawn -= 1
    width = sum(glyph.advance for glyph in run.glyphs[:drawn]) * run.size
    return Box(run.x, run.y - 0.7 * run.size, run.x + width, run.y)


def _grounds(run: TextRun, painted: list[Area]) -> list[Ink | None]:
    """The inks that show around a run's letters: what was painted last at a handful of places; None for a picture."""
    box = _box(run)
    found: dict[str, Ink | None] = {}
    for across in _SAMPLES:
        for down in (0.1, 0.9):
            x, y = box.x0 + across * box.width, box.y0 + down * box.height
            top = top_at(painted, x, y)
            ink = PAPER if top is None else top.mark.fill if isinstance(top.mark, Shape) else None
            found[ink.name if ink else ""] = ink
    return list(found.values())


def ground_at(marks: tuple[Mark, ...], x: float, y: float) -> Ink | None:
    """The ink that shows there, words apart; None for a picture."""
    top = top_at(areas(marks), x, y)
    return PAPER if top is None else top.mark.fill if isinstance(top.mark, Shape) else None


def _runs(marks: tuple[Mark, ...], *, heading: bool) -> Iterator[tuple[TextRun, bool]]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _runs(mark.marks, heading=heading or mark.role == "heading")
        elif isinstance(mark, TextRun):
            yield mark, heading
