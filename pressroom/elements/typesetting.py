"""What the elements that show words share: from a template to set lines at a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pressroom.elements.context import Room, Setting, Words
from pressroom.elements.style import StyleSpec
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.marks import TextRun
from pressroom.sheet.geometry import Box
from pressroom.text.placeholders import fill, names_in
from pressroom.type import setting as typeset

# Which edge of its box a text keeps to. `top` and `bottom` are the ink's; `capitals` hangs the first line's capitals
# from the top, `baseline` stands the last line on the bottom: accents and tails then reach over the box, and texts
# that stand side by side share their lines whatever letters they hold.
Anchor = Literal["top", "capitals", "middle", "baseline", "bottom"]

# The least and the most size are whole hundredths of a point, so that rounding never asks for more than a limit.
_GRAIN = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that are to be set.

    Attributes:
        texts: wordings with their inline notation, from the one that is wished for to the shortest.
        words: the material's texts in it.
        place: of the first of them, or of the layout's element.
    """

    texts: tuple[str, ...]
    words: tuple[Words, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class SetWords:
    """Words at their place.

    Attributes:
        runs: on the sheet.
        area: their ink, on the sheet.
        setting: for the checks.
        text: as it must be read back.
    """

    runs: tuple[TextRun, ...]
    area: Box
    setting: Setting
    text: str

    def moved(self, dx: float, dy: float) -> SetWords:
        """The same words elsewhere, in points to the right and down."""
        area = self.area.moved(dx, dy)
        return SetWords(tuple(replace(run, x=run.x + dx, y=run.y + dy) for run in self.runs), area,
                        replace(self.setting, area=area), self.text)


def asked(template: str, room: Room, place: Place) -> Asked | None:
    """The words of a template such as `{headline}`; None when the material gives none of them."""
    names = names_in(template)
    words = tuple(room.words[name] for name in names if name in room.words)
    if names and not words:
        return None
    levels = 1 + max((len(one.shorter) for one in words), default=0)
    begin = min(room.wording, levels - 1)
    texts = [fill(template, {one.name: one.wording(level) for one in words}) for level in range(begin, levels)]
    said = tuple(dict.fromkeys(text for text in texts if text))
    return Asked(said, words, words[0].place if words else place) if said else None


def style_of(spec: StyleSpec, name: str, room: Room, ink: str) -> typeset.Style:
    """A layout's style on this sheet."""
    least, most = spec.sizes(room.format.short, room.distance_m)
    most = min(most, room.size_caps.get(name, most))
    least, most = -(-least * _GRAIN // 1) / _GRAIN, most * _GRAIN // 1 / _GRAIN
    return typeset.Style(
        faces=room.faces[spec.font], size_least=least, size_most=max(least, most), ink=room.inks[ink],
        leading=spec.leading, tracking=tuple(sorted(spec.tracking)), features=spec.features, align=spec.align,
        language=room.language, hyphenate=spec.hyphenate, balance=spec.balance, hang=spec.hang)


def set_words(said: Asked, style_name: str, ink: str, box: Box, room: Room, *,
              anchor: Anchor = "top") -> SetWords:
    """`said` in `box`, in the largest size that fits.

    Raises:
        Refused: it does not fit at the least size, or holds what cannot be set.
    """
    spec = room.styles[style_name]
    style = style_of(spec, style_name, room, ink)
    style_place = room.place(("styles", style_name, "size"))
    made, text = _fitted(said, style, spec, box, room)
    name = said.words[0].name if said.words else style_name
    if isinstance(made, typeset.Overset):
        raise Refused([_too_long(made, name, said, room, style_place)])
    down = {"top": 0.0, "middle": (box.height - made.height) / 2, "bottom": box.height - made.height,
            "capitals": style.faces.regular.cap_height * made.size - made.lines[0].baseline,
            "baseline": box.height - made.lines[-1].baseline}[anchor]
    x, y = box.x0, box.y0 + down
    # Accents may rise over the box that capitals keep to, but not into the margin that the printer keeps clear.
    y = max(y, room.frame.trim.y0 + room.safe - made.ink.y0)
    area = made.ink.moved(x, y)
    setting = Setting(style_name, made.size, style.ink, area, said.words, style_place,
                      tuple(line.text for line in made.lines), made.small_word_endings)
    return SetWords(made.runs_at(x, y), area, setting, typeset.plain(text))


def _fitted(said: Asked, style: typeset.Style, spec: StyleSpec, box: Box,
            room: Room) -> tuple[typeset.Setting | typeset.Overset, str]:
    """The first way to set `said` that fits, as size, leading and words give way in the style's order."""
    made: typeset.Setting | typeset.Overset | None = None
    text = said.texts[0]
    for wording, tried in _ways(len(said.texts), style, spec):
        text = said.texts[wording]
        try:
            made = typeset.set_text(typeset.parse(text, said.place), tried, box.width, box.height, room.inks)
        except Refused as refused:
            raise Refused([replace(item, source=item.source or said.place, sheet=room.sheet)
                           for item in refused.findings]) from None
        if isinstance(made, typeset.Setting):
            break
    if made is None:
        raise ValueError(f"no words in {text!r}")
    return made, text


def _ways(wordings: int, style: typeset.Style, spec: StyleSpec) -> Iterator[tuple[int, typeset.Style]]:
    """Wordings and styles to try, best first: what gives way first has given all before the next begins."""
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


def _too_long(made: typeset.Overset, name: str, said: Asked, room: Room, style_place: Place) -> Finding:
    """By how much, on which sheet, and which line of the layout could give way."""
    hint = N_("shorten it, or allow a smaller size in {where}")
    where = str(style_place)
    if made.too_wide:
        return finding(typeset.OVERSET, N_("{name}: the word {word} is too wide for {format} at the smallest allowed "
                                           "{size} pt"), hint, source=said.place, sheet=room.sheet, name=name,
                       word=made.too_wide, format=room.format.name, size=f"{made.size:g}", where=where)
    return finding(typeset.OVERSET, N_("{name}: {count} characters too many for {format} at the smallest allowed "
                                       "{size} pt"), hint, source=said.place, sheet=room.sheet, measured=made.too_many,
                   limit=0, name=name, count=made.too_many, format=room.format.name, size=f"{made.size:g}",
                   where=where)
