"""Pictures in a galley: each with its caption in one row, no wider than the column and no higher than a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom import prose
from pressroom.elements.context import FitContext, Fitted
from pressroom.elements.images import shown
from pressroom.findings import N_, Refused, finding
from pressroom.fit.rows import HUGE, BlockFacts, Row, Setter
from pressroom.fit.tables import COLUMN_ROOM
from pressroom.fit.transform import moved
from pressroom.marks import Group, Mark
from pressroom.records import replace
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm, to_mm
from pressroom.specs.layout import FlowSpec
from pressroom.type import setting as typeset

_ABOVE = 4.0  # points from the line above to the picture
_GAP = 6.0  # points from the picture to the capitals of its caption
_DEPTH = 0.25  # of a size: how far letters reach below their line
_NARROWEST = mm(10)
_HIGHEST = 0.6  # of a sheet: a picture for which no width is asked


def figure_rows(figure: prose.Figure, setter: Setter) -> list[Row]:
    """The picture and its caption as one row; none, with findings of the setter, where they cannot be set."""
    context, look = setter.context, setter.flow.blocks["caption"]
    style, place = setter.style(look), figure.place or setter.context.place(("flow", "blocks"))
    width = figure.width.points(setter.width) if figure.width else setter.width
    highest = setter.height * (1.0 if figure.width else _HIGHEST)
    if not _NARROWEST - 0.01 <= width <= setter.width + 0.01:
        setter.findings.append(finding(
            COLUMN_ROOM, N_("{name} is to be {width} mm wide; the column takes {least} to {most} mm"), source=place,
            name=figure.name, width=f"{to_mm(width):.4g}", least=f"{to_mm(_NARROWEST):.4g}",
            most=f"{to_mm(setter.width):.4g}", measured=width, limit=setter.width))
        return []
    try:
        lines = _caption(figure, setter, style)
        below = lines[-1].baseline - lines[0].baseline + _DEPTH * style.size_most if lines else 0.0
        over = _GAP + style.faces.regular.cap_height * style.size_most if lines else 0.0
        fitted = _picture(figure, context, setter.flow, width, highest - over - below)
    except Refused as refused:
        setter.findings += refused.findings
        return []
    if fitted is None or fitted.area is None:  # the finding about its file is among the piece's
        return []
    thread, height = setter.thread(), fitted.area.height
    marks = (*(replace(mark, thread=thread) for mark in moved(fitted.marks, 0.0, -height) if isinstance(mark, Group)),
             *_caption_marks(figure, lines, over, setter, style))
    facts = BlockFacts(thread, "illustration", 0, look.style, style.size_most, style.ink, place, (), figure.alt)
    text = figure.caption.plain.replace("\n", " ") if figure.caption else ""
    return [Row(facts, marks, text, look.before, height + _ABOVE, height, over + below, keep=False, hyphenated=False,
                solid=True, texts=(text,) if text else ())]


def _picture(figure: prose.Figure, context: FitContext, flow: FlowSpec, width: float, height: float) -> Fitted | None:
    """The picture in a box of at most that size, its top left at (0, 0); None without a file."""
    image = context.images.get(f"pictures.{figure.name}")
    if image is None:
        return None
    reach = context.reach  # a drawing is cut where artwork ends
    box = Box(0.0, 0.0, width, height).moved(reach.x0, reach.y0)
    fitted = shown(image, box, context, ink=flow.blocks["caption"].ink,
                   tint=flow.tint, align=(0.0, 0.0))
    area = fitted.area
    return replace(fitted, marks=moved(fitted.marks, -area.x0, -area.y0),
                   area=area.moved(-area.x0, -area.y0)) if area else fitted


def _caption(figure: prose.Figure, setter: Setter, style: typeset.Style) -> tuple[typeset.Line, ...]:
    """The lines of the caption, as wide as the column, whatever the width of the picture.

    Raises:
        Refused: it cannot be set.
    """
    if figure.caption is None:
        return ()
    words = figure.caption
    made = typeset.set_text(typeset.parse(words.notation, words.place), style, setter.width, HUGE, setter.inks(words),
                            words.place)
    if isinstance(made, typeset.Overset):
        raise Refused([made.finding(N_("the caption"), words.place)])
    return made.lines


def _caption_marks(figure: prose.Figure, lines: tuple[typeset.Line, ...], over: float, setter: Setter,
                   style: typeset.Style) -> Iterator[Mark]:
    """The caption as a reader hears it; `over` is from the picture's foot to the first baseline."""
    if not lines or figure.caption is None:
        return
    marks: list[Mark] = []
    for line in lines:
        runs = [replace(run, y=run.y - lines[0].baseline + over) for run in line.runs]
        marks += setter.marks(runs, figure.caption, (), style.ink, style.size_most)
    yield Group((Group(tuple(marks), role="caption"),), role="figure-caption", thread=setter.thread())
