"""The plates of a page by what its content says: which objects put ink on a plate, or take it off."""

from __future__ import annotations

from collections import Counter

from pressroom.desk.comparison.digest import Digests, TooMany
from pressroom.desk.comparison.pairs import key_of_box
from pressroom.pdf.spaces import Space
from pressroom.preflight.walk.colour import Colour
from pressroom.preflight.walk.painted import Painted, PaintedPath, PaintedPicture, PaintedShading, PaintedText, Walk
from pressroom.records import dataclass, field
from pressroom.sheet.geometry import Box

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_MOST_BELOW = 400  # objects with ink that one is held against: beyond, ink is taken to be below
_MOST_PIECES = 100
Mark = tuple[object, ...]


@dataclass(slots=True)
class Places:
    """What is on one plate.

    Attributes:
        marks: objects that put ink on it or take it off, with their places.
        inked: boxes of those that put ink on it.
    """

    marks: Counter[Mark] = field(default_factory=Counter)
    boxes: dict[Mark, Box] = field(default_factory=dict)
    inked: list[Box] = field(default_factory=list)

    def unlike(self, other: Places) -> list[Box]:
        """The places of objects that are on one of the two only, or in another way."""
        only = (self.marks - other.marks) + (other.marks - self.marks)
        return [(other.boxes.get(mark) or self.boxes[mark]) for mark in only]


def painted_plates(walk: Walk, shift: tuple[float, float], digests: Digests) -> dict[str, Places]:
    """The plates of a page by name, its sheet shifted by `shift` points.

    What takes ink off a plate counts only where there may be ink below. Colours whose inks are unknown, such as RGB,
    count on all process plates by their numbers; pictures by their bytes.
    """
    plates: dict[str, Places] = {}
    for thing in walk.on_plates:
        box = thing.box.moved(*shift)
        if box.width <= 0 and box.height <= 0:
            continue
        for effect, over in _effects(thing, digests):
            _mark(plates, thing, box, effect, over=over)
    return plates


def _mark(plates: dict[str, Places], thing: Painted, box: Box, effect: dict[str, object], *, over: bool) -> None:
    shape = _shape(thing)
    for plate in {*PROCESS, *plates, *effect}:
        tint = effect.get(plate, None if over else 0.0)
        places = plates.setdefault(plate, Places())
        if tint is None or (tint == 0.0 and not _below(places, box)):
            continue
        mark = (type(thing).__name__, key_of_box(box), shape, tint)
        places.marks[mark] += 1
        places.boxes[mark] = box
        if tint != 0.0:
            places.inked.append(box)


def _below(places: Places, box: Box) -> bool:
    return len(places.inked) > _MOST_BELOW or any(box.overlap(each) for each in places.inked)


def _shape(thing: Painted) -> object:
    if isinstance(thing, PaintedText):
        return thing.string
    if isinstance(thing, PaintedPath):
        return tuple((round(piece.width, 1), round(piece.height, 1)) for piece in thing.pieces[:_MOST_PIECES])
    return None


def _effects(thing: Painted, digests: Digests) -> list[tuple[dict[str, object], bool]]:
    """What it puts on each plate, and whether it leaves the others alone; for fill and stroke."""
    settings = thing.settings
    if isinstance(thing, PaintedShading):
        parts = tuple(each.parts for each in thing.colours)
        return [(dict.fromkeys(_plates_of(thing.space), parts), settings.overprint_fill)]
    if isinstance(thing, PaintedPicture):
        if thing.fill is None:
            return [(dict.fromkeys(_plates_of(thing.space), _digest(thing, digests)), settings.overprint_fill)]
        return [_colour(thing.fill, over=settings.overprint_fill, mode=settings.overprint_mode)]
    each = ((thing.fill, settings.overprint_fill), (thing.stroke, settings.overprint_stroke))
    return [_colour(colour, over=over, mode=settings.overprint_mode, look=(
        settings.alpha_fill, settings.alpha_stroke, settings.blend)) for colour, over in each if colour is not None]


def _colour(colour: Colour, *, over: bool, mode: int, look: tuple[float, float, str] = (1.0, 1.0, "Normal")
            ) -> tuple[dict[str, object], bool]:
    plain = look == (1.0, 1.0, "Normal")
    tints: dict[str, object]
    if colour.space.kind == "spot" and colour.pattern is None and len(colour.parts) == len(colour.space.colorants):
        tints = {**dict(zip(colour.space.colorants, colour.parts, strict=True))}
    elif (known := colour.plates) is not None:
        tints = dict(zip(PROCESS, known, strict=True))
    else:
        tints = dict.fromkeys(_plates_of(colour.space), colour.label)
    if not plain:
        tints = {plate: (tint, look) for plate, tint in tints.items()}
    elif over and (colour.space.family != "DeviceCMYK" or mode == 1):
        # in mode 0 a process ink of nothing takes off what is below (ISO 32000-1, 11.7.4.3)
        tints = {plate: tint for plate, tint in tints.items() if tint or plate in colour.space.colorants}
    return tints, over


def _plates_of(space: Space | None) -> tuple[str, ...]:
    inks = tuple(ink for ink in (space.colorants if space else ()) if ink not in ("All", "None"))
    return inks or PROCESS


def _digest(picture: PaintedPicture, digests: Digests) -> object:
    try:
        return digests.of_pixels(picture.stream) if picture.content is None else picture.content
    except TooMany:
        return b""
