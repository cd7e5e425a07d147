"""A headline's words in one row: the widths of lines and the prices of their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pressroom.patterns import regex
from pressroom.type.setting.hyphens import own_hyphens
from pressroom.type.setting.leading import Step, apart, meeting, skyline, style_leading
from pressroom.type.setting.setting import Draft, bounds, is_small
from pressroom.type.setting.style import Look, Style
from pressroom.type.setting.words import Paragraph, Piece, Word, measure, space_after

SMALL_WORD = 0.12
PLAIN_BREAK = 0.012
DROP = 0.05  # the price of a last line that is under a third of the widest
INSIDE = 0.08  # the price of a line in which a sentence ends and the next one begins, in a text of few words
_FEW_WORDS = 14
_SENTENCE_END = regex(r"\w{2}[.!?…][»”)]*$")
_CLAUSE_ENDS = tuple(",;:.!?…»”)–—")


class _Part(NamedTuple):
    """A word, or the part of it from `start` to `end` (characters).

    Attributes:
        before: its distance from the word's start, em.
        last: whether the word ends with it.
    """

    word: Word
    start: int
    end: int
    before: float
    last: bool


class Row:
    """All words in one row, measured for the sizes of one regime; with `divided`, compounds in their parts."""

    def __init__(self, source: Sequence[Paragraph], style: Style, size: float, divided: bool = False) -> None:
        self.style, self.divided = style, divided
        look = style.look(size)
        self.parts: list[_Part] = []
        self.forced: set[int] = set()
        for paragraph in source:
            self.parts += [part for word in paragraph.words for part in _parts(word, look, divided)]
            self.forced.add(len(self.parts))
        self.words = [_word([part]) for part in self.parts]
        self.pieces: list[Piece] = [measure(word, look) for word in self.words]
        self.prices = [_price(part, style.language) for part in self.parts]
        self.begins: list[float] = []
        self.ends: list[float] = []
        self.positions: list[float] = []
        self._meetings: dict[tuple[int, int, int], float] = {}
        self._skylines: dict[int, list[Step]] = {}
        begins = 0.0
        for part, piece in zip(self.parts, self.pieces, strict=True):
            left, right = bounds(piece, style)
            position = begins + part.before
            self.positions.append(position)
            self.begins.append(position + left)
            self.ends.append(position + right)
            if part.last:
                begins = position + piece.advance + space_after(part.word, look).advance
        for end in self.forced:
            self.prices[end - 1] = 0.0
        few = len(self.parts) <= _FEW_WORDS
        self._inside = [INSIDE if few and part.last and _SENTENCE_END.search(part.word.text) else 0.0
                        for part in self.parts]

    def width(self, start: int, end: int) -> float:
        """The width of a line of the words `start` to `end` - 1; em."""
        return self.ends[end - 1] - self.begins[start]

    def inside(self, word: int) -> float:
        """The price of a line that goes on after a word."""
        return self._inside[word]

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
        drafts = []
        for start, end in self.lines(starts):
            parts, divides = self.parts[start:end], not self.parts[end - 1].last
            drafts.append(Draft(
                tuple(_word(same) for same in _by_word(parts)), sum(part.start == 0 for part in parts),
                last=end == len(self.parts), small_ending=not divides and self.prices[end - 1] >= SMALL_WORD,
                ends_paragraph=end in self.forced, hyphenated=divides, own=divides))
        return drafts


def _parts(word: Word, look: Look, divided: bool) -> Iterator[_Part]:
    length = len(word.text)
    ends = (*(own_hyphens(word.text) if divided else ()), length)
    for start, end in zip((0, *ends), ends, strict=False):
        before = measure(word, look).advance - measure(word.cut(start, length), look).advance if start else 0.0
        yield _Part(word, start, end, before, end == length)


def _by_word(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts that stand side by side of each word."""
    groups: list[list[_Part]] = []
    for part in parts:
        if part.start and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _word(parts: Sequence[_Part]) -> Word:
    """Parts of one word side by side as one word, on which the shapes of its glyphs may depend."""
    first, last = parts[0], parts[-1]
    return first.word if first.start == 0 and last.last else first.word.cut(first.start, last.end)


def _price(part: _Part, language: str) -> float:
    """The price of a line end after `part`, as a share of the size."""
    if not part.last or is_small(part.word.text, language):
        return SMALL_WORD
    return 0.0 if part.word.text.endswith(_CLAUSE_ENDS) else PLAIN_BREAK
