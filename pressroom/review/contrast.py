"""Contrast of words to what lies under them: in print colours, in grey, and to eyes that miss a colour."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.colour.ink import contrast
from pressroom.colour.seen import EYES, in_grey
from pressroom.findings import N_, Severity, compared
from pressroom.review import spoils
from pressroom.review.part import ReviewedPart, WordsOn, called
from pressroom.review.rule import Fault, fault, rule

TEXT_CONTRAST, HEADLINE_CONTRAST = 4.5, 3.0


@rule("contrast", why=N_("Text too close to its background cannot be read from afar or with low vision."),
      mend=N_("Choose another ink or palette for one of the two."), source="WCAG 2.1, 1.4.3",
      spoil=spoils.words_in_the_colour_of_their_ground)
def plain(part: ReviewedPart) -> Iterator[Fault]:
    """Words have a contrast of 4.5 to 1 to their ground, headings 3 to 1, both as they are printed."""
    for pair in part.words_on:
        if pair.ground and not _passes(pair):
            yield _fault(part, pair, contrast(pair.ink, pair.ground),
                         N_("{name}: {ink} on {ground} has a contrast of {ratio}, at least {least} is needed"))


@rule("contrast-grey", why=N_("Members print in black; what differs by hue alone becomes one grey."),
      mend=N_("Choose inks that differ in lightness."),
      source="WCAG 2.1, 1.4.3; ITU-R BT.601",
      severity=Severity.WARNING,
      spoil=spoils.words_of_another_hue_but_one_grey)
def grey(part: ReviewedPart) -> Iterator[Fault]:
    """Words that pass in colour pass in grey too: the luma of ITU-R BT.601, which drivers turn colours into."""
    for pair in part.words_on:
        if pair.ground and _passes(pair):
            measured = contrast(in_grey(pair.ink), in_grey(pair.ground))
            if measured < _least(pair):
                yield _fault(part, pair, measured, N_("{name}: printed in grey, {ink} on {ground} has a contrast of "
                                                      "{ratio}, at least {least} is needed"))


@rule("contrast-colour-blind",
      why=N_("One man in twelve does not tell red from green; words must not need that difference."),
      mend=N_("Choose inks that differ in lightness."),
      source="WCAG 2.1, 1.4.3; Machado, Oliveira and Fernandes 2009",
      severity=Severity.WARNING,
      spoil=spoils.words_of_a_hue_that_some_eyes_miss)
def colour_blind(part: ReviewedPart) -> Iterator[Fault]:
    """Words that pass in colour pass for eyes without red, green or blue cones too."""
    for pair in part.words_on:
        for eye, simulate in EYES.items() if pair.ground and _passes(pair) else ():
            measured = contrast(simulate(pair.ink), simulate(pair.ground)) if pair.ground else 0.0
            if measured < _least(pair):
                yield _fault(part, pair, measured, N_("{name}: with {eye}, {ink} on {ground} has a contrast of "
                                                      "{ratio}, at least {least} is needed"), eye)


@rule("text-on-picture", why=N_("A photograph is light here and dark there; words on it need a ground of their own."),
      mend=N_("Put a shape between the picture and the words."), source="Poster design, rule 7",
      spoil=spoils.picture_under_words)
def on_picture(part: ReviewedPart) -> Iterator[Fault]:
    """No words stand on a picture without a ground."""
    for pair in part.words_on:
        if pair.ground is None:
            yield fault(N_("{name} stands on a picture without a ground"), source=part.place(pair.placed.location),
                        name=called(pair.placed))


def _least(pair: WordsOn) -> float:
    return HEADLINE_CONTRAST if pair.heading else TEXT_CONTRAST


def _passes(pair: WordsOn) -> bool:
    return pair.ground is not None and contrast(pair.ink, pair.ground) >= _least(pair)


def _fault(part: ReviewedPart, pair: WordsOn, measured: float, message: str, eye: str = "") -> Fault:
    assert pair.ground is not None
    ratio, least = compared(measured, _least(pair), 1)
    return fault(message, source=part.place(pair.placed.location), area=pair.area,
                 measured=compared(measured, _least(pair), 2)[0], limit=_least(pair), name=called(pair.placed),
                 ink=pair.ink.name, ground=pair.ground.name, ratio=f"{ratio:g}", least=f"{least:g}", eye=eye)
