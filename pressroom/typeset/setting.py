"""What comes out: lines of runs at their places in a box, or by how much the words are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pressroom.errors import N_, Finding, Place, code, finding
from pressroom.fonts import Face
from pressroom.geometry import Box
from pressroom.ink import Ink
from pressroom.marks import Glyph, TextRun
from pressroom.typeset.style import Look, Style
from pressroom.typeset.words import Fragment, Piece, Word, measured, space_after

OVERSET = code(
    "overset",
    N_("Words that do not fit at the least size would be cut off or stand on something else."),
    N_("Shorten the words, or let the layout allow a smaller size or give them a larger box."))

AIR = 0.05  # em between the ink of two lines; less looks like a collision on a poster
SOFT_HYPHEN = "\u00ad"

_SMALL = {
    "fr": frozenset(("à", "au", "aux", "de", "du", "des", "le", "la", "les", "un", "une", "et", "ou", "en", "ne", "que",
                     "qui", "par", "pour", "sur", "dans", "sans", "ce")),
    "en": frozenset(("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "with", "from",
                     "is", "as", "no", "not", "that", "this")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line at its place.

    Attributes:
        runs: from the box's top-left, y down; a line that goes on elsewhere ends with a space or with a hyphen
            that reads as U+00AD, so that words stay apart, or together, when they are read back.
        text: its characters, without a hyphen that stands at the end only because the line does.
        baseline: y, in points.
        words: how many begin on it.
        hyphenated: whether its last word goes on in the next line.
        small_ending: whether it ends on an article, a preposition or the like, and not because the source says so.
    """

    runs: tuple[TextRun, ...]
    text: str
    baseline: float
    words: int
    hyphenated: bool = False
    small_ending: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Words set in a box; places are points from its top-left, y down.

    Attributes:
        size, leading: points.
        lines: from top to bottom.
        ink: the box around all ink; its top is the box's own when the first line reaches capital height.
        height: from the box's top to the bottom of the last line's ink, or to its baseline when nothing hangs.
    """

    size: float
    leading: float
    lines: tuple[Line, ...]
    ink: Box
    height: float

    @property
    def small_word_endings(self) -> int:
        """How many lines end on a small word."""
        return sum(line.small_ending for line in self.lines)

    @property
    def words_per_line(self) -> tuple[int, ...]:
        """How many words begin on each line."""
        return tuple(line.words for line in self.lines)

    @property
    def text(self) -> str:
        """The lines' words as one text: what the glyphs read as."""
        return "".join(run.text for line in self.lines for run in line.runs).replace(SOFT_HYPHEN, "")

    def runs_at(self, x: float, y: float) -> tuple[TextRun, ...]:
        """All runs, for a box whose top-left is at (x, y)."""
        return tuple(replace(run, x=run.x + x, y=run.y + y) for line in self.lines for run in line.runs)


