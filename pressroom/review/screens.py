"""Pictures for screens: words large enough on a phone, clear of what programs cover, and no code or imprint."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, compared
from pressroom.review import screen_spoils as spoils
from pressroom.review.part import ReviewedPart, called
from pressroom.review.rule import Fault, fault, rule
from pressroom.review.type_sizes import text_name
from pressroom.sheet.formats import PIXEL

LEAST_HEADLINE, LEAST_TEXT = 96, 24
"""Type sizes in pixels; of any text in a picture 1,080 pixels wide or less, in proportion in a wider one."""
_USUAL_WIDTH = 1080
_SLACK = 0.05  # of a pixel
# What is printed, and only there.
_PRINTED = ("qr", "imprint", "field")


@rule("screen-size",
      why=N_("A phone shows a picture six or seven centimetres wide, for as long as a thumb takes to pass it."),
      mend=N_("Raise the least size of the style, give the words more room, or cut words."),
      source="Pictures for screens, rule 1", needs=("screen",), spoil=spoils.small_words_on_a_screen)
def screen_size(part: ReviewedPart) -> Iterator[Fault]:
    """Headlines are set in 96 pixels at least, and no text below 24 of a picture 1,080 pixels wide."""
    across, _ = part.piece.format.pixels
    for setting in part.settings:
        headline = part.piece.spec.styles[setting.style].reads == "headline"
        least = LEAST_HEADLINE if headline else LEAST_TEXT * max(1.0, across / _USUAL_WIDTH)
        if setting.size / PIXEL < least - _SLACK:
            size, limit = compared(setting.size / PIXEL, least, 1)
            yield fault(N_("{name} is set in {size} pixels; on {format} it needs {least}"),
                        N_("change the size in {where}"), source=setting.at, area=setting.area, measured=size,
                        limit=limit, name=text_name(setting), size=f"{size:g}", least=f"{limit:g}",
                        format=part.piece.format.name, where=str(setting.at))


@rule("screen-safe",
      why=N_("Programs lay names and buttons over the upper and lower edge of a story; what stands there is not read."),
      mend=N_("Move the words down or up; the cells of the grid lie between the two edges."),
      source="Pictures for screens, rule 2", needs=("screen",), spoil=spoils.words_at_the_upper_edge)
def screen_safe(part: ReviewedPart) -> Iterator[Fault]:
    """No word and no mark of a story stands in its upper 250 or lower 340 of 1,920 pixels."""
    top, bottom = part.piece.format.covered
    if not (top or bottom):
        return
    edges = (top, part.piece.format.height - bottom)
    for placed in part.placed:
        area = placed.fitted.area
        if area is None or placed.element.ARTWORK or placed.element.kind == "picture":
            continue
        beyond = max(edges[0] - area.y0, area.y1 - edges[1]) / PIXEL
        if beyond > _SLACK:
            yield fault(N_("{name} stands {count} pixel{count||s} deep in what programs cover of a story"),
                        source=part.place((*placed.location, "at")), area=area, measured=round(beyond, 1), limit=0,
                        name=called(placed), count=max(1, round(beyond)))


@rule("printed-on-screen",
      why=N_("Nobody scans the screen that they hold, and an imprint, « ne pas jeter » and a practice's stamp are for "
             "paper."),
      mend=N_("Leave the element out of `screen:` in the layout, and show the address in words: {link.shown}."),
      source="Pictures for screens, rule 3", needs=("screen",), spoil=spoils.code_on_a_screen)
def printed_on_screen(part: ReviewedPart) -> Iterator[Fault]:
    """A picture for screens has no code, no imprint and no field to fill in."""
    for placed in part.placed:
        if placed.element.kind in _PRINTED and (placed.fitted.marks or placed.fitted.symbols):
            yield fault(N_("{name} is for paper, and stands in a picture for screens"),
                        source=part.place(placed.location), area=placed.fitted.area, name=called(placed))
