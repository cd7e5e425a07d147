"""The galley: a text set in one endless column, row by row, before it is cut into sheets."""

from __future__ import annotations

from collections.abc import Iterable

from pressroom import prose
from pressroom.elements.blanks import dotted_line
from pressroom.elements.context import FitContext
from pressroom.findings import N_, Refused, finding
from pressroom.fit.figures import figure_rows
from pressroom.fit.rows import HUGE, BlockFacts, Holder, Row, Setter
from pressroom.fit.tables import table_rows
from pressroom.marks import Glyph, Role, Shape, TextRun
from pressroom.records import replace
from pressroom.sheet.geometry import Box, rectangle
from pressroom.specs.layout import BlockSpec, FlowSpec
from pressroom.type import setting as typeset

# A paragraph of fewer lines than this is not parted: two stay at the foot of a sheet, two go to the next.
LEAST_PARTED = 4
_MARKER_GAP = 6.0  # points between a list's marker and its words
_RULE = 0.75  # thickness of rules; points


def galley(blocks: Iterable[prose.Block], flow: FlowSpec, context: FitContext, width: float,
           height: float = HUGE) -> list[Row]:
    """The rows of `blocks` in a column `width` points wide; no row is higher than `height`.

    Raises:
        Refused: what cannot be set, all of it: a word wider than the column, a glyph that no font has.
    """
    setting = _Galley(flow, context, width, height)
    setting.add(blocks, (), 0.0)
    if setting.findings:
        raise Refused(setting.findings)
    return setting.rows


