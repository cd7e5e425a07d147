"""assets/brand.yaml of a new project, and the word mark that stands in until the real one is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import uharfbuzz as hb

from pressroom.colour.ink import Ink, contrast
from pressroom.findings import Refused
from pressroom.specs.starting_colours import LARGE, Brand, hex_of, on, per_cent
from pressroom.type.fonts import face
from pressroom.type.fonts.file import open_font

MARK = "mark.svg"
_MARK_FONT = "Inter-Bold.ttf"
_LEADING, _MOST_LINES = 1.1, 3
# A mark stands in a box about as wide as two and a half of its heights.
_SHAPE = 2.5

_HEAD = {
    "fr": """\
# La charte, en un seul endroit : un gabarit ou une matière nomme une encre ou une palette, jamais une valeur.
name: {name}

# Les imprimantes de bureau laissent environ 5 mm de blanc de chaque côté.
office-edge: 5mm

# cmyk : pour cent, à l'impression. srgb : à l'écran, calculé d'après cmyk par le profil {profile}.
# house : votre couleur. signal : la seconde. deep : assez foncée pour des mots sur le papier. pale : une teinte.
""",
    "en": """\
# The brand, locked in one place: a layout or a material names an ink or a palette, never a value.
name: {name}

# Office printers leave about 5 mm white on every side.
office-edge: 5mm

# cmyk: per cent, as printed. srgb: on a screen, computed from cmyk through the profile {profile}.
# house: your colour. signal: the second one. deep: dark enough for words on paper. pale: a tint.
""",
}
_PALETTES = {"fr": "# Palettes : quelle encre joue quel rôle. Une matière en nomme une (variant:).",
             "en": "# Palettes: which ink plays which part. A material names one (variant:)."}
_REST = """\
  black:  {cmyk: [0, 0, 0, 100], srgb: "#000000"}
  rich-black: {cmyk: [60, 40, 40, 100], srgb: "#000000"}
  paper:  {cmyk: [0, 0, 0, 0], srgb: "#FFFFFF"}
  grey:   {cmyk: [0, 0, 0, 75], srgb: "#626262"}

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
    for ink in (brand.house, brand.signal, brand.deep, brand.pale):
        parts = ", ".join(f"{part:g}" for part in per_cent(ink))
        lines.append(f'  {ink.name + ":":<7} {{cmyk: [{parts}], srgb: "{hex_of(ink)}"}}')
    lines += [_REST, _PALETTES[language], "palettes:"]
    for ground, accent in ((brand.house, brand.signal), (brand.signal, brand.house), (brand.pale, _on_pale(brand))):
        roles: Mapping[str, str] = {"ground": ground.name, "words": on(ground), "accent": accent.name,
                                    "accent-words": on(accent), "foot": "paper", "foot-words": "black"}
        lines.append(f'  {ground.name + ":":<7} {{{", ".join(f"{role}: {ink}" for role, ink in roles.items())}}}')
    lines += ["", f"logo: {{file: {MARK}, alt: {json.dumps(name, ensure_ascii=False)}}}"]
    return "\n".join(lines) + "\n"


def _on_pale(brand: Brand) -> Ink:
    """The accent of the pale palette: the house colour, or what can be told from the tint."""
    return next(ink for ink in (brand.house, brand.signal, brand.deep) if contrast(ink, brand.pale) >= LARGE
                or ink is brand.deep)


def mark_svg(name: str, fonts: Path) -> str:
    """A word mark: the name in Inter Bold as filled outlines, on as many lines as give it a good shape.

    Raises:
        Refused: the font lacks a character of the name.
    """
    bold = face(fonts / _MARK_FONT)
    if faults := bold.problems(name):
        raise Refused(faults, exit_code=2)
    lines = min(_broken(name.split()), key=lambda lines: _misshapen([bold.word(line).advance for line in lines]))
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
            f'fill="currentColor"><title>{escape(name)}</title><path d="{"".join(pen.path)}"/></svg>\n')


def _broken(words: Sequence[str]) -> list[list[str]]:
    """Every way to set words on one to three lines."""
    ways = []
    for count in range(min(_MOST_LINES, len(words))):
        for cuts in combinations(range(1, len(words)), count):
            ends = (0, *cuts, len(words))
            ways.append([" ".join(words[start:end]) for start, end in pairwise(ends)])
    return ways


def _misshapen(widths: Sequence[float]) -> float:
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
        placed = [(round(self._x + x * self._scale, 1), round(self._y - y * self._scale, 1)) for x, y in points]
        self.xs += [x for x, _ in placed]
        self.ys += [y for _, y in placed]
        self.path.append(letter + " ".join(f"{x:g} {y:g}" for x, y in placed))

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
