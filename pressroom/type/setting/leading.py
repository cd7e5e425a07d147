"""How far lines stand apart: by their ink where it faces each other, equal for all lines of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressroom.type.setting.style import Style
from pressroom.type.setting.words import Piece

AIR = 0.05  # em between the ink of two lines; less looks like a collision on a poster
_ASIDE = AIR / 2  # ink that stands beside other ink by less than twice this still faces it

# Ink above a stretch of a line: where it begins and ends, how high it reaches and how low; em, y up from the baseline.
Step = tuple[float, float, float, float]


def least_leading(style: Style) -> float:
    """Em from baseline to baseline below which lines without accents or tails would look squeezed."""
    return (1.15 if style.balance else 1.8) * style.faces.regular.cap_height


def style_leading(style: Style) -> float:
    """The leading that the style asks for, before any ink is looked at; em."""
    return style.leading if style.leading is not None else least_leading(style)


def apart(style: Style, touching: float) -> float:
    """The leading for lines whose ink would meet at a distance of `meet` between baselines; em."""
    return max(style_leading(style), touching if style.leading is not None else touching + AIR)


def skyline(piece: Piece, x: float = 0.0) -> list[Step]:
    """The steps of a word whose pen starts at `x`, one for each glyph."""
    steps, pen = [], x
    for part in piece.parts:
        ink, scale, rise = part.fragment.face.ink, part.scale, part.rise
        for glyph in part.shaped.glyphs:
            x0, y0, x1, y1 = ink(glyph.gid)
            if x1 > x0:
                left = pen + (glyph.dx + x0) * scale
                steps.append((left - _ASIDE, left + (x1 - x0) * scale + _ASIDE, (y1 + glyph.dy) * scale + rise,
                              (y0 + glyph.dy) * scale + rise))
            pen += glyph.advance * scale
    return steps


def meeting(upper: Sequence[Step], lower: Iterable[Step], shift: float = 0.0) -> float:
    """The distance between baselines at which two lines touch, the lower one moved by `shift` em to the right.

    0 when no ink faces other ink. Steps are in order of their place; accents may overlap their neighbours.
    """
    most, first, count = 0.0, 0, len(upper)
    for x0, x1, top, _ in lower:
        x0, x1 = x0 + shift, x1 + shift
        while first < count and upper[first][1] < x0 - 1.0:  # far behind, and so are all before it
            first += 1
        for at in range(first, count):
            left, right, _, bottom = upper[at]
            if left >= x1 + 1.0:
                break
            if left < x1 and right > x0 and top - bottom > most:
                most = top - bottom
    return most
