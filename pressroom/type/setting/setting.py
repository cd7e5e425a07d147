"""The result of setting: lines of runs at their places in a box, or the characters too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressroom.colour.ink import Ink
from pressroom.findings import N_, Finding, Place, code, finding
from pressroom.marks import Glyph, TextRun
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box
from pressroom.type.setting.leading import Step, apart, meeting, skyline, style_leading
from pressroom.type.setting.runs import OWN_HYPHEN, SOFT_HYPHEN, RunBuilder
from pressroom.type.setting.style import Look, Style
from pressroom.type.setting.words import Piece, Word, measure, space_after

OVERSET = code(
    "overset",
    N_("Words that do not fit at the smallest size would be cut off or overlap something else."),
    N_("Shorten the words, or let the layout allow a smaller size or give them a larger box."))

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
        runs: from the box's top-left, y down; every line but the last ends with a space, with a hyphen that reads
            as U+00AD, or with a word's own hyphen as U+2010, so that extracted text keeps words apart, or whole.
        text: its characters, without a hyphen that was added at its end.
        baseline: y, in points.
        words: how many begin on it.
        hyphenated: whether its last word continues on the next line.
        own_hyphen: whether that word is divided after a hyphen of its own.
        small_ending: whether it ends on an article, a preposition or the like without a break of the source there.
    """

    runs: tuple[TextRun, ...]
    text: str
    baseline: float
    words: int
    hyphenated: bool = False
    small_ending: bool = False
    own_hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Words set in a box; places are points from its top-left, y down.

    Attributes:
        size, leading: points.
        lines: from top to bottom.
        ink: the box around all ink; its top is that of the box when the first line reaches capital height. Hanging
            punctuation extends beyond the sides.
        height: from the box's top to the bottom of the last line's ink, or to its baseline without descenders.
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
        """The text of all lines, as the glyphs read, with its hyphens as they were typed."""
        return "".join(run.text if not (line.own_hyphen and run is line.runs[-1]) else line.text[-1]
                       for line in self.lines for run in line.runs).replace(SOFT_HYPHEN, "")

    def runs_at(self, x: float, y: float) -> tuple[TextRun, ...]:
        """All runs, for a box whose top-left is at (x, y)."""
        return tuple(replace(run, x=run.x + x, y=run.y + y) for line in self.lines for run in line.runs)


