"""Pictures of a page: how many, their pixels, resolution, colour space and coding, and whether their bytes changed."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.digest import Digests, TooMany
from pressroom.desk.comparison.pairs import Pair, key_of_box
from pressroom.findings import N_
from pressroom.pdf.objects import fingerprint
from pressroom.pdf.streams import filters
from pressroom.preflight.walk.painted import PaintedPicture, Walk
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture as it is compared.

    Attributes:
        box: on the new sheet.
        pixels: width and height.
        ppi: effective resolution.
        space, coding: as in the file; the coding has the bits of a colour.
        digest: of its dictionary and bytes.
    """

    box: Box
    pixels: tuple[int, int]
    ppi: float
    space: str
    coding: str
    digest: bytes


def pictures(pair: Pair, digests: tuple[Digests, Digests]) -> Iterator[Difference]:
    """What differs in the pictures of a page."""
    dx, dy = pair.shift
    old, new = _pictures(pair.old.walk, dx, dy, digests[0]), _pictures(pair.new.walk, 0.0, 0.0, digests[1])
    if len(old) != len(new):
        yield difference("pictures", N_("{count} {count|picture|pictures} instead of {was}"), pair.number,
                         count=len(new), was=len(old))
    pairs, left_old, left_new = _matched(old, new)
    for shown, message in enumerate(one for before, after in pairs for one in _each(pair, before, after)):
        if shown == _MOST_SHOWN:
            return
        yield message
    if left_old and left_new and len(old) == len(new):
        yield difference("pictures", N_("{count} {count|picture is|pictures are} at another place or of another size"),
                         pair.number, left_new[0].box, count=len(left_new))


def _pictures(walk: Walk, dx: float, dy: float, digests: Digests) -> list[_Picture]:
    return [_Picture(each.box.moved(dx, dy), each.pixels, each.ppi, each.space.label if each.space else "stencil",
                     " ".join((*(filters(each.stream) or ["-"]), f"{each.bits} bit")), _digest(each, digests))
            for each in walk.on_plates if isinstance(each, PaintedPicture)]


def _digest(picture: PaintedPicture, digests: Digests) -> bytes:
    try:
        inline = fingerprint(picture.content).encode() if picture.content is not None else b""
        return inline + digests.of_pixels(picture.stream)
    except TooMany:
        return b""


def _matched(old: list[_Picture], new: list[_Picture]
             ) -> tuple[list[tuple[_Picture, _Picture]], list[_Picture], list[_Picture]]:
    """Pictures at one place, and those without a counterpart."""
    waiting: dict[tuple[float, ...], list[_Picture]] = {}
    for each in reversed(old):
        waiting.setdefault(key_of_box(each.box), []).append(each)
    pairs, left = list[tuple[_Picture, _Picture]](), list[_Picture]()
    for each in new:
        if same := waiting.get(key_of_box(each.box)):
            pairs.append((same.pop(), each))
        else:
            left.append(each)
    return pairs, [each for group in waiting.values() for each in group], left


def _each(pair: Pair, before: _Picture, after: _Picture) -> Iterator[Difference]:
    """What differs between two pictures at one place."""
    said = False
    if before.pixels != after.pixels or round(before.ppi) != round(after.ppi):
        said = True
        yield difference("pictures", N_("a picture of {wide} x {high} pixels ({ppi} ppi) instead of {was_wide} x "
                                        "{was_high} ({was_ppi} ppi)"), pair.number, after.box,
                         wide=after.pixels[0], high=after.pixels[1], ppi=round(after.ppi),
                         was_wide=before.pixels[0], was_high=before.pixels[1], was_ppi=round(before.ppi))
    if before.space != after.space:
        said = True
        yield difference("pictures", N_("a picture in {now} instead of {was}"), pair.number, after.box,
                         now=after.space, was=before.space)
    if before.coding != after.coding:
        said = True
        yield difference("pictures", N_("a picture stored as {now} instead of {was}"), pair.number, after.box,
                         now=after.coding, was=before.coding)
    if not said and before.digest != after.digest:
        yield difference("pictures", N_("a picture of the same size with other bytes"), pair.number, after.box)
