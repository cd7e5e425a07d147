"""Overprint: black text and lines overprint, white does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from pressroom.findings import N_, Severity, compared
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.spots import is_technical
from pressroom.preflight.proof import Page, Proof
from pressroom.preflight.spoils import painted
from pressroom.preflight.walk.painted import (
    Painted,
    PaintedPath,
    PaintedPicture,
    PaintedShading,
    PaintedText,
    Walk,
    colours_of,
    what,
)

_THIN_LINE = 2.0  # points; GWG 2022 R0010
_SMALL_TEXT = 12.0  # points; GWG 2022 R0009
_SLACK = 0.01
_WORD = "BT /{font} %g Tf 1 0 0 1 {x0} {y1} Tm 60 -80 Td <0001> Tj ET"
_OVER = {"/ExtGState": {"/SpoilOver": {"/OP": True, "/op": True, "/OPM": 1}}}


def _inside(page: Page, thing: PaintedPath | PaintedText) -> bool:
    return page.printed.overlap(thing.box) is not None


def _overprints(thing: PaintedPath | PaintedText) -> bool:
    return thing.settings.overprint_fill and thing.settings.overprint_mode == 1


def reaches_ground(walk: Walk, thing: PaintedPath | PaintedText) -> bool:
    """Whether what overprints has the colours below it to overprint (ISO 32000-1, 11.4.5, 11.4.6 and 11.7.4).

    An isolated group is composed on nothing: what lies below the group is knocked out. In a knockout group each element
    takes the place of those before it.
    """
    enclosures = thing.settings.groups
    if not enclosures:
        return True
    before = list(takewhile(lambda each: each is not thing, walk.things))
    for below in reversed(before):
        if below.box.overlap(thing.box) is None or not _coloured(below):
            continue
        pairs = zip(enclosures, below.settings.groups, strict=False)
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])
        if any(each.isolated for each in enclosures[shared:]) or (shared and enclosures[shared - 1].knockout):
            return False
        if _covers(below, thing):
            return True
    return True


def _coloured(thing: Painted) -> bool:
    """Whether it shows on another plate than black, as far as is known."""
    if isinstance(thing, PaintedPicture | PaintedShading):
        return True
    return any(colour.plates is None or sum(colour.plates[:3]) > 0 for colour in colours_of(thing))


def _covers(below: Painted, thing: PaintedPath | PaintedText) -> bool:
    box, inner = below.box, thing.box
    return (isinstance(below, PaintedPath) and len(below.pieces) == 1 and below.fill is not None
            and not below.settings.transparent and box.x0 <= inner.x0 and box.y0 <= inner.y0 and box.x1 >= inner.x1
            and box.y1 >= inner.y1)


def _weight(proof: Proof) -> Severity | None:
    """An error in Pressroom's own files, which follow the guideline; the check's own severity in others."""
    return Severity.ERROR if proof.brief.ours else None


@check("black-text-knocks-out",
       why=N_("Small black text that knocks out leaves a gap in the colours below, which shows as a white or "
              "coloured rim as soon as the plates shift."),
       mend=N_("Set small K-only text to overprint, with overprint mode 1."), source="GWG 2022, R0009",
       severity=Severity.WARNING, needs=("press",), spoil=painted("0 0 0 1 k " + _WORD % 10))
def black_text_knocks_out(proof: Proof) -> Iterator[Fault]:
    """K-only text below the limit overprints with OPM 1; in files of other programs GWG's limit counts."""
    if not (proof.brief.ours or proof.brief.limits.black_text):
        return
    limit = proof.brief.limits.black_overprint_below
    limit = limit if proof.brief.ours else min(limit, _SMALL_TEXT)
    for page in proof.pages:
        for text in page.walk.texts:
            if (text.fill and text.fill.only_black and text.fill.space.kind == "cmyk" and text.size < limit - _SLACK
                    and _full(text) and _inside(page, text)
                    and not (_overprints(text) and reaches_ground(page.walk, text))):
                yield fault(N_("black text of {size} pt knocks out; below {limit_pt} pt it must overprint"), page=page,
                            area=text.box, size=compared(text.size, limit, 1)[0], limit_pt=limit,
                            measured=text.size, limit=limit, severity=_weight(proof))


def _full(text: PaintedText) -> bool:
    """Whether it is full black: a grey tint that overprints would let the background show through."""
    return text.fill is not None and text.fill.ink is not None and text.fill.ink > 0.99


