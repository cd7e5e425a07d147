"""Headlines: the largest size that fits, in balanced lines that end by sense, without added hyphens.

Widths are linear in size, so each set of breaks has a size in closed form: the box's width divided by
the widest line, or its height divided by the block's. Breaks have a price in size: a line ends on a
small word only if that makes the headline at least 12 % larger than the best without it; a break after
a word that ends no clause costs 1.2 %, which keeps lines few and lets them end at commas; a sentence that ends
inside a line costs 8 %; a last line under a third of the widest costs 5 %. Only where nothing fits otherwise may
a line end after a compound's own hyphen, at the price of a small word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pressroom.colour.ink import Ink
from pressroom.records import dataclass
from pressroom.type.setting.headline_row import Row
from pressroom.type.setting.hyphens import own_hyphens
from pressroom.type.setting.leading import style_leading
from pressroom.type.setting.setting import Overset, Setting, place, round_down
from pressroom.type.setting.style import Style
from pressroom.type.setting.words import Paragraph


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
    divided: bool = False


def set_headline(source: Sequence[Paragraph], style: Style, inks: Mapping[str, Ink], width: float,
                 height: float) -> Setting | Overset:
    """The headline in its box, or the number of characters too many."""
    choice = _best(source, style, width, height)
    if choice is None:
        return _overset(source, style, width, height)
    row = Row(source, style, choice.size, choice.divided)
    starts = _balanced(row, choice, width)
    leading = row.leading(starts)
    if leading > choice.leading or row.block(starts, leading) * choice.size > height:
        starts, leading = choice.starts, choice.leading
    return place(row.drafts(starts), style, inks, width, choice.size, leading)


def _best(source: Sequence[Paragraph], style: Style, width: float, height: float) -> _Choice | None:
    """The best choice; with compounds divided only where there is none without."""
    whole = _best_of(source, style, width, height, divided=False)
    compounds = any(own_hyphens(word.text) for paragraph in source for word in paragraph.words)
    return whole or (_best_of(source, style, width, height, divided=True) if compounds else None)


def _best_of(source: Sequence[Paragraph], style: Style, width: float, height: float, *,
             divided: bool) -> _Choice | None:
    best: _Choice | None = None
    for above, up_to in style.regimes():
        if best and best.score >= up_to:
            break
        row = Row(source, style, up_to, divided)
        best = _best_in(row, above, up_to, width, height, best)
    return best


def _best_in(row: Row, above: float, up_to: float, width: float, height: float,
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
                best = _Choice(score, size, leading, starts, price, row.divided)
    return best


def _next(row: Row, ways: Sequence[Sequence[_Way]], widest: float, dearest: float) -> list[list[_Way]]:
    """From the ways to end k lines after each word, those to end k + 1.

    No line is wider than `widest` em, and no way costs `dearest` or more.
    """
    count = len(row.words)
    after: list[list[_Way]] = [[] for _ in range(count + 1)]
    for start in range(count):
        inside = 0.0
        for end in range(start + 1, count + 1) if ways[start] else ():
            line = row.ends[end - 1] - row.begins[start]
            if line > widest:
                break
            inside += row.inside(end - 2) if end - 1 > start else 0.0
            price = row.prices[end - 1] + inside
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


def _balanced(row: Row, choice: _Choice, width: float) -> tuple[int, ...]:
    """The same number of lines at the same price and size, with widths as equal as possible."""
    count, lines = len(row.words), len(choice.starts)
    widest = width / choice.size
    mean = sum(row.width(start, end) for start, end in row.lines(choice.starts)) / lines
    reach: dict[int, tuple[float, float, tuple[int, ...]]] = {0: (0.0, 0.0, ())}
    for _ in range(lines):
        after: dict[int, tuple[float, float, tuple[int, ...]]] = {}
        for start, (price, uneven, starts) in reach.items():
            inside = 0.0
            for end in range(start + 1, count + 1):
                line = row.width(start, end)
                if line > widest:
                    break
                inside += row.inside(end - 2) if end - 1 > start else 0.0
                candidate = (round(price + row.prices[end - 1] + inside, 6), uneven + (line - mean) ** 2,
                             (*starts, start))
                if end not in after or candidate < after[end]:
                    after[end] = candidate
                if end in row.forced:
                    break
        reach = after
    price, _, starts = reach.get(count, (0.0, 0.0, choice.starts))
    return starts if round(price + row.drop(starts), 6) == round(choice.price, 6) else choice.starts


def _overset(source: Sequence[Paragraph], style: Style, width: float, height: float) -> Overset:
    """The first words that fit at the least size, and the characters beyond them."""
    words = [word.text for paragraph in source for word in paragraph.words]
    row = Row(source, style, style.size_least, divided=True)
    fits, fails = 0, len(words)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if _best(_first(source, middle), style, width, height) is None:
            fails = middle
        else:
            fits = middle
    fitting = " ".join(words[:fits])
    wide = [word.text for at, word in enumerate(row.words) if row.width(at, at + 1) * style.size_least > width]
    return Overset(len(" ".join(words)) - len(fitting), fitting, wide[0] if wide else "", style.size_least)


def _first(source: Sequence[Paragraph], count: int) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    for paragraph in source:
        words = paragraph.words[:count]
        if words:
            paragraphs.append(Paragraph(words))
        count -= len(words)
    return paragraphs
