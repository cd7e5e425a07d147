"""An element with what it became."""

from __future__ import annotations

from dataclasses import dataclass

from pressroom.elements.base import Element
from pressroom.elements.room import Fitted

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An element with what it became.

    Attributes:
        element: as the layout describes it.
        location: where the layout does.
        fitted: its marks.
    """

    element: Element
    location: Location
    fitted: Fitted
