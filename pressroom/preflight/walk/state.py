"""The graphics state while a page is walked (ISO 32000-1, 8.4), and the budget of a walk."""

from __future__ import annotations

from pressroom.pdf.bounds import MOST_CONTENT, MOST_OPERATORS, MOST_PAINTED
from pressroom.pdf.errors import TooMuch
from pressroom.pdf.objects import Pdf, entry, items, name, number, truth
from pressroom.preflight.walk.colour import PAGE_START, Colour
from pressroom.preflight.walk.matrix import IDENTITY, Matrix
from pressroom.preflight.walk.painted import NOWHERE, Settings
from pressroom.preflight.walk.typeface import Typeface
from pressroom.records import dataclass, field, replace
from pressroom.sheet.geometry import Box


@dataclass(slots=True)
class Budget:
    """The work that a file may take; its pages share it, and it counts down.

    Attributes:
        operations: remaining operators.
        content_bytes: remaining bytes of decompressed content.
        things: remaining painted objects.
        page_end: the least `content_bytes` at the end of the current page.
    """

    operations: int = MOST_OPERATORS
    content_bytes: int = 96 * 2**20
    things: int = MOST_PAINTED
    page_end: int = 0

    def begin_page(self) -> None:
        """Begin a page, whose content has a bound of its own."""
        self.page_end = max(0, self.content_bytes - MOST_CONTENT)

    def spend(self, count: int) -> None:
        """Count bytes of decompressed content.

        Raises:
            TooMuch: a bound is exceeded.
        """
        self.content_bytes -= count
        if self.content_bytes < self.page_end:
            raise TooMuch("decompressed content")


@dataclass(slots=True)
class GraphicsState:
    """The graphics state; `q` saves a copy. It is changed in place, as a page sets it hundreds of times.

    Attributes:
        matrix: from user space to the sheet (points from the trim's top-left, y down).
        clip: box around the clipping path; None without one.
        width: the stroke's, in user space.
        face, size, spacing, word_spacing, scale, leading, mode, rise: the text state; scale 1.0 is 100 %.
    """

    matrix: Matrix
    clip: Box | None = None
    fill: Colour = PAGE_START
    stroke: Colour = PAGE_START
    width: float = 1.0
    settings: Settings = field(default_factory=Settings)
    face: Typeface | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    mode: int = 0
    rise: float = 0.0
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY

    def clipped(self, box: Box | None) -> Box:
        """The visible part of `box`; without area when there is none."""
        if box is None:
            return NOWHERE
        return (box if self.clip is None else box.overlap(self.clip)) or NOWHERE

    def clip_to(self, box: Box | None) -> None:
        """Clip to `box` too."""
        self.clip = self.clipped(box)


def settings_after(settings: Settings, state: Pdf) -> Settings:
    """The settings once an ExtGState dictionary is applied (ISO 32000-1, table 58)."""
    stroke, fill = truth(entry(state, "/OP")), truth(entry(state, "/op"))
    mode, mask = number(entry(state, "/OPM")), entry(state, "/SMask")
    blends = entry(state, "/BM")
    blend = name(blends) or (name(items(blends)[0]) if items(blends) else "")
    return replace(
        settings,
        overprint_stroke=settings.overprint_stroke if stroke is None else stroke,
        # OP alone sets both (ISO 32000-1, 8.6.7)
        overprint_fill=fill if fill is not None else settings.overprint_fill if stroke is None else stroke,
        overprint_mode=settings.overprint_mode if mode is None else int(mode),
        alpha_fill=number(entry(state, "/ca"), settings.alpha_fill) or 0.0,
        alpha_stroke=number(entry(state, "/CA"), settings.alpha_stroke) or 0.0,
        blend=blend or settings.blend,
        soft_mask=settings.soft_mask if mask is None else isinstance(mask, dict))
