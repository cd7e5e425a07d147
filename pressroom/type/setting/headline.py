"""Headlines: the largest size that fits, in balanced lines that end by sense, never hyphenated.

Widths are linear in size, so each set of breaks has a size in closed form: the box's width divided by
the widest line, or its height divided by the block's. Breaks have a price in size: a line ends on a
small word only if that makes the headline at least 12 % larger than the best without it; a break after
a word that ends no clause costs 1.2 %, which keeps lines few and lets them end at commas; a last line
under a third of the widest costs 5 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pressroom.colour.ink import Ink
from pressroom.type.setting.leading import Step, apart, meeting, skyline, style_leading
from pressroom.type.setting.setting import Draft, Overset, Setting, bounds, is_small, place, round_down
from pressroom.type.setting.style import Style
from pressroom.type.setting.words import Paragraph, Piece, Word, measure, space_after

SMALL_WORD = 0.12
PLAIN_BREAK = 0.012
DROP = 0.05  # the price of a last line that is under a third of the widest
_CLAUSE_ENDS = tuple(",;:.!?…»”)–—")


class _Way(NamedTuple):
    """Breaks of the first words: the widest line, the price, the start of the last line, the breaks before it."""

    widest: float
    price: float
    start: int
    before: _Way | None

    def breaks(self) -> list[int]:
        """The words at which its lines start."""
        starts, way = [], self
        while way.before is not None:
            starts.append(way.start)
            way = way.before
        return starts[::-1]


@dataclass(frozen=True, slots=True)
class _Choice:
    score: float
    size: float
    leading: float
    starts: tuple[int, ...]
    price: float


def set_headline(source: Sequence[Paragraph], style: Style, inks: Mapping[str, Ink], width: float,
                 height: float) -> Setting | Overset:
    """The headline in its box, or the number of characters too many."""
    choice = _best(source, style, width, height)
    if choice is None:
        return _overset(source, style, width, height)
    row = _Row(source, style, choice.size)
    starts = _balanced(row, choice, width)
    leading = row.leading(starts)
    if leading > choice.leading or row.block(starts, leading) * choice.size > height:
        starts, leading = choice.starts, choice.leading
    return place(row.drafts(starts), style, inks, width, choice.size, leading)


class _Row:
    """All words in one row, measured for the sizes of one regime."""

    def __init__(self, source: Sequence[Paragraph], style: Style, size: float) -> None:
        self.style = style
        self.words: list[Word] = [word for paragraph in source for word in paragraph.words]
        look = style.look(size)
        self.pieces: list[Piece] = [measure(word, look) for word in self.words]
        self.prices = [_price(word, style.language) for word in self.words]
        self.begins: list[float] = []
        self.ends: list[float] = []
        self.positions: list[float] = []
        self._meetings: dict[tuple[int, int, int], float] = {}
        self._skylines: dict[int, list[Step]] = {}
        position = 0.0
        for word, piece in zip(self.words, self.pieces, strict=True):
            left, right = bounds(piece, style)
            self.positions.append(position)
            self.begins.append(position + left)
            self.ends.append(position + right)
            position += piece.advance + space_after(word, look).advance
        self.forced: set[int] = set()
        at = 0
        for paragraph in source:
            at += len(paragraph.words)
            self.forced.add(at)
        for end in self.forced:
            self.prices[end - 1] = 0.0

    def width(self, start: int, end: int) -> float:
        """The width of a line of the words `start` to `end` - 1; em."""
        return self.ends[end - 1] - self.begins[start]

    def lines(self, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """For each line its first word, and the one after its last."""
        return zip(starts, [*starts[1:], len(self.words)], strict=True)

    def leading(self, starts: Sequence[int]) -> float:
        """The distance between baselines that these breaks need; em."""
        bottoms = [min([piece.bottom for piece in self.pieces[start:end]]) for start, end in self.lines(starts)]
        tops = [max([piece.top for piece in self.pieces[start:end]]) for start, end in self.lines(starts)]
        leading = style_leading(self.style)
        ends = [*starts[1:], len(self.words)]
        for at, top in enumerate(tops[1:], 1):
            if apart(self.style, top - bottoms[at - 1]) > leading:
                leading = max(leading, apart(self.style, self.meeting(starts[at - 1], starts[at], ends[at])))
        return leading

    def meeting(self, first: int, second: int, end: int) -> float:
        """The distance between two baselines at which the ink of the lines touches; em."""
        distance = self._meetings.get((first, second, end))
        if distance is None:
            upper, lower = self._steps(first, second), self._steps(second, end)
            begins = self.begins[first] - self.begins[second]
            ends = self.ends[second - 1] - self.ends[end - 1]
            shift = {"right": ends, "centre": (begins + ends) / 2}.get(self.style.align, begins)
            distance = self._meetings[first, second, end] = meeting(upper, lower, shift)
        return distance

    def _steps(self, start: int, end: int) -> list[Step]:
        for at in range(start, end):
            if at not in self._skylines:
                self._skylines[at] = skyline(self.pieces[at], self.positions[at])
        return [step for at in range(start, end) for step in self._skylines[at]]

    def block(self, starts: Sequence[int], leading: float) -> float:
        """The height from the first line's top to the last line's bottom; em."""
        second = starts[1] if len(starts) > 1 else len(self.words)
        top = max(self.style.faces.regular.cap_height, *(piece.top for piece in self.pieces[:second]))
        bottom = min(0.0, *(piece.bottom for piece in self.pieces[starts[-1]:]))
        return top + (len(starts) - 1) * leading - bottom

    def drop(self, starts: Sequence[int]) -> float:
        """The price of a very short last line; 0 after a break of the source."""
        if len(starts) < 2 or starts[-1] in self.forced:
            return 0.0
        widest = max(self.width(start, end) for start, end in self.lines(starts))
        return DROP if self.width(starts[-1], len(self.words)) < widest / 3 else 0.0

    def drafts(self, starts: Sequence[int]) -> list[Draft]:
        """The lines, ready to be placed."""
        return [Draft(tuple(self.words[start:end]), end - start, last=end == len(self.words),
                      small_ending=self.prices[end - 1] >= SMALL_WORD, ends_paragraph=end in self.forced)
                for start, end in self.lines(starts)]


def _price(word: Word, language: str) -> float:
    """The price of a line end after `word`, as a share of the size."""
    if is_small(word.text, language):
        return SMALL_WORD
    return 0.0 if word.text.endswith(_CLAUSE_ENDS) else PLAIN_BREAK


def _best(source: Sequence[Paragraph], style: Style, width: float, height: float) -> _Choice | None:
    best: _Choice | None = None
    for above, up_to in style.regimes():
        if best and best.score >= up_to:
            break
        row = _Row(source, style, up_to)
        best = _best_in(row, above, up_to, width, height, best)
    return best


def _best_in(row: _Row, above: float, up_to: float, width: float, height: float,
             best: _Choice | None) -> _Choice | None:
    """The best choice with a size over `above` and at most `up_to`, or `best` when none is better."""
    style, count = row.style, len(row.words)
    least = style.faces.regular.cap_height
    ways: list[list[_Way]] = [[_Way(1e-6, 0.0, 0, None)]] + [[] for _ in range(count)]
    for lines in range(1, count + 1):
        floor = max(above, style.size_least * (1 - 1e-9), best.score if best else 0.0)
        tallest = height / (least + (lines - 1) * max(style_leading(style), 0.1))
        largest = min(tallest, up_to)
        if largest <= floor:
            break
        ways = _next(row, ways, width / floor, 1 - best.score / largest if best else 2.0)
        for way in ways[count]:
            if best and min(largest, width / way.widest) * (1 - way.price) <= best.score:
                continue
            starts = tuple(way.breaks())
            leading = row.leading(starts)
            exact = min(up_to, width / way.widest, height / row.block(starts, leading))
            size = round_down(exact, style.size_least, up_to)
            price = way.price + row.drop(starts)
            score = size * (1 - price)
            if size > above and size >= style.size_least and score > (best.score if best else 0.0):
                best = _Choice(score, size, leading, starts, price)
    return best


def _next(row: _Row, ways: Sequence[Sequence[_Way]], widest: float, dearest: float) -> list[list[_Way]]:
    """From the ways to end k lines after each word, those to end k + 1.

    No line is wider than `widest` em, and no way costs `dearest` or more.
    """
    count = len(row.words)
    after: list[list[_Way]] = [[] for _ in range(count + 1)]
    for start in range(count):
        for end in range(start + 1, count + 1) if ways[start] else ():
            line = row.ends[end - 1] - row.begins[start]
            if line > widest:
                break
            price = row.prices[end - 1]
            after[end] += [_Way(way.widest if way.widest > line else line, way.price + price, start, way)
                           for way in ways[start] if way.price + price < dearest]
            if end in row.forced:
                break
    return [_front(ways_to_word) for ways_to_word in after]


def _front(ways: list[_Way]) -> list[_Way]:
    """The ways for which no other way is both narrower and cheaper."""
    if len(ways) < 2:
        return ways
    ways.sort(key=lambda way: (way.widest, way.price))
    front = ways[:1]
    for way in ways[1:]:
        if way.price < front[-1].price - 1e-9:
            front.append(way)
    return front


def _balanced(row: _Row, choice: _Choice, width: float) -> tuple[int, ...]:
    """The same number of lines at the same price and size, with widths as equal as possible."""
    count, lines = len(row.words), len(choice.starts)
    widest = width / choice.size
    mean = sum(row.width(start, end) for start, end in row.lines(choice.starts)) / lines
    reach: dict[int, tuple[float, float, tuple[int, ...]]] = {0: (0.0, 0.0, ())}
    for _ in range(lines):
        after: dict[int, tuple[float, float, tuple[int, ...]]] = {}
        for start, (price, uneven, starts) in reach.items():
            for end in range(start + 1, count + 1):
                line = row.width(start, end)
                if line > widest:
                    break
                candidate = (round(price + row.prices[end - 1], 6), uneven + (line - mean) ** 2, (*starts, start))
                if end not in after or candidate < after[end]:
                    after[end] = candidate
                if end in row.forced:
                    break
        reach = after
    price, _, starts = reach.get(count, (0.0, 0.0, choice.starts))
    return starts if round(price + row.drop(starts), 6) == round(choice.price, 6) else choice.starts


def _overset(source: Sequence[Paragraph], style: Style, width: float, height: float) -> Overset:
    """The first words that fit at the least size, and the characters beyond them."""
    row = _Row(source, style, style.size_least)
    text = " ".join(word.text for word in row.words)
    fits, fails = 0, len(row.words)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if _best(_first(source, middle), style, width, height) is None:
            fails = middle
        else:
            fits = middle
    fitting = " ".join(word.text for word in row.words[:fits])
    wide = [word.text for at, word in enumerate(row.words) if row.width(at, at + 1) * style.size_least > width]
    return Overset(len(text) - len(fitting), fitting, wide[0] if wide else "", style.size_least)


def _first(source: Sequence[Paragraph], count: int) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for paragraph in source:
        words = paragraph.words[:count]
        if words:
            paragraphs.append(Paragraph(words))
        count -= len(words)
    return paragraphs
