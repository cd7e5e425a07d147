"""What finished bytes cannot show, judged on the marks: collisions, contrast, words in a headline, taste."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pressroom.elements.room import Fitted
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.fit.placed import Placed
from pressroom.fit.sheets import FittedSheet
from pressroom.review.contrast import contrasts
from pressroom.review.taste import taste
from pressroom.review.type_sizes import sizes
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.stages import Piece
from pressroom.text.placeholders import names_in
from pressroom.type.setting import plain

COLLISION = code(
    "collision",
    N_("Two things stand on each other; a reader gets neither."),
    N_("Give them other cells, shorten the words, or say in the layout that one may stand `over:` the other."))
HEADLINE_LONG = code("headline-long", N_("A poster is read in three seconds by someone who did not come to read it."),
                     N_("Cut words until one idea is left."), severity=Severity.WARNING)
SMALL_ENDING = code(
    "small-ending", N_("A headline that breaks after an article or a preposition reads like a stumble."),
    N_("Wish for a break elsewhere (a new line in the words), or change a word."), severity=Severity.WARNING)
WIDOW = code(
    "widow", N_("A last line of one short word looks like something that was left behind."),
    N_("Add or take away a word."), severity=Severity.NOTE)

# A few words too many are the writer's choice; twice as many are no headline.
_FAR_TOO_MANY = 2
# A single last word of fewer letters than this looks lost.
_LONE_WORD = 5
# Ink boxes may touch by this much (points) before they count as standing on each other.
_TOUCH = 0.5


def judge(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    """Findings about one fitted sheet."""
    yield from _collisions(piece, sheet)
    yield from contrasts(piece, sheet)
    yield from sizes(piece, sheet)
    yield from _headlines(piece, sheet)
    yield from _line_ends(piece, sheet)
    if piece.edition != "lowink":  # on bare paper no ink leads by its area
        yield from taste(piece, sheet)


def _collisions(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    solid = [one for one in sheet.placed if not one.element.ARTWORK and one.fitted.area]
    for first, second in combinations(solid, 2):
        allowed = first.element.name in second.element.over or second.element.name in first.element.over
        common = _common(first.fitted, second.fitted)
        if allowed or common is None or min(common.width, common.height) <= _TOUCH:
            continue
        yield finding(COLLISION, N_("{first} and {second} overlap by {width} x {height} mm on {format}"),
                      source=piece.layout_document.place(second.location), sheet=sheet.number, area=common,
                      first=_called(first), second=_called(second), width=f"{to_mm(common.width):.1f}",
                      height=f"{to_mm(common.height):.1f}", format=piece.format.name)


def _common(first: Fitted, second: Fitted) -> Box | None:
    """Where the ink of one stands on the other's ink, or where the other wants none."""
    pairs = ((first.area, second.area), (first.clear, second.area), (first.area, second.clear))
    found = [common for one, other in pairs if one and other and (common := one.overlap(other))]
    return max(found, key=lambda box: min(box.width, box.height), default=None)


def _called(placed: Placed) -> str:
    return placed.element.name or placed.element.kind


def _headlines(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    words = piece.words[sheet.number - 1]
    used = {name for placed in sheet.placed for text in placed.element.texts() for name in names_in(text)}
    for name, slot in piece.spec.slots.items():
        if slot.most_words is None or name not in words or name not in used:
            continue
        count = len(plain(words[name].text).split())
        if count > slot.most_words:
            yield finding(HEADLINE_LONG, N_("{name} has {count} words, about {most} are read in passing"),
                          source=words[name].place, sheet=sheet.number, measured=count, limit=slot.most_words,
                          name=name, count=count, most=slot.most_words,
                          severity=Severity.ERROR if count > _FAR_TOO_MANY * slot.most_words else None)


def _line_ends(piece: Piece, sheet: FittedSheet) -> Iterator[Finding]:
    for setting in sheet.settings:
        if not setting.words:
            continue
        said = setting.words[0]
        if setting.small_endings and piece.spec.styles[setting.style].balance:
            yield finding(SMALL_ENDING, N_("{name} breaks after a small word on {format}: {lines}"), source=said.place,
                          sheet=sheet.number, area=setting.area, name=said.name, format=piece.format.name,
                          lines=" / ".join(setting.lines))
        last = setting.lines[-1].split()
        if len(setting.lines) > 1 and len(last) == 1 and len(last[0]) < _LONE_WORD:
            yield finding(WIDOW, N_("{name} ends on a line of one short word on {format}: {word}"), source=said.place,
                          sheet=sheet.number, area=setting.area, name=said.name, format=piece.format.name, word=last[0])
