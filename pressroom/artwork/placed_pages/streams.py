"""Where a content stream stands while it is written out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pressroom.artwork.placed_pages.objects import Pdf
from pressroom.artwork.placed_pages.spaces import BEGIN, Space


@dataclass(slots=True)
class State:
    """What an instruction finds set: the colour spaces, the font, how letters are shown."""

    fill: Space = BEGIN
    stroke: Space = BEGIN
    font: Pdf = None
    mode: int = 0


@dataclass(slots=True)
class Stream:
    """A content stream while it is written out.

    Attributes:
        resources: what its names stand for.
        state: at this place.
        saved: what `q` put away.
        used: what it names, by category; as it will stand.
        out: its new instructions.
        work: how many instructions it comes to, each form counted as often as it is shown.
    """

    resources: Pdf
    state: State
    saved: list[State] = field(default_factory=list)
    used: dict[str, dict[str, Any]] = field(default_factory=dict)
    out: list[bytes] = field(default_factory=list)
    work: int = 0
