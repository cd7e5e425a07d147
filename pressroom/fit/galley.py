"""The galley: a text set in one endless column, row by row, before it is cut into sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pressroom import prose
from pressroom.colour.ink import Ink
from pressroom.elements.blanks import dotted_line
from pressroom.elements.context import FitContext
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.marks import Glyph, Group, Mark, Role, Shape, TextRun
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, rectangle
from pressroom.specs.layout import BlockSpec, FlowSpec
from pressroom.type import setting as typeset

# A paragraph of fewer lines than this is not parted: two stay at the foot of a sheet, two go to the next.
LEAST_PARTED = 4
_MARKER_GAP = 6.0  # points between a list's marker and its words
_RULE, _UNDERLINE, _UNDER = 0.75, 0.5, 1.6  # thickness of rules and of links' underlines, and how low these lie; points
_HUGE = 1e7


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds blocks: a list, an item, a quote; `number` is its thread."""

    role: Role
    number: int


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """One block, as all of its rows know it.

    Attributes:
        number: its thread.
        role, level: to a reader who hears it.
        style, size, ink, place: how it is set, and where the words stand in the user's file.
        holders: around it, outermost first.
    """

    number: int
    role: Role
    level: int
    style: str
    size: float
    ink: Ink
    place: Place
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the galley; its marks stand around (0, 0), the column's left edge on the line's baseline.

    Attributes:
        block: the block it belongs to.
        marks: words and links.
        label: the marker of a list's item.
        rule: above it, or the dots under what is to be filled in; nothing a reader hears.
        text: its words; hyphenated: whether the last goes on in the next row.
        before: room over it when it is not the first of its sheet, points.
        leading, rise, depth: points from the baseline above, to the capitals' top, and to the tails' foot.
        keep: whether the next row stays on the same sheet.
    """

    block: BlockFacts
    marks: tuple[Mark, ...]
    text: str
    before: float
    leading: float
    rise: float
    depth: float
    keep: bool
    hyphenated: bool
    label: tuple[TextRun, ...] = ()
    label_text: str = ""
    rule: Shape | None = None


def galley(blocks: Iterable[prose.Block], flow: FlowSpec, context: FitContext, width: float) -> list[Row]:
    """The rows of `blocks` in a column `width` points wide.

    Raises:
        Refused: what cannot be set, all of it: a word wider than the column, a glyph that no font has.
    """
    setting = _Galley(flow, context, width)
    setting.add(blocks, (), 0.0)
    if setting.findings:
        raise Refused(setting.findings)
    return setting.rows


class _Galley:
    """Blocks on their way to rows."""

    def __init__(self, flow: FlowSpec, context: FitContext, width: float) -> None:
        self.flow, self.context, self.width = flow, context, width
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self.after = 0.0
        self.bind = False
        self._threads = 0
        self._styles: dict[str, typeset.Style] = {}

    def add(self, blocks: Iterable[prose.Block], holders: tuple[Holder, ...], indent: float) -> None:
        for block in blocks:
            if isinstance(block, prose.ListItems):
                self._list(block, holders, indent)
            elif isinstance(block, prose.Quote):
                holder = Holder("quote", self._thread())
                self.add(block.blocks, (*holders, holder), indent + self.flow.blocks["quote"].indent)
            else:
                self._words(block, holders, indent)

    def _thread(self) -> int:
        self._threads += 1
        return self._threads

    def _list(self, block: prose.ListItems, holders: tuple[Holder, ...], indent: float) -> None:
        holder = Holder("numbered-list" if block.ordered else "list", self._thread())
        look = self.flow.blocks["item"]
        style = self._style(look)
        labels = [_label(block.marker(number), style, self.context) for number in range(len(block.items))]
        widest = max((width for _, width in labels), default=0.0)
        inner = indent + look.indent + widest + _MARKER_GAP
        for number, item in enumerate(block.items):
            around = (*holders, holder, Holder("item", self._thread()), Holder("item-body", self._thread()))
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
        style = self._style(look)
        indent += 0.0 if any(one.role in ("item", "quote") for one in holders) else look.indent
        words = block.words
        place = words.place or self.context.place(("flow", "blocks"))
        try:
            made = typeset.set_text(typeset.parse(words.notation, words.place), style, self.width - indent, _HUGE,
                                    self._inks(words), place)
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
        facts = BlockFacts(self._thread(), role, block.level if isinstance(block, prose.Heading) else 0, look.style,
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
        threads = [self._thread() for _ in words.links]
        for number, line in enumerate(made.lines):
            first, last = number == 0, number == count - 1
            keep = (not last and (together or number in (0, count - 2))) or (
                last and ("next" in look.keep or facts.role == "heading"))
            marks = tuple(self._marks([replace(run, x=run.x + indent, y=run.y - line.baseline) for run in line.runs],
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

    def _marks(self, runs: list[TextRun], words: prose.Text, threads: Sequence[int], ink: Ink,
               size: float) -> Iterator[Mark]:
        """A line's runs, those of one link as a group that leads somewhere."""
        known = self.context.inks.get(self.flow.links, ink)
        at = 0
        while at < len(runs):
            name = runs[at].ink.name
            if not name.startswith(prose.LINK_INK):
                yield runs[at]
                at += 1
                continue
            end = at
            while end < len(runs) and runs[end].ink.name == name:
                end += 1
            number = int(name.removeprefix(prose.LINK_INK))
            yield replace(self._link([replace(run, ink=known) for run in runs[at:end]], words.links[number], known,
                                     size), thread=threads[number])
            at = end

    def _link(self, runs: list[TextRun], url: str, ink: Ink, size: float) -> Group:
        last = runs[-1]
        space = last.glyphs[-1].advance * last.size if last.glyphs[-1].text == " " else 0.0
        x0, x1 = runs[0].x, last.x + last.width - space
        line = Shape(rectangle(Box(x0, _UNDER, x1, _UNDER + _UNDERLINE)), fill=ink)
        return Group((line, *runs), role="link", link=url, alt="".join(run.text for run in runs).strip(),
                     area=Box(x0, -size, x1, size * 0.3))

    def _inks(self, words: prose.Text) -> Mapping[str, Ink]:
        """The brand's inks, and one of its own for each link, so that its runs are known when they come back."""
        if not words.links:
            return self.context.inks
        ink = self.context.inks.get(self.flow.links) or next(iter(self.context.inks.values()))
        return {**self.context.inks, **{f"{prose.LINK_INK}{number}": replace(ink, name=f"{prose.LINK_INK}{number}")
                                        for number in range(len(words.links))}}

    def _style(self, look: BlockSpec) -> typeset.Style:
        key = f"{look.style} {look.ink}"
        if key not in self._styles:
            spec = self.context.styles[look.style]
            size = spec.sizes(self.context.format.short, self.context.distance_m)[1]
            self._styles[key] = typeset.Style(
                faces=self.context.faces[spec.font], size_least=size, size_most=size, ink=self.context.inks[look.ink],
                leading=spec.leading, tracking=tuple(sorted(spec.tracking)), features=spec.features, align=spec.align,
                language=self.context.language, hyphenate=spec.hyphenate, balance=spec.balance, hang=spec.hang)
        return self._styles[key]


def _label(marker: str, style: typeset.Style, context: FitContext) -> tuple[tuple[TextRun, ...], float]:
    """A marker with the space after it, and its width without; points."""
    label = typeset.set_text(typeset.parse(f"{marker}"), replace(style, align="left", balance=True), _HUGE, _HUGE,
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
