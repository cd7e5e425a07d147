"""How narrow words can be set, and how wide they are on one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressroom.colour.ink import Ink
from pressroom.findings import Place
from pressroom.type.setting.breaking import EndlessLine
from pressroom.type.setting.notation import Span
from pressroom.type.setting.style import Style
from pressroom.type.setting.text import endless_line
from pressroom.type.setting.words import paragraphs


def widths(spans: Sequence[Span], style: Style, inks: Mapping[str, Ink],
           source: Place | None = None) -> tuple[float, float, float]:
    """The width of the widest part that no line end divides, of the widest word, and of the longest line.

    Points, at the largest size; a word ends at its own hyphens.

    Raises:
        Refused: as `set_text`.
    """
    look, size = style.look(style.size_most), style.size_most
    lines = [endless_line(paragraph, style, look) for paragraph in paragraphs(spans, style, inks, source)]
    return (max(map(_widest, lines), default=0.0) * size,
            max((_widest(line.without_hyphens()) for line in lines), default=0.0) * size,
            max((line.breakpoints[-1].end - line.begin for line in lines), default=0.0) * size)


def _widest(line: EndlessLine) -> float:
    """The widest part between two places where a line may end, em."""
    begins = [line.begin, *(point.begin for point in line.breakpoints)]
    return max(point.end - begin for point, begin in zip(line.breakpoints, begins, strict=False))
