"""A drawing's paths, their inks, and their place on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Literal

from pressroom.artwork.drawings.rules import COLOUR
from pressroom.colour.ink import Ink
from pressroom.findings import N_, Place, Refused, finding
from pressroom.marks import Shape
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, Path, around, moved_path, path_box

CURRENT = "currentColor"
_BLACK = "#000000"
_SAME_COLOUR = 2 / 255  # rounding by drawing programs
_NO_COLOURS: Mapping[str, Ink] = MappingProxyType({})


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
    """

    path: Path
    colour: str
    names: tuple[str, ...]
    place: Place
    even_odd: bool = False


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


@dataclass(frozen=True, slots=True)
class InkedDrawing:
    """A drawing in brand inks, still in view-box units.

    Attributes:
        view_box: the part that is shown.
        shapes: in painting order.
    """

    view_box: Box
    shapes: tuple[Shape, ...]


def inks_for(drawing: Drawing, ink: Ink, brand: Mapping[str, Ink],
             colours: Mapping[str, Ink] = _NO_COLOURS) -> InkedDrawing:
    """The drawing with an ink for every colour.

    `colours` has precedence: its keys are class names or ids (`accent`) or colours (`#ff0000`). Black
    and `currentColor` then take `ink`; any other colour must equal that of an ink of the `brand`, within
    2/255 in each component.

    Raises:
        Refused: a colour has no ink; one finding for each colour, at its first line.
    """
    mapping = {key.lstrip(".").lower() if not key.startswith("#") else _long(key): value
               for key, value in colours.items()}
    chosen: list[Shape] = []
    unknown: dict[str, FilledPath] = {}
    for shape in drawing.shapes:
        chosen_ink = _ink_of(shape, ink, brand, mapping)
        if chosen_ink:
            chosen.append(Shape(shape.path, fill=chosen_ink, even_odd=shape.even_odd))
        else:
            unknown.setdefault(shape.colour, shape)
    if unknown:
        raise Refused(finding(COLOUR, N_("no brand ink has the colour {colour}"),
                              N_('map it under colours:, for example "{colour}": {ink}'), source=shape.place,
                              colour=colour, ink=_nearest_ink(colour, brand) or ink.name)
                      for colour, shape in unknown.items())
    return InkedDrawing(drawing.view_box, tuple(chosen))


def _ink_of(shape: FilledPath, ink: Ink, brand: Mapping[str, Ink], mapping: Mapping[str, Ink]) -> Ink | None:
    for name in (*(name.lower() for name in shape.names), shape.colour.lower()):
        if name in mapping:
            return mapping[name]
    if shape.colour in (CURRENT, _BLACK):
        return ink
    near = _nearest_ink(shape.colour, brand)
    return brand[near] if near and _apart(shape.colour, brand[near]) <= _SAME_COLOUR + 1e-9 else None


def _long(colour: str) -> str:
    """`#f00` as `#ff0000`, in lower case."""
    colour = colour.lower()
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour


def _apart(colour: str, ink: Ink) -> float:
    parts = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return max(abs(part - other) for part, other in zip(parts, ink.srgb, strict=True))


def _nearest_ink(colour: str, brand: Mapping[str, Ink]) -> str:
    return min(brand, key=lambda name: (_apart(colour, brand[name]), name)) if brand else ""


def place(inked: InkedDrawing, box: Box, fit: Literal["contain", "cover"] = "contain",
          align: tuple[float, float] = (0.5, 0.5)) -> tuple[Shape, ...]:
    """The shapes on the sheet: the view box as large as fits into `box` (contain), or just covers it (cover).

    `align` is the position of the view box in the remaining space, or the part that stays visible:
    (0, 0) is left and top, (1, 1) right and bottom. With `cover` shapes extend beyond the box: put
    them into a Group that clips to it.
    """
    view = inked.view_box
    across, down = box.width / view.width, box.height / view.height
    scale = min(across, down) if fit == "contain" else max(across, down)
    dx = box.x0 + (box.width - view.width * scale) * align[0] - view.x0 * scale
    dy = box.y0 + (box.height - view.height * scale) * align[1] - view.y0 * scale
    return tuple(replace(shape, path=moved_path(shape.path, dx, dy, scale, scale)) for shape in inked.shapes)
