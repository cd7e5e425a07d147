"""assets/brand.yaml of a new project, and a word mark to use until the real one is added."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import uharfbuzz as hb

from pressroom.colour.ink import Ink, contrast, hex_of
from pressroom.findings import Refused
from pressroom.specs.project_colours import LARGE, Brand, per_cent
from pressroom.text.markup import escaped
from pressroom.type.fonts import face
from pressroom.type.fonts.file import open_font

MARK = "mark.svg"
_MARK_FONT = "Inter-Bold.ttf"
_LEADING, _MOST_LINES = 1.1, 3
# Width over height of the boxes for word marks.
_SHAPE = 2.5

_HEAD = {
    "fr": """\
# La charte, en un seul endroit : un gabarit ou une matière nomme une encre ou une palette, jamais une valeur.
name: {name}

# Les imprimantes de bureau laissent environ 5 mm de blanc de chaque côté.
office-edge: 5mm

# cmyk : pour cent, à l'impression. Les écrans en montrent ce que donne le profil {profile} ; après #,
# ce qu'il donne. `pressroom colours` montre la charte ; `pressroom colours "#0050a0"` propose des encres.
# house : votre couleur. signal : la seconde. deep : assez foncée pour des mots sur le papier. pale : une teinte.
""",
    "en": """\
# The brand, locked in one place: a layout or a material names an ink or a palette, never a value.
name: {name}

# Office printers leave about 5 mm white on every side.
office-edge: 5mm

# cmyk: per cent, as printed. Screens show what the profile {profile} makes of it, which stands after #.
# `pressroom colours` shows the brand; `pressroom colours "#0050a0"` proposes inks for a colour.
# house: your colour. signal: the second one. deep: dark enough for words on paper. pale: a tint.
""",
}
_AS_GROUND = {"fr": ", en fond de mots : ni le papier ni le noir ne se lirait sur la couleur même",
              "en": ", as a ground of words: neither paper nor black could be read on the colour itself"}
_PALETTES = {"fr": "# Palettes : quelle encre joue quel rôle. Une matière en nomme une (variant:).",
             "en": "# Palettes: which ink plays which part. A material names one (variant:)."}
_REST = """\
  black:  {cmyk: [0, 0, 0, 100]}
  rich-black: {cmyk: [60, 40, 40, 100]}
  paper:  {cmyk: [0, 0, 0, 0]}
  grey:   {cmyk: [0, 0, 0, 75]}

type:
  display:
    regular: Anton-Regular.ttf
  text:
    regular: Inter-Regular.ttf
    italic: Inter-Italic.ttf
    medium: Inter-Medium.ttf
    semibold: Inter-SemiBold.ttf
    bold: Inter-Bold.ttf
    bold-italic: Inter-BoldItalic.ttf
"""


def brand_yaml(name: str, brand: Brand, profile: str, language: str) -> str:
    """The whole file, for an organisation called `name`."""
    lines = [_HEAD[language].format(name=json.dumps(name, ensure_ascii=False), profile=profile), "inks:"]
    for ink in brand.inks:
        parts = ", ".join(f"{part:g}" for part in per_cent(ink.cmyk))
        use = _AS_GROUND[language] if ink.name.endswith("-ground") else ""
        lines.append(f'  {ink.name + ":":<7} {{cmyk: [{parts}]}}   # {hex_of(ink.look)}{use}')
    lines += [_REST, _PALETTES[language], "palettes:"]
    for palette, ground, accent in (("house", brand.house_ground, brand.signal_ground),
                                    ("signal", brand.signal_ground, brand.house_ground),
                                    ("pale", brand.pale, _on_pale(brand))):
        roles: Mapping[str, str] = {
            "ground": ground.name, "words": brand.words_on(ground), "accent": accent.name,
            "accent-words": brand.words_on(accent), "foot": "paper", "foot-words": "black"}
        lines.append(f'  {palette + ":":<7} {{{", ".join(f"{role}: {ink}" for role, ink in roles.items())}}}')
    lines += ["", f"logo: {{file: {MARK}, alt: {json.dumps(name, ensure_ascii=False)}}}"]
    return "\n".join(lines) + "\n"


def _on_pale(brand: Brand) -> Ink:
    """The accent of the pale palette: the house colour, or another one with enough contrast to the tint."""
    return next(ink for ink in (brand.house_ground, brand.signal_ground, brand.deep)
                if contrast(ink, brand.pale) >= LARGE or ink is brand.deep)


def mark_svg(name: str, fonts: Path) -> str:
    """A word mark: the name in Inter Bold as filled outlines, on one to three lines for the best shape.

    Raises:
        Refused: the font lacks a character of the name.
    """
    bold = face(fonts / _MARK_FONT)
    if faults := bold.problems(name):
        raise Refused(faults, exit_code=2)
    lines = min(_line_breaks(name.split()), key=lambda lines: _shape_error([bold.word(line).advance for line in lines]))
    font = hb.Font(open_font(fonts / _MARK_FONT, ()))
    pen = _Pen(1000 / bold.upem)
    for number, line in enumerate(lines):
        x = 0.0
        for glyph in bold.shape(line):
            pen.at(x + glyph.dx * 1000, (number * _LEADING + bold.cap_height) * 1000 - glyph.dy * 1000)
            font.draw_glyph_with_pen(glyph.gid, pen)
            x += glyph.advance * 1000
    left, top, right, bottom = min(pen.xs), min(pen.ys), max(pen.xs), max(pen.ys)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {right - left:g} {bottom - top:g}" '
            f'fill="currentColor"><title>{escaped(name)}</title><path d="{"".join(pen.path)}"/></svg>\n')


def _line_breaks(words: Sequence[str]) -> list[list[str]]:
    """Every way to set words on one to three lines."""
    ways = []
    for count in range(min(_MOST_LINES, len(words))):
        for cuts in combinations(range(1, len(words)), count):
            ends = (0, *cuts, len(words))
            ways.append([" ".join(words[start:end]) for start, end in pairwise(ends)])
    return ways


def _shape_error(widths: Sequence[float]) -> float:
    shape = max(widths) / (len(widths) * _LEADING)
    return max(shape / _SHAPE, _SHAPE / shape)


class _Pen:
    """Collects outlines as an SVG path, in thousandths of an em, y down."""

    def __init__(self, scale: float) -> None:
        self.path: list[str] = []
        self.xs: list[float] = []
        self.ys: list[float] = []
        self._scale = scale
        self._x = self._y = 0.0

    def at(self, x: float, y: float) -> None:
        """Draw the next glyph from here."""
        self._x, self._y = x, y

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        moved = [(round(self._x + x * self._scale, 1), round(self._y - y * self._scale, 1)) for x, y in points]
        self.xs += [x for x, _ in moved]
        self.ys += [y for _, y in moved]
        self.path.append(letter + " ".join(f"{x:g} {y:g}" for x, y in moved))

    # The names that uharfbuzz calls.
    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", control, point)

    def curveTo(self, first: tuple[float, float], second: tuple[float, float],  # noqa: N802
                point: tuple[float, float]) -> None:
        self._add("C", first, second, point)

    def closePath(self) -> None:  # noqa: N802
        self.path.append("Z")
