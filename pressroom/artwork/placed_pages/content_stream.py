"""Where a content stream stands while it is written out, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from pressroom.artwork.placed_pages.observations import Seen
from pressroom.artwork.placed_pages.spaces import BEGIN, Inks, Space
from pressroom.pdf.objects import Pdf


@dataclass(slots=True)
class State:
    """What an instruction finds set: the colour spaces, the font, how letters are shown."""

    fill: Space = BEGIN
    stroke: Space = BEGIN
    font: Pdf = None
    mode: int = 0


@dataclass(slots=True)
class Work:
    """What a content stream asks for, each form counted as often as it is shown.

    Attributes:
        operators: how many.
        painted: how many of them paint.
    """

    operators: int = 0
    painted: int = 0


@dataclass(slots=True)
class Stream:
    """A content stream while it is written out.

    Attributes:
        resources: what its names stand for.
        state: at this place.
        saved: what `q` put away.
        used: what it names, by category; as it will stand.
        out: its new instructions.
        work: what it has asked for so far.
    """

    resources: Pdf
    state: State
    saved: list[State] = field(default_factory=list)
    used: dict[str, dict[str, Any]] = field(default_factory=dict)
    out: list[bytes] = field(default_factory=list)
    work: Work = field(default_factory=Work)


class Transcription(Protocol):
    """What writes the pages of one file anew, as graphics states, patterns, fonts and pictures see it.

    Attributes:
        inks: how colours are said.
        seen: what was met on the way.
        inlined: pictures that were taken out of the content.
    """

    inks: Inks
    seen: Seen
    inlined: int

    def written(self, content: bytes, resources: Pdf, state: State | None = None) -> tuple[bytes, Pdf]:
        """A content stream and its resources, anew."""

    def unfolded(self, value: Pdf) -> bytes:
        """A content stream's bytes."""

    def once(self, kind: str, value: Pdf, make: Callable[[Pdf], Any]) -> Any:
        """What `make` makes of an object, made once."""

    def use(self, page: Stream, category: str, called: str) -> Pdf:
        """A named resource, now used as it stands."""

    def shading(self, found: Pdf, resources: Pdf) -> Pdf:
        """A transition of colours, anew."""

    def form(self, found: Pdf, resources: Pdf, state: State | None = None, *, masking: bool = False) -> Pdf:
        """A form, anew."""
