"""Setting: from words to placed glyphs.

`set_text(parse(words), style, width, height, inks)` returns a `Setting`, whose runs can be painted
as they are, or an `Overset` with the number of characters too many. Words that cannot be drawn (a
missing glyph, a right-to-left script, an unknown ink or face) raise `Refused` with every finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from pressroom.colour.ink import Ink
from pressroom.findings import Place
from pressroom.type.setting.headline import set_headline
from pressroom.type.setting.notation import Span, parse, plain
from pressroom.type.setting.notation_faults import Fault, faults, foreign
from pressroom.type.setting.runs import SOFT_HYPHEN
from pressroom.type.setting.setting import OVERSET, Line, Overset, Setting, empty_setting
from pressroom.type.setting.style import Align, Faces, Style
from pressroom.type.setting.text import forget_measures, set_paragraphs
from pressroom.type.setting.widths import widths
from pressroom.type.setting.words import Paragraph, paragraphs

__all__ = ["OVERSET", "SOFT_HYPHEN", "Align", "Faces", "Fault", "Line", "Overset", "Setting", "Span", "Style", "faults",
           "foreign", "parse", "plain", "set_text", "unkept", "widths"]

_unkept: list[bool] = []
_KEPT = 512  # settings: those of a few pieces, whose editions set mostly the same words in the same boxes


def set_text(spans: Sequence[Span], style: Style, width: float, height: float, inks: Mapping[str, Ink] | None = None,
             source: Place | None = None) -> Setting | Overset:
    """The words at the largest size of the style's range at which they fit a box of `width` x `height` points.

    Without words the setting has no lines.

    Raises:
        Refused: `missing-glyph`, `right-to-left`, `no-face` or `ink-in-words`, each at `source`.
    """
    brand_inks = inks or {}
    words = paragraphs(spans, style, brand_inks, source)
    if not words:
        return empty_setting(style)
    named = sorted({fragment.ink for paragraph in words for word in paragraph.drawn for fragment in word.fragments})
    inks_named = tuple((name, brand_inks[name]) for name in named if name)
    if _unkept:
        return _set.__wrapped__(words, style, inks_named, width, height)
    return _set(words, style, inks_named, width, height)


@contextmanager
def unkept() -> Iterator[None]:
    """Within, what is set is not kept for the next time: words of records rarely come twice, and are theirs alone."""
    _unkept.append(True)
    try:
        yield
    finally:
        _unkept.pop()
        forget_measures()


@lru_cache(maxsize=_KEPT)
def _set(words: tuple[Paragraph, ...], style: Style, inks: tuple[tuple[str, Ink], ...], width: float,
         height: float) -> Setting | Overset:
    """The same for words that can be drawn; `inks` are those that the words name."""
    return (set_headline if style.balance else set_paragraphs)(words, style, dict(inks), width, height)
