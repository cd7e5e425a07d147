"""Hanging punctuation: what stands outside the edge of a line, so that the letters stand on it.

At a line's start, opening marks stand outside the left edge by their whole advance, with the no-break
space of a guillemet, or the space after a dash that stands alone: the first letter begins where those
of the other lines do. At the end of a line that is justified or set to the right, a comma and a full stop stand
outside by their whole advance, a hyphen, which is twice as wide, by half of its own. Nothing hangs in centred lines,
nor at a right edge that is ragged, and marks that are alone on their line do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressroom.marks import Glyph
from pressroom.type.fonts import NO_BREAK_SPACES

_OPENING = re.compile(rf"(?:[«“„‘\"(–—]+[{NO_BREAK_SPACES}]*)+")
_CLOSING = {",": 1.0, ".": 1.0, "-": 0.5, "\u2010": 0.5}


def opens(text: str) -> bool:
    """Whether a word's start may hang."""
    return _OPENING.match(text) is not None


def opening(glyphs: Sequence[tuple[Glyph, float]], space: float) -> tuple[float, float]:
    """Where the left edge is when opening marks hang, by the pen and by the ink, in em from the word's start.

    `glyphs` come with where their ink begins; `space` follows the word and hangs with marks that stand alone.
    """
    marks = _OPENING.match("".join(glyph.text for glyph, _ in glyphs))
    pen, characters, until = 0.0, 0, marks.end() if marks else 0
    for glyph, ink_start in glyphs:
        if characters >= until:
            return pen, pen + ink_start
        pen += glyph.advance
        characters += len(glyph.text)
    return pen + space, pen + space


def closing(last: Glyph) -> float:
    """The share of a word's last glyph that hangs."""
    return _CLOSING.get(last.text, 0.0)
