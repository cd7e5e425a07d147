r"""Total fit: all lines of a paragraph chosen together, after Knuth and Plass.

Badness, demerits, penalties, fitness classes and passes are those of D. E. Knuth and M. F. Plass, "Breaking
Paragraphs into Lines", Software: Practice and Experience 11 (1981), with plain TeX's figures: first
without hyphens and with a badness of at most 100, then with hyphens and 200, then, where that
fails, looser. A compound may end a line after its own hyphen in every pass. A ragged edge is glue of 2 em at
the end of every line, as plain TeX's \raggedright sets it; fitness classes are for justified lines only. Beyond plain
TeX, a line should not end on a small word, and the last line should be neither short nor the tail of a divided
word. All lengths are in em.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pressroom.records import dataclass

LINE_PENALTY = 10
HYPHEN_JUSTIFIED, HYPHEN_RAGGED = 50, 400  # a ragged edge needs hyphens for long words only
OWN_HYPHEN = 50  # plain TeX's \\exhyphenpenalty
SMALL_WORD = 70
DOUBLE_HYPHEN, LAST_HYPHEN, UNLIKE = 10_000, 5_000, 10_000
SHORT_JUSTIFIED, SHORT_RAGGED, HYPHEN_TAIL = 60_000, 700_000, 4_000_000
SHORT_SHARE = 0.25  # a last line under a quarter of the width is short
RAGGED_STRETCH = 2.0
STRETCH, SHRINK = 1 / 2, 1 / 3  # of a word space, Computer Modern's
# Worst badness of a line, and whether words may be divided: plain TeX's two passes, then two for what TeX overfills.
PASSES = ((100, False), (200, True), (1_000, True), (10_000, True))
_WORST = 10_000
_LOOSE, _VERY_LOOSE = 12, 99  # badness above which a line is of the next fitness class
_TIGHT_LINE, _DECENT, _LOOSE_LINE, _VERY_LOOSE_LINE = range(4)


# For each number of lines: demerits, and the breakpoints (by number) that end the lines.
Ways = dict[int, tuple[float, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A place where a line may end.

    Attributes:
        word: the last word of that line.
        prefix: how many of its characters are on that line, where it is divided; 0 for the whole word.
        end: the line's right edge, from the paragraph's start on one endless line.
        begin: the next line's left edge.
        spaces: word spaces before it.
        small: whether the word is a small word, which should not end a line.
        own: whether it is divided after a hyphen of its own, so that none is added.
    """

    word: int
    prefix: int
    end: float
    begin: float
    spaces: int
    small: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class EndlessLine:
    """A paragraph on one endless line: the left edge of its first line, its breakpoints, the width of a word space."""

    begin: float
    breakpoints: tuple[Breakpoint, ...]
    space: float

    def without_hyphens(self) -> EndlessLine:
        """The same with breaks between words and after their own hyphens only."""
        points = tuple(point for point in self.breakpoints if not point.prefix or point.own)
        return EndlessLine(self.begin, points, self.space)


class _Node(NamedTuple):
    """A line that ends at a breakpoint, and the best line before it."""

    at: int
    line: int
    fitness: int
    demerits: int
    before: _Node | None

    def ends(self) -> tuple[int, ...]:
        """The breakpoints of the lines up to this one."""
        ends, node = [], self
        while node.before is not None:
            ends.append(node.at)
            node = node.before
        return tuple(ends[::-1])


class _Start(NamedTuple):
    """Where a line may start, and the lines that may come before.

    Attributes:
        begin: its left edge on the endless line.
        spaces: word spaces before it.
        divided: the word whose second part it starts with; -1 when it starts with a whole word.
        own: whether it starts after a hyphen of that word's own.
        first: whether the paragraph starts there.
        nodes: the lines that may end there.
    """

    begin: float
    spaces: int
    divided: int
    own: bool
    first: bool
    nodes: tuple[_Node, ...]


class Greedy:
    """Breaks into the fewest lines: each takes as many words as fit. It decides what fits, not how lines look."""

    def __init__(self, text: EndlessLine) -> None:
        self.begins = [text.begin, *(point.begin for point in text.breakpoints)]
        ends = [point.end for point in text.breakpoints]
        # A hyphen may make a line longer than the next breakpoint does; the least end from each point on is ascending.
        self.ends = list(accumulate(reversed(ends), min))[::-1]

    def lines(self, width: float, most: int | None = None) -> list[int]:
        """Breakpoints that end the lines; stops after `most` lines, or at a word wider than the line."""
        ends: list[int] = []
        at, last = 0, len(self.ends)
        while at < last and (most is None or len(ends) < most):
            reach = bisect_right(self.ends, self.begins[at] + width + 1e-9)
            if reach <= at:
                break
            ends.append(reach - 1)
            at = reach
        return ends

    def count(self, width: float) -> int | None:
        """How many lines; None when a word is wider than the line."""
        lines = self.lines(width)
        return len(lines) if lines and lines[-1] == len(self.ends) - 1 else None


def total_fit(text: EndlessLine, width: float, justified: bool, most: int, first_pass: int = 0) -> Ways:
    """For each number of lines that was tried: its demerits, and the breakpoints that end its lines.

    Passes start from `first_pass` (see `PASSES`) and end with the first that gives at most `most` lines; results with
    more than one line over the fewest of that pass are left out. Empty when a word is wider than the line.
    """
    fallback: Ways = {}
    for tolerance, hyphens in PASSES[first_pass:]:
        ways = _Search(text, width, justified, tolerance).ways(hyphens)
        fallback = fallback or ways
        if ways and min(ways) <= most:
            return ways
    return fallback


