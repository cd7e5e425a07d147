"""Where a page's painted objects are written, for whoever changes them."""

from __future__ import annotations

from pressroom.pdf.objects import Pdf
from pressroom.preflight.walk.painted import Painted
from pressroom.records import dataclass, field

Identity = tuple[int, int]
"""Number and generation of a stream's object."""

PAGE: Identity = (0, 0)
"""The content of the page itself, which may be several streams."""
UNKNOWN: Identity = (-1, 0)
"""A stream that is no object of the file."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a painted object is written.

    Attributes:
        thing: the object.
        source: the stream that it is in.
        start, end: its operators there, a path from its first segment on.
        width: of lines, in the stream's own units.
        stretch: points on the page for each of these units.
        advance: of a text, in thousandths of its size.
        masking: whether it is part of a soft mask.
    """

    thing: Painted
    source: Identity
    start: int
    end: int
    width: float
    stretch: float
    advance: float
    masking: bool


@dataclass(slots=True)
class Entered:
    """A stream that was entered.

    Attributes:
        resources: what names in it meant, once each; several where it has none of its own and its callers differ.
        has_own: whether it has resources of its own.
        callers: the streams that it was entered from.
        masking, printing: whether it was entered in a soft mask, and outside of one.
    """

    has_own: bool
    resources: list[Pdf] = field(default_factory=list)
    callers: set[Identity] = field(default_factory=set)
    masking: bool = False
    printing: bool = False

    def add(self, other: Entered, callers: set[Identity]) -> None:
        """Add what was taken down of the same stream elsewhere, where its callers are these."""
        self.resources += [each for each in other.resources if each not in self.resources]
        self.callers |= callers
        self.masking |= other.masking
        self.printing |= other.printing


@dataclass(slots=True)
class Tracing:
    """What a walk over one page takes down.

    Attributes:
        traces: of every painted object, in order.
        entered: every form, pattern, mask and glyph.
    """

    traces: list[Trace] = field(default_factory=list)
    entered: dict[Identity, Entered] = field(default_factory=dict)

    def enter(self, stream: Identity, caller: Identity, entered: Entered) -> None:
        """Take down that a stream is entered."""
        self.entered.setdefault(stream, Entered(entered.has_own)).add(entered, {caller})