@check("large-black-overprints",
       why=N_("Large black that overprints lets the artwork below show as paler and darker parts."),
       mend=N_("Set black text of that size to knock out."), source="Prepress practice, rule 3",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("/SpoilOver gs 0 0 0 1 k " + _WORD % 40, _OVER))
def large_black_overprints(proof: Proof) -> Iterator[Fault]:
    """K-only text at and above the limit knocks out."""
    limit = proof.brief.limits.black_overprint_below
    for page in proof.pages:
        for text in page.walk.texts:
            if (text.fill and text.fill.only_black and text.size >= limit - _SLACK and _inside(page, text)
                    and text.settings.overprint_fill):
                yield fault(N_("black text of {size} pt overprints; from {limit_pt} pt on it must knock out"),
                            page=page, area=text.box, size=compared(text.size, limit, 1)[0], limit_pt=limit,
                            measured=text.size, limit=limit, severity=_weight(proof))


@check("black-line-knocks-out",
       why=N_("A thin black line that knocks out gets a rim as soon as the plates shift."),
       mend=N_("Set K-only lines below 2 pt to overprint, with overprint mode 1."), source="GWG 2022, R0010",
       severity=Severity.WARNING, needs=("press",),
       spoil=painted("0 0 0 1 K 0.5 w 1 0 0 1 {x0} {y1} cm 60 -80 m 100 -80 l S"))
def black_line_knocks_out(proof: Proof) -> Iterator[Fault]:
    """K-only strokes below two points overprint with OPM 1."""
    if not (proof.brief.ours or proof.brief.limits.black_lines):
        return
    for page in proof.pages:
        for path in page.walk.paths:
            settings = path.settings
            if (path.stroke and path.stroke.only_black and path.stroke.space.kind == "cmyk"
                    and path.stroke.chosen and path.width < _THIN_LINE and _inside(page, path)
                    and not (settings.overprint_stroke and settings.overprint_mode == 1
                             and reaches_ground(page.walk, path))):
                yield fault(N_("a black line of {width} pt knocks out; it must overprint"), page=page, area=path.box,
                            width=compared(path.width, _THIN_LINE, 2)[0], measured=path.width, limit=_THIN_LINE,
                            severity=_weight(proof))


@check("white-overprints",
       why=N_("White that overprints is not on any plate: it is lost in print, although screens show it."),
       mend=N_("Switch overprint off for white."), source="GWG 2022, R0007; GWG 2022, R0008", needs=("press",),
       spoil=painted("/SpoilOver gs 0 0 0 0 k 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f", _OVER))
def white_overprints(proof: Proof) -> Iterator[Fault]:
    """Nothing white overprints."""
    for page in proof.pages:
        for thing in page.walk.things:
            if isinstance(thing, PaintedPicture | PaintedShading):
                continue
            fill = thing.fill is not None and thing.fill.is_white and thing.settings.overprint_fill
            stroke = thing.stroke is not None and thing.stroke.is_white and thing.settings.overprint_stroke
            if (fill or stroke) and _inside(page, thing):
                lighter = isinstance(thing, PaintedPath) and not proof.brief.ours
                yield fault(N_("a white {thing} overprints and will be lost in print"), page=page, area=thing.box,
                            thing=what(thing), severity=Severity.WARNING if lighter else None)


@check("colour-overprints",
       why=N_("Coloured objects that overprint mix with the artwork below; usually the setting is a mistake."),
       mend=N_("Switch overprint off for everything but black text and lines."),
       source="Prepress practice, rule 4; GWG 2022, R0013", severity=Severity.WARNING, needs=("press",),
       spoil=painted("/SpoilOver gs 0 1 0 0 k 1 0 0 1 {x0} {y1} cm 60 -80 20 20 re f", _OVER))
def colour_overprints(proof: Proof) -> Iterator[Fault]:
    """Only black overprints."""
    for page in proof.pages:
        for thing in page.walk.things:
            if isinstance(thing, PaintedPicture | PaintedShading):
                continue
            painted_over = [colour for colour, over in ((thing.fill, thing.settings.overprint_fill),
                                                        (thing.stroke, thing.settings.overprint_stroke))
                            if colour is not None and over]
            if _inside(page, thing) and any(not colour.only_black and not colour.is_white and colour.space.kind != "all"
                                            and not is_technical(thing, colour, proof.brief)
                                            for colour in painted_over):
                yield fault(N_("a coloured {thing} overprints"), page=page, area=thing.box, thing=what(thing))
