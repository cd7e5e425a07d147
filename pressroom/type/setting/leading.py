"""Leading: the distance between baselines, from the ink of facing lines, equal for all lines of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressroom.type.setting.style import Style
from pressroom.type.setting.words import Piece

AIR = 0.05  # em between the ink of two lines; with less they seem to touch on a poster
_ASIDE = AIR / 2  # ink beside other ink by less than twice this counts as facing it

# A glyph's ink: where it begins and ends along the line, its top and its bottom; em, y up from the baseline.
Step = tuple[float, float, float, float]


def least_leading(style: Style) -> float:
    """The least leading for lines without accents or descenders; em."""
    return (1.15 if style.balance else 1.8) * style.faces.regular.cap_height


def style_leading(style: Style) -> float:
    """The leading of the style, before ink is taken into account; em."""
    return style.leading if style.leading is not None else least_leading(style)


def apart(style: Style, touching: float) -> float:
    """The leading for lines whose ink touches at `touching` between baselines; em."""
    return max(style_leading(style), touching if style.leading is not None else touching + AIR)


def skyline(piece: Piece, x: float = 0.0) -> list[Step]:
    """The steps of a word that starts at `x`, one for each glyph with ink."""
    steps, position = [], x
    for part in piece.parts:
        ink, scale, rise = part.fragment.face.ink, part.scale, part.rise
        for glyph in part.shaped.glyphs:
            x0, y0, x1, y1 = ink(glyph.gid)
            if x1 > x0:
                left = position + (glyph.dx + x0) * scale
                steps.append((left - _ASIDE, left + (x1 - x0) * scale + _ASIDE, (y1 + glyph.dy) * scale + rise,
                              (y0 + glyph.dy) * scale + rise))
            position += glyph.advance * scale
    return steps


def meeting(upper: Sequence[Step], lower: Iterable[Step], shift: float = 0.0) -> float:
    """The distance between baselines at which two lines touch, the lower one shifted by `shift` em to the right.

    0 when no ink faces other ink. Steps are in order from left to right; accents may overlap their neighbours.
    """
    most, first, count = 0.0, 0, len(upper)
    for x0, x1, top, _ in lower:
        x0, x1 = x0 + shift, x1 + shift
        while first < count and upper[first][1] < x0 - 1.0:  # too far left, as are all before it
            first += 1
        for at in range(first, count):
            left, right, _, bottom = upper[at]
            if left >= x1 + 1.0:
                break
            if left < x1 and right > x0 and top - bottom > most:
                most = top - bottom
    return most
