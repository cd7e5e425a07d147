"""A drawing in brand inks, and its place on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from pressroom.artwork.drawings.art import CURRENT, Drawing, DrawnGradient, FilledPath, Stop
from pressroom.artwork.drawings.rules import COLOUR
from pressroom.artwork.drawings.unmapped import Separate, unmapped_findings
from pressroom.colour.gradient import Gradient, GradientStop
from pressroom.colour.ink import Ink, srgb_of
from pressroom.findings import N_, Finding, Place, Refused, finding
from pressroom.marks import Group, Shape
from pressroom.records import dataclass, replace
from pressroom.sheet.geometry import Box, moved_path

_BLACK = "#000000"
_MOST_SHOWN = 12
_SAME_COLOUR = 2 / 255  # rounding by drawing programs
_NO_COLOURS: Mapping[str, Ink] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class InkedDrawing:
    """A drawing in brand inks, still in view-box units.

    Attributes:
        view_box: the part that is shown.
        shapes: in painting order.
        groups: of each shape, as in `FilledPath`.
    """

    view_box: Box
    shapes: tuple[Shape, ...]
    groups: tuple[tuple[tuple[int, float], ...], ...]


def inks_for(drawing: Drawing, ink: Ink, brand: Mapping[str, Ink], colours: Mapping[str, Ink] = _NO_COLOURS,
             separate: Separate | None = None) -> InkedDrawing:
    """The drawing with an ink for every colour.

    `colours` has precedence: its keys are class names or ids (`accent`) or colours (`#ff0000`). Black
    and `currentColor` then take `ink`; any other colour must equal that of an ink of the `brand`, within
    2/255 in each component. `separate` gives the inks of the printing condition for a colour, to be proposed.

    Raises:
        Refused: a colour has no ink; one finding for each colour, at its first line, with a map to paste.
    """
    mapping = {_key(key): value for key, value in colours.items()}
    unknown: dict[str, Place] = {}

    def ink_of(one: FilledPath | Stop) -> Ink:
        found = _ink_of(one, ink, brand, mapping)
        if found is None:
            unknown.setdefault(one.colour, one.place)
        return found or ink

    def gradient_of(one: DrawnGradient) -> Gradient:
        return Gradient(one.radial, one.ends, one.matrix, tuple(
            GradientStop(stop.offset, ink_of(stop), stop.opacity) for stop in one.stops))

    shapes = tuple(
        Shape(shape.path, fill=None if shape.gradient else ink_of(shape), even_odd=shape.even_odd,
              gradient=gradient_of(shape.gradient) if shape.gradient else None, opacity=shape.opacity)
        for shape in drawing.shapes)
    if unknown:
        raise Refused(unmapped_findings(unknown, brand, separate))
    return InkedDrawing(drawing.view_box, shapes, tuple(shape.groups for shape in drawing.shapes))


def unused_findings(drawing: Drawing, colours: Mapping[str, object], source: Place) -> list[Finding]:
    """Findings about keys of a map that nothing in the drawing bears; `source` is where the map stands."""
    known = {name.lower() for one in painted(drawing) for name in (*one.names, one.colour)}
    return [finding(COLOUR, N_("nothing in {file} has the colour, the class or the id {key}"),
                    N_("its colours are {colours}"), source=source, file=drawing.file.name, key=key,
                    colours=", ".join(sorted({one.colour for one in painted(drawing)})[:_MOST_SHOWN]))
            for key in colours if _key(key) not in known]


def painted(drawing: Drawing) -> Iterator[FilledPath | Stop]:
    """Everything in the drawing that has a colour."""
    for shape in drawing.shapes:
        if shape.gradient is None:
            yield shape
        else:
            yield from shape.gradient.stops


def _key(key: str) -> str:
    """A key of a map as it is compared: `.Accent` as `accent`, `#F00` as `#ff0000`."""
    if not key.startswith("#"):
        return key.lstrip(".").lower()
    colour = key.lower()
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour


def _ink_of(one: FilledPath | Stop, ink: Ink, brand: Mapping[str, Ink], mapping: Mapping[str, Ink]) -> Ink | None:
    for name in (*(name.lower() for name in one.names), one.colour.lower()):
        if name in mapping:
            return mapping[name]
    if one.colour in (CURRENT, _BLACK):
        return ink
    near = min(brand, key=lambda name: (_apart(one.colour, brand[name]), name)) if brand else ""
    return brand[near] if near and _apart(one.colour, brand[near]) <= _SAME_COLOUR + 1e-9 else None


def _apart(colour: str, ink: Ink) -> float:
    return max(abs(part - other) for part, other in zip(srgb_of(colour), ink.srgb, strict=True))


def place(inked: InkedDrawing, box: Box, fit: Literal["contain", "cover"] = "contain",
          align: tuple[float, float] = (0.5, 0.5)) -> tuple[Shape | Group, ...]:
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
    placed = [replace(shape, path=moved_path(shape.path, dx, dy, scale, scale),
                      gradient=shape.gradient and shape.gradient.moved(dx, dy, scale)) for shape in inked.shapes]
    return _grouped([*zip(placed, inked.groups, strict=True)])


def _grouped(shapes: list[tuple[Shape, tuple[tuple[int, float], ...]]]) -> tuple[Shape | Group, ...]:
    """Shapes in the groups that are transparent as a whole."""
    marks: list[Shape | Group] = []
    at = 0
    while at < len(shapes):
        shape, groups = shapes[at]
        if not groups:
            marks.append(shape)
            at += 1
            continue
        end = at
        while end < len(shapes) and shapes[end][1][:1] == groups[:1]:
            end += 1
        inner = _grouped([(one, rest[1:]) for one, rest in shapes[at:end]])
        marks.append(Group(inner, opacity=groups[0][1]))
        at = end
    return tuple(marks)
