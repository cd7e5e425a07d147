"""Words of elements: from a template to lines at a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pressroom.elements.context import FitContext, Setting, Words
from pressroom.elements.style import StyleSpec
from pressroom.findings import N_, Finding, Place, Refused, Severity, code, finding
from pressroom.marks import TextRun
from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box
from pressroom.text.placeholders import fill, names_in
from pressroom.type import setting as typeset

BREAK_GIVES_WAY = code(
    "break-gives-way",
    N_("A line break that is asked for would make the words too small, or too many, for this sheet."),
    N_("Take it out for this format, or shorten the words."), severity=Severity.NOTE)
# A break inside a paragraph; blank lines and the items of lists part more than lines.
_WISHED_BREAK = regex(r"(?<=[^\n])\n(?=[^\n\-])")

# How a text is aligned in its box. `top` and `bottom` align the ink; `capitals` aligns the first line's capitals with
# the top, `baseline` the last baseline with the bottom: accents and descenders then extend beyond the box, and texts
# side by side share their lines, whatever their letters.
Anchor = Literal["top", "capitals", "middle", "baseline", "bottom"]

# Sizes are rounded to hundredths of a point, towards the inside of the range.
_GRAIN = 100


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of a text.

    Attributes:
        texts: with inline notation, from the preferred wording to the shortest.
        words: the texts of the material in it.
        place: of the first of them, or of the layout's element.
        unbroken: those in which a wished line break has given way.
    """

    texts: tuple[str, ...]
    words: tuple[Words, ...]
    place: Place
    unbroken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SetWords:
    """Set words at their place.

    Attributes:
        runs: on the sheet.
        area: their ink, on the sheet.
        setting: for the rules of review.
        text: as it must be extracted from the PDF.
    """

    runs: tuple[TextRun, ...]
    area: Box
    setting: Setting
    text: str

    def moved(self, dx: float, dy: float) -> SetWords:
        """The same words, moved by points to the right and down."""
        area = self.area.moved(dx, dy)
        return SetWords(tuple(replace(run, x=run.x + dx, y=run.y + dy) for run in self.runs), area,
                        replace(self.setting, area=area), self.text)


def wordings_of(template: str, context: FitContext, place: Place) -> Wordings | None:
    """The wordings of a template such as `{headline}`; None when the material gives none of its words."""
    names = names_in(template)
    words = tuple(context.words[name] for name in names if name in context.words)
    if names and not words:
        return None
    levels = 1 + max((len(one.shorter) for one in words), default=0)
    begin = min(context.wording, levels - 1)
    texts, unbroken = list[str](), set[str]()
    for level in range(begin, levels):
        wished = {one.name: one.wording(level) for one in words}
        texts.append(fill(template, wished))
        running = fill(template, {name: _WISHED_BREAK.sub(" ", text) for name, text in wished.items()})
        if running != texts[-1]:
            texts.append(running)
            unbroken.add(running)
    distinct = tuple(dict.fromkeys(text for text in texts if text))
    return Wordings(distinct, words, words[0].place if words else place, frozenset(unbroken)) if distinct else None


