"""What a standard without transparency makes of see-through pictures, and what a screen makes of tools' paths.

PDF/X-1a knows no soft mask. Over one flat ink a picture is laid on that ink for good, plate by plate, which is exactly
what a press would mix (normal blending in DeviceCMYK is a straight mixture); over anything else it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pressroom.colour.ink import PAPER, Ink
from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.marks import Group, Mark, Picture, PlacedPage, Shape, TextRun, is_technical
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, Path, contains_point, passes, path_box
from pressroom.stages import Piece, Placed

SEE_THROUGH = code(
    "see-through-picture",
    N_("PDF/X-1a has no transparency: a picture that shows its ground through must be laid on it for good, which is "
       "exact only where the ground is one flat ink."),
    N_("Give the picture a flat ground of one process ink, save it without its transparent parts, or choose a printer "
       "that takes PDF/X-4."), source="ISO 15930-4:2003 (PDF/X-1a), rule 4")


@dataclass(frozen=True, slots=True)
class _Below:
    """A mark that was painted before, and the part of the sheet on which it can show."""

    mark: Mark
    window: Box


def on_press(placed: Sequence[Placed], piece: Piece, window: Box, findings: list[Finding], sheet: int, *,
             under: Sequence[Placed] = ()) -> Iterator[Mark]:
    """The marks of a sheet, see-through pictures laid on their ground where the standard asks for it.

    `under` is painted before them, from elsewhere: it can be their ground.
    """
    below: list[_Below] = []
    live = piece.printer_spec.standard == "PDF/X-4"
    for one in under if not live else ():
        for mark in one.fitted.marks:
            _composed(mark, below, window, [], piece.layout_document.place(one.location), sheet)
    for one in placed:
        source = piece.layout_document.place(one.location)
        for mark in one.fitted.marks:
            yield mark if live else _composed(mark, below, window, findings, source, sheet)


def on_screen(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks without those in technical inks, which print nothing: all that a screen shows, or that ink makes."""
    for mark in marks:
        if isinstance(mark, Group):
            inner = tuple(on_screen(mark.marks))
            if inner == mark.marks:
                yield mark
            elif inner:
                yield replace(mark, marks=inner)
        elif not is_technical(mark):
            yield mark


def _composed(mark: Mark, below: list[_Below], window: Box, findings: list[Finding], source: Place, sheet: int) -> Mark:
    if isinstance(mark, Group):
        if mark.opacity < 1:
            _refuse_drawing(findings, source, sheet, None)
        inner = window if mark.clip is None else window.overlap(path_box(mark.clip) or window) or Box(0, 0, 0, 0)
        return replace(mark, marks=tuple(_composed(one, below, inner, findings, source, sheet) for one in mark.marks))
    if isinstance(mark, Picture) and mark.see_through:
        visible = mark.box.overlap(window)
        ground, why = _ground(visible, below) if visible else (PAPER, "")
        if ground is None:
            findings.append(finding(
                SEE_THROUGH, N_("{file} is partly transparent and stands {why}: PDF/X-1a cannot mix that"),
                N_("give it one flat ground, or a printer that takes PDF/X-4"), source=source, sheet=sheet,
                area=mark.box, file=mark.file.name, why=why))
        mark = replace(mark, ground=ground)
    if isinstance(mark, Shape) and mark.is_see_through:
        _refuse_drawing(findings, source, sheet, path_box(mark.path))
    below.append(_Below(mark, window))
    return mark


def _refuse_drawing(findings: list[Finding], source: Place, sheet: int, area: Box | None) -> None:
    """That PDF/X-1a cannot mix a drawing with what is below; once for each element."""
    if not any(one.code == SEE_THROUGH.name and one.source == source and one.sheet == sheet for one in findings):
        findings.append(finding(
            SEE_THROUGH, N_("the drawing is partly transparent: PDF/X-1a cannot mix that"),
            N_("make its shapes opaque, or choose a printer that takes PDF/X-4"), source=source, sheet=sheet,
            area=area))


def _ground(box: Box, below: Sequence[_Below]) -> tuple[Ink | None, str]:
    """The one flat ink under `box`, or None and what lies there instead."""
    for one in reversed(below):
        if one.window.overlap(box) is None:
            continue
        whole = one.window.contains(box, 0.01)
        mark = one.mark
        if isinstance(mark, Picture | PlacedPage) and mark.box.overlap(box):
            return None, N_("over a picture")
        if isinstance(mark, TextRun) and _reach(mark).overlap(box):
            return None, N_("over words")
        if isinstance(mark, Shape) and (ink := _ink_over(mark, box, whole=whole)) is not None:
            if ink is mark.fill and ink.spot:
                return None, N_("over a spot colour")
            return (ink, "") if ink is mark.fill else (None, N_("over a mixed ground"))
    return PAPER, ""


def _reach(run: TextRun) -> Box:
    return Box(run.x, run.y - run.size, run.x + run.width, run.y + 0.4 * run.size)


_MIXED = Ink("mixed", (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


def _ink_over(shape: Shape, box: Box, *, whole: bool) -> Ink | None:
    """The shape's fill where it covers all of `box`, `_MIXED` where it covers some, None where it covers nothing."""
    if shape.fill and shape.fill.technical:
        return None
    if shape.stroke and not shape.stroke.technical and _edge_meets(shape.path, box.grown(shape.width / 2)):
        return _MIXED
    if shape.fill is None and shape.gradient is None:
        return None
    if _edge_meets(shape.path, box.grown(-0.01)):
        return _MIXED
    if not contains_point(shape.path, *box.centre, even_odd=shape.even_odd):
        return None
    return shape.fill if whole and shape.is_flat else _MIXED


def _edge_meets(path: Path, box: Box) -> bool:
    around = path_box(path)
    return around is not None and around.overlap(box.grown(0.001)) is not None and passes(path, box)