class _Galley(Setter):
    """Blocks on their way to rows."""

    def __init__(self, flow: FlowSpec, context: FitContext, width: float, height: float) -> None:
        super().__init__(flow, context, width, height)
        self.rows: list[Row] = []
        self.after = 0.0

    def add(self, blocks: Iterable[prose.Block], holders: tuple[Holder, ...], indent: float) -> None:
        for block in blocks:
            if isinstance(block, prose.ListItems):
                self._list(block, holders, indent)
            elif isinstance(block, prose.Quote):
                holder = Holder("quote", self.thread())
                self.add(block.blocks, (*holders, holder), indent + self.flow.blocks["quote"].indent)
            elif isinstance(block, prose.Table):
                self._solid(table_rows(block, self), "cell")
            elif isinstance(block, prose.Figure):
                self._solid(figure_rows(block, self), "caption")
            else:
                self._words(block, holders, indent)

    def _solid(self, rows: list[Row], look: str) -> None:
        """Rows of a table or a picture, with room above them for what comes before."""
        if rows:
            self.rows += [replace(rows[0], before=max(self.after, rows[0].before)), *rows[1:]]
            self.after = self.flow.blocks[look].after

    def _list(self, block: prose.ListItems, holders: tuple[Holder, ...], indent: float) -> None:
        holder = Holder("numbered-list" if block.ordered else "list", self.thread())
        look = self.flow.blocks["item"]
        style = self.style(look)
        labels = [_label(block.marker(number), style, self.context) for number in range(len(block.items))]
        widest = max((width for _, width in labels), default=0.0)
        inner = indent + look.indent + widest + _MARKER_GAP
        for number, item in enumerate(block.items):
            around = (*holders, holder, Holder("item", self.thread()), Holder("item-body", self.thread()))
            first = len(self.rows)
            self.add(item, around, inner)
            if first < len(self.rows):
                runs, own = labels[number]
                # Numbers stand right before their words, one under the other by their last figure.
                x = inner - _MARKER_GAP - (own if block.ordered else widest)
                self.rows[first] = replace(self.rows[first], label=_moved(runs, x), label_text=block.marker(number))
        if not any(one.role == "item" for one in holders):
            self.after = max(self.after, self.flow.blocks["text"].after)

    def _words(self, block: prose.Paragraph | prose.Heading, holders: tuple[Holder, ...], indent: float) -> None:
        look = self.flow.blocks[prose.look_of(block, [one.role for one in holders])]
        style = self.style(look)
        indent += 0.0 if any(one.role in ("item", "quote") for one in holders) else look.indent
        words = block.words
        place = words.place or self.context.place(("flow", "blocks"))
        try:
            made = typeset.set_text(typeset.parse(words.notation, words.place), style, self.width - indent, HUGE,
                                    self.inks(words), place)
        except Refused as refused:
            self.findings += refused.findings
            return
        if isinstance(made, typeset.Overset):
            self.findings.append(finding(
                typeset.OVERSET, N_("the word {word} is wider than the column"), N_("break it with \\-"), source=place,
                word=made.too_wide or made.fits[:40]))
            return
        if not made.lines:
            return
        role: Role = "heading" if isinstance(block, prose.Heading) else self.context.styles[look.style].role
        facts = BlockFacts(self.thread(), role, block.level if isinstance(block, prose.Heading) else 0, look.style,
                           made.size, style.ink, place, holders)
        first = len(self.rows)
        self._rows(made, facts, look, words, style, indent)
        if isinstance(block, prose.Paragraph) and block.blank:
            dots = dotted_line(indent, self.width, 0.0, made.size, style.ink)
            self.rows[first:] = [replace(row, rule=dots) for row in self.rows[first:]]

    def _rows(self, made: typeset.Setting, facts: BlockFacts, look: BlockSpec, words: prose.Text, style: typeset.Style,
              indent: float) -> None:
        count = len(made.lines)
        if self.rows and "previous" in look.keep:
            self.rows[-1] = replace(self.rows[-1], keep=True)
        together = "together" in look.keep or count < LEAST_PARTED
        rise = style.faces.regular.cap_height * made.size
        threads = [self.thread() for _ in words.links]
        for number, line in enumerate(made.lines):
            first, last = number == 0, number == count - 1
            keep = (not last and (together or number in (0, count - 2))) or (
                last and ("next" in look.keep or facts.role == "heading"))
            marks = tuple(self.marks([replace(run, x=run.x + indent, y=run.y - line.baseline) for run in line.runs],
                                      words, threads, style.ink, made.size))
            before = max(self.after, look.before) if first else 0.0
            self.rows.append(Row(
                facts, marks, line.text, before, made.leading, rise, made.size * 0.25, keep, line.hyphenated,
                rule=self._rule(look, indent, rise, before) if first else None))
        self.after = look.after

    def _rule(self, look: BlockSpec, indent: float, rise: float, before: float) -> Shape | None:
        if not look.rule:
            return None
        top = -rise - before / 2
        return Shape(rectangle(Box(indent, top, self.width, top + _RULE)), fill=self.context.inks[look.rule])



def _label(marker: str, style: typeset.Style, context: FitContext) -> tuple[tuple[TextRun, ...], float]:
    """A marker with the space after it, and its width without; points."""
    label = typeset.set_text(typeset.parse(f"{marker}"), replace(style, align="left", balance=True), HUGE, HUGE,
                             context.inks)
    if isinstance(label, typeset.Overset) or not label.lines:
        raise ValueError(marker)
    line = label.lines[0]
    run = line.runs[-1]
    space = _space(style, label.size)
    runs = (*line.runs[:-1], replace(run, glyphs=(*run.glyphs, space)))
    flat = tuple(replace(one, x=one.x - line.runs[0].x, y=one.y - line.baseline) for one in runs)
    return flat, sum(one.width for one in line.runs)


def _space(style: typeset.Style, size: float) -> Glyph:
    look = style.look(size)
    glyph = style.faces.regular.word(" ", look.features, look.language, look.size).glyphs[0]
    return Glyph(glyph.gid, " ", glyph.advance)


def _moved(runs: Iterable[TextRun], dx: float) -> tuple[TextRun, ...]:
    return tuple(replace(run, x=run.x + dx) for run in runs)
