"""A text over as many sheets as it needs: the galley cut into columns, each on its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pressroom.cache import Cache
from pressroom.elements.context import FitContext, Fitted, Setting, Words
from pressroom.elements.grid import lay
from pressroom.findings import N_, Refused, finding
from pressroom.fit.galley import galley
from pressroom.fit.rows import Row
from pressroom.fit.sheets import NO_PLACE, context_of, fit_elements
from pressroom.fit.transform import moved
from pressroom.fit.transparency import on_screen
from pressroom.marks import Group, Mark, Sheet
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, around
from pressroom.specs.document import Location
from pressroom.specs.layout import FlowSpec, SheetSpec
from pressroom.stages import Fit, FittedSheet, Piece

_LOOK_BACK = 3  # rows that a sheet may stay shorter so that it does not end on a divided word


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row at its place: `y` is its baseline on the sheet; `head` when it is the first there."""

    row: Row
    y: float
    head: bool


@dataclass(frozen=True, slots=True)
class _Measured:
    """Where the text runs on a kind of sheet, and how it is set there."""

    box: Box
    context: FitContext


def fit_flow(piece: Piece, flow: FlowSpec, cache: Cache) -> Fit:
    """Every sheet of a text.

    Raises:
        Refused: something has no place, or cannot be set.
    """
    first, following = (_measured(piece, flow, name, cache) for name in ("first", "following"))
    known = len(first.context.findings)
    rows = galley(piece.blocks, flow, first.context, first.box.width, following.box.height)
    columns = columns_of(rows, first.box, following.box)
    if columns is None or abs(first.box.width - following.box.width) > 0.01:
        raise Refused([finding(
            NO_PLACE, N_("on {format}, the body is too low for a line, or its columns differ in width"),
            source=piece.layout_document.place(("flow", "following")), format=piece.format.name)])
    sheets = [_sheet(piece, flow, number, column, len(columns), cache) for number, column in enumerate(columns)]
    findings = [*first.context.findings[known:], *(item for sheet in sheets for item in sheet.findings)]
    if any(item.fails for item in findings):
        raise Refused([*piece.findings, *findings])
    return Fit(piece, tuple(sheet.sheet for sheet in sheets), tuple(sheet.settings for sheet in sheets),
               tuple(findings), tuple(sheets))


def columns_of(rows: Sequence[Row], first: Box, following: Box) -> list[list[PlacedRow]] | None:
    """Rows into columns, parted where they may be; None when not even one row fits."""
    columns: list[list[PlacedRow]] = []
    start = 0
    while start < len(rows) or not columns:
        column = _column(rows[start:], following if columns else first)
        end = start + len(column)
        if end < len(rows):
            end = _parting(rows, start, end, None if columns else following)
        if end == start and columns:
            return None
        columns.append(column[:end - start])
        start = end
    return columns


def _parting(rows: Sequence[Row], start: int, end: int, following: Box | None) -> int:
    """Where a column of `rows[start:end]` ends: as low as it may, but a little higher than after a divided word.

    Rows of which none may be parted go on to the `following` sheet where that holds them, or are parted after all.
    """
    allowed = [at for at in range(end, start, -1) if not rows[at - 1].keep]
    if allowed:
        near = [at for at in allowed if at > allowed[0] - _LOOK_BACK and not rows[at - 1].hyphenated]
        return near[0] if near else allowed[0]
    whole = next((at for at in range(start, len(rows)) if not rows[at].keep), len(rows) - 1) + 1
    return start if following and len(_column(rows[start:whole], following)) == whole - start else end


def _column(rows: Sequence[Row], box: Box) -> list[PlacedRow]:
    """As many rows as the box holds, one under the other, from its head."""
    column: list[PlacedRow] = []
    y = 0.0
    for row in rows:
        if not column:
            y = box.y0 + row.over_height + row.rise
        elif column[-1].row.solid:
            y += column[-1].row.depth + row.before + row.rise
        else:
            y += row.leading + row.before
        if y + row.depth > box.y1 + 0.01:
            break
        column.append(PlacedRow(row, y, head=not column))
    return column


def _spec(flow: FlowSpec, number: int) -> tuple[str, SheetSpec]:
    return ("following", flow.following) if number else ("first", flow.first)


def _measured(piece: Piece, flow: FlowSpec, name: str, cache: Cache) -> _Measured:
    """The body's box on one kind of sheet: all else is fitted, to see where it begins."""
    boxes: list[Box] = []

    def remember(box: Box) -> Fitted:
        boxes.append(box)
        return Fitted()
    number = int(name == "following")
    context = _context(piece, number, "9", "9", cache)
    context.flow = remember
    spec = _spec(flow, number)[1]
    fit_elements([(("flow", name, "elements", index), element) for index, element in enumerate(spec.elements)], context)
    if not boxes and not any(item.fails for item in context.findings):
        context.findings.append(finding(NO_PLACE, N_("no element of kind {kind} says where the text runs"),
                                        source=piece.layout_document.place(("flow", name)), kind="body"))
    if any(item.fails for item in context.findings):
        raise Refused([*piece.findings, *context.findings])
    return _Measured(boxes[0], context)


