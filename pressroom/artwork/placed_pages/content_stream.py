"""The state of a content stream while it is transcribed, and the interface of the transcription."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from pressroom.artwork.placed_pages.observations import Observer
from pressroom.artwork.placed_pages.spaces import BEGIN, Inks, Space
from pressroom.pdf.objects import Pdf
from pressroom.records import dataclass, field


@dataclass(slots=True)
class State:
    """The graphics state before an instruction: colour spaces, font, text rendering mode."""

    fill: Space = BEGIN
    stroke: Space = BEGIN
    font: Pdf = None
    mode: int = 0


@dataclass(slots=True)
class Workload:
    """The work that a content stream takes; a form counts each time it is painted.

    Attributes:
        operators: number of operators.
        paint_operators: number of those that paint.
    """

    operators: int = 0
    paint_operators: int = 0


@dataclass(slots=True)
class ContentStream:
    """A content stream while it is transcribed.

    Attributes:
        resources: the resources that its names refer to.
        state: the current graphics state.
        saved: states saved by `q`.
        used: the transcribed resources that it uses, by category.
        out: its new instructions.
        workload: the work so far.
    """

    resources: Pdf
    state: State
    saved: list[State] = field(default_factory=list)
    used: dict[str, dict[str, Any]] = field(default_factory=dict)
    out: list[bytes] = field(default_factory=list)
    workload: Workload = field(default_factory=Workload)


class Transcription(Protocol):
    """The interface of `Transcript` for graphics states, patterns, fonts and pictures.

    Attributes:
        inks: the colour conversion.
        observer: records what a press or a reader may refuse.
        inlined: number of inline pictures that became XObjects.
    """

    inks: Inks
    observer: Observer
    inlined: int

    def transcribe(self, content: bytes, resources: Pdf, state: State | None = None) -> tuple[bytes, Pdf]:
        """A content stream and its resources, transcribed."""

    def decoded_content(self, value: Pdf) -> bytes:
        """A content stream's decoded bytes."""

    def once(self, kind: str, value: Pdf, make: Callable[[Pdf], Any]) -> Any:
        """The result of `make` for an object, computed once."""

    def use(self, page: ContentStream, category: str, key: str) -> Pdf:
        """A named resource, added unchanged to those in use."""

    def shading(self, resource: Pdf, resources: Pdf) -> Pdf:
        """A shading, transcribed."""

    def form(self, resource: Pdf, resources: Pdf, state: State | None = None, *, masking: bool = False) -> Pdf:
        """A form, transcribed."""