@dataclass(frozen=True, slots=True)
class Overset:
    """Words that do not fit at the least size.

    Attributes:
        too_many: characters beyond the longest run of first words that fits.
        fits: that run.
        too_wide: the word that is wider than the box by itself; empty when none is.
        size: the least size, points.
    """

    too_many: int
    fits: str
    too_wide: str
    size: float

    def finding(self, name: str, source: Place | None = None, hint: str = "") -> Finding:
        """The finding about the words called `name`; `hint` is a sentence that says where a size may be changed."""
        hint = hint or N_("shorten it, or allow a smaller size in the layout")
        if self.too_wide:
            return finding(OVERSET, N_("{name}: the word {word} is too wide at the smallest allowed {size} pt"), hint,
                           source=source, name=name, word=self.too_wide, size=f"{self.size:g}")
        return finding(OVERSET, N_("{name}: {count} characters too many at the smallest allowed {size} pt"), hint,
                       source=source, measured=self.too_many, limit=0, name=name, count=self.too_many,
                       size=f"{self.size:g}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that is chosen but not yet placed.

    Attributes:
        words: as cut; the marker of a list's item is not among them.
        source: its plain text.
        begins: how many words begin on it.
        hyphenated, small_ending: as in `Line`.
        last: whether nothing follows.
        indent: of the line, em.
        marker: hangs before it.
        gap: extra distance to the line above, in leadings.
        ends_paragraph: whether a forced break follows.
    """

    words: tuple[Word, ...]
    begins: int
    hyphenated: bool = False
    small_ending: bool = False
    last: bool = False
    indent: float = 0.0
    marker: Word | None = None
    gap: float = 0.0
    ends_paragraph: bool = False


def is_small(word: str, language: str) -> bool:
    """Whether a line should not end on `word`."""
    return word.strip("«»“”\"()\u00a0\u202f").lower() in _SMALL.get(language.split("-")[0], frozenset())


def least_leading(style: Style) -> float:
    """Em from baseline to baseline below which lines without accents or tails would look squeezed."""
    return (1.15 if style.balance else 1.8) * style.faces.regular.cap_height


def whole(size: float, least: float, most: float) -> float:
    """`size` cut to hundredths of a point, so that rounding never makes it larger; ends of the range stay as given."""
    if size >= most:
        return most
    cut = int(size * 100 * (1 - 1e-12)) / 100
    return least if cut < least <= size else cut


def edges(first: Piece, last: Piece, optical: bool) -> tuple[float, float]:
    """Where a line begins, from its pen's start, and where it ends, from its last word's start; em."""
    if optical:
        return first.left, last.right
    return min(0.0, first.left), max(last.advance, last.right)


def nothing(style: Style) -> Setting:
    """The setting of no words."""
    return Setting(style.size_most, 0.0, (), Box(0.0, 0.0, 0.0, 0.0), 0.0)


def place(drafts: Sequence[Draft], style: Style, inks: Mapping[str, Ink], width: float, size: float,
          leading: float) -> Setting:
    """The lines of `drafts` at `size` with `leading` (em), aligned in a box `width` points wide.

    The first line's capital height, or its ink where that reaches higher, touches the box's top.
    """
    lines: list[Line] = []
    boxes: list[Box] = []
    look = style.look(size)
    pieces = [[measured(word, look) for word in draft.words] for draft in drafts]
    baseline = size * max(style.faces.regular.cap_height, *(piece.top for piece in pieces[0]))
    for number, (draft, row) in enumerate(zip(drafts, pieces, strict=True)):
        if number:
            baseline += size * leading * (1 + draft.gap)
        line, left, right = _line(draft, row, style, look, inks, width, size, baseline)
        lines.append(line)
        boxes.append(Box(left, baseline - size * max(piece.top for piece in row), right,
                         baseline - size * min(piece.bottom for piece in row)))
    ink = Box(min(box.x0 for box in boxes), min(box.y0 for box in boxes), max(box.x1 for box in boxes),
              max(box.y1 for box in boxes))
    return Setting(size, size * leading, tuple(lines), ink, max(baseline, ink.y1))


def _line(draft: Draft, row: Sequence[Piece], style: Style, look: Look, inks: Mapping[str, Ink], width: float,
          size: float, baseline: float) -> tuple[Line, float, float]:
    """A placed line, and where its ink begins and ends."""
    spaces = [space_after(word, look) for word in draft.words]
    pens, pen = [], 0.0
    for piece, space in zip(row, spaces, strict=True):
        pens.append(pen)
        pen += piece.advance + space.advance
    left, end = edges(row[0], row[-1], style.optical)
    extent = pens[-1] + end - left
    room = width / size - draft.indent - extent
    stretch = 0.0
    if style.align == "justify" and not style.balance and len(row) > 1 and (not draft.ends_paragraph or room < 0):
        stretch = room / (len(row) - 1)
    shift = {"right": room, "centre": room / 2}.get(style.align, 0.0) + draft.indent - left
    pencil = _Pencil(style, look, inks, size, baseline)
    if draft.marker:
        _mark(pencil, draft.marker, shift)
    pencil.x = shift * size
    for index, (piece, space) in enumerate(zip(row, spaces, strict=True)):
        pencil.draw(piece, draft.hyphenated and index == len(row) - 1)
        if index < len(row) - 1 or not (draft.last or draft.hyphenated):
            pencil.space(piece, Glyph(space.gid, " ", space.advance + (stretch if index < len(row) - 1 else 0.0)))
    texts = [word.text for word in ((draft.marker,) if draft.marker else ()) + draft.words]
    text = " ".join(texts)
    line = Line(pencil.runs(), text[:-1] if draft.hyphenated else text, baseline, draft.begins, draft.hyphenated,
                draft.small_ending)
    start = (shift + min(pens[i] + stretch * i + piece.left for i, piece in enumerate(row))) * size
    stop = (shift + max(pens[i] + stretch * i + piece.right for i, piece in enumerate(row))) * size
    return line, 0.0 if draft.marker else start, stop


def _mark(pencil: _Pencil, marker: Word, text_begins: float) -> None:
    """A list's marker at the box's edge, and a space as wide as is left before the words (em)."""
    piece = measured(marker, pencil.look)
    begins = -edges(piece, piece, pencil.style.optical)[0]
    pencil.x = begins * pencil.size
    pencil.draw(piece)
    pencil.space(piece, replace(space_after(marker, pencil.look), advance=text_begins - begins - piece.advance))


class _Pencil:
    """Joins glyphs that follow each other in one look into runs."""

    def __init__(self, style: Style, look: Look, inks: Mapping[str, Ink], size: float, baseline: float) -> None:
        self.style, self.look, self.inks, self.size, self.baseline = style, look, inks, size, baseline
        self.x = 0.0
        self._done: list[TextRun] = []
        self._glyphs: list[Glyph] = []
        self._start = 0.0
        self._wears: tuple[Face, str] | None = None

    def draw(self, piece: Piece, hyphen: bool = False) -> None:
        """A word from the pen's place; with `hyphen` its last glyph reads as a soft hyphen, in a run of its own."""
        for fragment, shaped in piece.parts:
            ends = hyphen and fragment is piece.parts[-1][0]
            glyphs = shaped.glyphs[:-1] if ends else shaped.glyphs
            if shaped.exact:
                self._put(glyphs, fragment)
            else:
                self._alone(glyphs, fragment, fragment.text[:-1] if ends else fragment.text)
            if ends:
                last = shaped.glyphs[-1]
                self._alone((replace(last, text=SOFT_HYPHEN),), fragment, SOFT_HYPHEN)

    def space(self, piece: Piece, glyph: Glyph) -> None:
        """A space in the look of the end of `piece`."""
        self._put((glyph,), piece.parts[-1][0])

    def runs(self) -> tuple[TextRun, ...]:
        """What was drawn."""
        self._close()
        return tuple(self._done)

    def _put(self, glyphs: tuple[Glyph, ...], fragment: Fragment) -> None:
        wears = (fragment.face, fragment.ink)
        if wears != self._wears:
            self._close()
            self._wears = wears
        if not self._glyphs:
            self._start = self.x
        self._glyphs += glyphs
        self.x += sum([glyph.advance for glyph in glyphs]) * self.size

    def _alone(self, glyphs: tuple[Glyph, ...], fragment: Fragment, reads: str) -> None:
        """A run that says what it reads as."""
        self._close()
        self._wears = (fragment.face, fragment.ink)
        self._put(glyphs, fragment)
        self._close(reads)

    def _close(self, reads: str | None = None) -> None:
        if self._glyphs and self._wears:
            face, ink = self._wears
            self._done.append(TextRun(face.file, self.size, self._start, self.baseline, tuple(self._glyphs),
                                      self.inks[ink] if ink else self.style.ink, face.instance, reads))
            self._glyphs = []
