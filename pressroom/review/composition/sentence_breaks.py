"""Lines and the ends of sentences: a new sentence begins a new line, and no sentence leaves one word on it."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.elements.context import Setting
from pressroom.findings import N_, Severity
from pressroom.patterns import regex
from pressroom.records import replace
from pressroom.review.composition.damage import two_sides
from pressroom.review.damage import pick, reset
from pressroom.review.part import ReviewedPart
from pressroom.review.rule import Fault, fault, rule
from pressroom.stages import FittedSheet

# A stop, and after it a word that can begin a sentence; no stop of an abbreviation of one letter, or of a number.
_END = r"(?:[^\W\d_]{2}|[%»”)])[\u00a0\u202f]?[.!?…][\u00a0\u202f]?[»”]?"
_INSIDE = regex(rf"{_END} +[«“–]?[\u00a0\u202f]?[A-ZÀ-ÝŒ0-9]")
_ENDED = regex(rf"{_END}$")
# One word of four letters or fewer, with which the sentence of the line above ends.
_LONE = regex(r"^[^\s.!?…]{1,4}[\u00a0\u202f]?[.!?…][\u00a0\u202f]?[»”]? +\S")


def broken(setting: Setting, *, headline: bool) -> tuple[str, bool] | None:
    """A line in which a sentence ends and the next begins, and whether only one short word of the first is on it.

    In anything but a headline, only such a lone word counts.
    """
    for above, line in zip(("", *setting.lines), setting.lines, strict=False):
        if above and _LONE.search(line) and not _ENDED.search(above):
            return line, True
        if headline and len(setting.lines) > 1 and _INSIDE.search(line):
            return line, False
    return None


def _headline_broken(part: FittedSheet, to: float) -> FittedSheet:
    """A headline of two sentences whose first ends with the first line where `to` is 0, and one word later else."""
    styles = part.piece.spec.styles
    old = pick(one for one in part.settings if one.words and styles[one.style].role == "heading"
               and styles[one.style].balance)
    lines = ("Ils tiennent encore. ", "Et vous aussi.") if not to else ("Ils ne tiennent", "plus. Aidez-les vite.")
    return reset(part, old, replace(old, lines=tuple(line.strip() for line in lines)))


SPOIL, NEAR = two_sides(_headline_broken, 1.0, 0.0)


@rule("sentence-broken",
      why=N_("In large type a line is read as a whole; a sentence that ends inside it interrupts reading."),
      mend=N_("Wish for a break after the sentence (a new line in the words), or change a word."),
      severity=Severity.NOTE, source="Poster design, rule 23", spoil=SPOIL, near=NEAR)
def sentence_broken(part: ReviewedPart) -> Iterator[Fault]:
    """In a headline no sentence ends inside a line; in a balanced text none leaves one short word on a new line."""
    for setting in part.settings:
        style = part.piece.spec.styles[setting.style]
        if not setting.words or not style.balance:
            continue
        seen = broken(setting, headline=style.role == "heading")
        if seen:
            line, lone = seen
            yield fault(N_("{name} leaves one word of a sentence at the beginning of a line on {format}: {line}")
                        if lone else N_("in {name} a sentence ends inside a line on {format}: {line}"),
                        source=setting.words[0].place, area=setting.area, name=setting.words[0].name,
                        format=part.piece.format.name, line=line, severity=Severity.WARNING if lone else None)
