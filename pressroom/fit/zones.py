"""Zones of a layout met: words give way, in the order that the layout says, until each element has its share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from pressroom.findings import N_, Finding, code, finding
from pressroom.fit.areas import painted_box
from pressroom.records import dataclass, replace
from pressroom.sheet.formats import STANDING_MM, Format
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import mm
from pressroom.specs.zones import ZoneSpec
from pressroom.stages import FittedSheet, Piece

ZONE = code(
    "zone-share",
    N_("A layout keeps room for what has to be seen: a picture that is squeezed by words says nothing."),
    N_("Shorten the words, or choose a format with more room."),
    source="Poster design, rule 2")
_SLACK = 0.002  # of the sheet: rounding of type sizes
_STEPS = 7  # of a bisection between the largest and the least size of a style
Sheets = tuple[FittedSheet, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A zone that is not met.

    Attributes:
        name: of the element.
        share, limit: of the sheet.
        number: of the sheet, from 1.
    """

    name: str
    share: float
    limit: float
    number: int

    @property
    def lacks(self) -> bool:
        """Whether it is too small, rather than too large."""
        return self.share < self.limit


def misses(piece: Piece, parts: Sequence[FittedSheet]) -> list[Miss]:
    """The zones that are not met, sheet after sheet."""
    return [miss for part in parts for miss in _on(piece, part)]


def _on(piece: Piece, part: FittedSheet) -> Iterator[Miss]:
    trim = Box(0, 0, part.sheet.width, part.sheet.height)
    for name, zone in piece.spec.zones.items():
        if not zone.holds_on(piece.format.shape):
            continue
        boxes = [box for one in part.placed if one.element.name == name
                 and (box := one.fitted.area or painted_box(one.fitted.marks))]
        for box in boxes:
            seen = box.overlap(trim)
            share = seen.width * seen.height / (trim.width * trim.height) if seen else 0.0
            if zone.least is not None and share < zone.least - _SLACK:
                yield Miss(name, share, zone.least, part.number)
            if zone.most is not None and share > zone.most + _SLACK:
                yield Miss(name, share, zone.most, part.number)


def room_made(piece: Piece, parts: Sheets, caps: Mapping[str, float],
              laid: Callable[[Mapping[str, float]], Sheets | None]) -> Sheets:
    """The sheets with words as large as the zones allow; those with the least words where they do not allow any.

    Args:
        piece: with its layout.
        parts: its sheets as they are without regard to zones.
        caps: largest sizes by style, in points.
        laid: gives the sheets for such sizes; None where something does not fit.
    """
    best, sizes = parts, dict(caps)
    for style in piece.spec.gives_way:
        used = [setting.size for part in parts for setting in part.settings if setting.style == style]
        if not used or not any(miss.lacks for miss in misses(piece, best)):
            continue
        least, most = piece.spec.styles[style].least_of_all(piece.format.short, piece.distance_m), max(used)
        smallest = laid({**sizes, style: least})
        if smallest is None:
            continue
        best, sizes[style] = smallest, least
        if any(miss.lacks for miss in misses(piece, smallest)):
            continue
        best, sizes[style] = _largest(piece, style, (least, most), sizes, laid, smallest)
    return best


def _largest(piece: Piece, style: str, between: tuple[float, float], sizes: Mapping[str, float],
             laid: Callable[[Mapping[str, float]], Sheets | None], best: Sheets) -> tuple[Sheets, float]:
    low, high = between
    for _ in range(_STEPS):
        size = math.sqrt(low * high)
        found = laid({**sizes, style: size})
        if found is not None and not any(miss.lacks for miss in misses(piece, found)):
            best, low = found, size
        else:
            high = size
    return best, low


def missed_findings(piece: Piece, missing: Sequence[Miss]) -> Iterator[Finding]:
    """An error for each zone that is not met."""
    for miss in missing:
        bound = "least" if miss.lacks else "most"
        message = N_("{zone} takes {share} % of sheet {number}, and at least {most} % are its own") if miss.lacks else (
            N_("{zone} takes {share} % of sheet {number}, and at most {most} % are its own"))
        hint = N_("about {lines} line{lines||s} of words less would leave it room") if miss.lacks else ""
        found = finding(ZONE, message, hint, source=piece.layout_document.place(("zones", miss.name, bound)),
                        measured=round(miss.share, 4), limit=miss.limit, zone=miss.name, number=miss.number,
                        share=f"{100 * miss.share:.1f}", most=f"{100 * miss.limit:g}",
                        lines=_lines(piece, miss) if miss.lacks else 0)
        yield replace(found, sheet=miss.number)


def _lines(piece: Piece, miss: Miss) -> int:
    """How many lines of the first style that gives way are as high as what is missing, at their least size."""
    style = piece.spec.styles[piece.spec.gives_way[0]] if piece.spec.gives_way else None
    missing = (miss.limit - miss.share) * piece.format.height
    line = style.sizes(piece.format.short, piece.distance_m)[0] * (style.leading or 1.2) if style else missing
    return max(1, math.ceil(missing / line))


def bands(zones: Mapping[str, ZoneSpec], sheet: Format) -> dict[str, tuple[float, float]]:
    """Where elements stand on a sheet that stands on the floor: from the top, in points."""
    if sheet.height < mm(STANDING_MM):
        return {}
    return {name: (max(0.0, sheet.height - zone.from_floor[1]), sheet.height - zone.from_floor[0])
            for name, zone in zones.items() if zone.from_floor and zone.holds_on(sheet.shape)}