def style_of(spec: StyleSpec, name: str, context: FitContext, ink: str) -> typeset.Style:
    """A layout's style on this sheet."""
    least, most = spec.sizes(context.format.short, context.distance_m)
    most = min(most, context.size_caps.get(name, most))
    least, most = -(-least * _GRAIN // 1) / _GRAIN, most * _GRAIN // 1 / _GRAIN
    if name in context.sizes:
        least = most = context.sizes[name]
    return typeset.Style(
        faces=context.faces[spec.font], size_least=least, size_most=max(least, most), ink=context.inks[ink],
        leading=spec.leading, tracking=tuple(sorted(spec.tracking)), features=spec.features, align=spec.align,
        language=context.language, hyphenate=spec.hyphenate, balance=spec.balance, hang=spec.hang)


def set_words(wordings: Wordings, style_name: str, ink: str, box: Box, context: FitContext, *,
              anchor: Anchor = "top") -> SetWords:
    """The first wording that fits `box`, in the largest size that fits.

    Raises:
        Refused: none fits at the least size, or one contains what cannot be set.
    """
    spec = context.styles[style_name]
    style = style_of(spec, style_name, context, ink)
    style_place = context.place(("styles", style_name, "size"))
    setting, text, long_word = _largest_fit(wordings, (style_name, style), spec, box, context)
    name = wordings.words[0].name if wordings.words else style_name
    if text in wordings.unbroken and isinstance(setting, typeset.Setting):
        context.findings.append(finding(
            BREAK_GIVES_WAY, N_("{name}: the line break that is asked for does not fit on {format}, and gives way"),
            source=wordings.place, sheet=context.sheet, name=name, format=context.format.name))
    if isinstance(setting, typeset.Overset):
        raise Refused([_too_long(setting, name, wordings, context, style_place)])
    down = {"top": 0.0, "middle": (box.height - setting.height) / 2, "bottom": box.height - setting.height,
            "capitals": style.faces.regular.cap_height * setting.size - setting.lines[0].baseline,
            "baseline": box.height - setting.lines[-1].baseline}[anchor]
    # Accents, descenders and hanging letters may extend beyond the box, but not into the printer's safe margin. Where
    # the box itself reaches into it, words stay in the box, and the rules of review and preflight say so.
    room, own = context.readable, setting.ink
    x, y = box.x0, box.y0 + down
    if room.x0 <= box.x0 and box.x1 <= room.x1:
        x = max(min(x, room.x1 - own.x1), room.x0 - own.x0)
    if box.y1 <= room.y1:
        y = min(y, room.y1 - own.y1)
    y = max(y, room.y0 - own.y0)
    area = setting.ink.moved(x, y)
    record = Setting(style_name, setting.size, style.ink, area, wordings.words, style_place,
                     tuple(line.text for line in setting.lines), setting.small_word_endings, long_word)
    return SetWords(setting.runs_at(x, y), area, record, typeset.plain(text))


def _largest_fit(wordings: Wordings, named: tuple[str, typeset.Style], spec: StyleSpec, box: Box,
                 context: FitContext) -> tuple[typeset.Setting | typeset.Overset, str, str]:
    """The first setting that fits, its text, and the long word for which it may be smaller than the style's least."""
    name, style = named
    setting, text = _first_fit(wordings, style, spec, box, context)
    cap = context.size_caps.get(name, style.size_most)
    if not spec.long_words or not (isinstance(setting, typeset.Overset) or cap < style.size_least):
        return setting, text, ""
    long_word = _long_word(wordings.texts[-1], style, box, context)
    if long_word:
        least = _least_of_long(style, spec, context)
        smaller = replace(style, size_least=least, size_most=max(least, min(cap, style.size_most)))
        setting, text = _first_fit(wordings, smaller, spec, box, context)
    return setting, text, long_word


def _long_word(text: str, style: typeset.Style, box: Box, context: FitContext) -> str:
    """The word that takes more than half of a line at the style's least size; empty where none does."""
    longest = max(typeset.plain(text).split(), key=len, default="")
    least = replace(style, size_most=style.size_least)
    tried = typeset.set_text(typeset.parse(longest, None), least, box.width / 2, box.height, context.inks)
    return longest if isinstance(tried, typeset.Overset) else ""


def _least_of_long(style: typeset.Style, spec: StyleSpec, context: FitContext) -> float:
    """The least size of words of which one is long; a headline's capitals keep their share of the sheet."""
    least = spec.long_words.points(context.format.short, context.distance_m) if spec.long_words else style.size_least
    if spec.reads == "headline":
        least = max(least, context.format.least_capitals / style.faces.regular.cap_height)
    return min(style.size_least, least)


def _first_fit(wordings: Wordings, style: typeset.Style, spec: StyleSpec, box: Box,
               context: FitContext) -> tuple[typeset.Setting | typeset.Overset, str]:
    """The first setting that fits, with size, leading and words reduced in the style's order, and its text."""
    setting: typeset.Setting | typeset.Overset | None = None
    text = wordings.texts[0]
    for wording, tried in _ways(len(wordings.texts), style, spec):
        text = wordings.texts[wording]
        try:
            setting = typeset.set_text(typeset.parse(text, wordings.place), tried, box.width, box.height, context.inks)
        except Refused as refused:
            raise Refused([replace(item, source=item.source or wordings.place, sheet=context.sheet)
                           for item in refused.findings]) from None
        if isinstance(setting, typeset.Setting):
            break
    if setting is None:
        raise ValueError(f"no words in {text!r}")
    return setting, text


def _ways(wordings: int, style: typeset.Style, spec: StyleSpec) -> Iterator[tuple[int, typeset.Style]]:
    """Wordings and styles to try, best first; each means is exhausted before the next one starts."""
    order = [*spec.gives_way, *(one for one in ("size", "words") if one not in spec.gives_way)]
    at = {"size": 0, "leading": 0, "words": 0}
    last = {"size": 1, "leading": 1 if spec.tightest and spec.leading else 0, "words": wordings - 1}

    def way() -> tuple[int, typeset.Style]:
        return at["words"], replace(style, size_least=style.size_least if at["size"] else style.size_most,
                                    leading=spec.tightest if at["leading"] else style.leading)
    if order[0] != "size":
        yield way()
    for one in order:
        while at[one] < last[one]:
            at[one] += 1
            yield way()


def _too_long(overset: typeset.Overset, name: str, wordings: Wordings, context: FitContext,
              style_place: Place) -> Finding:
    """The finding: the characters too many, the sheet, and the line of the layout that sets the size."""
    hint = N_("shorten it, or allow a smaller size in {where}")
    where = str(style_place)
    if overset.too_wide:
        return finding(typeset.OVERSET, N_("{name}: the word {word} is too wide for {format} at the smallest allowed "
                                           "{size} pt"), hint, source=wordings.place, sheet=context.sheet, name=name,
                       word=overset.too_wide, format=context.format.name, size=f"{overset.size:g}", where=where)
    return finding(typeset.OVERSET, N_("{name}: {count} character{count||s} too many for {format} at the smallest "
                                       "allowed {size} pt"), hint, source=wordings.place, sheet=context.sheet,
                   measured=overset.too_many, limit=0, name=name, count=overset.too_many, format=context.format.name,
                   size=f"{overset.size:g}", where=where)