class _Search:
    """One pass over a paragraph."""

    def __init__(self, text: EndlessLine, width: float, justified: bool, tolerance: int) -> None:
        self.text, self.width, self.justified, self.tolerance = text, width, justified, tolerance
        self.last = len(text.breakpoints) - 1
        self.starts = [_Start(text.begin, 0, -1, False, True, (_Node(-1, 0, _DECENT, 0, None),))]
        self.hyphen = HYPHEN_JUSTIFIED if justified else HYPHEN_RAGGED

    def ways(self, hyphens: bool) -> Ways:
        """The best breaks for each number of lines; with `hyphens`, or without added ones."""
        final: dict[tuple[int, int], _Node] = {}
        for at, point in enumerate(self.text.breakpoints):
            if point.prefix and not (hyphens or point.own):
                continue
            best = self._best_lines_to(at, point)
            if best:
                fewest = min(line for line, _ in best)
                nodes = tuple(node for (line, _), node in best.items() if line <= fewest + 1)
                self.starts.append(_Start(point.begin, point.spaces if point.prefix else point.spaces + 1,
                                          point.word if point.prefix else -1, point.own, False, nodes))
            if not self.starts:
                return {}
            final = best
        ways: Ways = {}
        for node in final.values():
            if node.line not in ways or node.demerits < ways[node.line][0]:
                ways[node.line] = (node.demerits, node.ends())
        return ways

    def _best_lines_to(self, at: int, point: Breakpoint) -> dict[tuple[int, int], _Node]:
        """The best lines that end at a breakpoint, by line number and fitness class."""
        best: dict[tuple[int, int], _Node] = {}
        expired = 0
        for start, room, glue in self._within(point):
            if room < -1e-9 - glue * SHRINK:
                expired += not point.prefix  # too wide with its hyphen; the whole word may still fit
                continue
            last = at == self.last
            badness = 0 if last and room > 0 else _badness(
                room, glue * (STRETCH if room > 0 else SHRINK) if self.justified else RAGGED_STRETCH)
            if badness > self.tolerance:
                if room > 1.0:
                    break  # those that start later are shorter still
                continue
            fitness, demerits = self._rate(start, point, room, badness)
            if last:
                demerits += self._rate_last(start, point, room)
            for node in start.nodes:
                total = node.demerits + demerits
                if fitness - node.fitness > 1 or node.fitness - fitness > 1:
                    total += UNLIKE
                key = (node.line + 1, fitness)
                if key not in best or total <= best[key].demerits:
                    best[key] = _Node(at, node.line + 1, fitness, total, node)
        del self.starts[:expired]
        return best

    def _within(self, point: Breakpoint) -> Iterator[tuple[_Start, float, float]]:
        """Starts, the space left to the edge, and the width of the word spaces where they may stretch or shrink."""
        to_edge = self.width - point.end
        for start in self.starts:
            yield start, to_edge + start.begin, (
                (point.spaces - start.spaces) * self.text.space if self.justified else 0.0)

    def _rate(self, start: _Start, point: Breakpoint, room: float, badness: int) -> tuple[int, int]:
        """Fitness class and demerits of a line."""
        demerits = (LINE_PENALTY + badness) ** 2
        if point.prefix:
            demerits += (OWN_HYPHEN if point.own else self.hyphen) ** 2 + (DOUBLE_HYPHEN if start.divided >= 0 else 0)
        elif point.small and point is not self.text.breakpoints[-1]:
            demerits += SMALL_WORD ** 2
        if not self.justified or badness <= _LOOSE:
            return _DECENT, demerits
        if room < 0:
            return _TIGHT_LINE, demerits
        return _VERY_LOOSE_LINE if badness > _VERY_LOOSE else _LOOSE_LINE, demerits

    def _rate_last(self, start: _Start, point: Breakpoint, room: float) -> int:
        """Demerits of the last line beside those of every line."""
        demerits = 0
        if not start.first and room > self.width * (1 - SHORT_SHARE):
            demerits += SHORT_JUSTIFIED if self.justified else SHORT_RAGGED
        if start.divided >= 0:
            tail = start.divided == point.word and not start.own
            demerits += LAST_HYPHEN + (HYPHEN_TAIL if tail else 0)
        return demerits


def _badness(room: float, give: float) -> int:
    """The badness of stretching or shrinking by `room`: 100 times the cube of its ratio to `give` (tex.web, 108)."""
    if -1e-9 < room < 1e-9:
        return 0
    if give <= 0:
        return _WORST
    ratio = 297 * abs(room) / give
    return _WORST if ratio > 1290 else (int(ratio) ** 3 + 131_072) // 262_144


def together(options: Sequence[Ways], most: int) -> list[tuple[int, ...]] | None:
    """Breaks for each paragraph, with the least demerits in all and at most `most` lines; None when there are none."""
    reach: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {0: (0.0, ())}
    for ways in options:
        after: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {}
        for lines, (demerits, chosen) in reach.items():
            for count, (more, ends) in ways.items():
                total = lines + count
                if total <= most and (total not in after or demerits + more < after[total][0]):
                    after[total] = (demerits + more, (*chosen, ends))
        reach = after
    if not reach:
        return None
    return list(min(reach.values(), key=lambda way: way[0])[1])
