"""What the elements that show words share: from a template to set lines at a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pressroom import typeset
from pressroom.elements.base import Room, Setting, Words
from pressroom.elements.style import StyleSpec
from pressroom.errors import N_, Finding, Place, Refused, finding
from pressroom.geometry import Box
from pressroom.marks import TextRun
from pressroom.templates import fill, names_in

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
        text: with its inline notation.
        words: the material's texts in it.
        place: of the first of them, or of the layout's element.
    """

    text: str
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
    text = fill(template, {one.name: one.text for one in words})
    return Asked(text, words, words[0].place if words else place) if text else None


def style_of(spec: StyleSpec, name: str, room: Room, ink: str) -> typeset.Style:
    """A layout's style on this sheet."""
    least, most = spec.sizes(room.format.short, room.distance_m)
    most = min(most, room.size_caps.get(name, most))
    least, most = -(-least * _GRAIN // 1) / _GRAIN, most * _GRAIN // 1 / _GRAIN
    return typeset.Style(
        faces=room.faces[spec.font], size_least=least, size_most=max(least, most), ink=room.inks[ink],
        leading=spec.leading, tracking=((0.0, spec.tracking),) if spec.tracking else (), features=spec.features,
        align=spec.align, language=room.language, hyphenate=spec.hyphenate, balance=spec.balance)


def set_words(said: Asked, style_name: str, ink: str, box: Box, room: Room, *,
              anchor: Anchor = "top") -> SetWords:
    """`said` in `box`, in the largest size that fits.

    Raises:
        Refused: it does not fit at the least size, or holds what cannot be set.
    """
    spec = room.styles[style_name]
    style = style_of(spec, style_name, room, ink)
    style_place = room.place(("styles", style_name, "size"))
    try:
        spans = typeset.parse(said.text, said.place)
        made = typeset.set_text(spans, style, box.width, box.height, room.inks)
    except Refused as refused:
        raise Refused([replace(item, source=item.source or said.place, sheet=room.sheet)
                       for item in refused.findings]) from None
    name = said.words[0].name if said.words else style_name
    if isinstance(made, typeset.Overset):
        raise Refused([_too_long(made, name, said, room, style_place)])
    down = {"top": 0.0, "middle": (box.height - made.height) / 2, "bottom": box.height - made.height,
            "capitals": style.faces.regular.cap_height * made.size - made.lines[0].baseline,
            "baseline": box.height - made.lines[-1].baseline}[anchor]
    x, y = box.x0, box.y0 + down
    area = made.ink.moved(x, y)
    setting = Setting(style_name, made.size, style.ink, area, said.words, style_place,
                      tuple(line.text for line in made.lines))
    return SetWords(made.runs_at(x, y), area, setting, typeset.plain(said.text))


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
