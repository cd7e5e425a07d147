"""Hanging punctuation: marks set outside the edge of a line, so that the letters align.

At a line's start, opening marks hang outside the left edge by their whole advance, together with the
no-break space of a guillemet, or with the space after a separate dash: the first letter then begins where those
of the other lines do. At the end of a line that is justified or aligned right, a comma and a full stop hang by
their whole advance, a hyphen, which is twice as wide, by half of it. Nothing hangs in centred lines or at a
ragged right edge, and marks alone on a line do not hang.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.marks import Glyph
from pressroom.patterns import regex
from pressroom.type.fonts import NO_BREAK_SPACES

_OPENING = regex(rf"(?:[«“„‘\"(–—]+[{NO_BREAK_SPACES}]*)+")
_CLOSING = {",": 1.0, ".": 1.0, "-": 0.5, "\u2010": 0.5}


def opens(text: str) -> bool:
    """Whether a word starts with marks that may hang."""
    return _OPENING.match(text) is not None


def opening(glyphs: Sequence[tuple[Glyph, float]], space: float) -> tuple[float, float]:
    """Where the left edge is when opening marks hang, by advance and by ink, in em from the word's start.

    `glyphs` are pairs of a glyph and where its ink begins; `space` follows the word and hangs with marks alone.
    """
    marks = _OPENING.match("".join(glyph.text for glyph, _ in glyphs))
    position, characters, until = 0.0, 0, marks.end() if marks else 0
    for glyph, ink_start in glyphs:
        if characters >= until:
            return position, position + ink_start
        position += glyph.advance
        characters += len(glyph.text)
    return position + space, position + space


def closing(last: Glyph) -> float:
    """The share of a word's last glyph that hangs."""
    return _CLOSING.get(last.text, 0.0)
