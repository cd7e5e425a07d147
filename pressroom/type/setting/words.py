"""From spans to words, and the measures of words in em."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from pressroom.colour.ink import Ink
from pressroom.findings import N_, Place, Refused, code, finding
from pressroom.marks import Glyph
from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.type.fonts import Face, Shaped
from pressroom.type.setting.hanging import closing, opening, opens
from pressroom.type.setting.notation import Span
from pressroom.type.setting.style import Look, Style

NO_FACE = code(
    "no-face",
    N_("A missing italic or bold is not imitated by slanting or thickening the regular face."),
    N_("Take the emphasis away, or name a face for it in the layout's style."))
INK_IN_WORDS = code(
    "ink-in-words",
    N_("Words are printed in inks of the brand only; this name belongs to none of them."),
    N_("Use the name of an ink in assets/brand.yaml."))

# Where a line may end: white space other than U+00A0 and U+202F.
_BREAK = regex(r"[ \t\u2002-\u2006\u2008-\u200a\u3000]+")
_SPACING = regex(_BREAK.pattern + r"|[\r\n]+")
_UNDRAWN = dict.fromkeys((0x200B, 0x2060))  # zero-width space and word joiner, which are removed
_MARKERS = ("-", "–", "•")
_FRACTION = regex(r"(?<![\d/])\d+[/\u2044]\d+(?![\d/])")  # not a date
# Where the font has no superiors: capitals at this scale, raised so that their tops align with the line's capitals.
SUPERIOR_SCALE = 0.6


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a word in one look; `ink` is empty for the style's ink, `raised` is for superior letters."""

    text: str
    face: Face
    ink: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """The text between two places where a line may end.

    Attributes:
        fragments: one, unless the look changes inside the word.
        soft: places of soft hyphens, counted in characters of `text`.
    """

    fragments: tuple[Fragment, ...]
    soft: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Its characters, without soft hyphens."""
        return "".join(fragment.text for fragment in self.fragments)

    def cut(self, start: int, end: int) -> Word:
        """The characters from `start` to `end` in their looks."""
        fragments, at = [], 0
        for fragment in self.fragments:
            text = fragment.text[max(0, start - at):max(0, end - at)]
            if text:
                fragments.append(replace(fragment, text=text))
            at += len(fragment.text)
        return Word(tuple(fragments))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words up to a forced break.

    Attributes:
        words: at least one.
        marker: of a list's item; None outside lists.
        gap: whether a blank line comes before it.
    """

    words: tuple[Word, ...]
    marker: Word | None = None
    gap: bool = False

    @property
    def drawn(self) -> tuple[Word, ...]:
        """The marker, where there is one, and the words."""
        return (self.marker, *self.words) if self.marker else self.words

    @property
    def text(self) -> str:
        """Its words with single spaces between them, the marker first."""
        return " ".join(word.text for word in ((self.marker,) if self.marker else ()) + self.words)


@dataclass(frozen=True, slots=True)
class WordPart:
    """A fragment with its glyphs; superiors may be scaled by `scale` and raised by `rise` em."""

    fragment: Fragment
    shaped: Shaped
    scale: float = 1.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its glyphs, and its measures in em as in `fonts.Shaped`.

    Attributes:
        begin, end: the edge of a line that starts or ends with the word when punctuation hangs, as pairs (by advance,
            by ink), from the word's start.
    """

    parts: tuple[WordPart, ...]
    advance: float
    left: float
    right: float
    top: float
    bottom: float
    begin: tuple[float, float]
    end: tuple[float, float]

    @property
    def marks_only(self) -> bool:
        """Whether it consists of marks that hang when another word follows on the line."""
        return self.begin[0] >= self.advance > 0


def paragraphs(spans: Sequence[Span], style: Style, inks: Mapping[str, Ink],
               source: Place | None = None) -> tuple[Paragraph, ...]:
    """The words of `spans` between forced breaks; empty when there are none.

    Raises:
        Refused: `no-face`, `ink-in-words`, `missing-glyph`, `right-to-left`; all of them at once.
    """
    _check(spans, style, inks, source)
    lines: list[list[Word]] = [[]]
    open_word: list[Fragment] = []

    def close() -> None:
        if open_word:
            lines[-1].append(_word(open_word))
            open_word.clear()

    for span in spans:
        face = style.faces.pick(span.bold, span.italic)
        assert face is not None  # checked above
        for number, line in enumerate(span.text.split("\n")):
            if number:
                close()
                lines.append([])
            for index, text in enumerate(_BREAK.split(line.strip("\r"))):
                if index:
                    close()
                if text:
                    open_word.append(Fragment(text, face, span.ink, span.raised))
    close()
    return tuple(_paragraphs(lines, lists=not style.balance and style.align in ("left", "justify")))


@lru_cache(maxsize=20_000)
def measure(word: Word, look: Look) -> Piece:
    """The glyphs and measures of `word`, equal for all sizes of the look's regime."""
    parts, position = [], 0.0
    lefts, rights, tops, bottoms = [], [], [], []
    for fragment in word.fragments:
        part = _part(fragment, look)
        shaped, scale = part.shaped, part.scale
        parts.append(part)
        lefts.append(position + shaped.left * scale)
        rights.append(position + shaped.right * scale)
        tops.append(shaped.top * scale + part.rise)
        bottoms.append(shaped.bottom * scale + part.rise)
        position += shaped.advance * scale
    left, right = min(lefts), max(rights)
    begin, end = (min(0.0, left), left), (max(position, right), right)
    if opens(word.text):
        begin = opening([(glyph, part.fragment.face.ink(glyph.gid)[0] + glyph.dx) for part in parts
                         for glyph in part.shaped.glyphs], space_after(word, look).advance)
    last = parts[-1].shaped.glyphs[-1:]
    if last and (share := closing(last[0])) and position > last[0].advance:
        end = (end[0] - share * last[0].advance, right - share * (right - position + last[0].advance))
    return Piece(tuple(parts), position, left, right, max(tops), min(bottoms), begin, end)


