"""A drawing's paths and their colours."""

from __future__ import annotations

from pathlib import Path as FilePath

from pressroom.colour.gradient import Passage
from pressroom.findings import Place
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box, Path, around, path_box

CURRENT = "currentColor"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a gradient.

    Attributes:
        offset: 0 to 1 along it.
        colour, names, place: as in `FilledPath`.
        opacity: 0 to 1.
    """

    offset: float
    colour: str
    names: tuple[str, ...]
    place: Place
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class DrawnGradient(Passage):
    """A passage between colours on one shape, in units of the view box.

    Attributes:
        stops: from offset 0 to offset 1.
    """

    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class FilledPath:
    """One filled path of a drawing.

    Attributes:
        path: absolute, M L C Z only, in view-box units, y down.
        colour: `#rrggbb`, or `currentColor`.
        names: classes and ids by which a layout may give it an ink: its own, then those of the groups
            around it, up to the element that sets its colour.
        place: the line of the element that sets its colour, or its own.
        even_odd: whether the even-odd rule fills it; by the nonzero rule where False.
        opacity: 0 to 1.
        gradient: what fills it in place of the colour.
        groups: the groups around it that are transparent as a whole, from the outermost: a number and an opacity.
    """

    path: Path
    colour: str
    names: tuple[str, ...]
    place: Place
    even_odd: bool = False
    opacity: float = 1.0
    gradient: DrawnGradient | None = None
    groups: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Flat shapes in view-box units.

    Attributes:
        file: its path.
        view_box: the part that is shown.
        shapes: in painting order; at least one.
        compared: whether an independent renderer drew the same.
    """

    file: FilePath
    view_box: Box
    shapes: tuple[FilledPath, ...]
    compared: bool = True

    @property
    def ink_box(self) -> Box:
        """The box around all paths (control points included), in view-box units."""
        return around(box for shape in self.shapes if (box := path_box(shape.path))) or self.view_box
