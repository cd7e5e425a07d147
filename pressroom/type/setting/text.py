"""Text: the largest size at which all lines fit the height, broken by total fit.

The fewest lines decide which sizes fit; total fit then chooses the lines at that size. Hyphens may
increase the size by at most 5 % over the largest size without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from pressroom.colour.ink import Ink
from pressroom.records import replace
from pressroom.type.setting.breaking import PASSES, Breakpoint, EndlessLine, Greedy, together, total_fit
from pressroom.type.setting.hyphens import hyphenation_points, own_hyphens
from pressroom.type.setting.leading import apart, style_leading
from pressroom.type.setting.setting import (
    Draft,
    Overset,
    Setting,
    bounds,
    edges,
    is_small,
    needed_leading,
    place,
    round_down,
)
from pressroom.type.setting.style import Look, Style
from pressroom.type.setting.words import Paragraph, Piece, Word, measure, space_after

HYPHENS_WORTH = 0.95
_ATTEMPTS = 3  # lines and leading depend on each other; after these, the leading at which no ink can touch
_MARKER_GAP = 0.45  # em between a list's marker and its words


def set_paragraphs(source: Sequence[Paragraph], style: Style, inks: Mapping[str, Ink], width: float,
                   height: float) -> Setting | Overset:
    """The text in its box, or the number of characters too many."""
    for above, up_to in style.regimes():
        column = _Column(source, style, up_to, width, height)
        choice = column.choose(max(above, style.size_least), up_to)
        if choice and choice[0] > above:
            size, drafts, leading = choice
            return place(drafts, style, inks, width, size, leading)
    return _Column(source, style, style.size_least, width, height).overset()


class _Column:
    """Paragraphs measured for the sizes of one regime, and their box (points)."""

    def __init__(self, source: Sequence[Paragraph], style: Style, size: float, width: float, height: float) -> None:
        self.source, self.style, self.width, self.height = source, style, width, height
        look = self.look = style.look(size)
        self.indents = [_indent(paragraph, look) for paragraph in source]
        pieces = self.pieces = [[measure(word, look) for word in paragraph.words] for paragraph in source]
        self.widest = max(indent + _width(paragraph, row, style, look) for paragraph, row, indent in zip(
            source, pieces, self.indents, strict=True))
        self.top = max(style.faces.regular.cap_height, *(piece.top for row in pieces for piece in row))
        self.bottom = min(0.0, *(piece.bottom for row in pieces for piece in row))
        self.leading = style_leading(style)
        self.safest = apart(style, self.top - self.bottom)
        self.gaps = sum(paragraph.gap for paragraph in source) * style.paragraph_gap

    @cached_property
    def endless_lines(self) -> list[EndlessLine]:
        """Each paragraph on one line."""
        return [_endless_line(paragraph, row, self.style, self.look)
                for paragraph, row in zip(self.source, self.pieces, strict=True)]

    @cached_property
    def fewest(self) -> list[Greedy]:
        """Each paragraph in the fewest lines."""
        return [Greedy(one) for one in self.endless_lines]

    @cached_property
    def plain(self) -> list[Greedy]:
        """The same without hyphens."""
        return [Greedy(one.without_hyphens()) for one in self.endless_lines] if self.style.hyphenate else self.fewest

    def one_line_each(self, size: float) -> bool:
        """Whether every paragraph is shorter than the line, so that no other breaks can be better than none."""
        return self.widest < self.width / size - 1e-6

    def choose(self, least: float, most: float) -> tuple[float, list[Draft], float] | None:
        """The largest size in the range, the lines, and the leading that their ink needs; None when no size fits."""
        for attempt in range(_ATTEMPTS + 1):
            if attempt == _ATTEMPTS:
                self.leading = self.safest
            size = self.largest(least, most)
            if size is None:
                continue
            drafts = self.drafts(size)
            if self.leading >= self.safest - 1e-9:
                return size, drafts, self.leading
            needed = needed_leading(drafts, self.style, self.look, self.width / size)
            if needed <= self.leading + 1e-9:
                return size, drafts, needed
            self.leading = needed
        return None

    def most_lines(self, size: float) -> int:
        """How many lines fit the height at `size`."""
        return int((self.height / size - self.top + self.bottom) / self.leading - self.gaps + 1 + 1e-9)

    def fits(self, size: float, *, hyphens: bool) -> bool:
        """Whether the fewest lines fit at `size`, with hyphens or without."""
        most, lines = self.most_lines(size), 0
        if self.one_line_each(size):
            return len(self.source) <= most
        for paragraph, indent in zip(self.fewest if hyphens else self.plain, self.indents, strict=True):
            count = paragraph.count(self.width / size - indent)
            if count is None:
                return False
            lines += count
            if lines > most:
                return False
        return True

    def largest(self, least: float, most: float) -> float | None:
        """The largest size in the range, rounded down to hundredths of a point; None when none fits."""
        tightest = self._largest(least, most, hyphens=True)
        if tightest is None or not self.style.hyphenate:
            return tightest
        free = self._largest(least, most, hyphens=False)
        return max(free or least, round_down(max(least, tightest * HYPHENS_WORTH), least, most))

    def _largest(self, least: float, most: float, *, hyphens: bool) -> float | None:
        if self.fits(most, hyphens=hyphens):
            return most
        if not self.fits(least, hyphens=hyphens):
            return None
        low, high = int(least * 100), int(most * 100) + 1
        while high - low > 1:
            middle = (low + high) // 2
            if self.fits(middle / 100, hyphens=hyphens):
                low = middle
            else:
                high = middle
        return max(least, low / 100)

    def drafts(self, size: float) -> list[Draft]:
        """The lines at a size that fits."""
        if self.one_line_each(size):
            return [self._whole(number) for number in range(len(self.source))]
        justified = self.style.align == "justify"
        widths = [self.width / size - indent for indent in self.indents]
        fewest = [greedy.lines(wide) for greedy, wide in zip(self.fewest, widths, strict=True)]
        most = self.most_lines(size)
        spare = most - sum(map(len, fewest))
        # Total fit may rule out the breaks with the fewest lines; if nothing else fits, they are used.
        chosen: Sequence[Sequence[int]] = fewest
        for first_pass in range(len(PASSES)):
            ways = [total_fit(one, wide, justified, len(least) + spare, first_pass)
                    for one, wide, least in zip(self.endless_lines, widths, fewest, strict=True)]
            if choice := together(ways, most):
                chosen = choice
                break
        drafts: list[Draft] = []
        for number, ends in enumerate(chosen):
            drafts += self._lines(number, ends)
        return drafts

    def _whole(self, number: int) -> Draft:
        """A paragraph as one line."""
        paragraph = self.source[number]
        return Draft(paragraph.words, begins=len(paragraph.words), last=number == len(self.source) - 1,
                     indent=self.indents[number], marker=paragraph.marker,
                     gap=self.style.paragraph_gap if paragraph.gap else 0.0, ends_paragraph=True)

    def _lines(self, number: int, ends: Sequence[int]) -> list[Draft]:
        paragraph, breakpoints = self.source[number], self.endless_lines[number].breakpoints
        drafts, first, offset = [], 0, 0
        for line, end in enumerate(ends):
            point = breakpoints[end]
            last = line == len(ends) - 1
            drafts.append(Draft(
                _between(paragraph.words, first, offset, point),
                begins=point.word - first + (0 if offset else 1), hyphenated=bool(point.prefix), own=point.own,
                small_ending=point.small and not last, last=last and number == len(self.source) - 1,
                indent=self.indents[number], marker=None if line else paragraph.marker,
                gap=self.style.paragraph_gap if paragraph.gap and not line else 0.0, ends_paragraph=last))
            first, offset = (point.word, point.prefix) if point.prefix else (point.word + 1, 0)
        return drafts

    def overset(self) -> Overset:
        """The first words that fit at the least size, and the characters beyond them."""
        self.leading = self.safest
        size, room = self.style.size_least, self.most_lines(self.style.size_least)
        fitting: list[str] = []
        wide = ""
        measured = zip(self.source, self.endless_lines, self.fewest, self.indents, strict=True)
        for paragraph, text_line, greedy, indent in measured:
            ends = greedy.lines(self.width / size - indent, max(room, 0))
            room -= len(ends)
            point = text_line.breakpoints[ends[-1]] if ends else None
            count = 0 if point is None else point.word + (0 if point.prefix else 1)
            if count:
                fitting.append(Paragraph(paragraph.words[:count], paragraph.marker).text)
            if count < len(paragraph.words):
                wide = paragraph.words[count].text if room > 0 else ""
                break
        text = "\n".join(paragraph.text for paragraph in self.source)
        fits = "\n".join(fitting)
        return Overset(len(text) - len(fits), fits, wide, size)


def _indent(paragraph: Paragraph, look: Look) -> float:
    return measure(paragraph.marker, look).advance + _MARKER_GAP if paragraph.marker else 0.0


def _width(paragraph: Paragraph, row: Sequence[Piece], style: Style, look: Look) -> float:
    """How wide the paragraph is on one line; em."""
    spaces = sum(space_after(word, look).advance for word in paragraph.words[:-1])
    return (sum(piece.advance for piece in row[:-1]) + spaces + bounds(row[-1], style)[1] - bounds(row[0], style)[0])


def _between(words: Sequence[Word], first: int, offset: int, point: Breakpoint) -> tuple[Word, ...]:
    """The words of a line that starts `offset` characters into word `first` and ends at `point`."""
    row = []
    for index in range(first, point.word + 1):
        word = words[index]
        start = offset if index == first else 0
        if index == point.word and point.prefix:
            part = word.cut(start, point.prefix)
            row.append(part if point.own else _with_hyphen(part))
        else:
            row.append(word.cut(start, len(word.text)) if start else word)
    return tuple(row)


def _with_hyphen(word: Word) -> Word:
    """The word with a hyphen in the look of its end; `runs` makes the hyphen read as U+00AD."""
    *others, last = word.fragments
    hyphen = last.face.hyphen or "-"
    if last.raised:
        return Word((*word.fragments, replace(last, text=hyphen, raised=False)))
    return Word((*others, replace(last, text=last.text + hyphen)))


def endless_line(paragraph: Paragraph, style: Style, look: Look) -> EndlessLine:
    """The paragraph on one endless line, with every breakpoint."""
    return _endless_line(paragraph, [measure(word, look) for word in paragraph.words], style, look)


def _endless_line(paragraph: Paragraph, row: Sequence[Piece], style: Style, look: Look) -> EndlessLine:
    position, starts = 0.0, []
    for word, piece in zip(paragraph.words, row, strict=True):
        starts.append(position)
        position += piece.advance + space_after(word, look).advance
    sides = [bounds(piece, style) for piece in row]
    breakpoints: list[Breakpoint] = []
    for index, (word, start) in enumerate(zip(paragraph.words, starts, strict=True)):
        breakpoints += [Breakpoint(index, at, start + end, start + begin, index, own=own)
                        for at, own, end, begin in _divisions(word, look, style)]
        follows = starts[index + 1] + sides[index + 1][0] if index + 1 < len(row) else position
        breakpoints.append(Breakpoint(index, 0, start + sides[index][1], follows, index,
                                      is_small(word.text, style.language)))
    return EndlessLine(sides[0][0], tuple(breakpoints), space_after(paragraph.words[0], look).advance)


def forget_measures() -> None:
    """Let go of the measures of all words."""
    measure.cache_clear()
    _divisions.cache_clear()


@lru_cache(maxsize=20_000)
def _divisions(word: Word, look: Look, style: Style) -> tuple[tuple[int, bool, float, float], ...]:
    """Breakpoints inside a word: its own hyphens, and its soft hyphens, or else where the language allows a hyphen.

    Each is a place in characters, whether the word has a hyphen there, the line's end there and the next line's
    beginning, both in em from the word's start.
    """
    text = word.text
    own = own_hyphens(text)
    added = word.soft or (hyphenation_points(text, look.language) if style.hyphenate else ())
    points = []
    for at in sorted({*own, *added}):
        part = word.cut(0, at)
        head = measure(part if at in own else _with_hyphen(part), look)
        tail = measure(word.cut(at, len(text)), look)
        points.append((at, at in own, edges(head, head, style)[1],
                       measure(word, look).advance - tail.advance + edges(tail, tail, style)[0]))
    return tuple(points)
