"""What a line never parts: a number and its unit, n° and its number, the figures of a telephone number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pressroom.findings import N_
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.review.composition.damage import two_sides
from pressroom.review.damage import pick, reset
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.stages import FittedSheet

_UNITS = (r"(?:[%‰€$£°]|°C|km/h|km|[cm]m|m|m²|kg|mg|g|[cm]?[lL]|ha|kW|Hz|h|min|euros?|pounds?|millions?|milliards?|"
          r"billions?|ans?|jours?|mois|semaines?|heures?|minutes?|years?|days?|months?|weeks?|hours?)(?![\w/])")
# What parts the figures of a telephone number.
_PART = r"[ .\u00a0\u202f-]"
# `|` is where the line ends.
_PARTED = (
    regex(rf"\d *\|{_UNITS}"),
    regex(r"\b[nN](?:°|º|o\.) *\| *\d"),
    regex(r"(?<![\d.,])\d{1,3} *\|\d{3}(?!\d)"),
    regex(rf"(?<!\d)(?:\+\d{{2}}{_PART}?|0)[1-9](?:{_PART}?\d\d)*{_PART}*\|\d\d(?:{_PART}|$)"),
)
_NEAR_THE_END = 24
_DIGIT = regex(r"\d")


def parted(lines: Sequence[str]) -> str:
    """The first number that the end of a line parts, with `|` where it does; nothing where there is none."""
    for line, following in pairwise(lines):
        if not (_DIGIT.search(line, max(0, len(line) - _NEAR_THE_END)) or following[:1].isdigit()):
            continue
        joined = f"{line[-_NEAR_THE_END:].rstrip(' ')}|{following[:_NEAR_THE_END]}"
        for pattern in _PARTED:
            if match := pattern.search(joined):
                return match[0]
    return ""


def _number_parted(part: FittedSheet, to: float) -> FittedSheet:
    """A text of two lines, whose first ends with a number, or, where `to` is 0, before it."""
    old = pick(one for one in part.settings if one.words and one.lines)
    lines = ("Depuis plus de 24", "ans déjà ensemble") if to else ("Depuis plus de", "24 ans déjà ensemble")
    return reset(part, old, replace(old, lines=lines))


SPOIL, NEAR = two_sides(_number_parted, 1.0, 0.0)


@rule("number-parted",
      why=N_("A number without its unit, or half of a telephone number, is misread or misdialled."),
      mend=N_("Remove the break from the words, or move it before the number."), source="Poster design, rule 24",
      spoil=SPOIL, near=NEAR)
def number_parted(part: ReviewedPart) -> Iterator[Fault]:
    """No line ends between a number and its unit, after n°, or inside a telephone number."""
    for setting in part.settings:
        if setting.words and (seen := parted(setting.lines)):
            yield fault(N_("{name} parts a number at the end of a line on {format}: {seen}"),
                        N_("take the new line out of the words"), source=setting.words[0].place, area=setting.area,
                        name=setting.words[0].name, format=part.piece.format.name, seen=seen.replace("|", " / "))