def _part(fragment: Fragment, look: Look) -> WordPart:
    face, features = fragment.face, look.features
    if "frac" in features and not _FRACTION.search(fragment.text):
        features = tuple(feature for feature in features if feature != "frac")
    shaped = face.word(fragment.text, features, look.language, look.size)
    scale, rise = 1.0, 0.0
    if fragment.raised:
        superior = _superior(fragment, shaped, features, look)
        if superior is shaped:
            scale, rise = SUPERIOR_SCALE, face.cap_height * (1 - SUPERIOR_SCALE)
        shaped = superior
    return WordPart(fragment, _track(shaped, face, look.tracking) if look.tracking else shaped, scale, rise)


def _superior(fragment: Fragment, plain: Shaped, features: tuple[str, ...], look: Look) -> Shaped:
    """The font's superiors where it has one for each glyph, else `plain` itself."""
    for feature in ("sups", "ordn"):
        superior = fragment.face.word(fragment.text, (*features, feature), look.language, look.size)
        if len(superior.glyphs) == len(plain.glyphs) and all(
                own.gid != other.gid for own, other in zip(superior.glyphs, plain.glyphs, strict=True)):
            return superior
    return plain


def space_after(word: Word, look: Look) -> Glyph:
    """The space that follows `word`, in the look of its end."""
    return _space(word.fragments[-1].face, look)


@lru_cache(maxsize=256)
def _space(face: Face, look: Look) -> Glyph:
    glyph = face.word(" ", look.features, look.language, look.size).glyphs[0]
    return Glyph(glyph.gid, " ", glyph.advance + look.tracking)


def _track(shaped: Shaped, face: Face, tracking: float) -> Shaped:
    glyphs = tuple(Glyph(one.gid, one.text, one.advance + tracking if one.advance else 0.0, one.dx, one.dy)
                   for one in shaped.glyphs)
    position, lefts, rights = 0.0, [], []
    for glyph in glyphs:
        x0, _, x1, _ = face.ink(glyph.gid)
        if x1 > x0:
            lefts.append(position + glyph.dx + x0)
            rights.append(position + glyph.dx + x1)
        position += glyph.advance
    return Shaped(glyphs, position, min(lefts, default=0.0), max(rights, default=position), shaped.top, shaped.bottom,
                  shaped.exact)


def _word(fragments: Sequence[Fragment]) -> Word:
    clean, soft, at = [], [], 0
    for fragment in fragments:
        text = fragment.text
        if not text.isascii():
            text = normalize("NFC", text).translate(_UNDRAWN)
        for index, part in enumerate(text.split("\u00ad")):
            if index:
                soft.append(at)
            at += len(part)
        text = text.replace("\u00ad", "")
        if text:
            clean.append(fragment if text == fragment.text else replace(fragment, text=text))
    return Word(tuple(clean), tuple(place for place in soft if 0 < place < at))


def _paragraphs(lines: Sequence[Sequence[Word]], lists: bool) -> list[Paragraph]:
    out: list[Paragraph] = []
    gap = False
    for line in lines:
        words = tuple(word for word in line if word.fragments)
        if not words:
            gap = bool(out)
            continue
        marked = lists and len(words) > 1 and words[0].text in _MARKERS
        out.append(Paragraph(words[1:], words[0], gap) if marked else Paragraph(words, None, gap))
        gap = False
    return out


def _check(spans: Sequence[Span], style: Style, inks: Mapping[str, Ink], source: Place | None) -> None:
    findings = []
    for span in spans:
        face = style.faces.pick(span.bold, span.italic)
        if face is None:
            look = N_("bold italic") if span.bold and span.italic else N_("bold") if span.bold else N_("italic")
            findings.append(finding(NO_FACE, N_("the style has no {look} for: {words}"), source=source, look=look,
                                    words=span.text.strip()))
        else:
            findings.extend(face.problems(_SPACING.sub(" ", span.text), source))
        if span.ink and span.ink not in inks:
            findings.append(finding(INK_IN_WORDS, N_("no ink is named {ink}; there are: {inks}"), source=source,
                                    ink=span.ink, inks=", ".join(sorted(inks))))
    if findings:
        raise Refused(findings)
