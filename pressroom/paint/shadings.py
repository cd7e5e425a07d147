"""Gradients as PDF shadings: their place, their colours, and the plates that these need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from pressroom.colour.gradient import Gradient, GradientStop
from pressroom.colour.ink import PLATES, Ink
from pressroom.paint.document import Stream, array, dictionary, name
from pressroom.paint.numbers import FINE, number
from pressroom.paint.separations import Separations
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """A gradient of length 1, and where it lies.

    Attributes:
        ends: 0, 0, 1, 0; or the two circles, the second of radius 1 around the origin.
        matrix: from there to the page, y up.
    """

    ends: tuple[float, ...]
    matrix: _Matrix

    @property
    def operator(self) -> str:
        """The matrix's numbers."""
        return " ".join(number(part, FINE) for part in self.matrix)

    def covering(self, box: Box) -> Box:
        """A box in the gradient's units around one on the page."""
        a, b, c, d, e, f = self.matrix
        whole = a * d - b * c
        corners = [((x - e) * d / whole - (y - f) * c / whole, (y - f) * a / whole - (x - e) * b / whole)
                   for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys)).grown(0.001)


def unit(gradient: Gradient, left: float, top: float) -> Unit:
    """The gradient on a page whose trim begins `left` points from its left and `top` from its lower edge."""
    a, b, c, d, e, f = gradient.matrix
    if gradient.radial:
        x0, y0, r0, x, y, scale = gradient.ends
        ends: tuple[float, ...] = tuple(round(part, 6) for part in (
            (x0 - x) / scale, (y0 - y) / scale, r0 / scale, 0.0, 0.0, 1.0))
        dx, dy = scale, 0.0
    else:
        x, y, x1, y1 = gradient.ends
        ends, dx, dy = (0.0, 0.0, 1.0, 0.0), x1 - x, y1 - y
    # (dx, dy, -dy, dx, x, y), then the gradient's matrix, then the page with y up.
    p, q = a * dx + c * dy, b * dx + d * dy
    r, s = -a * dy + c * dx, -b * dy + d * dx
    t, u = a * x + c * y + e, b * x + d * y + f
    return Unit(ends, (p, -q, r, -s, left + t, top - u))


def blend(gradient: Gradient, *, press: bool) -> object:
    """The function from a place along the gradient to a colour, linear between stops."""
    if not press:
        return _function(gradient.stops, lambda stop: stop.ink.srgb)
    plates = _plates(gradient)
    return _function(gradient.stops, lambda stop: [_amount(stop.ink, plate) for plate in plates])


def fading(gradient: Gradient) -> object:
    """The function from a place along the gradient to its opacity."""
    return _function(gradient.stops, lambda stop: (stop.opacity,))


def _function(stops: Sequence[GradientStop], parts: Callable[[GradientStop], Sequence[float]]) -> object:
    """Type 3 of type 2 (ISO 32000-1, 7.10.3 and 7.10.4); two stops at one place make an edge."""
    pairs = [(one, other) for one, other in pairwise(stops) if other.offset > one.offset]
    functions = [dictionary({
        "FunctionType": 2, "Domain": array([0, 1]), "N": 1,
        "C0": array([round(part, 4) for part in parts(one)]),
        "C1": array([round(part, 4) for part in parts(other)])}) for one, other in pairs]
    if len(functions) == 1:
        return functions[0]
    return dictionary({"FunctionType": 3, "Domain": array([0, 1]), "Functions": array(functions),
                       "Bounds": array([round(one.offset, 6) for one, _ in pairs[1:]]),
                       "Encode": array([0, 1] * len(functions))})


def _plates(gradient: Gradient) -> tuple[str, ...]:
    """The plates of a gradient's colours: the four, a spot alone, or spots with those of the four that are used."""
    inks = [stop.ink for stop in gradient.stops]
    spots = tuple(sorted({ink.spot for ink in inks if ink.spot}))
    if not spots:
        return PLATES
    process = {plate for ink in inks if not ink.spot for plate in ink.plates}
    return (*spots, *(plate for plate in PLATES if plate in process))


def _amount(ink: Ink, plate: str) -> float:
    if ink.spot or plate not in PLATES:
        return 1.0 if ink.spot == plate else 0.0
    return ink.cmyk[PLATES.index(plate)]


def space_object(gradient: Gradient, spaces: Mapping[str, object], separations: Separations) -> object:
    """The colour space of a gradient on press; `spaces` are those of spot inks by resource name."""
    plates = _plates(gradient)
    if plates == PLATES:
        return name("DeviceCMYK")
    inks = {stop.ink.spot: stop.ink for stop in gradient.stops if stop.ink.spot}
    if len(plates) == 1:
        return spaces[separations.key(inks[plates[0]])]
    colorants = {plate: spaces[separations.key(inks[plate])] for plate in plates if plate in inks}
    mixtures = [inks[plate].cmyk if plate in inks else tuple(float(each == plate) for each in PLATES)
                for plate in plates]
    return array([name("DeviceN"), array([name(plate) for plate in plates]), name("DeviceCMYK"), _mixed(mixtures),
                  dictionary({"Colorants": dictionary(colorants)})])


def _mixed(mixtures: Sequence[Sequence[float]]) -> Stream:
    """The function from amounts of plates to the CMYK that they look like: the sum, at most 1 each (type 4, 7.10.5)."""
    count, program = len(mixtures), []
    for plate in range(4):
        program.append("0")
        for at, mixture in enumerate(mixtures):
            if mixture[plate]:
                program.append(f"{count - at + plate} index {number(mixture[plate])} mul add")
        program.append("dup 1 gt {pop 1} if")
    program.append(f"{count + 4} 4 roll {'pop ' * count}")
    return Stream(f"{{{' '.join(program)}}}".encode(), {
        "FunctionType": 4, "Domain": array([0, 1] * count), "Range": array([0, 1] * 4)})
