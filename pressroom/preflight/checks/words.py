"""Words: read back as they were written, clear of the cut, large enough to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import changed, content, painted, set_content
from pressroom.preflight.text_matching import comparable, first_difference, folded, occurrences
from pressroom.preflight.walk.painted import PaintedText
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm

_SLACK = 0.05
_SHOW = re.compile(rb"(<)[0-9A-Fa-f]{4}([0-9A-Fa-f]{4})")


def _a_glyph_less(writer: Any) -> None:
    set_content(writer, _SHOW.sub(rb"\1\2", content(writer), count=1))


@check("words-missing",
       why=N_("What is written in the material and what the file says differ: a glyph was lost, a space vanished, "
              "a line fell off, or the wrong text was set."),
       mend=N_("Look at the place named; a missing glyph in the font is the usual cause."),
       source="Pressroom, rule 2", needs=("words",), spoil=changed(_a_glyph_less))
def words_missing(proof: Proof) -> Iterator[Fault]:
    """Every expected text is read back on its page, as often as it was set."""
    for page in proof.pages:
        if page.asked is None or not page.asked.words:
            continue
        found = comparable(page.text)
        for words, times in Counter(folded(each) for each in page.asked.words).items():
            if words and occurrences(words, found) < times:
                yield _difference(page, words, found)


def _difference(page: Page, words: str, found: str) -> Fault:
    if occurrences(words, found):
        return fault(N_("“{words}” is set fewer times than asked for"), page=page, words=words[:60])
    before, expected, instead = first_difference(words, found)
    if not before:
        return fault(N_("“{words}” is not on the page"), page=page, words=words[:60])
    return fault(N_("“{words}” is not read back: after “{before}” comes “{instead}”, not “{expected}”"), page=page,
                 words=words[:60], before=before, expected=expected, instead=instead)


def _distances(page: Page, proof: Proof) -> Iterator[tuple[Box, str, float, float]]:
    """Words on the sheet: where, what, least distance to the trim less what is asked there, and that distance."""
    limits, trim, asked = proof.brief.limits, page.trim, page.asked
    left = limits.safe if asked is None or asked.safe_left is None else asked.safe_left
    right = limits.safe if asked is None or asked.safe_right is None else asked.safe_right
    shown = [text.box for text in page.walk.texts]  # cut by the clip, which a reader of words does not know of
    for box, words in page.lines:
        if not words.strip() or page.printed.overlap(box) is None or not any(box.overlap(one) for one in shown):
            continue
        sides = ((box.x0 - trim.x0, left), (trim.x1 - box.x1, right), (box.y0 - trim.y0, limits.safe),
                 (trim.y1 - box.y1, limits.safe))
        distance, least = min(sides, key=lambda side: side[0] - side[1])
        yield box, words, distance, least


def _word_at(x: float) -> str:
    return f"1 0 0 1 {{x0}} {{y1}} cm 0 0 0 1 k BT /{{font}} 30 Tf 1 0 0 1 {x} -80 Tm <0001> Tj ET"


@check("words-near-trim",
       why=N_("The guillotine is off by up to a millimetre, and a frame or a clip hides the edge: words there look "
              "like a mistake, or are cut."),
       mend=N_("Move the words inward."), source="Printers' guides, rule 2",
       severity=Severity.WARNING, needs=("finished",), spoil=painted(_word_at(8.0)))
def words_near_trim(proof: Proof) -> Iterator[Fault]:
    """Words keep the safe margin."""
    for page in proof.pages:
        for box, words, distance, least in _distances(page, proof):
            if proof.brief.limits.safe_error - _SLACK <= distance < least - _SLACK:
                yield _near(page, box, words, distance, least)


@check("words-at-trim",
       why=N_("Words this near to the cut are cut on a part of the run."),
       mend=N_("Move the words inward."), source="Printers' guides, rule 2",
       needs=("finished",), spoil=painted(_word_at(1.0)))
def words_at_trim(proof: Proof) -> Iterator[Fault]:
    """Words keep the distance without which nobody prints."""
    for page in proof.pages:
        for box, words, distance, least in _distances(page, proof):
            floor = min(proof.brief.limits.safe_error, least)
            if distance < floor - _SLACK:
                yield _near(page, box, words, distance, floor)


def _near(page: Page, box: Box, words: str, distance: float, least: float) -> Fault:
    return fault(N_("“{words}” stands {found} mm from the trim, {asked} mm are wanted"), page=page, area=box,
                 words=folded(words)[:40], found=round(to_mm(distance), 1), asked=round(to_mm(least), 1),
                 measured=distance, limit=least)


def _texts(proof: Proof) -> Iterator[tuple[Page, PaintedText]]:
    for page in proof.pages:
        for text in page.walk.texts:
            if text.mode != 3 and page.printed.overlap(text.box) is not None:
                yield page, text


def _frail(text: PaintedText) -> bool:
    """White, or of more than one ink: what misregister and ink spread eat first."""
    colour = text.fill or text.stroke
    if colour is None or colour.plates is None:
        return False
    return colour.is_white or sum(plate > 0.01 for plate in colour.plates) > 1


_SMALL = "1 0 0 1 {x0} {y1} cm %s BT /{font} %g Tf 1 0 0 1 60 -80 Tm <0001> Tj ET"
_OVER = {"/ExtGState": {"/SpoilOver": {"/OP": True, "/op": True, "/OPM": 1}}}


@check("text-small",
       why=N_("Letters this small fill in on the press, and few people can read them."),
       mend=N_("Set the text larger, or say less."), source="Printers' guides, rule 4",
       needs=("press",), spoil=painted(_SMALL % ("/SpoilOver gs 0 0 0 1 k", 4), _OVER))
def text_small(proof: Proof) -> Iterator[Fault]:
    """Text is at least as large as the limit."""
    limit = proof.brief.limits.text
    for page, text in _texts(proof):
        if text.size < limit - _SLACK:
            yield fault(N_("text of {size} pt, {asked} pt are the least"), page=page, area=text.box,
                        size=round(text.size, 1), asked=limit, measured=text.size, limit=limit)


@check("text-reversed-small",
       why=N_("White or many-ink letters lose their thin strokes when the plates shift or ink spreads."),
       mend=N_("Set it larger or bolder, or in one ink on bare paper."), source="GWG 2022, R0016; GWG 2022, R0017",
       severity=Severity.WARNING, needs=("press",), spoil=painted(_SMALL % ("0 0 0 0 k", 6)))
def text_reversed_small(proof: Proof) -> Iterator[Fault]:
    """White and many-ink text is at least as large as its own limit."""
    limits = proof.brief.limits
    for page, text in _texts(proof):
        if limits.text - _SLACK <= text.size < limits.text_reversed - _SLACK and _frail(text):
            yield fault(N_("white or many-ink text of {size} pt, {asked} pt are the least"), page=page, area=text.box,
                        size=round(text.size, 1), asked=limits.text_reversed, measured=text.size,
                        limit=limits.text_reversed)


@check("text-invisible",
       why=N_("Text that is not painted is read by machines and not by people; a scan's recognised words, or a trap."),
       mend=N_("Take the invisible text out of the press file."), source="Prepress practice, rule 8",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("1 0 0 1 {x0} {y1} cm BT 3 Tr /{font} 30 Tf 1 0 0 1 60 -80 Tm <0001> Tj ET"))
def text_invisible(proof: Proof) -> Iterator[Fault]:
    """No text is shown invisibly."""
    for page in proof.pages:
        for text in page.walk.texts:
            if text.mode == 3:
                yield fault(N_("invisible text"), page=page, area=text.box)
