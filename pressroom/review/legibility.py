"""Whether words can be read at all: nothing stands on them, headlines are short, lines end well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pressroom.elements.context import Fitted, Setting
from pressroom.findings import N_, Severity
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm
from pressroom.text.placeholders import names_in
from pressroom.type.setting import plain

# A few words too many are the writer's choice; twice as many are no headline.
_FAR_TOO_MANY = 2
# A single last word of fewer letters than this looks lost.
_LONE_WORD = 5
# Ink boxes may touch by this much (points) before they count as standing on each other.
_TOUCH = 0.5


@rule("collision", why=N_("Two things stand on each other; neither can be read."),
      mend=N_("Give them other cells, shorten the words, or say in the layout that one may stand `over:` the other."),
      source="Poster design, rule 7", spoil=spoils.second_text_on_first)
def collision(part: ReviewedPart) -> Iterator[Fault]:
    """No two inks stand on each other, and nothing stands where a code wants no ink."""
    solid = [one for one in part.placed if not one.element.ARTWORK and one.fitted.area]
    for first, second in combinations(solid, 2):
        allowed = first.element.name in second.element.over or second.element.name in first.element.over
        common = _common(first.fitted, second.fitted)
        if allowed or common is None or min(common.width, common.height) <= _TOUCH:
            continue
        yield fault(N_("{first} and {second} overlap by {width} x {height} mm on {format}"),
                    source=part.place(second.location), area=common, first=called(first), second=called(second),
                    width=f"{to_mm(common.width):.1f}", height=f"{to_mm(common.height):.1f}",
                    format=part.piece.format.name)


def _common(first: Fitted, second: Fitted) -> Box | None:
    """Where the ink of one stands on the other's ink, or where the other wants none."""
    pairs = ((first.area, second.area), (first.clear, second.area), (first.area, second.clear))
    common = [box for one, other in pairs if one and other and (box := one.overlap(other))]
    return max(common, key=lambda box: min(box.width, box.height), default=None)


@rule("headline-long", why=N_("A poster is read in three seconds by someone who did not come to read it."),
      mend=N_("Cut words until one idea is left."), source="Poster design, rule 1", severity=Severity.WARNING,
      spoil=spoils.headline_of_many_words)
def headline_long(part: ReviewedPart) -> Iterator[Fault]:
    """A slot holds at most as many words as the layout says; twice as many are an error."""
    words = part.piece.words[part.number - 1]
    used = {name for placed in part.placed for text in placed.element.texts() for name in names_in(text)}
    for name, slot in part.piece.spec.slots.items():
        if slot.most_words is None or name not in words or name not in used:
            continue
        count = len(plain(words[name].text).split())
        if count > slot.most_words:
            yield fault(N_("{name} has {count} words, about {most} are read in passing"), source=words[name].place,
                        measured=count, limit=slot.most_words, name=name, count=count, most=slot.most_words,
                        severity=Severity.ERROR if count > _FAR_TOO_MANY * slot.most_words else None)


@rule("small-ending", why=N_("A headline that breaks after an article or a preposition is read with a stumble."),
      mend=N_("Wish for a break elsewhere (a new line in the words), or change a word."),
      source="Poster design, rule 6", severity=Severity.WARNING, spoil=spoils.line_ends_on_small_word)
def small_ending(part: ReviewedPart) -> Iterator[Fault]:
    """No line of a balanced text ends on a small word."""
    for setting in part.settings:
        if setting.words and setting.small_endings and part.piece.spec.styles[setting.style].balance:
            words = setting.words[0]
            yield fault(N_("{name} breaks after a small word on {format}: {lines}"), source=words.place,
                        area=setting.area, name=words.name, format=part.piece.format.name,
                        lines=" / ".join(setting.lines))


@rule("widow", why=N_("A last line of one short word looks like something that was left behind."),
      mend=N_("Add or take away a word."), source="Poster design, rule 6", severity=Severity.NOTE,
      spoil=spoils.last_line_of_one_short_word)
def widow(part: ReviewedPart) -> Iterator[Fault]:
    """No text of several lines ends on one short word."""
    for setting in part.settings:
        if setting.words and (word := lone_word(setting)):
            words = setting.words[0]
            yield fault(N_("{name} ends on a line of one short word on {format}: {word}"), source=words.place,
                        area=setting.area, name=words.name, format=part.piece.format.name, word=word)


def lone_word(setting: Setting) -> str:
    """The short word that the last of several lines consists of; empty where there is none."""
    last = setting.lines[-1].split()
    return last[0] if len(setting.lines) > 1 and len(last) == 1 and len(last[0]) < _LONE_WORD else ""
