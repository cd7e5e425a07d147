"""Tables in a galley: columns as wide as their cells ask for, rows in one piece, the header over each sheet's part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, sqrt

from pressroom import prose
from pressroom.findings import N_, Refused, Severity, code, finding
from pressroom.fit.rows import HUGE, BlockFacts, Holder, Row, Setter
from pressroom.fit.transform import moved
from pressroom.marks import Group, Mark, Role, Shape, flat
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, rectangle
from pressroom.sheet.units import to_mm
from pressroom.specs.layout import BlockSpec
from pressroom.type import setting as typeset

COLUMN_ROOM = code(
    "column-room",
    N_("A table or a picture keeps to the column of its text, and a row of a table to one sheet: what is larger would "
       "be cut off, or be read in two halves."),
    N_("Take columns away or shorten their words, parts of long words may be marked with \\-; make two tables of one; "
       "ask for a smaller picture."))
TABLE_NARROW = code(
    "table-narrow",
    N_("In a column of a few letters a text is broken into many short lines, and the rest of its row stays empty."),
    N_("Make two tables of one, join columns, or put long texts under the table."), severity=Severity.WARNING)

_GUTTER, _PAD = 12.0, 3.5  # points between columns, and above and below the words of a row
_LINE, _HAIRLINE = 0.75, 0.4  # of the rules around a table, and between its rows; points
_DEPTH = 0.25  # of a size: how far letters reach below their line
_STRETCHED = 0.6  # of the column: a table that is wider than this fills it
_TOGETHER = 0.25  # of a sheet: a table that is lower than this is not parted
_FEW_LETTERS, _MANY_LINES = 15, 8
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class _Cell:
    """The words of a cell, and their lines from the left edge of its column."""

    words: prose.Text
    lines: tuple[typeset.Line, ...]


class _Tabled:
    """A table on its way to rows."""

    def __init__(self, table: prose.Table, setter: Setter) -> None:
        self.table, self.setter = table, setter
        blocks = setter.flow.blocks
        self.looks = {"header-cell": blocks["table-head"], "cell": blocks["cell"]}
        self.place = table.place or setter.context.place(("flow", "blocks"))
        self.holder = Holder("table", setter.thread())
        self.columns: list[tuple[float, float]] = []  # left edge and width
        self.divided = True  # whether words may be divided: only where no room is found for whole ones
        self.head_height = 0.0
        self.narrow: set[int] = set()  # columns that were found too narrow

    def rows(self) -> list[Row]:
        """All rows, the header first; none, with findings, where they have no room."""
        self.columns = self._columns()
        if not self.columns:
            return []
        groups: tuple[tuple[Role, Role, Sequence[tuple[prose.Text, ...]]], ...] = (
            ("table-head", "header-cell", (self.table.head,)), ("table-body", "cell", self.table.rows))
        rows: list[Row] = []
        for group, cell, texts in groups:
            holders = (self.holder, Holder(group, self.setter.thread()))
            for words in texts:
                row = self._row(words, cell, holders, last=len(rows) == len(self.table.rows))
                rows += [row] if row else []
                self.head_height = self.head_height or (row.rise + row.depth if row else 0.0)
        return self._joined(rows) if len(rows) == len(self.table.rows) + 1 else []

    def _style(self, role: Role, column: int) -> typeset.Style:
        style = self.setter.style(self.looks[role])
        divided = style.hyphenate and self.divided
        return replace(style, align=self.table.aligns[column], balance=False, hyphenate=divided)

    def _columns(self) -> list[tuple[float, float]]:
        """The left edge and the width of each column; none, with a finding, where there is no room for all."""
        count, before = len(self.table.head), len(self.setter.findings)
        least, words, most = ([max(each) for each in zip(*measured, strict=True)] for measured in self._measured())
        if len(self.setter.findings) > before:
            return []
        gutters = _GUTTER * (count - 1)
        room = self.setter.width - gutters
        if sum(least) > room + _SLACK:
            self.setter.findings.append(finding(
                COLUMN_ROOM, N_("the table needs {needed} mm, the column has {most}"),
                N_("take columns away, shorten their longest words, or make two tables of it"), source=self.place,
                needed=ceil(to_mm(sum(least) + gutters)), most=int(to_mm(self.setter.width)),
                measured=sum(least) + gutters, limit=self.setter.width))
            return []
        self.divided = sum(words) > room
        shares = column_widths(least if self.divided else words, most, room)
        if sum(most) + gutters >= _STRETCHED * self.setter.width:
            spare = room - sum(shares)
            shares = [width + spare / count for width in shares]
        return [(sum(shares[:column]) + _GUTTER * column, width) for column, width in enumerate(shares)]

    def _measured(self) -> Iterator[list[list[float]]]:
        """The least widths of all cells, those of their widest words, and those of their longest lines, by rows."""
        rows = [[self._widths(words, "cell" if number else "header-cell", column) for column, words in enumerate(row)]
                for number, row in enumerate((self.table.head, *self.table.rows))]
        for which in range(3):
            yield [[cell[which] for cell in row] for row in rows]

    def _widths(self, words: prose.Text, role: Role, column: int) -> tuple[float, float, float]:
        try:
            return typeset.widths(typeset.parse(words.notation, words.place), self._style(role, column),
                                  self.setter.inks(words), words.place or self.place)
        except Refused as refused:
            self.setter.findings += refused.findings
            return 0.0, 0.0, 0.0

    def _row(self, words: Sequence[prose.Text], role: Role, holders: tuple[Holder, ...], *, last: bool) -> Row | None:
        """One row; none, with a finding, where it is higher than a sheet."""
        look, style, place = self.looks[role], self._style(role, 0), words[0].place or self.place
        size = style.size_most
        cells = [self._cell(one, role, column) for column, one in enumerate(words)]
        lines = [cell.lines for cell in cells if cell.lines]
        rise = _PAD + style.faces.regular.cap_height * size
        depth = max((each[-1].baseline - each[0].baseline for each in lines), default=0.0) + _DEPTH * size + _PAD
        room = self.setter.height - (0.0 if role == "header-cell" else self.head_height)
        if rise + depth > room:
            self.setter.findings.append(finding(
                COLUMN_ROOM, N_("a row of the table is {needed} mm high, a sheet has room for {most}"),
                N_("shorten it, or make several rows of it"), source=place, needed=round(to_mm(rise + depth)),
                most=int(to_mm(room)), measured=rise + depth, limit=room))
            return None
        self._judge_narrow(cells, size)
        marks = (Group(tuple(self._rules(role, rise, depth, last=last)), role="artifact"),
                 *(self._group(cell, role, column, style) for column, cell in enumerate(cells)))
        facts = BlockFacts(self.setter.thread(), "table-row", 0, look.style, size, style.ink, place, holders)
        texts = tuple(one.plain for one in words if one.plain.strip())
        return Row(facts, marks, " ".join(texts), 0.0, rise, rise, depth, keep=False, hyphenated=False, solid=True,
                   texts=texts)

    def _cell(self, words: prose.Text, role: Role, column: int) -> _Cell:
        made = typeset.set_text(typeset.parse(words.notation, words.place), self._style(role, column),
                                self.columns[column][1] + _SLACK, HUGE, self.setter.inks(words), words.place)
        if isinstance(made, typeset.Setting):
            return _Cell(words, made.lines)
        self.setter.findings.append(made.finding(N_("the table"), words.place))
        return _Cell(words, ())

    def _judge_narrow(self, cells: Sequence[_Cell], size: float) -> None:
        for number, (cell, (_, width)) in enumerate(zip(cells, self.columns, strict=True), 1):
            lines = len(cell.lines)
            letters = int(width / (size / 2))
            if lines > _MANY_LINES and letters < _FEW_LETTERS and number not in self.narrow:
                self.narrow.add(number)
                self.setter.context.findings.append(finding(
                    TABLE_NARROW, N_("column {number} has room for about {letters} letters, and {lines} lines here"),
                    source=cell.words.place, number=number, letters=letters, lines=lines))

    def _group(self, cell: _Cell, role: Role, column: int, style: typeset.Style) -> Group:
        """A cell as a reader hears it; an empty one is there, too, so that all rows have as many."""
        marks: list[Mark] = []
        threads = [self.setter.thread() for _ in cell.words.links]
        for line in cell.lines:
            first = cell.lines[0].baseline
            runs = [replace(run, x=run.x + self.columns[column][0], y=run.y - first) for run in line.runs]
            marks += self.setter.marks(runs, cell.words, threads, style.ink, style.size_most)
        return Group((Group(tuple(marks), role="paragraph"),), role=role)

    def _rules(self, role: Role, rise: float, depth: float, *, last: bool) -> Iterator[Shape]:
        """A line above the row, and one under the last."""
        left, width = self.columns[-1]

        def line(look: BlockSpec, y: float, thickness: float) -> Iterator[Shape]:
            if look.rule:
                path = rectangle(Box(0.0, y, left + width, y + thickness))
                yield Shape(path, fill=self.setter.context.inks[look.rule])
        yield from line(self.looks[role], -rise, _LINE if role == "header-cell" else _HAIRLINE)
        if last:
            yield from line(self.looks["header-cell"], depth, _LINE)

    def _joined(self, rows: list[Row]) -> list[Row]:
        """Rows that stay with the next one as a table asks for, each with the header that a new sheet repeats."""
        head, *others = rows
        whole = sum(row.rise + row.depth for row in rows) < _TOGETHER * self.setter.height
        over = moved(flat(head.marks), 0.0, -others[0].rise - head.depth)
        height = head.rise + head.depth
        others = [replace(row, keep=whole and row is not others[-1], over=over, over_height=height) for row in others]
        before = self.looks["header-cell"].before
        first = replace(head, keep=True, before=before, leading=head.rise + _DEPTH * head.block.size)
        return [first, *others]


def table_rows(table: prose.Table, setter: Setter) -> list[Row]:
    """The rows of a table, the header first; none, with findings of the setter, where it cannot be set."""
    return _Tabled(table, setter).rows()


def column_widths(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """The widths of columns that need `least` and fill `most` at the most: what is short is left whole.

    The others share what remains, by the square root of what they would fill: the rows are low then, and no column of
    a few words is squeezed by one of sentences.
    """
    widths = dict.fromkeys(range(len(least)), 0.0)
    waiting = list(widths)

    def settle(columns: list[int], width: Sequence[float]) -> bool:
        nonlocal room
        for column in columns:
            waiting.remove(column)
            widths[column] = width[column]
            room -= width[column]
        return bool(columns)
    while waiting:
        fair = room / len(waiting)
        if settle([one for one in waiting if least[one] >= fair < most[one]], least):
            continue
        if not settle([one for one in waiting if most[one] <= fair], most):
            break
    while waiting:
        unit = room / sum(sqrt(most[one]) for one in waiting)
        if not settle([one for one in waiting if unit * sqrt(most[one]) < least[one]], least):
            widths |= {one: unit * sqrt(most[one]) for one in waiting}
            break
    return list(widths.values())
