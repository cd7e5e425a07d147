r"""Total fit: the paragraph's lines chosen together, after Knuth and Plass.

Badness, demerits, penalties and fitness classes are those of D. E. Knuth and M. F. Plass, "Breaking
Paragraphs into Lines", Software: Practice and Experience 11 (1981), with plain TeX's figures. A
ragged edge is glue of 2 em at the end of every line, as plain TeX's \raggedright sets it;
fitness classes are for justified lines only. All lengths are in em.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LINE_PENALTY = 10.0
HYPHEN_JUSTIFIED, HYPHEN_RAGGED = 50.0, 400.0  # a ragged edge has no need of hyphens, save for long words
SMALL_WORD = 70.0
DOUBLE_HYPHEN, LAST_HYPHEN, UNLIKE = 10_000.0, 5_000.0, 10_000.0
SHORT_JUSTIFIED, SHORT_RAGGED, HYPHEN_TAIL = 60_000.0, 1_000_000.0, 4_000_000.0
SHORT_SHARE = 0.25  # a last line under a quarter of the width hangs like a drop
RAGGED_STRETCH = 2.0
_STRETCH, _SHRINK = 1 / 2, 1 / 3  # of a word space, Computer Modern's
_WORST = 10_000.0


# For each number of lines: demerits, and the chances (by number) that end the lines.
Ways = dict[int, tuple[float, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Chance:
    """A place where a line may end.

    Attributes:
        word: the last word of that line.
        cut: characters of it that stay; 0 for the whole word.
        end: where the line's right edge would be, from the paragraph's start on one endless line.
        begin: where the next line's left edge would be.
        spaces: word spaces before it.
        small: whether the word should not end a line.
    """

    word: int
    cut: int
    end: float
    begin: float
    spaces: int
    small: bool = False


@dataclass(frozen=True, slots=True)
class Rope:
    """A paragraph on one endless line: `begin` of its first line, its chances, and the width of a word space."""

    begin: float
    chances: tuple[Chance, ...]
    space: float

    def without_hyphens(self) -> Rope:
        """The same with breaks between words only."""
        return Rope(self.begin, tuple(chance for chance in self.chances if not chance.cut), self.space)


@dataclass(frozen=True, slots=True)
class _Node:
    """A line that ends at a chance, as the best way to get there."""

    at: int
    line: int
    fitness: int
    demerits: float
    before: _Node | None

    def ends(self) -> tuple[int, ...]:
        """The chances at which its lines end."""
        ends, node = [], self
        while node.before is not None:
            ends.append(node.at)
            node = node.before
        return tuple(ends[::-1])


class Greedy:
    """The fewest lines: each takes as much as it holds. It answers what fits, never how it looks."""

    def __init__(self, rope: Rope) -> None:
        self.begins = [rope.begin, *(chance.begin for chance in rope.chances)]
        ends = [chance.end for chance in rope.chances]
        # A hyphen makes a line longer than the next chance might be; the least end from here on stays in order.
        self.ends = list(accumulate(reversed(ends), min))[::-1]

    def lines(self, width: float, most: int | None = None) -> list[int]:
        """Chances that end the lines; stops early after `most` lines, or at what is wider than a line."""
        taken: list[int] = []
        at, last = 0, len(self.ends)
        while at < last and (most is None or len(taken) < most):
            reach = bisect_right(self.ends, self.begins[at] + width + 1e-9)
            if reach <= at:
                break
            taken.append(reach - 1)
            at = reach
        return taken

    def count(self, width: float) -> int | None:
        """How many lines; None when some word is wider than a line."""
        lines = self.lines(width)
        return len(lines) if lines and lines[-1] == len(self.ends) - 1 else None


def total_fit(rope: Rope, width: float, justified: bool, spare: int) -> Ways:
    """For each number of lines that was looked at: its demerits, and the chances that end its lines.

    Ways with more than `spare` lines over the fewest are left out, and all with more than one. Lines much shorter
    than the others are looked at only when there is no other way; empty when a word is wider than a line.
    """
    for slack in (max(2.5, 0.3 * width), width):
        if found := _search(rope, width, justified, slack, max(0, min(spare, 1))):
            return found
    return {}


def _search(rope: Rope, width: float, justified: bool, slack: float, spare: int) -> Ways:
    chances = rope.chances
    last = len(chances) - 1
    start = Chance(0, 0, 0.0, rope.begin, 0)
    active = [(_Node(-1, 0, 1, 0.0, None), start)]
    for at, chance in enumerate(chances):
        best: dict[tuple[int, int], _Node] = {}
        kept = []
        for both in active:
            node, before = both
            room = width - chance.end + before.begin
            glue = (chance.spaces - before.spaces) * rope.space if justified else 0.0
            if room < -1e-9 - glue * _SHRINK:
                if chance.cut:  # its hyphen was too much; the whole word may still do
                    kept.append(both)
                continue
            kept.append(both)
            if room > slack and at != last:
                continue
            fitness, demerits = _judged(chance, None if before is start else before, room, glue, justified,
                                        at == last, width)
            demerits += node.demerits + (UNLIKE if abs(fitness - node.fitness) > 1 else 0.0)
            key = (node.line + 1, fitness)
            if key not in best or demerits < best[key].demerits:
                best[key] = _Node(at, node.line + 1, fitness, demerits, node)
        if best:
            most = min(best)[0] + spare
            kept += [(node, chance) for node in best.values() if node.line <= most]
        active = kept
        if not active:
            return {}
    found: Ways = {}
    for node, _ in active:
        if node.at == last and (node.line not in found or node.demerits < found[node.line][0]):
            found[node.line] = (node.demerits, node.ends())
    return found


def _judged(chance: Chance, before: Chance | None, room: float, glue: float, justified: bool, last: bool,
            width: float) -> tuple[int, float]:
    """Fitness class (0 tight to 3 very loose) and demerits of one line."""
    if last:
        demerits = LINE_PENALTY ** 2
        if before and room > width * (1 - SHORT_SHARE):
            demerits += SHORT_JUSTIFIED if justified else SHORT_RAGGED
        if before and before.cut:
            demerits += LAST_HYPHEN + (HYPHEN_TAIL if before.word == chance.word else 0.0)
        return 1, demerits
    if justified:
        ratio = room / (glue * (_STRETCH if room >= 0 else _SHRINK)) if glue else (0.0 if room <= 0 else 5.0)
    else:
        ratio = room / RAGGED_STRETCH
    badness = min(100 * abs(ratio) ** 3, _WORST)
    penalty = (HYPHEN_JUSTIFIED if justified else HYPHEN_RAGGED) if chance.cut else SMALL_WORD * chance.small
    demerits = (LINE_PENALTY + badness) ** 2 + penalty ** 2
    if chance.cut and before and before.cut:
        demerits += DOUBLE_HYPHEN
    if not justified:
        return 1, demerits
    fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
    return fitness, demerits


def together(options: Sequence[Ways], most: int) -> list[tuple[int, ...]] | None:
    """One way for each paragraph, least demerits in all, with at most `most` lines; None when there is none."""
    reach: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {0: (0.0, ())}
    for ways in options:
        after: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {}
        for lines, (demerits, taken) in reach.items():
            for count, (more, ends) in ways.items():
                total = lines + count
                if total <= most and (total not in after or demerits + more < after[total][0]):
                    after[total] = (demerits + more, (*taken, ends))
        reach = after
    if not reach:
        return None
    return list(min(reach.values(), key=lambda way: way[0])[1])
