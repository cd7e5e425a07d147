"""Text: read back as in the material, away from the cut, and large enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_, Severity, compared
from pressroom.patterns import regex
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import changed, content, painted, set_content
from pressroom.preflight.text_matching import comparable, first_difference, normalized, occurrences
from pressroom.preflight.walk.painted import PaintedText
from pressroom.sheet.geometry import Box
from pressroom.sheet.units import to_mm

_SLACK = 0.05
_SHOW = regex(rb"(<)[0-9A-Fa-f]{4}([0-9A-Fa-f]{4})")


def _a_glyph_less(writer: Any) -> None:
    set_content(writer, _SHOW.sub(rb"\1\2", content(writer), count=1))


@check("words-missing",
       why=N_("The text in the file differs from the material: a glyph, a space or a line is missing, or another text "
              "was set."),
       mend=N_("Look at the place in the message; the usual cause is a glyph that the font does not have."),
       source="Pressroom, rule 2", needs=("words",), spoil=changed(_a_glyph_less))
def words_missing(proof: Proof) -> Iterator[Fault]:
    """Every expected text is read back on its page, as often as in the brief."""
    for page in proof.pages:
        if page.brief is None or not page.brief.words:
            continue
        page_text = comparable(page.text)
        for words, times in Counter(normalized(each) for each in page.brief.words).items():
            if words and occurrences(words, page_text) < times:
                yield _difference(page, words, page_text)


def _difference(page: Page, words: str, page_text: str) -> Fault:
    if occurrences(words, page_text):
        return fault(N_("“{words}” is set fewer times than in the material"), page=page, words=words[:60])
    before, expected, instead = first_difference(words, page_text)
    if not before:
        return fault(N_("“{words}” is not on the page"), page=page, words=words[:60])
    return fault(N_("“{words}” is not read back: after “{before}” comes “{instead}” instead of “{expected}”"),
                 page=page, words=words[:60], before=before, expected=expected, instead=instead)


def _distances(page: Page, proof: Proof) -> Iterator[tuple[Box, str, float, float]]:
    """Lines of text: box, words, the distance to the nearest edge of the trim, and the required distance."""
    limits, trim, page_brief = proof.brief.limits, page.trim, page.brief
    left = limits.safe if page_brief is None or page_brief.safe_left is None else page_brief.safe_left
    right = limits.safe if page_brief is None or page_brief.safe_right is None else page_brief.safe_right
    for box, words in page.printed_lines:
        sides = ((box.x0 - trim.x0, left), (trim.x1 - box.x1, right), (box.y0 - trim.y0, limits.safe),
                 (trim.y1 - box.y1, limits.safe))
        distance, least = min(sides, key=lambda side: side[0] - side[1])
        yield box, words, distance, least


def _word_at(x: float) -> str:
    return f"1 0 0 1 {{x0}} {{y1}} cm 0 0 0 1 k BT /{{font}} 30 Tf 1 0 0 1 {x} -80 Tm <0001> Tj ET"


@check("words-near-trim",
       why=N_("The guillotine is off by up to a millimetre, and a frame or a clip hides the edge: text there looks "
              "like a mistake, or is cut."),
       mend=N_("Move the text inward."), source="Printers' guides, rule 2",
       severity=Severity.WARNING, needs=("finished",), spoil=painted(_word_at(8.0)))
def words_near_trim(proof: Proof) -> Iterator[Fault]:
    """Text keeps the safe margin."""
    for page in proof.pages:
        for box, words, distance, least in _distances(page, proof):
            if proof.brief.limits.safe_error - _SLACK <= distance < least - _SLACK:
                yield _near(page, box, words, distance, least)


@check("words-at-trim",
       why=N_("Text this near to the cut is cut off on part of the run."),
       mend=N_("Move the text inward."), source="Printers' guides, rule 2",
       needs=("finished",), spoil=painted(_word_at(1.0)))
def words_at_trim(proof: Proof) -> Iterator[Fault]:
    """Text keeps the smallest distance that printers accept."""
    for page in proof.pages:
        for box, words, distance, least in _distances(page, proof):
            floor = min(proof.brief.limits.safe_error, least)
            if distance < floor - _SLACK:
                yield _near(page, box, words, distance, floor)


def _near(page: Page, box: Box, words: str, distance: float, least: float) -> Fault:
    found, asked = compared(to_mm(distance), to_mm(least), 1)
    return fault(N_("“{words}” is {found} mm from the trim; {asked} mm are required"), page=page, area=box,
                 words=normalized(words)[:40], found=found, asked=asked,
                 measured=distance, limit=least)


def _texts(proof: Proof) -> Iterator[tuple[Page, PaintedText]]:
    for page in proof.pages:
        for text in page.walk.texts:
            if text.mode != 3 and page.printed.overlap(text.box) is not None:
                yield page, text


def _frail(text: PaintedText) -> bool:
    """Whether it is white, or of more than one ink: sensitive to misregister and ink spread."""
    colour = text.fill or text.stroke
    if colour is None or colour.plates is None:
        return False
    return colour.is_white or sum(plate > 0.01 for plate in colour.plates) > 1


_SMALL = "1 0 0 1 {x0} {y1} cm %s BT /{font} %g Tf 1 0 0 1 60 -80 Tm <0001> Tj ET"
_OVER = {"/ExtGState": {"/SpoilOver": {"/OP": True, "/op": True, "/OPM": 1}}}


@check("text-small",
       why=N_("Letters of this size fill in on the press, and few people can read them."),
       mend=N_("Set the text larger, or shorten it."), source="Printers' guides, rule 4",
       needs=("press",), spoil=painted(_SMALL % ("/SpoilOver gs 0 0 0 1 k", 4), _OVER))
def text_small(proof: Proof) -> Iterator[Fault]:
    """Text is at least as large as the limit."""
    limit = proof.brief.limits.text
    for page, text in _texts(proof):
        if text.size < limit - _SLACK:
            yield fault(N_("text of {size} pt; at least {asked} pt are required"), page=page, area=text.box,
                        size=compared(text.size, limit, 1)[0], asked=limit, measured=text.size, limit=limit)


@check("text-reversed-small",
       why=N_("White letters and letters of several inks lose their thin strokes when plates shift or ink spreads."),
       mend=N_("Set it larger or bolder, or in one ink on bare paper."), source="GWG 2022, R0016; GWG 2022, R0017",
       severity=Severity.WARNING, needs=("press",), spoil=painted(_SMALL % ("0 0 0 0 k", 6)))
def text_reversed_small(proof: Proof) -> Iterator[Fault]:
    """White and many-ink text is at least as large as its own limit."""
    limits = proof.brief.limits
    for page, text in _texts(proof):
        if limits.text - _SLACK <= text.size < limits.text_reversed - _SLACK and _frail(text):
            yield fault(N_("text of {size} pt in white or several inks; at least {asked} pt are required"),
                        page=page, area=text.box, size=compared(text.size, limits.text_reversed, 1)[0],
                        asked=limits.text_reversed, measured=text.size, limit=limits.text_reversed)


@check("text-invisible",
       why=N_("Invisible text is read by programs and not by people: recognised text of a scan, or a deception."),
       mend=N_("Remove the invisible text from the press file."), source="Prepress practice, rule 8",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("1 0 0 1 {x0} {y1} cm BT 3 Tr /{font} 30 Tf 1 0 0 1 60 -80 Tm <0001> Tj ET"))
def text_invisible(proof: Proof) -> Iterator[Fault]:
    """No text is invisible."""
    for page in proof.pages:
        for text in page.walk.texts:
            if text.mode == 3 or text.settings.alpha_fill == 0 or not page.shows(text.box):
                yield fault(N_("invisible text"), page=page, area=text.box)
