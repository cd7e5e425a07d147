"""Rows of a galley, and what sets their words: styles, inks, links, and the threads of the structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pressroom import prose
from pressroom.colour.ink import Ink
from pressroom.elements.context import FitContext
from pressroom.findings import Finding, Place
from pressroom.marks import Group, Mark, Role, Shape, TextRun
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, rectangle
from pressroom.specs.layout import BlockSpec, FlowSpec
from pressroom.type import setting as typeset

HUGE = 1e7
_UNDERLINE, _UNDER = 0.5, 1.6  # thickness of links' underlines, and how low they lie; points


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
        alt: of a picture, what it shows.
    """

    number: int
    role: Role
    level: int
    style: str
    size: float
    ink: Ink
    place: Place
    holders: tuple[Holder, ...]
    alt: str = ""


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
        solid: whether it is a table's row or a picture, which ends at `depth`: room to the next row counts from there.
        texts: what is read back of a table's row, cell by cell; else it is `text`.
        over: the header of a table, drawn again over a row that is the first of its sheet, around the same place;
            `over_height` is the room it takes.
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
    solid: bool = False
    texts: tuple[str, ...] = ()
    over: tuple[Mark, ...] = ()
    over_height: float = 0.0


class Setter:
    """Sets the words of blocks in a column.

    Attributes:
        flow, context: the layout, and what it may use.
        width, height: of the column; a block that is not parted is no higher.
        findings: about what cannot be set.
    """

    def __init__(self, flow: FlowSpec, context: FitContext, width: float, height: float) -> None:
        self.flow, self.context, self.width, self.height = flow, context, width, height
        self.findings: list[Finding] = []
        self._threads = 0
        self._styles: dict[str, typeset.Style] = {}

    def thread(self) -> int:
        """A number that no other element of the text has."""
        self._threads += 1
        return self._threads

    def marks(self, runs: list[TextRun], words: prose.Text, threads: Sequence[int], ink: Ink,
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

    def inks(self, words: prose.Text) -> Mapping[str, Ink]:
        """The brand's inks, and one of its own for each link, so that its runs are known when they come back."""
        if not words.links:
            return self.context.inks
        ink = self.context.inks.get(self.flow.links) or next(iter(self.context.inks.values()))
        return {**self.context.inks, **{f"{prose.LINK_INK}{number}": replace(ink, name=f"{prose.LINK_INK}{number}")
                                        for number in range(len(words.links))}}

    def style(self, look: BlockSpec) -> typeset.Style:
        """The style of a kind of block, at its largest size."""
        key = f"{look.style} {look.ink}"
        if key not in self._styles:
            spec = self.context.styles[look.style]
            size = spec.sizes(self.context.format.short, self.context.distance_m)[1]
            self._styles[key] = typeset.Style(
                faces=self.context.faces[spec.font], size_least=size, size_most=size, ink=self.context.inks[look.ink],
                leading=spec.leading, tracking=tuple(sorted(spec.tracking)), features=spec.features, align=spec.align,
                language=self.context.language, hyphenate=spec.hyphenate, balance=spec.balance, hang=spec.hang)
        return self._styles[key]
