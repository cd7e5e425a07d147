"""What finished bytes cannot show, judged on the marks: collisions, contrast, words in a headline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pressroom.errors import N_, Finding, Severity, code, finding
from pressroom.fit.sheets import FittedSheet, Placed
from pressroom.geometry import Box, contains_point
from pressroom.ink import PAPER, Ink, contrast
from pressroom.marks import Group, Mark, Picture, Shape, TextRun
from pressroom.nouns import Piece
from pressroom.templates import names_in
from pressroom.typeset import plain
from pressroom.units import to_mm

COLLISION = code(
    "collision",
    N_("Two things stand on each other; a reader gets neither."),
    N_("Give them other cells, shorten the words, or say in the layout that one may stand `over:` the other."))
CONTRAST = code("contrast", N_("Words too like their ground are lost at a distance, in dim light, and to many eyes."),
                N_("Choose another ink or palette for one of the two."),
                origin="WCAG 2.1, 1.4.3: 4.5 to 1, large print 3 to 1; computed after conversion to print colours")
GREY_CONTRAST = code("contrast-grey", N_("Members print in black; what differs by hue alone becomes one grey."),
                     N_("Choose inks that differ in lightness."), severity=Severity.WARNING,
                     origin="WCAG 2.1, 1.4.3, on the luma of ITU-R BT.601 that drivers turn colours into")
HEADLINE_LONG = code("headline-long", N_("A poster is read in three seconds by someone who did not come to read it."),
                     N_("Cut words until one idea is left."), severity=Severity.WARNING)
ON_PICTURE = code("text-on-picture",
                  N_("A photograph is light here and dark there; words on it need a ground of their own."),
                  N_("Put a shape between the picture and the words."))

TEXT_CONTRAST, HEADLINE_CONTRAST = 4.5, 3.0
# Ink boxes may touch by this much (points) before they count as standing on each other.
_TOUCH = 0.5
_SAMPLES = (0.02, 0.26, 0.5, 0.74, 0.98)


def judge(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about one fitted sheet."""
    yield from _collisions(piece, sheet)
    yield from _contrasts(piece, sheet)
    yield from _headlines(piece, sheet)


def _collisions(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    solid = [one for one in sheet.placed if not one.element.ARTWORK and one.fitted.area]
    for first, second in combinations(solid, 2):
        allowed = first.element.name in second.element.over or second.element.name in first.element.over
        common = first.fitted.area.overlap(second.fitted.area) if first.fitted.area and second.fitted.area else None
        if allowed or common is None or min(common.width, common.height) <= _TOUCH:
            continue
        yield finding(COLLISION, N_("{first} and {second} overlap by {width} x {height} mm on {format}"),
                      source=piece.layout_document.place(second.location), sheet=sheet.number, area=common,
                      first=_called(first), second=_called(second), width=f"{to_mm(common.width):.1f}",
                      height=f"{to_mm(common.height):.1f}", format=piece.format.name)


def _called(placed: Placed) -> str:
    return placed.element.name or placed.element.kind


def _contrasts(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    painted: list[Mark] = []
    for placed in sheet.placed:
        words = list(_runs(placed.fitted.marks, heading=False))
        own = [mark for mark in _flat(placed.fitted.marks) if isinstance(mark, Shape)]
        seen: set[tuple[str, str]] = set()
        for run, heading in words:
            for ground in _grounds(run, [*painted, *own]):
                pair = (run.ink.name, ground.name if isinstance(ground, Ink) else "")
                if pair not in seen:
                    seen.add(pair)
                    yield from _pair(piece, sheet, placed, run, ground, heading)
        painted += _flat(placed.fitted.marks)


def _pair(piece: Piece, sheet: FittedSheet, placed: Placed, run: TextRun, ground: Ink | None,
          heading: bool) -> Iterator[Finding]:
    source = piece.layout_document.place(placed.location)
    if ground is None:
        yield finding(ON_PICTURE, N_("{name} stands on a picture without a ground"), source=source, sheet=sheet.number,
                      name=_called(placed))
        return
    least = HEADLINE_CONTRAST if heading else TEXT_CONTRAST
    for rule, measured, said in (
            (CONTRAST, contrast(run.ink, ground), N_("{name}: {ink} on {ground} has a contrast of {ratio}, "
                                                     "at least {least} is needed")),
            (GREY_CONTRAST, contrast(_grey(run.ink), _grey(ground)), N_(
                "{name}: printed in grey, {ink} on {ground} has a contrast of {ratio}, at least {least} is needed"))):
        if measured < least:
            yield finding(rule, said, source=source, sheet=sheet.number, area=_box(run), measured=round(measured, 2),
                          limit=least, name=_called(placed), ink=run.ink.name, ground=ground.name,
                          ratio=f"{measured:.1f}", least=f"{least:g}")


def _grey(ink: Ink) -> Ink:
    red, green, blue = ink.srgb
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return Ink(ink.name, ink.cmyk, (luma, luma, luma))


def _box(run: TextRun) -> Box:
    return Box(run.x, run.y - 0.7 * run.size, run.x + run.width, run.y)


def _grounds(run: TextRun, painted: list[Mark]) -> list[Ink | None]:
    """The inks that show around a run's letters: what was painted last at a handful of places; None for a picture."""
    box = _box(run)
    found: dict[str, Ink | None] = {}
    for across in _SAMPLES:
        for down in (0.1, 0.9):
            x, y = box.x0 + across * box.width, box.y0 + down * box.height
            for mark in reversed(painted):
                if isinstance(mark, Picture) and mark.box.contains(Box(x, y, x, y)):
                    found[""] = None
                    break
                if isinstance(mark, Shape) and mark.fill and contains_point(mark.path, x, y, even_odd=mark.even_odd):
                    found[mark.fill.name] = mark.fill
                    break
            else:
                found[PAPER.name] = PAPER
    return list(found.values())


def _flat(marks: tuple[Mark, ...]) -> list[Mark]:
    return [item for mark in marks for item in (_flat(mark.marks) if isinstance(mark, Group) else [mark])]


def _runs(marks: tuple[Mark, ...], *, heading: bool) -> Iterator[tuple[TextRun, bool]]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _runs(mark.marks, heading=heading or mark.role == "heading")
        elif isinstance(mark, TextRun):
            yield mark, heading


def _headlines(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    words = piece.words[sheet.number - 1]
    used = {name for placed in sheet.placed for text in placed.element.texts() for name in names_in(text)}
    for name, slot in piece.spec.slots.items():
        if slot.most_words is None or name not in words or name not in used:
            continue
        count = len(plain(words[name].text).split())
        if count > slot.most_words:
            yield finding(HEADLINE_LONG, N_("{name} has {count} words, about {most} are read in passing"),
                          source=words[name].place, sheet=sheet.number, measured=count, limit=slot.most_words,
                          name=name, count=count, most=slot.most_words)
