"""What is done to a sheet after it is printed, and what of it is not seen then: cassettes, hems, eyelets."""

from __future__ import annotations

from typing import Annotated

from pressroom.field_types import Length, Spec
from pressroom.models import Field
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm

Deep = Annotated[Length, Field(ge=0, le=2835)]


class Hidden(Spec):
    """Strips of the sheet that nobody sees, by their depth: the artwork runs through, and nothing to read lies there.

    Attributes:
        top, bottom, left, right: from each edge; `bottom: 100mm` is the cassette of a roll-up.
    """

    top: Deep = 0.0
    bottom: Deep = 0.0
    left: Deep = 0.0
    right: Deep = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether all of the sheet is seen."""
        return not (self.top or self.bottom or self.left or self.right)


class Eyelets(Spec):
    """Metal rings along all edges, one in each corner.

    Attributes:
        every: the most from one to the next.
        inset: from the edge to the middle of a ring.
        clear: around that middle, nothing to read.
    """

    every: Annotated[Length, Field(ge=30)] = mm(500)
    inset: Deep = mm(25)
    clear: Deep = mm(25)


class Finish(Spec):
    """The finishing of a sheet.

    Attributes:
        hidden: strips that nobody sees.
        hem: how deep the edge is folded over and sewn or welded; nothing to read lies on it.
        eyelets: rings in the edge.
    """

    hidden: Hidden = Hidden.model_construct()
    hem: Deep = 0.0
    eyelets: Eyelets | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is done to the sheet."""
        return self.hidden.is_empty and not self.hem and self.eyelets is None

    @property
    def margin(self) -> float:
        """How far from the edges of what is seen the grid begins at the least."""
        rings = self.eyelets.inset + self.eyelets.clear if self.eyelets else 0.0
        return max(self.hem, rings)

    def visible(self, trim: Box) -> Box:
        """What of the sheet is seen."""
        hidden = self.hidden
        return Box(trim.x0 + hidden.left, trim.y0 + hidden.top, trim.x1 - hidden.right, trim.y1 - hidden.bottom)

    def strips(self, trim: Box) -> tuple[Box, ...]:
        """The strips that nobody sees."""
        seen = self.visible(trim)
        every = (Box(trim.x0, trim.y0, trim.x1, seen.y0), Box(trim.x0, seen.y1, trim.x1, trim.y1),
                 Box(trim.x0, trim.y0, seen.x0, trim.y1), Box(seen.x1, trim.y0, trim.x1, trim.y1))
        return tuple(box for box in every if box.width > 0 and box.height > 0)

    def hems(self, trim: Box) -> tuple[Box, ...]:
        """The strips of the hem, along all edges."""
        if not self.hem:
            return ()
        inner = trim.grown(-self.hem)
        return (Box(trim.x0, trim.y0, trim.x1, inner.y0), Box(trim.x0, inner.y1, trim.x1, trim.y1),
                Box(trim.x0, trim.y0, inner.x0, trim.y1), Box(inner.x1, trim.y0, trim.x1, trim.y1))

    def rings(self, trim: Box) -> tuple[Box, ...]:
        """What has to stay clear around each eyelet."""
        if self.eyelets is None:
            return ()
        line, clear = trim.grown(-self.eyelets.inset), self.eyelets.clear
        across, down = (_stations(start, end, self.eyelets.every)
                        for start, end in ((line.x0, line.x1), (line.y0, line.y1)))
        middles = dict.fromkeys([*((x, y) for x in across for y in (line.y0, line.y1)),
                                 *((x, y) for y in down for x in (line.x0, line.x1))])
        return tuple(Box(x, y, x, y).grown(clear) for x, y in middles)

    def zones(self, trim: Box, scale: float = 1.0) -> tuple[Box, ...]:
        """All that is not seen or not free, in a file that is `scale` times smaller than the sheet."""
        every = (*self.strips(trim), *self.hems(trim), *self.rings(trim))
        return tuple(Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale) for box in every)


def _stations(start: float, end: float, every: float) -> list[float]:
    """Even steps from start to end, both included, of `every` points at the most."""
    count = max(1, -int(-(end - start) // every))
    return [start + (end - start) * number / count for number in range(count + 1)]