def _context(piece: Piece, number: int, page: str, pages: str, cache: Cache) -> FitContext:
    frame = lay(piece.spec.grid, piece.format.width, piece.format.height, piece.printer_spec.safe)
    context = context_of(piece, 0, frame, {}, cache)
    place = piece.layout_document.place(("flow",))
    context.words = {**piece.words[0], "page": Words(page, place, "page"), "pages": Words(pages, place, "pages")}
    context.sheet = number + 1
    return context


def _sheet(piece: Piece, flow: FlowSpec, number: int, column: Sequence[PlacedRow], count: int,
           cache: Cache) -> FittedSheet:
    context = _context(piece, number, str(number + 1), str(count), cache)
    context.flow = lambda box: _fitted(column, box)
    name, spec = _spec(flow, number)
    prefix: Location = ("flow", name, "elements")
    placed = fit_elements([((*prefix, index), element) for index, element in enumerate(spec.elements)], context)
    settings = tuple(setting for one in placed for setting in one.fitted.settings)
    marks = tuple(on_screen(mark for one in placed for mark in one.fitted.marks))
    sheet = Sheet(piece.format.width, piece.format.height, 0.0, marks,
                  words=tuple(text for one in placed for text in one.fitted.words),
                  qr=tuple(url for one in placed for url in one.fitted.qr))
    spread = replace(piece, words=piece.words * count, images=piece.images * count)
    return FittedSheet(spread, sheet, number + 1, tuple(placed), settings, tuple(context.findings), number + 1)


def _fitted(column: Sequence[PlacedRow], box: Box) -> Fitted:
    """A column as marks that a reader hears block by block."""
    if not column:
        return Fitted()
    areas = [Box(box.x0, _top(one), box.x1, one.y + one.row.depth) for one in column]
    area = around(areas)
    assert area is not None
    blocks = [list(rows) for _, rows in groupby(column, key=lambda one: one.row.block.number)]
    settings = tuple(Setting(block.style, block.size, block.ink,
                             Box(box.x0, rows[0].y - rows[0].row.rise, box.x1, rows[-1].y + rows[-1].row.depth),
                             (Words(_text(rows), block.place, block.style),), block.place,
                             tuple(one.row.text for one in rows))
                     for rows in blocks for block in [rows[0].row.block] if rows[0].row.text)
    words = tuple(text for rows in blocks for text in _texts(rows))
    return Fitted(tuple(_tagged(column, box.x0, 0)), area, words, (), settings)


def _top(one: PlacedRow) -> float:
    """The top of a row, that of a header repeated over it included."""
    return one.y - one.row.rise - (one.row.over_height if one.head else 0.0)


def _texts(rows: Sequence[PlacedRow]) -> tuple[str, ...]:
    """What is read back of a block's rows on one sheet: of a table's row each cell by itself, of the rest all of it."""
    return rows[0].row.texts if rows[0].row.solid else (_text(rows),)


def _text(rows: Sequence[PlacedRow]) -> str:
    """What is read back of a block's rows on one sheet."""
    parts = [part for one in rows for part in (
        f"{one.row.label_text} " if one.row.label_text else "", one.row.text, "" if one.row.hyphenated else " ")]
    return "".join(parts).strip()


def _tagged(column: Sequence[PlacedRow], x: float, depth: int) -> Iterator[Mark]:
    """Marks of rows whose first `depth` holders are open already."""
    def holder(one: PlacedRow) -> int:
        holders = one.row.block.holders
        return holders[depth].number if len(holders) > depth else 0
    for number, group in groupby(column, key=holder):
        rows = list(group)
        if not number:
            for _, own in groupby(rows, key=lambda one: one.row.block.number):
                yield from _block(list(own), x)
            continue
        list_mark = rows[0].row.block.holders[depth]
        inside: list[Mark] = []
        if list_mark.role == "item" and rows[0].row.label:
            inside.append(Group(moved(rows[0].row.label, x, rows[0].y), role="label"))
        inside += _tagged(rows, x, depth + 1)
        yield Group(tuple(inside), role=list_mark.role, thread=list_mark.number)


def _block(rows: Sequence[PlacedRow], x: float) -> Iterator[Mark]:
    block = rows[0].row.block
    if rows[0].head and rows[0].row.over:
        yield Group(moved(rows[0].row.over, x, rows[0].y), role="artifact")
    rules = [(one.row.rule, one.y) for one in rows if one.row.rule and not one.head]
    for rule, y in rules:
        yield Group(moved((rule,), x, y), role="artifact")
    marks = [mark for one in rows for mark in moved(one.row.marks, x, one.y)]
    yield Group(tuple(marks), role=block.role, level=block.level, thread=block.number, alt=block.alt)
