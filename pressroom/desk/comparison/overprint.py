"""What overprints in one file and knocks out in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.desk.comparison.difference import Difference, difference
from pressroom.desk.comparison.pairs import Pair, key_of_box
from pressroom.desk.comparison.texts import words_of
from pressroom.findings import N_
from pressroom.preflight.checks.overprint import reaches_ground
from pressroom.preflight.walk.painted import NOWHERE, Painted, PaintedPath, PaintedPicture, PaintedText, Walk, what
from pressroom.records import dataclass
from pressroom.sheet.geometry import Box

_MOST_SHOWN = 12  # of a page
_MOST_GROUPED = 3_000  # objects in groups, each of which is held against all below it
_THINGS = (N_("text"), N_("path"), N_("picture"), N_("shading"))
_STATES = {(False, 0): N_("knocks out"), (True, 0): N_("overprints (mode 0)"), (True, 1): N_("overprints")}


@dataclass(frozen=True, slots=True)
class _Object:
    """An object with its overprint.

    Attributes:
        thing: text, path, picture or shading.
        words: of a text.
        box: on the new sheet.
        state: whether it overprints, and by which mode; of fill and stroke the one that overprints.
    """

    thing: str
    words: str
    box: Box
    state: tuple[bool, int]


def overprint(pair: Pair) -> Iterator[Difference]:
    """Objects that are on both pages, of which one overprints; and overprint that a page has and the other has not."""
    old, new = _objects(pair.old.walk, *pair.shift), _objects(pair.new.walk, 0.0, 0.0)
    differing, left_old, left_new = list[tuple[_Object, _Object]](), old, new
    for by_place in (True, False):
        pairs, left_old, left_new = _matched(left_old, left_new, by_place=by_place)
        differing += [(before, after) for before, after in pairs if before.state != after.state]
    for before, after in differing[:_MOST_SHOWN]:
        yield _said(pair, before, after)
    if len(differing) > _MOST_SHOWN:
        yield difference("overprint", N_("and {count} more {count|object|objects}"), pair.number,
                         count=len(differing) - _MOST_SHOWN)
    yield from _only_one(pair, old, new, left_old, left_new)


def _objects(walk: Walk, dx: float, dy: float) -> list[_Object]:
    grouped = sum(bool(thing.settings.groups) for thing in walk.on_plates)
    return [_Object(what(thing), words_of(thing) if isinstance(thing, PaintedText) else "", thing.box.moved(dx, dy),
                    _state(walk, thing, in_groups=grouped <= _MOST_GROUPED))
            for thing in walk.on_plates if thing.box != NOWHERE]


def _state(walk: Walk, thing: Painted, *, in_groups: bool) -> tuple[bool, int]:
    settings = thing.settings
    if isinstance(thing, PaintedPath | PaintedText):
        over = bool((thing.fill and settings.overprint_fill) or (thing.stroke and settings.overprint_stroke))
        if over and settings.groups and in_groups and not reaches_ground(walk, thing):
            over = False
    else:
        over = settings.overprint_fill and (not isinstance(thing, PaintedPicture) or thing.fill is not None)
    return over, (1 if settings.overprint_mode == 1 else 0) if over else 0


def _matched(old: list[_Object], new: list[_Object], *, by_place: bool
             ) -> tuple[list[tuple[_Object, _Object]], list[_Object], list[_Object]]:
    """Pairs of the same object, in order, and what is left of each page; by place, else by words or size alone."""
    waiting: dict[tuple[object, ...], list[_Object]] = {}
    for each in reversed(old):
        waiting.setdefault(_key(each, by_place=by_place), []).append(each)
    pairs, left = list[tuple[_Object, _Object]](), list[_Object]()
    for each in new:
        if same := waiting.get(_key(each, by_place=by_place)):
            pairs.append((same.pop(), each))
        else:
            left.append(each)
    return pairs, [each for group in waiting.values() for each in group], left


def _key(each: _Object, *, by_place: bool) -> tuple[object, ...]:
    if by_place:
        return each.thing, each.words, key_of_box(each.box)
    return each.thing, each.words or (round(each.box.width), round(each.box.height))


def _said(pair: Pair, before: _Object, after: _Object) -> Difference:
    states = {"state": _STATES[after.state], "before": _STATES[before.state]}
    if words := after.words.strip():
        return difference("overprint", N_("“{words}” {state} in the new file, and {before} in the old one"),
                          pair.number, after.box, words=words, **states)
    return difference("overprint", N_("a {thing} {state} in the new file, and {before} in the old one"), pair.number,
                      after.box, thing=after.thing, **states)


def _only_one(pair: Pair, old: list[_Object], new: list[_Object], left_old: list[_Object],
              left_new: list[_Object]) -> Iterator[Difference]:
    """Overprint of objects that are on one page only, where nothing of their kind overprints on the other page."""
    for thing in _THINGS:
        before, after = _over(old, thing), _over(new, thing)
        if not before and (only := [each for each in _over(left_new, thing) if after]):
            yield difference("overprint", N_("{count} {thing} {count|object overprints|objects overprint}: none did in "
                                             "the old file"), pair.number, only[0].box, thing=thing, count=len(only))
        if not after and (only := [each for each in _over(left_old, thing) if before]):
            yield difference("overprint", N_("no {thing} overprints any more: {count} did in the old file"),
                             pair.number, thing=thing, count=len(only))


def _over(objects: Iterable[_Object], thing: str) -> list[_Object]:
    return [each for each in objects if each.thing == thing and each.state[0]]