@dataclass(frozen=True, slots=True)
class Overset:
    """Words that do not fit at the least size.

    Attributes:
        too_many: how many characters do not fit.
        fits: the longest run of first words that fits.
        too_wide: a word that is wider than the box; empty when there is none.
        size: the least size, points.
    """

    too_many: int
    fits: str
    too_wide: str
    size: float

    def finding(self, name: str, source: Place | None = None, hint: str = "") -> Finding:
        """The finding about the words called `name`; `hint` says where a size may be changed."""
        hint = hint or N_("shorten it, or allow a smaller size in the layout")
        if self.too_wide:
            return finding(OVERSET, N_("{name}: the word {word} is too wide at the smallest allowed {size} pt"), hint,
                           source=source, name=name, word=self.too_wide, size=f"{self.size:g}")
        return finding(OVERSET, N_("{name}: {count} character{count||s} too many at the smallest allowed {size} pt"),
                       hint, source=source, measured=self.too_many, limit=0, name=name, count=self.too_many,
                       size=f"{self.size:g}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before it is placed.

    Attributes:
        words: divided where the line divides them; without the marker of a list's item.
        begins: how many words begin on it.
        hyphenated, small_ending: as in `Line`; own is its `own_hyphen`.
        last: whether nothing follows.
        indent: of the line, em.
        marker: of a list's item, set at the box's edge.
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
    own: bool = False


def is_small(word: str, language: str) -> bool:
    """Whether a line should not end on `word`."""
    return word.strip("«»“”\"()\u00a0\u202f").lower() in _SMALL.get(language.split("-")[0], frozenset())


def round_down(size: float, least: float, most: float) -> float:
    """`size` rounded down to hundredths of a point; the ends of the range stay exact."""
    if size >= most:
        return most
    hundredths = int(size * 100 * (1 - 1e-12)) / 100
    return least if hundredths < least <= size else hundredths


def edges(first: Piece, last: Piece, style: Style) -> tuple[float, float]:
    """Where a line begins, from its first word's start, and where it ends, from its last word's start; em."""
    by = int(style.optical)
    even = style.align == "right" or (style.align == "justify" and not style.balance)
    left = first.begin if style.hang and style.align in ("left", "justify") else (min(0.0, first.left), first.left)
    right = last.end if style.hang and even else (max(last.advance, last.right), last.right)
    return left[by], right[by]


def bounds(piece: Piece, style: Style) -> tuple[float, float]:
    """Where a line that starts with a word begins, and where a line that ends with it ends, from its start; em.

    Marks alone on a line do not hang; their whole width counts.
    """
    left, right = edges(piece, piece, style)
    return left, max(right, left + max(piece.advance, piece.right)) if piece.marks_only else right


def empty_setting(style: Style) -> Setting:
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
    pieces = [[measure(word, look) for word in draft.words] for draft in drafts]
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


def _word_positions(draft: Draft, row: Sequence[Piece], style: Style, look: Look,
                    wide: float) -> tuple[list[float], float]:
    """Where each word of a line starts in a box `wide` em, and by how much each word space is stretched; em."""
    positions, position = [], 0.0
    for word, piece in zip(draft.words, row, strict=True):
        positions.append(position)
        position += piece.advance + space_after(word, look).advance
    hangs = len(row) > 1 or not row[0].marks_only
    left, end = edges(row[0], row[-1], style if hangs else replace(style, hang=False))
    room = wide - draft.indent - (positions[-1] + end - left)
    stretch = 0.0
    if style.align == "justify" and not style.balance and len(row) > 1 and (not draft.ends_paragraph or room < 0):
        stretch = room / (len(row) - 1)
    shift = {"right": room, "centre": room / 2}.get(style.align, 0.0) + draft.indent - left
    return [shift + position + stretch * number for number, position in enumerate(positions)], stretch


def needed_leading(drafts: Sequence[Draft], style: Style, look: Look, wide: float) -> float:
    """The least leading of these lines in a box `wide` em: the style's, or more where ink would touch; em."""
    touching, above = 0.0, list[Step]()
    for number, draft in enumerate(drafts):
        row = [measure(word, look) for word in draft.words]
        steps = [step for piece, position in zip(row, _word_positions(draft, row, style, look, wide)[0], strict=True)
                 for step in skyline(piece, position)]
        if draft.marker:
            marker = measure(draft.marker, look)
            steps = [*skyline(marker, _marker_begins(marker, style)), *steps]
        if number:
            touching = max(touching, meeting(above, steps) - draft.gap * style_leading(style))
        above = steps
    return apart(style, touching)


def _line(draft: Draft, row: Sequence[Piece], style: Style, look: Look, inks: Mapping[str, Ink], width: float,
          size: float, baseline: float) -> tuple[Line, float, float]:
    """A placed line, and where its ink begins and ends."""
    positions, stretch = _word_positions(draft, row, style, look, width / size)
    builder = RunBuilder(style, look, inks, size, baseline)
    if draft.marker:
        _add_marker(builder, draft.marker, positions[0])
    builder.x = positions[0] * size
    hyphen = "" if not draft.hyphenated else OWN_HYPHEN if draft.own else SOFT_HYPHEN
    for index, (word, piece) in enumerate(zip(draft.words, row, strict=True)):
        builder.add_word(piece, hyphen if index == len(row) - 1 else "")
        if index < len(row) - 1 or not (draft.last or draft.hyphenated):
            space = space_after(word, look)
            builder.add_space(piece, Glyph(space.gid, " ", space.advance + (stretch if index < len(row) - 1 else 0.0)))
    texts = [word.text for word in ((draft.marker,) if draft.marker else ()) + draft.words]
    text = " ".join(texts)
    line = Line(builder.runs(), text[:-1] if hyphen == SOFT_HYPHEN else text, baseline, draft.begins, draft.hyphenated,
                draft.small_ending, draft.own)
    start = min([position + piece.left for position, piece in zip(positions, row, strict=True)]) * size
    stop = max([position + piece.right for position, piece in zip(positions, row, strict=True)]) * size
    return line, min(0.0, start) if draft.marker else start, stop


def _marker_begins(marker: Piece, style: Style) -> float:
    """Where the marker of a list's item starts; it never hangs; em."""
    return -edges(marker, marker, replace(style, hang=False))[0]


def _add_marker(builder: RunBuilder, marker: Word, text_begins: float) -> None:
    """Add a list's marker at the box's edge, and a space up to the words, which begin at `text_begins` (em)."""
    piece = measure(marker, builder.look)
    begins = _marker_begins(piece, builder.style)
    builder.x = begins * builder.size
    builder.add_word(piece)
    builder.add_space(piece, replace(space_after(marker, builder.look), advance=text_begins - begins - piece.advance))
